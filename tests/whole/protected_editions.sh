#!/usr/bin/env bash
# Two reports of one city, a year apart, the second of which has late exits and merged units: what neither of them shows is not
# found from both. SEEDS="1 2 3" names others than those of every day.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
drawn="persons=${PERSONS:-500} units=${UNITS:-7} years=${YEARS:-6}"
for each in ${SEEDS:-303 307}; do
    # shellcheck disable=SC2086  # words
    protect_register_twice "$each" "$dir/$each" $drawn >"$dir/said" 2>&1
    case $? in
    0) ok "nothing withheld is found in two reports of register $each" ;;
    *) not_ok "nothing withheld is found in two reports of register $each" "$(tail -3 "$dir/said")" ;;
    esac
done
[ -z "${SEEDS:-}" ] || { skip 'whoever protects without the report before is found out' 'other seeds are named'; exit; }

# Whoever protects as if there had been no report before is found out.
at=$dir/303
mkdir "$dir/alone"
"$bin/protect" --private "$at/private" --settings "$at/settings/protect.ini" --public "$dir/alone" 2>"$dir/stderr"
expect_exit 0 'this report alone is safe' "$bin/audit" --public "$dir/alone" --settings "$at/settings/protect.ini" --output "$dir/audit.csv"
expect_exit 1 'beside the one before it is not' "$bin/audit" --public "$dir/alone" --settings "$at/settings/protect.ini" \
    --published "$at/raw/published" --report "$at/settings/report.ini" --organisation "$at/raw/organisation.csv" --output "$dir/audit.csv"

# The same report once more, under the next year's name, has the same numbers and the same holes.
mkdir "$dir/again"
"$bin/protect" --private "$at/before/private" --settings "$at/before/settings/protect.ini" --public "$dir/again" \
    --published "$at/raw/published" --report "$at/settings/report.ini" --organisation "$at/before/raw/organisation.csv" 2>"$dir/stderr"
for table in city definitions districts balance; do
    expect_same "nothing of $table changes where nothing has happened" "$dir/again/$table.csv" "$at/raw/published/2024/$table.csv"
done

# Of a district that was two, one of which was told and the other too small for that, nothing can be told without telling of the
# small one: that is left out, marked, counted and logged, and the report is made.
at=$dir/2016
protect_register_twice 2016 "$at" >"$dir/said" 2>&1
expect 'nothing withheld is found where a district was two, one of them small' test $? -eq 0
expect 'what they would give away is left out, and the reader is told' awk -F, '$1 == "districts" && $4 > 0 { found = 1 } END { exit !found }' "$at/public/withheld.csv"
expect_text 'the log says which' "$at/private/protection.csv" ',left_out'
expect 'it is marked as a number that there is not' awk -F, 'FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    FILENAME ~ /protection/ { if ($1 == "districts" && $4 == "left_out" && $3 !~ /er$/) { split($2, key, "|"); out[key[1] "," key[2]] = $3; n++ }; next }
    ($1 "," $2) in out { what = out[$1 "," $2]; wrong += $at[what] != "NaN" || $at[what "_status"] != "not_applicable" }
    END { exit !(n && !wrong) }' "$at/private/protection.csv" "$at/public/districts.csv"

# And in the report after that: what was withheld or left out is not told a year later, when it stands between two reports.
third() { # DIR: made of the same register again, with both reports before it
    local at=$1
    mkdir -p "$at/after/published" "$at/after/public" && cp -r "$at/raw/published/2024" "$at/public" "$at/after/published/" &&
        mv "$at/after/published/public" "$at/after/published/2025" && cp -r "$at/private" "$at/after/" || return 2
    sed 's/^edition *=.*/edition = 2026/' "$at/settings/report.ini" >"$at/after/report.ini"
    set -- --published "$at/after/published" --report "$at/after/report.ini" --organisation "$at/raw/organisation.csv"
    "$bin/protect" --private "$at/after/private" --settings "$at/settings/protect.ini" --public "$at/after/public" "$@" || return 2
    "$bin/audit" --public "$at/after/public" --settings "$at/settings/protect.ini" --output "$at/after/audit.csv" "$@"
}
for each in 2016 2020; do
    at=$dir/$each
    [ -d "$at" ] || protect_register_twice $each "$at" >"$dir/said" 2>&1
    expect "nothing withheld is found in three reports of register $each" third "$at"
    for table in districts city definitions balance; do
        awk -F, -v table="$table" 'FNR == 1 { for (i = 1; i <= NF; i++) { name[i] = $i; status[$i] = i } next }
            { key = $1 "," $2 "," $3 "," $4 "," $5
              for (i = 1; i <= NF; i++) {
                  if (!((name[i] "_status") in status)) continue
                  if (NR == FNR && $i == "NaN") { hole[key "," name[i]] = 1; n++ }
                  if (NR != FNR && $i != "NaN" && (key "," name[i]) in hole) print table, key, name[i], $i } }
            END { if (n == 0) print table, "has no hole" }' "$at/public/$table.csv" "$at/after/public/$table.csv"
    done >"$dir/told" 2>&1
    expect_same "nor is a hole of the second told in the third" "$dir/told" /dev/null
done

# Years of hiring that were told of one by one, and are told of together now.
protect_register_twice 2032 "$dir/2032" >"$dir/said" 2>&1
expect 'nothing withheld is found where years of hiring are told of together' test $? -eq 0
