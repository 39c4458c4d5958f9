#!/usr/bin/env bash
# A person whose every value is found nowhere else leaves no trace of any of them: not in what is made, said, drawn, run or thrown away.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
cd "$project" || exit 3
unset MAKEFLAGS
raw=$dir/raw
out=$dir/out
small_delivery "$raw"
rm -r "$raw/indicators" "$raw/staff/uttag.csv"

# ---- four canaries in an extract that gives too much: one who counts, one whose words nobody knows, one who can not be used, and one whose
# details are protected. A test number of the Tax Agency's, and one more that fails its check digit.
number=198111032382
awk -F';' -v OFS=';' 'NR == 1 { print "personnummer", "namn", "e-post", "telefon", "lön", "anteckning", $0; next } NR <= 400 { print "", "", "", "", "", "", $0 }' \
    "$project/data/raw/staff/Anställningar Bromma till Kungsholmen.csv" >"$raw/staff/uttag.csv"
cat >>"$raw/staff/uttag.csv" <<'CSV'
19811103-2382;Gulfjäder Kanariesson;gulfjader@kanarie.example;070-1740605;41517,33;sjunger-i-duschen;;Bromma;Socialsekreterare;barn och unga;Tillsvidare;månadslön;87,3142857;kvinna;1981;2021-03-17;2022-10-09;Egen begäran;2025-03-03
;Blåvinge Kanariesson;blavinge@kanarie.example;070-1740606;41518,33;dansar-på-taket;kanarieid77;Bromma;Gultitelmästare;gulverksamheten;Tillsvidare;månadslön;86,3142857;man;1957;2020-02-23;;;2025-03-03
19811103-2383;Rödnäbb Kanariesson;rodnabb@kanarie.example;070-1740607;41519,33;visslar-i-hissen;;Bromma;Socialsekreterare;barn och unga;Tillsvidare;månadslön;85,3142857;kvinna;1981;2021-04-18;;;2025-03-03
Skyddad identitet;Skyddade personuppgifter;;;;;kanarieid88;Bromma;Socialsekreterare;;Tillsvidare;månadslön;;;;2021-05-19;;;2025-03-03
CSV
# What a name, a number and the like look like wherever they may turn up; what is theirs alone of what is counted, too.
cat >"$dir/never" <<'WORDS'
19811103-2382
198111032382
811103-2382
8111032382
19811103-2383
198111032383
811103-2383
8111032383
Gulfjäder
Blåvinge
Rödnäbb
Kanariesson
kanarie.example
1740605
1740606
1740607
41517,33
41517.33
41518,33
41518.33
41519,33
41519.33
sjunger-i-duschen
dansar-på-taket
visslar-i-hissen
kanarieid
WORDS
# A pseudonym that anybody could make is no pseudonym.
for id in 19811103-2382 $number 811103-2382 kanarieid77 kanarieid88; do
    for sum in md5sum sha1sum sha256sum; do printf %s "$id" | $sum | cut -c1-32; done
done >>"$dir/never"
cat "$dir/never" - >"$dir/never-public" <<'WORDS'
Gultitel
gulverksamhet
87,3142857
87.3142857
86,3142857
86.3142857
2021-03-17
2022-10-09
2020-02-23
2021-05-19
WORDS

# ---- the whole chain, with what is said, what runs and what is thrown away kept
mkdir -p "$dir/tmp" "$dir/path" "$dir/kept" "$dir/seen"
cat >"$dir/path/rm" <<SH
#!/bin/sh
for a; do case \$a in "$dir"/tmp/*) cp -RL "\$a" "$dir/kept/" 2>/dev/null ;; esac; done
exec $(command -v rm) "\$@"
SH
chmod +x "$dir/path/rm"
sample() { while [ ! -e "$dir/done" ]; do cat /proc/[0-9]*/cmdline /proc/[0-9]*/comm 2>/dev/null; sleep 0.05; done | tr '\0' '\n' | sort -u >"$dir/seen/processes"; }
if [ -d /proc/self ]; then sample & fi
expect_exit 0 "the report is made" env TMPDIR="$dir/tmp" PATH="$dir/path:$PATH" make --no-print-directory report RAW="$raw" OUT="$out" V=1
cp "$dir/stdout" "$dir/stderr" "$dir/seen/"
touch "$dir/done"
wait
[ -d /proc/self ] && expect_text "programs were seen to run" "$dir/seen/processes" bin/protect
expect "temporary files were kept" test -n "$(ls -A "$dir/kept")"
expect "none was left" test -z "$(find "$dir/tmp" -type f)"

# ---- looked for, in what is packed too
for file in "$out"/*.docx "$out"/*.xlsx "$dir"/kept/*/*.docx; do
    [ ! -e "$file" ] || unzip -qo "$file" -d "$dir/seen/open-$(basename "$(dirname "$file")")-${file##*/}"
done
for file in "$out"/*.pdf; do pdftotext "$file" "$dir/seen/${file##*/}.txt"; done
expect "documents were opened" test -s "$dir/seen/report.pdf.txt" -a -s "$dir/seen/open-out-report.docx/word/document.xml" -a -d "$dir/seen/open-out-tables.xlsx"
expect "the PDF too says what each sign means, and how many values are withheld" sh -c '
    grep -q "Uppgiften visas inte av hänsyn till enskilda" "$1" && tr -s "[:space:]" " " <"$1" | sed "s/\xc2\xa0/ /g" | grep -qE "Av [0-9 ]+ uppgifter i tabellerna har [0-9 ]+ ute"' \
    sh "$dir/seen/report.pdf.txt"
mv "$out/private" "$dir/private"
expect "what is looked for stands in the delivery" test "$(grep -aioFhf "$dir/never" "$raw"/staff/*.csv | sort -u | wc -l)" -ge 10
hits() { grep -raiFoHf "$@" | sed "s|$dir/||" | sort | uniq -c | sort -rn | head -n 20; }
hits "$dir/never-public" "$out" "$dir/seen" "$dir/kept" >"$dir/hits"
expect_same "no value of theirs is in anything made, said, drawn, run or thrown away" "$dir/hits" /dev/null
find "$out" "$dir/kept" | sed "s|$dir/||" | grep -iFf "$dir/never-public" >"$dir/hits"
expect_same "... nor in the name of a file" "$dir/hits" /dev/null
mkdir "$dir/private/open"
for file in "$dir"/private/*.xlsx; do [ ! -e "$file" ] || unzip -qo "$file" -d "$dir/private/open/${file##*/}"; done
expect "what can not be used is listed for HR" test -s "$dir/private/open/fixlista.xlsx/xl/workbook.xml"
hits "$dir/never" "$dir/private" >"$dir/hits"
expect_same "what is private holds no name, no number and nothing that was not asked for" "$dir/hits" /dev/null

# ---- and they were there to be found
spells() { # CONDITION of awk on the columns of spells.csv
    awk -F, "NR == 1 { for (i = 1; i <= NF; i++) at[\$i] = i; next } $1 { n++ } END { exit n != 1 }" "$dir/private/spells.csv"
}
expect "the first counts, under a keyed pseudonym and with a year of birth alone" \
    spells '$at["start"] == "2021-03-17" && $at["end"] == "2022-10-09" && length($1) == 32 && $at["birth_year"] == 1981'
expect "the one with words nobody knows is kept, outside the follow-up" spells '$at["start"] == "2020-02-23" && $at["occupation"] == ""'
# ... and not as the only one without them: a row of the unknown would tell of one person (docs/skydd.md).
expect "the one with protected details counts, with most others" \
    spells '$at["start"] == "2021-05-19" && $at["occupation"] != "" && $at["gender"] == "woman" && $at["birth_year"] > 1900'
expect_text "... which is noted" "$dir/private/notes.csv" unknown_of_few
expect "the one with a wrong number is rejected by line and reason alone" sh -c '[ "$(grep -c "uttag.csv,403,personnummer,id_check_digit" "$1")" -eq 1 ]' sh "$dir/private/rejects.csv"

# ---- a delivery without code lists: what stands in the extract would be the names of rows, and a name tells that somebody has it
bare=$dir/bare
mkdir "$bare"
cp -r "$raw" "$bare/raw"
rm "$bare/raw/codes/occupation.csv" "$bare/raw/codes/operation.csv"
expect_exit 0 "the report is made without code lists" make --no-print-directory report RAW="$bare/raw" OUT="$bare/out" V=1
cp "$dir/stdout" "$dir/stderr" "$bare/"
expect_exit 0 "the delivery is checked" "$bin/clean" --delivery "$bare/raw" --settings "$bare/out/settings/clean.ini" --output-dir "$bare" --only check
mv "$dir/stdout" "$bare/check"
expect_text "words that few have are told by their line" "$bare/check" "rad 402, yrke: Ett ord som för få personer"
mv "$bare/out/private" "$bare/private"
for file in "$bare/out"/*.docx "$bare/out"/*.xlsx "$bare/private"/*.xlsx; do unzip -qo "$file" -d "$bare/open-${file##*/}"; done
for file in "$bare/out"/*.pdf; do pdftotext "$file" "$bare/${file##*/}.txt"; done
expect "its documents were opened" test -s "$bare/report.pdf.txt" -a -d "$bare/open-tables.xlsx" -a -d "$bare/open-fixlista.xlsx"
expect "its tables have the words that many have" grep -q Socialsekreterare "$bare/out/public/city.csv"
hits "$dir/never-public" "$bare"/{out,stdout,stderr,check,report.pdf.txt} "$bare"/open-* >"$dir/hits"
expect_same "... and no word of theirs is in anything made or said, nor in what HR is sent" "$dir/hits" /dev/null
expect "they count among the others" sh -c '[ "$(grep -c "2020-02-23,,Bromma,övriga,övriga," "$1")" -eq 1 ]' sh "$bare/private/spells.csv"
expect "which is noted" grep -q 'uttag.csv,402,verksamhetsområde,rare_word,1$' "$bare/private/notes.csv"

# ---- what is said when every row is wrong: never the value, whichever column it stands in
mkdir "$dir/check"
n_columns=$(head -n 1 "$raw/staff/uttag.csv" | tr ';' '\n' | wc -l)
printf '[clean]\n' >"$dir/clean.ini"
head -n 60 "$raw/staff/uttag.csv" >"$dir/rows"
for column in $(seq "$n_columns"); do
    awk -F';' -v OFS=';' -v c="$column" 'NR > 1 { $c = "Gulkanarie" NR } { print }' "$dir/rows" >"$raw/staff/uttag.csv"
    "$bin/clean" --delivery "$raw" --settings "$dir/clean.ini" --output-dir "$dir/check"
    "$bin/clean" --delivery "$raw" --settings "$dir/clean.ini" --output-dir "$dir/check" --only check
done >"$dir/said" 2>&1
expect "much is said of rows that are wrong" test "$(grep -c 'kan inte användas' "$dir/said")" -ge 5
grep -ioE '.{0,80}kanarie.{0,20}' "$dir/said" | sort | uniq -c >"$dir/hits"
expect_same "... and never what stood in them" "$dir/hits" /dev/null
