#!/usr/bin/env bash
# Deliveries of counts at their edges, through the chain: nothing aborts, nothing is NaN without a reason, and no reader meets a
# NaN. n = 0, 1, 2 years; no exits; no staff; one district; all equal; many districts; ten million exits.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f

lay() { # NAME FIRST LAST: a delivery with the rows of standard input
    mkdir -p "$dir/$1/counts"
    printf '[turnover]\nfirst_year = %s\nlast_year = %s\n\n[trend]\nnamed_years = %s\n\n[report]\ntitle = Prov\nedition = %s\n' \
        "$2" "$3" "$3" "$3" >"$dir/$1/report.ini"
    { echo 'period;unit;occupation;stock_open;stock_close;hires;exits;person_years' && cat; } >"$dir/$1/counts/a.csv"
}

rows() { # FIRST LAST DISTRICTS EXITS STAFF: of each district and the city; EXITS "some" differ
    awk -v first="$1" -v last="$2" -v n="$3" -v exits="$4" -v staff="$5" 'BEGIN {
        for (y = first; y <= last; y++) {
            sum = 0
            for (d = 1; d <= n; d++) {
                x = exits == "some" ? 8 + (7 * d + 5 * y + d * y) % 11 : exits
                sum += x
                printf "%d;Enhet %04d;lärare;%d;%d;%d;%d;%d\n", y, d, staff, staff, x, x, staff
            }
            printf "%d;hela staden;lärare;%d;%d;%d;%d;%d\n", y, n * staff, n * staff, sum, sum, n * staff
        } }'
}

chain() { # NAME [TARGET]: the report without Word, or the target below its folder
    make --no-print-directory RAW="$dir/$1" OUT="$dir/out-$1" "$dir/out-$1/${2:-report.md}"
}

# Rows that hold a NaN or an infinity where no reason says why. Tables without a column of reasons are let be, and so are the
# persons of a rate (counts have none, and `basis` says that they were given) and the dispersion over units of a verdict (1 where
# units are few); year shocks that cancel have no limit.
without_reason() { # NAME
    awk -F, 'FNR == 1 { split("", at); n_reasons = 0
            for (i = 1; i <= NF; i++) { name[i] = $i; if ($i ~ /reason$|status$/) reasons[++n_reasons] = i }
            next }
        n_reasons == 0 { next }
        { why = ""; bad = ""
          for (k = 1; k <= n_reasons; k++) why = why $(reasons[k])
          for (i = 1; i <= NF; i++)
              if (tolower($i) ~ /^-?(nan|inf)$/ && name[i] !~ /^(persons|preliminary|unit_dispersion)$/ &&
                  !(name[i] == "year_sd_limit" && /,cancels,/)) bad = bad " " name[i]
          if (bad != "" && why == "" && ++n <= 5) print FILENAME ":" FNR ":" bad }' \
        "$dir/out-$1"/private/*.csv "$dir/out-$1"/public/*.csv
}

holds() { # NAME WHAT: its report is made, without NaN, and its tables say why
    expect_exit 0 "$2: the report is made" chain "$1"
    if grep -niE '\b-?(nan|inf)\b' "$dir/out-$1/report.md" >"$dir/found"; then
        not_ok "$2: the report holds no NaN" "$(head -n 5 "$dir/found")"
    else
        ok "$2: the report holds no NaN"
    fi
    without_reason "$1" >"$dir/found" 2>&1
    if [ -s "$dir/found" ]; then
        not_ok "$2: what is missing has a reason" "$(cat "$dir/found")"
    else
        ok "$2: what is missing has a reason"
    fi
}

lay none 2016 2020 </dev/null
expect_exit 2 'no rows: the chain ends' chain none
expect_text 'no rows: the file and what to do are said' "$dir/stderr" \
    'counts/a.csv:1: filen har en rubrikrad men inga poster: ta ut den på nytt'

rows 2018 2018 4 some 100 | lay year 2018 2018
holds year 'one year'
expect_text 'one year: no development is told' "$dir/out-year/report.md" 'någon utveckling kan inte redovisas'
rows 2018 2019 4 some 100 | lay years 2018 2019
holds years 'two years'
rows 2016 2020 4 0 100 | lay no_exits 2016 2020
holds no_exits 'no exits'
expect_text 'no exits: the year can not be judged' "$dir/out-no_exits/report.md" 'går inte att bedöma'
rows 2016 2020 4 0 0 | lay no_staff 2016 2020
holds no_staff 'no staff'
{ rows 2016 2018 4 some 100; rows 2019 2019 4 0 0; rows 2020 2020 4 some 100; } | lay gap 2016 2020
printf '[checks]\nexplained = 2019-01-01\n' >>"$dir/gap/report.ini" # or the run stops with a question
holds gap 'a year without staff'
rows 2016 2020 1 some 100 | lay one 2016 2020
holds one 'one district'
rows 2016 2020 4 12 100 | lay equal 2016 2020
holds equal 'all equal'
rows 2016 2020 3 3400000 20000000 | lay huge 2016 2020
holds huge 'ten million exits'
expect 'ten million exits: they are written out' grep -q 'lämnade 10.200.000 lärare' "$dir/out-huge/report.md"
# Five thousand in make check-long, four hundred else.
many=400
[ "${LONG:-}${CALIBRATION:-}" = '' ] || many=5000
rows 2018 2019 $many some 100 | lay many 2018 2019
expect_exit 0 "$many districts: sentences are made" chain many public/claims.csv
without_reason many >"$dir/found" 2>&1
expect_same 'five thousand districts: what is missing has a reason' "$dir/found" /dev/null
