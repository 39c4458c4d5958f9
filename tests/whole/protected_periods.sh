#!/usr/bin/env bash
# Two reports of one city, a year apart, of which the plan periods are not the same: they go on a year longer, or begin later, or are of
# districts that have become one. By their difference they tell what neither of them shows. That is not found from both, by the audit
# or with a pencil; and whoever protects without the plan periods of the report before is found out, by both. CASES are lines: seed,
# the periods of either report, and what is drawn.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
everyday='601 2019-2020,2021-2023 2019-2020,2021-2024 persons=150 units=8
606 2019-2020,2021-2023 2021-2024 persons=200 units=6
612 2019-2021,2022-2023 2020-2022,2023-2024 persons=200 units=6
704 2019-2022 2019-2024 persons=60 units=4 shape=counts
804 2019-2020,2021-2023 2019-2020,2021-2023 persons=180 units=9'
edition=2025
periods_of() { # RAW
    local periods=$now
    ! grep -q '^edition = 2024' "$1/report.ini" || periods=$before
    sed -i "/^plan_periods/d; s/^last_year.*/&\nplan_periods = ${periods//,/, }/; s/^edition = 2025/edition = $edition/" "$1/report.ini"
}
# shellcheck disable=SC2034  # read by protect_register
ALTER=periods_of
pencil() { # DIR PUBLIC BEFORE TRUTH-BEFORE
    local units=/dev/null column
    [ ! -e "$1/raw/organisation.csv" ] || units=$1/raw/organisation.csv
    for column in exits person_years; do
        LC_ALL=C awk -F, -v column=$column -f "$project/tests/support/periods_pencil.awk" WHAT=units "$units" WHAT=city "$2/city.csv" \
            WHAT=districts "$2/districts.csv" WHAT=plans "$2/district_occupation.csv" WHAT=before "$3/district_occupation.csv" \
            WHAT=truth "$1/private/rates.csv" WHAT=truth_before "$4/rates.csv"
    done
}
n_found=0
while read -r seed before now drawn; do
    at=$dir/$seed
    # shellcheck disable=SC2086  # words
    protect_register_twice "$seed" "$at" years=6 $drawn >"$dir/said" 2>&1 </dev/null
    case $? in
    0) ok "nothing withheld is found in reports of $before and $now ($seed)" ;;
    *)
        not_ok "nothing withheld is found in reports of $before and $now ($seed)" "$(tail -3 "$dir/said")"
        continue
        ;;
    esac
    pencil "$at" "$at/public" "$at/raw/published/2024" "$at/before/private" >"$dir/pencil"
    is "nor with a pencil ($seed)" "$(head -5 "$dir/pencil")" ''
    # The same beside a report before that told of no plan periods.
    mkdir "$at/less" "$at/alone" && cp -r "$at/raw/published/2024" "$at/less/" && rm "$at/less/2024/district_occupation.csv"
    set -- --settings "$at/settings/protect.ini" --report "$at/settings/report.ini" --organisation "$at/raw/organisation.csv"
    "$bin/protect" --private "$at/private" --public "$at/alone" --published "$at/less" "$@" 2>"$dir/stderr" ||
        not_ok "it is protected without them ($seed)" "$(cat "$dir/stderr")"
    "$bin/audit" --public "$at/alone" --published "$at/raw/published" --output "$dir/audit.csv" "$@" 2>"$dir/stderr"
    audited=$?
    pencil "$at" "$at/alone" "$at/raw/published/2024" "$at/before/private" >"$dir/pencil"
    [ ! -s "$dir/pencil" ] || n_found=$((n_found + 1))
    [ ! -s "$dir/pencil" ] || is "what the pencil finds where they are not minded, the audit finds ($seed)" $audited 1
done <<<"${CASES:-$everyday}"
[ -z "${CASES:-}" ] || { skip 'the pencil finds something where they are not minded' 'other cases are named'; exit; }
expect 'the pencil finds something in four of them at least where they are not minded' test "$n_found" -ge 4

# And the report after that, of periods that are those of neither.
at=$dir/601 after=$dir/after now=2020-2021,2022-2024 edition=2026
mkdir -p "$after/raw/published" && cp -r "$at/raw/published/2024" "$after/raw/published/" && cp -r "$at/public" "$after/raw/published/2025"
protect_register 601 "$after" years=6 persons=150 units=8 >"$dir/said" 2>&1
is 'nothing withheld is found in three reports' $? 0
pencil "$after" "$after/public" "$after/raw/published/2024" "$at/before/private" >"$dir/pencil"
is 'nor with a pencil in the third and the first' "$(head -5 "$dir/pencil")" ''
pencil "$after" "$after/public" "$after/raw/published/2025" "$at/private" >"$dir/pencil"
is 'nor in the third and the second' "$(head -5 "$dir/pencil")" ''
