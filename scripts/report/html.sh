#!/bin/sh
# html.sh REPORT.md FOLDER REPORT.html - one HTML file with everything in it, from the Markdown and the figures of FOLDER/figures.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/tools.sh"
[ $# -eq 3 ] || wrong "Användning: html.sh REPORT.md MAPP REPORT.html"
need pandoc pandoc

part=$3.part
trap 'rm -f "$part"' EXIT
trap 'exit 130' INT TERM
said=$(pandoc "$1" --from "$MARKDOWN" --to html5 --output "$part" --self-contained --resource-path "$2" --template "$here/template.html" \
    --css "$here/report.css" --lua-filter "$here/filter.lua" --shift-heading-level-by 1 --toc --toc-depth 3 --section-divs \
    --columns 100000 --wrap none 2>&1) || failed pandoc "$said"
quiet pandoc "$said"
mv -f "$part" "$3"
