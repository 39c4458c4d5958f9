# protected_stays.awk - holds the public tables of staying against the private ones, rule by rule, written down a second time:
# awk -v count=5 -v group=10 -f protected_stays.awk PRIVATE/{retention,retention_cause,survival}.csv PUBLIC/public_{retention,retention_cause,survival}.csv
# Prints each breach, and at the end how many numbers were shown and withheld.
BEGIN { FS = "," }
function base(path) { sub(/.*\//, "", path); sub(/\.csv$/, "", path); return path }
function enough(x) { return x == 0 || x >= count }
function breach(text) { print text; n_breaches++ }
FNR == 1 { table = base(FILENAME); for (i = 1; i <= NF; i++) at[table, $i] = i; next }
function cell(name) { return $(at[table, name]) }
{ slot = $1 "," $2 "," $3; row = slot "," $4 }

table == "retention" {
    people[slot] = cell("entrants") + cell("late_entries")
    left[row] = cell("events"); lost[row] = cell("censored"); share[row] = cell("probability")
    known[row] = share[row] != "NaN"; least[row] = cell("least_at_risk")
}
table == "retention_cause" { cause_left[row "," $5] = cell("events") }
table == "survival" { n_steps[slot]++; step_day[slot, n_steps[slot]] = cell("days"); step_left[slot, n_steps[slot]] = cell("events") }

table == "public_retention" {
    if ($1 != "city" && $1 != "occupation" && $3 != "all") breach(row ": not in the catalogue")
    shown = cell("events") != "NaN"; n_shown += shown; n_withheld += !shown
    if (cell("entrants") != "NaN" && people[slot] < group) breach(row ": a small group")
    if (shown != (cell("probability") != "NaN")) breach(row ": a share without its number, or the other way")
    if (shown && !known[row]) breach(row ": a number without a share")
    if (cell("remaining") != "NaN" && !shown) breach(row ": who remains tells who left")
    if (known[row]) { partition = $1 "," $3 "," $4; n_parts[partition] += people[slot] > 0; n_closed[partition] += !shown && people[slot] > 0 }
    hires = $1 "," $3 ",hires"; if ($4 == 1) { n_parts[hires] += people[slot] > 0; n_closed[hires] += cell("entrants") == "NaN" && people[slot] > 0 }
    if ($1 == "city") { city_shown[$3 "," $4] = shown; if (cell("entrants") != "NaN") city_shown[$3 ",hires"] = 1 }
    if (slot != last_slot) { left_before = lost_before = 0; last_slot = slot }
    if (!shown) next
    if (cell("events") != left[row]) breach(row ": another number of leavers")
    if (left[row] < count || !enough(left[row] - left_before)) breach(row ": few left")
    if ($3 == "all" && least[row] < group) breach(row ": a curve that rests on a few")
    if (cell("probability") !~ /^(0|1|0\.[0-9][0-9]?)$/) breach(row ": more than whole percent")
    d = cell("probability") - share[row]; if (d > 0.0050001 || d < -0.0050001) breach(row ": another share")
    left_before = left[row]; horizon[slot] = 12 * $4; shown_left[slot, ++n_horizons[slot]] = left[row]; shown_month[slot, n_horizons[slot]] = 12 * $4
    if (cell("remaining") == "NaN") next
    if (cell("remaining") < count) breach(row ": few remain")
    if ($3 != "all") {
        if (cell("entrants") != left[row] + lost[row] + cell("remaining")) breach(row ": people are missing")
        if (!enough(lost[row] - lost_before)) breach(row ": few were lost")
        lost_before = lost[row]
    }
}
table == "public_retention_cause" {
    key = row "," $5; x = cell("events")
    if (!(row in cause_rows)) cause_order[++n_rows] = row
    cause_rows[row]++
    if (x == "NaN") { cause_closed[row]++; cause_hidden[row] += cause_left[key]; next }
    if (!known[row] || !(slot in horizon)) breach(key ": a cause where the whole is withheld")
    if (x != cause_left[key]) breach(key ": another number")
    if (!enough(x) || !enough(x - cause_before[slot "," $5])) breach(key ": few left for a cause")
    cause_before[slot "," $5] = x
}
table == "public_survival" {
    if (!(slot in horizon) || $4 > horizon[slot]) breach(row ": a curve beyond what is shown")
    if (slot != curve) { curve = slot; step = 1; month_before = 0; since = 0 }
    while (step <= n_steps[slot] && step_day[slot, step] <= int($4 * 365.25 / 12)) since += step_left[slot, step++]
    if ($4 > 0) { if (!enough(since)) breach(row ": a step of few"); n_curve_steps++ }
    since = 0
}
END {
    for (p in n_parts) if (p !~ /^city/ && n_parts[p] > 1 && n_closed[p] == 1 && city_shown[substr(p, index(p, ",") + 1)]) breach(p ": one alone is withheld, and the city tells it")
    for (i = 1; i <= n_rows; i++) {
        r = cause_order[i]
        if (cause_closed[r] > 0 && cause_closed[r] < cause_rows[r] && (cause_closed[r] == 1 || cause_hidden[r] < count))
            breach(r ": a withheld cause follows from the others")
    }
    print n_breaches + 0 " breaches, " n_shown + 0 " shares shown, " n_withheld + 0 " not, " n_curve_steps + 0 " steps"
}
