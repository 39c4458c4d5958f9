#!/bin/bash
# Compares `stat` with reference numbers made by others. usage: run.sh [STAT [DIR]]
#
# DIR holds, for each area, cases_AREA.csv (case,arguments,data: a case may stand on several lines) and expected_AREA.csv
# (case,quantity,value,rel_tol,source). Every expected value must be printed by its case's commands and lie within
# max(rel_tol * |expected|, 1e-10); NA means undefined. Prints TAP, and at the end how many values were compared, and how many
# of the oracle's they are: all but those that the table in README.md leaves out (oracle.sh holds it to that).
set -u
dir=${2:-$(dirname "$0")}
stat=${1:-${BUILD:-build/plain}/bin/stat}
got=$(mktemp) || exit 1
trap 'rm -f "$got"' EXIT

while IFS=, read -r case arguments data; do
    [ "$case" = case ] && continue
    # Arguments are words of options, split at blanks on purpose; commas in them are written as ';'.
    # shellcheck disable=SC2086
    "$stat" ${arguments//;/,} ${data:+"$dir/data/$data"} 2>&1 | sed -e 1d -e "s/^/$case,/"
    [ "${PIPESTATUS[0]}" -eq 0 ] || echo "$case,!command,$arguments $data"
done < <(cat "$dir"/cases_*.csv) > "$got"

left_out=$(awk -F '|' '/^\| case \| quantity \| values \|/ { on = 1; next } /^$/ { on = 0 } on { n += $4 } END { print n + 0 }' \
    "$dir/README.md" 2>/dev/null)

awk -F, '
function number(text) {
    if (text == "NA" || text == "NaN") return "undefined"
    if (text == "Inf" || text == "-Inf") return text
    return text + 0
}
FNR == 1 && FILENAME != got_file { next }
FILENAME == got_file {
    if ($2 == "!command") broken[$1] = broken[$1] "# fails: stat " $3 "\n"
    got[$1, $2] = $3
    seen[$1] = 1
    next
}
{
    if (!($1 in total)) order[++n_cases] = $1
    total[$1]++
    n_values++
    if (!(($1, $2) in got)) { message = "is not printed" }
    else {
        expected = number($3); value = number(got[$1, $2]); message = ""
        if (expected == "undefined" || value == "undefined" || expected ~ /Inf/ || value ~ /Inf/) {
            if (expected "" != value "") message = "got " got[$1, $2] ", expected " $3
        } else {
            allowed = $4 * (expected < 0 ? -expected : expected)
            if (allowed < 1e-10) allowed = 1e-10
            difference = value - expected
            if (difference > allowed || -difference > allowed) message = "got " got[$1, $2] ", expected " $3 " within " $4
        }
    }
    if (message != "") { bad[$1]++; n_bad++; detail[$1] = detail[$1] "# " $2 ": " message "\n" }
}
END {
    for (i = 1; i <= n_cases; i++) {
        name = order[i]
        failed = (name in bad) || (name in broken)
        printf "%sok %d %s: %d values\n%s%s", failed ? "not " : "", i, name, total[name], broken[name], detail[name]
        failures += failed
    }
    for (name in seen)
        if (!(name in total)) { printf "not ok %d %s: no value expected\n", ++n_cases, name; failures++ }
    printf "1..%d\n# %d reference values", n_cases, n_values
    if (left_out > 0)
        printf " (%d of the oracle'\''s 3025; %d left out on purpose, see tests/reference/README.md)", 3025 - left_out, left_out
    print (n_bad ? ", " n_bad " wrong" : "")
    exit failures > 0
}' left_out="$left_out" got_file="$got" "$got" "$dir"/expected_*.csv
