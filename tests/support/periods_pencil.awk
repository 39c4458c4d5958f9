# periods_pencil.awk - what somebody with a pencil works out from plan periods of two reports, by nothing but sums whose other parts are
# known to lie between two numbers: awk -F, -v column=exits -f periods_pencil.awk WHAT=city city.csv WHAT=districts ... Prints each
# withheld number of 1 to 4 exits that can not be anything from 0 to 5 (with column=person_years: of a group of fewer than 10, from 0 to
# 10): what it is, and between what it lies. Files, by WHAT=... before each: units (organisation.csv), city, districts, plans (this
# report's), before (the other report's plans), truth and truth_before (rates.csv of each).
function meet(name, value, status) { # a number of a table: shown, or withheld
    if (name in least) return
    least[name] = value == "NaN" ? 0 : value
    most[name] = value == "NaN" ? 1e9 : value
    if (status == "withheld") withheld[name]
}
function today(unit) { while (unit in heir) unit = heir[unit]; return unit }
function put(sum, name, factor) { if (!(name in least)) meet(name, "NaN", ""); if (factor < 0) factor = -1; parts[sum] = parts[sum] factor SUBSEP name "\n" }
# The years that a period begins with, or another does, go together until the next that does.
function plan(row,    f, first, last, unit, who, name, sum, y, part, k) {
    split(row, f, SUBSEP); first = substr(f[2], 1, 4); last = substr(f[2], 6, 4)
    unit = today(f[3]); who = unit "|" f[4]; sum = f[1] "|" f[2] "|" who
    name = f[1] "|" f[2] "|" f[3] "|" f[4]
    meet(name, f[5], f[6])
    put(sum, name, -1)
    for (y = first; y <= last; y++) {
        if (y in begins) part = y
        if (!((sum "|" part) in seen)) { seen[sum "|" part]; put(sum, "years|" part "|" who, 1) }
        if (f[1] == "plans") told[y]
        else if (y in told) continue # whom this report's periods have no row of, there was nobody
        for (k = 1; k <= 2; k++) {
            both = part "|" (k == 1 ? unit : f[4])
            if (!((y "|" k "|" both) in begun)) {
                begun[y "|" k "|" both]
                put("sum|" k "|" both, (k == 1 ? "district|" : "city|") y "|" (k == 1 ? unit : f[4]), 1)
            }
        }
        if ((part "|" who) in counted) continue
        counted[part "|" who]
        put("sum|1|" part "|" unit, "years|" part "|" who, -1)
        put("sum|2|" part "|" f[4], "years|" part "|" who, -1)
    }
}
function narrow(sum,    n, i, list, one, low, high, name, sign, l, h, k) {
    n = split(parts[sum], list, "\n") - 1; low = high = 0
    for (i = 1; i <= n; i++) {
        k = index(list[i], SUBSEP); sign = substr(list[i], 1, k - 1); name = substr(list[i], k + 1)
        low += sign > 0 ? least[name] : -most[name]; high += sign > 0 ? most[name] : -least[name]
    }
    for (i = 1; i <= n; i++) { # the others together lie between low and high less this one's
        k = index(list[i], SUBSEP); sign = substr(list[i], 1, k - 1); name = substr(list[i], k + 1)
        l = sign > 0 ? -(high - most[name]) : low + most[name]
        h = sign > 0 ? -(low - least[name]) : high + least[name]
        if (l > least[name] + 1e-6) { least[name] = l; changed = 1 }
        if (h < most[name] - 1e-6) { most[name] = h; changed = 1 }
    }
}
FNR == 1 { delete at; for (i = 1; i <= NF; i++) at[$i] = i; next }
WHAT == "units" { if ($at["successor"] != "") heir[$at["unit"]] = $at["successor"]; next }
WHAT == "city" {
    if ($at["dimension"] != "none") next
    meet("city|" $at["period"] "|" $at["occupation"], $at[column], $at[column "_status"])
    put("occupations|" $at["period"], "city|" $at["period"] "|" $at["occupation"], $at["occupation"] == "all" ? 1 : -1)
    if ($at["occupation"] == "all") { put("districts|" $at["period"], "city|" $at["period"] "|all", 1) }
}
WHAT == "districts" {
    meet("district|" $at["period"] "|" $at["district"], $at[column], $at[column "_status"])
    put("districts|" $at["period"], "district|" $at["period"] "|" $at["district"], -1)
}
WHAT == "plans" || WHAT == "before" {
    rows[++n_rows] = WHAT SUBSEP $at["period"] SUBSEP $at["district"] SUBSEP $at["occupation"] SUBSEP $at[column] SUBSEP $at[column "_status"]
    begins[substr($at["period"], 1, 4) + 0]; begins[substr($at["period"], 6, 4) + 1]
    if ($at[column "_status"] == "withheld") withheld[WHAT "|" $at["period"] "|" $at["district"] "|" $at["occupation"]]
}
(WHAT == "truth" || WHAT == "truth_before") && $at["definition"] == "T17" {
    name = ""
    if ($at["grouping"] == "district_occupation") name = (WHAT == "truth" ? "plans|" : "before|") $at["period"] "|" $at["district"] "|" $at["occupation"]
    else if (WHAT == "truth" && $at["grouping"] == "district") name = "district|" $at["period"] "|" $at["district"]
    else if (WHAT == "truth" && ($at["grouping"] == "city" || $at["grouping"] == "occupation")) name = "city|" $at["period"] "|" $at["occupation"]
    if (name in withheld) truth[name] = $at[column == "exits" ? "numerator" : "denominator"]
}
END {
    limit = column == "exits" ? 5 : 10
    for (i = 1; i <= n_rows; i++) plan(rows[i])
    for (round = 0; round < 200; round++) {
        changed = 0
        for (sum in parts) narrow(sum)
        if (!changed) break
    }
    for (name in truth) {
        if (truth[name] < least[name] - 1e-6 || truth[name] > most[name] + 1e-6) { print "wrong", name, least[name], most[name], truth[name]; continue }
        n++
        if (truth[name] > 1e-6 && truth[name] < limit && (least[name] > 1e-6 || most[name] < limit - 1e-6)) print "found", name, least[name], most[name], truth[name]
    }
    if (!n) print "nothing is withheld"
}
