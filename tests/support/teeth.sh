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

# The public tables with one cell shown again: DIR/TABLE.csv new, the others linked.
show_again() { # PUBLIC DIR TABLE KEY COLUMN VALUE
    rm -rf "$2" && mkdir "$2" && ln -s "$1"/*.csv "$2/" && rm "$2/$3.csv" || return 1
    awk -F, -v key="$4" -v column="$5" -v value="$6" '
        BEGIN { OFS = ","; n = split(key, words, "|") }
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        NR > 1 { row = 1; for (i = 1; i <= n; i++) row = row && $i == words[i] }
        row && NR > 1 && $at[column] == "NaN" { $at[column] = value; shown++ }
        { print }
        END { exit shown != 1 }' "$1/$3.csv" >"$2/$3.csv"
}

# Every STEP-th of a register's suppressions beside others, from the FIRST: lines found|missed,table,key,column.
bite() { # PRIVATE PUBLIC SETTINGS FIRST STEP
    local table key column value
    withheld_beside "$1" "$2" >"$dir/beside.csv" || return 1
    awk -v first="$4" -v step="$5" 'NR >= first && (NR - first) % step == 0' "$dir/beside.csv" |
        while IFS=, read -r table key column value; do
            show_again "$2" "$dir/shown" "$table" "$key" "$column" "$value" || { echo "failed,$table,$key,$column"; continue; }
            "$bin/audit" --public "$dir/shown" --settings "$3" --output "$dir/audit.csv" 2>/dev/null
            case $? in
            0) echo "missed,$table,$key,$column" ;;
            1) echo "found,$table,$key,$column" ;;
            *) echo "failed,$table,$key,$column" ;;
            esac
        done
}
