#!/usr/bin/env bash
# scripts/bench/growth.sh [SPELLS...] - how time and memory of `clean` and `turnover` grow: registers of 0.1, 1 and 10 million spells, and
# monthly snapshots, FILES (at least 25: two years) of PERSONS each (120 of 100,000; the sizes told are rows: a tenth, and all of the files).
#
# One line each, what,records,seconds,memory_mb: processor time (user and system) of both, which tells less of others' load than a
# clock does, and the most that either held. Then, for people, microseconds and bytes a record, and how far the sizes are apart.
#
# BIN    folder of our programs (build/plain/bin)
# SHARED folder that holds bench/ with the generator of registers (../shared)
# WORK   folder for one register at a time (a folder that vanishes)
set -u
cd "$(dirname "$0")/../.." || exit 3
bin=$(realpath "${BIN:-build/plain/bin}") && bench=$(realpath "${SHARED:-../shared}/bench") || exit 3
files=${FILES:-120} persons=${PERSONS:-100000}
[ "$files" -ge 25 ] || { echo 'FILES is at least 25: turnover wants a year between snapshots that it knows the months of' >&2; exit 2; }
work=${WORK:-}
if [ -z "$work" ]; then
    work=$(mktemp -d) || exit 3
    trap 'rm -rf "$work"' EXIT
fi
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f LC_ALL=C.UTF-8
at=$work/growth
"${CC:-cc}" -O2 -o "$work/gen_spells" "$bench/gen_spells.c" -lm || exit 3

begin() { # LINE OF REPORT.INI...
    rm -rf "$at" && mkdir -p "$at"/{delivery/staff,settings,private} || exit 3
    printf '%s\n' "$@" >"$at/delivery/report.ini"
    "$bin/settings" --input "$at/delivery/report.ini" --output-dir "$at/settings" || exit 3
}

measure() { # WHAT RECORDS: of the delivery that lies there
    /usr/bin/time -o "$at/clean" -f '%U %S %M' "$bin/clean" --delivery "$at/delivery" --settings "$at/settings/clean.ini" --files "$at/settings/files.ini" \
        --output-dir "$at/private" || exit 3
    /usr/bin/time -o "$at/turnover" -f '%U %S %M' "$bin/turnover" --spells "$at/private/spells.csv" --extracts "$at/private/extracts.csv" \
        --counts "$at/private/counts.csv" --settings "$at/settings/turnover.ini" --output-cells "$at/private/cells.csv" \
        --output-flows "$at/private/flows.csv" --output-rates "$at/private/rates.csv" || exit 3
    cat "$at/clean" "$at/turnover" | awk -v what="$1" -v n="$2" '{ s += $1 + $2; if ($3 > most) most = $3 }
        END { printf "%s,%d,%.2f,%.0f\n", what, n, s, most / 1024 }' | tee -a "$work/growth.csv"
    rm -rf "$at"
}

# So many persons, month after month; one in fifty leaves each month, and somebody else comes.
snapshots() { # FILES PERSONS FOLDER
    awk -v files="$1" -v persons="$2" -v folder="$3" 'BEGIN {
        srand(1)
        split("Rinkeby Bromma Farsta Skarpnäck Älvsjö Södermalm", unit, " ")
        for (i = 1; i <= persons; i++) who[i] = next_id++
        for (m = 0; m < files; m++) {
            month = sprintf("%04d-%02d", 2010 + int(m / 12), m % 12 + 1)
            file = folder "/" month ".csv"
            print "personid;förvaltning;yrke;anställningsform;kön;födelseår;uttagsdatum" >file
            for (i = 1; i <= persons; i++) {
                if (m > 0 && rand() < 0.02) who[i] = next_id++
                printf "p%d;%s;socialsekreterare;tillsvidare;%s;%d;%s-28\n", who[i], unit[who[i] % 6 + 1], who[i] % 5 ? "K" : "M", 1955 + who[i] % 40, month >file
            }
            close(file)
        }
    }'
}

: >"$work/growth.csv"
echo what,records,seconds,memory_mb
for spells in "${@:-100000 1000000 10000000}"; do
    for n in $spells; do
        begin '[clean]' 'extraction_date = 2021-12-31' '[turnover]' 'first_year = 2010' 'last_year = 2021'
        "$work/gen_spells" "$n" >"$at/delivery/staff/spells.csv"
        measure spells "$n"
    done
done
for n in $((persons / 10)) "$persons"; do
    begin '[clean]' '[turnover]'
    snapshots "$files" "$n" "$at/delivery/staff"
    measure snapshots $((files * n))
done
awk -F, '{ us = 1e6 * $3 / $2; bytes = 1048576 * $4 / $2; printf "# %s %d: %.2f microseconds and %.0f bytes a record", $1, $2, us, bytes
        printf $1 == last ? " (%+.0f %% and %+.0f %%)\n" : "\n", 100 * (us / time - 1), 100 * (bytes / room - 1); last = $1; time = us; room = bytes }' "$work/growth.csv"
