# cells.sh - cells of the public tables in public/. Source it after shell.sh.

cell() { # TABLE ROW_PATTERN COLUMN...: those cells of the rows that hold the pattern
    awk -F, -v pattern="$2" -v names="${*:3}" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(names, name, " "); next }
        index($0, pattern) { for (i = 1; i <= n; i++) printf "%s%s", $at[name[i]], i < n ? " " : "\n" }' "public/$1.csv"
}
