#!/usr/bin/env bash
# Make the virtual environment, or say which line to type.
set -euo pipefail
venv=$1

for python in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    found=$python
    break
  fi
done
if [ -z "${found:-}" ]; then
  echo "Cần Python từ phiên bản 3.11. Hãy cài rồi chạy lại: sudo apt-get install -y python3 python3-venv" >&2
  exit 1
fi

if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
  else
    echo "Python ở đây thiếu mô-đun venv. Hãy gõ: sudo apt-get install -y python3-venv" >&2
    exit 1
  fi
fi
rm -rf "$venv"
"$found" -m venv "$venv"
