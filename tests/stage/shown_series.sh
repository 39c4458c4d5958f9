#!/usr/bin/env bash
# What is published of a test of trends rests on numbers that are published, those of other series too: whatever the counts that
# are withheld are, it is the same.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
cd "$dir" || exit 3
mkdir public settings
printf '[report]\n[trend]\nnamed_years = 2018\nreplicates = 199\n[protect]\n' >report.ini
"$bin/settings" --input report.ini --output-dir settings || exit 3

# Five districts over eight years, and the city that they are. In 2020 few left Alvik, with those it is withheld beside: with Berga
# always sixteen. They are unevenly spread, so that the dispersion is more than 1.
register() { # ALVIK: of 2020
    mkdir -p "$1"
    empty_trend "$1"
    for table in flows rejects survival retention retention_cause median_stay retention_tests tenure_rates; do
        sed -n "s/^$table \\([a-z].*\\)/\\1/p" "$project/tests/stage/protect.sh" | sed "s/'$//" >"$1/$table.csv"
    done
    sed -n 's/^ *echo \(file,kind,.*\)/\1/p' "$project/tests/stage/protect.sh" >"$1/intake.csv"
    LC_ALL=C awk -v alvik="$1" '
        function put(grouping, year, district, exits, persons) {
            printf "%s,T17,%d,%s,all,all,all,all,all,all,permanent,%d-01-01,%d-12-31,%d,%d,%.12g,NaN,NaN,%d,,0,person_days\n", grouping,
                year, district, year, year, exits, persons, 100 * exits / persons, persons
        }
        BEGIN {
            print "grouping,definition,period,district,occupation,operation,gender,age_band,tenure_band,cause,population,period_start,period_end,numerator,denominator,value,lower,upper,persons,reason,preliminary,exposure_basis"
            split("Alvik Berga Celsius Dal Ed", name, " ")
            split("31 9 12 30 14 22", x, " "); split("12 40 25 8 30 16", y, " ")
            for (t = 1; t <= 8; t++) {
                all = 0
                for (d = 1; d <= 5; d++) {
                    n = d % 2 ? x[1 + (t + d) % 6] : y[1 + (t * d) % 6]
                    if (t == 6 && d == 1) n = alvik
                    if (t == 6 && d == 2) n = 16 - alvik
                    put("district", 2014 + t, name[d], n, 200); all += n
                }
                put("city", 2014 + t, "all", all, 1000)
            }
        }' | { read -r header; echo "$header"; LC_ALL=C sort; } >"$1/rates.csv"
}
protect() { # DIR [OPTION...]
    "$bin/protect" --private "$1" --settings settings/protect.ini --public public "${@:2}"
}
tried() { # DIR [OPTION...]
    "$bin/trend" --rates "$1/rates.csv" --flows "$1/flows.csv" --tenure "$1/tenure_rates.csv" --settings settings/trend.ini --output-dir "$1" "${@:2}"
}
of_told() { # DIR: all that the tests say of series that are told
    grep -hv ',Alvik,\|,Berga,\|,Celsius,' "$1"/{breaks,verdicts,fits,robustness}.csv
}
series() { # DIR: the districts that are told, and the city
    awk -F, 'NR > 1 { printf "%s %s %s;", $1, $2, $5 }' "$1/shown_series.csv"
}
for alvik in 1 3; do
    register $alvik
    expect_exit 0 "it is said which series are told, where $alvik left" protect $alvik --shown-series $alvik/shown_series.csv
    tried $alvik || not_ok 'series are tested' ''
    of_told $alvik >all.$alvik
    tried $alvik --shown-series $alvik/shown_series.csv || not_ok 'series that are told are tested' ''
    of_told $alvik >told.$alvik
done
told="$(series 1)"
case $told in
*"Alvik no"*"Berga no"*"Celsius no"*"Dal yes"*"Ed yes"*"primary all yes;"*) ok 'of the districts with withheld years none is told, of the others all' ;;
*) not_ok 'of the districts with withheld years none is told, of the others all' "$told" ;;
esac
expect_same 'which are told is the same whatever is withheld' 3/shown_series.csv 1/shown_series.csv
expect 'the tests of all series together differ' test "$(cksum <all.1)" != "$(cksum <all.3)"
expect_same 'those of the series that are told are the same whatever is withheld' told.3 told.1
