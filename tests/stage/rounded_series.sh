#!/usr/bin/env bash
# Tests of trends, rates at equal tenure and curves of rounded counts: what they say is what the same program says of counts that were
# rounded before it saw them, and what anybody makes of rounded cumulative counts. The counts that others judge by stay as they are.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
at=$dir/at
TREND=yes protect_register 303 "$at" persons=500 units=7 years=8 >"$dir/said" 2>&1
p=$at/private
cd "$dir" || exit 3
printf '[protect]\nrounding_base = 5\n' >protect.ini
printf '[protect]\nrounding_base = 0\n' >off.ini

awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next }
    { n = at["numerator"]; d = at["denominator"]
      if ($n != "NaN") $n = 5 * int($n / 5 + 0.5)
      if ($d != "NaN" && $at["exposure_basis"] != "person_days") $d = 5 * int($d / 5 + 0.5)
      print }' "$p/rates.csv" >rates.csv
expect 'some counts are no multiples' test "$(diff "$p/rates.csv" rates.csv | grep -c '^>')" -gt 500

# ---- trends: without districts that are told the dispersion of districts is not known, and all else is of rounded counts
head -n 1 "$p/flows.csv" >flows.csv
sed 's/,yes$/,no/' "$p/shown_series.csv" >shown.csv
tried() { # TO RATES [OPTION...]
    mkdir "$1" && "$bin/trend" --rates "$2" --flows "${flows:-$p/flows.csv}" --tenure "$tenure" --shown-series shown.csv \
        --settings "$at/settings/trend.ini" --output-dir "$1" "${@:3}"
}
followed() { # TO RATES [OPTION...]
    mkdir "$1" && "$bin/retention" --spells "$p/spells.csv" --extracts "$p/extracts.csv" --rates "$2" --organisation "$at/raw/organisation.csv" \
        --turnover "$at/settings/turnover.ini" --settings "$at/settings/retention.ini" --output-dir "$1" "${@:3}"
}
expect_exit 0 'how long people stay is told of rounded counts' followed stays "$p/rates.csv" --protect protect.ini
expect_exit 0 'and of rates that were rounded before' followed before rates.csv
expect_same 'rates at equal tenure are of the rounded counts' stays/tenure_rates.csv before/tenure_rates.csv
expect_exit 0 'nothing is rounded where nobody asked' followed as-ever "$p/rates.csv" --protect off.ini
for table in survival retention retention_cause median_stay retention_tests tenure_rates; do
    expect_same "$table is as ever" as-ever/$table.csv "$p/$table.csv"
done
tenure=stays/tenure_rates.csv
expect_exit 0 'trends are tested of rounded counts' tried tested "$p/rates.csv" --protect protect.ini
flows=flows.csv
expect_exit 0 'and of counts that were rounded before' tried tested-before rates.csv
for table in breaks verdicts fits robustness; do
    expect_same "$table is of the rounded counts" tested/$table.csv tested-before/$table.csv
done
flows=
tenure=$p/tenure_rates.csv
expect_exit 0 'trends are tested as ever where nobody asked' tried tested-ever "$p/rates.csv" --protect off.ini
expect 'months among them' grep -q ,monthly, tested-ever/breaks.csv
expect 'and none where counts are rounded' test "$(cat tested/*.csv | grep -c ,monthly,)" = 0

# ---- curves
expect 'the counts of each horizon are as they were' python3 - "$p" stays <<'END'
import csv, sys
read = lambda at, name: list(csv.DictReader(open(f"{at}/{name}.csv")))
for name, counts in (("retention", "entrants late_entries events censored remaining least_at_risk"), ("retention_cause", "events"),
                     ("survival", "days at_risk events"), ("median_stay", "entrants events")):
    one, other = read(sys.argv[1], name), read(sys.argv[2], name)
    if len(one) != len(other) or len(one) < 10: sys.exit(f"{name}: rows")
    for x, y in zip(one, other):
        for column in counts.split():
            if x[column] != y[column]: sys.exit(f"{name} {column}: {x} {y}")
END
cat >curve.py <<'END'
"""Of those who were followed from hiring: Kaplan-Meier of the rounded numbers of who had left, and were lost, by each day."""
import csv, math, sys
near = lambda x: 5 * math.floor(x / 5 + 0.5)
read = lambda at, name: list(csv.DictReader(open(f"{at}/{name}.csv")))
slot = lambda row: (row["grouping"], row["category"], row["cohort"])
wrong = n = differ = 0
exact = {(slot(r), r["horizon"]): r for r in read(sys.argv[1], "retention")}
steps = {}
for r in read(sys.argv[1], "survival"):
    steps.setdefault(slot(r), []).append((int(r["days"]), int(r["at_risk"]), int(r["events"])))
for r in read(sys.argv[2], "retention"):
    curve = steps.get(slot(r))
    if curve is None or r["late_entries"] != "0" or r["probability"] == "NaN" or int(r["entrants"]) < 30: continue
    people, left, told, share = int(r["entrants"]), 0, 0, 1.0
    for days, at_risk, events in curve:
        if days > int(r["days"]): break
        lost = near(people - left - at_risk) if events else 0
        left += events
        if near(left) > told:
            share *= 1 - (near(left) - told) / (near(people) - told - lost)
            told = near(left)
    n += 1
    wrong += abs(1 - share - float(r["probability"])) > 1e-9
    differ += abs(float(r["probability"]) - float(exact[slot(r), r["horizon"]]["probability"])) > 1e-9
    if abs(1 - share - float(r["probability"])) > 1e-9: print(slot(r), r["horizon"], 1 - share, r["probability"])
print(n, wrong, differ)
sys.exit(wrong > 0 or n < 10 or differ < n / 2)
END
expect 'the share that has left is of rounded numbers, day by day' python3 curve.py "$p" stays
