#!/usr/bin/env python3
"""rounded.py OUT BASE - what a reader can hold against a report that says its counts are rounded: every count of persons, exits, answers
or records in any public table is a multiple of BASE (of indicators: those that count persons), every rate is of the rounded count
beside it, and what was no multiple (OUT/private/exact) stands nowhere as it was. Prints what is wrong."""
import csv
import json
import math
import sys
from pathlib import Path

out, base = Path(sys.argv[1]), int(sys.argv[2])
COUNTED = {"persons", "exits", "answers", "records"}
# Of models, not counted; or of what is no person.
NOT_COUNTED = {"excess", "excess_lower", "excess_upper", "expected", "expected_lower", "expected_upper", "contribution",
               "contribution_lower", "contribution_upper"}
OPEN = {"public_indicator_files"}
OWN_COUNTS = {"consultants": "numerator value", "consultant_share": "numerator denominator", "incidents": "numerator",
              "manager_stability": "numerator denominator", "survey_share": "denominator", "survey_index": "denominator",
              "survey_response_rate": "numerator denominator", "sickness_absence": "denominator", "reinforcement_team": "numerator value"}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text not in ("", "NaN") else math.nan


def off(value):
    return math.isfinite(value) and abs(value / base - round(value / base)) > 1e-9


package = json.load(open(out / "datapackage.json", encoding="utf-8"))
n = 0
for resource in package["resources"]:
    table, rows = resource["name"], read(out / resource["path"])
    columns = [f["name"] for f in resource["schema"]["fields"] if f.get("unit") in COUNTED and f["name"] not in NOT_COUNTED]
    for row in rows if table not in OPEN else []:
        for column in columns:
            value = number(row[column])
            n += math.isfinite(value)
            if off(value):
                print(f"{table}: {column} {value:g} in {list(row.values())[:5]}")
        if {"exits", "person_years", "rate"} <= row.keys():
            rate, exits, years = number(row["rate"]), number(row["exits"]), number(row["person_years"])
            if math.isfinite(rate) and abs(rate - 100 * exits / years) > 1e-6 * max(1, rate):
                print(f"{table}: a rate of {rate:g} is not of {exits:g} in {list(row.values())[:5]}")
for row in read(out / "public/public_indicators.csv"):
    for column in OWN_COUNTS.get(row["indicator"], "").split() if row["basis"] == "own" else []:
        n += math.isfinite(number(row[column]))
        if off(number(row[column])):
            print(f"public_indicators: {column} {row[column]} in {list(row.values())[:5]}")

# The same rows, before and after: near to what they were, with the same holes but for what can not be made again.
said = read(out / "public/public_rounding.csv")
changed = 0
for one in said:
    exact, public = (read(out / place / f"{one['table']}.csv") for place in ("private/exact", "public"))
    if int(one["base"]) != base or len(exact) != len(public):
        print(f"{one['table']}: base {one['base']}, {len(exact)} and {len(public)} rows")
    for before, after in zip(exact, public):
        was, now = number(before[one["column"]]), number(after[one["column"]])
        if math.isnan(was) != math.isnan(now) or abs(was - now) > base / 2 or (was == 0 and now != 0):
            print(f"{one['table']}: {one['column']} {was:g} became {now:g}")
        changed += was != now and math.isfinite(was)
if n < 200 or changed < 50:
    print(f"{n} counts, {changed} of them rounded: too few to prove anything")
