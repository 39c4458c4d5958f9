#!/usr/bin/env bash
# One delivery, one result: across time zones, locales, umask, date, folder, jobs, an empty environment and the order of input rows.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f MAKELEVEL=0
raw=$dir/raw
cp -r data/raw "$raw"
rm "$raw/staff/anstallningar_windows.csv" "$raw/staff/Skärholmen.xlsx" "$raw/corrections.csv" "$raw/control_totals.csv"
mv "$raw/staff/Anställningar Bromma till Kungsholmen.csv" "$raw/staff/uttag.csv"
printf '[turnover]\nfirst_year = 2014\nlast_year = 2024\n[trend]\nreplicates = 99\n' >"$raw/report.ini"

hashes() { # OUT
    (cd "$1" && find private public settings figures report.md report.html report.docx -type f ! -name 'delivery*' ! -name '*.xlsx' \
        -exec sha256sum {} + | sort -k2)
}
make_in() { # OUT COMMAND...: make in front of which COMMAND stands
    local out=$1
    shift
    "$@" make --no-print-directory report-no-pdf RAW="$raw" OUT="$out" >"$dir/stdout" 2>"$dir/stderr"
}
same() { # NAME COMMAND...
    local name=$1
    shift
    rm -rf "$dir/out"
    if make_in "$dir/out" "$@" && hashes "$dir/out" >"$dir/now"; then
        expect_same "the same $name" "$dir/now" "$dir/expected"
    else
        not_ok "the same $name" "$(tail -n 3 "$dir/stderr")"
    fi
}

make_in "$dir/first" env && hashes "$dir/first" >"$dir/expected"
expect 'there is much to compare' test "$(wc -l <"$dir/expected")" -gt 60
for zone in Asia/Tokyo America/New_York Pacific/Kiritimati; do same "in $zone" env TZ=$zone; done
for locale in C sv_SE.UTF-8 tr_TR.UTF-8 de_DE.UTF-8; do same "in $locale" env LC_ALL=$locale LANG=$locale LC_NUMERIC=$locale; done
for mask in 000 077; do same "under umask $mask" sh -c "umask $mask; exec \"\$@\"" sh; done
same 'with four jobs' env MAKEFLAGS=-j4
same 'without a home' env -u HOME
same 'with nothing in the environment' env -i PATH="$PATH" PERSONALRORLIGHET_KEY_HEX="$PERSONALRORLIGHET_KEY_HEX"
if command -v faketime >/dev/null; then
    same 'on another day' faketime '2031-02-03 04:05:06'
else
    skip 'the same on another day' 'faketime is not here'
fi

# The order of rows: all but lines, checksums and what is made of them.
counted() { (cd "$1" && find private public figures -type f ! -name 'delivery*' ! -name '*intake*' ! -name 'spells.csv' ! -name 'notes.csv' \
    ! -name 'rejects.csv' ! -name '*.xlsx' -exec sha256sum {} + | sort -k2); }
counted "$dir/first" >"$dir/expected"
for seed in 1 2; do
    (head -n 1 "$raw/staff/uttag.csv" && tail -n +2 "$raw/staff/uttag.csv" | shuf --random-source=<(yes $seed)) >"$dir/shuffled"
    cp "$dir/shuffled" "$raw/staff/uttag.csv"
    rm -rf "$dir/out"
    make_in "$dir/out" env
    counted "$dir/out" >"$dir/now"
    expect_same "the same from rows in order $seed" "$dir/now" "$dir/expected"
done
