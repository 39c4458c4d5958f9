#!/usr/bin/env bash
# Five million spells (SPELLS: another number) in a tenth of the memory that they need: the same bytes, and what is held is within the bound.
# Of turnover it is what grows with spells that gets a tenth; the tables grow with cells and months, and are there in any case.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
spells=${SPELLS:-5000000}
if [ ! -e "$shared/bench/gen_spells.c" ]; then
    skip 'a tenth of the memory does' 'the generator of registers is not here'
    exit
fi
mkdir -p delivery/staff settings free bound
"${CC:-cc}" -O2 -o gen_spells "$shared/bench/gen_spells.c" -lm && ./gen_spells "$spells" >delivery/staff/spells.csv || exit 3

settings() { # MEMORY OF TURNOVER
    printf '%s\n' '[clean]' 'extraction_date = 2021-12-31' 'threads = 2' "memory = $1" '[turnover]' 'first_year = 2010' 'last_year = 2021' 'threads = 2' \
        "memory = $2" >delivery/report.ini
    "$bin/settings" --input delivery/report.ini --output-dir settings
}
measured() { python3 "$project/tests/support/measured.py" memory "$@"; }
clean() { measured "$bin/clean" --delivery delivery --settings settings/clean.ini --files settings/files.ini --output-dir "$1"; }
turnover() {
    measured "$bin/turnover" --spells free/spells.csv --extracts free/extracts.csv --counts free/counts.csv --settings settings/turnover.ini \
        --output-cells "$1/cells.csv" --output-flows "$1/flows.csv" --output-rates "$1/rates.csv"
}

settings '' ''
expect_exit 0 'clean has what it needs' clean free
needs=$(cat memory)
bound=$((needs / 10))
settings ${bound}K ''
expect_exit 0 "and does with ${bound}K, a tenth of its $needs KiB" clean bound
for table in spells intake rejects notes revisions extracts control counts; do expect_same "$table.csv is the same" bound/$table.csv free/$table.csv; done
expect "it holds $(cat memory) KiB, within the bound" test "$(cat memory)" -le "$bound"

expect_exit 0 'turnover has what it needs' turnover free
needs=$(cat memory)
settings '' 18M
turnover bound 2>stderr
tables=$(sed -n 's/.*ange minst \([0-9]*\)M under \[turnover\].*/\1/p' stderr)
expect 'it says what its tables need' test "${tables:-0}" -gt 18
bound=$((tables * 1024 + (needs - tables * 1024) / 10))
settings '' ${bound}K
expect_exit 0 "and does with ${bound}K, a tenth of what else its $needs KiB hold" turnover bound
for table in cells flows rates; do expect_same "$table.csv is the same" bound/$table.csv free/$table.csv; done
expect "it holds $(cat memory) KiB, within the bound" test "$(cat memory)" -le "$bound"
