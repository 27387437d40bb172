#!/bin/sh
# environment.sh DIRECTORY LOCK: a virtual environment that holds what the lock says, every file checked by its hash.
# Quick when nothing changed. Works on any Debian with Python >= 3.11, with or without the package python3-venv.
set -eu
directory=$1
lock=$2
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"
python=${PYTHON:-python3}

say() { printf '  %s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    die "Greenlight needs Python 3.11 or newer as '$python' (or PYTHON=<path> make ...)."
want="$("$python" -c 'import sys; print(sys.version)') $(cat "$lock" requirements/bootstrap.txt | sha256sum)"
stamp="$directory/.greenlight"
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then exit 0; fi

began=$(date +%s)
say "environment $directory: from $lock ..."
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "installing Debian's python3-venv"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    else
        die "Python's venv module is missing: sudo apt-get install python3-venv"
    fi
fi
[ -x "$directory/bin/python" ] || "$python" -m venv "$directory"

# uv is quick and has no settings of pip's; where it cannot fetch, pip, which may know another index, can.
[ -x "$directory/bin/uv" ] || "$directory/bin/python" -m pip install -q --disable-pip-version-check \
    --require-hashes -r requirements/bootstrap.txt
uv() { VIRTUAL_ENV="$here/$directory" "$directory/bin/uv" pip install -q --require-hashes -r "$lock" "$@"; }
errors=$(mktemp)
if ! uv 2>"$errors" && ! uv --system-certs 2>"$errors"; then
    say "uv could not ($(tail -n 1 "$errors" | cut -c1-100)); pip tries"
    "$directory/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
fi
rm -f "$errors"
printf '%s' "$want" >"$stamp"
say "environment $directory: ready in $(($(date +%s) - began)) s"
