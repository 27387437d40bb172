#!/bin/sh
# newer_python.sh MINOR: prints the path of a working Python of this minor (such as 3.13); 1 where there is none.
set -eu
for candidate in "python$1" "$HOME/.pyenv/versions/$1".*/bin/"python$1"; do
    if found=$(command -v "$candidate" 2>/dev/null) && "$found" -c 'import venv' 2>/dev/null; then
        printf '%s\n' "$found"
        exit 0
    fi
done
printf 'There is no Python %s here: install it (python%s, or pyenv install %s).\n' "$1" "$1" "$1" >&2
exit 1
