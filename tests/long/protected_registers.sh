#!/usr/bin/env bash
# N random registers (1,000) from the FIRST (1001), all that is drawn of them: 20 to 3,000 persons, 1 to 30 units, 3 to 8 years, in two
# yearly editions. Nothing that is withheld is found; MEASURED=FILE keeps a line for each, of which docs/skydd.md tells the sums.
cd "$(dirname "$0")/../.." || exit 3
first=${FIRST:-1001}
EDITIONS=${EDITIONS:-2} SEEDS=$(seq -s ' ' "$first" $((first + ${N:-1000} - 1))) exec tests/whole/protected_registers.sh
