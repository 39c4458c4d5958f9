"""make_workbooks.py FOLDER - deliveries FOLDER/NAME/staff/a.xlsx with a place for results, FOLDER/NAME/ut: Excel workbooks as they can come, written byte by byte and not by any library: each is one that another
program than Excel, an old Mac, or a hand that merged and hid has made. tests/stage/workbooks.sh says what each shall be."""
import os
import struct
import sys
import zipfile

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEADER = ["personid", "förvaltning", "yrke", "anställningsform", "sysselsättningsgrad", "anställd_från", "anställd_till"]
STYLES = ["", "yyyy\\-mm\\-dd;@", "[$-41D]yyyy\\-mm\\-dd", 'd" "mmmm\\ yyyy', '#,##0.0" SEK"', "0%", '0" mån"', "[Red]0.0;[Blue]-0.0", "h:mm", "General", "mmmm"]


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def column(i):
    return chr(ord("A") + i)


# ECMA-376 part 1, 18.8.30: what Excel has without being told, of which these show a day in one language or another.
DAYS = [14, 15, 16, 17, 22] + list(range(27, 37)) + list(range(50, 59))
BUILT_IN = list(range(0, 60))


def text(value):
    return lambda at: '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (at, escape(value))


def number(value, style=0, kind=""):
    return lambda at: '<c r="%s" s="%d"%s><v>%s</v></c>' % (at, style, kind, value)


def raw(xml):
    return lambda at: xml % {"at": at}


def row(n, cells, attributes=""):
    made = "".join((cell if callable(cell) else text(cell))(column(i) + str(n)) for i, cell in enumerate(cells) if cell is not None)
    return '<row r="%d"%s>%s</row>' % (n, attributes, made)


def sheet(rows, after="", first=1, root="worksheet"):
    body = "".join(one if isinstance(one, str) else row(first + i, one) for i, one in enumerate(rows))
    return '<?xml version="1.0"?><%s %s><sheetData>%s</sheetData>%s</%s>' % (root, NS, body, after, root)


def person(name="p1", grade=None, start=None, end=None, unit="A"):
    return [name, unit, "s", "tillsvidare", grade, start or number(43466, 1), end]


def parts(sheets, properties="", strings=None, prefix="xl/"):
    """sheets: (name, attributes, xml)."""
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    book = "".join('<sheet name="%s" sheetId="%d" r:id="rId%d" %s/>' % (name, i + 1, i + 1, how) for i, (name, how, _) in enumerate(sheets))
    links = "".join('<Relationship Id="rId%d" Type="x" Target="%s"/>' % (i + 1, ("/xl/" if i % 2 else "") + "worksheets/sheet%d.xml" % (i + 1))
                    for i in range(len(sheets)))
    formats = "".join('<numFmt numFmtId="%d" formatCode="%s"/>' % (164 + i, code.replace('"', "&quot;")) for i, code in enumerate(STYLES) if code)
    made = {
        "[Content_Types].xml": types,
        prefix + "workbook.xml": '<?xml version="1.0"?><workbook %s>%s<sheets>%s</sheets></workbook>' % (NS, properties, book),
        prefix + "_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x"/><Relationship Target="x"/>%s</Relationships>' % links,
        prefix + "styles.xml": '<?xml version="1.0"?><styleSheet %s><numFmts><numFmt numFmtId="300"/>%s</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>%s</cellXfs></styleSheet>'
        % (NS, formats, "".join('<xf numFmtId="%d"/>' % (164 + i if code else 0) for i, code in enumerate(STYLES)) + '<xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="22"/><xf numFmtId="30"/>'
           '<xf numFmtId="55"/><xf numFmtId="45"/><xf numFmtId="99"/>' + "".join('<xf numFmtId="%d"/>' % built_in for built_in in BUILT_IN)),
    }
    if strings is not None:
        made[prefix + "sharedStrings.xml"] = strings
    for i, (_, _, xml) in enumerate(sheets):
        made[prefix + "worksheets/sheet%d.xml" % (i + 1)] = xml
    return made


def path(name):
    for inner in ("staff", "ut"):
        os.makedirs(os.path.join(folder, name, inner), exist_ok=True)
    return os.path.join(folder, name, "staff", "a.xlsx")


def write(name, made, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path(name), "w", method) as out:
        for part, content in made.items():
            out.writestr(zipfile.ZipInfo(part), content, method)


def one(name, rows, **how):
    after = how.pop("after", "")
    write(name, parts([("Blad1", "", sheet([HEADER] + rows, after))], **how))


folder = sys.argv[1]

# ---- values
one("dates", [
    person("iso_format", start=number(43466, 1)),
    person("swedish_locale", start=number(43467, 2)),
    person("month_name", start=number(43468, 3)),
    person("built_in", start=number(43469, 11)),
    person("midnight", start=number("43470.0", 1)),
    person("text", start="2019-01-06"),
    person("iso_cell", start=raw('<c r="%(at)s" t="d"><v>2019-01-07T00:00:00</v></c>')),
    person("almost_midnight", start=number("43472.999999999", 1)),
    person("formula", start=raw('<c r="%(at)s" s="1"><f>DATE(2019,1,10)</f><v>43475</v></c>')),
    person("built_in_with_hours", start=number(43476, 13)),
    person("built_in_east_asia", start=number(43477, 14)),
    person("and_another", start=number(43478, 15)),
])
one("built_in_days", [person("p%d" % at, start=number(43466, 18 + BUILT_IN.index(at))) for at in DAYS])
one("built_in_others", [person("p%d" % at, start=number(43466, 18 + BUILT_IN.index(at))) for at in BUILT_IN if at not in DAYS])
one("clock", [person("with_time", start=number("43466.6", 1)), person("good")])
one("serial", [person("no_format", start=number(43466)), person("money", start=number(43466, 4)), person("months", start=number(43466, 6)),
               person("minus", start=number(-1, 1)), person("leap_1900", start=number(60, 1)), person("minutes", start=number(43466, 16)), person("no_such", start=number(43466, 17)), person("beyond", start=number(43466, 99)),
               person("good", start=number(43466, 1))])
one("far", [person("open", end=number(2958465, 1)), person("beyond", end=number(2958466, 1)), person("night", end=number(2958465.9999999, 1))])
one("early", [person("good", start=number(32, 1), end=number(61, 1))])
one("mac", [person("p1", start=number(43466 - 1462, 1))], properties='<workbookPr date1904="1"/>')
one("mac_not", [person("p1", start=number(43466, 1))], properties='<workbookPr date1904="0"/>')
one("mac_true", [person("p1", start=number(43466 - 1462, 1))], properties='<workbookPr date1904="true"/>')
one("shares", [person("shown_as_percent", number("0.75", 5)), person("built_in_percent", number("0.685", 12)), person("plain", number(50)),
               person("text", "80"), person("binary", number("62.500000000000007")), person("decimals", number("40.5", 7)), person("general", number(90, 9))])
one("identities", [[raw('<c r="%(at)s"><v>1.98001011234E+11</v></c>')] + person()[1:], [number("0012")] + person()[1:],
                   [raw('<c r="%(at)s"><v>1.5E-3</v></c>')] + person()[1:]])
one("errors", [person("good"), [text("bad_unit"), number("#N/A", 0, ' t="e"')] + person()[2:],
               person("bad_start", start=number("#VALUE!", 1, ' t="e"')), person("bad_end", end=number("#REF!", 1, ' t="e"')),
               person("bad_grade", number("#DIV/0!", 0, ' t="e"')), [number("#NAME?", 0, ' t="e"')] + person()[1:]])
one("formula_text", [person("p1", unit=raw('<c r="%(at)s" t="str"><f>B1</f><v>Södra</v></c>')),
                     person("p2", end=raw('<c r="%(at)s" t="str"><f>IF(1,"")</f><v></v></c>'))])
one("not_calculated", [person("p1", unit=raw('<c r="%(at)s"><f>UPPER(A2)</f><v></v></c>'))])
one("not_calculated_text", [person("p1", end=raw('<c r="%(at)s" t="str"><f>IF(1,"")</f></c>'))])
one("booleans", [person("p1", unit=number(1, 0, ' t="b"')), person("p2", unit=number(0, 0, ' t="b"'))])

# ---- texts
strings = ('<?xml version="1.0"?><sst %s><si><t>%s</t></si><si><r><t>Söd</t></r><r><rPr><b/></rPr><t xml:space="preserve">ra sidan</t></r></si>'
           '<si><t>A_x000D_\nB_x0041__x00zz__x2022_</t></si><si><t>漢</t><rPh sb="0" eb="1"><t>kan</t></rPh><t>字</t></si><si><t>with "quotes"</t></si><si/></sst>')
shared = lambda i: number(i, 0, ' t="s"')
rows = [[shared(0)] + HEADER[1:]] + [person("p%d" % i, unit=shared(i)) for i in range(1, 6)]
write("strings", parts([("Blad1", "", sheet(rows))], strings=strings % (NS, "personid")))
for name, index in (("string_missing", 6), ("string_minus", -1), ("string_word", "1x")):
    write(name, parts([("Blad1", "", sheet(rows + [person("p9", unit=shared(index))]))], strings=strings % (NS, "personid")))
write("strings_none", parts([("Blad1", "", sheet(rows))]))
write("strings_cut", parts([("Blad1", "", sheet(rows))], strings=(strings % (NS, "personid"))[:-30]))
one("rich", [person("p1", unit=raw('<c r="%(at)s" t="inlineStr"><is><r><t>Söd</t></r><r><t>ra</t></r><rPh><t>x</t></rPh></is></c>'))])
write("prefixed", {part: xml.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=") if "sheet1" in part else xml
                   for part, xml in parts([("Blad1", "", sheet([HEADER, person()]))]).items()})
write("stored", parts([("Blad1", "", sheet([HEADER, person()]))]), zipfile.ZIP_STORED)
write("capitals", {part.upper(): xml for part, xml in parts([("Blad1", "", sheet([HEADER, person()]))]).items()})
plain = [[raw(text(value)("X").replace(' r="X"', "")) for value in line] for line in (HEADER, ["p1", "A", "s", "tillsvidare", "100", "2019-01-01", ""])]
write("no_places", parts([("Blad1", "", sheet([row(1, line).replace(' r="1"', "") for line in plain]))]))

# ---- rows and sheets
one("gaps", [row(4, person("p1")), row(5, []), row(6, [None] * 7), row(9, person("p2")), row(20, [number("", 1)] * 7)])
one("hidden_rows", [row(2, person("p1"), ' hidden="1"'), row(3, person("p2"))])
one("wider", [person("p1") + ["mer"], person("p2")])
one("merged_down", [person("p1"), person("p2", unit=None)], after='<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>')
one("merged_across", [person("p1"), ["Källa: HR"]], after='<mergeCells><mergeCell ref="A3:G3"/><mergeCell ref="X9:X12"/><mergeCell ref="B3:B4"/><mergeCell ref="H2:H3"/><mergeCell/><mergeCell ref="??"/></mergeCells>')
good = sheet([HEADER, person("p1")])
note = sheet([["Det här uttaget"], ["gjordes av HR"]])
count = sheet([["förvaltning", "Antal"], ["A", "12"], ["B", "7"]])
wide = sheet([HEADER + ["u%d" % i for i in range(6)], person("p1") + ["x"] * 6])
pivot = sheet([["Radetiketter", "Antal av personid", "förvaltning"], ["A", "12", "x"]], after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
write("several", parts([("2019", "", good), ("Läs mig", "", note), ("2020", "", sheet([HEADER[:5], person("p2")[:5]]))]))
write("notes_beside", parts([("Uttag", "", good), ("Pivot", "", pivot), ("Om", "", note), ("Antal", "", count), ("Tomt", "", sheet([]))]))
titled = sheet([["Uttag 2020"], HEADER, person("p2")])
nameless = sheet([person("p%d" % i) for i in range(2, 5)])
other_words = sheet([["id", "unit", "title", "contract", "start"], ["p2", "A", "s", "perm", "2019-01-01"]])
for name, beside in (("titled", titled), ("nameless", nameless), ("other_words", other_words)):
    write("several_" + name, parts([("2019", "", good), ("2020", "", beside)]))
write("several_narrower", parts([("2019", "", wide), ("2020", "", sheet([HEADER[:3] + HEADER[5:6], person("p2")[:3] + ["2019-01-01"]]))]))
write("several_narrower_words", parts([("2019", "", wide), ("2020", "", sheet([["id", "unit", "title", "start"], ["p2", "A", "s", "2019-01-01"]]))]))
write("hidden_beside", parts([("Gammalt", 'state="hidden"', sheet([HEADER, person("old")])), ("Dolt", 'state="veryHidden"', good), ("Uttag", 'state="visible"', good)]))
write("all_hidden", parts([("Tomt", "", sheet([])), ("Uttag", 'state="hidden"', good)]))
write("empty_first", parts([("Tomt", "", sheet([])), ("Uttag", "", good)]))
write("chart", parts([("Diagram", "", '<chartsheet %s/>' % NS), ("Uttag", "", good)]))
write("empty", parts([("Tomt", "", sheet([]))]))
write("no_sheets", parts([]))
one("header_only", [])

# ---- what is none, or is damaged
whole = open(path("dates"), "rb").read()
files = {
    "html": b"\xef\xbb\xbf<html><table><tr><td>personid</td></tr></table></html>",
    "text": "personid;förvaltning\np1;A\n".encode(),
    "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"),
    "password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "nothing": b"",
    "bytes": b"\x01\0\x02\xff",
    "half": whole[:len(whole) // 2],
    "short": b"PK\3\4",
    "directory": whole[:-22] + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 9, 9, 400, 10, 0),
    "outside": whole[:-22] + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 9, 9, 400, 1 << 31, 0),
    "comment": whole[:-2] + struct.pack("<H", 3) + b"abc",
}
for name, content in files.items():
    open(path(name), "wb").write(content)


def damage(name, find, change):
    """One field of the directory's line of the sheet."""
    made = bytearray(whole)
    at = made.rindex(b"xl/worksheets/sheet1.xml") - 46
    change(made, at)
    open(path(name), "wb").write(bytes(made))


put = lambda form, offset, value: lambda made, at: struct.pack_into(form, made, at + offset, value)
damage("locked_by_zip", None, put("<H", 8, 1))
damage("method", None, put("<H", 10, 12))
damage("checksum", None, put("<I", 16, 1))
damage("size", None, put("<I", 24, 1))
damage("packed", None, put("<I", 20, 1 << 30))
damage("packed_less", None, put("<I", 20, 40))
damage("place", None, put("<I", 42, 1 << 30))
damage("name_long", None, put("<H", 28, 60000))
damage("not_deflated", None, put("<H", 10, 0))
write("ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})
write("binary", {"xl/workbook.bin": "x"})
write("zip", {"uttag.csv": "a"})
write("no_relations", {k: v for k, v in parts([("Blad1", "", good)]).items() if "rels" not in k})
write("no_sheet_part", {k: v for k, v in parts([("Blad1", "", good)]).items() if "sheet1" not in k})
write("no_target", {k: v.replace("rId1", "rId7") if "rels/" in k else v for k, v in parts([("Blad1", "", good)]).items()})
write("bomb", parts([("Blad1", "", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">]><worksheet><sheetData/></worksheet>')]))
write("cut_xml", parts([("Blad1", "", good[:-40])]))
write("not_xml", parts([("Blad1", "", good.replace("<sheetData>", "<sheetData"))]))
one("row_back", [row(2, person()), row(2, person())])
one("row_far", [row(1048577, person())])
one("cell_back", ['<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>'])
one("cell_elsewhere", ['<row r="2"><c r="A3"><v>1</v></c></row>'])
one("cell_far", ['<row r="2"><c r="XFE2"><v>1</v></c></row>'])
one("cell_word", ['<row r="2"><c r="2A"><v>1</v></c></row>'])
one("cell_long", [person(unit="x" * 140000)])
one("value_long", [person(unit="x" * 3000000)])
one("row_nested", ['<row r="2"><c r="A2"><v>1</v></c><row r="3"><c r="A3"><v>1</v></c></row></row>'])
one("cell_nested", ['<row r="2"><c r="A2"><v>1</v><c r="B2"><v>1</v></c></c></row>'])
one("cell_outside", [person(), '<c r="A3"><v>1</v></c>'])
write("strings_nested", parts([("Blad1", "", good)], strings='<?xml version="1.0"?><sst %s>' % NS + "<si>" * 20000 + "</si>" * 20000 + "</sst>"))
write("tag_long", parts([("Blad1", "", good.replace("<sheetData>", '<sheetData a="%s">' % ("x" * 3000000)))]))
write("sheets_many", {k: v.replace("<sheets>", "<sheets>" + '<sheet name="A" sheetId="9" r:id="rId9" state="hidden"/>' * 5000) if k == "xl/workbook.xml" else v
                      for k, v in parts([("Blad1", "", good)]).items()})
