#!/usr/bin/env bash
# Whatever number of threads counts the register, the tables are the same bytes, and the first fault of the file is told.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
mkdir -p delivery/staff delivery/codes settings private
awk -v seed=11 -v dir=delivery -v persons=900 -v units=9 -v years=6 -f "$project/tests/support/random_register.awk" </dev/null
expect_exit 0 'the settings are split' "$bin/settings" --input delivery/report.ini --output-dir settings
expect_exit 0 'the register is cleaned' "$bin/clean" --delivery delivery --settings settings/clean.ini --output-dir private
organisation=
[ -e delivery/organisation.csv ] && organisation=delivery/organisation.csv

count() { # THREADS FOLDER
    mkdir -p "$2"
    { sed '/^threads\|^plan_periods/d' settings/turnover.ini && echo "threads=$1" && echo "plan_periods=$pool"; } >turnover.ini
    "$bin/turnover" --spells spells.csv --extracts private/extracts.csv --counts private/counts.csv --organisation "$organisation" \
        --settings turnover.ini --output-cells "$2/cells.csv" --output-flows "$2/flows.csv" --output-rates "$2/rates.csv"
}

last=$(sed -n 's/^last_year=//p' settings/turnover.ini)
pool=$((last - 2))-$((last - 1))
cp private/spells.csv .
expect_exit 0 'one thread counts' count 1 one
expect 'there is something to count' test "$(wc -l <one/cells.csv)" -gt 1000
for n in 2 3 7 64; do
    expect_exit 0 "$n threads count" count $n many
    expect_same "the cells of $n threads are those of one" many/cells.csv one/cells.csv
    expect_same "the flows of $n threads are those of one" many/flows.csv one/flows.csv
    expect_same "the rates of $n threads are those of one" many/rates.csv one/rates.csv
done

half=$(($(wc -l <spells.csv) / 2))
sed "${half}s/,[0-9]*-[0-9]*-[0-9]*,/,2019-13-01,/" private/spells.csv >spells.csv
expect_exit 1 'a damaged row stops one thread' count 1 damaged
cp stderr expected
expect_text 'its line is told' expected "spells.csv:$half"
expect_exit 1 'a damaged row stops five threads' count 5 damaged
expect_same 'with the same words' stderr expected

{ head -1 private/spells.csv && tail -n "+$half" private/spells.csv && sed -n "2,$((half - 1))p" private/spells.csv; } >spells.csv
expect_exit 1 'persons out of order stop one thread' count 1 disorder
expect_text 'it is said' stderr 'personerna står inte i ordning'
for n in 2 3 7; do
    expect_exit 1 "persons out of order stop $n threads" count $n disorder
    expect_text 'it is said' stderr 'personerna står inte i ordning'
done
