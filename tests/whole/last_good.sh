#!/usr/bin/env bash
# A delivery that can not be used leaves what was made before; a new delivery with one file becomes a report.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
cd "$project" || exit 3
raw=$dir/raw
out=$dir/out
small_delivery "$raw"
chain() { make --no-print-directory "$out/report.html" "$out/private/funnel.csv" RAW="$raw" OUT="$out" "$@"; }
standing() { (cd "$out" && find private settings public figures report.html -type f ! -name 'delivery*' -exec sha256sum {} + | sort -k2); }

expect_exit 0 'the_first_run_succeeds' chain
standing >"$dir/first"

cp "$raw/organisation.csv" "$dir/organisation.csv"
echo 'Bortom,2007-01-01,2010-12-31,Ingenstans' >>"$raw/organisation.csv"
expect_exit 2 'an_unknown_successor_stops_the_run' chain
standing >"$dir/now"
expect_same 'and_takes_no_table_with_it' "$dir/now" "$dir/first"
cp "$dir/organisation.csv" "$raw/organisation.csv"

cp "$raw/report.ini" "$dir/report.ini"
printf '\n[protect]\ncuont_threshold = 5\n' >>"$raw/report.ini"
expect_exit 2 'an_unknown_key_stops_the_run' chain
standing >"$dir/now"
expect_same 'and_takes_no_setting_with_it' "$dir/now" "$dir/first"
cp "$dir/report.ini" "$raw/report.ini"

printf '\n[protect]\ncount_threshold = 6\n' >>"$raw/report.ini"
expect_exit 2 'a_stage_that_fails_stops_the_run' chain RUN=false
(cd "$out" && find public figures report.html -type f | sort) >"$dir/now"
grep -oE '(public|figures)/.*|report.html' "$dir/first" | sort >"$dir/published"
expect_same 'and_every_public_table_stands' "$dir/now" "$dir/published"

# Tables that do not pass the audit are marked, for the report beside them is that of others.
cat >"$dir/unsafe" <<'END'
#!/bin/sh
case "$*" in *"bin/audit "*"/private/audit.csv"*) exit 1 ;; esac
exec "$@"
END
chmod +x "$dir/unsafe"
expect_exit 2 'tables_that_do_not_pass_the_audit_stop_the_run' chain RUN="$dir/unsafe"
expect_text 'and_are_marked' "$out/public/LAMNA-INTE-UT.txt" 'LÄMNA INTE UT'
expect_exit 0 'when_they_pass' chain
expect 'the_mark_is_gone' test ! -e "$out/public/LAMNA-INTE-UT.txt"

expect_exit 0 'a_new_delivery_is_laid' make --no-print-directory new-delivery DIR="$dir/ny leverans"
cp "$raw/staff/uttag.csv" "$dir/ny leverans/staff/"
printf '[trend]\nreplicates = 99\nmonthly_replicates = 99\n' >>"$dir/ny leverans/report.ini"
# The extract has those who were employed in 2014 or later, and what they did before.
expect_exit 2 'one_file_may_be_asked_about' make --no-print-directory report-no-pdf RAW="$dir/ny leverans" OUT="$dir/ny rapport"
expect_text '... with what to do' "$dir/stderr" 'Sätt first_year under [turnover] till första året med alla som slutade'
sed -i 's/^first_year =$/first_year = 2014/' "$dir/ny leverans/report.ini" # of both sections
expect_exit 0 'with_one_file_it_becomes_a_report' make --no-print-directory report-no-pdf RAW="$dir/ny leverans" OUT="$dir/ny rapport"
expect 'which_is_there' test -s "$dir/ny rapport/report.html"
