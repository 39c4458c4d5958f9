#!/usr/bin/env bash
# A district of three persons of one occupation: of the other occupation, which nobody there ever had, the report must not say so, by
# a row that is not there or by what other districts leave of the city. Of a district where many have one occupation it may.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
# Of those whose number ends in 7 Liten has three and Stor the others, all of one occupation.
few_and_many() { # RAW
    printf '%s,2000-01-01,,\n' Liten Stor >>"$1/organisation.csv"
    awk -F';' -v OFS=';' 'NR > 1 && $1 ~ /7$/ { $3 = "Socialsekreterare"; $2 = "Stor" }
        NR > 1 && $1 ~ /^x0000000[012]7$/ { $2 = "Liten"; $10 = "2012-01-01"; $11 = $12 = "" }
        { print }' \
        "$1/staff/register.csv" >"$1/staff/new" && mv "$1/staff/new" "$1/staff/register.csv"
}
# shellcheck disable=SC2034  # read by protect_register
ALTER=few_and_many
rows() { # WHAT-OF-DISTRICT: period, occupation, statuses
    awk -F, -v d="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["district"] == d { print $at["period"], $at["occupation"], $at["exits_status"], $at["person_years_status"] }' "$2"
}
for seed in 21 22; do
    protect_register "$seed" "$dir/$seed" persons=400 units=4 years=6 >"$dir/said" 2>&1 && ok "register $seed is released" ||
        not_ok "register $seed is released" "$(tail -3 "$dir/said")"
    plan=$dir/$seed/public/district_occupation.csv
    rows Liten "$plan" >"$dir/few"
    [ -s "$dir/few" ] && [ "$(cut -d' ' -f1 "$dir/few" | sort -u | wc -l)" -eq $(($(wc -l <"$dir/few") / 2)) ] &&
        ! grep -qv 'withheld withheld$' "$dir/few" && ok "both occupations of the few have rows, withheld ($seed)" ||
        not_ok "both occupations of the few have rows, withheld ($seed)" "$(cat "$dir/few")"
    rows Stor "$plan" | grep -q biståndshandläggare && not_ok "the many have no row of nobody ($seed)" "$(rows Stor "$plan")" ||
        ok "the many have no row of nobody ($seed)"
    # With a pen: the city's less what other districts show.
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["occupation"] ~ /^bist/ && $at["district"] != "Liten" { all[$at["period"]]; if ($at["person_years_status"] == "withheld") another[$at["period"]] = 1 }
        END { for (p in all) if (!another[p]) print p }' "$plan" >"$dir/alone"
    [ -s "$dir/alone" ] && not_ok "what nobody there had does not stand alone ($seed)" "$(cat "$dir/alone")" ||
        ok "what nobody there had does not stand alone ($seed)"
done
