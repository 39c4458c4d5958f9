#!/bin/sh
# pdf.sh REPORT.html REPORT.pdf PDF - a tagged PDF of the page, by Chromium, the same bytes each time.
#
# Chromium gets a profile of its own that is thrown away, no network, and the sandbox unless root runs it, which it refuses. PDF is
# the program that writes over what depends on the run. Chromium without windows (chromium-headless-shell) is taken where it is there:
# it makes the same file in two thirds of the time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/tools.sh"
[ $# -eq 3 ] || wrong "Användning: pdf.sh REPORT.html REPORT.pdf PDF"

browser=
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    if [ -z "$browser" ] && command -v "$name" >/dev/null 2>&1; then browser=$name; fi
done
[ -n "$browser" ] || need chromium chromium

page=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
trap 'exit 130' INT TERM

# A file URL escapes what is no plain letter; the page is read from a plain name instead.
# Paper is not sorted: the script stays behind.
sed '/^<script>$/,/^<\/script>$/d' "$page" >"$profile/page.html"
sandbox=
[ "$(id -u)" -ne 0 ] || sandbox=--no-sandbox
said=$(HOME=$profile "$browser" --headless --user-agent=Chromium $sandbox --user-data-dir="$profile/profile" --disable-gpu --no-first-run \
    --disable-extensions --disable-background-networking --disable-sync --disable-component-update --proxy-server=127.0.0.1:9 \
    --generate-pdf-document-outline --no-pdf-header-footer --print-to-pdf="$profile/page.pdf" \
    "file://$profile/page.html" 2>&1) || failed "$browser" "$said"
[ -s "$profile/page.pdf" ] || failed "$browser" "$said"
"$3" --input "$profile/page.pdf" --output "$2"
