#!/usr/bin/env bash
# Exits and person-days by year, district and occupation of a large register are those that R's data.table finds in the raw
# file: 100,000 spells that never touch or overlap, so that neither gaps nor main posts make a difference.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f

sentence='a large register gives what data.table finds'
if [ ! -e "$shared/bench/gen_spells.c" ]; then
    skip "$sentence" 'the generator is not here'
    exit
fi
if ! Rscript -e 'library(data.table)' >stdout 2>&1; then
    skip "$sentence" 'R with data.table is not here'
    exit
fi

mkdir -p delivery/staff settings private
"${CC:-cc}" -O2 -o gen_spells "$shared/bench/gen_spells.c" -lm && ./gen_spells 100000 >delivery/staff/spells.csv
printf '%s\n' '[clean]' 'rare_words = 0' 'extraction_date = 2021-12-31' '[turnover]' 'first_year = 2010' 'last_year = 2021' >delivery/report.ini
expect_exit 0 'the settings are split' "$bin/settings" --input delivery/report.ini --output-dir settings
expect_exit 0 'the register is cleaned' "$bin/clean" --delivery delivery --settings settings/clean.ini --files settings/files.ini \
    --output-dir private
expect_exit 0 'and counted' "$bin/turnover" --spells private/spells.csv --extracts private/extracts.csv --counts private/counts.csv \
    --settings settings/turnover.ini --output-cells cells.csv --output-flows flows.csv --output-rates rates.csv

awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { key = substr($at["month"], 1, 4) "," $at["district"] "," $at["occupation"]; exits[key] += $at["exits"]; days[key] += $at["person_days"] }
    END { for (key in days) print key "," exits[key] "," days[key] }' cells.csv | LC_ALL=C sort >ours
Rscript "$shared/bench/turnover_datatable.R" delivery/staff/spells.csv | sed 1d | LC_ALL=C sort >theirs
expect 'there are 12 years of 14 districts and 2 occupations' test "$(wc -l <theirs)" = 336
expect_same "$sentence" ours theirs
awk -F, '$1 == "district_occupation" { key = substr($2, 1, 4) "," $3 "," $4; exits[key] += $10; days[key] += $15 }
    END { for (key in days) print key "," exits[key] "," days[key] }' flows.csv | LC_ALL=C sort >ours
expect_same 'so do the flows' ours theirs
