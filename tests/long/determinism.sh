#!/usr/bin/env bash
# One delivery, one hash of all that is made of it, PDF, Word and Excel too: across time zones, languages, umask, date, folder, jobs, an
# empty environment and the order of input rows, one at a time. Of shuffled rows all is the same but numbers of lines and checksums of
# the input, and what holds them.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
. "$(dirname "$0")/../support/languages.sh"
cd "$project" || exit 3
raw=$dir/raw
small_delivery "$raw"

make_in() { # OUT COMMAND...: make in front of which COMMAND stands
    local out=$1
    shift
    # shellcheck disable=SC2086  # none or one word
    "$@" make --no-print-directory ${jobs:-} report RAW="$raw" OUT="$out" >"$dir/stdout" 2>"$dir/stderr"
}
same() { # NAME COMMAND...
    local name=$1 out=${elsewhere:-$dir/out}
    shift
    rm -rf "$out"
    if make_in "$out" "$@" && small_tree "$out" >"$dir/now"; then
        expect_same "the same $name" "$dir/now" "$dir/expected"
    else
        not_ok "the same $name" "$(tail -n 3 "$dir/stderr")"
    fi
}

make_in "$dir/first" env && small_tree "$dir/first" >"$dir/expected"
expect 'there is much to compare' test "$(wc -l <"$dir/expected")" -gt 100
for file in report.pdf report.docx report.html brief.pdf tables.xlsx provenance.json private/spells.csv; do
    expect_text "... $file too" "$dir/expected" "./$file"
done
for zone in Asia/Tokyo America/New_York Pacific/Kiritimati; do
    expect "there is a zone $zone" test "$(TZ=$zone date +%z)" != +0000
    same "in $zone" env TZ=$zone
done
if languages sv_SE.UTF-8 tr_TR.UTF-8 de_DE.UTF-8; then
    expect 'there are languages' test "$(LC_ALL=tr_TR.UTF-8 locale decimal_point)" = ,
    for language in sv_SE.UTF-8 tr_TR.UTF-8 de_DE.UTF-8; do same "in $language" env LC_ALL=$language LANG=$language LC_NUMERIC=$language; done
else
    skip 'the same in other languages' 'the rules of the languages are not here'
fi
same 'in C' env LC_ALL=C LANG=C
for mask in 000 077; do same "under umask $mask" sh -c "umask $mask; exec \"\$@\"" sh; done
jobs=-j1 same 'with one job' env
jobs=-j4 same 'with four jobs' env
same 'without a home' env -u HOME
same 'with nothing in the environment' env -i PATH="$PATH" PERSONALRORLIGHET_KEY_HEX="$PERSONALRORLIGHET_KEY_HEX"
if command -v faketime >/dev/null; then
    same 'on another day' env FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1 faketime '2031-02-03 04:05:06'
else
    skip 'the same on another day' 'faketime is not here'
fi
cp -r "$raw" "$dir/Uttag Åsa 2025"
raw="$dir/Uttag Åsa 2025"
elsewhere="$dir/Rapport Åsa 2025"
same 'in another folder, from another' env
elsewhere=

# What is counted, and the report but for the checksums of its input.
counted() {
    (cd "$1" && find private public figures -type f ! -name 'delivery*' ! -name '*intake*' ! -name 'spells.csv' ! -name 'notes.csv' \
        ! -name 'rejects.csv' ! -name 'inputs.txt' ! -name '*.xlsx' -exec sha256sum {} + | LC_ALL=C sort -k2
    sed -E 's/[0-9a-f]{12,64}/HASH/g' report.md brief.md)
}
counted "$dir/first" >"$dir/expected"
for seed in 1 2; do
    (head -n 1 "$raw/staff/uttag.csv" && tail -n +2 "$raw/staff/uttag.csv" | shuf --random-source=<(yes $seed)) >"$dir/shuffled"
    cp "$dir/shuffled" "$raw/staff/uttag.csv"
    rm -rf "$dir/out"
    make_in "$dir/out" env
    counted "$dir/out" >"$dir/now"
    expect_same "the same from rows in order $seed" "$dir/now" "$dir/expected"
done
