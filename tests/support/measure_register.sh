# measure_register.sh - how well a protected register is protected, and what that costs. Source it after shell.sh,
# protect_register.sh and teeth.sh.

# One line for a register that protect_register() has made: its seed, units and person-years of them; counts and groups in public
# tables, how many of them are withheld, how many of those the attacker finds; person-years of the units' years that have a rate;
# how many the simple heuristic withholds, and how many of those are found; seconds of protect and audit.
measure_register() { # SEED DIR SECONDS
    local p=$2/private u=$2/public simple unsafe
    awk -v all=1 -f "$project/tests/support/unveil.awk" "$p"/{rates,flows,retention,retention_cause}.csv "$u"/*.csv >"$2/all.csv" || return 1
    ! grep -q '^differs' "$2/all.csv" || return 1
    awk -f "$project/tests/support/simple_heuristic.awk" "$p/protection.csv" - <"$2/all.csv" >"$2/simple.csv" 2>"$2/simple.count" || return 1
    with_cells "$u" "$2/simple" <"$2/simple.csv" || return 1
    "$bin/audit" --public "$2/simple" --settings "$2/settings/protect.ini" --output "$2/none.csv" --details "$2/simple-details.csv" 2>/dev/null
    [ $? -le 1 ] && [ -s "$2/simple-details.csv" ] && [ -s "$2/details.csv" ] || return 1
    simple=$(awk -F, 'NR > 1 && $NF != "" && $NF != "dropped"' "$2/simple-details.csv" | wc -l)
    unsafe=$(awk -F, 'NR > 1 && $NF != "" && $NF != "dropped"' "$2/details.csv" | wc -l)
    awk -F, -v seed="$1" -v unsafe="$unsafe" -v simple="$simple" -v seconds="$3" '
        FILENAME ~ /simple.count$/ { split($0, count, " "); next }
        FILENAME ~ /all.csv$/ { values++; withheld += $1 == "withheld"; next }
        FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["definition"] == "T17" && $at["period"] !~ /-/ && $at["grouping"] == "district" {
            all += $at["denominator"]; of[$at["period"] "," $at["district"]] = $at["denominator"]; unit[$at["district"]]
        }
        FILENAME ~ /districts.csv$/ && $at["rate"] != "NaN" { covered += of[$at["period"] "," $at["district"]] }
        END {
            for (u in unit) units++
            printf "%s,%d,%.0f,%d,%d,%d,%.0f,%d,%d,%s\n", seed, units, all, values, withheld, unsafe, covered, count[1], simple, seconds
        }' "$2/simple.count" "$2/all.csv" "$p/rates.csv" "$u/districts.csv"
}

# What many such lines say together.
measured_sum() { # FILE
    awk -F, '{ n++; values += $4; withheld += $5; unsafe += $6; all += $3; covered += $7; simple += $8; found += $9; leaking += $9 > 0
            if ($10 > longest) longest = $10 }
        END {
            printf "%d registers: %d of %d counts and groups withheld (%.1f %%), %d found by the attacker\n", n, withheld, values, 100 * withheld / values, unsafe
            printf "%.1f %% of the districts\047 person-years stand behind a rate that is shown\n", 100 * covered / all
            printf "simple heuristic: %.1f %% withheld, %d found, in %d of the registers\n", 100 * simple / values, found, leaking
            printf "longest protection and audit: %.1f s\n", longest
        }' "$1"
}
