#!/usr/bin/env bash
# The stage retention: R's numbers on a drawn register, T13 and T18 of rates.csv, golden tables of the worked fixture (domain.md
# 2.7), laws, edges and texts of faults. UPDATE=1 records the tables anew; look at the difference before it is kept.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
given=$project/tests/stage/retention
worked=$project/tests/stage/turnover
spells_header=$(head -1 "$worked/spells.csv")
extracts_header=date,basis,records
tables='survival retention retention_cause median_stay retention_tests tenure_rates'

retention() { # [FOLDER]
    mkdir -p "${1:-.}"
    "$bin/retention" --spells spells.csv --extracts extracts.csv --rates rates.csv --turnover turnover.ini --settings retention.ini \
        --output-dir "${1:-.}"
}
both() { # rates.csv, and then how long people stay
    "$bin/turnover" --spells spells.csv --extracts extracts.csv --counts counts.csv --settings turnover.ini --output-cells cells.csv \
        --output-flows flows.csv --output-rates rates.csv && retention "$@"
}
begin() { # FIRST_YEAR LAST_YEAR EXTRACTION: settings; the register is written by the caller
    printf '[turnover]\nfirst_year = %s\nlast_year = %s\n' "$1" "$2" >turnover.ini
    echo '[retention]' >retention.ini
    printf '%s\n%s,spells,1\n' "$extracts_header" "$3" >extracts.csv
    cp "$worked/counts.csv" .
}
spell() { # PERSON START END CAUSE [DISTRICT]: one record more
    printf '%032x,%s,%s,%s,s,,permanent,1,%d,100,woman,1980,%s,spells,2021-12-31\n' "$1" "$2" "$3" "${5:-A}" $((++line)) "$4" >>spells.csv
}
register() { # begins a register of few
    begin 2016 2020 2021-12-31
    echo "$spells_header" >spells.csv
    line=1
}
value() { # TABLE COLUMN CONDITION...: the column's value in the rows where every column=value holds
    awk -F, -v want="$2" -v where="$(printf '%s;' "${@:3}")" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(where, w, ";"); next }
        { for (i = 1; i < n; i++) { split(w[i], p, "="); if ($at[p[1]] != p[2]) next } print $at[want] }' "$1.csv"
}
expect_value() { # NAME EXPECTED TABLE COLUMN CONDITION...
    expect "$1" test "$(value "${@:3}")" = "$2"
}

# ---- R's numbers ----
register
cp "$given/spells.csv" .
expect_exit 0 'a drawn register is followed' both
awk -f "$given/compare.awk" "$given/expected.csv" retention.csv median_stay.csv retention_cause.csv retention_tests.csv >compared
if [ "$(wc -l <compared)" -eq 1 ] && [ "$(cut -d' ' -f1 compared)" -gt 800 ]; then
    ok 'curves, limits, medians, causes and tests are those of R'
else
    not_ok 'curves, limits, medians, causes and tests are those of R' "$(tail -20 compared)"
fi
if command -v Rscript >/dev/null 2>&1 && Rscript -e 'library(survival)' >/dev/null 2>&1; then
    mkdir again
    Rscript "$given/drawn.R" again >/dev/null 2>&1
    expect_same 'R draws the same register' again/spells.csv "$given/spells.csv"
    expect_same 'R still says the same' again/expected.csv "$given/expected.csv"
else
    skip 'R still says the same' 'R with survival is not here'
fi

# Hires of a year, exits as events, everything else censored: what T18 and T13 are.
agrees() { # DEFINITION TABLE COLUMNS...: rates.csv's column as this table's, for the city and occupations
    awk -F, -v CONVFMT=%.17g -v definition="$1" '
        FNR == 1 { for (i = 1; i <= NF; i++) at[FILENAME, $i] = i; next }
        FILENAME == "rates.csv" {
            g = $at[FILENAME, "grouping"]
            if ($at[FILENAME, "definition"] == definition && (g == "city" || g == "occupation"))
                rate[g "," $at[FILENAME, "occupation"] "," $at[FILENAME, "period"]] = $at[FILENAME, "value"] " " $at[FILENAME, "lower"] " " $at[FILENAME, "upper"]
            next
        }
        { key = $1 "," $2 "," $3 }
        definition == "T18" && $4 == 1 {
            p = $at[FILENAME, "probability"]; low = $at[FILENAME, "upper"]; high = $at[FILENAME, "lower"]
            if ($at[FILENAME, "reason"] == "nobody_has_left") low = high = "NaN"
            stay[key] = (p == "NaN" ? p : 100 - 100 * p) " " (low == "NaN" ? low : 100 - 100 * low) " " (high == "NaN" ? high : 100 - 100 * high)
        }
        definition == "T13" { stay[key] = $at[FILENAME, "median_months"] " " $at[FILENAME, "lower"] " " $at[FILENAME, "upper"] }
        END {
            for (key in rate) {
                n++; split(rate[key], a, " "); split(stay[key], b, " ")
                for (i = 1; i <= 3; i++) { d = a[i] - b[i]; if ((a[i] == "NaN") != (b[i] == "NaN") || d > 1e-9 || d < -1e-9) { print key, rate[key], "|", stay[key]; bad = 1 } }
            }
            exit bad || n < 10
        }' rates.csv "$2.csv"
}
expect 'those who left within a year are the others of T18' agrees T18 retention
expect 'and the median stay is T13' agrees T13 median_stay

# ---- laws ----
for table in $tables; do cp $table.csv first_$table.csv; done
same() { # NAME: the tables are what they were
    for table in ${2:-$tables}; do expect_same "$1: $table" "again/$table.csv" "first_$table.csv"; done
}
# The middle of a long record is the first day of a second one.
awk -F, -v OFS=, 'NR > 1 && $4 == "Farsta" && $2 < "2016" && ($3 == "" || $3 > "2016-06-30") {
    last = $3; cause = $13; $3 = "2016-03-31"; $13 = "internal"; print; $2 = "2016-04-01"; $3 = last; $13 = cause } 1' "$given/spells.csv" >spells.csv
expect 'some records are cut in two' test "$(wc -l <spells.csv)" -gt $(($(wc -l <"$given/spells.csv") + 5))
expect_exit 0 'a register of cut records is followed' retention again
same 'a cut record changes nothing'
# Who was first is last: f - digit for each of the last three digits of a name.
awk -F, 'NR == 1 { print; next } {
    name = ""
    for (i = 30; i <= 32; i++) name = name substr("fedcba9876543210", index("0123456789abcdef", substr($1, i, 1)), 1)
    sub(/^[^,]*/, name "00000000000000000000000000000"); print }' "$given/spells.csv" >renamed
{ head -1 renamed && sed 1d renamed | sort; } >spells.csv
expect_exit 0 'the same people under other names, in another order' retention again
same 'names and their order change nothing'
{ cat "$given/spells.csv" && echo 'ffffffffffffffffffffffffffffffff,2016-01-01,2020-12-31,Bromma,socialsekreterare,,hourly,1,9999,100,man,1980,other,spells,2021-12-31'; } >spells.csv
expect_exit 0 'somebody paid by the hour is there too' retention again
same 'pay by the hour is no stay'

# ---- the worked fixture ----
cp "$worked/spells.csv" "$worked/extracts.csv" "$worked/counts.csv" "$worked/turnover.ini" .
echo '[retention]' >retention.ini
expect_exit 0 'the worked fixture is followed' both
for table in $tables; do
    [ -z "${UPDATE:-}" ] || { mkdir -p "$given/worked" && cp $table.csv "$given/worked/"; }
    expect_same "$table of the worked fixture are as recorded" $table.csv "$given/worked/$table.csv"
    expect "$table are for their owner alone" test "$(stat -c %a $table.csv)" = 600
done

# ---- rates at equal tenure ----
# Two years of the same two rates, 50 % in the first year of employment and 10 % after, and a wave of hires in the second.
waves() { # PERIOD YOUNG YOUNG_EXITS OLD OLD_EXITS: two rows of rates.csv
    sed "s/^/tenure,T17,$1,all,all,all,all,all,/" <<END
1_or_over,all,permanent,$1-01-01,$1-12-31,$5,$4,0,0,0,$4,,0,person_days
under_1,all,permanent,$1-01-01,$1-12-31,$3,$2,0,0,0,$2,,0,person_days
END
}
register
sed -i '/^\[turnover/a tenure_bands = 1' turnover.ini
head -1 rates.csv >rates_header
{ cat rates_header && waves 2016 20 10 100 10 && waves 2017 80 40 100 10; } >rates.csv
spell 1 2017-01-01 '' none
expect_exit 0 'rates by tenure are standardised' retention
expect 'the crude rate rises with the wave of hires' awk -F, '$4 == "all" { rate[$3] = $11 } END { exit !(rate[2016] < 16.67 && rate[2017] > 27.77) }' tenure_rates.csv
expect 'at equal tenure it stands still' awk -F, '$4 == "standardised" { if ($11 < 23.333333 || $11 > 23.333334) bad = 1; n++ } END { exit bad || n != 2 }' tenure_rates.csv
expect 'and so do exits over adjusted person-years' awk -F, '$4 == "standardised" { r = $7 / $9; if (r < 0.23333333 || r > 0.23333334) bad = 1; n++ } END { exit bad || n != 2 }' tenure_rates.csv
expect 'weights add up to one' awk -F, '$4 ~ /1/ { w[$3] += $10 } END { for (y in w) if (w[y] < 0.9999999 || w[y] > 1.0000001) exit 1 }' tenure_rates.csv
{ cat rates_header && waves 2016 5 2 100 10 && waves 2017 80 40 100 10; } >rates.csv
retention
expect_value 'a band with little time in a year is merged' '12
50' tenure_rates exits tenure_band=all_bands
expect 'and then standardised is crude' test "$(value tenure_rates rate tenure_band=standardised)" = "$(value tenure_rates rate tenure_band=all)"
{ cat rates_header && waves 2016 20 10 100 10 | sed 's/,1_or_over,/,unknown,/' | sort && waves 2017 80 40 100 10; } >rates.csv
retention
expect_value 'unknown tenure can not be held still' 'unknown_tenure
unknown_tenure' tenure_rates reason tenure_band=standardised

# ---- edges ----
alone() { # the register at hand, without any rates
    cp rates_header rates.csv
    retention
}
register
spell 1 2017-01-01 2017-12-31 pension
expect_exit 0 'one person is followed' alone
expect 'and has left by the last day of the year' test "$(value retention probability grouping=city cohort=2017 | tr '\n' ' ')" = '1 1 1 '
expect_value 'which has no limits' 'all_have_left
all_have_left
all_have_left' retention reason grouping=city cohort=2017
expect_value 'a year without hires has nobody' 'no_exposure
no_exposure
no_exposure' retention reason grouping=city cohort=2018
expect 'and its share is missing, not zero' test "$(value retention probability grouping=city cohort=2018 | sort -u)" = NaN
expect_value 'nor has its median' no_exposure median_stay reason grouping=city cohort=2018
expect 'groups that nobody was in have no rows' test "$(cut -d, -f1,2 retention.csv | sed 1d | sort -u | tr '\n' ' ')" = 'city,all district,A gender,woman occupation,s '
expect_value 'with one group there is nothing to compare' 'no_comparison
no_comparison
no_comparison
no_comparison' retention_tests reason groups=1

register
for person in 1 2 3 4 5 6 7 8 9 10; do spell $person 2017-01-01 '' none; done
expect_exit 0 'all are still there' alone
expect_value 'nobody has left' 0 retention probability grouping=city cohort=2017 horizon=1
expect_value 'which is said' nobody_has_left retention reason grouping=city cohort=2017 horizon=1
expect_value 'with the limit of none of ten' 0.3084971078187607 retention upper grouping=city cohort=2017 horizon=1 # binom.test(0, 10)
expect_value 'the median has not been reached' not_reached median_stay reason grouping=city cohort=2017
echo 'horizons = 5, 6' >>retention.ini
alone
expect_value 'the last day known is the last of five years' nobody_has_left retention reason grouping=city cohort=2017 horizon=5
expect_value 'six have not passed' short_follow_up retention reason grouping=city cohort=2017 horizon=6
expect_value 'and have no number' NaN retention probability grouping=city cohort=2017 horizon=6

register
for person in 1 2 3 4 5 6 7 8 9 10; do spell $person 2017-01-01 2017-06-30 other; done
expect_exit 0 'all leave on one day' alone
expect_value 'all have left' 1 retention probability grouping=city cohort=2017 horizon=1
expect_value 'the median is that day' 5.946611909650924 median_stay median_months grouping=city cohort=2017 # 181 days
expect 'the curve falls once, from one to none' test "$(value survival survival grouping=city cohort=2017 | tr '\n' ' ')" = '1 0 '

register
spell 1 2010-01-01 2017-06-30 other
spell 2 2012-01-01 '' none
expect_exit 0 'only people from before' alone
expect_value 'nobody is followed from the beginning' '0
0
0' retention entrants grouping=city cohort=all
expect_value 'two come late' '2
2
2' retention late_entries grouping=city cohort=all
expect_value 'and until they come nobody is at risk' '0
0
0' retention least_at_risk grouping=city cohort=all

register
printf '%s\n' "$extracts_header" 2016-11-01,snapshot,3 2017-11-01,snapshot,2 >extracts.csv
printf '%032x,2016-11-01,,A,s,,permanent,1,2,100,woman,1963,unknown,snapshot,2017-11-01\n' 1 >>spells.csv
sed -i '/_year/d' turnover.ini
expect_exit 0 'snapshots a year apart' alone
expect_value 'can not say how long people stay' 'not_possible
not_possible
not_possible' retention reason grouping=city
register
echo "$extracts_header" >extracts.csv
expect_exit 0 'nor can finished counts' alone
expect_value 'and both say so' not_possible median_stay reason grouping=city

# ---- cohorts ----
register
cp "$given/spells.csv" .
echo 'cohorts = 2018-2020, 2016-2017' >>retention.ini
echo 'horizons = 1' >>retention.ini
expect_exit 0 'years are followed together' alone
expect_value 'in the order of time, and everybody' '2016-2017
2018-2020
all' retention cohort grouping=city
expect 'they are the years one by one' test "$(value retention entrants grouping=city cohort=2016-2017)" = \
    "$(awk -F, '$1 == "city" && $4 == 1 && $3 ~ /^201[67]$/ { n += $8 } END { print n }' first_retention.csv)"
expect 'everybody is everybody' test "$(value retention events grouping=city cohort=all)" = \
    "$(awk -F, '$1 == "city" && $4 == 1 && $3 == "all" { print $10 }' first_retention.csv)"

# ---- faults ----
wrong() { # NAME TEXT LINE...: settings of [retention] that are refused
    printf '%s\n' '[retention]' "${@:3}" >retention.ini
    rm -f retention.csv
    expect_exit 1 "$1" alone
    expect_text '... and says so' stderr "$2"
    expect '... and leaves no table' test ! -e retention.csv
}
wrong 'a cohort that is no year' 'retention: retention.ini:2: cohorts: ska vara år eller perioder av hela år, till exempel 2014-2016, 2017-2019' 'cohorts = i fjol'
wrong 'a cohort that ends before it begins' 'cohorts: ska vara år eller perioder av hela år' 'cohorts = 2018-2016'
wrong 'cohorts with a year in common' 'cohorts: två perioder har samma år: ett år kan bara höra till en' 'cohorts = 2016-2018, 2018-2019'
wrong 'a cohort of years that are not reported' 'cohorts: perioden 2010-2012 har år som inte redovisas (de är 2016 till 2020): rätta den, eller first_year och last_year under [turnover]' 'cohorts = 2010-2012'
wrong 'half a year' "horizons: värdet '1.5' ska vara ett heltal från 1 till 20" 'horizons = 1.5'
wrong 'a number with a sign' 'horizons: ska vara hela antal år, till exempel 1, 2, 3' 'horizons = +1'
wrong 'horizons that fall' 'horizons: ska stå i stigande ordning, till exempel 1, 2, 3' 'horizons = 3, 1'
wrong 'a horizon of a hundred years' 'horizons' 'horizons = 100'
wrong 'a key that is not there' 'menade du cohorts?' 'cohort = 2016'
echo '[retention]' >retention.ini
expect_exit 2 'a missing option is a wrong command' "$bin/retention" --spells spells.csv
expect_exit 0 'the options are explained' "$bin/retention" --help
expect_text 'in Swedish' stdout 'hur länge de anställda stannar'
expect_exit 3 'a folder that is not there' "$bin/retention" --spells spells.csv --extracts extracts.csv --rates rates.csv \
    --turnover turnover.ini --settings retention.ini --output-dir nowhere
sed -i '3s/,/;/' spells.csv
rm -f retention.csv
expect_exit 1 'a damaged row' retention
expect_text 'is said with its line' stderr 'spells.csv:3'
expect 'and nothing is written' test ! -e retention.csv
