# unveil.awk - what the withheld cells of public tables truly are, for tests that show one of them again.
#
#   awk -f unveil.awk PRIVATE/{rates,flows,retention,retention_cause}.csv PUBLIC/*.csv     (of a city whose names hold no commas)
#
# Prints table,key,column,value for each count and group of city, definitions, districts, district_occupation, balance,
# public_retention and public_retention_cause that is withheld, and "differs,table,key,column,..." where a number that is shown
# is not what the private tables say: then this file is wrong, or protect is. With -v all=1 the lines begin with shown or withheld,
# and those that are shown are among them.
function split_of(grouping) { sub(/^occupation_/, "", grouping); return grouping }
function balance_year(    i, y, o, k) {
    y = substr($at["month"], 1, 4); o = $at["occupation"]; k = y "|" o "|"
    if ($at["grouping"] == "district" || $at["grouping"] == "district_occupation")
        value["balance," k "moves,persons"] += $at["moved_out"]
    if ($at["grouping"] != "city" && $at["grouping"] != "occupation") return
    if ($at["month"] ~ /-01$/) value["balance," k "opening,persons"] = $at["opening"]
    if ($at["month"] ~ /-12$/) value["balance," k "closing,persons"] = $at["closing"]
    for (i in flow) value["balance," k flow[i] ",persons"] += $at[flow[i]]
}
function rate(    g, p, o, d, definition, key, split_by) {
    g = $at["grouping"]; p = $at["period"]; o = $at["occupation"]; d = $at["district"]; definition = $at["definition"]
    if (g == "city" || g == "occupation") {
        key = "definitions," p "|" o "|" definition ","
        value[key "numerator"] = $at["numerator"]; value[key "denominator"] = $at["denominator"]
    }
    if (g == "district" && definition == "T17_moves") value["districts," p "|" d ",moved_out"] = $at["numerator"]
    if (definition != "T17") return
    split_by = split_of(g)
    if (g == "district") key = "districts," p "|" d ","
    else if (g == "district_occupation") key = "district_occupation," p "|" d "|" o ","
    else if (g == "city" || g == "occupation") key = "city," p "|" o "|none|all,"
    else key = "city," p "|" o "|" split_by "|" $at[split_by == "age" || split_by == "tenure" ? split_by "_band" : split_by] ","
    value[key "exits"] = $at["numerator"]; value[key "person_years"] = $at["denominator"]
}
function stay(    key) {
    key = "public_retention," $at["grouping"] "|" $at["category"] "|" $at["cohort"] "|" $at["horizon"] ","
    value[key "entrants"] = $at["entrants"]; value[key "events"] = $at["events"]; value[key "remaining"] = $at["remaining"]
}
function cause() {
    value["public_retention_cause," $at["grouping"] "|" $at["category"] "|" $at["cohort"] "|" $at["horizon"] "|" $at["cause"] \
        ",events"] = $at["events"]
}
BEGIN {
    FS = ","
    split("hires changed_in exits changed_out", flow, " ")
    key_of["city"] = "period occupation dimension category"; key_of["definitions"] = "period occupation definition"
    key_of["districts"] = "period district"; key_of["district_occupation"] = "period district occupation"
    key_of["balance"] = "period occupation item"; key_of["public_retention"] = "grouping category cohort horizon"
    key_of["public_retention_cause"] = "grouping category cohort horizon cause"
    split("exits person_years numerator denominator moved_out persons entrants events remaining", columns, " ")
}
FNR == 1 {
    table = FILENAME; sub(/.*\//, "", table); sub(/\.csv$/, "", table)
    public = FILENAME ~ /public\/[a-z_]*\.csv$/
    split("", at)
    for (i = 1; i <= NF; i++) at[$i] = i
    next
}
!public && table == "rates" { rate() }
!public && table == "flows" { balance_year() }
!public && table == "retention" { stay() }
!public && table == "retention_cause" { cause() }
public && table in key_of {
    n = split(key_of[table], words, " "); key = ""
    for (i = 1; i <= n; i++) key = key (i > 1 ? "|" : "") $at[words[i]]
    for (c in columns) {
        if (!(columns[c] in at)) continue
        status = table == "definitions" ? "value_status" : columns[c] "_status"
        id = table "," key "," columns[c]
        if ($at[columns[c]] != "NaN") {
            if ($at[columns[c]] - value[id] > 1e-9 || value[id] - $at[columns[c]] > 1e-9) print "differs," id "," $at[columns[c]] "," value[id]
            if (all) print "shown," id "," value[id]
        } else if ($at[status] == "withheld" && value[id] != "" && value[id] != "NaN")
            print (all ? "withheld," : "") id "," value[id]
    }
}
