#!/bin/sh
# content.sh OUT TO TABLE... - lists what a report says, each file with its SHA-256: its public tables, its figures and its text as a
# draft. Two reports with the same list say the same. TO is left alone where it says so already.
set -eu
umask o-w
export LC_ALL=C
out=$1 to=$2
shift 2
{
    for path in "$@" "$out"/release/*-draft.md; do printf '%s\n' "$path"; done
    # Of the list of what was drawn, not of the folder, where figures of other districts may lie since another time.
    sed '1d; s/^"*\([^",]*\).*/\1/' "$out/figures/figures.csv" | while IFS= read -r name; do printf '%s\n' "$out/figures/$name.svg"; done
} | while IFS= read -r path; do
    [ ! -e "$path" ] || printf '%s\n' "${path#"$out"/}"
done | (cd "$out" && xargs sha256sum) | sort -k 2 >"$to.part"
if cmp -s "$to.part" "$to"; then rm "$to.part"; else mv "$to.part" "$to"; fi
