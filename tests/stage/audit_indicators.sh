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
rm public/public_indicators.csv

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

# ---- what is shown and must not be ----

rm public/*.csv
row sickness_absence Alvik all NaN 10 employees 6 NaN | indicators
expect_exit 1 "ten whose absence is described are too few" "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv
expect_text "it is said which and why" "$dir/stderr" "1 uppgifter visas som inte får visas, först public_indicators employees|2020|Alvik|all|all|| (number): en för liten grupp. Rapporten får inte lämnas ut. Har någon ändrat i tabellerna, gör om dem; annars är det ett fel i skyddet"
finds "and which number it is" "employees|2020|Alvik" 10,10,small
row sickness_absence Alvik all NaN 11 employees 6 NaN | indicators
expect_exit 0 "eleven are not" "$bin/audit" --public public --settings protect.ini --output audit.csv
