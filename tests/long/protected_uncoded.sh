#!/usr/bin/env bash
# The example without code lists: its titles in two spellings are one occupation, and one that nobody had before a recoding is another.
# Its report is made, for nothing that is withheld is found.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
cp -r "$project/data/raw" "$dir/raw" && rm -r "$dir/raw/codes"
expect_exit 0 'the example without codes/ is reported' make --no-print-directory -C "$project" report-no-pdf RAW="$dir/raw" OUT="$dir/out"
expect 'of spellings of a title one is left' test "$(cut -d, -f5 "$dir/out/private/spells.csv" | sort -u | grep -ci '^socialsekreterare$')" = 1
expect 'the occupation that came stands in the report' grep -q '^2020,Handläggare socialt arbete,' "$dir/out/public/definitions.csv"
