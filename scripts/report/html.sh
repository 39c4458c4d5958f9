#!/bin/sh
# html.sh REPORT.md FIGURES REPORT.html - one HTML file with everything in it, from the Markdown and the folder of figures.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/tools.sh"
[ $# -eq 3 ] || wrong "Användning: html.sh REPORT.md FIGURER REPORT.html"
need pandoc pandoc

work=$(mktemp -d)
part=$3.part
trap 'rm -rf "$work" "$part"' EXIT
trap 'exit 130' INT TERM
figures_in "$work" "$2"
# What is two pages long needs no table of contents.
contents='--toc --toc-depth 3'
if sed -n '2,12p' "$1" | grep -qx 'short: yes'; then contents=; fi
# shellcheck disable=SC2086  # $contents is words or none
said=$(pandoc "$1" --from "$MARKDOWN" --to html5 --output "$part" --self-contained --resource-path "$work" --template "$here/template.html" \
    --css "$here/report.css" --include-after-body "$here/sort.html" --lua-filter "$here/filter.lua" --shift-heading-level-by 1 $contents --section-divs \
    --columns 100000 --wrap none 2>&1) || failed pandoc "$said"
quiet pandoc "$said"
mv -f "$part" "$3"
