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
cp -r "$at/private" "$dir/alone-private"
"$project/scripts/propose.sh" "$bin" "$dir/alone-private" "$at/settings" "$dir/none" '' 2>"$dir/stderr"
"$bin/protect" --private "$dir/alone-private" --settings "$at/settings/protect.ini" --public "$dir/alone" \
    --found-out "$dir/alone-private/found_out.csv" 2>"$dir/stderr"
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
# small one: that is withheld, and as many as the one at least, which everybody knows.
at=$dir/2016
protect_register_twice 2016 "$at" >"$dir/said" 2>&1
expect 'nothing withheld is found where a district was two, one of them small' test $? -eq 0
expect 'every number that is not shown is judged, whatever hides it' awk -F, 'FNR == 1 { file++; for (i = 1; i <= NF; i++) at[$i] = i; next }
    file == 1 { if ($1 == "districts") judged[$2 "," $3]; next }
    { for (c in at) if (("exits moved_out person_years " ~ c " ") && $at[c] == "NaN") { n++; missing += !(($1 "|" $2 "," c) in judged) } }
    END { exit !(n > 0 && missing == 0) }' "$at/details.csv" "$at/public/districts.csv"
expect 'some of them can be no small number, and are accepted' awk -F, '$1 == "districts" && $4 >= 10 { found = 1 } END { exit !found }' "$at/details.csv"

# A district that nobody had been in by the first report, and that is in the second one's tables: it stays as hidden as any other
# in which nobody was.
protect_register_twice 3023 "$dir/3023" >"$dir/said" 2>&1
expect 'nothing is told that must not be of a district that the report before did not have' test $? -eq 0
expect 'and that nobody was in it is withheld' test "$(grep -c '^2022,Enhet 03,T17,NaN,withheld' "$dir/3023/public/districts.csv")" -eq 1

# Whole tables that the settings leave out are judged like any others.
sed 's/^leave_out *=.*/leave_out = districts, district_occupation/' "$at/settings/protect.ini" >"$at/out.ini"
cp -r "$at/private" "$at/private-out" && mkdir "$at/out"
left_out() {
    set -- --published "$at/raw/published" --report "$at/settings/report.ini" --organisation "$at/raw/organisation.csv"
    "$bin/protect" --private "$at/private-out" --settings "$at/out.ini" --public "$at/out" "$@" &&
        "$bin/audit" --public "$at/out" --settings "$at/out.ini" --output "$at/out.csv" --details "$at/out-details.csv" "$@"
}
expect 'nothing is found of whole tables that are left out' left_out
expect 'each of their numbers is judged, but for those that were told before' awk -F, 'FNR == 1 { file++; for (i = 1; i <= NF; i++) at[$i] = i; next }
    file == 1 { if ($1 == "districts" && $3 == "person_years") judged[$2]; next }
    file == 2 { if ($at["person_years"] != "NaN") told[$1 "|" $2]; next }
    { n += ($1 "|" $2) in judged; wrong += $at["person_years"] != "NaN" || !((($1 "|" $2) in judged) || (($1 "|" $2) in told)) }
    END { exit !(n > 0 && wrong == 0) }' "$at/out-details.csv" "$at/raw/published/2024/districts.csv" "$at/out/districts.csv"
expect 'and the reader is told how many they are' awk -F, '$1 == "districts" { exit !($4 > 0 && $4 == $3) }' "$at/out/withheld.csv"

# And in the report after that: what was withheld is not told a year later, when it stands between two reports.
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

# An occupation that the report before did not count: what the numbers of everybody have become more is how many are in it.
coded_later() { # DELIVERY: kurator has no code in the report before, which is of 2024
    printf 'word,code\nSocialsekreterare,socialsekreterare\nBiståndshandläggare,biståndshandläggare\n' >"$1/codes/occupation.csv"
    grep -q '^edition = 2024' "$1/report.ini" || printf 'Kurator,kurator\n' >>"$1/codes/occupation.csv"
    sed -i '/^plan_periods/d' "$1/report.ini"
}
coded_before() { # DELIVERY: ... or has none in the one after
    printf 'word,code\nSocialsekreterare,socialsekreterare\nBiståndshandläggare,biståndshandläggare\n' >"$1/codes/occupation.csv"
    ! grep -q '^edition = 2024' "$1/report.ini" || printf 'Kurator,kurator\n' >>"$1/codes/occupation.csv"
    sed -i '/^plan_periods/d' "$1/report.ini"
}
ALTER=coded_before protect_register_twice 842 "$dir/842" shape=uncoded persons=150 units=3 years=4 >"$dir/said" 2>&1
expect 'nothing withheld is found where an occupation is not counted any more' test $? -eq 0
for each in ${NEW_OCCUPATIONS:-811:120:2:3}; do
    IFS=: read -r seed persons units years <<<"$each"
    at=$dir/new-$seed
    ALTER=coded_later protect_register_twice "$seed" "$at" shape=uncoded persons="$persons" units="$units" years="$years" >"$dir/said" 2>&1
    expect "nothing withheld is found where an occupation is new, register $seed" test $? -eq 0
    expect "which it is, in years that were told before" awk -F, 'FNR == 1 { file++; next }
        file == 1 { told[$1]; new += $2 == "kurator"; next } { now += $2 == "kurator" && $1 in told } END { exit !(now > 0 && new == 0) }' \
        "$at/raw/published/2024/city.csv" "$at/public/city.csv"
    for table in city:exits city:person_years districts:exits districts:moved_out districts:person_years; do
        # shellcheck disable=SC2016  # awk's
        awk -F, -v table="${table%:*}" -v column="${table#*:}" 'FNR == 1 { file++; for (i = 1; i <= NF; i++) at[$i] = i; limit = column == "person_years" ? 10 : 5 }
            FNR == 1 || (table == "city" && $at["occupation"] != "all") || $at[column] == "NaN" { next }
            { key = $1 "," $2 (table == "city" ? "," $3 "," $4 : "") }
            file == 1 { then[key] = $at[column]; next }
            key in then { few = $at[column] - then[key]; few = few < 0 ? -few : few; if (few > 0.001 && few < limit - 0.001) print table, key, column }' \
            "$at/raw/published/2024/${table%:*}.csv" "$at/public/${table%:*}.csv"
    done >"$dir/told" 2>&1
    expect_same "nor is a few of it the difference of two numbers, register $seed" "$dir/told" /dev/null
done

# What protect alone would tell beside the report before: a district's leavers of whom that told a part, moves, and that nobody is in
# a district that it did not have.
for each in 3031 3024 8036; do
    protect_register_twice $each "$dir/$each" >"$dir/said" 2>&1
    expect "nothing withheld is found in two reports of register $each too" test $? -eq 0
done
