#!/usr/bin/env bash
# What of the indicators crosses the wall: small counts, small groups, and what others would give away.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
mkdir private public
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >protect.ini
# The other private tables without rows, as tests/stage/protect.sh has them; ours as the stage writes them.
protect_test=$project/tests/stage/protect.sh
sed -n "/^headers='/,/'\$/p" "$protect_test" | tr -d "'" | sed '1d' | while read -r name header; do
    [ -z "$name" ] || echo "$header" >"private/$name.csv"
done
grep -o 'grouping,definition,period,[a-z_,]*' "$protect_test" | head -1 >private/rates.csv
grep -o 'file,kind,sha256,[a-z_,]*' "$protect_test" | head -1 >private/intake.csv
printf '[indicators]\n' >indicators.ini
mkdir none made
"$bin/indicators" --delivery none --flows private/flows.csv --rates private/rates.csv --settings indicators.ini --output-dir made ||
    not_ok "the stage indicators gives the headers"
indicators_header=$(cat made/indicators.csv)
distributions_header=$(cat made/distributions.csv)

protect() {
    "$bin/protect" --private private --settings protect.ini --public public
}
sorted() { # rows on stdin, header first
    LC_ALL=C sort
}
hash() { # FILE: what is public of it
    awk -F, -v f="$1" '$1 == f { print $3 " " $4 }' public/public_indicator_files.csv
}
own() { # INDICATOR DISTRICT CATEGORY NUMERATOR DENOMINATOR PEOPLE VALUE DISTRICTS
    printf '%s,own,2020,%s,%s,all,,%s,%s,given,%s,%s,NaN,NaN,none,,%s,NaN,NaN,NaN,,personer,x,y,,,\n' "$@"
}
shown() { # INDICATOR DISTRICT [CATEGORY]: value and status
    awk -F, -v i="$1" -v d="$2" -v k="${3:-all}" 'NR == 1 { for (c = 1; c <= NF; c++) at[$c] = c; next }
        $1 == i && $4 == d && $5 == k { print $at["value"] ($at["value_status"] != "" ? " " $at["value_status"] : "") }' public/public_indicators.csv
}
tables() { # rows of indicators.csv on stdin
    { echo "$indicators_header" && sorted; } >private/indicators.csv
    echo "$distributions_header" >private/distributions.csv
    expect_exit 0 "${1:-protect runs}" protect
}

expect_exit 0 "a delivery without indicators has empty public tables" protect
is "... of one line each" "$(cat public/public_indicators.csv public/public_distributions.csv public/public_focus_areas.csv | wc -l)" 3

{
    own consultants all all 40 NaN NaN 40 5
    own consultants Alvik all 3 NaN NaN 3 NaN
    own consultants Berga all 20 NaN NaN 20 NaN
    own consultants Dal all 9 NaN NaN 9 NaN
    own consultants Ek all 8 NaN NaN 8 NaN
    own consultants Fors all 0 NaN NaN 0 NaN
} | tables "one small count among five"
is "a small count is withheld" "$(shown consultants Alvik)" "NaN withheld"
is "... and the smallest large enough to hide it" "$(shown consultants Ek)" "NaN withheld"
is "... and one that may be small, for 3 and 8 are not 0 and 11 to whoever knows that one was" "$(shown consultants Fors)" "NaN withheld"
is "... but no more" "$(shown consultants Berga)/$(shown consultants Dal)" 20/9
is "... and the city stands" "$(shown consultants all)" 40

{
    own consultants all all 32 NaN NaN 32 4
    own consultants Alvik all 1 NaN NaN 1 NaN
    own consultants Berga all 20 NaN NaN 20 NaN
    own consultants Dal all 1 NaN NaN 1 NaN
    own consultants Ek all 10 NaN NaN 10 NaN
} | tables "two counts that are one each"
is "two small ones do not hide each other when they hold too little" "$(shown consultants Ek)" "NaN withheld"

{
    own consultants all all 23 NaN NaN 23 NaN
    own consultants Alvik all 3 NaN NaN 3 NaN
    own consultants Berga all 20 NaN NaN 20 NaN
} | tables "a city that is stated by itself"
is "is the most that its districts can be together" "$(shown consultants Alvik)/$(shown consultants Berga)" "NaN withheld/NaN withheld"

{
    own survey_share Alvik recommend 6 10 10 60 NaN
    own survey_share Berga recommend 6 11 11 54.5454 NaN
    own survey_share Dal recommend 15 15 15 100 NaN
    own survey_share Ek recommend 0 15 15 0 NaN
    own sickness_absence Alvik all 0.5 10 10 5 NaN
    own sickness_absence Berga all 0.55 11 11 5 NaN
    own vacancies Alvik all 2 NaN NaN 2 NaN
    own manager_stability all all 11 12 12 91.6 NaN
    own cases_per_holder Alvik all 150 8.5 8.5 17.6 NaN
} | tables "groups"
is "a survey is shown for more than ten answers" "$(shown survey_share Alvik recommend)/$(shown survey_share Berga recommend)" "NaN withheld/55"
is "what all or none of a group answered is withheld" "$(shown survey_share Dal recommend)/$(shown survey_share Ek recommend)" "NaN withheld/NaN withheld"
is "sickness absence is shown for more than ten persons" "$(shown sickness_absence Alvik)/$(shown sickness_absence Berga)" "NaN withheld/5"
is "posts are no persons" "$(shown vacancies Alvik)" 2
is "managers who left are persons" "$(shown manager_stability all)" "NaN withheld"
is "caseload of few is withheld" "$(shown cases_per_holder Alvik)" "NaN withheld"
expect_no_text "the number who agreed is not told beside a rounded share" public/public_indicators.csv ",6,11,"
expect_text "withheld values are counted" public/withheld.csv "public_indicators,9,6"

{
    own survey_share Alvik recommend 12 19 19 63 NaN
    own survey_share Berga recommend 12 20 20 60 NaN
    own sickness_absence Alvik all 0.5 19 19 5 NaN
} >ours
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\nsurvey_threshold = 20\n' >protect.ini
tables "a city that asks for twenty" <ours
is "... has surveys of twenty and more" "$(shown survey_share Alvik recommend)/$(shown survey_share Berga recommend)" "NaN withheld/60"
is "... and absence" "$(shown sickness_absence Alvik)" "NaN withheld"
printf '[protect]\nsurvey_threshold = 10\n' >protect.ini
expect_exit 1 "ten is fewer than the law says" protect
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >protect.ini

{
    own survey_share all recommend 40 60 60 66.6666 3
    own survey_share Alvik recommend 5 9 9 55 NaN
    own survey_share Berga recommend 20 30 30 66 NaN
    own survey_share Dal recommend 15 21 21 71 NaN
} | tables "one small group of three"
is "what the city and the others give away is withheld with it" "$(shown survey_share Dal recommend)/$(shown survey_share Berga recommend)" "NaN withheld/66"

# The city is stated for itself: what its districts leave of it is the eight that are withheld, and not more.
{
    own sickness_absence all all 13 200 200 6.5 NaN
    own sickness_absence Alfa all 4.5 90 90 5 NaN
    own sickness_absence Beta all 3 50 50 6 NaN
    own sickness_absence Delta all 0.96 12 12 8 NaN
    own sickness_absence Epsilon all 1.76 8 8 22 NaN
    own sickness_absence Gamma all 2.8 40 40 7 NaN
} | tables "a city that is stated beside a small group"
is "... hides it behind the next smallest" "$(shown sickness_absence Epsilon)/$(shown sickness_absence Delta)/$(shown sickness_absence Gamma)" "NaN withheld/NaN withheld/7"

{
    own sickness_absence all all 4 60 60 6.6666 3
    own sickness_absence Alvik all 0.5 9 9 5 NaN
    own sickness_absence Alvik rest_of_city 3.5 51 9 6.8 NaN
    own sickness_absence Berga all 2 30 30 6.6 NaN
    own sickness_absence Berga rest_of_city 2 30 30 6.6 NaN
    own sickness_absence Dal all 1.5 21 21 7.1 NaN
    own sickness_absence Dal rest_of_city 2.5 39 21 6.4 NaN
} | tables "districts against the rest"
is "the rest of a small group is not shown either" "$(shown sickness_absence Alvik rest_of_city)" "NaN withheld"
is "... nor of the one withheld with it" "$(shown sickness_absence Dal)/$(shown sickness_absence Dal rest_of_city)" "NaN withheld/NaN withheld"
is "... but of the others" "$(shown sickness_absence Berga rest_of_city)" 6.6

# ---- what the city's own staff department left out of the file is what is left ----

of_group() { # GROUP: rows on stdin, of that group
    awk -F, -v OFS=, -v group="$1" '{ $6 = group; print }'
}
{
    own sickness_absence Alfa all 9.48 120 120 7.9 NaN
    own sickness_absence Alfa all 8.4 112 112 7.5 NaN | of_group woman
} | tables "women have a row, and eight men have none"
is "... and not both can be shown" "$(awk -F, '$1 == "sickness_absence" && $12 == "withheld"' public/public_indicators.csv | wc -l)" 1
{
    own sickness_absence Alfa all 9.48 120 120 7.9 NaN
    own sickness_absence Alfa all 8.1 108 108 7.5 NaN | of_group woman
} | tables "so have twelve men none"
is "... who are as many as may be told" "$(shown sickness_absence Alfa | tr '\n' /)" 7.9/7.5/
{
    own sickness_absence all all 27 346 346 7.8 NaN
    own sickness_absence Alfa all 9.48 120 120 7.9 NaN
    own sickness_absence Beta all 6 80 80 7.5 NaN
    own sickness_absence Gamma all 5.25 70 70 7.5 NaN
    own sickness_absence Delta all 5.25 70 70 7.5 NaN
} | tables "a district of six has no row"
is "... and hides behind one that has" "$(awk -F, '$1 == "sickness_absence" { print ($12 == "withheld") }' public/public_indicators.csv | sort | uniq -c | tr -s ' ' | tr '\n' /)" " 4 0/ 1 1/"
is "... while the city stands" "$(shown sickness_absence all)" 7.8
{
    own sickness_absence all all 26.4 340 340 7.8 NaN
    own sickness_absence Alfa all 9.48 120 120 7.9 NaN
    own sickness_absence Beta all 6 80 80 7.5 NaN
    own sickness_absence Gamma all 10.5 140 140 7.5 NaN
} | tables "all districts have a row, or the one that has none has nobody"
expect_no_text "... and nothing is hidden" public/public_indicators.csv withheld
{
    own incidents all incident 60 NaN NaN 60 NaN
    own incidents Alfa incident 20 NaN NaN 20 NaN
    own incidents Beta incident 20 NaN NaN 20 NaN
    own incidents Gamma incident 18 NaN NaN 18 NaN
} | tables "two events are of a district without a row"
is "... and hide behind two districts', for whoever knows that one of the numbers is small" "$(grep -c withheld public/public_indicators.csv)" 2

# ---- an earlier report is known ----

mkdir -p published/2020
printf '[report]\nedition = 2021\n' >report.ini
printf 'unit,valid_from,valid_to,successor\nAlfa,2007-01-01,,\nBeta,2007-01-01,,\nDelta,2007-01-01,,\nEpsilon,2007-01-01,2020-12-31,Alfa\nGamma,2007-01-01,,\n' >organisation.csv
again() { # NAME: rows of indicators.csv on stdin
    { echo "$indicators_header" && sorted; } >private/indicators.csv
    expect_exit 0 "$1" "$bin/protect" --private private --settings protect.ini --public public --published published --report report.ini \
        --organisation organisation.csv
}
absences() { # DISTRICT PERSONS VALUE ...
    while [ $# -gt 0 ]; do
        own sickness_absence "$1" all "$(awk -v n="$2" -v p="$3" 'BEGIN { print n * p / 100 }')" "$2" "$2" "$3" NaN
        shift 3
    done
}
{
    own sickness_absence all all 24.91 328 328 7.6 5
    absences Alfa 120 7.9 Beta 80 7.5 Delta 70 7.5 Epsilon 6 12.5 Gamma 52 6.1
} | again "a first report"
cp public/public_indicators.csv public/public_distributions.csv published/2020/
{
    own sickness_absence all all 24.91 328 328 7.6 4
    absences Alfa 126 8.1 Beta 80 7.5 Delta 70 7.5 Gamma 52 6.1
} >merged
again "the next, when Epsilon has become part of Alfa" <merged
is "... does not tell how many Alfa is now, for that less Alfa then is Epsilon" "$(shown sickness_absence Alfa)" "NaN withheld"
is "... and what was withheld stays so" "$(shown sickness_absence Gamma)" "NaN withheld"
is "... but all that has not changed is shown" "$(shown sickness_absence Beta)/$(shown sickness_absence Delta)/$(shown sickness_absence all)" 7.5/7.5/7.6
rm -r published/2020
again "without the first report" <merged
is "... nothing is hidden" "$(shown sickness_absence Alfa)/$(shown sickness_absence Gamma)" 8.1/6.1
mkdir -p published/2020
absences Alfa 120 7.9 Beta 80 7.5 Delta 70 7.5 Gamma 52 6.1 | again "a report without Epsilon"
cp public/public_indicators.csv public/public_distributions.csv published/2020/
absences Alfa 126 8.1 Beta 80 7.5 Delta 70 7.5 Gamma 52 6.1 | again "and the next with it as part of Alfa"
is "... hides Alfa too" "$(shown sickness_absence Alfa)" "NaN withheld"
absences Alfa 120 7.9 Beta 83 7.5 Delta 70 7.5 Gamma 52 6.1 | again "one in which Beta has been revised"
is "... shows the new beside the old" "$(shown sickness_absence Beta)" 7.5

answer() { # QUESTION GROUP POSITION ANSWER COUNT N
    printf '%s,2020,all,%s,%s,%s,,%s,%s,NaN,NaN,%s,0,100,NaN,NaN,y,\n' "$1" "$2" "$3" "$4" "$5" "$6" "$(awk -v a="$5" -v b="$6" 'BEGIN { print 100 * a / b }')"
}
answers() {
    echo "$indicators_header" >private/indicators.csv
    { echo "$distributions_header" && sorted; } >private/distributions.csv
    expect_exit 0 "$1" protect
}
count() { # QUESTION GROUP ANSWER
    awk -F, -v q="$1" -v g="$2" -v a="$3" '$1 == q && $4 == g && $6 == a { print $8 ($9 != "" ? " " $9 : "") }' public/public_distributions.csv
}
{
    answer threats all 1 1 1 20
    answer threats all 2 2 19 20
    answer usefulness all 1 1 3 10
    answer usefulness all 2 2 7 10
    answer exit_reason all 1 better_offer 30 50
    answer exit_reason all 2 workload 12 50
    answer exit_reason all 3 pay 8 50
    answer exit_reason gender:man 1 better_offer 10 17
    answer exit_reason gender:man 2 workload 4 17
    answer exit_reason gender:man 3 pay 3 17
    answer exit_reason gender:woman 1 better_offer 20 33
    answer exit_reason gender:woman 2 workload 8 33
    answer exit_reason gender:woman 3 pay 5 33
} | answers "answers"
is "opinions of more than ten are shown level by level" "$(count threats all 1)/$(count threats all 2)" 1/19
is "... and of ten not at all" "$(count usefulness all 1)/$(count usefulness all 2)" "NaN withheld/NaN withheld"
is "a reason that few men gave is withheld for women too, who are the rest" "$(count exit_reason gender:man pay)/$(count exit_reason gender:woman pay)" "NaN withheld/NaN withheld"
is "... and what would give both away" "$(count exit_reason gender:man better_offer)/$(count exit_reason gender:woman better_offer)" "NaN withheld/NaN withheld"
is "... but not what all gave" "$(count exit_reason all pay)" 8

{
    answer exit_reason all 1 better_offer 30 50
    answer exit_reason all 2 workload 12 50
    answer exit_reason all 3 pay 8 50
    answer exit_reason gender:woman 1 better_offer 26 42
    answer exit_reason gender:woman 2 workload 10 42
    answer exit_reason gender:woman 3 pay 6 42
} | answers "eight men who were asked have no row"
is "... and the women's is hidden with them" "$(count exit_reason gender:woman better_offer)/$(count exit_reason all better_offer)" "NaN withheld/30"

# ---- checksums: of a small table that is known but for its withheld counts, they can be tried until it agrees

printf 'file,kind,sha256,bytes,records\n%s\n' "indicators/konsulter.csv,consultants,aa,10,3
indicators/indikatorer.xlsx, vfu,placements,cc,30,3" | sed 's/xlsx, vfu/xlsx vfu/' >private/indicator_files.csv
printf '%s\n' "indicators/skattningar.csv,ratings,bb,20,3" "indicators/x.xlsx a,placements,dd,30,3" "indicators/x.xlsx b,survey,dd,30,3" \
    "indicators/vfu.csv,placements,ee,40,3" >>private/indicator_files.csv
{ head -1 private/indicator_files.csv; tail -n +2 private/indicator_files.csv | sorted; } >sorted.csv && mv sorted.csv private/indicator_files.csv
expect_exit 0 "files are named" protect
is "a file of small counts has no checksum" "$(hash indicators/konsulter.csv)" " NaN"
is "... nor one of answers" "$(hash indicators/skattningar.csv)" " NaN"
is "... nor a workbook that has such a sheet" "$(hash 'indicators/x.xlsx a')" " NaN"
is "a file without persons has one" "$(hash indicators/vfu.csv)" "ee 40"
