#!/usr/bin/env bash
# Registers of the example city made again by seed: the planted pulse of 2019 is found as often as docs/traffsakerhet.csv says, not
# by choice of seed; without it hardly any cries break; a recode without a true change is named beside what is said of 2019.
#
# CALIBRATION=long (make check-long) makes 200 registers with the pulse, 100 without and 50 with a recode, else 2, 1 and 1.
# PUBLISH=FILE appends what came out instead of comparing with what is published.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
example=${BUILD:-$project/build/plain}/tools/example
published=${PUBLISH:-docs/traffsakerhet.csv}
case ${CALIBRATION:-} in
long) n_planted=200 n_nothing=100 n_recoded=50 first=1000 ;;
*) n_planted=2 n_nothing=1 n_recoded=1 first=2000 ;;
esac

# 999 simulations in place of 9999: the verdict's frequencies are the same. Months, which are not counted here, get the fewest.
delivery() { # SEED PULSE RECODED
    rm -rf "$dir/raw" "$dir/out"
    mkdir "$dir/raw"
    cp -r data/raw/codes data/raw/*.csv data/raw/text "$dir/raw/"
    sed 's/^\[trend\]$/&\nreplicates = 999\nmonthly_replicates = 99/' data/raw/report.ini >"$dir/raw/report.ini"
    "$example" "$dir/raw" "$1" "$2" "$3"
}

made() { # FILE_OF_OUT: what make report makes on the way there
    make -s RAW="$dir/raw" OUT="$dir/out" "$(scripts/out-link.sh "$dir/out")/$1" >"$dir/make" 2>&1
}

# A line for each register: verdict, shape, direction of the city's 2019; and where claims are asked for, whether the recode is
# named: beside the break, in the report at all, or not.
registers() { # NAME PULSE RECODED N [claims]
    local seed file=private/verdicts.csv
    [ $# -lt 5 ] || file=public/claims.csv
    for ((seed = first; seed < first + $4; seed++)); do
        if ! delivery "$seed" "$2" "$3" || ! made "$file"; then
            not_ok "register_$seed" "$(tail -n 5 "$dir/make")"
            continue
        fi
        awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
            $at["family"] == "primary" && $at["period"] == 2019 {
                printf "%s %s %s", $at["verdict"], $at["shape"] == "" ? "-" : $at["shape"], $at["direction"] }' \
            "$dir/out/private/verdicts.csv"
        if [ $# -lt 5 ]; then echo
        elif grep -E '^[^,]*,break[^,]*,' "$dir/out/public/claims.csv" | grep -q 'november 2018'; then echo ' beside'
        elif grep -q 'november 2018' "$dir/out/public/claims.csv"; then echo ' somewhere'
        else echo ' nowhere'; fi
    done >"$dir/$1"
}

hits() { # NAME PATTERN: registers whose line matches
    grep -cE "$2" "$dir/$1"
}

published_share() { # LINE
    grep -F "$1," "$published" | cut -d, -f5
}

# Holds if HITS of N can be chance for a share within LOW..HIGH.
expect_share() { # NAME HITS N LOW HIGH
    if awk -v hits="$2" -v draws="$3" -v low="${4:-0}" -v high="${5:-0}" -f tests/support/binomial.awk; then ok "$1"
    else not_ok "$1" "$2 of $3, expected a share of ${4:-none} to ${5:-none}"; fi
}

tell() { # NAME N: appends the words' frequencies, where they are to be published
    local word
    [ -n "${PUBLISH:-}" ] || return 0
    for word in not_answerable not_shown weak moderate strong pulse step slope undecided; do
        awk -v line="registers,$1,$word,$2" -v hits="$(hits "$1" "(^| )$word ")" -v n="$2" \
            'BEGIN { printf "%s,%.6f\n", line, hits / n }' >>"$PUBLISH"
    done
}

registers planted 6 0.03 $n_planted
registers nothing 0 0 $n_nothing
registers recoded 0 0.3 $n_recoded claims
tell planted $n_planted
tell nothing $n_nothing
tell recoded $n_recoded

# The share of registers with support for a break, beside the share of drawn series of the same city (test_verdict_calibration).
power=$(awk -v a="$(published_share 'verdict,searched example 158 11 0 6,moderate')" \
    -v b="$(published_share 'verdict,searched example 158 11 0 6,strong')" 'BEGIN { print a + b }')
expect_share 'the_planted_pulse_is_found_as_often_as_is_published' "$(hits planted '^(moderate|strong) ')" $n_planted "$power" "$power"
share=$(published_share 'named,searched example 158 11 0 6,pulse')
expect_share 'it_is_called_an_interruption_as_often_as_is_published' "$(hits planted ' pulse up$')" $n_planted "$share" "$share"
expect_share 'it_is_hardly_ever_called_something_else' "$(hits planted ' (step|slope) ')" $n_planted 0 0.05
expect_share 'it_is_upwards_wherever_it_is_found' "$(hits planted '^(moderate|strong) .* down$')" $n_planted 0 0.001
expect_share 'without_a_pulse_hardly_any_register_cries_break' "$(hits nothing '^(moderate|strong) ')" $n_nothing 0 0.05
expect_share 'a_recode_is_no_break' "$(hits recoded '^(moderate|strong) ')" $n_recoded 0 0.05
expect_share 'a_recode_is_named_in_every_report' "$(hits recoded ' nowhere$')" $n_recoded 0 0
expect_share 'a_recode_stands_beside_every_word_of_support' "$(hits recoded '^(weak|moderate|strong) .* somewhere$')" $n_recoded 0 0
