#!/usr/bin/env bash
# The stage trend on small tables of rates: planted and absent breaks, what it takes of rates.csv, and what it says no to.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
trend=$bin/trend

header=grouping,definition,period,district,occupation,operation,gender,age_band,tenure_band,cause,population,period_start,period_end,numerator,denominator,value,lower,upper,persons,reason,preliminary,exposure_basis

rate() { # GROUPING DISTRICT OCCUPATION YEAR EXITS PERSON_YEARS [DEFINITION POPULATION CAUSE]
    printf '%s,%s,%s,%s,%s,all,all,all,all,%s,%s,2000-01-01,2000-12-31,%s,%s,NaN,NaN,NaN,NaN,,0,person_days\n' \
        "$1" "${7:-T17}" "$4" "$2" "$3" "${9:-all}" "${8:-permanent}" "$5" "$6"
}

city() { # EXITS...: one number a year, from 2014
    local year=2014 exits
    for exits; do
        rate city all all $year "$exits" 1000
        year=$((year + 1))
    done
}

table() { # rows on stdin: a table in the order of its key
    echo $header
    LC_ALL=C sort
}

# No months and no tenure, unless a test writes its own.
echo grouping,month,district,occupation,opening,hires,moved_in,changed_in,reorganised_in,exits,moved_out,changed_out,reorganised_out,closing,person_days >no_flows.csv
echo grouping,occupation,period,tenure_band,definition,population,exits,person_years,adjusted_person_years,weight,rate,lower,upper,reason >no_tenure.csv
flows=no_flows.csv
tenure=no_tenure.csv

run() { # RATES [SETTING...]: the four tables
    local rates=$1 setting
    shift
    { echo '[trend]'; echo 'replicates = 999'; echo 'monthly_replicates = 199'; for setting; do echo "$setting"; done; } >trend.ini
    "$trend" --rates "$rates" --flows "$flows" --tenure "$tenure" --settings trend.ini --output-dir .
}

column() { # TABLE COLUMN ROW_PATTERN: the values of one column in the rows that hold the pattern
    awk -F, -v name="$2" -v pattern="$3" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next }
        index($0, pattern) { print $c }' "$1"
}

expect_value() { # NAME GOT EXPECTED
    if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "got '$2', expected '$3'"; fi
}

pulse="250 232 215 200 186 240 160 149 138 128 119"
flat="170 163 172 158 166 171 160 165 168 159 166"

city $pulse | table >pulse.csv
expect_exit 0 "a planted year is tested" run pulse.csv 'named_years = 2019'
expect_value "it has strong support" "$(column verdicts.csv verdict primary)" strong
expect_value "it is called a pulse" "$(column verdicts.csv shape primary)" pulse
expect_value "it went up" "$(column verdicts.csv direction primary)" up
expect_value "it is the only date it can be" "$(column verdicts.csv date_set primary)" 2019
expect_value "every year and shape has a row" "$(grep -c ^primary breaks.csv)" 33
expect_value "the named year is marked" "$(column breaks.csv named ,2019,pulse)" yes
expect_value "the others are not" "$(column breaks.csv named ,yes, | sort | uniq -c | awk '{ print $1 }')" 3
expect_value "pulse and step are one model in the last year" "$(column breaks.csv reason ,2024,step)" same_as_pulse
expect_value "a row without estimate says why" "$(column breaks.csv reason ,2014,step)" too_few_before
expect_value "a row without estimate has none" "$(column breaks.csv rate_ratio ,2014,step)" NaN
expect_value "every year has a fit" "$(grep -c ^primary fits.csv)" 11
expect_value "without districts their dispersion is unknown" "$(column verdicts.csv unit_dispersion primary)" NaN

mkdir first && cp breaks.csv verdicts.csv fits.csv robustness.csv first
{ city $pulse; rate city all all 2014-2016 9 9; rate city all all 2019 900 1000 T1; rate city all all 2019 900 1000 T17 permanent pension
  rate city all all 2019 900 1000 T17 permanent_and_fixed_term; } | table >mixed.csv
run mixed.csv 'named_years = 2019'
for table in breaks verdicts fits robustness; do
    expect_same "other periods, definitions, causes and populations do not matter: $table" $table.csv first/$table.csv
done

city $flat | table >flat.csv
run flat.csv 'named_years = 2016, 2019, 2019'
expect_value "nothing is shown where nothing happened" "$(column verdicts.csv verdict primary | sort -u)" not_shown
expect_value "each named year has one row" "$(column verdicts.csv period primary | tr '\n' ' ')" "2016 2019 "
expect_value "the search has one price for all years" "$(column verdicts.csv p_search primary | sort -u | wc -l)" 1
expect_value "no word, no shape" "$(column verdicts.csv shape primary | sort -u)" ""

run flat.csv 'named_years = 2010'
expect_value "a year outside the series is not answerable" "$(column verdicts.csv verdict primary)" not_answerable
expect_value "and says why" "$(column verdicts.csv reason primary)" no_such_period
run flat.csv 'named_years = 2019' 'first_year = 2017' 'last_year = 2019'
expect_value "three years are too few" "$(column verdicts.csv reason primary)" too_few_periods
run flat.csv 'named_years = 2019' 'smallest_change = 1'
expect_value "what would not be seen is not answerable" "$(column verdicts.csv reason primary)" change_too_large
run flat.csv
expect_value "without named years 2019 is the one" "$(column verdicts.csv period primary)" 2019
expect_value "but every year is tested" "$(grep -c ^primary breaks.csv)" 33

{ city $pulse; for o in a b; do year=2014; for exits in $pulse; do
    rate occupation all $o $year $((exits / 2)) 500; year=$((year + 1)); done; done
  for d in 1 2 3 4 5 6; do year=2014; for exits in $pulse; do
    rate district d$d all $year $((exits / 6 + (d * year) % 5)) 160; year=$((year + 1)); done; done; } | table >units.csv
run units.csv 'named_years = 2019'
expect_value "districts say how much counts vary" "$(column verdicts.csv unit_dispersion primary | grep -c '^[0-9]')" 1
expect_value "each occupation has a verdict" "$(grep -c ^occupation verdicts.csv)" 2
one=$(column verdicts.csv p_search ,a, | head -n 1)
grep -v ',b,' units.csv >one.csv
run one.csv 'named_years = 2019'
alone=$(column verdicts.csv p_search ,a, | head -n 1)
expect "the p-value of two occupations pays for both" awk "BEGIN { exit !($one >= 1.5 * $alone) }"
city $pulse | sed p | sed '2~2s/^city,\(T17,[0-9]*\),all,all/occupation,\1,all,a/' | table >only.csv
run only.csv 'named_years = 2019'
expect_value "an only occupation is the city itself, with one word" "$(tail -n +2 verdicts.csv | cut -d, -f1 | tr '\n' ' ')" "primary "

expect "the city is a family of its own" awk "BEGIN { exit !($(column verdicts.csv p_search primary) <= 0.05) }"

# Two districts of 3 and 4 exits in one year, or of 4 and 3: nothing that is said of the city may tell them apart.
for swap in 0 1; do
    { sed '/^district,T17,201[68],d1,/s/,160,NaN/5,160,NaN/' units.csv
      for year in $(seq 2014 2024); do rate district s1 all $year $((year == 2017 ? 3 + swap : 4)) 25
      rate district s2 all $year $((year == 2017 ? 4 - swap : 3)) 25; done; } | sed 1d | table >small.csv
    run small.csv 'named_years = 2019'
    grep -hE '^(primary|occupation)' verdicts.csv breaks.csv fits.csv >small_$swap
done
expect_same "the spread of units tells no one 3 from 4" small_1 small_0

city $pulse | sed '/T17,2014,/s/person_days$/closing_stock/' | table >bases.csv
expect_exit 0 "years of two bases are tested" run bases.csv 'named_years = 2019'
expect_value "the year with a basis of its own is no year of the series" "$(column verdicts.csv first_period primary)" 2015
city $pulse | sed '/T17,201[4-9],/s/person_days$/closing_stock/' | table >bases.csv
run bases.csv 'named_years = 2019'
expect_value "most years decide" "$(column verdicts.csv last_period primary)" 2019

# No development is fitted across a change of the definition: the run of most years is tested.
city $pulse | table >changed.csv
printf 'date,scope,type,description,source,effect\n2016-01-01,alla,definition,vad som räknas,,\n' >changes.csv
across() { run "$@"; } # the years on both sides
across changed.csv 'named_years = 2019'
expect_value "without a documented change the series is whole" "$(column verdicts.csv first_period primary)" 2014
parted() { "$trend" --rates changed.csv --flows "$flows" --tenure "$tenure" --settings trend.ini --comparability changes.csv --output-dir .; }
expect_exit 0 "a change of the definition parts the series" parted
expect_value "it begins with the change" "$(column verdicts.csv first_period primary)" 2016
expect_value "and has the years since then" "$(column verdicts.csv n_periods primary)" 9
sed -i 's/2016-01-01/2016-07-01/' changes.csv
parted
expect_value "a year in which it changed is no year of either" "$(column verdicts.csv first_period primary)" 2017
sed -i 's/definition/coding/' changes.csv
parted
expect_value "a new coding is named, but parts nothing" "$(column verdicts.csv first_period primary)" 2014

echo $header >empty.csv
expect_exit 0 "no rates are no series" run empty.csv 'named_years = 2019'
expect_value "and no rows" "$(cat breaks.csv verdicts.csv fits.csv | wc -l)" 3
{ rate city all all 2019 NaN 1000; rate city all all 2020 9 0; rate city all all 2021 9 NaN; } | table >holes.csv
expect_exit 0 "years without a number are no years" run holes.csv 'named_years = 2019'
expect_value "and leave no series" "$(wc -l <verdicts.csv)" 1

expect_exit 2 "every path must be given" "$trend" --rates flat.csv --flows no_flows.csv
expect_exit 3 "a table that is not there is a matter of the system" run nowhere.csv
echo 'not,the,header' >wrong.csv
expect_exit 1 "another table is refused" run wrong.csv
expect_exit 1 "a setting that is none is refused" run flat.csv 'named_yaers = 2019'
expect_text "with its line" stderr 'trend.ini:4:'
expect_exit 0 "help is there" "$trend" --help

# ---- a drawn city, and what R says of it (tests/stage/trend/make.R) ----

drawn=$project/tests/stage/trend
years() { # GREP_PATTERN: rows of rates.csv from the drawn years that hold it
    tail -n +2 "$drawn/years.csv" | grep -E "$1" | while IFS=, read -r grouping definition district occupation cause year exits staff; do
        rate "$grouping" "$district" "$occupation" "$year" "$exits" "$staff" "$definition" permanent "$cause"
    done
}
differ() { # WHOSE GOT PATTERN COLUMNS: what R has otherwise of whose numbers in the rows of GOT that begin with the pattern
    # The values of two columns make the key of a row; 1e-6 is promised.
    awk -F, -v whose="$1" -v pattern="$3" -v columns="$4" '
        FNR == 1 { split("", at); for (i = 1; i <= NF; i++) at[$i] = i; split(columns, column, " "); next }
        NR == FNR { if ($1 == whose) { r[$2 "," $3 "," $4] = $5; n++ } next }
        index($0, pattern) == 1 { for (e in r) { split(e, part, ",")
            if (part[1] != $at[column[1]] || part[2] != $at[column[2]]) continue
            got = $at[part[3]]; seen[e]++; far = got - r[e]; most = 1e-6 * r[e]
            if (got == "NaN" || far * far > most * most) print e ": " got ", R: " r[e] } }
        END { for (e in r) if (seen[e] != 1) print e ": " seen[e] + 0 " rows"; if (!n) print "R says nothing" }' "$drawn/expected.csv" "$2"
}
tail -n +2 "$drawn/months.csv" | awk -F, '{ printf "city,%04d-%02d,all,all,0,0,0,0,0,%d,0,0,0,0,%d\n", $2, $1, $4, $3 }' | cat no_flows.csv - >flows.csv
tail -n +2 "$drawn/tenure.csv" | awk -F, '{ printf "%s,%s,%d,standardised,T17,permanent,%s,%s,%s,1,1,1,1,\n", $1, $2, $3, $4, $5, $6 }' |
    LC_ALL=C sort | cat no_tenure.csv - >tenure.csv
years '^[a-z]' | table >drawn.csv
flows=flows.csv tenure=tenure.csv
expect_exit 0 "a whole city is tested" run drawn.csv 'named_years = 2019'

expect_value "the panel of the city is what R says" "$(differ primary robustness.csv primary, 'check variant')" ""
expect_value "the panel of an occupation is what R says" "$(differ nurse robustness.csv occupation,all,nurse, 'check variant')" ""
expect_value "how much counts vary is what R says" "$(differ verdicts verdicts.csv primary,all,all,all,annual 'reason reason')" ""
for group in d1 d4; do
    expect_value "a district against the rest of the city is what R says: $group" "$(differ $group breaks.csv district,$group, 'named shape')" ""
done
expect_value "a cause is what R says" "$(differ pension breaks.csv cause,all,all,pension, 'named shape')" ""
expect_value "eleven years have a level for each month" "$(differ months_132 breaks.csv primary,all,all,all,monthly 'named shape')" ""

checks() { # PATTERN: how many rows each check has
    column robustness.csv check "$1" | sort | uniq -c | awk '{ printf "%s%s:%d", s, $2, $1; s = " " }'
}
same="negative_binomial:1 placebo_year:10 poisson:1 quadratic:1 quasi_poisson:1 window:1 without_trend:1 without_unit:4 without_year:10"
expect_value "each check of the city has its rows" "$(checks primary, | sed 's/ exact:1//')" "as_assessed:1 denominator:1 equal_occupation:1 equal_tenure:1 $same"
expect_value "an occupation has no mix of occupations" "$(checks ,nurse, | sed 's/ exact:1//')" "as_assessed:1 equal_tenure:1 $same"
expect_value "districts, causes and months have no panel" "$(grep -cE '^(district|cause)|monthly' robustness.csv)" 0
expect_value "a named year is not left out, nor its own placebo" "$(column robustness.csv variant ,without_year,2019, | wc -l) $(column robustness.csv variant ,placebo_year,2019, | wc -l)" "0 0"
expect_value "the other denominator is named" "$(column robustness.csv definition ,denominator,)" T4
expect_value "no search was asked for where one date was" "$(column robustness.csv reason ,without_year, | sort -u)" one_date
expect_value "and there is no p of a search" "$(column robustness.csv p_search ,without_year, | sort -u)" NaN
expect_value "what was searched lacks nothing" "$(column robustness.csv reason primary,all,all,all,annual,2019,as_assessed)" ""
expect_value "other laws of chance have a ratio and no excess" "$(for c in quasi_poisson negative_binomial; do column robustness.csv reason ,$c,; column robustness.csv excess_per_100 ,$c,; done | sort -u | tr '\n' ' ')" "NaN ratio_alone "
expect_value "the search has the price of the verdict" "$(column robustness.csv p_search primary,all,all,all,annual,2019,as_assessed)" "$(column verdicts.csv p_search primary,all,all,all,annual)"

for family in primary,all,all,all,annual occupation,all,cook occupation,all,nurse district,d1; do
    expect_value "years have a word: $family" "$(column verdicts.csv verdict $family | grep -c .)" 1
done
expect_value "causes have a row each, and no word" "$(column verdicts.csv verdict cause, | tr '\n' '|')" "||"
expect_value "but numbers" "$(for c in p_fixed p_search annual_change dispersion; do column verdicts.csv $c cause,; done | grep -c '^-*[0-9]')" 8
expect_value "and no shape" "$(column verdicts.csv shape cause, | sort -u)" ""
expect_value "year shocks cancel in a district" "$(column verdicts.csv year_sd_basis district, | sort -u)" cancels
expect_value "a district's staff is its own" "$(column verdicts.csv person_years district,d1,)" "$(awk -F, '$1 == "district" && $3 == "d1" { n += $8 } END { print n }' "$drawn/years.csv")"

expect_value "a month's row is named by the year's first month" "$(column verdicts.csv period ,monthly,)" 2019-01
expect_value "the months are those of the years" "$(column verdicts.csv first_period ,monthly,) $(column verdicts.csv last_period ,monthly,) $(column verdicts.csv n_periods ,monthly,)" "2014-01 2024-12 132"
expect_value "months have no word" "$(column verdicts.csv verdict ,monthly,)$(column verdicts.csv shape ,monthly,)" ""
expect "the pulse is found in months" awk "BEGIN { exit !($(column verdicts.csv p_search ,monthly,) <= 0.05) }"
expect_value "it went up in months too" "$(column verdicts.csv direction ,monthly,)" up
expect_value "its date is among those it may be" "$(column verdicts.csv date_set ,monthly, | tr ' ' '\n' | grep -c '^2019-01$')" 1
expect_value "every month and shape has a row" "$(grep -c ',monthly,' breaks.csv)" 396
expect_value "an occupation without months has years alone" "$(grep -c '^occupation.*monthly' verdicts.csv)" 0
expect_value "months have no fit drawn" "$(grep -c ',monthly,' fits.csv)" 0

years '^city,T17' | table >city.csv
tenure=no_tenure.csv
run city.csv 'named_years = 2019' 'first_year = 2016' 'last_year = 2022'
expect_value "seven years have a level for each month" "$(differ months_84 breaks.csv primary,all,all,all,monthly 'named shape')" ""
run city.csv 'named_years = 2019' 'first_year = 2017' 'last_year = 2022'
expect_value "fewer have two harmonics of the year" "$(differ months_72 breaks.csv primary,all,all,all,monthly 'named shape' | grep pulse)" ""
grep -v ',2018-07,' flows.csv >hole.csv
flows=hole.csv
run city.csv 'named_years = 2019'
expect_value "a month that is missing leaves no months" "$(cat verdicts.csv breaks.csv | grep -c monthly)" 0
expect_value "and the years as they were" "$(column verdicts.csv n_periods ,annual,)" 11
sed 's/\(,2018-07,.*,\)[0-9]*$/\10/' flows.csv >hole.csv
run city.csv 'named_years = 2019'
expect_value "so does a month without person-days" "$(grep -c monthly verdicts.csv)" 0
flows=no_flows.csv

year=2016
for exits in 21 18 17 35 24; do rate city all all $year $exits 100; year=$((year + 1)); done | table >small.csv
run small.csv 'named_years = 2019'
expect_value "few exits have an exact p, which is what R says" "$(differ small robustness.csv primary 'check variant')" ""
expect_value "and nothing else in its row" "$(for c in rate_ratio lower upper excess_per_100 p_search reason; do column robustness.csv $c ,exact,; done | tr '\n' ' ')" "NaN NaN NaN NaN NaN p_alone "
expect_value "a check that has too few years says so" "$(for c in reason rate_ratio n_periods; do column robustness.csv $c ,without_year,2016,; done | tr '\n' ' ')" "too_few_before NaN 4 "
run small.csv 'named_years = 2030'
expect_value "a year that is not there has no panel" "$(wc -l <robustness.csv)" 1

# ---- districts ----

six() { # FACTOR_OF_D1 FACTOR_OF_ALL EXITS: six districts of 16 % a year, in 2019 times the factors, and their city
    awk -v one="$1" -v all="$2" -v exits="$3" 'BEGIN { for (year = 2014; year <= 2024; year++) { city = 0
        for (d = 1; d <= 6; d++) { n = exits + (d * 5 + year * 3) % 7 - 3
            if (year == 2019) n = int(n * all * (d == 1 ? one : 1) + .5)
            city += n; print "district", "d" d, year, n, exits * 6.25 }
        print "city", "all", year, city, exits * 37.5 } }' | while read -r grouping district year exits staff; do
        rate "$grouping" "$district" all "$year" "$exits" "$staff"
    done
}
six 1.8 1 120 | table >one.csv
run one.csv 'named_years = 2019'
expect_value "a district that alone deviates is found" "$(column verdicts.csv verdict district,d1,)" strong
expect_value "with its direction" "$(column verdicts.csv direction district,d1,)" up
expect_value "those that follow the rest are not" "$(grep -v d1 verdicts.csv | column /dev/stdin verdict district, | sort -u)" not_shown
expect_value "no district has a shape" "$(column verdicts.csv shape district, | grep -cE 'pulse|step|slope')" 0
six 0.5 1 120 | table >down.csv
run down.csv 'named_years = 2019'
expect_value "down is down" "$(column verdicts.csv verdict district,d1,) $(column verdicts.csv direction district,d1,)" "strong down"
six 1 1.5 120 | table >all.csv
run all.csv 'named_years = 2019'
expect_value "what all districts share is the city's" "$(column verdicts.csv verdict primary | grep -cE 'strong|moderate')" 1
expect_value "and no district's" "$(column verdicts.csv verdict district, | sort -u)" not_shown

six 1.8 1 40 | table >small.csv
run small.csv 'named_years = 2019'
expect_value "of a small district only large changes would be seen" "$(column verdicts.csv verdict district,d1,) $(column verdicts.csv reason district,d1,)" "not_answerable change_too_large"
run small.csv 'named_years = 2019' 'smallest_change = 20'
of_six="$(column verdicts.csv p_fixed district,d1,) $(column verdicts.csv p_search district,d1,)"
grep -v ',d[4-6],' small.csv >three.csv
run three.csv 'named_years = 2019' 'smallest_change = 20'
of_three="$(column verdicts.csv p_fixed district,d1,) $(column verdicts.csv p_search district,d1,)"
expect_value "the least p of six districts pays for six" "$(echo "$of_six" | awk '{ printf "%.4f %.4f", $1, $2 }')" "$(echo "$of_three" | awk '{ printf "%.4f %.4f", 2 * $1, 2 * $2 }')"
grep -v ^city one.csv >no_city.csv
expect_exit 0 "districts without a city are tested" run no_city.csv 'named_years = 2019'
expect_value "but there is nothing to hold them against" "$(grep -c ^district verdicts.csv)" 0
grep -v ',d[2-6],' one.csv >single.csv
run single.csv 'named_years = 2019'
expect_value "nor is one district alone held against others that have no rows" "$(grep -c ^district verdicts.csv)" 0

# Each series has random numbers of its own: threads take them in any order, and p-values are the same.
for threads in 1 2 7; do
    rm -f breaks.csv verdicts.csv fits.csv robustness.csv
    expect_exit 0 "trend runs in $threads threads" run one.csv 'named_years = 2019,2017' "threads = $threads"
    for table in breaks verdicts fits robustness; do cat $table.csv; done >threads.$threads
done
expect_same "two threads find the same as one" threads.2 threads.1
expect_same "and so do seven" threads.7 threads.1
