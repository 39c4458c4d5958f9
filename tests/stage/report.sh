#!/bin/sh
# The report on made-up cities: Markdown, HTML and Word. UPDATE=1 records the golden file anew.
. "$(dirname "$0")/../support/shell.sh"
. "$project/tests/support/report.sh"
golden=$project/tests/stage/report
command -v pandoc >/dev/null 2>&1 || {
    skip "report" "pandoc is not here"
    exit 0
}

# One row a figure, as the stage figures writes it, and a small picture each, so that nothing needs to be drawn here.
with_figures() { # FOLDER NAME...
    folder=$1
    shift
    no_figures "$folder"
    for figure; do
        echo "$figure,Rubrik för $figure,Underrubrik,Källa.,\"Vad som syns i <$figure> & \"\"mer\"\"\"" >>"$folder/figures/figures.csv"
        printf '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>' >"$folder/figures/$figure.svg"
        printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\001\0\0\0\001\b\002\0\0\0\220wS\336\0\0\0\fIDATx\234c\370\377\377?\0\005\376\002\3763\022\225\024\0\0\0\0IEND\256B`\202' \
            >"$folder/figures/$figure.png"
    done
}

made "$dir/city"
claims "$dir/city"
with_figures "$dir/city" break-2019 city definitions district-01 districts moves occupations retention retention-occupation verdicts-2019
expect_exit 0 "a_whole_city_gets_its_report" report "$dir/city"
[ -z "${UPDATE:-}" ] || cp "$dir/city/report.md" "$golden/report.md"
expect_same "it_is_the_recorded_one" "$dir/city/report.md" "$golden/report.md"
cp "$dir/city/report.md" "$dir/first.md"
TZ=Asia/Tokyo LC_ALL=C report "$dir/city"
expect_same "two_runs_give_the_same_markdown" "$dir/city/report.md" "$dir/first.md"

# ---- HTML ----
expect_exit 0 "it_becomes_html" html "$dir/city"
page=$dir/city/report.html
cp "$page" "$dir/first.html"
(cd / && TZ=Asia/Tokyo html "$dir/city")
expect_same "two_runs_give_the_same_html" "$page" "$dir/first.html"
tr '\n' ' ' <"$page" | sed 's/></>\n</g' >"$dir/tags"
count() { # PATTERN: tags that match
    grep -cE -e "$1" "$dir/tags"
}
expect_text "it_is_swedish" "$page" '<html lang="sv">'
expect_text "it_has_a_skip_link" "$page" '<a class="skip" href="#innehall">'
expect "it_has_one_title" test "$(grep -o '<h1' "$page" | wc -l)" -eq 1
expect "every_picture_has_its_text" test "$(grep -o '<img [^>]*alt="[^"]' "$page" | wc -l)" -eq 10
expect "no_picture_is_without" test "$(grep -o '<img ' "$page" | wc -l)" -eq 10
expect "every_heading_of_a_table_says_what_it_heads" test "$(grep -o '<th[ >]' "$page" | wc -l)" -eq "$(grep -o '<th[^>]*scope="[rc]o[wl]' "$page" | wc -l)"
expect "every_table_but_the_frame_has_a_caption" test "$(($(grep -o '<table' "$page" | wc -l) - 1))" -eq "$(grep -o '<caption' "$page" | wc -l)"
expect "captions_are_numbered_without_a_gap" sh -c "grep -oE 'Tabell [0-9]+\.' '$page' | awk '{ if (\$2 + 0 != ++n) exit 1 }'"
expect_text "it_says_that_it_is_a_draft" "$page" '<p class="status" role="note">UTKAST – arbetsmaterial. Syntetiska uppgifter</p>'
expect_text "also_on_every_page_of_paper" "$page" '@top-right { content: "UTKAST – arbetsmaterial"; }'
expect_text "made_up_numbers_say_so_on_paper" "$page" '@bottom-left { content: "Syntetiska uppgifter"; }'
expect "nothing_is_fetched_from_elsewhere" sh -c "! grep -nE '(src|href)=\"(https?:|//|file:)' '$page'"
expect "every_link_within_leads_somewhere" sh -c "for id in \$(grep -oE 'href=\"#[^\"]+' '$page' | cut -c8- | sort -u); do
    grep -q \"id=\\\"\$id\\\"\" '$page' || { echo \$id; exit 1; }; done"
sed 's/<style[^>]*>/\n&/; s/<\/style>/&\n/' "$page" | sed '/<style/,/<\/style>/d; /^<script>$/,/^<\/script>$/d; s/base64,[^"]*//g; s/<[^>]*>/ /g' >"$dir/text"
grep -nwiE 'withheld|not_shown|not_answerable|unknown|NaN|null|exits|district|districts|rate|year|pulse|step|slope|undecided|moderate|strong|weak|woman|spells|counts|all|table|figure|none|true|false' \
    "$dir/text" >"$dir/english"
expect_same "no_english_word_stands_in_it" "$dir/english" /dev/null
sed -n '/^# [0-9]* Metodbilaga/,/^# [0-9]* Tabellbilaga/!p' "$dir/city/report.md" |
    grep -niE 'p-värde|signifikan|konfidens|kvottest|tack vare|har lett till' >"$dir/words"
expect_same "words_for_statisticians_stand_in_the_annex_alone" "$dir/words" /dev/null
expect_text "p_values_stand_in_the_annex" "$dir/city/report.md" "p, alla år prövade"
expect_text "a_withheld_value_is_two_points" "$dir/city/report.md" '| \.\. |'
expect_text "zero_is_a_dash" "$dir/city/report.md" '| – |'
expect_text "the_page_of_a_district_has_its_small_panels" "$dir/city/report.md" "](figures/district-01.svg)"
expect_text "all_districts_stand_side_by_side_before_their_pages" "$dir/city/report.md" "| Förvaltning | 2024 mot 2016, kvot | Intervall | Mot övriga staden 2022–2024, kvot | Intervall | Egen avvikelse 2019 |"
expect_text "with_their_verdict" "$dir/city/report.md" "| Farsta | 0,53 | 0,23–1,16 | 0,98 | 0,69–1,37 | går inte att besvara |"
expect_text "marks_are_explained" "$dir/city/report.md" "Uppgiften visas inte av hänsyn till enskilda"
expect_text "records_in_are_accounted_for" "$dir/city/report.md" "| Summa |  |  | 5 509 | 5 441 | 30 | 38 |"
expect_text "reasons_are_words" "$dir/city/report.md" "Datumet finns inte i kalendern"

# ---- Word ----
expect_exit 0 "it_becomes_word" docx "$dir/city"
cp "$dir/city/report.docx" "$dir/first.docx"
(cd / && TZ=Asia/Tokyo docx "$dir/city")
expect_same "two_runs_give_the_same_word" "$dir/city/report.docx" "$dir/first.docx"
if command -v unzip >/dev/null 2>&1; then
    unzip -qo "$dir/city/report.docx" -d "$dir/docx"
    expect_text "the_head_says_draft_on_every_page" "$dir/docx/word/header1.xml" "UTKAST – arbetsmaterial"
    expect_text "the_foot_says_made_up_on_every_page" "$dir/docx/word/footer1.xml" "Syntetiska uppgifter"
    expect_text "the_pages_have_that_head" "$dir/docx/word/document.xml" "w:headerReference"
    expect "every_picture_has_its_text_there_too" test "$(grep -o '<wp:docPr [^>]*descr="[^"]' "$dir/docx/word/document.xml" | wc -l)" -eq 10
    expect_text "captions_are_a_paragraph_of_their_own" "$dir/docx/word/document.xml" 'w:val="ImageCaption"'
    fields() { # LABEL: the numbers of its captions, in order, on one line
        grep -oE " SEQ $1 \\\\\* ARABIC </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\" */></w:r><w:r><w:t>[0-9]+" \
            "$dir/docx/word/document.xml" | grep -oE '[0-9]+$' | tr '\n' ' '
    }
    upto() { # N
        seq "$1" | tr '\n' ' '
    }
    expect "numbers_of_figures_are_fields" test "$(fields Figur)" = "$(upto 10)"
    expect "so_are_those_of_tables" test "$(fields Tabell)" = "$(upto "$(grep -c '^: Tabell ' "$dir/city/report.md")")"
    expect "a_field_shows_its_number" sh -c "pandoc '$dir/city/report.docx' -t plain --columns 1000 | grep -qE '^Figur..?1\. '"
    expect_text "heads_of_tables_are_repeated" "$dir/docx/word/document.xml" "w:tblHeader"
    expect_text "the_language_is_swedish" "$dir/docx/word/styles.xml" 'w:val="sv-SE"'
    expect "its_parts_are_well_formed" sh -c "command -v xmllint >/dev/null || exit 0; xmllint --noout '$dir'/docx/word/*.xml"
else
    skip "the_head_says_draft_on_every_page" "unzip is not here"
fi
"$bin/word" --parts "$project/scripts/report/word" --output "$dir/own.docx"
expect_exit 0 "a_template_of_the_citys_own_is_used" docx "$dir/city" "$dir/own.docx"
expect "and_then_every_chapter_says_draft" test "$(pandoc "$dir/city/report.docx" -t plain --columns 1000 | grep -c '^UTKAST – arbetsmaterial. Syntetiska')" \
    -eq "$(grep -c '^# ' "$dir/city/report.md")"

# ---- a report that is decided ----
expect_exit 0 "a_decided_report_can_be_made" report "$dir/city" --status fastställd
expect_no_text "it_is_no_draft" "$dir/city/report.md" "UTKAST"
html "$dir/city"
expect_no_text "nor_on_paper" "$page" "UTKAST"

# ---- what people write ----
printf '# Rubrik\r\n\nText med <script>alert(1)</script>, $x$ och [länk](http://example.se).\n\n---\ntitle: annan\n---\n\n![bild](/etc/passwd)\n\n```\n# kod\n' \
    >"$dir/city/text/analys.md"
printf 'Nämnden föreslås besluta.\n' >"$dir/city/text/beslut.md"
expect_exit 0 "texts_are_put_in" report "$dir/city"
expect_exit 0 "and_become_html" html "$dir/city"
expect_text "the_decision_comes_first" "$dir/city/report.md" "# 1 Förslag till beslut {#beslut}"
expect_text "their_headings_go_below_ours" "$page" '>Rubrik</h3>'
ours_alone() { # PAGE: the only script is the one that sorts tables, as it stands in its file
    [ "$(grep -c '<script' "$1")" -eq 1 ] && sed -n '/^<script>$/,/^<\/script>$/p' "$1" | cmp -s - "$project/scripts/report/sort.html"
}
expect "their_html_does_not_pass" ours_alone "$page"
expect_no_text "their_pictures_do_not_either" "$page" "etc/passwd"
expect_text "the_title_is_still_ours" "$page" "Personalrörlighet bland socialsekreterare"
expect_text "a_fence_left_open_ends_there" "$page" 'id="metod"'

# ---- names that try to be markup ----
made "$dir/hostile" hostile=1
claims "$dir/hostile"
with_figures "$dir/hostile" city
sed -i 's/^administrator = .*/administrator = A "B" \\ {.x} <b>C<\/b> *D*/' "$dir/hostile/settings/report.ini"
expect_exit 0 "names_that_try_to_be_markup_are_written" report "$dir/hostile"
expect_exit 0 "and_become_html" html "$dir/hostile"
expect_exit 0 "and_word" docx "$dir/hostile"
expect "no_script_comes_of_it" ours_alone "$dir/hostile/report.html"
expect_text "markup_is_plain_text" "$dir/hostile/report.html" '**fet** | cell | $x_1^2$'
expect_text "also_in_the_frame" "$dir/hostile/report.html" 'A "B" \ {.x} &lt;b&gt;C&lt;/b&gt; *D*'
expect_no_text "no_link_comes_of_it" "$dir/hostile/report.html" 'href="javascript'

for case in "one_district:districts=1 occupations=1" "counts:counts=1 occupations=0 no_name=1" "snapshots:snapshots=1" \
    "one_year:first=2024 last=2024 no_name=1" "three_years:first=2022 last=2024 no_name=1" "small:small=1" "nothing:first=2024 last=2023" \
    "many:districts=60 occupations=4" "no_districts:districts=0"; do
    city=${case%%:*}
    # shellcheck disable=SC2086  # options are words
    made "$dir/$city" ${case#*:}
    claims "$dir/$city"
    no_figures "$dir/$city"
    expect_exit 0 "report_of_$city" report "$dir/$city"
    expect_exit 0 "html_of_$city" html "$dir/$city"
done
grep -nE '^# [0-9]' "$dir"/*/report.md | sed 's/.*# [0-9]* //' | sort | uniq -c | awk '$1 < 11' | grep -vE 'Analys|beslut' >"$dir/lacking"
expect_same "every_report_has_every_chapter" "$dir/lacking" /dev/null
expect_text "what_counts_can_not_tell_is_said" "$dir/counts/report.md" "Personalbalansen kan inte redovisas"
expect_text "a_few_records_are_not_told" "$dir/counts/report.md" "| Summa |  |  | 242 | \.\. | \.\. | – |"
expect_text "nor_by_a_share" "$dir/counts/report.md" "Hur många av dem som inte kunde användas visas inte av hänsyn till enskilda."
expect "no_table_is_empty" sh -c "! grep -hA1 -E '^\|[:|-]+\|\$' '$dir'/*/report.md | grep -qx ''"

# ---- faults ----
rm "$dir/city/public/claims.csv"
expect_exit 3 "without_claims_it_stops" report "$dir/city"
expect_text "and_says_which_file" "$dir/stderr" "report: $dir/city/public/claims.csv:"
made "$dir/asked"
claims "$dir/asked"
no_figures "$dir/asked"
expect_exit 2 "a_misspelt_district_is_a_wrong_call" report "$dir/asked" --part Kungsholm
expect_text "the_nearest_name_is_told_and_all_are" "$dir/stderr" \
    "report: förvaltningen Kungsholm finns inte bland de publicerade: menade du Kungsholmen? De är: Bromma, "
expect_exit 2 "an_unknown_status_is_a_wrong_call" report "$dir/city" --status klar
mkdir "$dir/tools"
for tool in sh dirname cat sed mv rm mktemp; do ln -s "$(command -v $tool)" "$dir/tools/$tool"; done
expect_exit 69 "without_pandoc_the_status_is_69" env PATH="$dir/tools" "$project/scripts/report/html.sh" a b c d
expect_text "and_its_package_is_named" "$dir/stderr" "html.sh: programmet pandoc saknas: installera paketet pandoc"
expect_exit 69 "without_chromium_too" env PATH="$dir/tools" "$project/scripts/report/pdf.sh" a b c
rm "$dir/small/figures/figures.csv"
with_figures "$dir/small" city
claims "$dir/small" && report "$dir/small"
rm "$dir/small/figures/city.svg"
cp "$dir/small/report.html" "$dir/before.html"
expect_exit 3 "a_picture_that_is_missing_stops_the_html" html "$dir/small"
expect_same "the_old_page_stands" "$dir/small/report.html" "$dir/before.html"
