#!/usr/bin/env bash
# Many random registers, N from the environment (100), of 300 to 3,000 persons and 1 to 30 units.
cd "$(dirname "$0")/../.." || exit 3
status=0
for i in $(seq 1 "${N:-100}"); do
    SEEDS=$((1000 + i)) PERSONS=$((300 + i * 7919 % 2700)) UNITS=$((1 + i * 31 % 30)) YEARS=$((4 + i % 5)) \
        tests/whole/protected_registers.sh || status=1
done
exit $status
