#!/usr/bin/env bash
# Random registers through the chain to the wall: the attacker finds nothing in what is public. Twenty each day, of 20 to 3,000
# persons in 1 to 30 units, some of which merge. SEEDS="1 2 3" names others, of which PERSONS, UNITS and YEARS fix what is otherwise
# drawn. Of those whose number ends in 5 trends are tested too. EDITIONS=2 publishes that of the year before first, less complete and
# before units merged; MEASURED=FILE takes a line for each, with what a simple heuristic does of it (tests/support/measure_register.sh).
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
. "$(dirname "$0")/../support/teeth.sh"
measured=${MEASURED:-$dir/measured.csv}
. "$(dirname "$0")/../support/measure_register.sh"

# Persons and units of each day's: few of them in few units, for tens of persons in many units take their time.
everyday() { # SEED
    local -a persons=(20 40 60 90 130 180 250 350 500 700 1000 1400 2000 3000) units=(1 2 2 3 4 4 5 8 10 6 12 20 25 30)
    echo "persons=${persons[$1 % 14]} units=${units[$1 % 14]} years=$((3 + $1 % 2))"
}
way=protect_register
[ "${EDITIONS:-1}" -lt 2 ] || way=protect_register_twice
one() { # SEED
    local drawn
    if [ -n "${SEEDS:-}" ]; then
        drawn="${PERSONS:+persons=$PERSONS} ${UNITS:+units=$UNITS} ${YEARS:+years=$YEARS}"
    else
        drawn=$(everyday "$1")
    fi
    [ $(($1 % 10)) -ne 5 ] || local TREND=yes
    # shellcheck disable=SC2086  # words
    $way "$1" "$dir/$1" $drawn >"$dir/said" 2>&1
    case $? in
    0) ok "nothing withheld is found in register $1" ;;
    *)
        not_ok "nothing withheld is found in register $1" "$(tail -3 "$dir/said")"
        return
        ;;
    esac
    measure_register "$1" "$dir/$1" "$(awk -v ms="$protected_ms" 'BEGIN { printf "%.2f", ms / 1000 }')" >>"$measured" ||
        not_ok "register $1 is measured" "$(tail -3 "$dir/said")"
    rm -rf "${dir:?}/$1"
}
for each in ${SEEDS:-$(seq 201 220)}; do one "$each"; done
[ -s "$measured" ] && measured_sum "$measured" | sed 's/^/# /'
