#!/usr/bin/env bash
# The same delivery gives the same bytes: in another folder with blanks and Swedish letters, with stages side by side, in another time
# zone, locale and umask. A small delivery; tests/long/determinism.sh turns one thing at a time.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
cd "$project" || exit 3
raw="$dir/raw"
small_delivery "$raw"
cp -r "$raw" "$dir/Uttag Åsa 2025"
published() { (cd "$1" && find public figures report.html report.docx report.pdf tables.xlsx datapackage.json provenance.json -type f -exec sha256sum {} + | sort -k2); }

expect_exit 0 'one_job_makes_the_report' make --no-print-directory -j1 report RAW="$raw" OUT="$dir/one"
expect_exit 0 'four_jobs_in_a_folder_with_blanks_make_it_too' \
    env TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 sh -c 'umask 077; exec "$@"' sh make --no-print-directory -j4 report \
    RAW="$dir/Uttag Åsa 2025" OUT="$dir/Rapport Åsa 2025"
published "$dir/one" >"$dir/first" 2>&1
published "$dir/Rapport Åsa 2025" >"$dir/second" 2>&1
expect_same 'the_bytes_are_the_same' "$dir/second" "$dir/first"
expect 'there_is_much_to_compare' test "$(wc -l <"$dir/first")" -gt 30
