#!/usr/bin/env bash
# Files as people send them that stand in no list: what clean makes of each, in records in, kept, rejected and merged, and in lines and
# reasons; or that it refuses the file, and in which words (those stand whole in messages.txt).
. "$(dirname "$0")/../support/shell.sh"
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
d=$dir/leverans
o=$dir/ut
H='personid;förvaltning;yrke;sysselsättningsgrad;anställd_från;anställd_till'
A='x1;Södra;s;75;2019-01-01;2019-12-31'
B='x2;Norra;s;100;2019-02-01;'
printf '[clean]\nrare_words = 0\nreject_budget_percent = 100\nextraction_date = 2021-12-31\n' >"$dir/report.ini"

run() { # FILE_NAME: its bytes on standard input
    rm -rf "$d" "$o"
    mkdir -p "$d/staff" "$o"
    cat >"$d/staff/$1"
    "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o" >"$dir/stdout" 2>"$dir/stderr"
}
becomes() { # NAME EXPECTED [FILE_NAME]: `in kept rejected merged: line,column,reason ...`
    local got
    run "${3:-a.csv}"
    got="$(python3 -c 'import csv, sys
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")):
    print(row["records_in"], row["kept"], row["rejected"], row["merged"])' "$o/intake.csv" 2>/dev/null): $(sed 1d "$o/rejects.csv" 2>/dev/null | cut -d, -f2-4 | xargs)"
    if [ "$got" = "$2" ]; then ok "$1"; else not_ok "$1" "got $got, expected $2
$(cat "$dir/stderr")"; fi
}
refused() { # NAME WORDS [FILE_NAME]
    run "${3:-a.csv}"
    local status=$?
    if [ $status -eq 1 ] && grep -qF -e "$2" "$dir/stderr" && [ -z "$(ls "$o")" ]; then
        ok "$1"
    else
        not_ok "$1" "exit $status: $(cat "$dir/stderr")"
    fi
}
lines() { printf '%s\n' "$@"; }
coded() { lines "$H" "$A" "$B" | iconv -f UTF-8 -t "$1"; }

for encoding in utf-16le utf-16be cp1252 cp850; do
    refused "$encoding without a word about it is refused, and named" "encoding = $encoding" < <(coded "$encoding")
done
becomes 'UTF-16 with its mark is read' '2 2 0 0: ' < <(printf '\377\376' && coded UTF-16LE)
becomes 'and the other way round' '2 2 0 0: ' < <(printf '\376\377' && coded UTF-16BE)
refused 'UTF-16 that was cut within a character is refused' 'går inte att läsa som utf-16le' < <(printf '\377\376' && coded UTF-16LE && printf x)
becomes 'a mark within the file is no part of an id' '2 2 0 0: ' < <(lines "$H" "$A" && printf '\357\273\277%s\n' "$B")
cut -d, -f1 "$o/spells.csv" | sort >"$dir/marked"
becomes 'and without it' '2 2 0 0: ' < <(lines "$H" "$A" "$B")
cut -d, -f1 "$o/spells.csv" | sort >"$dir/plain"
expect_same 'the person is the same' "$dir/marked" "$dir/plain"
becomes 'two marks are as good as one' '1 1 0 0: ' < <(printf '\357\273\277\357\273\277' && lines "$H" "$A")
becomes 'a zero byte damages its own record' '3 2 1 0: 3,,bad_bytes' < <(lines "$H" "$A" && printf 'x3;Nor\0ra;s;100;2019-01-01;\n' && lines "$B")
becomes 'a quote at the end of the file takes its line alone' '2 1 1 0: 3,,stray_quote' < <(lines "$H" "$A" && printf 'x3;"Norra')
becomes 'a cell of a megabyte takes its record alone' '3 2 1 0: 3,,field_too_long' \
    < <(lines "$H" "$A" "x3;$(head -c 1000000 /dev/zero | tr '\0' a);s;100;2019-01-01;" "$B")
refused 'a title as wide as the table is no header' 'är ingen rubrikrad' < <(lines 'Personalregister;;;;;' "$H" "$A")
becomes 'a sum below as wide as the table is no person' '3 2 1 0: 4,anställd_från,start_missing' < <(lines "$H" "$A" "$B" 'Summa;;;;;2')
becomes 'nor is one with a day on its row, or a post that nobody has' '6 2 4 0: 4,personid,id_missing 5,personid,id_missing 6,personid,id_missing 7,personid,id_missing' \
    < <(lines "$H" "$A" "$B" 'Summa;Södra;s;75;2019-01-01;' 'TOTALT;Södra;s;75;2019-01-01;' 'Totalt:;Södra;s;75;2019-01-01;' 'Vakant;Södra;s;75;2019-01-01;')
I=personid,id_missing
becomes 'nor what begins with such a word, or is 0' "10 2 8 0: 4,$I 5,$I 6,$I 7,$I 8,$I 9,$I 10,$I 11,$I" \
    < <(lines "$H" "$A" 'Summan1;Södra;s;75;2019-01-01;' 'Summa Södra;Södra;s;75;2019-01-01;' 'Totalt 30;Södra;s;75;2019-01-01;' 'Antal: 30;Södra;s;75;2019-01-01;' \
        'Subtotal;Södra;s;75;2019-01-01;' 'Vakant 1;Södra;s;75;2019-01-01;' '0;Södra;s;75;2019-01-01;' '(tomt);Södra;s;75;2019-01-01;' 'GRAND TOTAL;Södra;s;75;2019-01-01;')
other='här börjar en ny rubrikrad med andra kolumner'
refused 'a wider header among the records' "a.csv:3: $other" < <(lines "$H" "$A" "$H;avgångsorsak" "$B;Pension")
refused 'a narrower one, quoted' "a.csv:3: $other" < <(lines "$H" "$A" '"personid";"förvaltning";"yrke";"anställd_från"' 'x2;Norra;s;2019-02-01')
becomes 'an id that a spreadsheet was told to take as text is the same id' '3 1 0 2: ' \
    < <(lines "$H" "$A" "'$A" "\"=\"\"x1\"\"\"${A#x1}")
becomes 'thousands are not guessed, with whatever blank' '2 0 2 0: 2,sysselsättningsgrad,grade_number 3,sysselsättningsgrad,grade_number' \
    < <(lines "$H" 'x1;A;s;1 00;2019-01-01;' $'x2;A;s;1\u00a000;2019-01-01;')
D=anställd_från,date_format
becomes 'no other writing of a day is guessed' "7 0 7 0: 2,$D 3,$D 4,$D 5,$D 6,$D 7,$D 8,$D" \
    < <(lines "$H" 'x0;A;s;100;43466;' 'x1;A;s;100;19-01-01;' 'x2;A;s;100;1/2/19;' 'x3;A;s;100;1 januari 2019;' 'x4;A;s;100;2019-01;' \
        'x5;A;s;100;2019W01;' 'x6;A;s;100;2019-01-01+01:00;')
becomes 'three ends of line in one file are three lines' '2 2 0 0: ' < <(printf '%s\r%s\n%s\r\n' "$H" "$A" "$B")
becomes 'ends that a transfer doubled are blank lines' '1 1 0 0: ' < <(printf '%s\r\r\n%s\r\r\n' "$H" "$A")
becomes 'delimiters at every end of line are no columns' '1 1 0 0: ' < <(printf '%s;;;\n%s;;;\n' "$H" "$A")
becomes 'a mark of the end of file from long ago is no person' '2 1 1 0: 3,,field_count' < <(printf '%s\n%s\n\032' "$H" "$A")
becomes 'commas and every cell quoted' '1 1 0 0: ' < <(printf '"%s"\n"%s"\n' "${H//;/\",\"}" "${A//;/\",\"}")
refused 'every line one quoted cell is no table' 'är ingen rubrikrad' < <(lines "\"$H\"" "\"$A\"")
refused 'a web page that is called a workbook' 'är en webbsida eller XML trots sitt namn' a.xlsx < <(printf '<html><table>')
refused 'an old workbook under a new name' 'är ett äldre kalkylblad (xls) trots sitt namn' a.xlsx < <(printf '\320\317\021\340\241\261\032\341')
refused 'an old workbook' 'varken csv, txt, tsv eller xlsx' a.xls < <(printf '\320\317\021\340')
for name in $'rad\nbrytning.csv' '-rf.csv' '=cmd|x.csv' $'a\u202efdp.csv' '$(touch PWNED)`touch PWNED`.csv' "'; rm.csv"; do
    becomes "a file may be called $(printf %q "$name")" '1 1 0 0: ' "$name" < <(lines "$H" "$A")
done
refused 'a district that is called what the sum of all is called' "a.csv:3: förvaltning: all, alla, staden, hela staden och totalt betyder summan" < <(lines "$H" "$A" 'x2;all;s;100;2019-02-01;')
for whole in Alla 'hela staden' STADEN totalt; do
    refused "or by another word for it: $whole" "a.csv:3: förvaltning: all, alla, staden" < <(lines "$H" "$A" "x2;$whole;s;100;2019-02-01;")
done
refused 'or an occupation' "a.csv:3: yrke: all, alla, staden, hela staden och totalt betyder summan" < <(lines "$H" "$A" 'x2;Norra;all;100;2019-02-01;')
run a.csv < <(lines "$H" "$A")
mkfifo "$d/staff/b.csv"
expect_exit 1 'a file that never ends is not waited for' timeout 10 "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o"
expect_text '... and is named' "$dir/stderr" 'staff/b.csv: är ingen vanlig fil (en kö, en enhet eller en länk till en sådan): ta bort den ur mappen'
becomes 'a formula for a district is a name without its sign' '1 1 0 0: ' < <(lines "$H" "x1;=cmd|' /C calc'!A0;s;100;2019-01-01;")
expect_text 'in the spells' "$o/spells.csv" ",cmd|' /C calc'!A0,"
expect 'nothing was run' test -z "$(find "$dir" . -maxdepth 2 -name 'PWNED*')"

N='personnummer;förvaltning;yrke;anställd_från;anställd_till'
becomes 'a number that a spreadsheet has rounded is none, one with its blank or its mark of text is one' \
    '4 1 2 1: 2,personnummer,id_format 5,,stray_quote' \
    < <(lines "$N" '1,97610E+11;A;s;2019-01-01;' "'197610132396;A;s;2019-01-01;" '19761013-2396 ;A;s;2019-01-01;' '="197610132396";A;s;2019-01-01;')
