#!/usr/bin/env bash
# Some bad files of ../shared/nasty/own in another encoding, end of line, delimiter or quoting (all of them: tests/long): what the
# manifest says holds for each.
. "$(dirname "$0")/../support/shell.sh"
if [ ! -r "$shared/nasty/own/manifest.csv" ]; then
    skip "bad input in other clothes is handled as its manifest says" "$shared/nasty/own is not here"
    exit
fi
python3 "$project/tests/support/nasty_variants.py" "$bin/clean" "$shared/nasty/own" 29
