#!/usr/bin/env bash
# Install both locks as a newcomer does: a new environment, an empty cache, the pip that came with this Python; once by
# way of the pinned installer (what the Makefile does), once by that pip alone (what a machine without the installer does).
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_CACHE_DIR="$folder/pip" UV_CACHE_DIR="$folder/uv"
for lock in requirements.txt requirements-dev.txt; do
    python3 -m venv "$folder/by-pip"
    "$folder/by-pip/bin/python" -m pip --version
    "$folder/by-pip/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    rm -rf "$folder/by-pip"
    echo "$lock: installed by the bundled pip"
done
make --no-print-directory VENV="$folder/by-make" install-dev
"$folder/by-make/bin/python" -c "import django, pytest, playwright"
echo "requirements-dev.txt: installed by make"
