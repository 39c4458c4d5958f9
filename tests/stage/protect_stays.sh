#!/usr/bin/env bash
# How long people stay, on small private tables: what a test, a median or a limit says of numbers that are withheld, and what the
# audit finds where it is told all the same.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/cells.sh"
cd "$dir" || exit 3
mkdir private
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >protect.ini
header_of() { sed -n "s/^$1 \\([a-z].*[a-z]\\)'\\{0,1\\}\$/\\1/p" "$project/tests/stage/protect.sh" | head -n 1; }
for table in checks flows breaks verdicts fits robustness rejects survival retention retention_cause median_stay retention_tests tenure_rates; do
    header_of "$table" >"private/$table.csv"
done
echo grouping,definition,period,district,occupation,operation,gender,age_band,tenure_band,cause,population,period_start,period_end,numerator,denominator,value,lower,upper,persons,reason,preliminary,exposure_basis >private/rates.csv
echo file,kind,sha256,bytes,encoding,separator,first_extraction,last_extraction,extraction_basis,records_in,kept,rejected,merged,blank,corrected,duplicates,overlaps,superseded,revised,other_post,other_district,same_day_moves,end_without_cause,cause_without_end >private/intake.csv
cp -r private empty
rows_of() { # TABLE: rows on stdin
    { cat "empty/$1.csv"; LC_ALL=C sort; } >"private/$1.csv"
}
stay() { # GROUPING CATEGORY COHORT HORIZON HIRED LATE LEFT REMAIN
    awk -v OFS=, '{ share = $7 / ($5 + $6)
        print $1, $2, $3, $4, 365 * $4, "exit", "permanent", $5, $6, $7, $3 == "all" ? 0 : $5 - $7 - $8, $8, 30, share, 0.01, share - 0.02, share + 0.02, "" }' <<<"$*"
}
median() { # GROUPING CATEGORY COHORT HIRED LATE EVENTS LEAST_AT_RISK MEDIAN LOWER UPPER REASON
    printf '%s,%s,%s,exit,permanent,%s,%s,%s,0,60,%s,%s,%s,%s,%s\n' "$@"
}
protected() { # what is in private/ into public/, and the audit of it
    rm -rf public && mkdir public && "$bin/protect" --private private --settings protect.ini --public public && audited
}
audited() { "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv; }
told() { # TABLE ROW_PATTERN COLUMN=VALUE...: those cells of the public row as they were before protection
    awk -F, -v OFS=, -v pattern="$2" -v cells="${*:3}" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(cells, cell, " ") }
        index($0, pattern) { for (i = 1; i <= n; i++) { split(cell[i], part, "="); $at[part[1]] = part[2] } }
        { print }' "public/$1.csv" >"$1.told" && mv "$1.told" "public/$1.csv"
}

# ---- tests of whether groups leave at different pace ----

# Three men left within the year; of both occupations many did. Of cooks hired in one year nobody asks.
{
    stay gender man all 1 40 20 3 50
    stay gender woman all 1 90 200 40 200
    stay occupation nurse all 1 80 100 30 120
    stay occupation cook all 1 50 100 20 110
    stay city all 2016-2017 1 60 0 20 40
    stay city all 2016-2017 2 60 0 30 30
    stay city all 2018-2019 1 60 0 15 45
} | rows_of retention
printf '%s\n' cohort,exit,2,80,65,1.5,1,0.221, gender,exit,2,350,43,4,1,0.0456789, occupation,exit,2,330,50,2,1,0.157, \
    district,departure,0,0,NaN,NaN,NaN,NaN,no_comparison | rows_of retention_tests
expect_exit 0 'tests_of_groups_become_public' protected
is 'a_p_of_groups_that_are_told_is_told' "$(cell public_retention_tests occupation, p_value p_value_status)" '0.157 '
is 'so_is_that_of_hires_of_different_years' "$(cell public_retention_tests cohort, p_value)" 0.221
is 'one_of_which_three_left_is_not' "$(cell public_retention gender,man, events_status)$(cell public_retention_tests gender, p_value p_value_status)" 'withheldNaN withheld'
is 'what_can_not_be_compared_is_not_withheld' "$(cell public_retention_tests district, p_value p_value_status reason)" 'NaN not_applicable no_comparison'
told public_retention_tests gender, p_value=0.046 p_value_status=
expect_exit 1 'a_p_of_a_group_that_is_withheld_is_found' audited
expect_text 'and_named' "$dir/stderr" 'public_retention_tests gender (p_value)'

# The settings may ask of the first year and the third.
cp -r private with-tests
cp empty/retention_tests.csv private
for horizon in 1 3; do stay city all all $horizon 140 300 $((40 * horizon)) $((100 * horizon)); done | rows_of retention
expect_exit 0 'years_between_horizons_need_not_be_asked_of' protected
is 'and_both_are_told' "$(cell public_retention city,all,all,1, events) $(cell public_retention city,all,all,3, events)" '40 120'
cp with-tests/*.csv private

# A small city has no table of its occupations: then nothing tells that they are alike.
echo city,T17,2020,all,all,all,all,all,all,all,permanent,2020-01-01,2020-12-31,20,150,13.3,8,20,160,,0,person_days >>private/rates.csv
expect_exit 0 'a_small_city_becomes_public' protected
is 'groups_without_a_table_have_no_p' "$(cell public_retention occupation, events)$(cell public_retention_tests occupation, p_value_status)$(cell public_retention_tests cohort, p_value)" withheld0.221
told public_retention_tests occupation, p_value=0.157 p_value_status=
expect_exit 1 'a_p_of_groups_that_no_table_tells_is_found' audited
expect_text 'and_named_too' "$dir/stderr" 'public_retention_tests occupation (p_value)'

# ---- when half of them had left ----

# Of those hired in 2016-2017 three left within a year, and of those of 2019; of 2020 fifteen.
{
    stay city all 2016-2017 1 60 0 3 57
    stay city all 2016-2017 2 60 0 30 30
    stay city all 2021-2022 1 60 0 20 40
    stay city all 2021-2022 2 60 0 32 28
} | rows_of retention
{
    median city all 2016-2017 60 0 30 30 24 20 30 ''
    median city all 2021-2022 60 0 32 28 23 19 29 ''
} | rows_of median_stay
cp empty/retention_tests.csv private/
hires() { # DEFINITION YEAR NUMERATOR VALUE LOWER UPPER
    echo "city,$1,$2,all,all,all,all,all,all,all,permanent,$2-01-01,$2-12-31,$3,60,$4,$5,$6,60,,0,given"
}
{
    head -n 1 empty/rates.csv
    hires T13 2019 40 13.733 10.217 20.963
    hires T13 2020 40 13.733 10.217 20.963
    hires T18 2019 3 5 1 14
    hires T18 2020 15 25 15 38
} >private/rates.csv
expect_exit 0 'medians_become_public' protected
is 'a_median_beside_three_who_left_is_not_told' "$(cell public_median_stay 2016-2017 median_months median_status lower)" 'NaN withheld NaN'
is 'one_whose_horizons_are_told_is' "$(cell public_median_stay 2021-2022 median_months lower upper)" '23 19 29'
is 'nor_is_the_half_of_hires_of_which_three_left_in_a_year' "$(cell definitions 2019,all,T13 value value_status lower)" 'NaN withheld NaN'
is 'the_half_of_others_is_told_in_whole_months' "$(cell definitions 2020,all,T13 value lower upper)" '14 10 21'
told public_median_stay 2016-2017 lower=20
expect_exit 1 'a_limit_of_a_median_beside_them_is_found' audited
expect_text '... and named' "$dir/stderr" 'public_retention city|all|2016-2017|1 (events)'
expect_exit 0 'and_again' protected
told definitions 2019,all,T13 upper=21
expect_exit 1 'a_limit_of_the_half_beside_them_is_found' audited
expect_text '... and named' "$dir/stderr" 'definitions 2019|all|T18 (numerator)'

# ---- curves beside a horizon that is withheld ----

# Two of thirty left within the first year, and twelve in the second: steps of the curve would say that the first number lies between them.
steps() { # COHORT HIRED DAY:EVENTS...
    local cohort=$1 hired=$2 left=0 step
    printf 'city,all,%s,0,0,exit,%d,0,1,NaN,NaN\n' "$cohort" "$hired"
    for step in "${@:3}"; do
        awk -v cohort="$cohort" -v n="$hired" -v left=$left -v step="$step" 'BEGIN { split(step, s, ":"); p = 1 - (left + s[2]) / n
            printf "city,all,%s,%d,%.4f,exit,%d,%d,%.6f,%.6f,%.6f\n", cohort, s[1], s[1] / 30.4375, n - left, s[2], p, p - 0.05, p + 0.05 }'
        left=$((left + ${step#*:}))
    done
}
{
    stay city all 2016-2017 1 60 0 2 58
    stay city all 2016-2017 2 60 0 20 40
    stay city all 2016-2017 3 60 0 40 20
    stay city all 2020-2021 1 60 0 20 40
    stay city all 2020-2021 2 60 0 32 28
} | rows_of retention
cp empty/median_stay.csv empty/rates.csv private/
{
    cat empty/survival.csv
    steps 2016-2017 60 200:2 400:6 500:6 700:6 800:10 1000:10
    steps 2020-2021 60 100:10 300:10 500:6 700:6
} >private/survival.csv
expect_exit 0 'curves_become_public' protected
months() { cell public_survival "$1" months | tr '\n' ' '; }
is 'a_curve_has_no_point_beside_a_horizon_that_is_withheld' "$(months 2016-2017)" '0 24 27 36 '
is 'others_have_theirs' "$(months 2020-2021)" '0 4 12 17 24 '
sed -i 's/^city,all,2016-2017,24,.*/city,all,2016-2017,17,exit,0.77,0.7,0.8\n&/' public/public_survival.csv
expect_exit 1 'a_point_there_is_found' audited
expect_text '... and what it gives away named' "$dir/stderr" 'public_retention city|all|2016-2017|1 (events)'
expect_exit 0 'curves_once_more' protected
sed -i 's/^city,all,2020-2021,12,.*/city,all,2020-2021,9,exit,0.7833333,0.7,0.8\n&/' public/public_survival.csv
expect_exit 1 'few_between_two_points_of_a_curve_are_found' audited
expect_text '... and named' "$dir/stderr" 'public_survival city|all|2020-2021|9 (events): ett antal på några få'

# ---- what changes, and what nobody was there for ----

# Nobody was hired in 2019, and two changed to this work: that there is no share of those hired would say so where their number is withheld.
hired_of() { # GROUPING OCCUPATION YEAR STAFF HIRED LEFT PRELIMINARY
    awk -v OFS=, -v g="$1" -v o="$2" -v y="$3" -v staff="$4" -v hired="$5" -v left="$6" -v late="$7" 'BEGIN {
        who = "all," o ",all,all,all,all,all,permanent," y "-01-01," y "-12-31"
        print g, "T17", y, who, left, staff, 100 * left / staff, "NaN", "NaN", staff + 5, "", late, "person_days"
        print g, "T18", y, who, 0, hired, hired ? 100 : "NaN", "NaN", "NaN", hired, hired ? "" : "no_exposure", 0, "cohort" }'
}
moves_of() { # GROUPING OCCUPATION YEAR STAFF HIRED LEFT PRELIMINARY CHANGED
    awk -v OFS=, -v g="$1" -v o="$2" -v y="$3" -v staff="$4" -v hired="$5" -v left="$6" -v changed="$8" 'BEGIN {
        for (m = 1; m <= 12; m++) {
            h = m == 6 ? hired : 0; e = m == 9 ? left : 0; c = m == 4 ? changed : 0
            print g, y "-" sprintf("%02d", m), "all", o, staff, h, 0, c, 0, e, 0, 0, 0, staff + h + c - e, 30 * staff
            staff += h + c - e
        } }'
}
cp empty/retention.csv empty/survival.csv private/
YEARS='city all 2019 150 0 30 0 2
city all 2021 150 20 30 1 0'
{
    while read -r row; do hired_of $row; done <<<"$YEARS"
    printf 'age,T17,2021,all,all,all,all,%s,all,all,permanent,2021-01-01,2021-12-31,%s,%s,10,NaN,NaN,90,,%s,person_days\n' under_30 3 50 1 30_to_39 12 50 0 40_to_49 15 50 0
} | rows_of rates
while read -r row; do moves_of $row; done <<<"$YEARS" | rows_of flows
expect_exit 0 'years_become_public' protected
is 'a_number_that_may_change_is_said_for_all_of_the_year' "$(cell city 2021, exits_status person_years_status | sort | uniq -c | tr -s ' ' | tr '\n' ';')" \
    ' 1 preliminary preliminary; 3 withheld preliminary;'
is 'that_nobody_was_hired_is_withheld' "$(cell balance 2019,all,hires persons_status)" withheld
is 'that_there_is_no_share_of_them_too' "$(cell definitions 2019,all,T18 value_status reason)" 'withheld '
expect 'such_years_pass_the_audit' audited
sed -i '/^2021,all,age,30_to_39/s/preliminary,/,/g' public/city.csv
expect_exit 1 'a_mark_on_some_rows_of_a_year_is_found' audited
expect_text '... and named' "$dir/stderr" 'city 2021|all|age|'
expect_exit 0 'years_again' protected
told definitions 2019,all,T18 value_status=not_applicable reason=no_exposure
expect_exit 1 'that_there_is_no_share_of_them_is_found' audited
expect_text '... and named' "$dir/stderr" 'balance 2019|all|hires (persons)'

# ---- who came and went in the same year ----

# Of 150 in the opening of 2021, and 30 who left, T12 says that 25 of them had been there: five came and went. With the 12 of T18 who left
# within a year of 2021, and those of the first tenure in 2022, the few of T18 of 2022 or the first tenure's follow: T12 is not told beside them.
year_of() { # YEAR T18 STAYED
    awk -v OFS=, -v y="$1" -v early="$2" -v stayed="$3" 'BEGIN {
        who = "all,all,all,all,all,all,all,permanent," y "-01-01," y "-12-31"
        print "city", "T17", y, who, 30, 150, 20, "NaN", "NaN", 155, "", 0, "person_days"
        print "city", "T18", y, who, early, 40, 100 - 2.5 * early, "NaN", "NaN", 40, "", 0, "cohort"
        print "city", "T12", y, who, stayed, 150, stayed / 1.5, "NaN", "NaN", 150, "no_interval", 0, "opening_stock" }'
}
cp empty/retention.csv private/
{ year_of 2018 12 125; year_of 2019 12 125; year_of 2020 12 125; year_of 2021 3 125; year_of 2022 12 125; year_of 2023 12 125; } | rows_of rates
for y in 2018 2019 2020 2021 2022 2023; do moves_of city all $y 150 40 30 0 0; done | rows_of flows
expect_exit 0 'years_of_early_leavers_become_public' protected
told_of() { cell definitions "$1,all,T12" numerator value_status; }
is 'few_who_left_within_a_year_are_withheld' "$(cell definitions 2021,all,T18 numerator value_status)" 'NaN withheld'
is 'and_t12_of_that_year_and_the_next' "$(told_of 2021);$(told_of 2022)" 'NaN withheld;NaN withheld'
is 'and_of_no_other' "$(told_of 2020);$(told_of 2023)" '125 ;125 '
told definitions 2022,all,T12 numerator=125 value=83.33 value_status=
expect_exit 1 't12_beside_them_is_found' audited
expect_text '... and what it tells of named' "$dir/stderr" 'definitions 2021|all|T18 (numerator)'

# ---- from one year to the next, and from a cohort to its years ----

finds() { # NAME KEY COLUMN EXPECTED: least, most and verdict
    "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv 2>/dev/null
    is "$1" "$(awk -F, -v key="$2" -v column="$3" '$2 == key && $3 == column { print $4 "," $5 "," $6 }' details.csv)" "$4"
}
rm -rf public && mkdir public
{
    echo period,occupation,item,persons,persons_status
    for item in changed_in changed_out closing exits hires opening; do echo "2020,all,$item,NaN,withheld"; done
    printf '2021,all,%s\n' changed_in,0, changed_out,0, closing,28, exits,0, hires,25, opening,NaN,withheld
} >public/balance.csv
finds 'an_opening_that_follows_from_its_year' '2021|all|opening' persons 3,3,narrow
finds '... is_the_closing_of_the_year_before' '2020|all|closing' persons 3,3,narrow

rm public/balance.csv
printf '%s\n' period,occupation,definition,numerator,denominator,value,lower,upper,value_status,reason \
    2019,all,T18,20,60,67,NaN,NaN,, 2020,all,T18,NaN,60,NaN,NaN,NaN,withheld, >public/definitions.csv
{
    stay city all 2019-2020 1 120 0 23 97
} | rows_of retention
cp empty/{rates,flows,survival,retention_tests,median_stay}.csv private/
mkdir other && "$bin/protect" --private private --settings protect.ini --public other && mv other/public_retention.csv public/
is 'a_cohort_of_two_years_is_told' "$(cell public_retention 2019-2020 events)" 23
finds '... so_that_what_left_of_one_of_them_follows' '2020|all|T18' numerator 3,3,narrow

# Three of sixty are still there: as few as three who left.
stay city all 2016-2017 1 60 0 57 3 | rows_of retention
expect_exit 0 'few_who_remain_become_public' protected
is '... as_a_number_that_is_withheld' "$(cell public_retention 2016-2017 remaining remaining_status events_status)" 'NaN withheld withheld'
# ---- districts: whom they have hired is whom the city has, and whoever left one left the city or moved ----

cp empty/*.csv private/
{
    stay district Alvik all 1 160 40 30 120
    stay district Berga all 1 90 40 20 80
    stay district Dal all 1 3 40 9 30
    stay city all all 1 253 120 50 232
} | rows_of retention
expect_exit 0 'districts_become_public' protected
is 'three_hired_by_one_district_are_withheld' "$(cell public_retention district,Dal, entrants_status)" withheld
is 'and_something_beside_them' "$(awk -F, '$2 != "Dal" && $7 == "withheld"' public/public_retention.csv | wc -l | sed 's/^0$/none/; s/^[1-9].*/some/')" some
rm -rf public && mkdir public
{ echo grouping,category,cohort,horizon,outcome,entrants,entrants_status,events,events_status,remaining,remaining_status,probability,probability_status,lower,upper,reason
    of_all() { printf '%s,%s,all,1,exit,%s,%s,%s,%s,%s,%s,NaN,withheld,NaN,NaN,\n' "$@"; }
    of_all city all 253 '' 50 '' 232 ''
    of_all district Alvik 160 '' 30 '' 120 ''
    of_all district Berga 90 '' 20 '' 80 ''
    of_all district Dal NaN withheld NaN withheld NaN withheld; } >public/public_retention.csv
expect_exit 1 'what_the_city_hired_less_the_others_is_found' audited
found() { awk -F, -v column="$1" '$2 ~ /Dal/ && $3 == column { print $4 "," $5 "," $6 }' details.csv; }
is 'to_be_three' "$(found entrants)" 3,3,narrow
is 'whoever_remains_in_a_district_remains_in_the_city' "$(found remaining)" 0,32,
sed -i 's/,30,,120,/,26,,120,/; s/,50,,232,/,49,,232,/' public/public_retention.csv
audited 2>/dev/null
is 'whoever_left_the_city_left_a_district' "$(found events)" 3,Inf,narrow
