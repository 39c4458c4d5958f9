#!/bin/sh
# pdf.sh REPORT.html REPORT.pdf - a tagged PDF of the page, by Chromium, the same bytes each time.
#
# Chromium gets a profile of its own that is thrown away, no network, and the sandbox unless root runs it, which it refuses. The
# two dates it writes are made SOURCE_DATE_EPOCH, in place, since offsets in the file count bytes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/tools.sh"
[ $# -eq 2 ] || wrong "Användning: pdf.sh REPORT.html REPORT.pdf"

browser=
for name in chromium chromium-browser google-chrome; do
    if [ -z "$browser" ] && command -v "$name" >/dev/null 2>&1; then browser=$name; fi
done
[ -n "$browser" ] || need chromium chromium

page=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
profile=$(mktemp -d)
part=$2.part
trap 'rm -rf "$profile" "$part"' EXIT
trap 'exit 130' INT TERM

# A file URL escapes what is no plain letter; the page is read from a plain name instead.
cp -- "$page" "$profile/page.html"
sandbox=
[ "$(id -u)" -ne 0 ] || sandbox=--no-sandbox
said=$(HOME=$profile "$browser" --headless $sandbox --user-data-dir="$profile/profile" --disable-gpu --no-first-run \
    --disable-extensions --disable-background-networking --disable-sync --disable-component-update --proxy-server=127.0.0.1:9 \
    --generate-pdf-document-outline --no-pdf-header-footer --print-to-pdf="$profile/page.pdf" \
    "file://$profile/page.html" 2>&1) || failed "$browser" "$said"
[ -s "$profile/page.pdf" ] && [ "$(tail -c 6 "$profile/page.pdf" | tr -d '\r\n')" = '%%EOF' ] || failed "$browser" "$said"

# The numbers of the structure's nodes run on from whatever Chromium counted before: they are counted from 1, as wide as before.
date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S)
perl -0777 -pe '
    BEGIN { $date = shift; binmode STDIN; binmode STDOUT }
    s/\/(CreationDate|ModDate) \(D:\d{14}/\/$1 (D:$date/g;
    $seen{$1} = 1 while /\(node(\d{8})\)/g;
    $rank{$_} = sprintf "%08d", ++$n for sort keys %seen;
    s/\(node(\d{8})\)/(node$rank{$1})/g' "$date" "$profile/page.pdf" >"$part"
mv -f "$part" "$2"
