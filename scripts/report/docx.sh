#!/bin/sh
# docx.sh REPORT.md FIGURES REPORT.docx WORD [TEMPLATE.docx] - the report for Word.
#
# FIGURES is the folder of figures, WORD the program that makes our template. With a TEMPLATE of the city's own its styles,
# head and foot are used as they are; a draft is then marked at every chapter, since its head is not ours to change.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/tools.sh"
[ $# -eq 4 ] || [ $# -eq 5 ] || wrong "Användning: docx.sh REPORT.md FIGURER REPORT.docx WORD [MALL.docx]"
need pandoc pandoc

work=$(mktemp -d)
part=$3.part
trap 'rm -rf "$work" "$part"' EXIT
trap 'exit 130' INT TERM

# The metadata stands at the beginning of the report, one line each.
draft=$(sed -n '2,12s/^draft: "\(.*\)"$/\1/p' "$1")
synthetic=$(sed -n '2,12s/^synthetic: "\(.*\)"$/\1/p' "$1")

template=${5:-}
own=
if [ -z "$template" ]; then
    template=$work/reference.docx
    "$4" --parts "$here/word" --top "$draft" --bottom "$synthetic" --output "$template"
else
    [ -r "$template" ] || wrong "docx.sh: mallen $template kan inte läsas"
    own="--metadata own-template=yes"
fi
figures_in "$work" "$2"
# Word is given the PNG: pandoc would have another program turn an SVG into one, before any filter is asked. What number a table has is
# marked here, for the filter finds it in a text much sooner than in a table.
sed -E -e 's#\]\(figures/([A-Za-z0-9-]+)\.svg\)#](figures/\1.png)#' -e 's/^: (Tabell [0-9]+\.) /: [\1]{.number} /' "$1" >"$work/report.md"
# shellcheck disable=SC2086  # $COLLECTOR is words, $own two or none
said=$(pandoc $COLLECTOR "$work/report.md" --from "$MARKDOWN" --to docx --output "$part" --resource-path "$work" --reference-doc "$template" \
    --lua-filter "$here/filter.lua" --columns 100000 --metadata lang=sv-SE $own 2>&1) || failed pandoc "$said"
quiet pandoc "$said"
chmod 644 "$part"
mv -f "$part" "$3"
