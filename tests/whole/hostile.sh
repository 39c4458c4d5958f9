#!/usr/bin/env bash
# A city whose districts, occupations and events bear hostile names, all the way from the extract to the report: nothing in a name is run,
# read as a formula, or breaks a page; a figure is drawn by a program that can run no other.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
raw=$dir/raw
out=$dir/out
mkdir -p "$raw/staff" "$raw/codes"

# A district of the extract becomes three, each with one of the names; then what else is named.
NAMES=('$(touch PWNED)`touch PWNED`' '"; system("touch PWNED"); "' "'; !touch PWNED; '" '%s%n%d @_^{}~&' '<script>alert(1)</script>' '=HYPERLINK("http://x";"y")'
    '[x](javascript:alert(1)) **b** $x^2$ | \\' $'\u202eSödra\u202c\u200b' $'So\u0308dra' '&amp;&#60;b&#62;' $'Ny\nrad' '@SUM(1)' '| pipe' '-+1' ']]>--><!--' '#{rubrik} ::: {.x}')
printf '%s\n' "${NAMES[@]//$'\n'/\\n}" >"$dir/names"
awk -F';' -v OFS=';' -v names="$dir/names" '
    BEGIN { while ((getline name <names) > 0) { gsub(/\\n/, "\n", name); gsub(/"/, "\"\"", name); list[n++] = "\"" name "\"" } }
    NR > 1 { key = $2 (NR % 3); if (!(key in new)) new[key] = list[used++ % n]; $2 = new[key] } { print }' \
    "data/raw/staff/Anställningar Bromma till Kungsholmen.csv" >"$raw/staff/uttag.csv"
printf 'word,code\nSocialsekreterare,"=soc""sek<i>&`touch PWNED`"\nBiståndshandläggare,"@bist\x27; system(""touch PWNED"")"\nBiståndsbedömare,"@bist\x27; system(""touch PWNED"")"\n' >"$raw/codes/occupation.csv"
printf 'date,kind,text\n2019-01-01,plan,"=<b>`touch PWNED`""$(touch PWNED)"\n2017-01-01,other,"\x27; system(""touch PWNED"") #"\n' >"$raw/events.csv"
printf '[turnover]\nfirst_year = 2014\nlast_year = 2024\n[trend]\nreplicates = 99\nmonthly_replicates = 99\n[report]\ntitle = <script>alert(1)</script> `touch PWNED` $(touch PWNED) "citat"\nadministrator = <b>&`touch PWNED`\n' >"$raw/report.ini"

mkdir "$raw/text"
cat >"$raw/text/analys.md" <<'END'
[Klicka](javascript:alert(1)) [eller]{onclick="alert(1)" style="position:fixed"} [här], [där](vbscript:x) <data:text/html,alert> [källan](https://example.org/a) <b onclick=alert(1)>fet</b>.

[här]: JaVaScRiPt:alert(2)

## En rubrik {onmouseover="alert(3)"}

::: {onclick="alert(4)" style="position:fixed"}
Ett stycke.
:::
END

expect_exit 0 'a_city_of_hostile_names_becomes_a_report' make --no-print-directory report-no-pdf RAW="$raw" OUT="$out"
expect 'nothing_in_a_name_was_run' test -z "$(find "$dir" "$project" "${TMPDIR:-/tmp}" -maxdepth 3 -name 'PWNED*' 2>/dev/null)"

districts() { cut -d, -f4 "$out/private/spells.csv" | sed 1d | sort -u; }
expect 'every_name_is_in_use_and_two_are_one' test "$(districts | wc -l)" -eq $((${#NAMES[@]} - 1))

# A spreadsheet runs a cell that begins so, whatever stands around it.
python3 - "$out" >"$dir/formulas" <<'END'
import csv, glob, sys
for path in glob.glob(sys.argv[1] + "/p*/*.csv") + glob.glob(sys.argv[1] + "/figures/*.csv"):
    for row in csv.reader(open(path, encoding="utf-8", newline="")):
        for cell in row:
            if cell and cell[0] in "=+-@\t\r\uff1d\uff0b\uff0d\uff20":
                try:
                    float(cell)
                except ValueError:
                    print(path, cell)
END
expect_same 'no_cell_of_a_table_is_a_formula' "$dir/formulas" /dev/null
expect 'no_table_holds_what_is_not_seen' test -z "$(grep -lP '[\x00-\x08\x0b-\x1f\x{200b}-\x{200f}\x{202a}-\x{202e}]' "$out"/p*/*.csv "$out"/figures/*.svg "$out/report.html")"

for figure in "$out"/figures/*.svg; do
    xmllint --noout --nonet "$figure" 2>>"$dir/markup" || echo "$figure" >>"$dir/markup"
done
touch "$dir/markup"
expect_same 'every_figure_is_whole_markup' "$dir/markup" /dev/null
python3 - "$out" >"$dir/otherwise" 2>&1 <<'END'
import csv, glob, sys, xml.etree.ElementTree as markup
texts = {"".join(e.itertext()).strip() for path in glob.glob(sys.argv[1] + "/figures/*.svg") for e in markup.parse(path).iter() if e.tag.endswith("}text")}
names = {row["district"].strip() for row in csv.DictReader(open(sys.argv[1] + "/public/districts.csv"))}
shown = lambda name: any(t == name or t.endswith("…") and len(t) > 9 and name.startswith(t[:-1]) for t in texts)
print("".join(n + "\n" for n in sorted(names) if not shown(n)), end="")
END
expect_same 'figures_show_names_as_the_table_does' "$dir/otherwise" /dev/null
expect_no_text 'no_name_is_a_script_in_the_page' "$out/report.html" '<script>alert'
if grep -oiE 'href="?(javascript|vbscript|data):[^"]*|position:fixed' "$out/report.html" >"$dir/links"; then
    not_ok 'nor_a_link_or_a_place_in_it' "$(cat "$dir/links")"
else
    ok 'nor_a_link_or_a_place_in_it'
fi
expect_text 'a_link_to_a_page_is_one' "$out/report.html" 'href="https://example.org/a"'
expect_text 'what_was_none_is_text' "$out/report.html" 'Klicka'
python3 - "$out/report.html" >"$dir/tags" 2>&1 <<'END'
import html.parser, sys
ALONE = ("meta", "link", "img", "br", "hr", "input", "col", "path", "rect", "line", "circle", "use")
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
    def handle_starttag(self, tag, attributes):
        if any(name.startswith("on") for name, _ in attributes):
            print("handler", tag)
        if tag not in ALONE:
            self.open.append(tag)
    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        elif tag not in ALONE:
            print("not open", tag)
page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
print(*page.open, end="")
END
expect_same 'the_page_s_markup_is_closed' "$dir/tags" /dev/null
mkdir "$dir/word"
(cd "$dir/word" && unzip -qo "$out/report.docx")
expect 'nor_is_one_in_word' test -z "$(grep -rilE 'Target="(javascript|vbscript|data):' "$dir/word")"
expect 'the_document_is_whole_markup' xmllint --noout --nonet "$dir/word/word/document.xml"
expect_text 'a_name_is_shown_as_it_was_typed' "$out/report.html" '%s%n%d @_^{}~&amp;'
