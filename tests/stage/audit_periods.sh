#!/usr/bin/env bash
# The attacker on plan periods of two reports, in tables made by hand so that what can be worked out of them is known. Two districts,
# Alvik and Berga, of two occupations; every year each of the four is fifty person-years, and twenty left each district.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >protect.ini
printf '[report]\nedition = 2025\n' >report.ini

told() { # NUMBER: itself and no status, or .. withheld
    [ "$1" = .. ] && echo NaN,withheld || echo "$1",
}
begin() { # FOLDER: the headers of the tables
    at=$1
    rm -rf "$at" && mkdir -p "$at"
    echo period,occupation,dimension,category,definition,exits,exits_status,person_years,person_years_status,rate,lower,upper,rate_status,exposure_basis >"$at/city.csv"
    echo period,district,definition,exits,exits_status,moved_out,moved_out_status,person_years,person_years_status,rate,lower,upper,rate_status,move_rate,move_rate_status,departure_rate,departure_rate_status,exposure_basis >"$at/districts.csv"
    echo period,district,occupation,definition,exits,exits_status,person_years,person_years_status,rate,lower,upper,rate_status >"$at/district_occupation.csv"
}
city() { # YEAR ALL HANDLERS SOCIAL: exits
    echo "$1,all,none,all,T17,$(told "$2"),200,,NaN,NaN,NaN,withheld,person_days" >>"$at/city.csv"
    echo "$1,handler,none,all,T17,$(told "$3"),100,,NaN,NaN,NaN,withheld,person_days" >>"$at/city.csv"
    echo "$1,social,none,all,T17,$(told "$4"),100,,NaN,NaN,NaN,withheld,person_days" >>"$at/city.csv"
}
district() { # YEAR DISTRICT EXITS [PERSON-YEARS]
    echo "$1,$2,T17,$(told "$3"),NaN,withheld,$(told "${4:-100}"),NaN,NaN,NaN,withheld,NaN,withheld,NaN,withheld,person_days" >>"$at/districts.csv"
}
plan() { # PERIOD DISTRICT OCCUPATION EXITS PERSON-YEARS
    echo "$1,$2,$3,T17,$(told "$4"),$(told "$5"),NaN,NaN,NaN,withheld" >>"$at/district_occupation.csv"
}
plans() { # PERIOD PERSON-YEARS ALVIK-SOCIAL: exits; the other three are withheld
    plan "$1" Alvik handler .. "$2"
    plan "$1" Alvik social "$3" "$2"
    plan "$1" Berga handler .. "$2"
    plan "$1" Berga social .. "$2"
}
then_was() { # [SOCIAL-OF-2023]: the report before, of three years
    begin published/2024
    city 2021 40 26 14 && city 2022 40 26 14 && city 2023 $((27 + ${1:-13})) 27 "${1:-13}"
    district 2021 Alvik 20 && district 2022 Alvik 20 && district 2023 Alvik $((7 + ${1:-13}))
    district 2021 Berga 20 && district 2022 Berga 20 && district 2023 Berga 20
}
now_is() { # this report: in 2024 six left, and of whom is withheld
    begin public
    city 2021 40 26 14 && city 2022 40 26 14 && city 2023 40 27 13 && city 2024 6 .. ..
    district 2021 Alvik 20 && district 2022 Alvik 20 && district 2023 Alvik 20 && district 2024 Alvik ..
    district 2021 Berga 20 && district 2022 Berga 20 && district 2023 Berga 20 && district 2024 Berga ..
}
finds() { # NAME KEY COLUMN EXPECTED: least, most and verdict
    local got
    for table in public/*.csv published/2024/*.csv; do
        { head -n 1 "$table" && tail -n +2 "$table" | LC_ALL=C sort; } >sorted && mv sorted "$table"
    done
    "$bin/audit" --public public --settings protect.ini --published published --report report.ini --organisation "$organisation" \
        --output audit.csv --details details.csv 2>stderr
    got=$(awk -F, -v key="$2" -v column="$3" '$2 == key && $3 == column { print $(NF - 2) "," $(NF - 1) "," $NF }' details.csv)
    is "$1" "$got$(grep -v 'uppgifter som inte visas\|audit: obs' stderr)" "$4"
}
organisation=

# Eleven left Alvik's social workers in 2021-2023, and sixteen in 2021-2024: five of the six of 2024.
then_was && plans 2021-2023 150 11
now_is && plans 2021-2024 200 16
finds 'a period that goes on a year longer tells of that year' '2024|Berga' exits 0,1,narrow
finds 'of the occupation too' '2024|handler|none|all' exits 0,1,narrow
finds 'and that there were many is no find' '2024|Alvik' exits 5,6,
now_is && plans 2021-2024 200 ..
finds 'where it is withheld nothing is told' '2024|Berga' exits 0,6,

now_is && plans 2021-2024 200 16
district 2024-03-01--2025-02-28 Berga 30
finds 'a period between two extracts is no year of it' '2024|Berga' exits 0,1,narrow

# Sixteen in 2022-2024: in 2024 five more than in 2021.
now_is && plans 2022-2024 150 16
finds 'a period that begins later tells of it' '2024|Berga' exits 0,1,narrow
now_is && plans 2024-2024 50 ..
finds 'one that begins when the other ends does not' '2024|Berga' exits 0,6,

# One who left in 2023 was registered late: eleven may be twelve, and five four.
then_was 12 && plans 2021-2023 150 11
now_is && plans 2021-2024 200 16
finds 'what was registered late may be of that occupation' '2024|Berga' exits 0,2,narrow

# The same period tells of no other year: of six in two districts one number is small, whichever it is.
then_was && plans 2021-2023 150 11
now_is && plans 2021-2023 150 11
finds 'the same period tells of no other year' '2024|Berga' exits 0,6,rule

# Four of the 154 person-years of Alvik's social workers are of 2024.
now_is && plan 2021-2024 Alvik handler .. 246 && plan 2021-2024 Alvik social .. 154 && plan 2021-2024 Berga handler .. 154 &&
    plan 2021-2024 Berga social .. 246
finds 'four person-years of one year are a small group' '2024-2024|Alvik|social' person_years 4,4,narrow

# Alvik was two districts, of which Alby was small: of nine and of how many there are eleven today.
echo unit,valid_from,valid_to,successor >organisation.csv
printf '%s\n' Alby,2000-01-01,2020-12-31,Alvik Alvik,2000-01-01,, Berga,2000-01-01,, >>organisation.csv
organisation=organisation.csv
then_was && plans 2021-2023 .. 9
sed -i 's/\(202[123],Alvik,T17\),20,,NaN,withheld,100,/\1,NaN,withheld,NaN,withheld,NaN,withheld/' published/2024/districts.csv
district 2021 Alby .. .. && district 2022 Alby .. .. && district 2023 Alby .. ..
plan 2021-2023 Alby handler .. .. && plan 2021-2023 Alby social .. ..
now_is && plans 2021-2023 .. 11
finds 'a period of two districts that are one tells of the other' '2021-2023|Alby|social' exits 2,2,narrow
now_is && plans 2021-2023 .. ..
finds 'not where it is withheld: then they are what Alvik leaves of the city' '2021-2023|Alby|social' exits 0,32,
