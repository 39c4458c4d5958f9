#!/usr/bin/env bash
# Two hundred suppressions taken away, one at a time, of ten registers.
CASES=200 SEEDS="301 302 303 304 305 306 307 308 309 310" exec "$(dirname "$0")/../whole/protected_teeth.sh"
