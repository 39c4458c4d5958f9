#!/usr/bin/env bash
# coverage.sh [WORD...] - how many branches of the floors that read what others wrote, and that decide what is published, the tests
# take: at least 90 of 100 in each. With words only the tests that hold one of them are run; the limit is held all the same.
#
# Counted is every branch that gcov sees in the C sources of each folder (gcc, -O0, no exceptions, nothing left out), summed over
# the tests that meet those floors: C programs, stages, small chains, and faults, whose branches are those of full disks and failing
# calls; what draws figures and writes the report takes minutes here, and reads only what the others have made. The list of what no
# test takes is build/cov/not_taken.txt: source, line, text.
set -u
cd "$(dirname "$0")/.." || exit 3
FLOORS='table intake staff disclosure'
LEAST=90
[ $# -gt 0 ] || set -- unit/test_ property/test_{delimited,population_laws,snapshot_laws,spell_laws} \
    stage/{audit,check_delivery,checks,clean,conservation,delivery,editions,indicators,messages,protect,retention.sh,revisions,round,settings,statements,turnover,workbooks} \
    whole/{edges,monthly,protected_editions,protected_indicators,protected_teeth} fault/{stages,truncated}

export COV=1
mkdir -p build
make --no-print-directory -j2 build test-programs >build/coverage.log 2>&1 || {
    tail -n 20 build/coverage.log
    exit 3
}
find build/cov -name '*.gcda' -delete
tests/run build/cov "$@" >build/cov/tests.txt 2>&1
tail -n 1 build/cov/tests.txt
grep -q ' 0 failed' <(tail -n 1 build/cov/tests.txt) || {
    grep -A 5 '^FAIL' build/cov/tests.txt
    exit 1
}

status=0
: >build/cov/not_taken.txt
for floor in $FLOORS; do
    gcov -b -c -t build/cov/pipeline/"$floor"/*.gcda 2>/dev/null | awk -v floor="$floor" -v least=$LEAST -v missed=build/cov/not_taken.txt '
        /^ +-: +0:Source:/ { sub(/.*Source:/, ""); source = $0; of = source ~ "^pipeline/" floor "/[^/]*[.]c$"; next }
        !of { next }
        /^branch/ { all++; here++; if (/never executed|taken 0( |$)/) { left++; printf "%s:%s:%s\n", source, number, text >>missed } else taken++; next }
        /^ *[0-9#*=-]+[*]?: *[0-9]+:/ { split($0, part, ":"); number = part[2] + 0; text = $0; sub(/^[^:]*:[^:]*:/, "", text) }
        END {
            printf "%-12s %5d of %5d branches, %.1f %%%s\n", "pipeline/" floor, taken, all, 100 * taken / all, 100 * taken < least * all ? ": fewer than " least " %" : ""
            exit 100 * taken < least * all
        }' || status=1
done
sort -t: -k1,1 -k2,2n build/cov/not_taken.txt -o build/cov/not_taken.txt
exit $status
