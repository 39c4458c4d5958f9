"""random_extracts.py FOLDER SEED - a delivery as HR may send it, drawn from a seed: several extracts of spells and of snapshots that tell of
the same persons, disagree, and overlap; as text in UTF-8, Windows-1252 or UTF-16, or as a workbook; with quotes that hold line breaks,
damage of every kind, words that differ in case or that nobody mapped, words and unknown facts of few persons; and, as the seed has it, lists
of codes, with days or without, mends, totals, finished counts and limits of what may be rejected."""
import os
import random
import sys
import zipfile

folder, seed = sys.argv[1], int(sys.argv[2])
r = random.Random(seed)
for inner in ("staff", "codes", "counts"):
    os.makedirs(os.path.join(folder, inner), exist_ok=True)

COLUMNS = ["personid", "personnummer", "förvaltning", "yrke", "verksamhetsområde", "anställningsform", "avlöning", "kön", "födelseår",
           "sysselsättningsgrad", "anställd_från", "anställd_till", "avgångsorsak", "uttagsdatum", "Lön för %d"]
districts = ["Norra", "norra", "Södra", "Väs tra\u00a0", "Östra", "Öst\u200bra"]
occupations = ["soc", "Soc", "bist", "soc ", "kurator", "Kurator."]
operations = ["", "barn", "Barn", "äldre", "okänd"]
last_years = sorted(r.sample(range(2016, 2024), r.choice([1, 2, 3])))
persons = r.choice([30, 200, 900])
few = r.random() < 0.7  # lack a fact


def day(n):
    return "%04d-%02d-%02d" % (2008 + n // 336, n // 28 % 12 + 1, n % 28 + 1)


def number_of(i):
    """A personnummer with its check digit, with or without a century."""
    digits = "%02d%02d%02d%03d" % (60 + i % 35, i % 12 + 1, i % 28 + 1, i % 1000)
    total = sum(sum(divmod(int(d) * (2 if k % 2 == 0 else 1), 10)) for k, d in enumerate(digits))
    full = digits[:6] + "-" + digits[6:] + str(-total % 10)
    return ("19" + full) if r.random() < 0.7 else full


def spells_of(i, year):
    """What the extract of that year says of a person, as cells."""
    p = random.Random(seed * 1000003 + i)
    at, known = p.randrange(0, 8 * 336), (year - 2008) * 336
    for k in range(p.choice([1, 1, 2, 4])):
        end = at + p.choice([20, 200, 900, 4000])
        district, occupation = p.choice(districts), p.choice(occupations)
        operation, form, gender, born = p.choice(operations), p.choice(["tillsvidare", "Visstid", "timanställd", "okänt ord"]), p.choice("KM"), 1950 + p.randrange(35)
        if at >= known:
            return
        if r.random() < 0.03: district = r.choice(districts)
        if r.random() < 0.02: occupation = "udda %d" % r.randrange(40)
        if r.random() < 0.01: continue
        lacks = few and i < 4 or i % 50 == 3
        yield ["p%d" % i if i % 97 else "delad", number_of(i) if i % 5 == 0 else "", district, occupation, "" if lacks else operation, form,
               r.choice(["månad", "timme", ""]), "" if lacks else gender, "" if lacks else str(born), r.choice(["100", "100", "75,5", "50 %", ""]),
               day(at), day(end) if end < known + r.choice([0, 0, 200]) else r.choice(["", "9999-12-31"]),
               p.choice(["pension", "egen begäran", "", "gissning"]) if end < known else "", "", "31000"]
        at = end + p.choice([1, 1, 30, 200])


def damaged(cells, delimiter):
    kind = r.randrange(90)
    if kind == 0: cells[2] = '"Nor""ra"'
    if kind == 1: cells[4] = '"barn\noch ""unga"""'
    if kind == 2: cells[3] = 'so"c'
    if kind == 3: cells[10] = "2019-02-30"
    if kind == 4: cells[0] = cells[1] = ""
    if kind == 5: cells.append("mycket")
    if kind == 6: return delimiter * (len(cells) - 1)
    if kind == 7: return ""
    if kind == 8: cells[-4] = "2090-01-01"
    if kind == 9: cells[2] = ""
    if kind == 10: cells[3] = r.choice(["#SAKNAS!", "skyddad identitet", "=1+1"])
    if kind == 11: cells[2] = "Skyddad"
    line = delimiter.join(cell if cell.startswith('"') or delimiter not in cell else '"%s"' % cell for cell in cells)
    return line + "\n" + line if kind == 12 else line


def rows(year, snapshots, wanted, delimiter):
    for i in range(persons):
        for cells in spells_of(i, year):
            if snapshots:
                for month in snapshots:
                    if cells[10] <= month and not ("0" < cells[11] < month):
                        cells[13] = month
                        yield damaged([cells[k] for k in wanted], delimiter)
            else:
                if 13 in wanted: cells[13] = day((year - 2008) * 336)
                yield damaged([cells[k] for k in wanted], delimiter)


def escape(text):
    return "".join(c for c in text if c >= " ").replace("&", "&amp;").replace("<", "&lt;")


def workbook(path, lines):
    namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    body = "".join('<row r="%d">%s</row>' % (n + 1, "".join('<c r="%s%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (chr(65 + k), n + 1, escape(cell.strip('"')))
                                                              for k, cell in enumerate(line.split(";")) if cell)) for n, line in enumerate(lines) if line)
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        z.writestr("xl/workbook.xml", '<?xml version="1.0"?><workbook %s><sheets><sheet name="Uttag" sheetId="1" r:id="rId1"/></sheets></workbook>' % namespace)
        z.writestr("xl/_rels/workbook.xml.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>')
        z.writestr("xl/worksheets/sheet1.xml", '<?xml version="1.0"?><worksheet %s><sheetData>%s</sheetData></worksheet>' % (namespace, body))


files, n = [], 0
mended = None
for year in last_years:
    for part in range(r.choice([1, 1, 2])):
        n += 1
        snapshots = [day((year - 2008) * 336 - 28 * m) for m in range(r.choice([2, 5]), -1, -1)] if r.random() < 0.3 else None
        wanted = list(range(len(COLUMNS)))
        if snapshots: wanted = [k for k in wanted if k not in (10, 11, 12)]
        elif r.random() < 0.5: wanted.remove(13)
        if r.random() < 0.2: wanted.remove(5)
        kind = r.choice(["utf-8", "utf-8", "cp1252", "utf-16", "xlsx"])
        delimiter = ";" if kind == "xlsx" else r.choice(";;,\t")
        lines = [delimiter.join(COLUMNS[k] % n if "%d" in COLUMNS[k] else COLUMNS[k] for k in wanted)]
        lines += list(rows(year, snapshots, wanted, delimiter))
        if kind == "xlsx":
            lines = [line for text in lines for line in text.split("\n") if line.count(";") >= len(wanted) - 1]
        if mended is None and kind == "utf-8" and not snapshots:
            mended = "Uttag %d %d.csv" % (year, part)
            lines.append(delimiter.join({"personid": "mend", "förvaltning": "Norra", "yrke": "soc", "kön": "K", "anställd_från": "2010-01-01"}.get(COLUMNS[k], "")
                                        for k in wanted))
        name = "Uttag %d %d.%s" % (year, part, "xlsx" if kind == "xlsx" else "csv")
        path = os.path.join(folder, "staff", name)
        if kind == "xlsx":
            workbook(path, lines)
            files.append("%s = extraction_date %d-12-31" % (name, year))
            continue
        text = "".join(line + r.choice(["\n", "\n", "\r\n"]) for line in lines)
        if kind == "cp1252":
            text = text.replace("\u200b", "")
        data = text.encode(kind if kind != "utf-8" else "utf-8")
        if kind == "utf-8":
            data = data.replace(b"kurator", b"kurat\xff", 1)
        with open(path, "wb") as f:
            f.write(data)
        what = (["encoding cp1252"] if kind == "cp1252" else []) + (["extraction_date %d-12-31" % year] if r.random() < 0.6 else [])
        if what: files.append("%s = %s" % (name, ", ".join(what)))


def write(name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
        f.write(text)


if r.random() < 0.5:
    if r.random() < 0.5:
        write("codes/occupation.csv", "word,code\nsoc,socialsekreterare\nbist,biståndshandläggare\nkurator,socialsekreterare\n")
    else:
        write("codes/occupation.csv", "word,code,valid_from,valid_to\nsoc,socialsekreterare,2005-01-01,2014-12-31\nsoc,Socialsekreterare,2015-01-01,\nbist,biståndshandläggare,,\n")
        write("codes/unit.csv", "word,code,valid_from,valid_to\nNorra,Nord,2005-01-01,2013-06-30\nNorra,nord,2013-07-01,\n")
if r.random() < 0.4:
    write("codes/operation.csv", "word,code\nbarn,barn och unga\näldre,äldre\n")
if mended and r.random() < 0.6:
    write("corrections.csv", "file,line,person,field,old,new,reason,who,date\n%s,,mend,kön,K,M,fel,hr,2021-12-01\n,,mend,yrke,soc,bist,fel,hr,2021-12-01\n" % mended)
if r.random() < 0.4:
    write("control_totals.csv", "date,district,occupation,persons,explanation\n2012-06-01,,,5,annat\n2013-06-01,Norra,,7,annat\n2014-06-01,,soc,9,annat\n"
          if not os.path.exists(os.path.join(folder, "codes/occupation.csv")) else "date,district,occupation,persons,explanation\n2012-06-01,,,5,annat\n")
if r.random() < 0.3:
    write("counts/antal.csv", "period;unit;occupation;stock_open;stock_close;hires;exits\n2019;Norra;soc;10;12;4;2\n2020;Norra;soc;12;x;4;2\n")
settings = ["[clean]", "reject_budget_percent = %d" % r.choice([100, 100, 100, 100, 3]), "reject_budget_file_percent = 100", "rare_words = %d" % r.choice([0, 3, 5, 10])]
if r.random() < 0.3: settings.append("memory = 13568K\nthreads = 1")
elif r.random() < 0.5: settings.append("threads = %d" % r.choice([2, 7]))
if r.random() < 0.3: settings.append("extraction_date = 2023-12-31")
write("report.ini", "\n".join(settings + ["[files]"] + files) + "\n")
for inner in ("codes", "counts"):
    if not os.listdir(os.path.join(folder, inner)):
        os.rmdir(os.path.join(folder, inner))
