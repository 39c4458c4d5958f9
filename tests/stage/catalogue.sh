#!/usr/bin/env bash
# Every message of the sources, found by a program: a test holds its exact text, or messages_not_here.txt says why none does; and
# docs/felmeddelanden.md tells of each.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
find_messages=(python3 tests/support/messages.py)
"${find_messages[@]}" list >"$dir/all"
expect 'messages are found' test "$(wc -l <"$dir/all")" -gt 300
"${find_messages[@]}" untested | cut -f2 | sort >"$dir/untested"
cut -f1 tests/stage/messages_not_here.txt | sort >"$dir/named"
comm -23 "$dir/untested" "$dir/named" >"$dir/missing"
expect_same 'each has a test of its exact text, or a reason why it has none' "$dir/missing" /dev/null
cut -f2 "$dir/all" | sort >"$dir/texts"
comm -13 "$dir/untested" "$dir/named" >"$dir/stale"
expect_same 'no reason stands for a message that a test holds' "$dir/stale" /dev/null
comm -13 "$dir/texts" "$dir/named" >"$dir/gone"
expect_same 'no reason is given for a message that is no more' "$dir/gone" /dev/null
expect_exit 0 'each message has advice' "${find_messages[@]}" page
cp "$dir/stdout" "$dir/page"
sed -n '/^<!-- meddelanden -->/,$p' docs/felmeddelanden.md >"$dir/told"
expect_same 'docs/felmeddelanden.md tells of every message as the programs say it' "$dir/told" "$dir/page"

# Reasons of records: every code of the table in the source is met by a record of its own in clean_reasons.sh.
sed -n '/^static const/,/^};/s/^ *\[REASON_[A-Z_]*\] = { *"\([a-z_]*\)".*/\1/p' pipeline/intake/reason.c | grep . | sort >"$dir/codes"
expect 'codes are found' test "$(wc -l <"$dir/codes")" -gt 25
grep -oE '^[a-z/.]+csv,[0-9]+,[^,]*,[a-z_]+$' tests/stage/clean_reasons.sh | sed 's/.*,//' | sort -u >"$dir/met"
comm -23 "$dir/codes" "$dir/met" >"$dir/unmet"
expect_same 'every code of a rejected record is met by a test' "$dir/unmet" /dev/null
