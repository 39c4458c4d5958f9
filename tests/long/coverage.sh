#!/usr/bin/env bash
# How many branches of the floors that read what others wrote, and that decide what is published, the tests take: at least 90 of 100 in each.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
if ! command -v gcov >/dev/null; then
    skip 'nine branches of ten are taken' 'gcov is not here'
    exit
fi
expect_exit 0 'the programs can be built with counters' make --no-print-directory COV=1 build test-programs
rm -rf "$dir/counters"
find build/cov -name '*.gcda' -delete
LIGHT='test_ stage/clean stage/checks stage/protect stage/delivery stage/settings whole/protected whole/edges whole/example fault/stages'
# shellcheck disable=SC2086 # words
tests/run build/cov $LIGHT >"$dir/tests" 2>&1
expect 'the tests pass with them' grep -q ' 0 failed' <(tail -n 1 "$dir/tests")
for floor in table intake staff disclosure; do
    gcov -b -n build/cov/pipeline/$floor/*.gcda 2>/dev/null |
        awk -v floor="pipeline/$floor/" '/^File / { of = index($0, floor) && /\.c/ } of && /^Branches executed/ { next }
            of && /^Taken at least once/ { split($0, a, /[:%]/); split($0, n, " of "); taken += a[2] / 100 * n[2]; all += n[2] }
            END { printf "%d %d\n", taken + 0.5, all }' >"$dir/branches"
    read -r taken all <"$dir/branches"
    expect "$floor: $taken of $all branches are taken" test $((10 * taken)) -ge $((9 * all))
done
