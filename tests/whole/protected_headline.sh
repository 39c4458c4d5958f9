#!/usr/bin/env bash
# The city's own numbers are the last to be withheld: a small city's are told, for its exits are not divided into women's and men's, of
# which one is so few in most years that the whole would have to go with it. MEASURED=FILE takes a line for each of SEEDS: years, and in
# how many of them the headline is told with and without that rule.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/protect_register.sh"
persons=(120 130 140 150 160 170 180 190 200)
told() { # PUBLIC: years, and those whose exits, person-years and rate are told
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["occupation"] == "all" && $at["dimension"] == "none" { n++; told += $at["exits"] != "NaN" && $at["person_years"] != "NaN" && $at["rate"] != "NaN" }
        END { print n, told + 0 }' "$1/city.csv"
}
divided() { # DIR: the same as if gender were told
    mkdir "$1/divided" && sed 's/^gender_threshold *=.*/gender_threshold = 0/' "$1/settings/protect.ini" >"$1/divided.ini"
    set -- "$1" --published "$1/raw/published" --report "$1/settings/report.ini" --organisation "$1/raw/organisation.csv"
    "$bin/protect" --private "$1/private" --settings "$1/divided.ini" --public "$1/divided" "${@:2}" 2>>"$dir/said" && told "$1/divided"
}
for each in ${SEEDS:-5001 5005 5007}; do
    at=$dir/$each
    protect_register "$each" "$at" persons="${persons[$((each % 9))]}" units=$((3 + each % 4)) years=$((4 + each % 3)) >"$dir/said" 2>&1
    expect "nothing withheld is found in register $each" test $? -eq 0
    now=$(told "$at/public")
    if [ -n "${MEASURED:-}" ]; then
        echo "$each $now $(divided "$at")" >>"$MEASURED"
    else
        expect "the headline of each year of register $each is told" test "${now% *}" = "${now#* }" -a "${now% *}" -gt 3
        expect "... and gender is not" sh -c '! grep -q ",gender," "$1"' sh "$at/public/city.csv"
        was=$(divided "$at")
        expect "... which it would cost" test "${was#* }" -lt "${was% *}"
    fi
    rm -rf "$at"
done
