#!/bin/sh
# The report on paper and on a narrow screen, as Chromium shows it.
. "$(dirname "$0")/../support/shell.sh"
. "$project/tests/support/report.sh"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
[ -n "$browser" ] && command -v pandoc >/dev/null 2>&1 && command -v gnuplot >/dev/null 2>&1 || {
    skip "report_on_paper" "chromium, pandoc or gnuplot is not here"
    exit 0
}
sandbox=
[ "$(id -u)" -ne 0 ] || sandbox=--no-sandbox

pdf() { # FOLDER
    "$project/scripts/report/pdf.sh" "$1/report.html" "$1/report.pdf" "$bin/pdf"
}

made "$dir/a city"
claims "$dir/a city" && figures "$dir/a city" && report "$dir/a city" && html "$dir/a city"
expect_exit 0 "a_page_becomes_pdf" pdf "$dir/a city"
cp "$dir/a city/report.pdf" "$dir/first.pdf"
(cd / && TZ=Asia/Tokyo HOME=/nowhere pdf "$dir/a city")
expect_same "two_runs_give_the_same_bytes" "$dir/a city/report.pdf" "$dir/first.pdf"
if command -v pdfinfo >/dev/null 2>&1; then
    pdfinfo "$dir/first.pdf" >"$dir/info"
    pages=$(sed -n 's/^Pages: *//p' "$dir/info")
    expect_text "it_is_tagged" "$dir/info" "Tagged:          yes"
    expect "it_has_the_title" grep -q '^Title: *Personalrörlighet bland' "$dir/info"
    expect "it_has_several_pages" test "$pages" -gt 10
    pdfinfo -struct-text "$dir/first.pdf" >"$dir/structure" 2>/dev/null
    tagged() { # TAG: how often
        grep -cE "^ *$1( |\$)" "$dir/structure"
    }
    expect "each_figure_is_one" test "$(tagged Figure)" -ge 5
    expect "tables_have_headings_and_captions" test "$(tagged TH)" -gt 300 -a "$(tagged Caption)" -ge 24
    expect "there_is_one_first_heading" test "$(tagged H1)" -eq 1
    expect "there_are_headings_below" test "$(tagged H2)" -ge 15
    for page in $(seq "$pages"); do
        pdftotext -f "$page" -l "$page" "$dir/first.pdf" "$dir/page.txt"
        grep -q 'UTKAST – arbetsmaterial' "$dir/page.txt" && grep -q 'Syntetiska uppgifter' "$dir/page.txt" &&
            grep -q "Sida $page ($pages)" "$dir/page.txt" || echo "$page"
    done >"$dir/unmarked"
    expect_same "every_page_says_draft_and_made_up_and_its_number" "$dir/unmarked" /dev/null
else
    skip "it_is_tagged" "pdfinfo is not here"
fi

# At 320 pixels the page itself does not scroll sideways: tables and figures do, each for itself.
cat >"$dir/narrow.html" <<END
<iframe id="f" src="file://$dir/page.html" style="width:320px;height:600px;border:0"></iframe>
<script>f.onload = () => { const e = f.contentDocument.documentElement; document.title = e.scrollWidth <= e.clientWidth ? "fits" : "too wide"; };</script>
END
cp "$dir/a city/report.html" "$dir/page.html"
HOME=$dir "$browser" --headless $sandbox --disable-gpu --user-data-dir="$dir/profile" --allow-file-access-from-files \
    --virtual-time-budget=3000 --dump-dom "file://$dir/narrow.html" >"$dir/dom" 2>/dev/null
expect_text "a_narrow_page_does_not_scroll_sideways" "$dir/dom" "<title>fits</title>"

# ---- faults ----
mkdir "$dir/tools"
for tool in sh dirname cat sed mv rm mktemp basename cp id tail tr date; do ln -s "$(command -v $tool)" "$dir/tools/$tool"; done
expect_exit 69 "without_chromium_the_status_is_69" env PATH="$dir/tools" "$project/scripts/report/pdf.sh" "$dir/page.html" "$dir/x.pdf" "$bin/pdf"
expect_text "and_its_package_is_named" "$dir/stderr" "pdf.sh: programmet chromium saknas: installera paketet chromium"
printf '#!/bin/sh\necho broken >&2\nexit 1\n' >"$dir/tools/chromium"
chmod +x "$dir/tools/chromium"
cp "$dir/first.pdf" "$dir/x.pdf"
expect_exit 3 "a_browser_that_fails_stops_it" env PATH="$dir/tools" "$project/scripts/report/pdf.sh" "$dir/page.html" "$dir/x.pdf" "$bin/pdf"
expect_text "and_its_words_are_passed_on" "$dir/stderr" "broken"
expect_same "the_old_pdf_stands" "$dir/x.pdf" "$dir/first.pdf"
