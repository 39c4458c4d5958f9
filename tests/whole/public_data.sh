#!/usr/bin/env bash
# Three public data sets that nobody made for us, each through the whole chain, against the answers known of them.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
adapt=$bin/../tools/adapt

numerators() { # RATES DEFINITION GROUPING: period numerator denominator
    awk -F, -v d="$2" -v g="$3" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["definition"] == d && $at["grouping"] == g { print $at["period"], $at["numerator"], $at["denominator"], $at["value"] }' "$1"
}

# Children's social workers in England: exits over closing headcount is what the department publishes.
if [ -e "$shared/data/dfe_csww/csww_indicators_2017_to_2023.csv" ]; then
    expect_exit 0 'official_counts_become_a_delivery' $adapt dfe_csww "$shared/data/dfe_csww/csww_indicators_2017_to_2023.csv" "$dir/dfe"
    expect_exit 0 'official_counts_become_a_report' make --no-print-directory report-no-pdf RAW="$dir/dfe" OUT="$dir/dfe_out"
    sed -E 's/\{#[^ }]*//g; s/\(#[^)]*\)//g' "$dir/dfe_out/report.md" | grep -niE '(^|[^a-zåäö])(stadens?|(stadsdels)?förvaltning[a-z]*)([^a-zåäö]|$)|kolada' |
        grep -v '| Kolada, N00216 |' >"$dir/words" # the list of definitions says who counts how
    expect_same 'authorities_are_not_called_what_a_city_is' "$dir/words" /dev/null
    expect_text 'more_units_than_a_figure_can_hold_are_in_a_table' "$dir/dfe_out/report.md" 'fler än 40 och visas i tabellen'
    numerators "$dir/dfe_out/private/rates.csv" T8 city | cut -d' ' -f1-3 >"$dir/national"
    printf '%s\n' '2017 4204 30646' '2018 4827 31653' '2019 4963 32851' '2020 4618 33928' '2021 5388 34620' '2022 5795 33689' \
        '2023 5640 35199' >"$dir/expected"
    expect_same 'national_leavers_and_headcount_are_the_published_ones' "$dir/national" "$dir/expected"
    python3 - "$shared/data/dfe_csww/csww_indicators_2017_to_2023.csv" "$dir/dfe_out/private/rates.csv" >"$dir/rates" 2>&1 <<'END'
import csv, decimal, sys
def half_up(x):
    return decimal.Decimal(x).quantize(decimal.Decimal('0.1'), rounding=decimal.ROUND_HALF_UP)
published = {}
for row in csv.DictReader(open(sys.argv[1], encoding='utf-8-sig')):
    if row['geographic_level'] in ('National', 'Local authority'):
        name = 'all' if row['geographic_level'] == 'National' else row['la_name']
        try:
            published[row['time_period'], name] = decimal.Decimal(row['turnover_rate_headcount'])
        except decimal.InvalidOperation:
            pass
ours = {}
for row in csv.DictReader(open(sys.argv[2], encoding='utf-8')):
    if row['definition'] == 'T8' and row['grouping'] in ('city', 'district') and row['value'] != 'NaN':
        exits, stock = decimal.Decimal(row['numerator']), decimal.Decimal(row['denominator'])
        ours[row['period'], row['district']] = half_up(100 * exits / stock)
compared = [key for key in published if key in ours]
wrong = [key for key in compared if ours[key] != published[key]]
print(len(compared) > 900, sorted(wrong))
END
    echo 'True []' >"$dir/expected"
    expect_same 'headcount_rates_are_the_published_ones' "$dir/rates" "$dir/expected"

    # Mergers: what they are is written here again, and their numbers are summed from the department's own file.
    python3 - "$shared/data/dfe_csww/csww_indicators_2017_to_2023.csv" >"$dir/expected" <<'END'
import csv, sys
whole = {'Bournemouth, Christchurch and Poole': ['Bournemouth', 'Poole'],
         'North Northamptonshire / West Northamptonshire': ['Northamptonshire'],
         'Cumbria': [], 'Cumberland': [], 'Westmorland and Furness': [], 'Dorset': []}
rows = {}
for row in csv.DictReader(open(sys.argv[1], encoding='utf-8-sig')):
    if row['geographic_level'] == 'Local authority':
        rows[int(row['time_period']), row['la_name']] = row
def total(year, names, column):
    there = [int(rows[year, name][column]) for name in names if (year, name) in rows]
    return sum(there) if there else None
for unit in sorted(whole):
    names = [unit] + whole[unit]
    for year in range(2017, 2024):
        stock, before = total(year, names, 'inpost_headcount'), total(year - 1, names, 'inpost_headcount')
        if stock is not None:
            mean = stock if before is None else (before + stock) / 2
            print(unit, year, total(year, names, 'leavers_headcount'), f'{mean:g}', sep='|')
END
    python3 - "$dir/dfe_out/private/rates.csv" >"$dir/merged" <<'END'
import csv, sys
units = ('Bournemouth', 'Poole', 'Northampton', 'Cumb', 'Westmorland', 'Dorset')
for row in csv.DictReader(open(sys.argv[1], encoding='utf-8')):
    if row['grouping'] == 'district' and row['definition'] == 'T17' and any(unit in row['district'] for unit in units):
        print(row['district'], row['period'], row['numerator'], row['denominator'], sep='|')
END
    sort -o "$dir/merged" "$dir/merged" && sort -o "$dir/expected" "$dir/expected"
    expect_same 'merged_authorities_are_the_sum_of_their_predecessors_and_split_ones_are_left' "$dir/merged" "$dir/expected"
    grep -E '^2019;.*;Bournemouth, Christchurch and Poole;' "$dir/dfe/counts/csww.csv" | cut -d';' -f6 >"$dir/opening"
    echo 267 >"$dir/expected" # 161 in Bournemouth and 106 in Poole on 30 September 2018
    expect_same 'a_merged_authority_opens_with_all_that_its_predecessors_closed_with' "$dir/opening" "$dir/expected"
    expect_text 'the_split_that_can_not_be_back_cast_is_said' "$dir/dfe_out/report.md" 'Cumbria delades i två kommuner. Dess serie slutar 2022 och kan inte räknas om.'
else
    skip 'official_counts_become_a_report' 'the public data are not here'
fi

# Members of Congress: snapshots, leavers of each congress.
if [ -e "$shared/data/us_congress_terms/congress-terms.csv" ]; then
    expect_exit 0 'snapshots_become_a_delivery' $adapt us_congress "$shared/data/us_congress_terms/congress-terms.csv" "$dir/congress"
    expect_exit 0 'snapshots_become_a_report' make --no-print-directory report-no-pdf RAW="$dir/congress" OUT="$dir/congress_out"
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["definition"] == "T17" && $at["grouping"] == "city" && $at["period_start"] >= "2003" { print $at["period_start"], $at["numerator"] }' \
        "$dir/congress_out/private/rates.csv" >"$dir/leavers"
    printf '%s\n' '2003-01-03 50' '2005-01-03 66' '2007-01-03 78' '2009-01-03 122' '2011-01-03 100' >"$dir/expected"
    expect_same 'leavers_of_five_congresses_are_the_known_ones' "$dir/leavers" "$dir/expected"
else
    skip 'snapshots_become_a_report' 'the public data are not here'
fi

# Physicians: spells, hires before the window, an end of study.
if [ -e "$shared/data/alda_turnover/physicians.csv" ]; then
    expect_exit 0 'spells_become_a_delivery' $adapt physicians "$shared/data/alda_turnover/physicians.csv" "$dir/physicians"
    expect_exit 0 'spells_become_a_report' make --no-print-directory report-no-pdf RAW="$dir/physicians" OUT="$dir/physicians_out"
    for year in 1990 1991; do # the last day inclusive, as the file gives it
        awk -F, -v y=$year 'NR > 1 && $6 == 0 && substr($3, 1, 4) == y { n++ } END { print y, n }' "$shared/data/alda_turnover/physicians.csv"
    done >"$dir/expected"
    numerators "$dir/physicians_out/private/rates.csv" T17 city | cut -d' ' -f1,2 >"$dir/leavers"
    expect_same 'exits_of_each_year_are_those_in_the_file' "$dir/leavers" "$dir/expected"
else
    skip 'spells_become_a_report' 'the public data are not here'
fi
