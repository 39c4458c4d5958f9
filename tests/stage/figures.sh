#!/bin/sh
# The figures of made-up cities: which are drawn, that they are whole, and that nothing in a name is read as a command.
. "$(dirname "$0")/../support/shell.sh"
. "$project/tests/support/report.sh"
command -v gnuplot >/dev/null 2>&1 || {
    skip "figures" "gnuplot is not here"
    exit 0
}
cd "$dir" || exit 3 # where a command in a name would leave its mark

drawn() { # FOLDER: names, on one line, without those of the districts' pages
    LC_ALL=C ls "$1/figures" | sed -n '/^district-/d; s/\.svg$//p' | tr '\n' ' '
}

made "$dir/city"
expect_exit 0 "a_whole_city_is_drawn" figures "$dir/city"
expect "eleven_figures_are_there" test "$(drawn "$dir/city")" = \
    "break-2019 city contributions-2019 definitions districts funnel moves occupations retention-occupation retention verdicts-2019 "
expect "and_one_for_the_page_of_each_district" test "$(ls "$dir/city/figures" | grep -c '^district-[0-9][0-9]\.svg$')" -eq 11
expect "each_has_its_picture_for_word" test "$(ls "$dir/city/figures" | grep -c '\.png$')" -eq 22
expect "each_is_described" test "$(wc -l <"$dir/city/figures/figures.csv")" -eq 23
titles() { # FOLDER: how many words the longest title has
    sed -n 's/.*<title>\([^<]*\)<.*/\1/p' "$1"/figures/*.svg | grep -v -e '^gnuplot' | awk '/[a-z]/ && NF > most { most = NF } END { print most + 0 }'
}
expect "no_title_is_longer_than_ten_words" test "$(titles "$dir/city")" -le 10
expect_no_text "gnuplot_does_not_sign_them" "$dir/city/figures/city.svg" "Produced by"
expect_text "an_svg_has_its_title" "$dir/city/figures/city.svg" "<title>Personalrörligheten var 22,0 år 2016 och 11,1 år 2024</title>"
expect_text "and_its_description" "$dir/city/figures/city.svg" "<desc>Linjediagram över avgångar per 100 årsanställda i staden."
expect_text "numbers_have_a_decimal_comma" "$dir/city/figures/definitions.svg" "<text>11,1</text>"
expect_text "made_up_numbers_say_so" "$dir/city/figures/city.svg" "Syntetiska uppgifter."
expect_text "the_named_year_has_its_verdict" "$dir/city/figures/city.svg" "2019: visst stöd för avvikelse"
expect_text "a_withheld_value_is_marked" "$dir/city/figures/districts.svg" "<text>..</text>"
expect_text "and_the_mark_is_explained" "$dir/city/figures/districts.svg" "visas inte av hänsyn till enskilda"
expect_text "the_break_figure_names_each_shape_with_its_weight" "$dir/city/figures/break-2019.svg" "avbrott (ett år), vikt 62 %"
expect_text "and_the_documented_change_beside_it" "$dir/city/figures/break-2019.svg" "ändring av yrkeskoderna i personalsystemet"
expect_text "every_series_has_its_word" "$dir/city/figures/verdicts-2019.svg" "<text>går inte att besvara</text>"
expect_text "the_funnel_says_who_is_apart" "$dir/city/figures/funnel.svg" "Säkert över staden:"
expect_text "the_parts_say_what_they_add_up_to" "$dir/city/figures/contributions-2019.svg" "Staplarna summerar, bortsett från avrundning, till stadens"
expect_text "a_district_stands_beside_the_city" "$dir/city/figures/district-01.svg" "<title>Bromma 2024: 12 avgångar per 100, staden 11,1</title>"
expect_text "what_is_not_shown_of_it_is_said" "$dir/city/figures/district-09.svg" "<title>Skarpnäck: avgångstalet 2024 visas inte</title>"
axis() { # SVG: the numbers of its axes
    grep -oE '<text>[0-9]+</text>' "$1" | tr '\n' ' '
}
expect "districts_have_the_same_scale" test "$(axis "$dir/city/figures/district-01.svg")" = "$(axis "$dir/city/figures/district-09.svg")"
made "$dir/followed"
indicators_of "$dir/followed"
figures "$dir/followed" svg
expect_text "what_else_is_followed_up_has_its_panel" "$dir/followed/figures/district-01.svg" "<text>Tillbud per 100</text>"
expect_no_text "which_a_district_that_has_none_lacks" "$dir/followed/figures/district-03.svg" "Tillbud"
if command -v xmllint >/dev/null 2>&1; then
    expect "every_svg_is_well_formed" xmllint --noout "$dir"/city/figures/*.svg
else
    skip "every_svg_is_well_formed" "xmllint is not here"
fi

cp -r "$dir/city/figures" "$dir/first"
for format in svg png; do # as make draws them
    mkdir "$dir/$format" "$dir/$format/figures"
    cp -r "$dir/city/public" "$dir/city/settings" "$dir/city"/*.csv "$dir/$format"
    expect_exit 0 "${format}_alone_is_drawn" figures "$dir/$format" $format
done
expect "each_format_alone_has_nothing_of_the_other" test -z "$(ls "$dir/svg/figures" | grep png; ls "$dir/png/figures" | grep -v png)"
cp "$dir/png/figures"/* "$dir/svg/figures"
expect "and_both_one_after_the_other_are_the_same_bytes" diff -r "$dir/first" "$dir/svg/figures"
mkdir "$dir/elsewhere"
(TZ=Asia/Tokyo LC_ALL=C TMPDIR=$dir/elsewhere figures "$dir/city")
expect "two_runs_give_the_same_bytes" diff -r "$dir/first" "$dir/city/figures"
expect "no_temporary_folder_is_left" test -z "$(ls "$dir/elsewhere")"

# A figure gives its data back to a hundredth of a pixel: no number that the table withholds may be in its data, and so none is drawn.
made "$dir/without" 
awk -F, -v OFS=, 'NR > 1 && $1 == 2020 && $2 == "Farsta" { $4 = "NaN"; $5 = "withheld"; for (i = 10; i <= 12; i++) $i = "NaN"; $13 = "withheld" } 1' \
    "$dir/city/public/districts.csv" >"$dir/without/public/districts.csv"
figures "$dir/without" svg
expect "withholding_a_value_takes_it_out_of_the_figure" sh -c "! cmp -s '$dir/without/figures/districts.svg' '$dir/city/figures/districts.svg'"

# Extremes are of what is shown, and there are none where all is alike.
awk -F, -v OFS=, '$1 == 2019 && $2 == "all" && $3 == "none" { $6 = $10 = $11 = $12 = "NaN"; $7 = $13 = "withheld" } 1' \
    "$dir/city/public/city.csv" >"$dir/without/public/city.csv"
figures "$dir/without" svg
expect_text "extremes_are_of_the_years_that_are_shown" "$dir/without/figures/figures.csv" "Högst bland de redovisade åren är"
awk -F, -v OFS=, 'NR > 1 && $2 == "all" && $3 == "none" { if ($1 == 2019) { $6 = $10 = $11 = $12 = "NaN"; $7 = $13 = "withheld" } else $6 = $10 = $11 = 0 } 1' \
    "$dir/city/public/city.csv" >"$dir/without/public/city.csv"
awk -F, -v OFS=, 'NR > 1 { $4 = $6 = 0 } 1' "$dir/city/public/definitions.csv" >"$dir/without/public/definitions.csv"
figures "$dir/without" svg
expect_no_text "alike_years_have_no_highest" "$dir/without/figures/figures.csv" "Högst"
expect_no_text "alike_definitions_have_no_range" "$dir/without/figures/figures.csv" "ger mellan"

# No line is joined where what is measured was changed: the city's line is drawn in two parts.
lines() { # FOLDER: parts of the observed line, which alone is blue
    tr '\n' ' ' <"$1/figures/city.svg" | grep -o "stroke='rgb( 18,  67, 109)'  d='[^']*'" | grep -o 'M' | wc -l
}
made "$dir/definition" districts=5
sed -i 's/^2018-11-01,\([^,]*\),coding,/2018-11-01,\1,definition,/' "$dir/definition/comparability.csv"
figures "$dir/definition" svg
expect "a_line_is_parted_where_the_definition_changed" test "$(lines "$dir/definition")" -eq "$(($(lines "$dir/city") + 1))"
expect_text "and_the_figure_says_so" "$dir/definition/figures/city.svg" "Linjen är delad där definitionen ändrades"

made "$dir/gap"
expect_text "a_district_has_its_point" "$dir/city/figures/funnel.svg" "<text>Bromma</text>"
awk -F, -v OFS=, 'NR > 1 && $1 == 2023 && $2 == "Bromma" { $4 = "NaN"; $5 = "withheld"; for (i = 10; i <= 12; i++) $i = "NaN"; $13 = "withheld" } 1' \
    "$dir/city/public/districts.csv" >"$dir/gap/public/districts.csv"
compares "$dir/gap"
figures "$dir/gap" svg
expect_no_text "a_withheld_year_takes_the_district_out_of_years_together" "$dir/gap/figures/funnel.svg" "<text>Bromma</text>"
expect_text "and_the_funnel_says_so" "$dir/gap/figures/funnel.svg" "finns inte med, eftersom uppgifter inte visas av hänsyn till enskilda"

made "$dir/bases" other_basis=2016
figures "$dir/bases" svg
expect_text "no_line_joins_two_bases_of_person_years" "$dir/bases/figures/districts.svg" "Linjen är bruten där underlaget för antalet"
expect_no_text "nor_is_it_said_where_there_is_one" "$dir/city/figures/districts.svg" "Linjen är bruten där underlaget"
paths() { # FOLDER: how many lines begin in the panels
    grep -o 'M[0-9.]*,[0-9.]* L' "$1/figures/districts.svg" | wc -l
}
expect "but_lines_begin_anew" test "$(paths "$dir/bases")" -ne "$(paths "$dir/city")"

made "$dir/hostile" hostile=1
expect_exit 0 "names_that_try_to_be_commands_are_drawn" figures "$dir/hostile"
expect "none_of_them_ran" test ! -e "$dir/PWNED" -a ! -e "$project/PWNED"
expect_text "markup_is_plain_text" "$dir/hostile/figures/moves.svg" "@x_{y}^{z} %s %d"
expect_no_text "and_never_a_tag" "$dir/hostile/figures/districts.svg" "<script"
expect_text "a_name_that_is_too_long_is_cut" "$dir/hostile/figures/districts.svg" "En mycket lång förvaltning"

for case in "one_district:districts=1 occupations=1:break-2019 city definitions retention verdicts-2019 " "counts:counts=1 occupations=0 districts=5:break-2019 city contributions-2019 districts funnel verdicts-2019 " \
    "snapshots:snapshots=1 districts=5:break-2019 city contributions-2019 definitions districts funnel moves occupations verdicts-2019 " "one_year:first=2024 last=2024 districts=5:city definitions districts funnel moves occupations retention-occupation retention " \
    "many:districts=60:break-2019 city definitions districts-02 districts-03 districts funnel occupations retention-occupation retention verdicts-2019 " "small:small=1:break-2019 city definitions occupations retention-occupation retention verdicts-2019 " \
    "unproven:verdict=not_shown districts=5:break-2019 city definitions districts funnel moves occupations retention-occupation retention verdicts-2019 " "level:shape=step districts=5:break-2019 city contributions-2019 definitions districts funnel moves occupations retention-occupation retention verdicts-2019 " \
    "nothing:first=2024 last=2023:"; do
    city=${case%%:*} rest=${case#*:}
    # shellcheck disable=SC2086  # options are words
    made "$dir/$city" ${rest%%:*}
    expect_exit 0 "figures_of_$city" figures "$dir/$city"
    expect "${city}_has_what_it_can_have" test "$(drawn "$dir/$city")" = "${rest#*:}"
done
expect "of_many_districts_no_page_has_one" sh -c "! ls '$dir/many/figures' | grep -q '^district-'"
expect_text "of_many_districts_only_those_apart_are_named" "$dir/many/figures/funnel.svg" "Bara de som skiljer sig säkert har namn här"

# ---- faults ----
path=$PATH
expect_exit 69 "without_gnuplot_the_status_is_69" env PATH=/nowhere "$bin/figures" --public "$dir/city/public" \
    --settings "$dir/city/settings/report.ini" --scripts "$project/scripts/figures" --output-dir "$dir/city/figures"
expect_text "and_the_package_is_named" "$dir/stderr" "figures: programmet gnuplot saknas: installera paketet gnuplot-nox (make deps gör det)"
mkdir "$dir/scripts"
cp "$project"/scripts/figures/*.gp "$dir/scripts"
echo 'print "hej"' >>"$dir/scripts/city.gp"
expect_exit 3 "a_word_from_gnuplot_is_a_failure" "$bin/figures" --public "$dir/city/public" \
    --settings "$dir/city/settings/report.ini" --scripts "$dir/scripts" --output-dir "$dir/city/figures"
expect_text "and_is_passed_on" "$dir/stderr" "gnuplot (city.gp) kunde inte rita figuren: hej"
expect_same "the_old_figure_stands" "$dir/city/figures/city.svg" "$dir/first/city.svg"
expect_exit 3 "a_folder_that_is_not_there_is_said" "$bin/figures" --public "$dir/city/public" --settings "$dir/city/settings/report.ini" \
    --scripts "$project/scripts/figures" --output-dir "$dir/nowhere"
expect_text "by_its_path" "$dir/stderr" "$dir/nowhere/city.svg"
PATH=$path
