#!/usr/bin/env bash
# Two reports of one city, a year apart, when counts are rounded in both, in the first alone or in the second alone: what neither of
# them shows is not found from both, and rounding is not taken for a revision.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
drawn=(persons=500 units=7 years=6)
rounds() { # FROM TO BASE
    mkdir -p "$2" && printf '[protect]\nrounding_base = %s\n' "$3" >"$dir/round.ini" &&
        "$bin/round" --exact "$1" --settings "$dir/round.ini" --public "$2"
}
holes() { # PUBLIC: rows of the city and its districts, with what is withheld
    awk -F, 'FNR == 1 { delete at; for (i = 1; i <= NF; i++) at[i] = $i; next }
        { for (i in at) if (at[i] ~ /^(exits|person_years|persons|moved_out)$/ && $i == "NaN") print FILENAME, $1, $2, $3, $4, at[i] }' \
        city.csv districts.csv balance.csv
}

for each in 303:5 307:5; do
    seed=${each%:*} base=${each#*:} at=$dir/$each
    { protect_register "$seed" "$at/before" before=1 "${drawn[@]}" && rounds "$at/before/public" "$at/raw/published/2024" "$base"; } >"$dir/said" 2>&1 ||
        not_ok "register $seed is drawn" "$(tail -3 "$dir/said")"
    protect_register "$seed" "$at" "${drawn[@]}" >"$dir/said" 2>&1
    is "nothing withheld is found beside a report rounded to $base, of register $seed" $? 0
    (cd "$at/raw/published/2024" && holes) | grep -v '^districts' | sort >"$dir/then"
    (cd "$at/public" && holes) | sort >"$dir/now"
    is 'what was withheld of the city then is withheld now' "$(comm -23 "$dir/then" "$dir/now" | head -5)" ''
done

# The same report once more: nothing has happened, and nothing changes, though the one before is rounded.
at=$dir/303:5
mkdir "$dir/again"
set -- --published "$at/raw/published" --report "$at/settings/report.ini" --organisation "$at/before/raw/organisation.csv"
expect_exit 0 'the same report is made again beside its rounded self' "$bin/protect" --private "$at/before/private" \
    --settings "$at/before/settings/protect.ini" --public "$dir/again" "$@"
for table in city definitions districts balance; do
    expect_same "nothing of $table changes" "$dir/again/$table.csv" "$at/before/public/$table.csv"
done
expect_exit 0 'nothing is found of it' "$bin/audit" --public "$dir/again" --settings "$at/before/settings/protect.ini" --output "$dir/audit.csv" "$@"
expect 'though it withholds something' awk -F, 'NR > 1 && $NF == "" { n++ } END { exit n < 10 }' "$dir/audit.csv"

# Revisions, in every order of bases: what is said to be revised is, for the exact numbers say so too. Eight exits of the last year
# came late.
revised() { # THEN NOW TO
    rm -rf "$dir/published" && mkdir "$dir/published" && cp -r "$1" "$dir/published/2024" &&
        "$bin/revisions" --published "$dir/published" --public "$2" --report "$at/settings/report.ini" --output "$3" &&
        "$bin/late" --published "$dir/published" --public "$2" --report "$at/settings/report.ini" --output "$3.late"
}
reasons() { awk -F, 'NR > 1 && $8 != "" { print $2, $3, $4 }' "$1" | sort; }
last=$(awk -F, '$3 == "none" && $6 > 12 { year = $1 > year ? $1 : year } END { print year }' "$at/public/city.csv")
cp -r "$at/public" "$dir/was"
awk -F, -v OFS=, -v last="$last" '$1 == last && $2 == "all" && $3 == "none" { $6 -= 8; $10 = 100 * $6 / $8 } 1' "$at/public/city.csv" >"$dir/was/city.csv"
rounds "$dir/was" "$dir/was-5" 5 && rounds "$at/public" "$dir/now-5" 5 && rounds "$at/public" "$dir/now-10" 10 || not_ok 'the reports are rounded' ''
expect_exit 0 'what was revised is told of exact numbers' revised "$dir/was" "$at/public" "$dir/exact.csv"
reasons "$dir/exact.csv" >"$dir/all"
is 'exits and rate of that year' "$(paste -sd, "$dir/all")" "$last all exits,$last all rate"
compared() { # SENTENCE THEN NOW
    local said=$1
    expect_exit 0 "$said: revisions are told" revised "$2" "$3" "$dir/rounded.csv"
    is "$said: those and no others" "$(reasons "$dir/rounded.csv" | paste -sd,)" "$(paste -sd, "$dir/all")"
    expect "$said: what is not revised has no difference" awk -F, 'NR > 1 && $8 == "" && $7 != 0 && $7 != "NaN" { exit 1 }' "$dir/rounded.csv"
    expect "$said: as many came late as the reports differ by" awk -F, -v last="$last" '$3 == "2024" && $2 == "all" { n++
        bad = bad || ($1 == last ? $6 < 5 || $6 > 10 : $6 != 0) } END { exit bad || n < 3 }' "$dir/rounded.csv.late"
}
compared 'both rounded' "$dir/was-5" "$dir/now-5"
compared 'rounded now alone' "$dir/was" "$dir/now-5"
compared 'rounded then alone' "$dir/was-5" "$at/public"
expect_exit 0 'to five, then to ten: revisions are told' revised "$dir/was-5" "$dir/now-10" "$dir/rounded.csv"
is 'to five, then to ten: none that was not' "$(comm -23 <(reasons "$dir/rounded.csv") "$dir/all")" ''
