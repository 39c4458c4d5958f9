#!/usr/bin/env python3
"""below_the_wall.py PUBLIC [PRIVATE] - what a reader of the public tables alone can hold against the report's own word: how many values
are shown and withheld, one sign for what is withheld, no trace of why, no hole in a series that tells that somebody is there. With
PRIVATE also that no step of a curve stands for fewer than five. Prints what is wrong, then `VALUES WITHHELD` as the report says them."""
import csv
import sys
from collections import defaultdict
from pathlib import Path

public = Path(sys.argv[1])
# The columns that hold values, of tables where a status column does not stand behind each.
VALUES = {
    "definitions": "numerator denominator value lower upper",
    "public_breaks": "n_periods events rate_ratio lower upper excess excess_lower excess_upper excess_per_100 excess_per_100_lower"
    " excess_per_100_upper likelihood_ratio p_asymptotic weight",
    "public_fits": "exits person_years rate trend expected pulse step slope weight",
    "public_robustness": "n_periods events dispersion rate_ratio lower upper excess_per_100 p_fixed p_search",
    "public_verdicts": "n_periods events person_years annual_change annual_change_lower annual_change_upper p_fixed p_search"
    " weight_no_break dispersion unit_dispersion year_sd year_sd_limit smallest_detectable replicates",
    "public_intake": "records_in kept rejected merged",
    "public_survival": "survival lower upper",
    "public_retention": "entrants events remaining probability lower upper",
    "public_retention_cause": "events probability lower upper",
    "public_median_stay": "median_months lower upper",
    "public_tenure_rates": "crude standardised lower upper",
    "public_focus_areas": "district",
    "public_indicator_files": "records",
}
SERIES = {
    "city": "occupation dimension category definition",
    "definitions": "occupation definition",
    "districts": "district definition",
    "district_occupation": "district occupation definition",
    "balance": "occupation item",
    "public_tenure_rates": "occupation",
}
FEWEST_EVENTS = 5


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def columns_of(table, rows):
    if table in VALUES:
        return VALUES[table].split()
    names, block, out = list(rows[0]), [], []
    for name in names:  # a status stands behind the column it is named after, and what stands between
        block.append(name)
        if name.endswith("_status"):
            out += block[block.index(name[: -len("_status")]) : -1]
            block = []
    return out


said = {row["table"]: row for row in read(public / "withheld.csv")}
for table, row in said.items():
    rows = read(public / f"{table}.csv")
    if not rows:
        continue
    values, withheld = float(row["values"]), float(row["withheld"])
    shown = sum(row[name] not in ("", "NaN") for row in rows for name in columns_of(table, rows))
    if shown != values - withheld:
        print(f"{table}: {shown} values are shown, and {values:g} less {withheld:g} are said to be")
    status = [name for name in rows[0] if name.endswith("_status")]
    signs = sum(row[name] == "withheld" for row in rows for name in status)
    if status and withheld < signs:
        print(f"{table}: {signs} signs stand for {withheld:g} values")
    if withheld and status and not signs:
        print(f"{table}: {withheld:g} values are withheld without a sign")

# Why a value is withheld, and what it can still be, is told of nothing.
for path in sorted(public.glob("*.csv")):
    rows = read(path)
    if path.stem not in said and rows and any(name.endswith("_status") for name in rows[0]):
        print(f"{path.name}: is not told of in withheld.csv")
    for name in rows[0] if rows else []:
        if name in ("rule", "width", "low_bound", "high_bound", "primary", "secondary"):
            print(f"{path.name}: column {name}")
        if name.endswith("_status") and {row[name] for row in rows} - {"", "withheld", "preliminary", "not_applicable"}:
            print(f"{path.name}: {name} says more than that a value is withheld")
    for row in rows:
        if any(row[name] == "withheld" for name in row if name.endswith("_status")) and row.get("reason") in ("count", "group", "secondary", "closure"):
            print(f"{path.name}: a reason beside what is withheld")
            break

# A row that is there in some years alone tells that somebody is there, whatever is withheld of it.
for table, keys in SERIES.items():
    years, seen = set(), defaultdict(set)
    for row in read(public / f"{table}.csv"):
        if len(row["period"]) == 4:
            years.add(row["period"])
            seen[tuple(row[key] for key in keys.split())].add(row["period"])
    for series, there in seen.items():
        if there != years:
            print(f"{table}: {' '.join(series)} has no row in {' '.join(sorted(years - there))}")

if len(sys.argv) > 2:
    key = lambda row: tuple(row[name] for name in ("grouping", "category", "cohort", "outcome"))
    days, steps = defaultdict(list), defaultdict(list)
    for row in read(Path(sys.argv[2]) / "survival.csv"):
        days[key(row)].append((float(row["months"]), float(row["events"])))
    for row in read(public / "public_survival.csv"):
        steps[key(row)].append(float(row["months"]))
    for curve, months in steps.items():
        for before, now in zip(months, months[1:]):
            n = sum(events for month, events in days[curve] if before < month <= now)
            if n < FEWEST_EVENTS:
                print(f"public_survival: {' '.join(curve)} has a step at {now:g} months for {n:g}")

print(f"{sum(float(r['values']) for r in said.values()):.0f} {sum(float(r['withheld']) for r in said.values()):.0f}")
