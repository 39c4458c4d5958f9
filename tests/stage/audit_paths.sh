#!/usr/bin/env bash
# The attacker on staff on several days of a year, in tables made by hand so that what can be worked out of them is known: seventeen were
# there on the first day of 2022 and on the last, and how many left and were hired is withheld.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >protect.ini

told() { # NUMBER: itself and no status, or .. withheld
    [ "$1" = .. ] && echo NaN,withheld || echo "$1",
}
item() { # YEAR OCCUPATION ITEM PERSONS
    echo "$1,$2,$3,$(told "$4")" >>public/balance.csv
}
defined() { # YEAR OCCUPATION DEFINITION NUMERATOR DENOMINATOR: .. withheld
    echo "$1,$2,$3,${4/../NaN},${5/../NaN},NaN,NaN,NaN,withheld," >>public/definitions.csv
}
person_years() { # YEAR NUMBER BASIS
    echo "$1,all,none,all,T17,NaN,withheld,$2,,NaN,NaN,NaN,withheld,$3" >>public/city.csv
}
begin() { # [CHANGED-OUT [OPENING [CLOSING]]]: the year
    rm -rf public && mkdir public
    echo period,occupation,dimension,category,definition,exits,exits_status,person_years,person_years_status,rate,lower,upper,rate_status,exposure_basis >public/city.csv
    echo period,occupation,definition,numerator,denominator,value,lower,upper,value_status,reason >public/definitions.csv
    echo period,occupation,item,persons,persons_status >public/balance.csv
    item 2022 all opening "${2:-17}"
    item 2022 all hires ..
    item 2022 all changed_in 0
    item 2022 all exits ..
    item 2022 all changed_out "${1:-0}"
    item 2022 all closing "${3:-17}"
}
least() { # NAME KEY COLUMN EXPECTED: the least that it can be
    for table in public/*.csv; do
        { head -n 1 "$table"; tail -n +2 "$table" | LC_ALL=C sort; } >sorted && mv sorted "$table"
    done
    "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv 2>stderr
    is "$1" "$(awk -F, -v key="$2" -v column="$3" '$2 == key && $3 == column { print $(NF - 2) }' details.csv)$(grep -v 'uppgifter som inte visas' stderr)" "$4"
}

begin
least 'as many on both days may be nobody' '2022|all|exits' persons 0
begin
defined 2023 all T1 .. 14
least 'fewer on a day between, and somebody went' '2022|all|exits' persons 3
least '... and somebody came' '2022|all|hires' persons 3
begin
defined 2023 all T1 .. 20
least 'more on a day between, and somebody came' '2022|all|hires' persons 3
least '... and somebody went' '2022|all|exits' persons 3
begin
defined 2022 all T1 .. 14
least 'the first of November before is of another year' '2022|all|exits' persons 0
begin
person_years 2022 14.5 person_days
least 'so it is where their mean is lower' '2022|all|exits' persons 2.5
begin
person_years 2022 14.5 given
least 'but person-years that somebody else counted are no mean' '2022|all|exits' persons 0
begin
defined 2022 all T4 .. 15
least 'the mean of 13 days is one' '2022|all|exits' persons 2
begin ..
defined 2023 all T1 .. 14
least 'who went may have changed to other work' '2022|all|exits' persons 0
begin 0 ..
defined 2023 all T1 .. 14
least 'without the first day it is only known who came' '2022|all|exits' persons 0
least '... after that day' '2022|all|hires' persons 3
begin
defined 2022 all T10 13 17
least 'who is not there any more has gone' '2022|all|exits' persons 4
least 'who was not there before has come' '2022|all|hires' persons 4
least '... and they are a number' '2022|all|T10' new 4
begin
item 2021 all exits 14
item 2021 all changed_out 0
defined 2022 all T1 16 17
least 'sixteen of those of November are gone, of whom fourteen may have gone that year' '2022|all|exits' persons 2

# Twenty-four of thirty stayed, of the social workers all twenty; of the ten handlers it is withheld.
occupations() { # CHANGED-OUT
    begin 0 30 30
    for occupation in handler social; do
        item 2022 $occupation changed_in 0
        item 2022 $occupation changed_out "$1"
    done
    defined 2022 all T10 24 30
    defined 2022 social T10 20 20
    defined 2022 handler T10 .. 10
}
occupations 0
least 'occupations are the city where nobody changes' '2022|handler|T10' numerator 4
occupations ..
least 'and no more than it where somebody may' '2022|handler|T10' numerator 0
