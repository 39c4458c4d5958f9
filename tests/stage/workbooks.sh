#!/usr/bin/env bash
# Excel workbooks as they can come, of any program and any hand (tests/support/make_workbooks.py): what clean makes of each, in records
# in, kept, rejected and merged, then start, end, district and grade of what was kept, then line, column and reason of what was not; or
# the words in which it refuses the file.
. "$(dirname "$0")/../support/shell.sh"
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
python3 "$project/tests/support/make_workbooks.py" "$dir/made" || exit 3
printf '[clean]\nrare_words = 0\nreject_budget_percent = 100\nreject_budget_records = 100\nextraction_date = 2021-12-31\n' >"$dir/report.ini"
met=

run() { # WORKBOOK
    met="$met $1"
    d=$dir/made/$1
    o=$d/ut
    "$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o" >"$dir/stdout" 2>"$dir/stderr"
}
read_as() { # WORKBOOK EXPECTED NAME
    local got='no output'
    run "$1" && got=$(awk -F, '
        FNR == 1 { file++; for (i = 1; i <= NF; i++) at[$i] = i; next }
        file == 1 { counts = $at["records_in"] " " $at["kept"] " " $at["rejected"] " " $at["merged"] }
        file == 2 { kept[$9 + 0] = " " $2 "/" $3 "/" $4 "/" $10; last = $9 + 0 > last ? $9 + 0 : last }
        file == 3 { rejected = rejected " " $2 "," $3 "," $4 }
        END { for (i = 1; i <= last; i++) all = all kept[i]; print counts ":" all ":" rejected }' "$o/intake.csv" "$o/spells.csv" "$o/rejects.csv")
    if [ "$got" = "$2" ]; then ok "$3"; else not_ok "$3" "got $got
expected $2
$(<"$dir/stderr")"; fi
}
refused() { # WORKBOOK WORDS NAME: what stands after LEVERANS/staff/a.xlsx:
    run "$1"
    local status=$? got
    got=$(<"$dir/stderr")
    if [ $status -eq 1 ] && [ "$got" = "clean: $d/staff/a.xlsx:$2" ] && ! compgen -G "$o/*" >"$dir/stdout"; then
        ok "$3"
    else
        not_ok "$3" "exit $status: $got"
    fi
}
D=anställd_från,date_format
one='1 1 0 0: 2019-01-01//A/NaN:'

# ---- values
days="12 12 0 0:$(for day in 01 02 03 04 05 06 07 08 10 11 12 13; do printf ' 2019-01-%s//A/NaN' $day; done):"
read_as dates "$days" \
    'a day is a day, in whatever format, as text, and out of a formula'
read_as built_in_days "24 24 0 0:$(printf ' 2019-01-01//A/NaN%.0s' $(seq 24)):" 'every format of a day that Excel has by itself'
read_as built_in_others "36 0 36 0:: $(seq 2 37 | sed "s/\$/,$D/" | paste -sd' ')" '... and no other of them'
read_as clock "2 1 1 0: 2019-01-01//A/NaN: 2,$D" 'an hour of the day is as doubtful as in other files'
read_as serial "9 1 8 0: 2019-01-01//A/NaN: 2,$D 3,$D 4,$D 5,$D 6,$D 7,$D 8,$D 9,$D" 'a number is no day where no format says so, nor is a 29 February 1900'
read_as early '1 1 0 0: 1900-02-01/1900-03-01/A/NaN:' 'the days before that one are right too'
read_as far "3 1 2 0: 2019-01-01//A/NaN: 3,anställd_till,date_format 4,anställd_till,date_format" 'the last day that Excel has means still employed, and there is none after it'
read_as mac "$one" 'a workbook that counts from 1904 has the same days'
read_as mac_true "$one" '... in other words'
read_as mac_not "$one" '... and one that says that it does not'
read_as shares '7 7 0 0: 2019-01-01//A/75 2019-01-01//A/68.5 2019-01-01//A/50 2019-01-01//A/80 2019-01-01//A/62.5 2019-01-01//A/40.5 2019-01-01//A/90:' \
    'what is shown as 75 % is 75 percent, and numbers as text are numbers'
read_as identities '3 3 0 0: 2019-01-01//A/NaN 2019-01-01//A/NaN 2019-01-01//A/NaN:' 'an id stored as a number is one'
cut -d, -f1 "$o/spells.csv" | sed 1d | sort >"$dir/stored"
{ echo 'personid;förvaltning;yrke;anställningsform;anställd_från'; printf '%s;A;s;tillsvidare;2019-01-01\n' 198001011234 0012 1.5E-3; }  >"$d/staff/a.csv"
rm "$d/staff/a.xlsx"
"$bin/clean" --delivery "$d" --settings "$dir/report.ini" --output-dir "$o" 2>/dev/null
cut -d, -f1 "$o/spells.csv" | sed 1d | sort >"$dir/typed"
expect_same '... and the same as its digits in another file' "$dir/stored" "$dir/typed"
read_as errors "6 1 5 0: 2019-01-01//A/NaN: 3,förvaltning,district_missing 4,$D 5,anställd_till,date_format 6,sysselsättningsgrad,grade_number 7,personid,id_missing" \
    'what a failed formula shows is nothing, and no name'
read_as formula_text '2 2 0 0: 2019-01-01//Södra/NaN 2019-01-01//A/NaN:' 'a formula is what it gave'
refused not_calculated_text '2: G2: formeln har inget beräknat värde: öppna filen i Excel, spara den och lägg in den på nytt' \
    'nor is a text without a value an empty one'
refused not_calculated '2: B2: formeln har inget beräknat värde: öppna filen i Excel, spara den och lägg in den på nytt' \
    'one that was never calculated is not an empty cell'
read_as booleans '2 2 0 0: 2019-01-01//TRUE/NaN 2019-01-01//FALSE/NaN:' 'yes and no are words'

# ---- texts
broken=' Excelfilen är skadad eller inte hel: öppna den i Excel och spara den på nytt som xlsx, eller som CSV UTF-8'
cell=' cellen eller raden är skadad i Excelfilen: öppna den i Excel och spara den på nytt som xlsx, eller som CSV UTF-8'
read_as strings '5 4 1 0: 2019-01-01//Södra sidan/NaN 2019-01-01//A BA_x00zz__x2022_/NaN 2019-01-01//漢字/NaN 2019-01-01//"with ""quotes"""/NaN: 6,förvaltning,district_missing' \
    'shared texts are whole, in pieces of several fonts, with signs and without readings'
for name in missing minus word; do refused "string_$name" "7: B7:$cell" "a text that is not there is not guessed: $name"; done
refused strings_none "1: A1:$cell" 'nor where no text is there'
refused strings_cut "$broken" 'texts that end too early are not used'
read_as rich '1 1 0 0: 2019-01-01//Södra/NaN:' 'a text in the cell itself is whole, too'
read_as prefixed "$one" 'tags may have a prefix'
read_as stored "$one" 'parts may be stored as they are'
read_as capitals "$one" 'and be called in capitals'
read_as no_places '1 1 0 0: 2019-01-01//A/100:' 'rows and cells may come without their places'

# ---- rows and sheets
read_as gaps "2 2 0 0: 2019-01-01//A/NaN 2019-01-01//A/NaN:" 'empty rows are none'
expect_text '... but are counted in the numbers of lines' "$o/spells.csv" ',1,9,'
read_as hidden_rows '2 2 0 0: 2019-01-01//A/NaN 2019-01-01//A/NaN:' 'a filter hides rows, and takes none away'
read_as wider '2 1 1 0: 2019-01-01//A/NaN: 2,,field_count' 'a cell beside the table is a fault of its row'
refused merged_down '2: B2:B3: cellerna är sammanfogade över flera rader, så det syns inte vilka rader värdet gäller: dela dem i Excel och fyll i värdet på varje rad' \
    'cells merged over rows are not guessed'
read_as merged_across '2 1 1 0: 2019-01-01//A/NaN: 3,anställd_från,start_missing' 'merged along a row they are a cell'
refused several ' boken har uppgifter på flera blad, bland dem "2019" och "2020": spara varje blad som en egen fil, och dölj eller ta bort blad som inte ska läsas' \
    'a second sheet of the same columns is not passed over'
for name in titled nameless other_words narrower narrower_words; do
    refused several_$name ' boken har uppgifter på flera blad, bland dem "2019" och "2020": spara varje blad som en egen fil, och dölj eller ta bort blad som inte ska läsas' \
        "nor is one with rows as wide: $name"
done
read_as notes_beside "$one" 'notes and sums on other sheets are'
read_as hidden_beside "$one" 'a hidden sheet is not read'
refused all_hidden ' alla blad som har uppgifter är dolda: visa det blad som ska läsas, och spara filen' 'nor where it is the only one, and that is said'
read_as empty_first "$one" 'an empty sheet stands for nothing'
read_as chart "$one" 'nor does a chart'
for name in empty no_sheets nothing; do refused $name ' filen är tom: ta ut den på nytt' "nothing to read is said: $name"; done
refused header_only '1: filen har en rubrikrad men inga poster: ta ut den på nytt, eller ta bort den ur leveransen' 'a header alone is'

# ---- what is called a workbook and is none, and what is damaged
refused html ' filen är en webbsida eller XML trots sitt namn: öppna den i Excel och spara den som xlsx eller CSV UTF-8' 'a web page'
refused text ' filen är vanlig text trots sitt namn: ändra filändelsen till csv' 'text'
refused old ' filen är ett äldre kalkylblad (xls) trots sitt namn: öppna den och spara den som xlsx eller CSV UTF-8' 'an old workbook'
for name in password locked_by_zip; do
    refused $name ' Excelfilen är låst med lösenord: öppna den, ta bort lösenordet och spara den på nytt som xlsx' "one with a password: $name"
done
refused ods ' filen är ett OpenDocument-kalkylblad (ods) trots sitt namn: spara den som xlsx eller CSV UTF-8' 'one of LibreOffice'
refused binary ' filen är en binär Excelbok (xlsb) trots sitt namn: spara den som xlsx' 'a binary one'
refused zip ' filen är packad (zip) men ingen Excelbok: packa upp den, eller spara den som xlsx' 'a packed file'
refused bytes ' är ingen Excelfil (xlsx): öppna den i Excel och spara den som xlsx, eller som CSV UTF-8' 'anything'
read_as comment "$days" 'a comment behind the end harms nothing'
for name in half short directory outside method checksum size packed packed_less place name_long not_deflated no_relations no_sheet_part \
    no_target bomb cut_xml not_xml strings_nested tag_long sheets_many; do
    refused $name "$broken" "damaged: $name"
done
for name in row_back:2: row_far:1: cell_back:2:\ A2: cell_elsewhere:2:\ A3: cell_far:2:\ XFE2: cell_word:2:\ 2A: cell_long:2:\ B2: value_long:2:\ B2: \
    row_nested:3: cell_nested:2:\ B2: cell_outside:2:\ A3:; do
    refused "${name%%:*}" "${name#*:}$cell" "out of place: ${name%%:*}"
done
ls "$dir/made" | sort >"$dir/all"
tr ' ' '\n' <<<"$met" | grep . | sort -u >"$dir/tried"
expect_same 'every workbook that is made is tried' "$dir/tried" "$dir/all"
