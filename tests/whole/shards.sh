#!/usr/bin/env bash
# A report of which the persons are counted in shards is the same, to the byte, as one that is not; and forget removes the shards.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
cd "$project" || exit 3
raw="$dir/raw"
small_delivery "$raw"

but_shards() { small_tree "$1" | grep -v ' ./private/shards/'; }

expect_exit 0 'a report of a register that is whole' small_chain "$dir/whole" report.md tables.xlsx
in_shards() { SHARDS=3 small_chain "$dir/parts" report.md tables.xlsx; }
expect_exit 0 'and of one in three shards' in_shards
but_shards "$dir/whole" >"$dir/first"
but_shards "$dir/parts" >"$dir/second"
expect_same 'every file is the same' "$dir/second" "$dir/first"
expect 'there is much to compare' test "$(wc -l <"$dir/first")" -gt 50
expect 'three shards were counted' test "$(find "$dir/parts/private/shards" -name shard_tallies.csv | wc -l)" -eq 3

touch "$dir/before"
expect_exit 0 'it can be made again' in_shards
expect 'then no shard is counted' test -z "$(find "$dir/parts/private" -name '*.csv' -newer "$dir/before")"
rm "$dir/parts/private/shards/2-of-3/shard_tallies.csv" "$dir/parts/private/shards/2-of-3/shard_counted.csv" "$dir/parts/private/cells.csv"
expect_exit 0 'one that is lost can be made again' in_shards
expect 'then it is counted alone' test "$(find "$dir/parts/private" -name shard_counted.csv -newer "$dir/before" | wc -l)" -eq 1
but_shards "$dir/parts" >"$dir/second"
expect_same 'and every file is the same still' "$dir/second" "$dir/first"
for wrong in 0 x 1.5; do
    expect_exit 2 "SHARDS=$wrong is refused" make --no-print-directory report SHARDS=$wrong RAW="$raw" OUT="$dir/whole"
    expect_text '... in words' "$dir/stderr" 'SHARDS är hur många delar'
done
expect_exit 0 'what is private is forgotten' make --no-print-directory forget OUT="$dir/parts"
expect 'the shards too' test ! -e "$dir/parts/private"
