#!/usr/bin/env bash
# Have what the tests need from the system: a browser, and a plain PostgreSQL.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
if ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
  server=postgresql-15
  for major in 15 16 17 18; do
    if apt-cache show "postgresql-$major" >/dev/null 2>&1; then
      server=postgresql-$major
      break
    fi
  done
  missing+=("$server")
fi
[ ${#missing[@]} = 0 ] && exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "Để chạy các bài kiểm tra còn thiếu: ${missing[*]}. Hãy gõ:" >&2
  echo "  sudo apt-get install -y ${missing[*]}" >&2
  exit 1
fi
echo "Đang cài ${missing[*]}…"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
