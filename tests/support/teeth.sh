# teeth.sh - takes single suppressions away and lets the audit look. Source it after shell.sh.

# What of a table is withheld for others' sake, with what it truly is: lines table,key,column,value, each once.
withheld_beside() { # PRIVATE PUBLIC
    local p=$1 u=$2
    awk -f "$project/tests/support/unveil.awk" "$p"/{rates,flows,retention,retention_cause}.csv "$u"/*.csv >"$p/unveiled.csv" || return 1
    ! grep -m 3 '^differs' "$p/unveiled.csv" >&2 || return 1
    awk -F, 'NR == FNR { value[$1 "," $2 "," $3] = $4; next }
        $4 == "linked" && ($1 "," $2 "," $3) in value { print $1 "," $2 "," $3 "," value[$1 "," $2 "," $3] }' \
        "$p/unveiled.csv" "$p/protection.csv"
}

# The public tables with other cells: lines table,key,column,value on stdin, NaN to withhold, with the rates of its row. Those
# without changes are links.
with_cells() { # PUBLIC DIR
    rm -rf "$2" && mkdir "$2" && ln -s "$1"/*.csv "$2/" && cat >"$2.cells" || return 1
    cut -d, -f1 "$2.cells" | sort -u | while read -r table; do
        rm "$2/$table.csv"
        awk -F, -v table="$table" '
            BEGIN { OFS = ","; split("rate lower upper value move_rate departure_rate probability", made, " ") }
            FILENAME == ARGV[1] { if ($1 == table) { value[$2 "," $3] = $4; columns[$3]; n = split($2, words, "|"); wanted++ }; next }
            FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
            FNR > 1 {
                key = $1
                for (i = 2; i <= n; i++) key = key "|" $i
                for (c in columns)
                    if ((key "," c) in value) {
                        $at[c] = value[key "," c]
                        if ((c "_status") in at) $at[c "_status"] = $at[c] == "NaN" ? "withheld" : ""
                        if ($at[c] == "NaN") for (m in made) if (made[m] in at) $at[made[m]] = "NaN"
                        done++
                    }
            }
            { print }
            END { exit done != wanted }' "$2.cells" "$1/$table.csv" >"$2/$table.csv" || echo "$table" >"$2.failed"
    done
    [ ! -e "$2.failed" ]
}

# Whether who knows what the withheld cells are finds more than in the whole tables: an exit status.
is_known() { # PUBLIC WHOLE UNVEILED
    TEETH=$1 WHOLE=$2 TRUTH=$3 "$bin/../tests/unit/test_teeth" >/dev/null 2>&1
}

# Every STEP-th of a register's suppressions beside others, from the FIRST: lines found|known|missed,table,key,column. What the
# attacker does not find is `known` where who knows which numbers are small, or who was alone, would.
bite() { # PRIVATE PUBLIC SETTINGS FIRST STEP
    local table key column value
    withheld_beside "$1" "$2" >"$dir/beside.csv" || return 1
    awk -v first="$4" -v step="$5" 'NR >= first && (NR - first) % step == 0' "$dir/beside.csv" |
        while IFS=, read -r table key column value; do
            echo "$table,$key,$column,$value" | with_cells "$2" "$dir/shown" || { echo "failed,$table,$key,$column"; continue; }
            "$bin/audit" --public "$dir/shown" --settings "$3" --output "$dir/audit.csv" 2>/dev/null
            case $? in
            0) if is_known "$dir/shown" "$2" "$1/unveiled.csv"; then echo "known,$table,$key,$column"; else echo "missed,$table,$key,$column"; fi ;;
            1) echo "found,$table,$key,$column" ;;
            *) echo "failed,$table,$key,$column" ;;
            esac
        done
}
