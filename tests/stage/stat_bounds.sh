#!/usr/bin/env bash
# `stat` on numbers that no register holds: it ends, and what it can not know is NaN.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
stat=$bin/stat

for shape in 1e-300 1e9 1e29 1e33 1e300; do
    expect_exit 0 "a gamma quantile of shape $shape ends" timeout 20 "$stat" quantile --distribution gamma --a $shape --p 0.3
done

# Series at their edges: a number, NaN where nothing can be known, or a sentence with the file's line.
series() { printf 'year,events,exposure\n'; printf '%s\n' "$@"; }
series >none.csv
series 2016,3,10 >one.csv
series 2016,0,10 2017,0,12 2018,0,9 2019,0,10 2020,0,10 >no_events.csv
series 2016,7,10 2017,7,10 2018,7,10 2019,7,10 2020,7,10 >equal.csv
series 2016,10000000,5e7 2017,10100000,5e7 2018,9900000,5e7 2019,10000000,5e7 2020,10000000,5e7 >huge.csv
series 2016,3,10 2017,0,0 2018,5,10 2019,3,10 2020,4,9 >no_exposure.csv
series 2016,3,10 2017,4,0 2018,5,10 2019,3,10 >events_alone.csv
series 2018,3,10 2016,4,10 2017,5,10 2020,3,10 2019,4,9 >order.csv
series 2016,3,10 2017,-4,10 2018,5,10 2019,3,10 >negative.csv
series 2016,3,10 2017,,10 2018,5,10 >missing.csv
for file in none one no_events equal huge no_exposure events_alone order negative missing; do
    for method in trend "break --at 2018" "break-search --replicates 99" step-exact "break-exact --at 2018" segments \
        "verdict --at 2018 --replicates 99" "poisson --terms year" "negative-binomial --terms year"; do
        # Words of options on purpose.
        # shellcheck disable=SC2086
        timeout 60 "$stat" $method --exposure exposure $file.csv >stdout 2>stderr
        status=$?
        if [ $status -gt 2 ] || { [ $status -ne 0 ] && [ ! -s stderr ]; }; then
            echo "$method on $file: exit $status"
        fi
    done
done >ended
expect_same "methods on series end with numbers or a sentence, whatever the series" ended /dev/null

says() { # NAME TEXT ARGUMENTS...
    expect_exit 0 "$1" "$stat" "${@:3}"
    expect_text "$1: as it is" "$dir/stdout" "$2"
}
says "without events no trend has limits" "prof_hi[year],Inf" poisson --terms year --exposure exposure no_events.csv
says "equal years have one that has, by calendar year too" "prof_hi[year],0.2356517809" \
    poisson --terms year --exposure exposure equal.csv
says "a step among ten million has a ratio" "rr,0.99" step-exact --exposure exposure huge.csv
says "and its exact law is too long" "exact_p,NaN" step-exact --exposure exposure huge.csv
says "years without staff say nothing" "df,2" poisson --terms year --exposure exposure no_exposure.csv
expect_exit 1 "years out of order have a line" "$stat" verdict --at 2018 order.csv
expect_text "and it is said" "$dir/stderr" "order.csv:3: raderna ska stå i tidsordning"
expect_exit 1 "years out of order have no segments" "$stat" segments order.csv
expect_exit 1 "a count below 0 has a line" "$stat" segments negative.csv
expect_text "and it is said" "$dir/stderr" "negative.csv:3: antal och persontid"
expect_exit 1 "a series without rows has no segments" "$stat" segments none.csv
expect_exit 2 "a year that is not in the file is a wrong command" "$stat" verdict --at 2030 equal.csv
