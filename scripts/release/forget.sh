#!/bin/sh
# forget.sh OUT - removes what is private of a report: OUT/private, and what a stopped run may have left half-made. What has been made to
# be seen stays. Follows no link, and touches nothing but a folder that make report has made.
set -eu
[ -n "$1" ] || { echo 'forget: OUT är tomt: ange mappen med rapporten' >&2; exit 2; }
[ -d "$1" ] || { echo "forget: mappen $1 finns inte, så där finns inget att ta bort" >&2; exit 1; }
out=$(cd -P -- "$1" && pwd)
[ "$out" != / ] && [ -f "$out/.made" ] && [ ! -L "$out/.made" ] || {
    echo "forget: $1 är ingen mapp som make report har gjort: inget har tagits bort" >&2
    exit 1
}
for folder in private public figures settings release; do
    if [ -L "$out/$folder" ]; then
        echo "forget: $out/$folder är en länk till $(readlink "$out/$folder"): inget har tagits bort. Ta själv bort det som länken leder till, och sedan länken" >&2
        exit 1
    fi
done

"$(dirname "$0")/../lock.sh" "$out" $$ >/dev/null # waits for a run that is writing here
removed=0
if [ -e "$out/private" ]; then
    removed=$(find "$out/private" ! -type d | wc -l)
    find "$out/private" -xdev -depth -delete
fi
# Half-made files of a run that was stopped: of our own folders, not of what else the user may keep in OUT.
half=$(
    find "$out" -maxdepth 1 \( -type f -o -type l \) \( -name '*.part' -o -name '*.draft' \) -print -exec rm -f -- {} + | wc -l
    for folder in public figures settings release; do
        [ ! -d "$out/$folder" ] || find "$out/$folder" \( -type f -o -type l \) \( -name '*.part' -o -name '*.draft' \) -print -exec rm -f -- {} +
    done | wc -l
)
half=$(echo "$half" | awk '{ n += $1 } END { print n }')
if [ "$removed" -eq 0 ] && [ "$half" -eq 0 ]; then
    echo "Inget privat fanns kvar i $out."
else
    echo "Borttaget ur $out: private/ med $removed filer, och $half halvfärdiga filer."
fi
cat <<'END'
Kvar i mappen: rapporten, figures/, public/, tables.xlsx och det som beskriver dem. Vill du räkna om finns private/ igen efter make report.
Det här tas inte bort, och är ert att ta bort:
  uttagen i leveransens staff/ (personuppgifter): ta bort filerna när de inte behövs mer, se docs/overlamning.md
  nyckeln (~/.config/personalrorlighet/key, eller den som key under [clean] anger): ta bort den när inga private/-mappar finns kvar
  kopior i säkerhetskopior, papperskorg och synkroniserade mappar: ta bort dem där
END
