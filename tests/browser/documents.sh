#!/usr/bin/env bash
# The documents of the example as their readers have them: every number stands in a public cell, the PDF is tagged, Word keeps what a
# reader who does not see needs, and a browser finds nothing to complain of.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/example.sh"
cd "$project" || exit 3
export PYTHONDONTWRITEBYTECODE=1
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
[ -n "$browser" ] && command -v pdfinfo >/dev/null 2>&1 && command -v python3 >/dev/null 2>&1 || {
    skip "every_printed_number_stands_in_a_public_cell" "chromium, poppler or python3 is not here"
    exit 0
}
example_report "the_example_becomes_a_report" report

# ---- numbers ----
lookup() { # FOLDER: the numbers that are nowhere, into $dir/nowhere
    python3 tests/support/printed_numbers.py "$1" data/raw >"$dir/nowhere" 2>"$dir/looked" && [ ! -s "$dir/nowhere" ]
}
if lookup "$out"; then ok "every_printed_number_stands_in_a_public_cell"
else not_ok "every_printed_number_stands_in_a_public_cell" "$(head -n 20 "$dir/nowhere"; cat "$dir/looked")"; fi
expect "there_are_thousands_of_them" awk '$1 > 10000 { found = 1 } END { exit !found }' "$dir/looked"
# The look-up can fail: one number is changed, in one place.
changed() { # NAME FILE SED
    rm -rf "$dir/changed" && mkdir "$dir/changed" && cp -r "$out/public" "$out/settings" "$out/figures" "$out"/*.html "$out"/*.json \
        "$out"/*.docx "$out"/*.xlsx "$dir/changed"
    sed "$3" "$out/$2" >"$dir/changed/$2"
    if cmp -s "$out/$2" "$dir/changed/$2"; then not_ok "$1" "nothing was changed"
    elif lookup "$dir/changed"; then not_ok "$1" "it was not found out"
    else ok "$1"; fi
}
changed "a_number_typed_into_a_sentence_is_found_out" report.html 's/lämnade 149 /lämnade 98765 /'
changed "another_cell_of_the_same_column_is_no_proof" public/claims.csv 's/lämnade 149 /lämnade 173 /'
changed "a_cell_of_a_table_is_found_out" report.html 's/>19,1–25,0</>19,1–98,7654</'
changed "a_table_that_says_something_else_is_found_out" public/city.csv 's/^\(2015,all,none,all,T17\),225,/\1,226,/'

# ---- data dictionary ----
python3 tests/support/dictionary.py "$out/datapackage.json" >"$dir/dictionary.md"
expect_same "the data dictionary is that of the tables" docs/datalexikon.md "$dir/dictionary.md"

# ---- PDF ----
pdfinfo "$out/report.pdf" >"$dir/info"
expect_text "the_pdf_is_tagged" "$dir/info" "Tagged:          yes"
expect "and_has_a_title" grep -q '^Title: *Personalrörlighet bland socialsekreterare' "$dir/info"
pdfinfo -struct "$out/report.pdf" >"$dir/structure" 2>/dev/null
expect "every_heading_of_a_table_says_what_it_heads" awk '/^ *TH/ { n++ } /\/Scope \/(Row|Column)/ { scoped++ } END { exit !(n > 1000 && n == scoped) }' "$dir/structure"
# A figure is a caption and a picture; the picture is the one with a text instead of it.
figures=$(($(wc -l <"$out/figures/figures.csv") - 1))
expect "every_figure_has_its_text_and_its_title_is_shown" python3 -c '
import re, sys
pdf = open(sys.argv[1], "rb").read()
alts, figures = pdf.count(b"/Alt ("), int(sys.argv[2])
alts += pdf.count(b"/Alt <")
assert figures >= 15 and alts == figures, (alts, figures)
assert b"/Lang (sv" in pdf and b"/DisplayDocTitle true" in pdf and b"/Outlines" in pdf' "$out/report.pdf" "$figures"
expect "the_outline_has_every_chapter" python3 -c '
import re, sys
pdf = open(sys.argv[1], "rb").read()
titles = len(re.findall(rb"/Title [(<]", pdf))
chapters = len(re.findall(r"<h[23]", open(sys.argv[2], encoding="utf-8").read()))
assert titles >= chapters > 50, (titles, chapters)' "$out/report.pdf" "$out/report.html"
pages=$(sed -n 's/^Pages: *//p' "$dir/info")
for page in $(seq "$pages"); do # the first page is mostly contents, which name the annex too
    [ "$page" -gt 1 ] && pdftotext -f "$page" -l "$page" "$out/report.pdf" - | grep -q '^14 ' && break
done
expect "the_body_has_at_most_twelve_pages" test "$page" -gt 3 -a "$page" -le 13
expect "a_4_paper_has_letters_of_its_own_size" python3 -c '
import re, subprocess, sys
page = subprocess.run(["pdftotext", "-f", "2", "-l", "2", "-bbox", sys.argv[1], "-"], capture_output=True, check=True).stdout.decode()
heights = sorted(float(b) - float(a) for a, b in re.findall(r"yMin=\"([\d.]+)\" xMax=\"[\d.]+\" yMax=\"([\d.]+)\"", page))
median = heights[len(heights) // 2]
assert 11.5 < median < 12.7, median  # 10.5 points, and what is above and below letters' "$out/report.pdf"
expect "each_district_has_one_page_and_no_page_is_half_empty" python3 - "$out/report.pdf" "$out/public/districts.csv" "$dir" <<'END_OF_PYTHON'
import csv, glob, re, subprocess, sys
pdf, table, folder = sys.argv[1:]
texts = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode().split("\f")[:-1]
lines = [[l for l in t.splitlines() if l.strip()] for t in texts]
first = [next((l for l in page if not l.startswith(("Personalrörlighet", "UTKAST"))), "") for page in lines]
districts = sorted({r["district"] for r in csv.DictReader(open(table, encoding="utf-8"))})
begins = [n for n, l in enumerate(first) if l.startswith("Bilaga ")]
assert begins[2] - begins[1] == len(districts) + 1, (begins, len(districts))
assert sorted(first[begins[1] + 1:begins[2]]) == districts, first[begins[1] + 1:begins[2]]
# What is left empty, but where the next page begins with an annex or a district, and at the end.
subprocess.run(["pdftoppm", "-r", "20", "-gray", pdf, folder + "/page"], check=True)
for n, name in enumerate(sorted(glob.glob(folder + "/page-*.pgm"))):
    data = open(name, "rb").read()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+\d+\s", data)
    wide, high = int(head[1]), int(head[2])
    top, bottom = high * 24 // 297, high * 275 // 297
    last = max((y for y in range(top, bottom - 1)
                if min(data[head.end() + y * wide:head.end() + (y + 1) * wide]) < 200), default=top)
    empty = 1 - (last - top) / (bottom - top)
    ends = n + 1 == len(first) or first[n + 1].startswith("Bilaga ") or first[n + 1] in districts
    assert ends or empty < 0.45, (n + 1, round(empty, 2))
END_OF_PYTHON
expect "the_brief_is_two_pages" sh -c 'pdfinfo "$1" | grep -q "^Pages: *2$"' sh "$out/brief.pdf"

# ---- Word ----
expect "word_keeps_texts_of_figures_captions_levels_and_headings_of_tables" python3 - "$out/report.docx" "$out/report.html" "$figures" <<'END_OF_PYTHON'
import re, sys, zipfile, xml.etree.ElementTree as ET
w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
wp = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
with zipfile.ZipFile(sys.argv[1]) as archive:
    body = ET.fromstring(archive.read("word/document.xml"))
    styles = archive.read("word/styles.xml").decode()
html = open(sys.argv[2], encoding="utf-8").read()
texts = [d.get("descr") or "" for d in body.iter(wp + "docPr")]
assert len(texts) == int(sys.argv[3]) and all(len(t) >= 40 for t in texts), [t[:40] for t in texts]
used = [s.get(w + "val") for s in body.iter(w + "pStyle")]
assert used.count("ImageCaption") == len(texts), used.count("ImageCaption")
fields = [f.text.split()[1] for f in body.iter(w + "instrText") if f.text.startswith(" SEQ ")]
assert fields.count("Figur") == len(texts) and fields.count("Tabell") == html.count("<caption"), (len(fields), len(texts))
levels = [int(s[-1]) for s in used if re.fullmatch(r"Heading\d", s)]
wanted = [int(n) - 1 for n in re.findall(r"<h([2-4])", html) if n]
wanted = wanted[1:] if len(wanted) == len(levels) + 1 else wanted  # the heading of the contents
assert levels == wanted and levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:])), (len(levels), len(wanted))
tables = list(body.iter(w + "tbl"))
headed = [t for t in tables if t.find(f"{w}tr/{w}trPr/{w}tblHeader") is not None]
assert len(headed) >= len(re.findall("<thead>", html)) > 60, (len(headed), len(tables))
assert 'w:lang w:val="sv-SE"' in styles or 'w:val="sv-SE"' in styles
END_OF_PYTHON

# ---- a browser ----
modules=${BROWSER_MODULES:-build/npm/node_modules}
if [ -d "$modules/axe-core" ] && command -v node >/dev/null 2>&1; then
    node tests/browser/npm/accessible.mjs "$(cd "$modules" && pwd)" "$browser" "$out/report.html" "$out/brief.html" || n_failed=$((n_failed + 1))
else
    skip "axe_core_finds_nothing" "axe-core and playwright-core are not here: make check gets them"
fi
