#!/usr/bin/env bash
# Every stage with a fault at every turn: see tests/fault/stages.sh, which tries one turn of each.
EVERY=1 exec "$(dirname "$0")/../fault/stages.sh"
