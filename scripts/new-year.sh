#!/bin/sh
# new-year.sh FROM TO [OUT] - lays next year's delivery from this year's: settings, code lists, organisation, events, texts and the
# catalogue of focus areas are copied, extracts and indicators are not. The public tables of OUT, the report that was decided, are put
# in TO/published/EDITION, so that next year's report can say what has changed. Never touches a folder that is there already.
set -eu
[ $# -ge 2 ] && [ -n "$1" ] && [ -n "$2" ] || {
    echo 'new-year: ange förra årets leverans och den nya: make new-year FROM=mapp TO=mapp' >&2
    exit 2
}
from=$1 to=$2 out=${3:-}
[ -r "$from/report.ini" ] || {
    echo "new-year: $from är ingen leverans: report.ini saknas" >&2
    exit 1
}
[ ! -e "$to" ] || {
    echo "new-year: $to finns redan: ange en mapp som inte finns" >&2
    exit 1
}
# The report that lies in OUT may be another delivery's: its tables tell which extracts they were made of.
made=$out/public/public_intake.csv
if [ -n "$out" ] && [ -e "$made" ]; then
    find "$from/staff" "$from/counts" -type f -exec sha256sum {} + 2>/dev/null | cut -d' ' -f1 | grep -qFf - "$made" || {
        echo "new-year: rapporten i $out är inte gjord av $from: ange OUT=mapp för den som är det, eller OUT= om ingen ska följa med" >&2
        exit 1
    }
fi
mkdir -p "$to/staff" "$to/counts" "$to/indicators"
for name in codes text published organisation.csv events.csv comparability.csv statements.csv; do
    [ ! -e "$from/$name" ] || cp -R -- "$from/$name" "$to/$name"
done
for file in "$from"/indicators/foku*mr* "$from"/indicators/focus_areas* "$from"/indicators/publi*; do
    [ ! -f "$file" ] || cp -- "$file" "$to/indicators/"
done
# What belongs to one edition is left out: the year's extract, its edition and its date.
sed -E '/^\[files\]/,/^\[/{/^[^[;].*=/d;}; s/^(edition|date|reference_number|last_year|extraction_date) *=.*/\1 =/' "$from/report.ini" >"$to/report.ini"
edition=$(sed -n 's/^edition *= *//p' "$from/report.ini" | head -n 1)
if [ -n "$edition" ] && [ -d "$out/public" ] && [ ! -e "$to/published/$edition" ]; then
    mkdir -p "$to/published/$edition"
    cp -- "$out"/public/*.csv "$to/published/$edition/"
    echo "  förra rapportens tabeller: published/$edition (den är inte utgiven med make publish)"
fi
echo "Leverans i $to. Lägg årets uttag i staff/, nya uppgifter i indicators/, och fyll i edition och date i report.ini."
