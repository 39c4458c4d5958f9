#!/bin/sh
# public_tables.sh DIR [NAME=VALUE...] - a made-up city's public tables, settings and small inputs, to try what stands below the wall.
#
# DIR/public/*.csv, DIR/settings/{report,protect,trend,turnover,compare}.ini, DIR/events.csv, DIR/comparability.csv, DIR/text/*.md.
# Seeded by a generator of our own, so that every awk gives the same bytes. The numbers are plausible, not right: limits are
# Byar's approximation, fits and verdicts are written down. NAME=VALUE:
#
#   first=2014 last=2024    years            occupations=2     0: only the group as a whole
#   districts=11            0 to 200         named=2019        empty: no year is named
#   verdict=moderate shape=undecided         what is said of the named year
#   snapshots=1             November to October instead of calendar years
#   counts=1                aggregates alone: no causes, moves, balance or definitions
#   hostile=1               names that try to be markup, commands and formulas
#   small=1                 districts of a tenth of the size
#   disagree=1              one definition rises where the others fall
#   other_basis=2016        years until then have closing stocks for person-years
#   base= compare=          of report.ini
set -eu
export LC_ALL=C
dir=$1
shift
mkdir -p "$dir/public" "$dir/settings" "$dir/text"
here=$(cd "$(dirname "$0")" && pwd)

options=
for pair; do options="$options -v $pair"; done
# shellcheck disable=SC2086  # pairs hold no blanks
awk -v dir="$dir" $options -f "$here/public_tables.awk" </dev/null

# All tables in one sort, by the bytes of the cells and not by the quotes around them; months of survival by value.
awk '
    FNR == 1 { table = FILENAME; sub(/\.unsorted$/, ".csv", table); print table "\t0\t\t" $0; next }
    { key = $0; gsub(/"/, "", key) }
    table ~ /public_survival/ { n = split(key, cell, ","); key = cell[1] "\001" cell[2] "\001" cell[3] "\001" sprintf("%09.3f", cell[4]) }
    { print table "\t1\t" key "\t" $0 }' "$dir"/public/*.unsorted | sort |
    awk -F '\t' '$1 != table { if (table) close(table); table = $1 } { print substr($0, length($1 $2 $3) + 4) >table }'
rm "$dir"/public/*.unsorted

cat >"$dir/events.csv" <<'END'
date,kind,text
2015-01-01,plan,Uppdrag om handlingsplan
2016-01-01,plan,Handlingsplanen börjar genomföras
2019-01-01,plan,Reviderad handlingsplan
2020-03-01,other,Pandemin
2023-12-01,plan,Ny handlingsplan
END
cat >"$dir/comparability.csv" <<'END'
date,scope,type,description,source,effect
2018-11-01,socialsekreterare,coding,yrkeskoderna i personalsystemet,Påhittat exempel,Omkring tre procent av socialsekreterarna fick en yrkeskod utanför uppföljningen
2020-07-01,Hägersten-Liljeholmen; Älvsjö,organisation,indelningen i stadsdelsförvaltningar,Påhittat exempel,Två förvaltningar blev Hägersten-Älvsjö
2022-10-01,alla,law,reglerna om särskild visstidsanställning,Lagen om anställningsskydd,Visstidsanställningar övergår tidigare i tillsvidareanställning
2023-07-01,Rinkeby-Kista; Spånga-Tensta; Norrmalm; Östermalm,organisation,indelningen i stadsdelsförvaltningar,Påhittat exempel,Fyra förvaltningar blev Järva och Norra innerstaden
END
cat >"$dir/organisation.csv" <<'END'
unit,valid_from,valid_to,successor
Hägersten-Liljeholmen,2007-01-01,2020-06-30,Hägersten-Älvsjö
Hägersten-Älvsjö,2020-07-01,,
Järva,2023-07-01,,
Norra innerstaden,2023-07-01,,
Norrmalm,2007-01-01,2023-06-30,Norra innerstaden
Rinkeby-Kista,2007-01-01,2023-06-30,Järva
Spånga-Tensta,2007-01-01,2023-06-30,Järva
Älvsjö,2007-01-01,2020-06-30,Hägersten-Älvsjö
Östermalm,2007-01-01,2023-06-30,Norra innerstaden
END
printf 'Staden arbetar sedan 2015 enligt en handlingsplan. Uppgifterna i denna rapport är påhittade.\n' >"$dir/text/bakgrund.md"

# What is compared is computed from the tables above, by the program that does so in the chain.
printf '[compare]\n' >"$dir/settings/compare.ini"
"${BUILD:-$here/../../build/plain}/bin/compare" --public "$dir/public" --verdicts "$dir/public/public_verdicts.csv" --protect "$dir/settings/protect.ini" \
    --settings "$dir/settings/compare.ini" --trend "$dir/settings/trend.ini" --output-dir "$dir/public"
