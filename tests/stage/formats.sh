#!/usr/bin/env bash
# The public tables as a workbook for people, a data package for machines, and where they come from.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
"$project/tests/support/public_tables.sh" city hostile=1 || exit 3
mkdir none made
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >protect.ini

workbook() {
    "$bin/workbook" --public city/public --report city/settings/report.ini --protect city/settings/protect.ini --output "${1:-tables.xlsx}"
}
sheet() { # NUMBER: as delimited text
    xlsx2csv -s "$1" tables.xlsx
}

expect_exit 0 "the workbook is made" workbook
expect_exit 0 "... and made again" workbook again.xlsx
expect_same "... with the same bytes" again.xlsx tables.xlsx
xlsx2csv -n Försättsblad tables.xlsx >cover 2>/dev/null
expect_text "the cover says that it is a draft" cover "UTKAST"
xlsx2csv -n Innehåll tables.xlsx >contents
xlsx2csv -n Anmärkningar tables.xlsx >notes
expect_text "the notes say what a mark means" notes ".. uppgiften visas inte av hänsyn till enskilda"
tables=$(tail -n +2 contents | grep -c 'public/.*\.csv$')
with_rows=$(for table in city/public/*.csv; do [ "$(wc -l <"$table")" -gt 1 ] && echo "$table"; done | wc -l)
if [ "$tables" -eq "$with_rows" ]; then ok "every public table with rows has a sheet"; else not_ok "every public table with rows has a sheet" "$tables of $with_rows"; fi

xlsx2csv -a tables.xlsx >all 2>/dev/null
codes=$(tr ',' '\n' <all | grep -xE '[a-z]+(_[a-z0-9]+)+' | sort -u | head -5)
if [ -z "$codes" ]; then ok "no code of a table is left in words that people read"; else not_ok "no code of a table is left in words that people read" "$codes"; fi
expect_text "a sheet has Swedish headings" all "Avgångar per 100 årsanställda"
expect_text "a withheld value is a mark, not an empty cell" all ",..,"
unzip -p tables.xlsx 'xl/worksheets/sheet*.xml' >sheets.xml 2>/dev/null
grep -oE '<f>[^<]*' sheets.xml | grep -vE '^<f>IFERROR\(INDEX\(Uppslag!' >formulas
expect_same "no text of a delivery becomes a formula" formulas /dev/null
expect "the look-up finds what the tables say, and keeps withheld what is" python3 "$project/tests/support/lookup.py" tables.xlsx city/public
if command -v ssconvert >/dev/null 2>&1; then # a spreadsheet program that calculates, where there is one
    python3 "$project/tests/support/lookup.py" tables.xlsx city/public chosen.xlsx Södermalm 2017
    ssconvert --recalc -O "sheet='Slå upp' format=raw" chosen.xlsx chosen.txt 2>/dev/null
    wanted=$(awk -F, '$1 == 2017 && $2 == "Södermalm" { print $4 }' city/public/districts.csv)
    expect "... also when another district is chosen" grep -q "^Avgångar,$wanted," chosen.txt
else
    skip "... also when another district is chosen" "ssconvert is not here"
fi
tail -n +2 contents | awk -F, '/public/ { gsub(/"/, "", $1); print $1 }' >tabs
if awk '{ exit !(/[,;] *$/ || length($0) > 31) }' tabs; then not_ok "a sheet's name ends with a word" "$(cat tabs)"; else ok "a sheet's name ends with a word"; fi
expect_text "... a table with a long name has a short one" tabs "Olika definitioner"
mkdir -p many && cp -r city/public many/
echo indicator,basis,period,district,category,group,definition,numerator,denominator,denominator_basis,value,value_status,lower,upper,reason,districts,districts_of,low,high,precision,unit,label,source,document_date,reference_number,retrieved >many/public/public_indicators.csv
for i in $(seq 1 90); do
    printf 'survey_share,own,2017,Södermalm,Fråga %02d,all,,NaN,NaN,given,%d,,NaN,NaN,,NaN,NaN,NaN,NaN,,procent,Instämmer,Enkät,,,\n' "$i" "$i"
done >>many/public/public_indicators.csv
expect_exit 0 "more questions than a sheet used to hold" \
    "$bin/workbook" --public many/public --report city/settings/report.ini --protect city/settings/protect.ini --output many.xlsx
xlsx2csv -n 'Slå upp' many.xlsx >looked
expect_text "... are all there to look up" looked "Instämmer: Fråga 90"
expect "numbers are numbers" grep -q '<v>[0-9]' sheets.xml
expect_no_text "no cells are merged" sheets.xml "mergeCell"

# ---- data package

expect_exit 0 "the data package is made" "$bin/datapackage" --public city/public --report city/settings/report.ini --output datapackage.json
wrong=0 n=0
for table in city/public/*.csv; do
    name=$(basename "$table" .csv)
    grep -qF "sha256:$(sha256sum "$table" | cut -d' ' -f1)" datapackage.json || wrong=$((wrong + 1))
    grep -qF "\"bytes\": $(stat -c %s "$table")," datapackage.json || wrong=$((wrong + 1))
    # the fields are the columns, in their order
    awk -v want="\"name\": \"$name\"," 'index($0, want) && /^      "name"/ { on = 1 } on && /"primaryKey"/ { exit }
        on && /^            *"name": / && !/^      "name"/ { gsub(/[",]|.*"name": /, ""); print }' datapackage.json | paste -sd, >fields
    [ "$(cat fields)" = "$(head -1 "$table")" ] || { wrong=$((wrong + 1)) && printf '# %s: %s\n' "$name" "$(cat fields)"; }
    n=$((n + 1))
done
if [ $wrong -eq 0 ] && [ $n -gt 15 ]; then ok "every table stands there with its columns, bytes and SHA-256"; else not_ok "every table stands there with its columns, bytes and SHA-256" "$wrong wrong of $n"; fi
expect_text "missing values are declared" datapackage.json '"NaN"'
expect_text "the key is declared" datapackage.json '"primaryKey"'
expect_text "units are declared" datapackage.json '"unit": "person-years"'

# ---- provenance

cat >city/settings/clean.ini <<'END'
[clean]
key=/home/someone/secret
reject_budget_records=7
END
expect_exit 0 "provenance is written" "$bin/provenance" --public city/public --settings city/settings --output provenance.json
expect_text "it names the files of the delivery with their SHA-256" provenance.json "$(awk -F, 'NR == 2 { print $3 }' city/public/public_intake.csv)"
expect_text "... and the settings in force" provenance.json '"reject_budget_records": "7"'
expect_text "... and what was made" provenance.json "$(sha256sum city/public/city.csv | cut -d' ' -f1)"
expect_no_text "... but no path of this machine" provenance.json "/home/someone"
expect_text "... and the version" provenance.json "$("$bin/provenance" --version | sed 's/.* //')"

printf 'a,b\n1,2\n' >none/city.csv
expect_exit 1 "a table that is not ours stops the workbook" "$bin/workbook" --public none --report city/settings/report.ini --protect city/settings/protect.ini --output made/t.xlsx
expect "... and leaves no file" test ! -e made/t.xlsx
mkdir -p raw/text raw/published/2024 raw/published/2025 raw/published/2026
printf '[report]\nedition=2025\n' >city/settings/report.ini
echo Beslut >raw/text/beslut.md
echo date,text >raw/events.csv
echo a >raw/published/2024/city.csv
expect_exit 0 "what is public by nature is told" "$bin/provenance" --public city/public --settings city/settings --revision '0123456789ab, ändrad' \
    --text raw/text --events raw/events.csv --published raw/published --statements '' --output provenance.json
for file in text/beslut.md events.csv published/2024/city.csv; do
    expect_text "... $file" provenance.json "$file"
    expect_text "... with its SHA-256" provenance.json "$(sha256sum "raw/$file" | cut -d' ' -f1)"
done
cp provenance.json first.json
echo b >raw/published/2025/city.csv # the report's own, as a release leaves it, and a later one
echo c >raw/published/2026/city.csv
printf 'date,edition,made_by,confirmed_by,version,file,sha256\n2025-03-04,2025,Ek,Al,1,public/city.csv,%s\n' \
    "$(sha256sum raw/published/2025/city.csv | cut -d' ' -f1)" >raw/published/releases.csv
expect_exit 0 "... and told again after its release" "$bin/provenance" --public city/public --settings city/settings --revision '0123456789ab, ändrad' \
    --text raw/text --events raw/events.csv --published raw/published --statements '' --output provenance.json
expect_same "... with the same bytes" provenance.json first.json
for file in 2025 2026 releases.csv; do
    expect_no_text "... without published/$file" provenance.json "published/$file"
done
expect_text "... and which sources the programs are built of" provenance.json '"commit": "0123456789ab, ändrad"'

# ---- what the programs are built of
mkdir -p tree/scripts tree/stages
cp "$project/scripts/revision.sh" tree/scripts/
cd tree || exit 3
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
scripts/revision.sh out/revision
expect "an archive of the sources has no commit" test ! -s out/revision
if git init -q . 2>/dev/null && echo a >stages/a.c && git add stages scripts && git -c user.name=a -c user.email=a@b commit -qm a; then
    scripts/revision.sh out/revision
    expect "a commit is named" grep -qxE '[0-9a-f]{12}' out/revision
    touch -d 2001-01-01 out/revision
    scripts/revision.sh out/revision
    expect "... and the file left alone where it says so already" test "$(stat -c %Y out/revision)" -lt 1000000000
    echo b >>stages/a.c
    scripts/revision.sh out/revision
    expect_text "a changed tree says so" out/revision ", ändrad"
else
    skip "a commit is named" "git is not here"
fi
