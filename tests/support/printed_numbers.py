#!/usr/bin/env python3
"""printed_numbers.py FOLDER DELIVERY - prints every number of the documents in FOLDER that is in no public cell.

FOLDER holds report.html and its neighbours, public/, settings/ and datapackage.json. The written texts of DELIVERY (text/), and its
small files that are public by nature, may bring numbers of their own. A line says document, number, and the words around it; a last
line on stderr how many were looked up. Numbers are formatted anew, as Swedish readers write them: nothing is asked of the programs.

  sentences of claims.csv   each number stands in the very rows that the sentence names, or is the difference, quotient in percent, sum
                            or number of theirs, or stands in its test
  other text                in some cell of a public table (claims.csv, which is made of sentences, is no source)
  tables                    all numbers of a table in the cells of at most three public tables
  DOCX and PDF              every number stands in the HTML, which has been looked up
  workbook                  each sheet is one public table, cell by cell

How a cell may be written follows from its unit: shares in percent too, numbers with 0 to 4 decimals. Numbers of FIXED are words of the
programs; those of SUMS are the sums of a whole column.
"""
import csv
import functools
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from decimal import ROUND_HALF_UP, Decimal

# Words of the programs, and of the documents' own order: no results.
FIXED = re.compile(
    r"(?:Tabell|Figur|Bilaga|bilaga|Sida|nivå|Nivå|punkt)[ \u00a0]\d+"
    r"|T\d+\b"
    r"|per (?:100|10) "
    r"|(?:95|99,8) procents?"
    r"|[A-Z]\w+(?: med flera)? \((?:19|20)\d\d\)|[(,] ?[A-Z]\w+(?: och [A-Z]\w+| m\.fl\.)? (?:19|20)\d\d(?=\))"  # literature
    r"|1900-01-01|2019-01-31 eller 20190131"  # reasons why a record is not used
    r"|Ett år är 365 dagar, två år 730"
    r"|inom linjerna 998 av 1.000|ligger 19 av 20"  # how the funnel is drawn
)
SUMS = (("withheld", "values"), ("withheld", "withheld"), ("public_intake", "records_in"))
NUMBER = re.compile(r"(?<![\w,.])\d{1,3}(?:\u00a0\d{3}(?!\d))+(?:,\d+)?|(?<![\w.])\d+(?:,\d+)?")


def plain(text):
    """All blanks but the one between thousands, and all minus signs, become one each."""
    return re.sub(r"[\u202f\u2009]", "\u00a0", text).replace("\u2212", "–")


def numbers_of(text):
    """The numbers of a text, without the sign: a dash may be one, or stand between two."""
    return [m.group().replace("\u00a0", "") for m in NUMBER.finditer(plain(text))]


STEPS = [Decimal(1).scaleb(-decimals) for decimals in range(5)]


def written(value, decimals):
    return str(abs(value).quantize(STEPS[decimals], ROUND_HALF_UP)).replace(".", ",")


@functools.lru_cache(maxsize=None)
def ways(value, unit):
    """How a cell may be written."""
    values = (value, value * 100) if unit == "share" else (value,)
    return [written(v, decimals) for decimals in range(len(STEPS)) for v in values]


class Cells:
    """The public tables: their rows, and what each table may be written as."""

    def __init__(self, folder):
        self.rows, self.keys, self.kinds, self.by_table = {}, {}, {}, {}
        for resource in json.loads((folder / "datapackage.json").read_text())["resources"]:
            name = resource["name"]
            self.kinds[name] = {f["name"]: (f["type"], f.get("unit", "")) for f in resource["schema"]["fields"]}
            self.keys[name] = [n for n in self.kinds[name] if n in resource["schema"]["primaryKey"]]
            with open(folder / resource["path"], newline="", encoding="utf-8") as source:
                self.rows[name] = list(csv.DictReader(source))
            self.by_table[name] = {w for row in self.rows[name] for w in self.words(name, row)}
        for table, column in SUMS:
            total = sum(Decimal(r[column]) for r in self.rows[table] if r[column] != "NaN")
            self.by_table[table].add(written(total, 0))
        self.sources = {n: k for n, k in self.by_table.items() if n != "claims"}
        self.all = set().union(*self.sources.values())

    def value(self, table, row, column):
        """The number of a cell, or None."""
        kind, _ = self.kinds[table][column]
        if kind not in ("integer", "number") or row[column] in ("", "NaN"):
            return None
        return Decimal(row[column])

    def words(self, table, row):
        for column, text in row.items():
            value = self.value(table, row, column)
            if value is not None:
                yield from ways(value, self.kinds[table][column][1])
            elif self.kinds[table][column][0] == "string":
                for n in numbers_of(text.replace("-", " ")):
                    yield n
                    yield n.lstrip("0") or "0"

    def named(self, cells):
        """Table and row of each cell that a claim names, as table:key,key:column; * stands for any key."""
        for name in filter(None, cells.split("; ")):
            table, key, _ = re.match(r"(\w+):(.*):(\w+)$", name).groups()
            for row in self.rows[table]:
                values = [row[k] for k in self.keys[table]]
                parts = key.split(",") if len(values) > 1 else [key]
                if len(parts) == len(values) + 1:  # the definition, which the table has one of
                    values.append(row["definition"])
                if len(parts) == len(values) and all(p in ("*", v) for p, v in zip(parts, values)):
                    yield table, row

    def of_claim(self, claim):
        """Every number that a claim may say."""
        rows = list({id(r): (t, r) for t, r in self.named(claim["cells"])}.values())
        known = set(numbers_of(claim["test"])) | {str(n) for n in range(1, len(rows) + 1)}
        for table, row in rows:
            known.update(self.words(table, row))
        for column in {c for t, r in rows for c in r}:
            values = [(self.value(t, r, column), self.kinds[t][column][1]) for t, r in rows if column in r]
            values = [(v, u) for v, u in values if v is not None and v.is_finite()]
            known.update(w for a, u in values for b, _ in values for w in ways(a - b, u))
            known.update(written(100 * a / b, 0) for a, _ in values for b, _ in values if b)
            known.add(written(sum((v for v, _ in values), Decimal(0)), 0))
        # a rate over several years
        both = [(self.value(t, r, "exits"), self.value(t, r, "person_years")) for t, r in rows if "exits" in r]
        both = [b for b in both if None not in b]
        for n in range(2, len(both) + 1):
            for start in range(len(both) - n + 1):
                part = both[start:start + n]
                known.update(ways(100 * sum(e for e, _ in part) / sum(y for _, y in part), ""))
        return known


class Page(html.parser.HTMLParser):
    """The page as tables (rows of cells), paragraphs of text by chapter, and the alternatives of figures."""

    SKIP = ("style", "script", "svg", "title", "nav")

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables, self.texts, self.alts = [], [], []
        self.stack, self.skip, self.text, self.cell, self.table = [], 0, [], None, None
        self.ids = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in self.SKIP:
            self.skip += 1
        if tag == "img" and "alt" in attributes:
            self.alts.append((self.chapter(), attributes["alt"]))
        if tag in ("section", "div"):
            self.ids.append(attributes.get("id") or attributes.get("class") or "")
        if tag == "table":
            self.flush()
            self.table = []
        elif tag == "tr" and self.table is not None:
            self.table.append([])
        elif tag in ("td", "th") and self.table is not None:
            self.cell = []
        elif tag in ("p", "li", "h1", "h2", "h3", "h4", "figcaption", "caption"):
            self.flush()

    def handle_endtag(self, tag):
        if tag in self.SKIP:
            self.skip -= 1
        if tag in ("td", "th") and self.table:
            self.table[-1].append("".join(self.cell).strip())
            self.cell = None
        elif tag == "table":
            self.tables.append((self.chapter(), self.table))
            self.table = None
        elif tag in ("p", "li", "h1", "h2", "h3", "h4", "figcaption", "caption"):
            self.flush()
        if tag in ("section", "div") and self.ids:
            self.flush()
            self.ids.pop()

    def handle_data(self, data):
        if self.skip:
            return
        if self.cell is not None:
            self.cell.append(data)
        else:
            self.text.append(data)

    def chapter(self):
        return "/".join(i for i in self.ids if i)

    def flush(self):
        text = re.sub(r"[ \t\r\n]+", " ", "".join(self.text)).strip()
        if text:
            self.texts.append((self.chapter(), text))
        self.text = []


def given(folder, delivery):
    """Numbers that people wrote: settings, texts, and files that are public by nature."""
    known = set()
    for path in list((folder / "settings").glob("*.ini")) + list(delivery.glob("*.csv")) + list((delivery / "text").glob("*")) \
            + [delivery / "report.ini"]:
        if path.name in ("truth.csv", "corrections.csv", "control_totals.csv") or not path.exists():
            continue
        for n in numbers_of(path.read_text(encoding="utf-8").replace("-", " ").replace(".", ",")):
            known.add(n)
            known.add(n.lstrip("0") or "0")
            known.add(n.rstrip("0").rstrip(",") if "," in n else n)
    return known


def thousands(number):
    """1085,7 -> 1 and 085,7"""
    whole, comma, rest = number.partition(",")
    groups = [whole] if len(whole) < 4 else [whole[max(0, end - 3):end] for end in range(len(whole), 0, -3)][::-1]
    return groups[:-1] + [groups[-1] + comma + rest]


def figure_numbers(folder):
    """What stands in the figures, without the ticks of their axes: name and text."""
    for path in sorted((folder / "figures").glob("*.svg")):
        for text in ET.parse(path).getroot().iter("{http://www.w3.org/2000/svg}text"):
            yield path.name, "".join(text.itertext())


def spoken(text):
    """A text without what FIXED says."""
    return FIXED.sub(" ", plain(text))


def document_numbers(path):
    """The numbers of a DOCX or PDF, as they stand."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            root = ET.fromstring(archive.read("word/document.xml"))
        w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        text = "\n".join("".join(t.text or "" for t in p.iter(w + "t")) for p in root.iter(w + "p"))
        return numbers_of(spoken(text)), text
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True).stdout.decode()
    return numbers_of(spoken(re.sub(r"[ \n]+", " ", re.sub(r"Sida \d+ \(\d+\)", " ", text)))), text


def workbook(path, cells):
    """Each sheet that the contents name as a public table holds that table's numbers, in its order."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    row_tag, cell_tag, value_tag = ("{%s}%s" % (space["m"], t) for t in ("row", "c", "v"))
    with zipfile.ZipFile(path) as archive:
        names = [s.get("name") for s in ET.fromstring(archive.read("xl/workbook.xml")).findall(".//m:sheet", space)]
        strings = ["".join(t.text or "" for t in s.iter("{%s}t" % space["m"]))
                   for s in ET.fromstring(archive.read("xl/sharedStrings.xml"))]

        def rows(number):
            for row in ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml")).iter(row_tag):
                found = ((c.get("t"), c.find(value_tag)) for c in row.iterfind(cell_tag))
                yield [strings[int(v.text)] if t == "s" else Decimal(v.text) for t, v in found if v is not None and t in (None, "s", "n")]

        listed = {row[0]: row[-1] for row in rows(names.index("Innehåll") + 1) if len(row) == 4}
        for sheet, file in listed.items():
            table = pathlib.Path(str(file)).stem
            if table not in cells.rows:
                continue
            got = [c for row in list(rows(names.index(sheet) + 1))[1:] for c in row if isinstance(c, Decimal)]
            wanted = [v for row in cells.rows[table] for column in row
                      for v in [cells.value(table, row, column)] if v is not None]
            if len(got) != len(wanted) or any(abs(g - w) > abs(w) * Decimal("1e-15") for g, w in zip(got, wanted)):
                yield f"workbook, sheet {sheet}: {len(got)} numbers, {len(wanted)} in {table}.csv, or others"
        known = {f"{float(v):.12g}" for t in ("districts", "city", "public_indicators") for row in cells.rows.get(t, [])
                 for c in row for v in [cells.value(t, row, c)] if v is not None}
        yield from (f"workbook, look-up: {c}" for row in list(rows(names.index("Uppslag") + 1))[1:] for c in row
                    if isinstance(c, Decimal) and f"{float(c):.12g}" not in known)
        yield from (f"workbook: no sheet for {t}" for t in cells.rows
                    if cells.rows[t] and f"public/{t}.csv" not in listed.values())


def main():
    folder, delivery = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    cells, words = Cells(folder), given(folder, delivery)
    seen = 0
    missing = []

    def look(document, text, known):
        nonlocal seen
        kept = spoken(text)
        for n in numbers_of(kept):
            seen += 1
            if n not in known and n not in words:
                at = kept.find(n)
                missing.append(f"{document}: {n}: {kept[max(0, at - 60):at + 40]}")

    for claim in cells.rows["claims"]:
        if not claim["text"].startswith("”"):  # what others have said
            look("claim " + claim["claim"], claim["text"], cells.of_claim(claim) if claim["cells"] else cells.all)
    page = Page()
    page.feed((folder / "report.html").read_text(encoding="utf-8"))
    for where, text in page.texts:
        look("html " + where, text, cells.all)
    for where, text in page.alts:
        look("alternative text " + where, text, cells.all)
    printed = set(words)
    for where, text in figure_numbers(folder):
        bare = text.strip().replace("\u00a0", "")
        if not re.fullmatch(r"[+–-]?\d+(,\d)?", bare):  # a tick of an axis stands alone, as does the number of a mark or bar
            look("figure " + where, text, cells.all)
        printed.update(numbers_of(spoken(text)))
    for where, text in page.texts + page.alts:
        printed.update(numbers_of(spoken(text)))
    for where, table in page.tables:
        wanted = {n for row in table for c in row for n in numbers_of(spoken(c))}
        seen += len(wanted)
        printed |= wanted
        left, used = wanted - words, []
        while left and len(used) < 3:
            name = max(cells.sources, key=lambda t: len(left & cells.sources[t]))
            used.append(name)
            left -= cells.sources[name]
        if left:
            missing.append(f"table {where}: {sorted(left)[:12]} of {len(wanted)}, in none of {used}")
    for name in ("report.docx", "report.pdf"):
        if (folder / name).exists():
            numbers, text = document_numbers(folder / name)
            seen += len(numbers)
            if name == "report.pdf":  # poppler gives the blank between thousands as any other
                printed |= {part for n in printed for part in thousands(n)}
            for n in sorted(set(numbers) - printed):
                at = plain(text).find(n)
                missing.append(f"{name}: {n}: {' '.join(plain(text)[max(0, at - 60):at + 40].split())}")
    missing += workbook(folder / "tables.xlsx", cells)
    print(f"{seen} numbers looked up", file=sys.stderr)
    print("\n".join(missing), end="\n" if missing else "")


main()
