# compare.awk - prints the exits and the person-days of rates.csv that the truth of the example contradicts; nothing if all agree.
# awk -f compare.awk truth.csv rates.csv
BEGIN { FS = ","; split("", want) }
FNR == 1 { file++; for (i = 1; i <= NF; i++) column[file, $i] = i; next }
file == 1 {
    year = $column[1, "year"]; exits = $column[1, "exits"]; days = $column[1, "person_days"]
    add("city", year, "all", "all"); add("occupation", year, "all", $column[1, "occupation"])
    add("district", year, $column[1, "district"], "all")
    add("district_occupation", year, $column[1, "district"], $column[1, "occupation"])
    next
}
$column[2, "definition"] == "T17" && $column[2, "period"] ~ /^[0-9][0-9][0-9][0-9]$/ {
    key = $column[2, "grouping"] SUBSEP $column[2, "period"] SUBSEP $column[2, "district"] SUBSEP $column[2, "occupation"]
    if (!(key in want_exits))
        next
    seen[key] = 1
    year = $column[2, "period"]
    in_year = year % 4 == 0 && year % 100 != 0 || year % 400 == 0 ? 366 : 365
    days = $column[2, "denominator"] * in_year
    if ($column[2, "numerator"] != want_exits[key] || days - want_days[key] > 0.01 || want_days[key] - days > 0.01)
        printf "%s: exits %s, planted %d; person-days %.2f, planted %d\n", key, $column[2, "numerator"], want_exits[key], days,
            want_days[key]
}
function add(grouping, year, district, occupation,   key) {
    key = grouping SUBSEP year SUBSEP district SUBSEP occupation
    want_exits[key] += exits; want_days[key] += days
}
END { for (key in want_exits) if (!(key in seen)) printf "%s: not in rates.csv\n", key }
