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
expect "the city is a family of its own" awk "BEGIN { exit !($(column verdicts.csv p_search primary) <= 0.05) }"

city $pulse | sed '/T17,2014,/s/person_days$/closing_stock/' | table >bases.csv
expect_exit 0 "years of two bases are tested" run bases.csv 'named_years = 2019'
expect_value "the year with a basis of its own is no year of the series" "$(column verdicts.csv first_period primary)" 2015
city $pulse | sed '/T17,201[4-9],/s/person_days$/closing_stock/' | table >bases.csv
run bases.csv 'named_years = 2019'
expect_value "most years decide" "$(column verdicts.csv last_period primary)" 2019

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
