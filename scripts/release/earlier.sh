#!/bin/sh
# earlier.sh PUBLISHED REPORT.ini TO - the tables of earlier reports with their checksums, and what the log of releases says of them, for
# what hangs on them: not those of this report's own edition, which nothing is compared with. TO is left alone where it says so already.
set -eu
export LC_ALL=C
umask 077
if [ ! -d "$1" ]; then # most often: no process is started to find nothing
    if [ -s "$3" ] || [ ! -e "$3" ]; then : >"$3"; fi
    exit
fi
edition=$("$(dirname "$0")/edition.sh" "$2")
{
    find "$1" -mindepth 2 -name '*.csv' -exec sha256sum {} + 2>/dev/null | grep -vF "  $1/${edition:-.}/" | sort
    sed 1d "$1/releases.csv" 2>/dev/null | grep -vF ",\"${edition:-.}\","
} >"$3.part" || true
if cmp -s "$3.part" "$3"; then rm "$3.part"; else mv "$3.part" "$3"; fi
