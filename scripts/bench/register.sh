#!/usr/bin/env bash
# scripts/bench/register.sh [SPELLS...] - from a raw register to annual turnover, beside the tools that a researcher would take.
#
# For each size (5,000,000 unless given) a synthetic register is made, and `clean` and `turnover` take turns with DuckDB, Polars and R's
# data.table, ROUNDS times (3). One line each: what,spells,seconds,memory_mb - the median of the wall times, and the most memory. "ours" is
# clean and turnover together. Whether all found the same is looked at too: if not, the last line says so and the exit status is 1.
#
# BIN    folder of our programs (build/plain/bin)
# SHARED folder that holds bench/ with the generator and the peers' programs (../shared)
# PEERS  folder in which `npm install @duckdb/node-api nodejs-polars` has been run; without it DuckDB and Polars are passed over
# WORK   folder for the registers, which are kept there (a folder that vanishes)
set -u
cd "$(dirname "$0")/../.." || exit 3
bin=$(realpath "${BIN:-build/plain/bin}") && bench=$(realpath "${SHARED:-../shared}/bench") || exit 3
rounds=${ROUNDS:-3}
work=${WORK:-}
if [ -z "$work" ]; then
    work=$(mktemp -d) || exit 3
    trap 'rm -rf "$work"' EXIT
fi
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f LC_ALL=C.UTF-8
[ -n "${PEERS:-}" ] && export NODE_PATH=$PEERS/node_modules

# timed LOG COMMAND...: a line "seconds kilobytes" is added to LOG.
timed() {
    local log=$1
    shift
    /usr/bin/time -a -o "$log" -f '%e %M' "$@" || exit 3
}

# report WHAT SPELLS LOG: the median of the seconds, the most of the memory.
report() {
    sort -n "$3" | awk -v what="$1" -v spells="$2" '{ s[NR] = $1; if ($2 > most) most = $2 }
        END { printf "%s,%d,%.2f,%d\n", what, spells, NR % 2 ? s[(NR + 1) / 2] : (s[NR / 2] + s[NR / 2 + 1]) / 2, most / 1024 }'
}

ours() { # FOLDER: which begins without outputs, for to replace a large file is to remove one
    rm -rf "$1/private"
    mkdir "$1/private" || exit 3
    timed "$1/clean" "$bin/clean" --delivery "$1/delivery" --settings "$1/settings/clean.ini" --files "$1/settings/files.ini" \
        --output-dir "$1/private"
    timed "$1/turnover" "$bin/turnover" --spells "$1/private/spells.csv" --extracts "$1/private/extracts.csv" \
        --counts "$1/private/counts.csv" --settings "$1/settings/turnover.ini" --output-cells "$1/private/cells.csv" \
        --output-flows "$1/private/flows.csv" --output-rates "$1/private/rates.csv"
    paste -d ' ' <(tail -1 "$1/clean") <(tail -1 "$1/turnover") |
        awk '{ printf "%.2f %d\n", $1 + $3, ($2 > $4 ? $2 : $4) }' >>"$1/ours"
}

found_by_us() { # FOLDER
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        { key = substr($at["month"], 1, 4) "," $at["district"] "," $at["occupation"]; exits[key] += $at["exits"]
          days[key] += $at["person_days"] } END { for (key in days) print key "," exits[key] "," days[key] }' "$1/private/cells.csv" | LC_ALL=C sort
}

has_peer() {
    case $1 in
    duckdb) [ -d "${PEERS:-}/node_modules/@duckdb/node-api" ] ;;
    polars) [ -d "${PEERS:-}/node_modules/nodejs-polars" ] ;;
    data.table) Rscript -e 'library(data.table)' >"$work/said" 2>&1 ;;
    esac
}

peer() { # WHICH FOLDER
    case $1 in
    data.table) timed "$2/$1" Rscript "$bench/turnover_datatable.R" "$2/delivery/staff/spells.csv" >"$2/found-$1" ;;
    *) timed "$2/$1" node "$bench/turnover_$1.js" "$2/delivery/staff/spells.csv" >"$2/found-$1" 2>"$work/said" ;;
    esac
}

peers=()
for name in duckdb polars data.table; do
    if has_peer "$name"; then peers+=("$name"); else echo "$name is not installed and is passed over" >&2; fi
done
"${CC:-cc}" -O2 -o "$work/gen_spells" "$bench/gen_spells.c" -lm || exit 3
differ=0
echo what,spells,seconds,memory_mb
for spells in "${@:-5000000}"; do
    folder=$work/$spells
    mkdir -p "$folder"/{delivery/staff,settings,private}
    [ -s "$folder/delivery/staff/spells.csv" ] || "$work/gen_spells" "$spells" >"$folder/delivery/staff/spells.csv"
    printf '%s\n' '[clean]' 'extraction_date = 2021-12-31' '[turnover]' 'first_year = 2010' 'last_year = 2021' >"$folder/delivery/report.ini"
    "$bin/settings" --input "$folder/delivery/report.ini" --output-dir "$folder/settings" || exit 3
    rm -f "$folder"/{clean,turnover,ours,duckdb,polars,data.table}
    for _ in $(seq "$rounds"); do
        ours "$folder"
        for name in "${peers[@]}"; do peer "$name" "$folder"; done
    done
    for what in clean turnover ours "${peers[@]}"; do report "$what" "$spells" "$folder/$what"; done
    found_by_us "$folder" >"$folder/found"
    for name in "${peers[@]}"; do
        sed 1d "$folder/found-$name" | LC_ALL=C sort | cmp -s - "$folder/found" || {
            echo "$name finds something else in $spells spells"
            differ=1
        }
    done
done
exit $differ
