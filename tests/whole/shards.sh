#!/usr/bin/env bash
# A report that is cleaned and counted in shards is the same, to the byte, as one that is not; and forget removes the shards.
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
expect 'what the steps of cleaning handed each other is not kept' test -z "$(find "$dir/parts/private/shards" -name 'clean_*')"

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

# ---- cleaning that is stopped ----
# Two extracts; the jobs that were done before one was killed are not done again.
head -n 1 "$raw/staff/uttag.csv" >"$raw/staff/uttag 2.csv" && tail -n 60 "$raw/staff/uttag.csv" >>"$raw/staff/uttag 2.csv"
expect_exit 0 'two extracts are cleaned whole' small_chain "$dir/whole" private/spells.csv
cat >"$dir/killer" <<END
#!/bin/sh
case "\$*" in *"--step \$STOP "*"2/3"*) kill -KILL \$\$ ;; esac
echo "\$*" | sed 's/.*--step //' >>"$dir/ran"
exec "\$@"
END
chmod +x "$dir/killer"
parts_alone() { SHARDS=3 wrap=${wrap:-} small_chain "$dir/parts" private/spells.csv; }
for step in read merge words write; do
    rm -f "$dir/parts/private/spells.csv" "$dir/ran"
    STOP=$step wrap=$dir/killer expect_exit 2 "a job of $step is killed" parts_alone
    expect '... and nothing is made of the others' test ! -e "$dir/parts/private/spells.csv"
    done_before=$(grep -c '' "$dir/ran")
    : >"$dir/ran"
    STOP=none wrap=$dir/killer expect_exit 0 '... all is well when make goes on' parts_alone
    is '... and each job is done once' "$((done_before + $(grep -c '' "$dir/ran"))) $(sort "$dir/ran" | uniq -d)" '13 '
    for table in spells intake notes rejects; do expect_same "... $table.csv too" "$dir/parts/private/$table.csv" "$dir/whole/private/$table.csv"; done
done
cp "$raw/staff/uttag 2.csv" "$dir/kept"
: >"$raw/staff/uttag 2.csv"
expect_exit 2 'an extract of nothing stops one machine' small_chain "$dir/whole" private/spells.csv
grep '^clean: ' "$dir/stderr" >"$dir/expected"
expect_exit 2 '... and the shards' parts_alone
grep '^clean: ' "$dir/stderr" >"$dir/said"
expect_same '... in the same words, said once' "$dir/said" "$dir/expected"
cp "$dir/kept" "$raw/staff/uttag 2.csv"
expect_exit 0 'one that has been mended is cleaned' parts_alone
expect_exit 0 '... by one machine too' small_chain "$dir/whole" private/spells.csv
expect_same '... the same' "$dir/parts/private/spells.csv" "$dir/whole/private/spells.csv"

rm "$dir/parts/private/spells.csv"
STOP=write wrap=$dir/killer expect_exit 2 'a kill leaves what was handed on' parts_alone
expect '... in private' test -n "$(find "$dir/parts/private/shards" -name clean_merged_spells)"
expect_exit 0 'what is private is forgotten' make --no-print-directory forget OUT="$dir/parts"
expect 'the shards too' test ! -e "$dir/parts/private"
