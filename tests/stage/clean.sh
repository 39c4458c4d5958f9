#!/usr/bin/env bash
# The stage clean on small deliveries of its own: what stands after, what is refused and in which words, and what is never written.
# Ids are invented personids; no personnummer.
. "$(dirname "$0")/../support/shell.sh"
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
d=$dir/leverans
o=$dir/out

HEADER='personid;förvaltning;yrke;anställningsform;sysselsättningsgrad;anställd_från;anställd_till;avgångsorsak'

new() { # begins a delivery: settings of [clean] and [files] on standard input, if any
    rm -rf "$d" "$o"
    mkdir -p "$d/staff" "$o"
    settings '[clean]
extraction_date = 2021-12-31'
}

settings() { # TEXT: what it does not say of words that few have is off, for here everything is what few have
    printf '%s\n' "$1" >"$dir/report.ini"
    grep -q rare_words "$dir/report.ini" || case $1 in
    '[clean]'*) sed -i '1a rare_words = 0' "$dir/report.ini" ;;
    *) printf '[clean]\nrare_words = 0\n' >>"$dir/report.ini" ;;
    esac
}

staff() { # FILE ROW...
    local file=$d/staff/$1
    shift
    printf '%s\n' "$HEADER" "$@" >"$file"
}

clean() {
    "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o" "$@"
}

# Holds if clean leaves with STATUS and says exactly TEXT (after `clean: `; the path of the delivery is LEVERANS, of the outputs UT).
says() { # STATUS NAME TEXT [ARGUMENT...]
    local status=$1 name=$2 text=$3 got
    shift 3
    clean "$@" >"$dir/stdout" 2>"$dir/stderr"
    got=$?
    sed -e "s|$d|LEVERANS|g" -e "s|$o|UT|g" -e "s|$dir|MAPP|g" "$dir/stderr" >"$dir/said"
    printf 'clean: %s\n' "$text" >"$dir/expected"
    if [ $got -eq "$status" ] && cmp -s "$dir/said" "$dir/expected"; then
        ok "$name"
    else
        not_ok "$name" "exit $got, expected $status
$(cat "$dir/said")"
    fi
}

column() { # TABLE COLUMN: the cells of one column, blanks between
    awk -F, -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next } { printf "%s%s", sep, $c; sep = " " }' "$o/$1.csv"
}

# ---- what is refused, and in which words -----------------------------------------------------------------------------------

new
rm -rf "$d"
says 1 "a delivery that is not there" "LEVERANS: leveransens mapp finns inte: kontrollera sökvägen (RAW=mapp)"
new
says 1 "a delivery without files" "LEVERANS: leveransen är tom: lägg personaluttaget i mappen staff (csv eller xlsx), eller antalsuppgifter i counts"
new
printf 'x' >"$d/staff/uttag.pdf"
says 1 "a file of another kind" "LEVERANS/staff/uttag.pdf: filen är varken csv, txt, tsv eller xlsx: spara om den, eller flytta den ur mappen"
new
printf 'Personalregister 2024\n\n%s\n' "$HEADER" >"$d/staff/a.csv"
says 1 "a title above the header" "LEVERANS/staff/a.csv:1: raden är ingen rubrikrad med kända kolumner: den första raden ska namnge kolumnerna (personnummer eller personid, förvaltning, yrke, anställd_från, anställd_till ...); ta bort titlar och kommentarer ovanför den, eller ge filens egna rubriker en betydelse i codes/headers.csv"
new
printf 'förvaltning;yrke;anställd_från;anställd_till\nA;s;2019-01-01;\n' >"$d/staff/a.csv"
says 1 "no id" "LEVERANS/staff/a.csv:1: personnummer eller personid: kolumnen saknas: ta med den i uttaget, eller ge filens egen rubrik den betydelsen i codes/headers.csv"
new
printf 'personid;förvaltning;yrke\nx;A;s\n' >"$d/staff/a.csv"
says 1 "neither spells nor snapshots" "LEVERANS/staff/a.csv:1: anställd_från eller uttagsdatum: kolumnen saknas: ta med den i uttaget, eller ge filens egen rubrik den betydelsen i codes/headers.csv"
new
printf 'personid;förvaltning;yrke;befattning;anställd_från;anställd_till\nx;A;s;s;2019-01-01;\n' >"$d/staff/a.csv"
says 1 "two columns of one meaning" "LEVERANS/staff/a.csv:1: yrke: kolumnerna yrke och befattning betyder detsamma: ge den som inte ska användas betydelsen ignoreras i codes/headers.csv"
mkdir "$d/codes"
printf 'word,code\nbefattning,ignoreras\n' >"$d/codes/headers.csv"
expect_exit 0 "the one not to be used can be told" clean
new
staff a.csv
says 1 "a header alone" "LEVERANS/staff/a.csv:1: filen har en rubrikrad men inga poster: ta ut den på nytt, eller ta bort den ur leveransen"
new
staff a.csv 'x1;A;s;tillsvidare;100;2019-01-01;;'
settings '[files]
staff/b.csv = date iso'
says 1 "a file under [files] that is not there" "MAPP/report.ini:2: staff/b.csv: filen finns inte i staff/, counts/ eller indicators/: kontrollera stavningen under [files]; andra filer ska vara UTF-8"
new
staff a.csv 'x1;Södra;s;tillsvidare;100;2019-01-01;;'
iconv -f utf-8 -t cp1252 "$d/staff/a.csv" >"$d/staff/b.csv"
expect_exit 1 "an encoding that nobody declared" clean
expect_text "the likely encoding and the setting are named" "$dir/stderr" "cp1252"
expect "nothing is written" test -z "$(ls "$o")"
settings '[clean]
extraction_date = 2021-12-31
[files]
b.csv = encoding cp1252'
expect_exit 0 "once declared it is read" clean
is "both files hold the same person" "$(column spells district)" "Södra"
expect_exit 2 "an option without its value" "$bin/clean" --delivery
expect_exit 2 "an unknown part" clean --only half
expect_exit 0 "help" "$bin/clean" --help
expect_text "help is Swedish" "$dir/stdout" "leveransen"

# What people send instead, and two files laid one after the other.
kind() { # NAME TEXT BYTES
    new
    printf "$3" >"$d/staff/a.csv"
    says 1 "$1" "LEVERANS/staff/a.csv: $2"
}
kind "a workbook under another name" "filen är ett kalkylblad (xlsx) eller en zip-fil, inte CSV: ge den rätt filändelse eller spara den som CSV UTF-8" 'PK\3\4x'
kind "an old workbook" "filen är ett äldre kalkylblad (xls): spara om den som xlsx eller CSV UTF-8" '\320\317\021\340\241\261'
kind "a PDF" "filen är en PDF: ta ut uppgifterna som CSV eller xlsx" '%%PDF-1.7\n'
kind "a packed file" "filen är packad (gzip): packa upp den" '\037\213\010\n'
kind "a web page, which some systems call Excel" "filen är en webbsida eller XML, inte CSV: ta ut den på nytt som CSV eller xlsx" '\357\273\277<html>\n'
kind "JSON" "filen är JSON, inte CSV: ta ut den på nytt som CSV eller xlsx" '[{"personid":"x"}]\n'
kind "UTF-32" "filen är kodad som UTF-32: spara om den som UTF-8" '\377\376\0\0p\0\0\0'
new
printf 'sep=,\n%s\n' "$HEADER" >"$d/staff/a.csv"
says 1 "a separator that the header does not have" "LEVERANS/staff/a.csv:2: raden \`sep=\` ovanför anger ett skiljetecken som rubrikraden inte har: rätta eller ta bort den"
new
staff a.csv 'x1;A;s;tillsvidare;100;2019-01-01;;' $'\ufeff'"$HEADER" 'x2;A;s;tillsvidare;100;2019-01-01;;' "${HEADER^^}"
expect_exit 0 "the header again, with a mark of byte order or in capitals" clean
is "is no person" "$(column rejects reason) $(column intake kept)" "repeated_header repeated_header 2"
staff a.csv 'x1;A;s;tillsvidare;100;2019-01-01;;' 'personid;yrke;förvaltning;anställningsform;sysselsättningsgrad;anställd_från;anställd_till;avgångsorsak' \
    'x2;s;A;tillsvidare;100;2019-01-01;;'
says 1 "a header in another order" "LEVERANS/staff/a.csv:3: här börjar en ny rubrikrad med andra kolumner eller annan ordning, så raderna efter den skulle läsas fel: dela filen i två där"
new
printf 'personid;förvaltning;yrke\nx1;A;s\npersonid;förvaltning;yrke\n' >"$d/staff/a.csv"
settings '[files]
a.csv = extraction_date 2020-11-01'
expect_exit 0 "the header again in a snapshot without dates" clean
is "is no person either" "$(column rejects reason) $(column intake kept)" "repeated_header 1"

# ---- text that is not what it seems -----------------------------------------------------------------------------------------

new
staff a.csv 'x1;Södra;s;tillsvidare;100;2019-01-01;;' $'x2;S\u200bo\u0308dra;s;tillsvidare;100;2019-01-01;;' \
    $'x3;\u202eSödra;s;tillsvidare;100;2019-01-01;;' 'x4;"Söd
ra";s;tillsvidare;100;2019-01-01;;' 'x5;södra;s;tillsvidare;100;2019-01-01;;' 'x6;SÃ¶dra;s;tillsvidare;100;2019-01-01;;'
expect_exit 0 "names with what is not seen in them" clean
is "are the names that are seen" "$(column spells district | tr ' ' '\n' | sort | uniq -c | xargs)" "1 SÃ¶dra 1 Söd 3 Södra 1 ra 1 södra"
printf '%s\n' 'file,line,column,note,records' 'staff/a.csv,3,förvaltning,normalised_text,1' 'staff/a.csv,4,förvaltning,normalised_text,1' \
    'staff/a.csv,5,förvaltning,normalised_text,1' 'staff/a.csv,7,förvaltning,similar_name,1' 'staff/a.csv,8,förvaltning,damaged_text,1' >"$dir/expected"
expect_same "and each is noted" "$o/notes.csv" "$dir/expected"

# ---- words that few persons have --------------------------------------------------------------------------------------------

HEADER_WITHOUT=$HEADER
HEADER="$HEADER;verksamhetsområde"
few() { # a title of three persons, one in two spells; a title and an operation of one; four operations of three
    new
    settings "[clean]
extraction_date = 2021-12-31
rare_words = $1"
    staff a.csv 'x1;A;lärare;tillsvidare;100;2019-01-01;;;skola' 'x2;A;lärare;tillsvidare;100;2019-01-01;;;skola' \
        'x3;A;rektor;tillsvidare;100;2018-01-01;2018-12-31;egen begäran;skola' 'x3;B;lärare;tillsvidare;100;2019-01-01;;;skola' \
        'x4;A;stallmästare;tillsvidare;100;2019-01-01;2019-03-31;pension;stall' 'x4;A;stallmästare;tillsvidare;100;2020-01-01;;;stall' "${@:2}"
}
few 3
expect_exit 0 "words that few have" clean
is "go together, of occupations" "$(column spells occupation | tr ' ' '\n' | sort | uniq -c | xargs)" "3 lärare 3 övriga"
is "and of operations" "$(column spells operation | tr ' ' '\n' | sort | uniq -c | xargs)" "4 skola 2 övriga"
is "each is noted with its spells, at its first line" "$(grep rare_word "$o/notes.csv" | xargs)" \
    "staff/a.csv,4,yrke,rare_word,1 staff/a.csv,6,verksamhetsområde,rare_word,2 staff/a.csv,6,yrke,rare_word,2"
mkdir "$dir/fixlist"
unzip -qo "$o/fixlista.xlsx" -d "$dir/fixlist"
expect "HR is told" grep -rq "räknas som övriga" "$dir/fixlist"
expect "but not the word" sh -c '! grep -rqiE "stall|rektor" "$@"' sh "$dir/fixlist" "$o/notes.csv" "$o/intake.csv" "$dir/stdout" "$dir/stderr"
few 4
clean
is "three persons are fewer than four, whatever their spells" "$(column spells occupation | tr ' ' '\n' | sort | uniq -c | xargs)" "6 övriga"
few 0
clean
is "0 leaves every word" "$(column spells occupation | tr ' ' '\n' | sort | uniq -c | xargs) $(grep -c rare_word "$o/notes.csv")" \
    "3 lärare 1 rektor 2 stallmästare 0"
few 3 'x5;A;Övriga;tillsvidare;100;2019-01-01;;;'
clean
is "they join a word of the extract that means the same" "$(column spells occupation | tr ' ' '\n' | sort | uniq -c | xargs)" "3 lärare 4 Övriga"
is "one that one person lacks is that of most others" "$(grep -c ',A,Övriga,skola,' "$o/spells.csv")" "2"
few 3 'x5;C;lärare;tillsvidare;100;2018-01-01;2018-12-31;egen begäran;stall' 'x5;C;lärare;tillsvidare;100;2019-01-01;;;'
clean
is "... unless the person has had another, which is as rare as it is" "$(grep -c ',C,lärare,övriga,' "$o/spells.csv")" "2"
is "... noted with its spells, never by a word" "$(grep unknown_of_few "$o/notes.csv")" "staff/a.csv,9,verksamhetsområde,unknown_of_few,1"
few 3
mkdir "$d/codes"
printf 'word,code\nlärare,lärare\nstallmästare,stallmästare\nrektor,ledning\n' >"$d/codes/occupation.csv"
clean
is "what a code list names the city has chosen" "$(column spells occupation | tr ' ' '\n' | sort | uniq -c | xargs)" "1 ledning 3 lärare 2 stallmästare"
is "a list of occupations says nothing of operations" "$(column spells operation | tr ' ' '\n' | sort | uniq -c | xargs)" "4 skola 2 övriga"
few 3 'x5;C;LÄRARE.;tillsvidare;100;2019-01-01;;;Skola' 'x6;C;Lärare;tillsvidare;100;2019-01-01;;;skola,' 'x6;C;lärare ;tillsvidare;100;2019-01-01;;;SKOLA'
printf '%s\n' date,district,occupation,persons,explanation 2021-12-31,,LÄRARE,5, >"$d/control_totals.csv"
expect_exit 0 "titles and operations that differ in case, or in a point at the end" clean
is "are one without a code list, spelled as most have it" "$(column spells occupation | tr ' ' '\n' | sort | uniq -c | xargs)" "5 lärare 3 övriga"
is "... and of operations" "$(column spells operation | tr ' ' '\n' | sort | uniq -c | xargs)" "6 skola 2 övriga"
is "a person has one post in them" "$(column spells district | tr ' ' '\n' | grep -c C)" "2"
is "it is noted at the first line of each other spelling" "$(grep same_name "$o/notes.csv" | cut -d, -f 2-5 | sort | xargs)" \
    "10,verksamhetsområde,same_name,1 8,verksamhetsområde,same_name,1 8,yrke,same_name,1 9,verksamhetsområde,same_name,1 9,yrke,same_name,1"
is "and HR's total of any spelling is found" "$(column control found)" "5"
sed -i 's/LÄRARE,5/lärare,5/p; s/lärare,5/LÄRARE,5/' "$d/control_totals.csv"
says 1 "a total of each spelling" "LEVERANS/control_totals.csv:3: district: samma dag, förvaltning och yrke står på en tidigare rad: ta bort den ena"
few 3 'x5;C;LÄRARE.;tillsvidare;100;2019-01-01;;;Skola'
mkdir "$d/codes"
printf 'word,code\nlärare,lärare\n' >"$d/codes/operation.csv"
clean
is "a list of operations leaves occupations one" "$(column spells occupation | tr ' ' '\n' | sort | uniq -c | xargs)" "4 lärare 3 övriga"
few 3
printf '%s\n' date,district,occupation,persons,explanation 2021-12-31,,stallmästare,1, >"$d/control_totals.csv"
expect_exit 0 "HR's totals are by the words of the extract" clean
is "and are found" "$(column control found)" "1"
HEADER=$HEADER_WITHOUT

# ---- rejects, budget --------------------------------------------------------------------------------------------------------

new
staff a.csv 'x1;A;s;tillsvidare;100;2019-01-01;;' 'x2;A;s;tillsvidare;100;2019-02-29;;' 'x3;A;s;tillsvidare;100;31/12/2019;;' \
    'x4;A;s;tillsvidare;100;2019-06-01;2019-05-31;' ';A;s;tillsvidare;100;2019-06-01;;' 'x5;A;s;tillsvidare;heltid;2019-06-01;;' \
    'x6;A;s;tillsvidare;100;2022-02-01;;' 'x7;A;s;tillsvidare'
expect_exit 0 "a delivery with bad records within the budget" clean
printf '%s\n' 'file,line,column,reason' 'staff/a.csv,3,anställd_från,date_invalid' 'staff/a.csv,4,anställd_från,date_format' \
    'staff/a.csv,5,anställd_till,end_before_start' 'staff/a.csv,6,personid,id_missing' 'staff/a.csv,7,sysselsättningsgrad,grade_number' \
    'staff/a.csv,8,anställd_från,start_after_extraction' 'staff/a.csv,9,,field_count' >"$dir/expected"
expect_same "each is said with line, column and reason" "$o/rejects.csv" "$dir/expected"
is "records in = kept + rejected + merged" "$(column intake records_in) $(column intake kept) $(column intake rejected) $(column intake merged)" "8 1 7 0"
cp "$o/spells.csv" "$dir/good.csv"
settings '[clean]
extraction_date = 2021-12-31
reject_budget_records = 2
reject_budget_percent = 50'
says 1 "more rejects than the budget" "UT/fixlista.xlsx: 7 av 8 poster kan inte användas och gränsen är 4: rätta det som står i fixlistan och ta ut filerna på nytt, eller höj reject_budget_records eller reject_budget_percent under [clean] i report.ini"
expect_same "the last good spells stand" "$o/spells.csv" "$dir/good.csv"
settings '[clean]
extraction_date = 2021-12-31
reject_budget_records = 6
reject_budget_percent = 0'
expect_exit 1 "one more than the budget is too many" clean
settings '[clean]
extraction_date = 2021-12-31
reject_budget_records = 7
reject_budget_percent = 0'
expect_exit 0 "as many as the budget are not" clean
{
    echo 'personid;förvaltning;yrke;anställd_från;anställd_till'
    for i in 1 2 3 4 5 6 7 8 9 10; do echo "b$i;Norra;s;15/03/2019;"; done
    echo 'b11;Norra;s;2019-03-15;'
} >"$d/staff/b.csv"
cp "$d/staff/a.csv" "$dir/a.csv"
{
    head -n 1 "$d/staff/a.csv"
    seq -f 'g%.0f;A;s;tillsvidare;100;2019-01-01;;' 400
} >"$dir/many" && cp "$dir/many" "$d/staff/a.csv"
settings '[clean]
extraction_date = 2021-12-31'
says 1 "a district whose file is of no use does not vanish within the budget" "UT/fixlista.xlsx: 10 av 11 poster i staff/b.csv kan inte användas: rätta det som står i fixlistan och ta ut filen på nytt, eller höj reject_budget_file_percent under [clean] i report.ini"
settings '[clean]
extraction_date = 2021-12-31
reject_budget_file_percent = 91'
expect_exit 0 "unless that is said to be right" clean
rm "$d/staff/b.csv"
of_norra() { # USED LOST: records of the district within the file of another, some of them by its short name
    cp "$dir/many" "$d/staff/a.csv"
    { seq -f 'n%.0f;Norra;s;tillsvidare;100;2019-01-01;;' "$1" && seq -f 'u%.0f;Norra;s;tillsvidare;100;01/02/2019;;' 5 &&
        seq -f 'v%.0f; N;s;tillsvidare;100;2019-01-01;2018-01-01;' $(($2 - 5)); } >>"$d/staff/a.csv"
}
mkdir -p "$d/codes"
printf 'word,code\nN,Norra\n' >"$d/codes/unit.csv"
settings '[clean]
extraction_date = 2021-12-31'
of_norra 12 14
says 1 "a district does not vanish within the budget of its file" "UT/fixlista.xlsx: 14 av 26 poster i förvaltningen Norra kan inte användas: rätta det som står i fixlistan och ta ut filen på nytt, eller höj reject_budget_file_percent under [clean] i report.ini"
of_norra 0 14
says 1 "nor one that has nothing else" "UT/fixlista.xlsx: 14 av 14 poster i förvaltningen Norra kan inte användas: rätta det som står i fixlistan och ta ut filen på nytt, eller höj reject_budget_file_percent under [clean] i report.ini"
of_norra 15 14
expect_exit 0 "half of it may be lost" clean
of_norra 0 9
expect_exit 0 "and all of a few records" clean
rm "$d/codes/unit.csv"
cp "$dir/a.csv" "$d/staff/a.csv"
settings '[clean]
extraction_date = 2021-12-31
reject_budget_records = 2
reject_budget_percent = 50'
expect_exit 1 "and the budget of all holds" clean
mkdir "$dir/pieces"
(cd "$dir/pieces" && unzip -qo "$o/fixlista.xlsx")
expect_text "the list to mend says what to do" "$dir/pieces/xl/sharedStrings.xml" "Rätta datumet."
expect_text "and where" "$dir/pieces/xl/sharedStrings.xml" "anställd_från"
rm "$o/fixlista.xlsx"
mv "$o" "$dir/kept" && mkdir -m 700 "$o" && mkdir "$o/spells.csv" && touch "$o/spells.csv/held"
settings '[clean]
extraction_date = 2021-12-31'
expect_exit 3 "a run that ends at its tables" clean
expect "has written the list to mend before them" test -f "$o/fixlista.xlsx"
rm -r "$o" && mv "$dir/kept" "$o"
settings '[clean]
extraction_date = 2021-12-31
reject_budget_records = 2
reject_budget_percent = 50'

# ---- merging ----------------------------------------------------------------------------------------------------------------

new
staff a.csv 'x1;A;s;tillsvidare;100;2019-01-01;2019-12-31;Pension' 'x1;A;s;tillsvidare;100;2019-01-01;2019-12-31;Pension' \
    'x2;A;s;tillsvidare;100;2019-01-01;2019-06-30;' 'x2;A;s;tillsvidare;75;2019-06-01;2020-12-31;egen begäran'
expect_exit 0 "duplicates and overlaps" clean
printf '%s\n' 'file,line,column,note,records' 'staff/a.csv,3,,merged_duplicate,1' 'staff/a.csv,4,,merged_overlap,1' \
    'staff/a.csv,NaN,avgångsorsak,end_without_cause,1' >"$dir/expected"
sort -o "$dir/expected" "$dir/expected"
sort -o "$o/notes.csv" "$o/notes.csv"
expect_same "each is noted" "$o/notes.csv" "$dir/expected"
is "days are united" "$(column spells start | tr ' ' '\n' | sort -u | xargs) $(column spells end | tr ' ' '\n' | sort | xargs)" \
    "2019-01-01 2019-12-31 2020-12-31"
is "the later attributes win" "$(column spells grade | tr ' ' '\n' | sort -n | xargs)" "75 100"

new
staff 2020.csv 'x1;A;s;tillsvidare;100;2019-01-01;;' 'x2;A;s;tillsvidare;100;2018-01-01;2019-12-31;Pension'
staff 2021.csv 'x1;A;s;tillsvidare;100;2019-01-01;2020-06-30;Pension'
settings '[files]
2020.csv = extraction_date 2020-01-31
2021.csv = extraction_date 2021-01-31'
expect_exit 0 "two extracts" clean
is "the later one has the last word" "$(column spells end | tr ' ' '\n' | sort | xargs)" "2019-12-31 2020-06-30"
is "what it replaces is merged" "$(column intake kept) $(column intake merged)" "1 1 1 0"
expect_text "and noted" "$o/notes.csv" "staff/2020.csv,NaN,,merged_superseded,1"
printf '%s\n' 'date,basis,records' '2020-01-31,spells,2' '2021-01-31,spells,1' >"$dir/expected"
expect_same "the extracts are listed" "$o/extracts.csv" "$dir/expected"

new
printf '%s\n' 'uttagsdatum;personid;förvaltning;yrke;anställningsform' '2018-11-01;x1;A;s;tillsvidare' '2019-11-01;x1;A;s;tillsvidare' \
    '2019-11-01;x1;A;s;tillsvidare' '2019-11-01;x2;A;s;tillsvidare' '2020-11-01;x2;A;s;tillsvidare' '2020-11-01;x2;B;s;tillsvidare' \
    >"$d/staff/november.csv"
expect_exit 0 "snapshots" clean
is "they are spells from the first to the last of a state" \
    "$(awk -F, 'NR > 1 { print $2 "/" $3 "/" $4 }' "$o/spells.csv" | sort | xargs)" "2018-11-01/2019-11-01/A 2019-11-01//A 2020-11-01//B"
is "marked as such" "$(column spells basis)" "snapshot snapshot snapshot"
is "and accounted for" "$(column intake kind) $(column intake records_in) $(column intake kept) $(column intake merged)" "snapshots 6 5 1"

# ---- corrections, control totals --------------------------------------------------------------------------------------------

new
staff a.csv 'x1;A;s;tillsvidare;100;2019-01-01;2109-12-31;Pension'
printf '%s\n' 'file,line,person,field,old,new,reason,who,date' \
    'staff/a.csv,2,,anställd_till,2109-12-31,2019-12-31,felskrivet årtal,A. H.,2022-01-01' >"$d/corrections.csv"
expect_exit 0 "a correction" clean
is "is made" "$(column spells end)" "2019-12-31"
expect_text "and noted without the value" "$o/notes.csv" "staff/a.csv,2,anställd_till,corrected,1"
is "and counted" "$(column intake corrected)" "1"
sed -i 's/2109-12-31,2019/2108-12-31,2019/' "$d/corrections.csv"
says 1 "a correction that does not find its old value" "LEVERANS/corrections.csv:2: old: det gamla värdet finns inte där rättelsen pekar: uttaget är ändrat, eller rättelsen gäller en annan post; kontrollera fil, rad, person och fält, eller ta bort rättelsen"
rm "$d/corrections.csv"
staff a.csv 'x1;A;s;tillsvidare;100;2019-01-01;;' 'x2;A;s;timavlönad;;2019-01-01;;' 'x3;B;s;vikariat;50;2019-01-01;;'
printf '%s\n' 'date,district,occupation,persons,explanation' '2019-11-01,A,,1,' '2019-11-01,,,2,' >"$d/control_totals.csv"
expect_exit 0 "headcounts that agree" clean
is "are written beside what was found" "$(column control expected) / $(column control found)" "2 1 / 2 1"
cp "$o/spells.csv" "$dir/good.csv"
sed -i 's/A,,1/A,,5/' "$d/control_totals.csv"
says 1 "headcounts that do not" "LEVERANS/control_totals.csv:2: persons: 2019-11-01: HR anger 5 personer i A, uttaget har 1; rätta uttaget, skriv en förklaring på raden, eller höj control_tolerance under [clean] i report.ini"
is "the difference is written" "$(column control difference)" "0 -4"
expect_same "the last good spells stand" "$o/spells.csv" "$dir/good.csv"
sed -i "s/A,,5,/A,,5,$(printf 'x%.0s' {1..257})/" "$d/control_totals.csv"
says 1 "an explanation that is too long" "LEVERANS/control_totals.csv:2: explanation: är längre än 256 byte: korta texten"
sed -i 's/A,,5,x*/A,,5,"=fyra är\ttjänstlediga"/' "$d/control_totals.csv"
expect_exit 0 "unless the difference is explained" clean

# ---- counts, Excel, declared layouts ----------------------------------------------------------------------------------------

new
rmdir "$d/staff"
mkdir "$d/counts"
printf 'period,unit,occupation,stock_open,stock_close,exits\n2019,A,s,10,20,3\n' >"$d/counts/a.csv"
expect_exit 0 "a delivery of counts alone" clean
expect_text "the exposure is made of the stocks" "$o/counts.csv" "2019,2019-01-01,2019-12-31,A,s,10,20,NaN,3,15,mean_of_stocks,1,2"
is "spells are an empty table" "$(wc -l <"$o/spells.csv")" "1"

new
printf '%s\n' "$HEADER" 'x1;A;s;tillsvidare;0,75;43466;44196;' >"$d/staff/Södra sidan 2019.csv"
settings '[files]
Södra sidan 2019.csv = extraction_date 2021-12-31, date excel, grade fraction'
expect_exit 0 "serial days and shares where they are declared" clean
is "are what they mean" "$(column spells start) $(column spells end) $(column spells grade)" "2019-01-01 2020-12-31 75"

if command -v xlsx2csv >/dev/null && [ -r "$project/data/raw/staff/Skärholmen.xlsx" ]; then
    new
    cp "$project/data/raw/staff/Skärholmen.xlsx" "$d/staff/"
    expect_exit 0 "an Excel workbook" clean
    is "is read as such" "$(column intake separator) $(column intake records_in)" "xlsx $(xlsx2csv "$d/staff/Skärholmen.xlsx" | sed 1d | wc -l)"
    is "its checksum is the file's own" "$(column intake sha256)" "$(sha256sum <"$d/staff/Skärholmen.xlsx" | cut -d' ' -f1)"
else
    skip "an Excel workbook" "xlsx2csv, which reads it too, or the example is not here"
fi

# ---- assumed extraction dates -----------------------------------------------------------------------------------------------

new
settings '[clean]'
staff a.csv 'x1;A;s;tillsvidare;100;2019-01-01;;' 'x2;A;s;tillsvidare;100;2018-01-01;2021-06-30;' 'x3;A;s;tillsvidare;100;2018-01-01;2031-06-30;'
expect_exit 0 "no extraction date anywhere" clean
is "the latest day in the file is assumed" "$(column intake extraction_basis) $(column intake last_extraction)" "assumed 2021-06-30"
expect_text "and noted" "$o/notes.csv" "staff/a.csv,NaN,,extraction_assumed,2"
expect_text "an end long after it is none" "$o/rejects.csv" "staff/a.csv,4,anställd_till,date_range"

# ---- what must never be -----------------------------------------------------------------------------------------------------

is "outputs are for their owner alone" "$(find "$o" -type f ! -perm 600 | wc -l)" "0"
expect "no half-written file is left" test -z "$(find "$o" -name '*.part' -o -name '*.draft')"
for name in "$o"/*.csv "$o/fixlista.xlsx"; do cp "$name" "$dir/"; done
expect_exit 0 "once more, elsewhere and later" env TZ=Asia/Tokyo "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o"
same=yes
for name in "$o"/*; do cmp -s "$name" "$dir/$(basename "$name")" || same=no; done
is "gives the same bytes" $same yes

rm -rf "$o"/*
before=$(find "$d" -type f -exec sha256sum {} + | sort | sha256sum)
unset PERSONALRORLIGHET_KEY_HEX
expect_exit 0 "a check alone" env HOME="$dir/home" "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o" --only check
expect_text "says in Swedish what is in the delivery" "$dir/stdout" "anställningar, 3 poster: 2 används, 0 sammanslagna, 1 kunde inte användas"
expect_text "and what is to be mended" "$dir/stdout" "staff/a.csv, rad 4, anställd_till"
expect "it writes nothing" test -z "$(ls "$o")"
expect "nor makes a key" test ! -e "$dir/home"
is "nor touches the delivery" "$(find "$d" -type f -exec sha256sum {} + | sort | sha256sum)" "$before"

expect_exit 0 "the first run makes a key" env HOME="$dir/home" "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o"
is "for its owner alone" "$(stat -c %a "$dir/home/.config/personalrorlighet/key")" "600"
cp "$o/spells.csv" "$dir/first.csv"
expect_exit 0 "the next run finds it" env HOME="$dir/home" "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o"
expect_same "and knows the same persons" "$o/spells.csv" "$dir/first.csv"
chmod 644 "$dir/home/.config/personalrorlighet/key"
expect_exit 1 "a key that others can read is refused" env HOME="$dir/home" "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o"
settings "[clean]
key = $dir/leverans/key"
expect_exit 1 "a key in the project is refused" clean --project "$d"
expect "and not made" test ! -e "$d/key"
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f

# ---- the order of rows changes nothing --------------------------------------------------------------------------------------

example="$project/data/raw/staff/Anställningar Bromma till Kungsholmen.csv"
content() { cut -d, -f1-7,10- "$o/spells.csv" | sort; }
new
cp "$example" "$d/staff/a.csv"
clean 2>"$dir/stderr" && content >"$dir/straight.csv" && kept=$(column intake kept)
for seed in 1 2 3; do
    (head -n 1 "$example" && tail -n +2 "$example" | shuf --random-source=<(yes $seed)) >"$d/staff/a.csv"
    clean 2>"$dir/stderr"
    content >"$dir/shuffled.csv"
    expect_same "rows in shuffled order $seed give the same spells" "$dir/shuffled.csv" "$dir/straight.csv"
    is "and the same account" "$(column intake kept)" "$kept"
done
head -n 1 "$example" | tee "$d/staff/b.csv" >"$d/staff/a.csv"
tail -n +2 "$example" | awk -v a="$d/staff/a.csv" -v b="$d/staff/b.csv" '{ print >>(NR % 2 ? a : b) }'
clean 2>"$dir/stderr"
content >"$dir/shuffled.csv"
expect_same "cut into two files they give the same spells" "$dir/shuffled.csv" "$dir/straight.csv"

# ---- a code list that has none of the words ---------------------------------------------------------------------------------

new
mkdir "$d/codes"
printf 'word,code\nsocionom,socialsekreterare\n' >"$d/codes/occupation.csv"
rows=('x1;A;Eva Ek;tillsvidare;100;2019-01-01;;' 'x2;A;191212121212;tillsvidare;100;2019-01-01;;')
for i in {10..20}; do rows+=("y$i;A;sekreterare;tillsvidare;100;2019-01-01;;" "y$i;A;191212121212;tillsvidare;100;2019-01-01;;"); done
for i in {10..19}; do rows+=("z$i;A;handläggare;tillsvidare;100;2019-01-01;;" "z1;A;stallmästare;tillsvidare;100;20$i-01-01;20$i-02-01;"); done
staff a.csv "${rows[@]}"
nobody='LEVERANS/codes/occupation.csv: inget yrke i uttaget finns i kodlistan, så ingen skulle räknas: lägg till de yrken som ska följas (word,code), eller ta bort filen om alla ska räknas. I uttaget står (antal poster): sekreterare (11), handläggare (10)'
says 1 "a code list that nobody is in is told, with the words of several, and no ids" "$nobody"
says 1 "and at the check" "$nobody" --only check
expect "no spells are left behind" test ! -e "$o/spells.csv"
staff a.csv 'x1;A;handläggare;tillsvidare;100;2019-01-01;;' 'x2;A;Eva Ek;tillsvidare;100;2019-01-01;;'
says 1 "what fewer than ten persons have is not told, however many their records" "${nobody% I uttaget*} Inget ord i uttaget har använts för minst tio personer, så inga visas här"
printf 'word,code\nhandläggare,socialsekreterare\n' >"$d/codes/occupation.csv"
expect_exit 0 "one who is in it is enough" clean
printf 'word,code\n' >"$d/codes/occupation.csv"
expect_exit 0 "a code list without rows is no code list" clean
expect_text "words stand as they are" "$o/spells.csv" "handläggare"
