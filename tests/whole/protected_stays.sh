#!/usr/bin/env bash
# How long people stay, below the wall: no small number, and none that follows from others, at ordinary and at hard thresholds.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/example.sh"
cd "$project" || exit 3
example_report 'the example is counted'
mkdir "$dir/every"
printf '[retention]\nhorizons = 1, 2, 3, 5\n' >"$dir/every.ini" # every year of hiring, and far
cp -r "$out/private" "$dir/private"
expect_exit 0 'and year by year' "$bin/retention" --spells "$out/private/spells.csv" --extracts "$out/private/extracts.csv" \
    --rates "$out/private/rates.csv" --organisation data/raw/organisation.csv --turnover "$out/settings/turnover.ini" \
    --settings "$dir/every.ini" --output-dir "$dir/private"

# Much harder ones hide most of the register, which takes minutes: in make check-long.
harder=()
[ "${LONG:-}${CALIBRATION:-}" = '' ] || harder=('20 60' '40 200')
for thresholds in '5 10' '8 25' '3 3' "${harder[@]}"; do
    count=${thresholds% *} group=${thresholds#* }
    public=$dir/public-$count
    mkdir "$public" "$dir/settings-$count"
    printf '[protect]\ncount_threshold = %s\ngroup_threshold = %s\n' "$count" "$group" >"$dir/settings-$count/protect.ini"
    cp "$dir/settings-$count/protect.ini" "$dir/protect.ini"
    cp "$out/settings/report.ini" "$dir/settings-$count"
    scripts/propose.sh "$bin" "$dir/private" "$dir/settings-$count" "$dir/none" '' 2>"$dir/said" || cat "$dir/said"
    "$bin/protect" --private "$dir/private" --settings "$dir/protect.ini" --public "$public" --found-out "$dir/private/found_out.csv" \
        2>"$dir/said" || cat "$dir/said"
    awk -v count="$count" -v group="$group" -f tests/support/protected_stays.awk "$dir"/private/{retention,retention_cause,survival}.csv \
        "$public"/public_{retention,retention_cause,survival}.csv >"$dir/found"
    if [ "$(cut -d' ' -f1 "$dir/found")" = 0 ] && [ "$(wc -l <"$dir/found")" = 1 ]; then
        ok "counts below $count and groups below $group stay hidden"
    else
        not_ok "counts below $count and groups below $group stay hidden" "$(tail -20 "$dir/found")"
    fi
    cp "$dir/found" "$dir/found-$count"
    expect_exit 0 "nothing is worked out at $count and $group" "$bin/audit" --public "$public" --settings "$dir/protect.ini" --output "$dir/audit.csv"
done
expect 'much is shown at ordinary thresholds' awk '{ exit !($3 > 80 && $9 > 300) }' "$dir/found-5"
expect 'less at harder ones' awk '{ exit !($3 < 125) }' "$dir/found-8"
[ ${#harder[@]} -eq 0 ] || expect 'far less at far harder ones, and not nothing' awk '{ exit !($3 < 80 && $7 > 80) }' "$dir/found-40"

public=$dir/public-5
expect 'a rate at equal tenure stands where every band may be shown' awk -F, 'FNR == 1 { for (i = 1; i <= NF; i++) at[FILENAME, $i] = i; next }
    FILENAME ~ /city.csv$/ { if ($2 == "all" && $3 == "tenure" && $at[FILENAME, "exits_status"] == "withheld") closed[$1] = 1; next }
    $1 == "all" { n++; bad = bad || ($at[FILENAME, "standardised"] == "NaN") != ($2 in closed) } END { exit bad || n < 10 }' \
    "$public/city.csv" "$public/public_tenure_rates.csv"
expect 'and is withheld where one may not' awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["standardised_status"] == "withheld" { n++ } END { exit n == 0 }' "$dir/public-8/public_tenure_rates.csv"
expect 'medians are whole months' awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["median_months"] !~ /^(NaN|[0-9]+)$/ || $at["lower"] !~ /^(NaN|[0-9]+)$/ { exit 1 }' "$public/public_median_stay.csv"

# Whoever knows how many were hired in all, and in every year but one, knows that year: the audit works it out.
cp -r "$dir/public-5" "$dir/all-but-one"
hidden=$(awk -F, '$2 == "all" && $3 == "hires" && $5 == "withheld" { print $1 }' "$public/balance.csv")
year=$(echo "$hidden" | head -n 1)
expect 'the hires of more than one year are withheld, so that none is the rest' test "$(echo "$hidden" | wc -l)" -gt 1
expect_text 'while those of all years together are told' "$public/public_retention.csv" 'city,all,all,1,exit,1539,,'
awk -F, -v OFS=, -v keep="$year" '
    FILENAME ~ /flows/ { if (FNR == 1) { for (i = 1; i <= NF; i++) at[$i] = i } else if ($at["grouping"] == "city") hires[substr($at["month"], 1, 4)] += $at["hires"]; next }
    $2 == "all" && $3 == "hires" && $5 == "withheld" && $1 != keep { $4 = hires[$1]; $5 = "" } 1' "$out/private/flows.csv" "$public/balance.csv" >"$dir/all-but-one/balance.csv"
"$bin/audit" --public "$dir/all-but-one" --settings "$dir/protect.ini" --output "$dir/audit.csv" --details "$dir/details.csv" >/dev/null 2>&1
expected=$(awk -F, -v year="$year" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } $at["grouping"] == "city" && substr($at["month"], 1, 4) == year { n += $at["hires"] } END { print n }' "$out/private/flows.csv")
expect_text "... and were all but one year's told, that one would be found" "$dir/details.csv" "balance,$year|all|hires,persons,$expected,$expected,"
