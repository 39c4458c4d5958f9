#!/usr/bin/env bash
# A report is released when a second person has confirmed it: once, whole or not at all, and it is a draft until then and after any change.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
cd "$project" || exit 3
unset MAKEFLAGS CONFIRM
raw="$dir/Uttag 2025"
out=$dir/out
form=$dir/blankett.txt
small_delivery "$raw"
rm -r "$raw/indicators" # what is drawn of them takes time
sed -i 's/^\[report\]/[report]\nedition = 2025\npdf = none/' "$raw/report.ini"
report() { make --no-print-directory report RAW="$raw" OUT="$out"; }
publish() { env -u RAW -u OUT make --no-print-directory publish RAW="$raw" OUT="$out" "$@" </dev/null; }
fill() { # MADE_BY CONFIRMED_BY ANSWER
    sed -i -E "s/^made_by =.*/made_by = $1/; s/^confirmed_by =.*/confirmed_by = $2/; s/^([0-9]+) =.*/\\1 = $3/" "$form"
}
sums() { (cd "$1" && find . -type f -exec sha256sum {} + | LC_ALL=C sort -k2); }
unreleased() { expect "$1" test -z "$(ls -A "$raw/published" 2>/dev/null)"; }
refused() { # NAME TEXT ARGUMENT...
    local name=$1 text=$2
    shift 2
    expect_exit 2 "$name" publish "$@"
    expect_text "$name: says so" "$dir/stderr" "$text"
}

expect_exit 2 "what is released is named" env -u RAW -u OUT make --no-print-directory publish RAW="$raw"
expect_text "... or make says what to name" "$dir/stderr" "publish: ange både RAW=leverans och OUT=mapp"
refused "without a report there is nothing to release" "det finns ingen rapport i"
expect_exit 0 "a report is made" report
expect_text "it is a draft" "$out/report.html" "UTKAST"
echo egen >"$out/egen.json" && echo gammal >"$out/figures/gammal.svg" # what else lies there is not of the report
refused "nobody to ask, nothing released" "det behövs en person som bekräftar: kör i en terminal, eller ange en blankett med CONFIRM=fil"
refused "the form is laid" "är lagd: låt en andra person fylla i den" CONFIRM="$form"
refused "an empty form confirms nothing" "ange med namn vem som har gjort rapporten och vem som bekräftar" CONFIRM="$form"
for same in "eva  EK" "Ek, Eva" $'Eva\u00a0Ek' EvaEk; do
    fill "Eva Ek" "$same" ja
    refused "nobody confirms their own report as $same" "den som bekräftar kan inte vara den som har gjort rapporten" CONFIRM="$form"
done
fill "Eva Ek" "Åke Al" nej
refused "each question is answered with yes" "fråga 1 i $form är inte besvarad med ja: Har du läst hela rapporten" CONFIRM="$form"
fill "Eva Ek" "Åke Al" ja
unreleased "... and nothing has been released"

echo 'Ny text.' >>"$raw/text/analys.md"
refused "a report older than its text is made again and has to be read" "har gjorts om: läs den igen" CONFIRM="$form"
refused "and the form was for another" "gäller en annan rapport än den i" CONFIRM="$form"
unreleased "... and still nothing has been released"
rm "$form"
refused "a new form is laid" "är lagd" CONFIRM="$form"
fill "Eva Ek" 'Åke "Al", chef' ja

# ---- stopped half-way: at the copy, at the name, and after it
mkdir "$dir/path"
stopped_at() { # PROGRAM WORD: kills the script where it runs PROGRAM on what holds WORD
    printf '#!/bin/sh\ncase "$*" in *%s*) kill -9 $PPID; exit 1 ;; esac\nexec %s "$@"\n' "$2" "$(command -v "$1")" >"$dir/path/$1"
    chmod +x "$dir/path/$1"
    PATH=$dir/path:$PATH publish CONFIRM="$form" >"$dir/stopped" 2>&1
    rm "$dir/path/$1"
}
stopped_at chmod .part-2025
expect "stopped while it copies, the edition is not there" test ! -e "$raw/published/2025" -a ! -e "$raw/published/releases.csv"
stopped_at mv .part-2025
expect "stopped before it has its name, neither" test ! -e "$raw/published/2025" -a ! -e "$raw/published/releases.csv"
stopped_at mv releases.csv
expect "stopped before the log, it is there whole" test -s "$raw/published/2025/city.csv" -a ! -e "$raw/published/releases.csv"
cp -a "$out" "$dir/other"
publish OUT="$dir/other" >"$dir/other.txt" 2>&1 &
other=$!
publish >"$dir/one.txt" 2>&1
one=$?
wait $other
other=$?
expect "and then the next run goes on, of two at once one" test "$one $other" = '0 2' -o "$one $other" = '2 0'
expect_text "... without asking, and says so" <(cat "$dir/one.txt" "$dir/other.txt") 'bekräftades '
if command -v flock >/dev/null; then
    expect "... and the other waited" grep -qF "En annan körning ger ut ur $raw. Den här väntar tills den är klar." "$dir/one.txt" "$dir/other.txt"
fi
expect_text "... and was refused" <(cat "$dir/one.txt" "$dir/other.txt") 'utgåva 2025 är redan utgiven'
if [ $one -ne 0 ]; then
    rm -rf "$out"
    mv "$dir/other" "$out"
fi
expect "nothing half-made is left" test -z "$(find "$raw/published" -name '*part*')"

# ---- released
for file in "$out"/public/*.csv; do cmp -s "$file" "$raw/published/2025/${file##*/}" || echo "${file##*/}"; done >"$dir/differ"
expect_same "every public table is frozen as it is" "$dir/differ" /dev/null
log=$raw/published/releases.csv
expect "the log names each table and document with its checksum" sh -c '
    n=$(ls "$1"/public/*.csv "$1"/*.html "$1"/*.docx "$1"/[dp]*.json "$1"/*.xlsx | wc -l)
    [ $(($(wc -l <"$2") - 1)) -eq $n ] || exit 1
    sed 1d "$2" | sed "s/.*,\"\([^\"]*\)\",\([0-9a-f]*\)$/\2  \1/" | (cd "$1" && sha256sum --quiet -c)' sh "$out" "$log"
expect "... with the day, the edition, both persons and the version" \
    grep -qE "^[0-9]{4}-[0-9-]{5},\"2025\",\"Eva Ek\",\"Åke \"\"Al\"\", chef\",\"[^\"]+\",\"public/city.csv\",[0-9a-f]{64}$" "$log"
lifted() { # NAME: no document says draft
    rm -rf "$dir/seen" && mkdir -p "$dir/seen/docx" "$dir/seen/xlsx"
    cp "$out"/*.html "$out"/*.md "$dir/seen/"
    unzip -qo "$out/report.docx" -d "$dir/seen/docx" && unzip -qo "$out/tables.xlsx" -d "$dir/seen/xlsx"
    expect "$1: documents were opened" test -s "$dir/seen/docx/word/document.xml"
    grep -rlF 'UTKAST – arbetsmaterial' "$dir/seen" >"$dir/drafts"
    expect_same "$1" "$dir/drafts" /dev/null
}
lifted "no document is marked as a draft"
expect_text "... and the report says that it is decided" "$out/report.md" "| Ställning | Fastställd |"

sums "$raw/published" >"$dir/published"
sums "$out" | grep -v ' \./private/delivery' >"$dir/standing"
expect_exit 0 "made again, it is the same" report
sums "$out" | grep -v ' \./private/delivery' >"$dir/now"
expect_same "... to the byte" "$dir/now" "$dir/standing"
expect_exit 0 "made elsewhere of the same delivery, it is released too" make --no-print-directory report RAW="$raw" OUT="$dir/elsewhere"
expect "... to the byte, though made on no certain day" sh -c 'cmp "$1/report.html" "$2/report.html" && cmp "$1/report.docx" "$2/report.docx" && cmp "$1/tables.xlsx" "$2/tables.xlsx"' \
    sh "$out" "$dir/elsewhere"
refused "an edition is released once" "utgåva 2025 är redan utgiven och ändras aldrig" CONFIRM="$form"
expect_text "... and it says what to do" "$dir/stderr" "ge ut en rättelse som en ny utgåva, till exempel edition = 2025b"
mv "$raw/published/2025" "$dir/away"
refused "... also where somebody has taken its tables away" "utgåva 2025 är redan utgiven, men dess tabeller finns inte längre" CONFIRM="$form"
mv "$dir/away" "$raw/published/2025"

# ---- a correction, confirmed on a terminal
echo 'Rättad text.' >>"$raw/text/analys.md"
expect_exit 0 "a change is made into a report" report
expect_text "which is a draft again" "$out/report.html" "UTKAST"
refused "and can not take the old one's place" "utgåva 2025 är redan utgiven"
sed -i 's/^edition = 2025/edition = 2025, b/' "$raw/report.ini"
refused "nor has an edition a comma, which parts the log" "utgåvans namn kan inte vara en mapp"
sed -i 's/^edition = 2025, b/edition = 2025b/' "$raw/report.ini"
if command -v script >/dev/null 2>&1; then
    expect_exit 0 "a correction is an edition of its own" report
    on_terminal() { # ANSWER... of the person who is asked
        printf '%s\n' "$@" | script -qec "make --no-print-directory publish RAW='$raw' OUT='$out'" /dev/null
    }
    on_terminal Ek Al ja ja ja nej >"$dir/asked"
    expect_text "on a terminal each question is asked, and a no is a no" "$dir/asked" "svaret var inte ja: inget har getts ut"
    on_terminal Ek Al ja ja ja ja ja ja ja ja 2025 >"$dir/asked"
    expect_text "... and the edition's name has to be written" "$dir/asked" "det var inte utgåvans namn: inget har getts ut"
    expect "... before anything is released" test ! -e "$raw/published/2025b"
    on_terminal Ek Al ja ja ja ja ja ja ja ja 2025b >"$dir/asked"
    expect "... and then it is" test -s "$raw/published/2025b/city.csv"
    lifted "and its documents are no drafts"
    sums "$raw/published" | grep -vE 'releases.csv|/2025b/' >"$dir/now"
    grep -v releases.csv "$dir/published" >"$dir/before"
    expect_same "the edition before stands as it was" "$dir/now" "$dir/before"
    expect "the log has only grown" sh -c 'n=$(grep -n "\"2025b\"" "$1" | head -n 1 | cut -d: -f1); [ "$n" -gt 2 ] && ! sed -n "$n,\$p" "$1" | grep -q "\"2025\","' sh "$log"
else
    skip "on a terminal each question is asked, and a no is a no" "script is not here"
fi
