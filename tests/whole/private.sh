#!/usr/bin/env bash
# What is personal stays with its owner: the key, the modes of files, the memory of programs.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/small.sh"
cd "$project" || exit 3
unset MAKEFLAGS
raw=$dir/raw
small_delivery "$raw"
unmade() { make --no-print-directory --always-make --just-print report RAW=build/wall/raw OUT=build/wall/out SAN=; }

# ---- memory: of every program that make report gives anything private, whichever those are
unmade 2>/dev/null | sed -e ':a' -e '/\\$/{N;s/\\\n//;ba' -e '}' | grep -F build/wall/out/private | grep -oE '/bin/[a-z]+' | sort -u | sed 's|/bin/||' >"$dir/programs"
expect "ten programs hold what is private" test "$(wc -l <"$dir/programs")" -ge 10
if strace -o "$dir/trace" true 2>/dev/null; then
    while read -r program; do
        strace -o "$dir/trace" -e trace=prctl,prlimit64,setrlimit,umask "$bin/$program" --help >/dev/null 2>&1
        grep -q 'RLIMIT_CORE, {rlim_cur=0, rlim_max=0}' "$dir/trace" && grep -q 'PR_SET_DUMPABLE, SUID_DUMP_DISABLE' "$dir/trace" && grep -q '^umask(077)' "$dir/trace" ||
            echo "$program"
    done <"$dir/programs" >"$dir/open"
    expect_same "each of them leaves no core file and shows nobody its memory" "$dir/open" /dev/null
else
    skip "each of them leaves no core file and shows nobody its memory" "strace can not trace here"
fi

# ---- modes, whatever the umask
for mask in 000 077; do
    (umask $mask && small_chain "$dir/out$mask" private/audit.csv private/published.txt) >"$dir/said" 2>&1 || not_ok "a chain under umask $mask" "$(tail -n 5 "$dir/said")"
    find "$dir/out$mask/private" \( -type f ! -perm 600 \) -o \( -type d ! -perm 700 \) >"$dir/open"
    expect_same "under umask $mask what is private is the owner's alone" "$dir/open" /dev/null
    find "$dir/out$mask/public" \( -type f ! -perm 644 \) -o \( -type d ! -perm 755 \) >"$dir/open"
    expect_same "... and what is public is anybody's to read, and nobody else's to write" "$dir/open" /dev/null
done
(umask 000 && small_chain "$dir/out000" report.docx figures/figures.csv) >"$dir/said" 2>&1 || not_ok "documents under umask 000" "$(tail -n 5 "$dir/said")"
find "$dir/out000" -perm /o+w ! -type l >"$dir/open"
expect_same "under umask 000 nothing of a report's folder, nor the folder, is anybody's to write" "$dir/open" /dev/null
mkdir "$dir/path" "$dir/forgets" && chmod 777 "$dir/forgets"
printf '#!/bin/sh\nexit 0\n' >"$dir/path/chmod" && chmod +x "$dir/path/chmod"
expect_exit 1 "a file system that forgets modes gets nothing private" env PATH="$dir/path:$PATH" scripts/private-folder.sh "$dir/forgets"
expect_text "... and it says what to do" "$dir/stderr" "andra kan läsa mappen, eftersom filsystemet inte bevarar rättigheter: lägg OUT på en vanlig disk"

# ---- the key
expect "numbers do not hang on the key" sh -c 'PERSONALRORLIGHET_KEY_HEX=ff02030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1fff make --no-print-directory \
    "$1/other/private/audit.csv" RAW="$1/raw" OUT="$1/other" && diff -r "$1/out077/public" "$1/other/public"' sh "$dir"
expect "... though every person has another pseudonym" sh -c '[ -z "$(for o in out077 other; do sed 1d "$1/$o/private/spells.csv" | cut -d, -f1 | sort -u; done | sort | uniq -d)" ]' sh "$dir"

unset PERSONALRORLIGHET_KEY_HEX
mkdir -p "$dir/out/private" "$dir/safe"
chmod 700 "$dir/safe"
clean() { # KEY_FILE
    printf '[clean]\nkey = %s\n' "$1" >"$dir/clean.ini"
    "$bin/clean" --delivery "$raw" --settings "$dir/clean.ini" --output-dir "$dir/out/private" --project "$project"
}
refused() { # NAME KEY_FILE TEXT
    expect_exit 1 "$1" clean "$2"
    expect_text "$1: says so" "$dir/stderr" "$3"
    expect "$1: and nothing is read" test -z "$(ls -A "$dir/out/private")"
}
refused "no key in the project" "$project/build/key" "key: nyckelfilen ligger i projektets mapp och kan följa med vid delning"
refused "no key in the delivery" "$raw/codes/key" "key: nyckelfilen ligger i leveransens mapp och kan följa med vid delning"
refused "no key in what is made" "$dir/out/nyckel/key" "key: nyckelfilen ligger i rapportens mapp och kan följa med vid delning"
refused "no key among what is private either" "$dir/out/private/key" "key: nyckelfilen ligger i rapportens mapp och kan följa med vid delning"
expect_exit 0 "elsewhere a key is made" clean "$dir/safe/key"
expect "... for its owner" test "$(stat -c %a "$dir/safe/key")" = 600
rm -r "$dir/out/private" && mkdir "$dir/out/private"
chmod 644 "$dir/safe/key"
refused "no key that others read" "$dir/safe/key" "key: nyckelfilen kan läsas av andra: kör \`chmod 600\` på den"
chmod 600 "$dir/safe/key" && ln -s key "$dir/safe/link"
refused "no link" "$dir/safe/link" "key: nyckelfilen är en länk: ange själva filen"
chmod 777 "$dir/safe"
refused "no folder that others change" "$dir/safe/key" "key: andra kan byta ut nyckelfilen, eftersom de kan ändra i mappen: kör \`chmod 700\` på mappen"
