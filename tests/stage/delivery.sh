#!/bin/sh
. "$(dirname "$0")/../support/shell.sh"
delivery=$bin/delivery
raw="$dir/Uttag våren 2025"
list=$dir/delivery.txt

expect_exit 1 "a folder that is missing is the sender's to mend" "$delivery" --input "$raw" --output "$list"
expect_text "and is named" "$dir/stderr" "leveransens mapp finns inte"
mkdir -p "$raw/staff" "$raw/published/2024" "$raw/codes"
echo x >"$raw/staff/a.csv"
expect_exit 1 "a folder without report.ini is no delivery" "$delivery" --input "$raw" --output "$list"
expect_text "and the way to begin is told" "$dir/stderr" "make new-delivery"
rm "$raw/staff/a.csv"
: >"$raw/report.ini"
expect_exit 1 "a delivery without records is refused" "$delivery" --input "$raw" --output "$list"
expect_text "and where they go is told" "$dir/stderr" "lägg minst ett personaluttag i staff/ eller antal i counts/"
: >"$raw/staff/.a.csv"
: >"$raw/staff/~\$a.xlsx"
: >"$raw/staff/a.csv.part"
expect_exit 1 "what programs leave while they work are no records" "$delivery" --input "$raw" --output "$list"
expect "nothing is written about a delivery that is refused" test ! -e "$list"

printf 'ab' >"$raw/staff/Å b.csv"
printf 'abc' >"$raw/staff/Z.csv"
printf 'x' >"$raw/staff/a	b
c.csv"
printf 'x' >"$raw/codes/cause.csv"
printf 'x' >"$raw/published/2024/rates.csv"
touch -d '2025-03-04 05:06:07.000000089 UTC' "$raw/staff/Z.csv"
expect_exit 0 "a delivery is listed" "$delivery" --input "$raw" --output "$list"
cut -f 1 "$list" >"$dir/names"
printf '%s\n' codes/cause.csv report.ini staff/Z.csv 'staff/a\tb\nc.csv' 'staff/Å b.csv' >"$dir/expected"
expect_same "sorted by bytes, without what was published before, names on one line each" "$dir/names" "$dir/expected"
expect_text "with size, time and inode" "$list" \
    "$(printf 'staff/Z.csv\t3\t1741064767000000089\t%s' "$(stat -c %i "$raw/staff/Z.csv")")"
expect "the list is private" test "$(stat -c %a "$list")" = 600

touch -d 2001-01-01 "$list"
"$delivery" --input "$raw" --output "$list"
expect "a list that would say the same is left alone" test "$(stat -c %Y "$list")" -lt 1000000000
echo more >"$raw/staff/Z.csv"
"$delivery" --input "$raw" --output "$list"
expect "a list that says something new is written" test "$(stat -c %Y "$list")" -gt 1000000000

ln -s .. "$raw/staff/loop"
expect_exit 1 "a link that leads round is refused" "$delivery" --input "$raw" --output "$list"
rm "$raw/staff/loop"

# What nothing would read is not passed over.
unread() { # WHAT PATH TEXT
    mkdir -p "$(dirname "$raw/$2")"
    printf x >"$raw/$2"
    expect_exit 1 "$1 is refused" "$delivery" --input "$raw" --output "$list"
    expect_text "... and it is said what was meant" "$dir/stderr" "$2: ingenting läser filen: $3"
    rm "$raw/$2"
}
unread 'a misspelled list of codes' codes/units.csv 'ska den heta codes/unit.csv?'
unread 'a list of codes that is a workbook' codes/unit.xlsx 'ska den heta codes/unit.csv?'
unread 'an extract beside its folder' anställningar.csv 'personaluttag ligger i staff/'
unread 'an extract in a misspelled folder' stafff/b.xlsx 'personaluttag ligger i staff/'
unread 'an organisation in capitals' Organisation.CSV 'ska den heta organisation.csv?'
unread 'a text that is not Markdown' text/analys.txt 'texter i text/ ska sluta på .md'
mkdir -p "$raw/text" "$raw/notes"
for name in README.md README.txt 'Läs mig först.txt' LÄS_MIG.txt avtal.docx notes/möte.pdf text/beslut.md codes/Thumbs.db indicators/x.csv; do
    mkdir -p "$(dirname "$raw/$name")"
    : >"$raw/$name"
done
expect_exit 0 "what is no table is nobody's business" "$delivery" --input "$raw" --output "$list"
mkfifo "$raw/codes/unit.csv"
expect_exit 1 "a queue is refused" "$delivery" --input "$raw" --output "$list"
expect_text "... and named" "$dir/stderr" "codes/unit.csv: är ingen vanlig fil"
