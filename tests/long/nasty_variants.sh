#!/usr/bin/env bash
# Every bad file of ../shared/nasty/own in every encoding, end of line, delimiter and quoting: what its manifest says holds for each.
. "$(dirname "$0")/../support/shell.sh"
if [ ! -r "$shared/nasty/own/manifest.csv" ]; then
    skip "bad input in other clothes is handled as its manifest says" "$shared/nasty/own is not here"
    exit
fi
python3 "$project/tests/support/nasty_variants.py" "$bin/clean" "$shared/nasty/own" 1
