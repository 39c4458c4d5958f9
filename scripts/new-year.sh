#!/bin/sh
# new-year.sh FROM TO [OUT] - lays next year's delivery from this year's, and says of each kind whether it was taken along.
#
# Taken along is what holds for more than one year: settings, code lists, organisation, events, indicators (their lines say which year
# they are of, and next year's report shows the whole series), control totals (a new extract must still agree with them), statements,
# texts to write on. Left is what belongs to one extract: the extract, corrections (they name its lines, and persons), reasons for
# revisions. The public tables of OUT, the report that was decided, are put in TO/published/EDITION, so that next year's report can
# say what has changed. Never touches a folder that is there already.
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
    find "$from/staff" "$from/counts" -type f -exec sha256sum {} + 2>/dev/null | cut -d' ' -f1 |
        { grep -qFf - "$made" "$out/private/inputs.txt" 2>/dev/null; } || {
        echo "new-year: rapporten i $out är inte gjord av $from: ange OUT=mapp för den som är det, eller OUT= om ingen ska följa med" >&2
        exit 1
    }
fi
take() { # NAME WORDS
    [ -e "$from/$1" ] || return 0
    cp -Rp -- "$from/$1" "$to/$1"
    printf '  följer med       %-20s %s\n' "$1" "$2"
}
leave() { # NAME WORDS
    [ -z "$(find "$from/$1" -type f 2>/dev/null | head -n 1)" ] || printf '  följer inte med  %-20s %s\n' "$1" "$2"
}
mkdir -p "$to/staff" "$to/counts"
take codes 'ordlistorna gäller tills de ändras'
take organisation.csv 'lägg till årets förändringar'
take events.csv 'lägg till årets händelser'
take comparability.csv 'lägg till årets mätbrott'
take indicators 'raderna säger vilket år de gäller: lägg årets i nya filer eller som nya rader'
take control_totals.csv 'HR:s antal för tidigare dagar ska stämma även i nästa uttag: lägg till årets'
take statements.csv 'ta bort påståenden som inte ska prövas igen'
take text 'förra årets texter: skriv om dem'
take published 'tidigare rapporter'
mkdir -p "$to/indicators"
leave staff 'lägg årets uttag där, med hela tiden från det första året'
leave counts 'lägg årets antal där, med hela tiden från det första året'
leave corrections.csv 'gäller rader i förra uttaget: be HR rätta i källan, eller skriv dem som behövs på nytt'
leave revisions.csv 'gäller ändringar sedan rapporten dessförinnan: skriv nya skäl'
# What belongs to one edition is left out: the year's extract, its edition and its date. Of [files], what tells of files that came along.
awk -v to="$to" '
    /^\[/ { files = /^\[files\]/ }
    files && /^[^[;].*=/ {
        name = $0
        sub(/[ \t]*=.*/, "", name)
        sub(/^indicators\//, "", name)
        if (name ~ /\// || (getline line < (to "/indicators/" name)) < 0)
            next
    }
    { print }' "$from/report.ini" |
    sed -E 's/^(edition|date|reference_number|last_year|extraction_date) *=.*/\1 =/' >"$to/report.ini"
settings=$out/settings/report.ini # of the report itself: report.ini may have been changed since
[ -f "$settings" ] || settings=$from/report.ini
edition=$("$(dirname "$0")/release/edition.sh" "$settings" | head -n 1)
if [ -n "$edition" ] && [ -d "$out/public" ] && [ ! -e "$to/published/$edition" ]; then
    mkdir -p "$to/published/$edition"
    cp -- "$out"/public/*.csv "$to/published/$edition/"
    printf '  följer med       %-20s %s\n' "published/$edition" 'förra rapportens tabeller (den är inte utgiven med make publish)'
fi
echo "Leverans i $to. Lägg årets uttag i staff/, och fyll i edition och date i report.ini."
kept=$(sed -nE 's/^(base_year|compare_year|first_year|named_years) *= *([^ ].*)/\1 = \2/p' "$to/report.ini" | paste -sd';' | sed 's/;/; /g')
[ -z "$kept" ] || echo "Årtal som följer med från förra året, ändra dem om rapporten ska jämföra andra år: $kept."
