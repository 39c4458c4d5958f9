#!/usr/bin/env bash
# A run that is killed at any moment, and then made again, ends where one that was left alone does; and two at once are as good as one.
# ROUNDS kills, 2 unless given (tests/long/killed.sh: 200).
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f MAKELEVEL=0
rounds=${ROUNDS:-2}
raw=$dir/raw
cp -r data/raw "$raw"
rm "$raw/staff/anstallningar_windows.csv" "$raw/staff/Skärholmen.xlsx" "$raw/corrections.csv" "$raw/control_totals.csv"
printf '[turnover]\nfirst_year = 2014\nlast_year = 2024\n[trend]\nreplicates = 99\n' >"$raw/report.ini"

chain() { # OUT: the report's text and all it is made of
    make --no-print-directory "$1/report.md" RAW="$raw" OUT="$1"
}
tree() { # OUT
    (cd "$1" && find . -type f ! -name '*.part' ! -name .lock ! -name .made -exec sha256sum {} + | sort -k2)
}

begin=$(date +%s%N)
chain "$dir/good" >"$dir/stdout" 2>"$dir/stderr" || not_ok 'a run that is left alone succeeds' "$(tail -n 5 "$dir/stderr")"
took=$((($(date +%s%N) - begin) / 1000000))
tree "$dir/good" >"$dir/expected"
expect 'there is a tree to compare with' test "$(wc -l <"$dir/expected")" -gt 40

RANDOM=${SEED:-1}
killed() { # ROUND: kills one run, and now and then the next one too, then lets one finish
    local out=$dir/out n
    rm -rf "$out"
    for ((n = 0; n <= $1 % 3; n++)); do
        setsid make --no-print-directory "$out/report.md" RAW="$raw" OUT="$out" >/dev/null 2>&1 &
        local leader=$!
        sleep "$(awk -v ms=$((RANDOM % took)) 'BEGIN { print ms / 1000 }')"
        kill -KILL -- "-$leader" 2>/dev/null
        wait "$leader" 2>/dev/null
    done
    chain "$out" >"$dir/stdout" 2>"$dir/stderr" && tree "$out" >"$dir/now" && cmp -s "$dir/now" "$dir/expected"
}
bad=
for ((round = 1; round <= rounds; round++)); do
    killed $round || bad="$bad $round: $(tail -n 2 "$dir/stderr") $(diff "$dir/expected" "$dir/now" | head -n 4)"
done
if [ -z "$bad" ]; then
    ok "after $rounds kills the trees are identical"
else
    not_ok "after $rounds kills the trees are identical" "$bad"
fi

rm -rf "$dir/out"
chain "$dir/out" >"$dir/one" 2>&1 &
one=$!
chain "$dir/out" >"$dir/other" 2>&1
second=$?
wait $one
first=$?
tree "$dir/out" >"$dir/now"
expect 'of two runs at once both succeed' test "$first $second" = '0 0'
expect_same 'and the tree is that of one' "$dir/now" "$dir/expected"
if command -v flock >/dev/null; then
    expect 'for one waited, and said so' grep -q 'En annan körning arbetar i' "$dir/one" "$dir/other"
fi
