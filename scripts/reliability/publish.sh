#!/bin/sh
# publish.sh - draws every frequency of docs/traffsakerhet.md anew (an hour or two) and writes docs/traffsakerhet.csv and
# the document's tables. strucchange's figures are kept where R or strucchange is absent.
set -eu
cd "$(dirname "$0")/../.."
make -s build test-programs build/plain/tools/example
PUBLISH=$(mktemp)
trap 'rm -f "$PUBLISH"' EXIT
export PUBLISH CALIBRATION=long BUILD="$PWD/build/plain" CMOCKA_MESSAGE_OUTPUT=TAP
echo table,case,outcome,draws,share >"$PUBLISH"
if ! Rscript tests/reference/break_power.R >>"$PUBLISH" 2>/dev/null; then
    echo "strucchange is not here: its figures stay" >&2
    grep ',sup_f' docs/traffsakerhet.csv >>"$PUBLISH"
fi
for test in test_verdict_calibration test_interval_coverage test_contribution_coverage test_break_power; do
    build/plain/tests/property/$test
done
tests/whole/planted_pulse.sh
cp "$PUBLISH" docs/traffsakerhet.csv
awk -f scripts/reliability/tables.awk docs/traffsakerhet.csv docs/traffsakerhet.md >"$PUBLISH"
cp "$PUBLISH" docs/traffsakerhet.md
