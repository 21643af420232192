#!/bin/sh
# Makes a virtual environment with schemathesis below .plumbline/, once per pinned version. Without Python it says so in one line; under CI that is a failure.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=.plumbline/schemathesis

cmp -s "$here/requirements.txt" "$folder/requirements.txt" && exit 0

if python3 -c 'import venv, ensurepip' 2>/dev/null; then
  echo "installing schemathesis in $folder"
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
  cp "$here/requirements.txt" "$folder/requirements.txt"
  exit 0
fi

echo "Python 3 with venv is missing, so the API is not fuzzed: install python3-venv (Debian, Ubuntu: sudo apt-get install python3-venv)" >&2
[ "${CI:-}" != true ]
