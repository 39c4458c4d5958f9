#!/usr/bin/env bash
# What protection and its audit cost: the example as it was last made, and drawn cities of UNITS units over YEARS years (60 and 12) with
# 1,500 and 6,000 persons at a time. Prints seconds of processor time and memory at most.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -x /usr/bin/time ] || { echo 'GNU time is missing: apt-get install time' >&2; exit 69; }
make --no-print-directory build >/dev/null
project=$PWD bin=$PWD/build/plain/bin at=$(mktemp -d)
trap 'rm -rf "$at"' EXIT
. tests/support/protect_register.sh

measure() { # WHAT DELIVERY OUT
    local program args
    for program in protect audit; do
        args=(--settings "$3/settings/protect.ini" --public "$at/public" --published "$2/published")
        if [ $program = audit ]; then
            args+=(--output "$at/audit.csv")
        else
            args+=(--private "$3/private")
            [ ! -e "$3/private/found_out.csv" ] || args+=(--found-out "$3/private/found_out.csv") # as the report was made
        fi
        mkdir -p "$at/public"
        /usr/bin/time -f '%U %M' -o "$at/cost" "$bin/$program" "${args[@]}"
        awk -v what="$1" -v program=$program '{ printf "%-36s %-8s %6.1f s %6.0f MB\n", what, program, $1, $2 / 1024 }' "$at/cost"
    done
}

if [ -d data/out/private ]; then
    measure 'the example' data/raw data/out
else
    echo 'the example has not been made: make report' >&2
fi
for persons in 1500 6000; do
    protect_register 702 "$at/$persons" persons=$persons units="${UNITS:-60}" years="${YEARS:-12}"
    measure "$persons persons, ${UNITS:-60} units, ${YEARS:-12} years" "$at/$persons/raw" "$at/$persons"
done
