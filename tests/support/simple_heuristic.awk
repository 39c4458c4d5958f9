# simple_heuristic.awk - the usual way by hand, to compare with: what is small is withheld, and in each row and column that holds
# one withheld cell the smallest other; again, until none is alone.
#
#   awk -f unveil.awk ... | awk -f simple_heuristic.awk PRIVATE/protection.csv -
#
# Cells that are withheld by a rule of their own stay so; all others are shown. Prints table,key,column,value, of every cell that is
# shown or withheld otherwise than it was; value NaN: to be withheld. Wants unveil.awk -v all=1.
function put_line(name, id) { lines[name] = lines[name] id "\n" }
# The row and the column of a cell: parts of one total, so the totals themselves are in none.
function place(table, key, column, id,    k) {
    split(key, k, "|")
    if (table == "city" && k[3] != "none") {
        put_line(table "|" column "|" k[1] "|" k[2] "|" k[3], id)
        if (k[2] != "all") put_line(table "|" column "|" k[1] "||" k[3] "|" k[4], id)
    } else if ((table == "city" || table == "balance" || table == "definitions") && k[2] != "all")
        put_line(table "|" column "|" k[1] "|" k[3], id)
    else if (table == "districts") put_line(table "|" column "|" k[1], id)
    else if (table == "district_occupation") {
        put_line(table "|" column "|" k[1] "|" k[2], id)
        put_line(table "|" column "|" k[1] "||" k[3], id)
    } else if (table == "public_retention" && k[1] != "city") put_line(table "|" column "|" k[1] "|" k[3] "|" k[4], id)
    else if (table == "public_retention_cause") {
        put_line(table "|" column "|" k[1] "|" k[2] "|" k[3] "|" k[4], id)
        if (k[1] != "city") put_line(table "|" column "|" k[1] "||" k[3] "|" k[4] "|" k[5], id)
    }
}
function cover(name,    n, i, ids, best, hidden) {
    n = split(lines[name], ids, "\n") - 1
    for (i = 1; i <= n; i++) {
        if (now[ids[i]]) hidden++
        else if (value[ids[i]] > 0 && (!best || value[ids[i]] < value[best])) best = ids[i]
    }
    if (hidden != 1 || !best) return 0
    now[best] = 1
    return 1
}
BEGIN { FS = "," }
FILENAME != "-" { rule[$1 "," $2 "," $3] = $4; next }
$1 == "shown" || $1 == "withheld" {
    id = $2 "," $3 "," $4; value[id] = $5 + 0; text[id] = $5; before[id] = $1 == "withheld"; order[++cells] = id
    now[id] = before[id] && (rule[id] == "count" || rule[id] == "group")
    place($2, $3, $4, id)
}
END {
    do { more = 0; for (name in lines) while (cover(name)) more++ } while (more)
    for (i = 1; i <= cells; i++) {
        id = order[i]
        n_withheld += now[id]
        if (now[id] != before[id]) print id "," (now[id] ? "NaN" : text[id])
    }
    print n_withheld + 0, cells + 0 >"/dev/stderr"
}
