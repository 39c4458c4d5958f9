#!/usr/bin/env bash
# `compare` against R on a drawn city, on both sides of the wall, and on cities that hardly are any.
. "$(dirname "$0")/../support/shell.sh"
here=$project/tests/stage/compare
printf '[compare]\npooled_years=3\n' >"$dir/compare.ini"
printf '[trend]\nnamed_years=2019\n' >"$dir/trend.ini"
printf '[protect]\n' >"$dir/protect.ini"
awk -f "$here/verdicts.awk" >"$dir/verdicts.csv"

table() { # KIND CITY: the table on stdout, sorted by its key
    awk -v as="$1" -f "$here/tables.awk" "$2" >"$dir/unsorted"
    { head -n 1 "$dir/unsorted" && tail -n +2 "$dir/unsorted" | LC_ALL=C sort; }
}
compare_rates() { # CITY FOLDER
    mkdir -p "$2"
    table rates "$1" >"$2/rates.csv"
    (ulimit -t 60 && exec "$bin/compare" --rates "$2/rates.csv" --verdicts "$dir/verdicts.csv" --settings "$dir/compare.ini" \
        --trend "$dir/trend.ini" --output-dir "$2")
}
compare_public() { # CITY FOLDER
    mkdir -p "$2"
    table city "$1" >"$2/city.csv"
    table districts "$1" >"$2/districts.csv"
    "$bin/compare" --public "$2" --verdicts "$dir/verdicts.csv" --protect "$dir/protect.ini" --settings "$dir/compare.ini" \
        --trend "$dir/trend.ini" --output-dir "$2"
}
tables="funnel spread changes change_counts heterogeneity unit_effects decomposition"

# Values of a table in rows whose first columns hold the key: awk program in $4, with at[] and $.
rows() { # TABLE KEY COLUMN...
    file=$1 key=$2
    shift 2
    awk -F, -v key="$key" -v columns="$*" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(columns, c, " "); next }
        { n_key = split(key, k, "|"); for (i = 1; i <= n_key; i++) if (k[i] != "*" && $i != k[i]) next
          line = ""; for (i = 1; i <= n; i++) line = line (i > 1 ? " " : "") $at[c[i]]; print line }' "$file"
}
expect_rows() { # NAME EXPECTED TABLE KEY COLUMN...
    name=$1
    printf '%s\n' "$2" >"$dir/wanted"
    shift 2
    rows "$@" >"$dir/got"
    expect_same "$name" "$dir/got" "$dir/wanted"
}

# ---- Against R

expect_exit 0 'a_city_is_compared' compare_rates "$here/city.csv" "$dir/all"
for name in $tables; do
    awk -F, -v table="$name" '
        function missing(x) { return x == "NaN" }
        FNR == NR { if ($1 == table) { want[$2, $3] = $4; tol[$2, $3] = $5; key_length = split($2, x, "|"); n++ } next }
        FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
        { key = $1; for (i = 2; i <= key_length; i++) key = key "|" $i
          for (i = 1; i <= NF; i++) if ((key, name[i]) in want) {
              w = want[key, name[i]]; d = w - $i; seen++
              allowed = tol[key, name[i]] * (w < 0 ? -w : w); if (allowed < 1e-9) allowed = 1e-9
              if (missing(w) != missing($i) || (!missing(w) && (d > allowed || -d > allowed))) print key, name[i], $i, "expected", w
          } }
        END { if (seen != n) print seen + 0, "of", n, "values found" }' "$here/expected.csv" "$dir/all/$name.csv" >"$dir/wrong"
    if [ -s "$dir/wrong" ]; then not_ok "${name}_agrees_with_R" "$(head -n 8 "$dir/wrong")"
    else ok "${name}_agrees_with_R"; fi
done

# ---- Sums to the last bit

cat >"$dir/sums.awk" <<'END'
    FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at[column] == "NaN" { next }
    { group = $1; for (i = 2; i <= n_key; i++) group = group "|" $i
      if ($(n_key + 1) == "all") whole[group] = $at[column]; else sum[group] += $at[column] }
    END { for (g in whole) { n++; if (whole[g] != sum[g]) print g, whole[g], sum[g], whole[g] - sum[g] } if (n == 0) print "no sums" }
END
sums_hold() { # FILE N_KEY COLUMN
    awk -F, -v n_key="$2" -v column="$3" -f "$dir/sums.awk" "$1" >"$dir/wrong" && [ ! -s "$dir/wrong" ]
}
for column in mix rates total; do
    expect "parts_of_${column}_add_up_exactly" sums_hold "$dir/all/decomposition.csv" 3 $column
done
expect 'contributions_add_up_exactly_to_the_citys_excess' sums_hold "$dir/all/unit_effects.csv" 2 contribution
expect 'mix_and_rates_are_the_change' awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["mix"] + $at["rates"] != $at["total"] { bad = 1 }
    $4 == "all" && ($at["rate"] - $at["base_rate"] - $at["total"]) ^ 2 > 1e-15 { bad = 1 } END { exit bad || NR < 100 }' \
    "$dir/all/decomposition.csv"
expect_rows 'a_group_that_was_not_there_borrows_the_other_years_rate' 'NaN other_year' "$dir/all/decomposition.csv" \
    'tenure|2016|2020|10_or_over' base_rate reason
expect_rows 'a_district_that_was_not_there_is_said_to_be_none' 'NaN no_exposure' "$dir/all/funnel.csv" '2015|Åker' rate reason
expect_rows 'a_district_without_exits_stays' '0 none' "$dir/all/funnel.csv" '2017|Åker' rate flag
expect_rows 'so_does_its_place_in_the_tests' '10 0' "$dir/all/spread.csv" '2017' n_districts n_left_out

# ---- The same below the wall, where nothing is withheld

awk -F, -v OFS=, 'FNR > 1 && $1 != "city" && $4 > 0 && $4 < 5 { $4 = 5 } { print }' "$here/city.csv" >"$dir/open.csv"
expect_exit 0 'an_open_city_is_compared' compare_rates "$dir/open.csv" "$dir/open"
expect_exit 0 'and_below_the_wall' compare_public "$dir/open.csv" "$dir/open_public"
for name in $tables; do
    expect_same "public_${name}_is_the_same_where_all_is_public" "$dir/open_public/public_$name.csv" "$dir/open/$name.csv"
done

# ---- Below the wall, where some is

expect_exit 0 'a_city_with_gaps_is_compared' compare_public "$here/city.csv" "$dir/public"
awk -F, 'FNR > 1 && $1 == "district" && $4 > 0 && $4 < 5 { print $2 "," $3 }' "$here/city.csv" >"$dir/withheld"
expect 'there_are_gaps' test -s "$dir/withheld"
expect 'a_withheld_year_of_a_district_stays_so' awk -F, 'FNR == NR { gap[$1 "," $2]; next }
    FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    ($1 "," $2) in gap { n++; if ($at["rate"] != "NaN" || $at["p"] != "NaN" || $at["reason"] != "withheld") bad = 1 }
    END { exit bad || n == 0 }' "$dir/withheld" "$dir/public/public_funnel.csv"
expect 'so_do_the_years_together' awk -F, 'FNR == NR { gap[$2]; next } FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $1 == "2015-2017" && ($2 in gap) && $at["rate"] == "NaN" { n++ } END { exit n == 0 }' "$dir/withheld" "$dir/public/public_funnel.csv"
expect 'a_district_with_a_gap_has_no_part_of_its_own' awk -F, 'FNR == NR { gap[$2]; next }
    FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } ($3 in gap) && $at["contribution"] != "NaN" { bad = 1 }
    END { exit bad }' "$dir/withheld" "$dir/public/public_unit_effects.csv"
expect 'no_count_of_1_to_4_is_named' awk -F, 'FNR == 1 { for (i in at) delete at[i]; for (i = 1; i <= NF; i++) at[$i] = i; next }
    { for (c in at) if ((c == "exits" || c == "base_exits") && $at[c] > 0 && $at[c] < 5) bad = 1; n++ }
    END { exit bad || n < 100 }' "$dir"/public/public_*.csv
for column in mix rates total; do
    expect "public_parts_of_${column}_add_up_exactly_or_are_not_shown" awk -F, -v n_key=3 -v column=$column '
        FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } $at["reason"] == "withheld" { next }
        { g = $1 "|" $2 "|" $3; if ($4 == "all") whole[g] = $at[column]; else sum[g] += $at[column] }
        END { for (g in whole) { n++; if (whole[g] != sum[g]) bad = 1 } exit bad || n == 0 }' "$dir/public/public_decomposition.csv"
done
expect_rows 'counts_of_districts_say_how_many_were_left_out' \
    "$(awk -F, 'FNR > 1 && $1 == "district" && ($2 == 2016 || $2 == 2020) && $4 > 0 && $4 < 5 { gap[$3] } END { n = 0; for (d in gap) n++; print n }' "$here/city.csv")" \
    "$dir/public/public_change_counts.csv" 'district|2016|2020' n_left_out

# A single district that is not shown, with fewer than the threshold: the sum that would give it away is not shown either.
cat >"$dir/lone.csv" <<'END'
grouping,period,unit,exits,person_years
city,2016,all,33,200
city,2017,all,42,200
district,2016,Alvik,31,180
district,2016,Berga,2,20
district,2017,Alvik,35,180
district,2017,Berga,7,20
END
expect_exit 0 'a_lone_gap_is_met' compare_public "$dir/lone.csv" "$dir/lone"
expect_rows 'and_not_named_as_the_rest' 'NaN withheld' "$dir/lone/public_decomposition.csv" 'district|2016|2017|*' mix reason

# ---- Merging

awk -F, -v OFS=, '$3 == "Alvik" || $3 == "Berga" { x[$2] += $4; e[$2] += $5; next } { print }
    END { for (y in x) print "district", y, "Alvik och Berga", x[y], e[y] }' "$here/city.csv" >"$dir/merged.csv"
expect_exit 0 'a_merged_city_is_compared' compare_rates "$dir/merged.csv" "$dir/merged"
for name in all merged; do rows "$dir/$name/decomposition.csv" 'district|*|*|all' base_period period base_rate rate |
    awk '{ printf "%s %s %.12g %.12g\n", $1, $2, $3, $4 }' >"$dir/$name.total"; done
expect_same 'merging_two_districts_keeps_the_change' "$dir/merged.total" "$dir/all.total"
for name in all merged; do rows "$dir/$name/unit_effects.csv" '*|*|all' exits expected | cut -c1-12 >"$dir/$name.total"; done
expect_same 'and_the_excess' "$dir/merged.total" "$dir/all.total"
for name in all merged; do rows "$dir/$name/funnel.csv" '2019|Dal' rate p ratio >"$dir/$name.total"; done
expect_same 'and_a_third_district_against_the_rest' "$dir/merged.total" "$dir/all.total"

# ---- Cities that hardly are any

degenerate() { # NAME: rows on stdin, without header
    { echo grouping,period,unit,exits,person_years && cat; } >"$dir/city.csv"
    expect_exit 0 "$1" compare_rates "$dir/city.csv" "$dir/small"
}
degenerate 'without_any_year_there_is_nothing_to_say' </dev/null
degenerate 'a_city_without_districts_is_compared_with_itself' <<<'city,2016,all,10,100
city,2017,all,20,100'
expect_rows 'in_one_row' '10 clear' <(sed 's/unclear/clear/' "$dir/small/changes.csv") '*' base_exits direction
degenerate 'one_year_has_no_change' <<<'city,2019,all,10,100
district,2019,Alvik,10,100'
expect_rows 'and_one_district_no_rest' '10 NaN no_rest' "$dir/small/funnel.csv" '2019|Alvik' exits p reason
expect_rows 'nor_any_spread' 'NaN few_units' "$dir/small/spread.csv" 2019 sd reason
degenerate 'nobody_ever_left' <<<'city,2018,all,0,100
city,2019,all,0,100
city,2020,all,0,100
district,2018,Alvik,0,50
district,2018,Berga,0,50
district,2019,Alvik,0,50
district,2019,Berga,0,50
district,2020,Alvik,0,50
district,2020,Berga,0,50'
expect_rows 'so_there_is_no_ratio' 'NaN NaN unclear few_events' "$dir/small/changes.csv" 'district|Alvik|2018|2019' ratio p direction reason
expect_rows 'and_nothing_expected' 'NaN no_events' "$dir/small/change_counts.csv" 'district|2018|2019' down_expected reason
degenerate 'nobody_was_ever_there' <<<'city,2018,all,0,0
city,2019,all,0,0
district,2018,Alvik,0,0
district,2018,Berga,0,0
district,2019,Alvik,0,0
district,2019,Berga,0,0'
expect_rows 'so_there_is_no_rate' 'NaN no_exposure' "$dir/small/changes.csv" 'city|all|2018|2019' rate reason
for y in 2014 2015 2016 2017 2018 2019 2020; do
    echo "city,$y,all,120,1200"
    for d in a b c d e f g h i j k l; do echo "district,$y,$d,10,100"; done
done | degenerate 'all_districts_are_equal'
expect_rows 'and_nothing_differs' '0 0 0 0' "$dir/small/spread.csv" '2018-2020' chi_square sd n_high n_low
expect_rows 'nor_at_the_named_year' '1 1 0 0' <(sed 's/,1,0,1,/,1,0,1,/' "$dir/small/heterogeneity.csv") '2019|pulse' p p_likelihood_ratio sd n_apart


# ---- Person-years made in two ways: what differs may be the way

awk -F, -v OFS=, 'FNR > 1 { $6 = $2 == 2015 ? "closing_stock" : "mean_of_stocks" } { print }' "$here/city.csv" >"$dir/bases.csv"
awk -F, '$2 != 2015' "$here/city.csv" >"$dir/without.csv"
expect_exit 0 'years_of_two_bases_are_read' compare_rates "$dir/bases.csv" "$dir/bases"
expect_exit 0 'and_the_years_of_one' compare_rates "$dir/without.csv" "$dir/without"
expect_rows 'between_two_bases_there_is_no_change' 'NaN NaN unclear other_basis' "$dir/bases/changes.csv" 'city|all|2015|2017' difference p direction reason
expect_rows 'but_two_rates' "$(awk -F, '$1 == "city" && ($2 == 2015 || $2 == 2017) { printf "%s%.10g", n++ ? " " : "", 100 * $4 / $5 } END { print "" }' "$here/city.csv")" \
    "$dir/bases/changes.csv" 'city|all|2015|2017' base_rate rate
expect_rows 'nor_a_count_of_changes' 'NaN NaN other_basis' "$dir/bases/change_counts.csv" 'district|2015|2017' n_units n_down reason
expect 'nor_parts_of_one' awk -F, '$2 == 2015 { bad = 1 } END { exit bad || NR < 100 }' "$dir/bases/decomposition.csv"
for name in bases without; do cut -d, -f1-6,15-16,19- "$dir/$name/unit_effects.csv" >"$dir/$name.parts"; done
expect_same 'a_named_year_is_held_against_years_of_its_own_basis' "$dir/bases.parts" "$dir/without.parts"

awk 'BEGIN { print "grouping,period,unit,exits,person_years"
    for (y = 2017; y <= 2020; y++) { n = 0
        for (d = 0; d < 5000; d++) { x = (d * 7919 + y * 104729) % 23; n += x; print "district," y ",d" sprintf("%04d", d) "," x ",60" }
        print "city," y ",all," n ",300000" } }' >"$dir/many.csv"
# within a minute of work, see compare_rates: what else the machine does is not counted
expect_exit 0 'five_thousand_districts_are_compared' compare_rates "$dir/many.csv" "$dir/many"
expect 'contributions_of_five_thousand_add_up_exactly' sums_hold "$dir/many/unit_effects.csv" 2 contribution
awk -F, -v OFS=, 'FNR > 1 { $4 *= 1e5; $5 *= 1e5 } { print }' "$here/city.csv" >"$dir/huge.csv"
expect_exit 0 'ten_million_exits_are_compared' compare_rates "$dir/huge.csv" "$dir/huge"

# ---- What is refused

expect_exit 2 'one_side_of_the_wall_at_a_time' "$bin/compare" --rates x --public y --protect z --verdicts v \
    --settings "$dir/compare.ini" --trend "$dir/trend.ini" --output-dir "$dir"
expect_exit 2 'below_the_wall_its_limits_are_known' "$bin/compare" --public y --verdicts v --settings "$dir/compare.ini" \
    --trend "$dir/trend.ini" --output-dir "$dir"
expect_exit 3 'a_table_that_is_not_there_is_named' "$bin/compare" --rates "$dir/none.csv" --verdicts "$dir/verdicts.csv" \
    --settings "$dir/compare.ini" --trend "$dir/trend.ini" --output-dir "$dir"
expect_text 'with_its_path' "$dir/stderr" 'none.csv'
