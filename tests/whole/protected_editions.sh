#!/usr/bin/env bash
# Two reports of one city, a year apart, the second of which has late exits and merged units: what neither of them shows is not
# found from both. SEEDS="1 2 3" names others than those of every day.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
drawn="persons=${PERSONS:-500} units=${UNITS:-7} years=${YEARS:-6}"
for each in ${SEEDS:-303 307}; do
    # shellcheck disable=SC2086  # words
    protect_register_twice "$each" "$dir/$each" $drawn >"$dir/said" 2>&1
    case $? in
    0) ok "nothing withheld is found in two reports of register $each" ;;
    *) not_ok "nothing withheld is found in two reports of register $each" "$(tail -3 "$dir/said")" ;;
    esac
done
[ -z "${SEEDS:-}" ] || { skip 'whoever protects without the report before is found out' 'other seeds are named'; exit; }

# Whoever protects as if there had been no report before is found out.
at=$dir/303
mkdir "$dir/alone"
"$bin/protect" --private "$at/private" --settings "$at/settings/protect.ini" --public "$dir/alone" 2>"$dir/stderr"
expect_exit 0 'this report alone is safe' "$bin/audit" --public "$dir/alone" --settings "$at/settings/protect.ini" --output "$dir/audit.csv"
expect_exit 1 'beside the one before it is not' "$bin/audit" --public "$dir/alone" --settings "$at/settings/protect.ini" \
    --published "$at/raw/published" --report "$at/settings/report.ini" --organisation "$at/raw/organisation.csv" --output "$dir/audit.csv"

# The same report once more, under the next year's name, has the same numbers and the same holes.
mkdir "$dir/again"
"$bin/protect" --private "$at/before/private" --settings "$at/before/settings/protect.ini" --public "$dir/again" \
    --published "$at/raw/published" --report "$at/settings/report.ini" --organisation "$at/before/raw/organisation.csv" 2>"$dir/stderr"
for table in city definitions districts balance; do
    expect_same "nothing of $table changes where nothing has happened" "$dir/again/$table.csv" "$at/raw/published/2024/$table.csv"
done
