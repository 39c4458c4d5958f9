#!/usr/bin/env bash
# Deliveries of other shapes through the chain to the audit, tests of trends too: without organisation.csv, though units have been
# renamed, founded and closed; without code lists, without all that may be absent; of snapshots and of finished counts; of one unit, two
# years, thousands of persons (tests/support/random_register.awk). None of them is stopped. Each line of CASES is one: seed, shape,
# persons, units, years, and settings of [protect] that are not the usual, each KEY=VALUE. EDITIONS=2 publishes the year before first.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
everyday='223 counts,alone,renamed 1400 12 5
237 alone,renamed 700 30 4
401 alone,renamed 350 12 4
404 alone,bare,renamed 350 12 3
405 uncoded,alone 1500 4 2
406 snapshots,alone,renamed 500 5 3
407 snapshots,bare 130 1 2
411 alone,renamed 1500 14 3 count_threshold=3
412 alone,renamed 700 6 3 count_threshold=10 group_threshold=20
5142 whole 250 6 4
432 changing 650 6 7
441 snapshots,yearly 420 5 7
442 snapshots,yearly 420 5 7
413 renamed 700 6 3 leave_out=district_occupation
414 whole 300 3 5 leave_out=definitions'
settings_of() { # RAW
    [ -z "$settings" ] || { echo '[protect]' && tr ' ' '\n' <<<"$settings"; } >>"$1/report.ini"
}
# shellcheck disable=SC2034  # read by protect_register
TREND=yes ALTER=settings_of
way=protect_register
[ "${EDITIONS:-1}" -lt 2 ] || way=protect_register_twice
while read -r seed shape persons units years settings; do
    $way "$seed" "$dir/$seed" shape="$shape" persons="$persons" units="$units" years="$years" >"$dir/said" 2>&1 </dev/null
    case $? in
    0) ok "$shape: a report of $persons persons in $units units over $years years $settings" ;;
    *) not_ok "$shape: a report of $persons persons in $units units over $years years $settings (seed $seed)" "$(tail -3 "$dir/said")" ;;
    esac
    rm -rf "${dir:?}/$seed"
done <<<"${CASES:-$everyday}"
