#!/usr/bin/env bash
# The same persons in several tables of staff: what T12, T18, the balance and the exits by tenure say of each other, by hand, to the attacker
# and to who protects.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/cells.sh"
cd "$dir" || exit 3
mkdir public
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >protect.ini

status() { [ "$1" = NaN ] && echo withheld; }
balance() { # PERIOD OPENING HIRES CHANGED_IN EXITS CHANGED_OUT CLOSING
    local period=$1 item
    shift
    for item in opening hires changed_in exits changed_out closing; do
        printf '%s,all,%s,%s,%s\n' "$period" $item "$1" "$(status "$1")"
        shift
    done
}
exits() { # PERIOD DIMENSION CATEGORY EXITS
    printf '%s,all,%s,%s,T17,%s,%s,100,,NaN,NaN,NaN,,person_days\n' "$@" "$(status "$4")"
}
definition() { # PERIOD DEFINITION NUMERATOR DENOMINATOR
    printf '%s,all,%s,%s,%s,NaN,NaN,NaN,%s,\n' "$1" "$2" "$3" "$([ "$3" = NaN ] || echo "$4")" "$(status "$3")" | sed 's/,,NaN,NaN,NaN,withheld/,NaN,NaN,NaN,NaN,withheld/'
}
put() { # TABLE: rows on stdin
    case $1 in
    balance) echo period,occupation,item,persons,persons_status ;;
    city) echo period,occupation,dimension,category,definition,exits,exits_status,person_years,person_years_status,rate,lower,upper,rate_status,exposure_basis ;;
    definitions) echo period,occupation,definition,numerator,denominator,value,lower,upper,value_status,reason ;;
    public_retention) echo grouping,category,cohort,horizon,outcome,entrants,entrants_status,events,events_status,remaining,remaining_status,probability,probability_status,lower,upper,reason ;;
    esac >"public/$1.csv"
    LC_ALL=C sort >>"public/$1.csv"
}
finds() { # NAME KEY COLUMN EXPECTED: least, most and verdict
    local got
    "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv 2>"$dir/stderr"
    got=$(awk -F, -v key="$2" -v column="$3" '$2 == key && $3 == column { print $4 "," $5 "," $6 }' details.csv)
    is "$1" "$got" "$4"
}

# Of 2017's fourteen exits all had been there when the year began; of 2018's twenty five came in it, and nine were of the first tenure: so four
# of those were hired in 2017.
two_years() { # CHANGED_IN_2018 EXITS_2017_STAYED
    { balance 2017 100 20 0 14 0 106; balance 2018 106 20 "$1" 20 "$1" 106; } | put balance
    {
        exits 2017 none all 14; exits 2017 tenure under_1 8; exits 2017 tenure 1_or_over 6
        exits 2018 none all 20; exits 2018 tenure under_1 9; exits 2018 tenure 1_or_over 11
    } | put city
    {
        definition 2017 T12 "$2" 100; definition 2018 T12 91 106
        definition 2017 T18 NaN 20; definition 2018 T18 12 20
    } | put definitions
}
two_years 0 86
finds 'those_hired_who_left_within_a_year_follow_from_T12_and_tenure' '2017|all|T18' numerator 4,4,narrow
two_years 0 93
finds 'a_large_number_may_be_known' '2017|all|T18' numerator 11,11,
two_years 5 86
finds 'who_changes_work_may_have_been_them' '2017|all|T18' numerator 0,9,
two_years NaN 86
finds 'so_may_whoever_is_not_told_to_have' '2017|all|T18' numerator 0,9,
two_years 0 86
sed -i '/^2017.*,changed_in,/d' public/balance.csv
finds 'where_changes_are_not_told_they_are_the_most_that_it_can_be' '2017|all|T18' numerator 0,4,narrow
two_years 0 89
finds 'three_who_came_and_went_are_found_though_no_table_shows_them' '2017|all' 'came and went' 3,3,narrow
sed 's/2018/2020/; s/2017/2019/' -i public/*.csv
finds 'whoever_left_on_a_leap_years_last_day_is_not_of_T18' '2019|all|T18' numerator 5.4,7,

# ---- and who protects knows of it ----

mkdir private
header_of() { sed -n "s/^$1 \\([a-z].*[a-z]\\)'\\{0,1\\}\$/\\1/p" "$project/tests/stage/protect.sh" | head -n 1; }
for table in checks flows breaks verdicts fits robustness rejects survival retention retention_cause median_stay retention_tests tenure_rates; do
    header_of "$table" >"private/$table.csv"
done
echo file,kind,sha256,bytes,encoding,separator,first_extraction,last_extraction,extraction_basis,records_in,kept,rejected,merged,blank,corrected,duplicates,overlaps,superseded,revised,other_post,other_district,same_day_moves,end_without_cause,cause_without_end >private/intake.csv
rate() { # PERIOD GROUPING DEFINITION TENURE NUMERATOR DENOMINATOR
    printf '%s,%s,%s,all,all,all,all,all,%s,all,permanent,%s-01-01,%s-12-31,%s,%s,50,NaN,NaN,100,,0,person_days\n' "$2" "$3" "$1" "$4" "$1" "$1" "$5" "$6"
}
months() { # YEAR OPENING HIRES EXITS CLOSING: all in June
    awk -v OFS=, -v y="$1" -v opening="$2" -v hires="$3" -v exits="$4" -v closing="$5" 'BEGIN { for (m = 1; m <= 12; m++)
        print "city", sprintf("%d-%02d", y, m), "all", "all", m <= 6 ? opening : closing, m == 6 ? hires : 0, 0, 0, 0, m == 6 ? exits : 0, 0, 0, 0, m < 6 ? opening : closing, 3000 }'
}
{
    echo grouping,definition,period,district,occupation,operation,gender,age_band,tenure_band,cause,population,period_start,period_end,numerator,denominator,value,lower,upper,persons,reason,preliminary,exposure_basis
    {
        rate 2017 city T17 all 14 103; rate 2017 tenure T17 under_1 8 50; rate 2017 tenure T17 1_or_over 6 53
        rate 2018 city T17 all 20 106; rate 2018 tenure T17 under_1 9 50; rate 2018 tenure T17 1_or_over 11 56
        rate 2017 city T12 all 86 100; rate 2018 city T12 all 91 106
        rate 2017 city T18 all 4 60; rate 2018 city T18 all 12 60
    } | LC_ALL=C sort
} >private/rates.csv
{ months 2017 100 60 14 146; months 2018 146 60 20 186; } >>private/flows.csv
sed -i 's/^city,T12,2018\(.*\),91,106,/city,T12,2018\1,131,146,/' private/rates.csv
protected() { rm -rf public && mkdir public && "$bin/protect" --private private --settings protect.ini --public public; }
expect_exit 0 'T18_of_four_and_what_it_follows_from' protected
is 'four_who_left_within_a_year_are_withheld' "$(cell definitions 2017,all,T18, value_status)" withheld
others=$(cat public/balance.csv public/city.csv public/definitions.csv | grep -v T18 | grep -c withheld)
if [ "$others" -gt 0 ]; then ok 'so_is_one_of_those_they_follow_from'; else not_ok 'so_is_one_of_those_they_follow_from'; fi
expect_exit 0 'and_nobody_can_work_them_out' "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv
