#!/bin/sh
# browser.sh: prints the path of a Chromium for the tests of the page; on Debian, as root, installs it where there is none.
# Quick when it is there. 1, with a word on what to install, where there is none to be had.
set -eu
names="chromium chromium-browser google-chrome google-chrome-stable"

say() { printf '  %s\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }
found() { for name in $names; do command -v "$name" && return 0; done; return 1; }
has_fonts() { [ -n "$(find /usr/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" -name '*.[to]tf' 2>/dev/null | head -n 1)" ]; }

wanted=""
found >/dev/null || wanted="chromium"
has_fonts || wanted="$wanted fonts-dejavu-core"
if [ -n "$wanted" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        die "The tests of the page need a browser and a font: sudo apt-get install $wanted"
    fi
    began=$(date +%s)
    say "installing Debian's $wanted ..."
    # shellcheck disable=SC2086 # several packages
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted; } >/dev/null ||
        die "apt-get could not install it; the tests of the page need: $wanted"
    say "browser: ready in $(($(date +%s) - began)) s"
fi
found
