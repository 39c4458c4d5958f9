#!/usr/bin/env bash
# A run that is killed at any moment, and then made again, ends where one that was left alone does; and two at once are as good as one.
# ROUNDS kills, 4 unless given (tests/long/killed.sh: 200).
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
cd "$project" || exit 3
rounds=${ROUNDS:-4}
raw=$dir/raw
small_delivery "$raw"
targets=(public/claims.csv tables.xlsx datapackage.json) # figures and pandoc take most of the time, and write as the others do
[ "$rounds" -le 20 ] || targets=(report.html tables.xlsx datapackage.json provenance.json)

begin=$(date +%s%N)
small_chain "$dir/good" "${targets[@]}" >"$dir/stdout" 2>"$dir/stderr" ||
    not_ok 'a run that is left alone succeeds' "$(tail -n 5 "$dir/stderr")"
took=$((($(date +%s%N) - begin) / 1000000))
small_tree "$dir/good" >"$dir/expected"
expect 'there is a tree to compare with' test "$(wc -l <"$dir/expected")" -gt 40

RANDOM=${SEED:-1}
killed() { # ROUND: kills one run, and now and then the next one too, then lets one finish
    local out=$dir/out n
    rm -rf "$out"
    for ((n = 0; n <= $1 % 3; n++)); do
        setsid make --no-print-directory "${targets[@]/#/$out/}" RAW="$raw" OUT="$out" >/dev/null 2>&1 &
        local leader=$!
        sleep "$(awk -v ms=$((RANDOM % took)) 'BEGIN { print ms / 1000 }')"
        kill -KILL -- "-$leader" 2>/dev/null
        wait "$leader" 2>/dev/null
    done
    small_chain "$out" "${targets[@]}" >"$dir/stdout" 2>"$dir/stderr" && small_tree "$out" >"$dir/now" && cmp -s "$dir/now" "$dir/expected"
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
small_chain "$dir/out" "${targets[@]}" >"$dir/one" 2>&1 &
one=$!
small_chain "$dir/out" "${targets[@]}" >"$dir/other" 2>&1
second=$?
wait $one
first=$?
small_tree "$dir/out" >"$dir/now"
expect 'of two runs at once both succeed' test "$first $second" = '0 0'
expect_same 'and the tree is that of one' "$dir/now" "$dir/expected"
if command -v flock >/dev/null; then
    expect 'for one waited, and said so' grep -q 'En annan körning arbetar i' "$dir/one" "$dir/other"
fi
