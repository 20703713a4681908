#!/bin/sh
# Makes .venv with guiju in it, on a machine that has no more than Python 3.11 or later.
# Usage: sh dev/setup.sh [test|dev]   (test: what the tests need; dev: linters and type checkers too)
set -eu
cd "$(dirname "$0")/.."

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 or later is needed / 需要 Python 3.11 或更新版本" >&2
    exit 1
}

# Debian splits venv off into a package of its own.
install_venv_package() {
    command -v apt-get >/dev/null 2>&1 || return 1
    run=""
    [ "$(id -u)" = 0 ] || run="sudo"
    $run apt-get update -qq && $run apt-get install -y -qq python3-venv
}

python=$(find_python)
if [ ! -x .venv/bin/pip ]; then
    "$python" -m venv .venv 2>/dev/null || { install_venv_package && "$python" -m venv --clear .venv; }
fi
case "${1:-}" in
    "") .venv/bin/pip install --quiet --disable-pip-version-check . ;;
    *) .venv/bin/pip install --quiet --disable-pip-version-check -e ".[$1]" ;;
esac
