#!/usr/bin/env bash
# Every bad file of ../shared/nasty/own through clean, one test each: what its manifest says of records, kept, rejected, merged and
# of the physical lines of the rejected ones holds to the letter; a file to be refused leaves nothing and exits 1.
. "$(dirname "$0")/../support/shell.sh"
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
nasty=$shared/nasty/own
if [ ! -r "$nasty/manifest.csv" ]; then
    skip "bad input is handled as its manifest says" "$nasty is not here"
    exit
fi
printf '[clean]\nreject_budget_percent = 100\n' >"$dir/clean.ini"

# file|action|records in, kept, rejected, merged|lines; texts in between may hold commas, the last columns do not.
manifest() {
    sed -En 's/^([^,]+),.*,(ACCEPT|NORMALISE|QUARANTINE|REFUSE|WARN|MERGE),([0-9]*),([0-9]*),([0-9]*),([0-9]*),([0-9 ]*),[^,]*,[0-9]+\r?$/\1|\2|\3 \4 \5 \6|\7/p' \
        "$nasty/manifest.csv"
}

run() { # FILE [VARIABLE=VALUE...]
    rm -rf "$dir/delivery" "$dir/out"
    mkdir -p "$dir/delivery/staff" "$dir/out"
    cp "$nasty/$1" "$dir/delivery/staff/"
    shift
    env "$@" "$bin/clean" --delivery "$dir/delivery" --settings "$dir/clean.ini" --output-dir "$dir/out" >"$dir/stdout" 2>"$dir/stderr"
}

check() { # FILE ACTION COUNTS LINES
    run "$1"
    status=$?
    if [ "$2" = REFUSE ]; then
        if [ $status -eq 1 ] && [ -z "$(ls "$dir/out")" ] && [ "$(wc -l <"$dir/stderr")" -eq 1 ]; then
            ok "$1 is refused"
        else
            not_ok "$1 is refused" "exit $status, left: $(ls "$dir/out"); said: $(cat "$dir/stderr")"
        fi
        return
    fi
    counts=$(awk -F, 'NR == 2 { print $10, $11, $12, $13 }' "$dir/out/intake.csv" 2>/dev/null)
    lines=$(awk -F, 'NR > 1 { printf "%s%s", sep, $2; sep = " " }' "$dir/out/rejects.csv" 2>/dev/null)
    if [ $status -eq 0 ] && [ "$counts" = "$3" ] && [ "$lines" = "$4" ]; then
        ok "$1 is accounted for"
    else
        not_ok "$1 is accounted for" "exit $status; in, kept, rejected, merged: $counts, expected $3
rejected lines: $lines, expected $4
$(cat "$dir/stderr")"
    fi
}

manifest >"$dir/manifest"
expect "every row of the manifest is understood" \
    test "$(wc -l <"$dir/manifest")" -eq "$(($(wc -l <"$nasty/manifest.csv") - 1))"
while IFS='|' read -r file action counts lines; do
    check "$file" "$action" "$counts" "$lines"
done <"$dir/manifest"

# Four delimiters and another order of columns, one content: the same spells but for whose they are (pseudonym, gender,
# year of birth).
attributes() { # FILE
    run "$1" && tail -n +2 "$dir/out/spells.csv" | cut -d, -f2-7,10,13-15 | sort
}
attributes b01_semicolon.csv >"$dir/b01"
for file in b02_comma.csv b03_tab.csv b04_pipe.csv b18_crlf.csv b19_cr_only.csv b43_reordered.csv; do
    attributes $file >"$dir/other"
    expect_same "$file holds what b01_semicolon.csv holds" "$dir/other" "$dir/b01"
done

# No id and no name in anything that was written or said, nor in the pieces of the workbook.
run f11_canary.csv
mkdir "$dir/pieces"
(cd "$dir/pieces" && unzip -qo "$dir/out/fixlista.xlsx")
cut -d';' -f1,2 "$nasty/f11_canary.csv" | tail -n +2 | tr ';' '\n' >"$dir/secrets"
cut -d';' -f1 "$nasty/f11_canary.csv" | tail -n +2 | cut -c3- >>"$dir/secrets"
expect "the canary file is read" test "$(wc -l <"$dir/out/spells.csv")" -eq 9
if found=$(grep -rlFf "$dir/secrets" "$dir/out" "$dir/pieces" "$dir/stdout" "$dir/stderr"); then
    not_ok "no id and no name is written anywhere" "found in $found"
else
    ok "no id and no name is written anywhere"
fi
run b40_unknown_column.csv
header=$(head -n 1 "$nasty/b40_unknown_column.csv" | tr ';' '\n' | grep -vE 'personnummer|förvaltning|yrke|anställd|avgångsorsak|sysselsättningsgrad|namn')
column=$(head -n 1 "$nasty/b40_unknown_column.csv" | tr ';' '\n' | grep -nxF "$header" | cut -d: -f1)
cut -d';' -f"$column" "$nasty/b40_unknown_column.csv" | tail -n +2 | grep -v '^$' >"$dir/secrets"
expect_text "a column that is not asked for is noted" "$dir/out/notes.csv" "$header,ignored_column"
if grep -rqFf "$dir/secrets" "$dir/out" "$dir/stderr"; then
    not_ok "what stands in it is written nowhere" "$(grep -rlFf "$dir/secrets" "$dir/out")"
else
    ok "what stands in it is written nowhere"
fi

# Time zone and locale change nothing.
for file in c09_timezones.csv e12_locale.csv; do
    run $file && cp "$dir/out/spells.csv" "$dir/here.csv"
    run $file TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8
    expect_same "$file gives the same in Tokyo and in German" "$dir/out/spells.csv" "$dir/here.csv"
    run $file TZ=America/New_York LC_ALL=tr_TR.UTF-8
    expect_same "$file gives the same in New York and in Turkish" "$dir/out/spells.csv" "$dir/here.csv"
done
