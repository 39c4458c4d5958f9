#!/usr/bin/env bash
# A report whose counts are rounded: nothing in it is of the others, it says so, and without rounding all is as if nobody had asked.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
cd "$project" || exit 3
raw=$dir/raw out=$dir/out
small_delivery "$raw"
targets=(report.md report.html tables.xlsx datapackage.json brief.md)
expect_exit 0 'a report is made as ever' small_chain "$out" "${targets[@]}"
cp -r "$out" "$dir/before"
expect 'no table says that anything is rounded' test ! -e "$out/public/public_rounding.csv" -a ! -e "$out/private/exact"

cp "$raw/report.ini" "$dir/report.ini"
printf '[protect]\nrounding_base = 5\n' >>"$raw/report.ini"
expect_exit 0 'a report of rounded counts is made' small_chain "$out" "${targets[@]}"
python3 tests/support/rounded.py "$out" 5 >"$dir/said" 2>&1
is 'every count is a multiple of five, and every rate is of it' "$(head -20 "$dir/said")" ''
nowhere() { python3 tests/support/printed_numbers.py "$1" "$raw" 2>/dev/null | cut -d: -f1 | sort; } # words with numbers, as 40-49 years
is 'every printed number stands in a public table, as before' "$(nowhere "$out")" "$(nowhere "$dir/before")"
for page in report.md brief.md report.html; do
    expect_text "$page says that counts are rounded" "$out/$page" 'avrundade till närmaste tal som är delbart med 5'
done
unzip -p "$out/tables.xlsx" xl/sharedStrings.xml >"$dir/strings.xml"
expect_text 'so does the workbook' "$dir/strings.xml" 'delbart med 5'
expect_text 'and the data package, of all tables' "$out/datapackage.json" 'delbart med 5'
expect_text 'and of each column' "$out/datapackage.json" '"rounded_to": 5'
expect 'what can not be had of two rounded counts is not shown' awk -F, '$3 == "T18" { n++; bad = bad || $6 != "NaN" || $7 != "NaN" } END { exit bad || n == 0 }' \
    "$out/public/definitions.csv"
expect 'withheld.csv counts what is not shown' python3 -c '
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1] + "/definitions.csv")))
shown = sum(r[c] not in ("", "NaN") for r in rows for c in ("numerator", "denominator", "value", "lower", "upper"))
said = {r["table"]: r for r in csv.DictReader(open(sys.argv[1] + "/withheld.csv"))}["definitions"]
sys.exit(shown != int(said["values"]) - int(said["withheld"]))' "$out/public"
expect 'the exact tables are for the owner alone' test "$(find "$out/private/exact" -type f ! -perm 600 | wc -l)" = 0 -a "$(stat -c %a "$out/private/exact")" = 700
expect 'the audit judged as much as without rounding' cmp "$out/private/audit.csv" "$dir/before/private/audit.csv"
expect 'and nothing is withheld but what was' python3 -c '
import csv, sys
for table in ("city", "districts", "balance", "public_retention"):
    rows = [list(csv.DictReader(open(f"{at}/public/{table}.csv"))) for at in sys.argv[1:]]
    for one, other in zip(*rows):
        for name in one:
            if name.endswith("_status") and one[name] != other[name]: sys.exit(f"{table}: {one} {other}")' "$dir/before" "$out"

cp "$dir/report.ini" "$raw/report.ini"
expect_exit 0 'without rounding again' small_chain "$out" "${targets[@]}"
expect 'every public table is what it was, byte for byte' diff -r "$dir/before/public" "$out/public"
expect 'and so are report, figures and what describes them' diff -r -x '*.xlsx' -x release -x settings -x private -x provenance.json "$dir/before" "$out"
expect 'nothing is left of the exact tables' test ! -e "$out/private/exact"
