# compare.awk - holds survival tables against R's numbers: awk -f compare.awk expected.csv FOLDER/{retention,median_stay,...}.csv
# Prints what differs by more than one part in 10^9, and at the end how many numbers were compared.
BEGIN { FS = ","; tolerance = 1e-9 }
function base(path) { sub(/.*\//, "", path); sub(/\.csv$/, "", path); return path }
FNR == 1 { table = base(FILENAME); for (i = 1; i <= NF; i++) at[table, $i] = i; next }
function cell(name) { return $(at[table, name]) }
table ~ /expected$/ { key[++n] = $1 "," $2 "," $3 "," $4 "," $5; wanted[n] = $6; next }
table == "retention_tests" { got["test," cell("comparison") ",,chi_squared,"] = cell("chi_squared"); next }
{ group = cell("grouping") "," cell("category") "," cell("cohort") "," }
table == "retention" {
    got[group "left," cell("horizon")] = cell("probability")
    got[group "standard_error," cell("horizon")] = cell("standard_error")
    got[group "lower," cell("horizon")] = cell("lower")
    got[group "upper," cell("horizon")] = cell("upper")
}
table == "median_stay" {
    got[group "median,"] = cell("median_months")
    got[group "median_lower,"] = cell("lower")
    got[group "median_upper,"] = cell("upper")
}
table == "retention_cause" { got[group "cause_" cell("cause") "," cell("horizon")] = cell("probability") }
END {
    for (i = 1; i <= n; i++) {
        g = got[key[i]]; w = wanted[i]; n_same += 1
        if (g == w || (w == 0 && g == "")) continue
        d = g - w; if (d < 0) d = -d; size = w < 0 ? -w : w
        if (g == "" || g == "NaN" || w == "NaN" || d > tolerance * size) { print key[i] ": " g ", expected " w; n_same-- }
    }
    print n_same + 0 " of " n + 0 " numbers"
}
