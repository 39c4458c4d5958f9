#!/usr/bin/env python3
"""dictionary.py DATAPACKAGE.json - the data dictionary of the public tables in Swedish, as docs/datalexikon.md holds it."""
import json
import sys

package = json.load(open(sys.argv[1], encoding="utf-8"))
print("""# Datalexikon: de offentliga tabellerna

Filerna i `public/`, som de också beskrivs i `datapackage.json` (Frictionless). Alla är CSV i UTF-8 med komma mellan fälten och punkt som
decimaltecken. `NaN` är ett tal som inte kan eller inte får visas; kolumnen med samma namn och `_status` säger `withheld` där det inte visas av
hänsyn till enskilda, och `preliminary` där talet kan ändras. `all` är alla. Bladen i `tables.xlsx` har de svenska namnen.

Avrundas antalen (`rounding_base` i `report.ini`) finns också `public_rounding.csv`, som för varje tabell (`table`) och kolumn (`column`) säger
vad antalen i den är avrundade till multiplar av (`base`); i `datapackage.json` har fältet då `rounded_to`.

Lexikonet är gjort ur `datapackage.json`: `python3 tests/support/dictionary.py datapackage.json`. Ett test ser till att det stämmer.
""")
for table in package["resources"]:
    key = ", ".join(f"`{k}`" for k in table["schema"]["primaryKey"])
    print(f"## {table['title']} (`{table['name']}.csv`)\n\nEn rad för varje {key}.\n\n| Kolumn | Betyder | Typ | Enhet |\n|---|---|---|---|")
    for field in table["schema"]["fields"]:
        kind = {"string": "text", "integer": "heltal", "number": "tal", "date": "datum"}.get(field["type"], field["type"])
        print(f"| `{field['name']}` | {field['title']} | {kind} | {field.get('unit', '')} |")
    print()
