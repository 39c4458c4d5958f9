#!/usr/bin/env python3
"""lookup.py TABLES.xlsx PUBLIC [OUT.xlsx DISTRICT YEAR] - the look-up sheet against the public tables.

Every formula finds its cell by the two choices, every choice has a row, the lists are those of the formulas, what was written for
programs that do not calculate is what the formulas give, and turnover is that of districts.csv and city.csv, marks included. With the
last three arguments a copy is written with another choice, for a spreadsheet program to calculate. Says what is wrong, else nothing.
"""
import csv
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
path, public = sys.argv[1:3]
archive = zipfile.ZipFile(path)
names = [s.get("name") for s in ET.fromstring(archive.read("xl/workbook.xml")).iter(M + "sheet")]
strings = ["".join(t.text or "" for t in s.iter(M + "t")) for s in ET.fromstring(archive.read("xl/sharedStrings.xml"))]
wrong = []


def sheet(name):
    """Cells by reference: value, formula; and the root."""
    root = ET.fromstring(archive.read(f"xl/worksheets/sheet{names.index(name) + 1}.xml"))
    cells = {}
    for c in root.iter(M + "c"):
        value, formula = c.find(M + "v"), c.find(M + "f")
        text = None if value is None else value.text
        if c.get("t") == "s":
            text = strings[int(text)]
        elif c.get("t") != "str" and text is not None:
            text = float(text)
        cells[c.get("r")] = (text, None if formula is None else formula.text)
    return cells, root


ask, root = sheet("Slå upp")
data, _ = sheet("Uppslag")
keys = {data[f"A{row}"][0]: row for row in range(2, 100000) if f"A{row}" in data}
lists = {c: [ask[f"{c}{row}"][0] for row in range(2, 100000) if f"{c}{row}" in ask] for c in "FG"}
rules = [(v.get("sqref"), v.find(M + "formula1").text) for v in root.iter(M + "dataValidation")]
if rules != [("B3", f"$F$2:$F${len(lists['F']) + 1}"), ("B4", f"$G$2:$G${len(lists['G']) + 1}")]:
    wrong.append(f"lists: {rules}")
said = lambda v: f"{v:.0f}" if isinstance(v, float) else v
if {f"{a}|{said(b)}" for a in lists["F"] for b in lists["G"]} != set(keys):
    wrong.append("a choice has no row, or a row no choice")
column_of = {}
for row in range(7, 100000):
    if f"A{row}" not in ask:
        break
    for cell, first in (("B", r"\$B\$3"), ("C", r'"Staden"')):
        value, formula = ask[f"{cell}{row}"]
        match = re.fullmatch(rf'IFERROR\(INDEX\(Uppslag!\$([A-Z]+)\$2:\$\1\$(\d+),MATCH\({first}&"\|"&\$B\$4,Uppslag!\$A\$2:\$A\$\2,0\)\),"\."\)', formula)
        if not match or int(match[2]) != max(keys.values()):
            wrong.append(f"{cell}{row}: {formula}")
            continue
        column_of[ask[f"A{row}"][0]] = match[1]
        unit = ask["B3"][0] if cell == "B" else "Staden"
        there = data[f"{match[1]}{keys[unit + '|' + said(ask['B4'][0])]}"][0]
        if there != value:
            wrong.append(f"{cell}{row} says {value}, finds {there}")
for label, column in column_of.items():
    if data[f"{column}1"][0] != label:
        wrong.append(f"{label}: column {data[f'{column}1'][0]}")

checked = 0
for file, whole in (("districts", False), ("city", True)):
    for record in csv.DictReader(open(f"{public}/{file}.csv", encoding="utf-8")):
        if whole and (record["dimension"], record["occupation"]) != ("none", "all"):
            continue
        key = f"{'Staden' if whole else record['district']}|{record['period']}"
        for label, name, status in (("Avgångar", "exits", "exits_status"), ("Avgångar per 100 årsanställda", "rate", "rate_status")):
            got = data[f"{column_of[label]}{keys[key]}"][0]
            wanted = ".." if record[status] == "withheld" else "." if record[name] == "NaN" else float(record[name])
            checked += 1
            if not (got == wanted or (isinstance(got, float) and isinstance(wanted, float) and abs(got - wanted) <= 1e-13 * abs(wanted))):
                wrong.append(f"{key} {label}: {got}, {wanted}")
if checked < 20:
    wrong.append(f"only {checked} cells")
print("\n".join(wrong), end="\n" if wrong else "")

if len(sys.argv) > 3:
    district, year = sys.argv[4:6]
    with zipfile.ZipFile(sys.argv[3], "w") as out:
        for name in archive.namelist():
            content = archive.read(name)
            if name == f"xl/worksheets/sheet{names.index('Slå upp') + 1}.xml":
                text = content.decode()
                text = re.sub(r'<c r="B3"[^>]*><v>\d+</v></c>', f'<c r="B3" t="inlineStr"><is><t>{district}</t></is></c>', text)
                text = re.sub(r'(<c r="B4"[^>]*><v>)\d+', rf"\g<1>{year}", text)
                content = text.encode()
            out.writestr(name, content)
sys.exit(1 if wrong else 0)
