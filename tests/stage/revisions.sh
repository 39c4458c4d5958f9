#!/usr/bin/env bash
# What has changed since the last report, and next year's delivery.
. "$(dirname "$0")/../support/shell.sh"
. "$project/tests/support/report.sh"
made "$dir/city"
cd "$dir" || exit 3
sed -i 's/^edition.*/edition = 2025/' city/settings/report.ini
grep -q '^edition = 2025' city/settings/report.ini || sed -i 's/^\[report\]/[report]\nedition = 2025/' city/settings/report.ini
mkdir -p published/2023 published/2024 published/2025
cp city/public/city.csv published/2023/ && cp city/public/city.csv published/2025/
# 2024 said one exit less in 2020, and a rate that differs by less than is shown in 2018
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    $1 == 2020 && $2 == "all" && $3 == "none" { $at["exits"] -= 1; $at["rate"] -= 0.5 }
    $1 == 2018 && $2 == "all" && $3 == "none" { $at["rate"] += 0.0001 } { print }' city/public/city.csv >published/2024/city.csv

revisions() {
    "$bin/revisions" --published "${1:-published}" --public city/public --report city/settings/report.ini --reasons "${2:-}" --output city/public/public_revisions.csv
}
line() { # PERIOD ITEM
    grep "^2024,$1,all,$2," city/public/public_revisions.csv
}

expect_exit 0 "a report is compared with the newest before it" revisions
is "... of that edition alone" "$(cut -d, -f1 city/public/public_revisions.csv | sort -u | paste -sd' ')" "2024 edition"
is "a figure that changed has its difference" "$(line 2020 exits | cut -d, -f7-8)" "1,unexplained"
is "... and one that did not has none" "$(line 2019 exits | cut -d, -f7-8)" "0,"
is "less than is shown is no revision" "$(line 2018 rate | cut -d, -f7-8)" "0,"
printf 'år;skäl;kommentar\n2020;sen registrering;Två veckor sent\n' >why.csv
expect_exit 0 "a reason is given" revisions published why.csv
is "... and stands by the figure" "$(line 2020 exits | cut -d, -f8-9)" "late_registration,Två veckor sent"
claims city
no_figures city
expect_exit 0 "the report is written" report city
expect_text "it has the old and the new" city/report.md "Ändringar sedan förra rapporten"
expect_text "... with the reason in words" city/report.md "sen registrering: Två veckor sent"
# ---- late registrations: three earlier reports, whose last years lacked 1, 2 and 3 exits that are known now
mkdir triangle
for edition in 2022 2023 2024; do
    mkdir triangle/$edition
    awk -F, -v OFS=, -v last=$((edition - 1)) -v lack=$((edition - 2021)) 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        NR > 1 && $1 > last { next }
        $1 == last && $2 == "all" && $3 == "none" { $at["exits"] -= lack } { print }' city/public/city.csv >triangle/$edition/city.csv
done
late() { # PUBLISHED
    "$bin/late" --published "$1" --public city/public --report city/settings/report.ini --output city/public/public_late.csv
}
expect_exit 0 "a triangle is made of earlier reports" late triangle
known() { # YEAR COLUMN: of city.csv
    awk -F, -v year="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } $1 == year && $2 == "all" && $3 == "none" { print $at["exits"] }' city/public/city.csv
}
is "what has come since is counted" "$(grep '^2023,all,2024,' city/public/public_late.csv | cut -d, -f4-6)" "0,$(($(known 2023) - 3)),3"
is "a year that no report has lacked anything of has nothing" "$(grep '^2020,all,2024,' city/public/public_late.csv | cut -d, -f6)" "0"
# 6 late exits: exact limits 2.2019 and 13.0595 (tables of Garwood 1936)
then=$(($(known 2021) + $(known 2022) + $(known 2023) - 6))
expect "the last year is estimated with the limits of Garwood's tables" awk -F, -v now="$(known 2024)" -v then="$then" '
    function near(a, b) { return a - b < 0.001 && b - a < 0.001 }
    $1 == 2024 && $2 == "all" { found = near($9, now * (1 + 6 / then)) && near($10, now * (1 + 2.20189 / then)) && near($11, now * (1 + 13.05947 / then)) && $7 == 3 }
    END { exit !found }' city/public/public_late.csv
cp city/public/public_late.csv all.csv
printf 'edition,period,occupation,item,old,new,difference,reason,comment\n2023,2022,all,exits,100,101,1,correction,\n' >triangle/2024/public_revisions.csv
expect_exit 0 "a report may say why it was revised" late triangle
is "... and what was corrected is not taken for late" "$(grep '^2024,all,2025,' city/public/public_late.csv | cut -d, -f7)" "2"
rm triangle/2024/public_revisions.csv
expect_exit 0 "as it was" late triangle
expect_exit 0 "the report is written" report city
expect_text "... and says how many are expected" city/report.md "när alla är registrerade"
expect_text "... and that its own numbers are not raised" city/report.md "Talen i rapporten är inte uppräknade"
expect_exit 0 "without earlier reports there is nothing to estimate" late nowhere
is "... and the table is empty" "$(wc -l <city/public/public_late.csv)" 1

printf 'år;skäl\n2020;tur\n' >why.csv
expect_exit 1 "a reason that nobody knows is refused" revisions published why.csv
expect_text "... in words" stderr "why.csv:2: reason: skälet känns inte igen: skriv något av sen registrering, rättelse, ny definition, ny organisation, ny kodning"
expect_exit 0 "without earlier reports there is nothing to compare" revisions nowhere
is "... and the table is empty" "$(wc -l <city/public/public_revisions.csv)" 1

# ---- next year

mkdir -p raw/staff raw/codes raw/indicators out/public
printf '[files]\nstaff/a.csv = encoding cp1252\nkonsulter.csv = encoding cp1252\n[report]\nedition = 2025\ndate = 2025-04-01\ncommittee = Nämnden\n' >raw/report.ini
echo hemligt >raw/staff/a.csv
echo word,code >raw/codes/cause.csv
echo 'nr;område;från år' >raw/indicators/fokusområden.csv
echo konsulter >raw/indicators/konsulter.csv
echo tabell >out/public/city.csv
echo 'file,line,person' >raw/corrections.csv
echo 'date,district,occupation,persons,explanation' >raw/control_totals.csv
echo 'period,reason' >raw/revisions.csv
cp raw/report.ini kept.ini
grep -q '^compare_year' raw/report.ini || sed -i 's/^\[report\]/&\ncompare_year = 2020/' raw/report.ini
expect_exit 0 "next year's delivery is laid" "$project/scripts/new-year.sh" raw ny out
expect_text "... and says what came along" stdout "följer med       indicators"
expect_text "... and which years the report still compares" stdout 'ändra dem om rapporten ska jämföra andra år: '
expect_text "... by name" stdout 'compare_year = '
cp kept.ini raw/report.ini
expect_text "... and what did not" stdout "följer inte med  corrections.csv"
expect "... without the extract" test ! -e ny/staff/a.csv
expect "... with the code lists and the catalogue of areas" test -e ny/codes/cause.csv -a -e ny/indicators/fokusområden.csv
expect "... with the indicators, whose lines say which year they are of" test -e ny/indicators/konsulter.csv
expect "... with the control totals of earlier days" test -e ny/control_totals.csv
expect "... without what was of one extract" test ! -e ny/corrections.csv -a ! -e ny/revisions.csv
is "... of [files] only what tells of a file that came along" "$(grep -c encoding ny/report.ini) $(grep encoding ny/report.ini)" "1 konsulter.csv = encoding cp1252"
expect_same "... and with what was published" ny/published/2025/city.csv out/public/city.csv
is "what belongs to one edition is to be filled in" "$(grep -E '^(edition|date|committee|staff)' ny/report.ini | paste -sd'|')" "edition =|date =|committee = Nämnden"
mkdir -p other/public
printf 'file,kind,sha256\nstaff/b.csv,spells,%064d\n' 0 >other/public/public_intake.csv
expect_exit 1 "the report of another delivery is not taken along" "$project/scripts/new-year.sh" raw nyare other
expect "... and nothing is laid" test ! -e nyare
printf 'file,kind,sha256\nstaff/a.csv,spells,%s\n' "$(sha256sum raw/staff/a.csv | cut -d' ' -f1)" >other/public/public_intake.csv
mkdir other/settings
printf '[report]\nedition = 2024x\n' >other/settings/report.ini
expect_exit 0 "the delivery's own is" "$project/scripts/new-year.sh" raw nyare other
expect "... under the edition that it was made with" test -e nyare/published/2024x
expect_exit 1 "a folder that is there is not touched" "$project/scripts/new-year.sh" raw ny out
