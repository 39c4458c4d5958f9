#!/usr/bin/env bash
# A delivery of monthly counts: twelve months become their year, and the months are tested by themselves. The series is R's
# Seatbelts 1976-1984; the ratios are those of R 4.2.2:
#   glm(killed ~ I(t - mean(t)) + factor(month) + z, poisson, offset = log(kms / 1000)), z the step or the pulse of January 1983
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
mkdir -p "$dir/raw/counts"
printf '[trend]\nnamed_years = 1983\nreplicates = 199\nmonthly_replicates = 99\n\n[report]\ntitle = Prov\nedition = 1984\n' >"$dir/raw/report.ini"
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print "period;unit;occupation;exits;person_years"; next }
    $at["year"] >= 1976 { printf "%d-%02d;hela staden;förare;%d;%s\n", $at["year"], $at["month"], $at["killed"], $at["kms"] / 1000 }' \
    tests/reference/data/seatbelts_monthly.csv >"$dir/raw/counts/a.csv"
out=$(scripts/out-link.sh "$dir/out")
made() { make -s RAW="$dir/raw" OUT="$dir/out" "$out/private/verdicts.csv" "$out/public/balance.csv"; }
expect_exit 0 'monthly_counts_are_tested' made
private=$dir/out/private
expect 'of what counts do not tell nothing is withheld' sh -c "! grep -q withheld '$dir/out/public/balance.csv'"

sum() { awk -F, -v year="$1" 'NR > 1 && substr($1, 1, 4) == year { split($0, f, ";"); n += f[4] } END { print n }' "$dir/raw/counts/a.csv"; }
for year in 1976 1983; do
    got=$(awk -F, -v year=$year '$1 == "city" && $2 == "T17" && $3 == year { print $14 }' "$private/rates.csv")
    if [ "$got" = "$(sum $year)" ]; then ok "twelve_months_are_the_year_$year"; else not_ok "twelve_months_are_the_year_$year" "got $got"; fi
done
expect 'no_month_stands_among_the_years' sh -c "! grep -q ',T17,19[0-9][0-9]-' '$private/rates.csv'"
ratio() { awk -F, -v shape="$1" '$1 == "primary" && $5 == "monthly" && $6 == "1983-01" && $7 == shape { print $14 }' "$private/breaks.csv"; }
expect 'the_step_is_that_of_R' awk "BEGIN { d = $(ratio step) / 0.8681224682 - 1; exit !(d < 1e-8 && d > -1e-8) }"
expect 'the_pulse_is_that_of_R' awk "BEGIN { d = $(ratio pulse) / 0.9076446309 - 1; exit !(d < 1e-8 && d > -1e-8) }"

grep -v '^1980-07' "$dir/raw/counts/a.csv" >"$dir/a.csv" && mv "$dir/a.csv" "$dir/raw/counts/a.csv"
expect_exit 0 'a_missing_month_is_no_failure' made
expect 'its_year_is_no_year' sh -c "! grep -q '^city,T17,1980,' '$private/rates.csv'"
expect 'and_the_months_are_not_tested' sh -c "! grep -q ',monthly,' '$private/breaks.csv'"
