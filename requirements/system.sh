#!/usr/bin/env bash
# Have what the tests need from the system: a browser, and a plain PostgreSQL;
# with the word `guide` also LibreOffice and what turns its pages into pictures.
set -euo pipefail

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

postgres_package() {
  for major in 15 16 17 18; do
    if apt-cache show "postgresql-$major" >/dev/null 2>&1; then
      echo "postgresql-$major"
      return
    fi
  done
  echo postgresql
}

missing=()
command -v chromium >/dev/null || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing+=(postgresql)
if [ "${1:-}" = guide ]; then
  command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui)
  command -v pdftoppm >/dev/null || missing+=(poppler-utils)
fi
[ ${#missing[@]} = 0 ] && exit 0

if may_install; then apt-get -o DPkg::Lock::Timeout=300 update -qq; fi
missing=("${missing[@]/#postgresql/$(postgres_package)}")

if ! may_install; then
  echo "Để chạy các bài kiểm tra còn thiếu: ${missing[*]}. Hãy gõ:" >&2
  echo "  sudo apt-get install -y ${missing[*]}" >&2
  exit 1
fi
echo "Đang cài ${missing[*]}…"
DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
