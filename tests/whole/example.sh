#!/usr/bin/env bash
# The example delivery, all through: what was planted is found again, to the last exit and the last day.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/example.sh"
cd "$project" || exit 3
cell() { # TABLE COLUMN CONDITION...: the column's value in the rows where every column=value holds
    awk -F, -v want="$2" -v where="$(printf '%s;' "${@:3}")" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(where, w, ";"); next }
        { for (i = 1; i < n; i++) { split(w[i], p, "="); if ($at[p[1]] != p[2]) next } print $at[want] }' "$1"
}

example_report 'the_example_becomes_a_report'
private=$out/private
public=$out/public

awk -f tests/support/compare.awk data/raw/truth.csv "$private/rates.csv" >"$dir/wrong"
if [ -s "$dir/wrong" ]; then not_ok 'every_planted_exit_and_person_day_is_found' "$(head -n 10 "$dir/wrong")"
else ok 'every_planted_exit_and_person_day_is_found'; fi

expect 'no_record_vanishes' awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["records_in"] != $at["kept"] + $at["rejected"] + $at["merged"] { bad = 1 } END { exit bad }' "$private/intake.csv"
expect 'damaged_rows_are_rejected_and_duplicates_merged' awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { r += $at["rejected"]; m += $at["merged"]; c += $at["corrected"] } END { exit !(r > 10 && m > 3 && c == 2) }' "$private/intake.csv"
expect 'the_headcounts_agree_with_HR' awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["difference"] != 0 { bad = 1 } END { exit bad || NR < 11 }' "$private/control.csv"

expect 'every_month_of_every_group_balances' awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["opening"] + $at["hires"] + $at["moved_in"] + $at["changed_in"] + $at["reorganised_in"] != \
    $at["exits"] + $at["moved_out"] + $at["changed_out"] + $at["reorganised_out"] + $at["closing"] { bad = 1 }
    END { exit bad || NR < 1000 }' "$private/flows.csv"
expect 'stocks_of_districts_add_up_to_the_city' awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["grouping"] == "city" { city[$at["month"]] = $at["opening"] }
    $at["grouping"] == "district" { sum[$at["month"]] += $at["opening"] }
    END { for (m in city) if (city[m] != sum[m]) exit 1 }' "$private/flows.csv"

verdict=$(cell "$public/public_verdicts.csv" verdict family=primary grain=annual period=2019)
case $verdict in
strong | moderate) ok 'the_planted_pulse_is_found' ;;
*) not_ok 'the_planted_pulse_is_found' "verdict $verdict" ;;
esac

expect 'no_pseudonym_leaves_the_private_folder' sh -c '
    cut -d, -f1 "$1/private/spells.csv" | sed 1d | sort -u | head -n 50 >"$2/ids"
    ! grep -rqFf "$2/ids" "$1/public" "$1/figures" "$1/report.html"' sh "$out" "$dir"
expect 'no_person_id_is_anywhere' sh -c '
    sed 1d "data/raw/staff/Anställningar Bromma till Kungsholmen.csv" | cut -d";" -f1 | grep ^x | sort -u >"$2/ids"
    [ $(wc -l <"$2/ids") -gt 500 ] && ! grep -rqFf "$2/ids" "$1"' sh "$out" "$dir"
expect 'private_files_are_private' sh -c '
    [ "$(stat -c %a "$1/private")" = 700 ] && [ -z "$(find "$1/private" -name "*.csv" ! -perm 600)" ]' sh "$out"
expect 'small_counts_are_withheld_below_the_wall' awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["exits"] > 0 && $at["exits"] < 5 { bad = 1 } $at["exits_status"] == "withheld" { n++ } END { exit bad || n == 0 }' \
    "$public/districts.csv"

expect_text 'the_page_says_it_is_a_draft' "$out/report.html" 'UTKAST'
expect_text 'the_page_says_it_is_synthetic' "$out/report.html" 'yntetisk'
expect_text 'the_recode_stands_beside_the_break' "$out/report.html" 'november 2018'
# What protects the smallest must not take a figure of the committee's with it.
expect 'every_figure_of_a_break_and_of_the_districts_is_there' sh -c 'for name in break-2019 verdicts-2019 contributions-2019 funnel districts retention; do
    [ -s "$1/figures/$name.svg" ] || exit 1; done' sh "$out"
expect 'gender_of_the_city_is_told_in_every_year' awk -F, '$2 == "all" && $3 == "gender" && $5 == "T17" { n++; if ($7 != "") bad = 1 } END { exit bad || n < 22 }' \
    "$public/city.csv"


# ---- what a reader can hold against the report's own word
python3 tests/support/below_the_wall.py "$public" "$private" >"$dir/said" 2>&1
tail -n 1 "$dir/said" >"$dir/sums" && sed -i '$d' "$dir/said"
expect_same 'as_many_values_are_withheld_as_is_said_with_one_sign_and_no_reason' "$dir/said" /dev/null
read -r values withheld <"$dir/sums"
grouped() { printf %s "$1" | sed -E ':a; s/([0-9])([0-9]{3})($| )/\1 \2\3/; ta'; }
mkdir "$dir/xlsx"
unzip -qo "$out/tables.xlsx" -d "$dir/xlsx"
pandoc "$out/report.docx" -t plain --columns 100000 --wrap none >"$dir/docx.txt"
pandoc "$out/report.html" -t plain --columns 100000 --wrap none >"$dir/html.txt" 2>/dev/null
cat "$dir"/xlsx/xl/sharedStrings.xml "$dir"/xlsx/xl/worksheets/*.xml >"$dir/xlsx.txt"
for kind in html docx xlsx; do
    sed -i 's/\xc2\xa0/ /g; s/\xe2\x80\xaf/ /g' "$dir/$kind.txt"
    expect_text "how_many_of_how_many_is_said_in_$kind" "$dir/$kind.txt" "Av $(grouped "$values") uppgifter i tabellerna har $(grouped "$withheld") utelämnats."
    expect "every_sign_is_explained_in_$kind" sh -c 'grep -qiE "^ *\.\. +uppgiften visas inte av hänsyn till enskilda|>\.\. uppgiften visas inte av hänsyn till enskilda" "$1" &&
        grep -qiE "^ *\. +uppgiften är inte möjlig eller finns inte i underlaget|>\. uppgiften är inte möjlig" "$1" && grep -qiE "^ *– +noll: inget finns att redovisa|>0 noll: inget finns" "$1"' sh "$dir/$kind.txt"
done

touch "$dir/before"
expect_exit 0 'a_second_run_succeeds' make --no-print-directory report-no-pdf OUT="$out"
expect 'nothing_changed_makes_nothing' sh -c '[ -z "$(find "$1" -newer "$2" -type f)" ]' sh "$out" "$dir/before"
