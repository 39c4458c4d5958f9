#!/bin/sh
# html.sh REPORT.md FIGURES REPORT.html EMBED - one HTML file with everything in it, from the Markdown and the folder of figures.
#
# EMBED is the program that puts style sheet and figures into the page. Pandoc can (--self-contained), and takes twice as long by it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/tools.sh"
[ $# -eq 4 ] || wrong "Användning: html.sh REPORT.md FIGURER REPORT.html EMBED"
need pandoc pandoc
[ -d "$2" ] || wrong "${0##*/}: mappen med figurer finns inte: $2"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
# What is two pages long needs no table of contents.
contents='--toc --toc-depth 3'
if sed -n '2,12p' "$1" | grep -qx 'short: yes'; then contents=; fi
# shellcheck disable=SC2086  # $COLLECTOR is words, $contents too or none
said=$(pandoc $COLLECTOR "$1" --from "$MARKDOWN" --to html5 --output "$work/page.html" --template "$here/template.html" \
    --include-after-body "$here/sort.html" --lua-filter "$here/filter.lua" --shift-heading-level-by 1 $contents --section-divs \
    --columns 100000 --wrap none 2>&1) || failed pandoc "$said"
quiet pandoc "$said"
"$4" --input "$work/page.html" --style "$here/report.css" --figures "$2" --output "$3"
