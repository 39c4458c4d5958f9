#!/usr/bin/env bash
# What is private of a report is removed, and nothing else, wherever its links lead.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
cd "$project" || exit 3
unset MAKEFLAGS
raw=$dir/raw
out=$dir/out
small_delivery "$raw"
rm -r "$raw/indicators"
forget() { make --no-print-directory forget OUT="$1"; }
sums() { (cd "$1" && find . -type f ! -path './private/*' ! -name .lock -exec sha256sum {} + | LC_ALL=C sort -k2); }

expect_exit 0 "a report is made" make --no-print-directory report-no-pdf RAW="$raw" OUT="$out"
sums "$out" >"$dir/before"
n=$(find "$out/private" -type f | wc -l)
echo halv >"$out/tables.xlsx.part"
echo halv >"$out/public/city.csv.part"
sums "$raw" >"$dir/raw-before"
expect_exit 0 "what is private is removed" forget "$out"
expect_text "... and counted" "$dir/stdout" "Borttaget ur $out: private/ med $n filer, och 2 halvfärdiga filer."
for what in "uttagen i leveransens staff/" "nyckeln (~/.config/personalrorlighet/key" "säkerhetskopior"; do
    expect_text "... and what is not removed is told: $what" "$dir/stdout" "$what"
done
expect "nothing private is left" test ! -e "$out/private"
sums "$out" >"$dir/after"
expect_same "what is public stands" "$dir/after" "$dir/before"
sums "$raw" >"$dir/raw-after"
expect_same "and so does the delivery" "$dir/raw-after" "$dir/raw-before"
expect "no pseudonym is left anywhere" sh -c '! grep -rqE "(^|[^0-9a-f])[0-9a-f]{32}([^0-9a-f]|$)" "$1/public" "$1/release" "$1/settings" --include="*.csv"' sh "$out"
expect_exit 0 "there is nothing more to remove" forget "$out"
expect_text "... which it says" "$dir/stdout" "Inget privat fanns kvar i $out."

# ---- folders that are not what they seem
refuses() { # NAME OUT TEXT
    expect_exit 2 "$1" forget "$2"
    expect_text "$1: says so" "$dir/stderr" "$3"
}
mkdir "$dir/mine" "$dir/mine/private"
echo min >"$dir/mine/private/dagbok"
refuses "a folder that no report was made in is not touched" "$dir/mine" "är ingen mapp som make report har gjort"
expect "... at all" test -s "$dir/mine/private/dagbok"
refuses "a folder that is not there" "$dir/nowhere" "finns inte"
refuses "the root of everything" / "är ingen mapp som make report har gjort"
expect_exit 2 "no folder" forget ""
mkdir "$dir/linked" && touch "$dir/linked/.made" && ln -s "$dir/mine/private" "$dir/linked/private"
refuses "private/ as a link is not followed" "$dir/linked" "är en länk till $dir/mine/private: inget har tagits bort"
rm "$dir/linked/private" && mkdir -p "$dir/linked/private/deep" && ln -s "$dir/mine/private" "$dir/linked/private/deep/link" && ln -s "$dir/mine/private/dagbok" "$dir/linked/private/dagbok"
expect_exit 0 "links within private/ are removed" forget "$dir/linked"
expect "... but not what they lead to" test -s "$dir/mine/private/dagbok" -a ! -e "$dir/linked/private"
hostile="$dir/-rf; touch PWNED"
mkdir -p "$hostile/private" && touch "$hostile/.made" && echo hemligt >"$hostile/private/spells.csv"
expect_exit 0 "a hostile name is a name" forget "$hostile"
expect "... and no command" test ! -e "$hostile/private" -a ! -e PWNED -a -e "$hostile/.made"
expect_exit 0 "what was forgotten can be made again" make --no-print-directory "$out/private/rates.csv" RAW="$raw" OUT="$out"
