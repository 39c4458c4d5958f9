#!/usr/bin/env bash
# The attacker on the tables of indicators, made by hand so that what can be worked out of them is known.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
mkdir public
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >protect.ini

row() { # INDICATOR DISTRICT CATEGORY NUMERATOR DENOMINATOR BASIS VALUE(.. withheld) DISTRICTS
    local status=
    [ "$7" = .. ] && status=withheld && set -- "${@:1:6}" NaN "$8"
    printf '%s,own,2020,%s,%s,all,,%s,%s,%s,%s,%s,NaN,NaN,,%s,%s,NaN,NaN,,x,x,x,,,\n' "${@:1:7}" "$status" "$8" "$8"
}
indicators() { # rows on stdin
    { echo "indicator,basis,period,district,category,group,definition,numerator,denominator,denominator_basis,value,value_status,lower,upper,reason,districts,districts_of,low,high,precision,unit,label,source,document_date,reference_number,retrieved"
        LC_ALL=C sort; } >public/public_indicators.csv
}
answer() { # GROUP POSITION ANSWER COUNT(.. withheld) N
    local status=
    [ "$4" = .. ] && status=withheld && set -- "${@:1:3}" NaN "$5"
    printf 'exit_reason,2020,all,%s,%s,%s,,%s,%s,%s,NaN,NaN,NaN,NaN,NaN,NaN,NaN,x\n' "${@:1:4}" "$status" "$5"
}
answers() { # rows on stdin
    { echo "question,period,district,group,position,answer,grouped,count,count_status,n,missing,asked,share,lower,upper,grouped_share,median,source"
        LC_ALL=C sort -t, -k1,4 -k5n; } >public/public_distributions.csv
}
finds() { # NAME KEY_PATTERN EXPECTED: least, most and verdict
    local got
    "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv 2>/dev/null
    got=$(awk -F, -v pattern="$2" 'index($2, pattern) == 1 { print $(NF - 2) "," $(NF - 1) "," $NF }' details.csv)
    if [ "$got" = "$3" ]; then ok "$1"; else not_ok "$1" "got '$got', expected '$3'"; fi
}

{ row consultants all all 23 NaN none 23 2; row consultants Alvik all NaN NaN none .. NaN; row consultants Berga all 20 NaN none 20 NaN; } | indicators
finds "the city less the other district" "consultants|2020|Alvik" 3,3,narrow
{ row consultants all all 23 NaN none 23 NaN; row consultants Alvik all NaN NaN none .. NaN; row consultants Berga all 20 NaN none 20 NaN; } | indicators
finds "a city that was stated is the most that a district can be" "consultants|2020|Alvik" 0,3,narrow
{
    row consultants all all 40 NaN none 40 4
    row consultants Alvik all NaN NaN none .. NaN
    row consultants Berga all NaN NaN none .. NaN
    row consultants Dal all NaN NaN none .. NaN
    row consultants Ek all 20 NaN none 20 NaN
} | indicators
finds "three that are twenty may be anything" "consultants|2020|Alvik" 0,20,
{
    row survey_share all recommend NaN 60 given 67 3
    row survey_share Alvik recommend NaN NaN given .. NaN
    row survey_share Berga recommend NaN 30 given 67 NaN
    row survey_share Dal recommend NaN 20 given 75 NaN
} | indicators
finds "a group of ten is not more than ten" "respondents|2020|Alvik" 10,10,narrow
{
    row survey_share all recommend NaN 40 given 75 2
    row survey_share Alvik recommend NaN 15 given .. NaN
    row survey_share Berga recommend NaN 25 given 60 NaN
} | indicators
finds "fifteen of fifteen agree, for thirty did and the other fifteen are known" "agree|2020|Alvik" 15,15,
finds "... so that nobody did not" "do not agree|2020|Alvik" 0,0,narrow
{
    row survey_share Alvik recommend NaN NaN given .. NaN
    row survey_response_rate Alvik recommend 7 NaN given .. NaN
} | indicators
finds "how many answered is told beside" "respondents|2020|Alvik|recommend|all||survey_share" 7,7,narrow
{
    row sickness_absence all all NaN 60 given 6 3
    row sickness_absence Alvik all NaN NaN given .. NaN
    row sickness_absence Alvik rest_of_city NaN 52 given 6 NaN
    row sickness_absence Berga all NaN NaN given .. NaN
    row sickness_absence Dal all NaN 21 given 7 NaN
} | indicators
finds "the city less the rest of it" "employees|2020|Alvik|all" 8,8,narrow
{
    row incidents all police_report 20 NaN none 20 NaN
    row incidents all police_report_backed NaN NaN none .. NaN
} | indicators
finds "what is withheld of reports is between none and all" "events|2020|all|police_report_backed" 0,20,
{
    row incidents all police_report 20 NaN none 20 NaN
    row incidents all police_report_backed 17 NaN none 17 NaN
} | indicators
finds "three that were not backed" "2020|all" 3,3,narrow
{
    row manager_stability all all NaN 30 given .. NaN
    row manager_stability all unit_managers NaN 20 given .. NaN
} | indicators
finds "managers who stayed or left may be all" "left|2020|all|all" 0,30,

# ---- who has no row is what is left ----

grouped() { # GROUP INDICATOR DISTRICT ...: the row of that group
    row "${@:2}" | awk -F, -v OFS=, -v group="$1" '{ $6 = group; print }'
}
absence() { # GROUP DISTRICT PERSONS VALUE DISTRICTS
    grouped "$1" sickness_absence "$2" all NaN "$3" given "$4" "${5:-NaN}"
}
{ absence all Alfa 120 7.9; absence woman Alfa 112 7.5; } | indicators
finds "men without a row are all less the women" "group|employees" 8,8,narrow
{ absence all all 346 7.8; absence all Alfa 120 7.9; absence all Beta 80 7.5; absence all Delta 140 7.5; } | indicators
finds "a district without a row is the city less the others" "district|employees" 6,6,narrow
{ absence all all 354 7.8; absence all Alfa 120 7.9; absence all Beta 80 7.5; absence all Delta 140 7.5; } | indicators
finds "... and two are together as many as may be told" "district|employees" 14,14,
{ absence all all 340 7.8; absence all Alfa 120 7.9; absence all Beta 80 7.5; absence all Delta 140 7.5; } | indicators
finds "... and nobody is nobody" "district|employees" 0,0,
{ absence all all 339 7.8; absence all Alfa 120 7.9; absence all Beta 80 7.5; absence all Delta 140 7.5; } | indicators
finds "... and parts that are more than their whole say nothing" "district|employees" 0,Inf,
{ absence all all 334 7.8 3; absence all Alfa 120 7.9; absence all Beta 80 7.5; absence all Delta 134 7.5; } | indicators
finds "... and a city that was summed is nobody else" "district|employees" ""
{
    absence all all 200 7; absence woman all 157 7
    absence all Alfa 120 7; absence woman Alfa 90 7
    absence all Beta 60 7; absence woman Beta 50 7
} | indicators
finds "of twenty without a row 17 are women, and three men" "others|employees" 3,3,narrow
{
    absence all all 200 7; absence woman all 157 7
    absence all Alfa 120 7; absence woman Alfa 90 7
    absence all Beta 60 7; absence woman Beta 50 7
    absence all Epsilon 20 7
} | indicators
finds "... so too where all of them have a row" "others|employees" 3,3,narrow
{
    row incidents all incident 60 NaN none 60 NaN; row incidents Alfa incident 20 NaN none 20 NaN; row incidents Beta incident 38 NaN none 38 NaN
} | indicators
finds "two events are left for who told of none" "district|events" 2,2,narrow
{ row survey_share all recommend NaN 100 given 100 NaN; row survey_share Alfa recommend NaN 80 given 100 NaN; } | indicators
finds "all twenty who are left agree" "district|do not agree" 0,0,alike
{ row survey_share all recommend NaN 100 given 51 NaN; row survey_share Alfa recommend NaN 80 given 60 NaN; } | indicators
finds "... and that three of them do is no secret" "district|agree" 3,3,
{
    row cases_per_holder all all NaN 40 given 18 NaN
    row cases_per_holder Alvik all NaN 40 given 18 NaN
} | indicators
finds "what rounding leaves is nobody" "district|holders" 0,0.1,
rm public/public_indicators.csv

{ answer all 1 pay 9 30; answer all 2 workload 21 30; answer gender:woman 1 pay 8 22; answer gender:woman 2 workload 14 22; } | answers
finds "men who were asked and have no row are few" "exit_reason|2020|all|gender|any" 8,8,narrow
finds "... and so is what one of them said" "exit_reason|2020|all|gender|pay" 1,1,narrow

{ answer all 1 pay .. 30; answer all 2 workload 16 30; answer all 3 studies 10 30; } | answers
finds "a reason is all less the others" "exit_reason|2020|all|all|pay" 4,4,narrow
{
    answer all 1 pay 9 30; answer all 2 workload 21 30
    answer gender:man 1 pay .. 12; answer gender:man 2 workload .. 12
    answer gender:woman 1 pay 8 18; answer gender:woman 2 workload .. 18
} | answers
finds "a man's reason is all less the women's" "exit_reason|2020|all|gender:man|pay" 1,1,narrow
{
    answer all 1 pay 9 30; answer all 2 workload 21 30
    answer gender:man 1 pay .. 12; answer gender:man 2 workload .. 12
} | answers
finds "parts that are not all may be less, and one of two must be few" "exit_reason|2020|all|gender:man|pay" 0,9,rule

# ---- an earlier report beside this one ----

rm -f public/*.csv
mkdir -p published/2020 public
printf '[report]\nedition = 2021\n' >report.ini
printf 'unit,valid_from,valid_to,successor\nAlfa,2007-01-01,,\nEpsilon,2007-01-01,2020-12-31,Alfa\nBeta,2007-01-01,,\n' >organisation.csv
then_told() { # rows on stdin, of the earlier report
    indicators && mv public/public_indicators.csv published/2020/
}
finds_beside() { # NAME KEY_PATTERN EXPECTED
    local got
    "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv --published published --report report.ini \
        --organisation organisation.csv 2>said
    got=$(awk -F, -v pattern="$2" 'index($1 " " $2, pattern) > 0 { print $(NF - 2) "," $(NF - 1) "," $NF }' details.csv)
    if [ "$got" = "$3" ]; then ok "$1"; else not_ok "$1" "got '$got', expected '$3'"; fi
}
{ absence all Alfa 120 7.9; absence all Epsilon NaN ..; absence all Beta NaN ..; absence all all 200 7.8 3; } | then_told
{ absence all Alfa 126 8.1; absence all Beta NaN ..; absence all all 200 7.8 2; } | indicators
finds_beside "a district that became part of another is the one now less the one then" "published/2020/public_indicators employees|2020|Epsilon" 6,6,narrow
{ absence all Alfa NaN ..; absence all Beta NaN ..; absence all all 200 7.8 2; } | indicators
finds_beside "... and is not seen where that is withheld" "published/2020/public_indicators employees|2020|Epsilon" 0,80,
finds_beside "... of which everybody knows that it is as many as it was" "public_indicators employees|2020|Alfa" 120,200,
{ absence all Alfa 120 7.9; absence all Beta NaN ..; absence all all 194 7.8 2; } | then_told
{ absence all Alfa 126 8.1; absence all Beta NaN ..; absence all all 200 7.8 2; } | indicators
finds_beside "so is one that had no row then" "since 2020 employees|2020|Alfa" 6,6,narrow
printf 'unit,valid_from,valid_to,successor\nAlfa,2007-01-01,,\nBeta,2007-01-01,,\n' >organisation.csv
finds_beside "of the same district, and a city that has changed with it, old and new may both be shown" "since 2020" ""
{ absence all Alfa 120 7.9; absence all Beta NaN ..; absence all Dal NaN ..; absence all all 200 7.8 3; } | then_told
{ absence all Alfa 126 8.1; absence all Beta NaN ..; absence all Dal NaN ..; absence all all 200 7.8 3; } | indicators
finds_beside "... but where the city has not, there are others in it" "since 2020 employees|2020|Alfa" 6,6,narrow
{ absence all Alfa 120 7.9; absence all Beta 80 7.9; absence all Dal NaN ..; absence all Ek NaN ..; absence all all 220 7.8 4; } | then_told
{ absence all Alfa 120 7.9; absence all Beta 80 7.9; absence all Dal NaN ..; absence all Ek 14 7; absence all all 220 7.8 4; } | indicators
finds_beside "what was withheld and is shown fills the other hole of then" "public_indicators employees|2020|Dal" 6,6,narrow
{ absence all Alfa 120 7.9; absence woman Alfa 112 7.5; } | then_told
{ absence all Alfa NaN ..; absence woman Alfa NaN ..; } | indicators
finds_beside "what was told then is known, and nobody can take it back" "public_indicators employees|2020|Alfa|all|all" ""
rm -rf published public/*.csv

# ---- what is shown and must not be ----

row sickness_absence Alvik all NaN 10 employees 6 NaN | indicators
expect_exit 1 "ten whose absence is described are too few" "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv
expect_text "it is said which and why" "$dir/stderr" "1 uppgifter visas som inte får visas, först public_indicators employees|2020|Alvik|all|all|| (number): en för liten grupp. Rapporten får inte lämnas ut. Har någon ändrat i tabellerna, gör om dem; annars är det ett fel i skyddet"
finds "and which number it is" "employees|2020|Alvik" 10,10,small
row incidents Alvik incident 20 9.7 person_years 206 NaN | indicators
expect_exit 0 "of how many persons 9,7 person-years are is not seen" "$bin/audit" --public public --settings protect.ini --output audit.csv
row sickness_absence Alvik all NaN 11 employees 6 NaN | indicators
expect_exit 0 "eleven are not" "$bin/audit" --public public --settings protect.ini --output audit.csv
