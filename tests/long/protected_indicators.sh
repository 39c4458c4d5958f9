#!/usr/bin/env bash
# Two hundred cities' indicators through the wall, and the suppressions of twelve taken away one at a time.
SEEDS=$(seq -s ' ' 1001 1200) TEETH=$(seq -s ' ' 1001 1012) exec "$(dirname "$0")/../whole/protected_indicators.sh"
