"""Takes single suppressions of the indicators away and lets the audit look.

  unveil_indicators.py PRIVATE PUBLIC SETTINGS AUDIT WORK [STEP]

Of the rows of public_indicators and public_distributions that are withheld for others' sake (protection.csv says linked), every STEP-th
is shown again as the private table has it, by itself. Prints found|missed,table,key for each.
"""
import csv
import os
import subprocess
import sys

private, public, settings, audit, work = sys.argv[1:6]
step = int(sys.argv[6]) if len(sys.argv) > 6 else 1
TABLES = {"public_indicators": ("indicators", 7), "public_distributions": ("distributions", 5)}
COUNTED = {"consultants", "consultant_share", "vacancy_rate", "incidents", "cases_per_holder", "admin_support", "manager_stability",
           "survey_response_rate"}  # their numerator stands beside the value
WHOLE = {"survey_share", "survey_index", "survey_response_rate", "manager_stability", "consultants", "sickness_long_term"}


def read(path):
    with open(path, newline="", encoding="utf-8") as f:
        rows = list(csv.reader(f))
    return rows[0], rows[1:]


def key(row, n):
    return "|".join(row[:n])


def shown(header, row, truth):
    new = dict(zip(header, row))
    if "value_status" in new:
        new["value"] = str(round(float(truth["value"]), 0 if truth["indicator"] in WHOLE else 1))
        new["value_status"] = ""
        if truth["indicator"] in COUNTED:
            new["numerator"] = truth["numerator"]
        if truth["denominator"] != "NaN":
            new["denominator"] = str(round(float(truth["denominator"]), 1))
    else:
        for column in ("count", "n", "share"):
            new[column] = truth[column]
        new["count_status"] = ""
    return [new[c] for c in header]


FOLLOWS = ("case_quartile|", "sickness_long_term|")  # withheld with their group, which they do not tell
linked = {(r[0], r[1]) for r in read(f"{private}/protection.csv")[1]
          if r[3] == "linked" and r[0] in TABLES and not r[1].startswith(FOLLOWS)}
for i, (table, at) in enumerate(sorted(linked)):
    if i % step:
        continue
    source, n = TABLES[table]
    names, rows = read(f"{private}/{source}.csv")
    truth = {key(r, n): dict(zip(names, r)) for r in rows}
    header, rows = read(f"{public}/{table}.csv")
    os.makedirs(work, exist_ok=True)
    for name in os.listdir(public):
        if os.path.lexists(f"{work}/{name}"):
            os.remove(f"{work}/{name}")
        if name != f"{table}.csv":
            os.symlink(os.path.abspath(f"{public}/{name}"), f"{work}/{name}")
    with open(f"{work}/{table}.csv", "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(header)
        out.writerows(shown(header, r, truth[at]) if key(r, n) == at else r for r in rows)
    status = subprocess.run([audit, "--public", work, "--settings", settings, "--output", f"{work}.audit.csv"],
                            stderr=subprocess.DEVNULL, check=False).returncode
    print({0: "missed", 1: "found"}.get(status, "failed"), table, at, sep=",")
