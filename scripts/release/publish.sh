#!/usr/bin/env bash
# publish.sh RAW OUT [CONFIRM] - releases the report in OUT: a second person confirms a checklist, then its public tables are frozen in
# RAW/published/EDITION, its documents are made without the draft mark, and RAW/published/releases.csv says what was released.
#
# On a terminal the questions are asked. Elsewhere the answers stand in the form CONFIRM, which is laid where it is not there; it holds
# for the very content that it was laid for. Nothing is released where the report in OUT is older than what it is made of, or the audit
# finds something, for `make report` then has something to do or fails. An edition is released once. It is there whole or not at all;
# where a run was stopped after that, the next one goes on with what remains and asks nothing.
set -eu
cd "$(dirname "$0")/../.."
here=scripts/release
raw=$1 out=$2 confirm=${3:-}
unset MAKEFLAGS MFLAGS # the make below is our own

stop() { # STATUS WORDS
    printf 'publish: %s\n' "$2" >&2
    exit "$1"
}

make_report() {
    make --no-print-directory report RAW="$raw" OUT="$out" 9<&- || stop 1 "rapporten kan inte göras, och då ges inget ut: rätta det som sägs ovan"
}

documents() { # of OUT that this run has made, by name: what else lies there is not of this report
    local names=(brief.docx brief.html brief.pdf datapackage.json)
    [ -z "${DISTRICT:-}" ] || names+=(district.docx district.html district.pdf)
    names+=(provenance.json report.docx report.html report.pdf tables.xlsx)
    (cd "$out" && for file in "${names[@]}"; do [ ! -f "$file" ] || printf '%s\n' "$file"; done)
}
standing() { (cd "$out" && { find public figures -type f; documents; } | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum); }
sha256_of() { sha256sum <"$1" | cut -d' ' -f1; }

# ---- what is to be released

[ -e "$out/report.html" ] && [ -e "$out/release/content.txt" ] || stop 1 "det finns ingen rapport i $out: kör make report först, och läs den"
out=$(cd "$out" && pwd) raw=$(cd "$raw" && pwd)
before=$(standing)
make_report
edition=$($here/edition.sh "$out/settings/report.ini")
published=$raw/published log=$raw/published/releases.csv
case $edition in
'') stop 1 "rapporten har ingen utgåva: skriv till exempel edition = 2025 under [report] i report.ini" ;;
.* | */* | *[[:cntrl:]]* | *[,\"]* | releases.csv) stop 1 "utgåvans namn kan inte vara en mapp, eller har tecken som loggen inte kan hålla isär: skriv till exempel edition = 2025 under [report] i report.ini" ;;
esac
frozen=$published/$edition
content=$(sha256_of "$out/release/content.txt")

quoted() { printf '"%s"' "${1//\"/\"\"}"; }
is_logged() { [ -e "$log" ] && cut -d, -f2 "$log" | grep -qxF "$(quoted "$edition")"; }
said() { sed -n "s/^$1 = //p" "$frozen/release.txt"; }

# ---- the last two steps, which can be taken again

log_release() {
    local date made confirmed version file
    set -o pipefail
    date=$(said date) made=$(said made_by) confirmed=$(said confirmed_by) version=$(said version)
    rm -f "$log.part"
    if [ -e "$log" ]; then cp "$log" "$log.part"; else echo 'date,edition,made_by,confirmed_by,version,file,sha256' >"$log.part"; fi
    (cd "$frozen" && for file in *.csv; do printf '%s public/%s\n' "$(sha256_of "$file")" "$file"; done
        cd "$out" && documents | while read -r file; do printf '%s %s\n' "$(sha256_of "$file")" "$file"; done) |
        while read -r hash file; do
            printf '%s,%s,%s,%s,%s,%s,%s\n' "$date" "$(quoted "$edition")" "$(quoted "$made")" "$(quoted "$confirmed")" "$(quoted "$version")" \
                "$(quoted "$file")" "$hash"
        done >>"$log.part"
    sync
    mv -f "$log.part" "$log"
}

finish() {
    make_report
    grep -qx fastställd "$out/release/status.txt" || stop 1 "innehållet ändrades medan rapporten gavs ut: kör make publish igen"
    log_release
    echo "Utgåva $edition är utgiven: tabellerna ligger i $frozen, rapporten i $out är inte längre märkt UTKAST, och $log säger vad som gavs ut."
    exit 0
}

# One run at a time releases from a delivery, to whatever folder its report goes: the log is one, and each edition comes once.
exec 9<"$raw"
if command -v flock >/dev/null && ! flock -n 9; then
    echo "En annan körning ger ut ur $raw. Den här väntar tills den är klar." >&2
    flock 9
fi

if [ -e "$frozen" ] || [ -L "$frozen" ]; then
    if ! is_logged && [ -f "$frozen/release.txt" ] && [ "$(said content)" = "$content" ]; then
        echo "Utgåva $edition bekräftades $(said date) av $(said confirmed_by), men körningen avbröts: resten görs nu."
        finish
    fi
    stop 1 "utgåva $edition är redan utgiven och ändras aldrig ($frozen): ge ut en rättelse som en ny utgåva, till exempel edition = ${edition}b under [report] i report.ini"
fi
! is_logged || stop 1 "utgåva $edition är redan utgiven, men dess tabeller finns inte längre ($frozen): lägg tillbaka mappen från en säkerhetskopia"
[ "$(standing)" = "$before" ] ||
    stop 1 "rapporten i $out stämde inte längre med sitt underlag och har gjorts om: läs den igen, och kör sedan make publish på nytt"

# ---- the second person

name() { # WORDS: a person's name as it is compared: its letters, in whatever order the words stand, and whatever stands between them
    printf '%s' "$1" | tr '[:upper:]ÅÄÖÉÜ' '[:lower:]åäöéü' |
        LC_ALL=C sed 's/\xc2\xa0//g; s/\xe2\x80[\x80-\x95\xa8-\xaf]//g; s/[^a-z\x80-\xff]//g' | LC_ALL=C fold -b -w 1 | LC_ALL=C sort | tr -d '\n'
}

check_names() {
    local who
    for who in "$made_by" "$confirmed_by"; do
        [[ $who =~ ^[[:alpha:]] && ! $who =~ [[:cntrl:]] ]] || stop 1 "ange med namn vem som har gjort rapporten och vem som bekräftar: inget har getts ut"
    done
    [ "$(name "$made_by")" != "$(name "$confirmed_by")" ] ||
        stop 1 "den som bekräftar kan inte vara den som har gjort rapporten: be en kollega; inget har getts ut"
}

questions=()
while IFS= read -r question; do questions+=("$question"); done <$here/checklist.txt

lay_form() {
    {
        echo "# Fylls i av den som bekräftar, inte av den som har gjort rapporten. Varje fråga besvaras med ja, annars ges inget ut."
        printf 'content = %s\nedition = %s\nmade_by = \nconfirmed_by = \n' "$content" "$edition"
        for i in "${!questions[@]}"; do printf '\n# %s\n%d = \n' "${questions[i]}" $((i + 1)); done
    } >"$confirm.part" && mv "$confirm.part" "$confirm"
    stop 1 "blanketten $confirm är lagd: låt en andra person fylla i den, och kör sedan samma kommando igen; inget har getts ut"
}

answer() { # KEY, of the form
    sed -n "s/^$1 *= *//p" "$confirm" | sed 's/[[:space:]]*$//' | head -n 1
}

read_form() {
    [ -e "$confirm" ] || lay_form
    [ "$(answer content)" = "$content" ] && [ "$(answer edition)" = "$edition" ] ||
        stop 1 "blanketten $confirm gäller en annan rapport än den i $out: ta bort den och kör igen, så läggs en ny; inget har getts ut"
    made_by=$(answer made_by) confirmed_by=$(answer confirmed_by)
    check_names
    for i in "${!questions[@]}"; do
        [ "$(answer $((i + 1)))" = ja ] || stop 1 "fråga $((i + 1)) i $confirm är inte besvarad med ja: ${questions[i]} Inget har getts ut"
    done
}

ask() { # WORDS: the answer in $reply
    printf '%s ' "$1"
    IFS= read -r reply || reply=
}

ask_person() {
    echo "Utgåva $edition av rapporten i $out ska ges ut. En andra person svarar, med ja på varje fråga; annars ges inget ut."
    ask "Vem har gjort rapporten?" && made_by=$reply
    ask "Vem är du, som bekräftar?" && confirmed_by=$reply
    check_names
    for i in "${!questions[@]}"; do
        ask "$((i + 1)). ${questions[i]}"
        [ "$reply" = ja ] || stop 1 "svaret var inte ja: inget har getts ut"
    done
    ask "Skriv utgåvans namn, så ges den ut:"
    [ "$reply" = "$edition" ] || stop 1 "det var inte utgåvans namn: inget har getts ut"
}

if [ -n "$confirm" ]; then
    read_form
elif [ -t 0 ]; then
    ask_person
else
    stop 2 "det behövs en person som bekräftar: kör i en terminal, eller ange en blankett med CONFIRM=fil"
fi

# ---- the release

part=$published/.part-$edition
mkdir -p "$published"
rm -rf "$part"
mkdir "$part"
while read -r hash file; do # of the list, not of the folder: what else lies there is not of this report
    case $file in public/*.csv) ;; *) continue ;; esac
    cp "$out/$file" "$part/"
    [ "$(sha256_of "$part/${file#public/}")" = "$hash" ] || stop 3 "$out/$file ändrades medan den kopierades: inget har getts ut"
done <"$out/release/content.txt"
printf '%s\n' "content = $content" "date = $(date +%F)" "edition = $edition" "made_by = $made_by" "confirmed_by = $confirmed_by" \
    "version = $(sed -n 's/^ *"version": "\(.*\)",*$/\1/p' "$out/provenance.json" | head -n 1)" "${questions[@]/%/ ja}" >"$part/release.txt"
chmod 644 "$part"/* && chmod 755 "$part"
sync
[ ! -e "$frozen" ] || stop 1 "utgåva $edition gavs ut av någon annan under tiden: inget har getts ut"
mv -T "$part" "$frozen"
finish
