#!/usr/bin/env bash
# The attacker on how long people stay, in tables made by hand so that what can be worked out of them is known.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >protect.ini

begin() { # the headers of the tables
    rm -rf public && mkdir public
    echo period,occupation,dimension,category,definition,exits,exits_status,person_years,person_years_status,rate,lower,upper,rate_status,exposure_basis >public/city.csv
    echo grouping,category,cohort,horizon,outcome,entrants,entrants_status,events,events_status,remaining,remaining_status,probability,probability_status,lower,upper,reason >public/public_retention.csv
    echo grouping,category,cohort,horizon,cause,events,events_status,probability,probability_status,lower,upper >public/public_retention_cause.csv
    echo period,occupation,item,persons,persons_status >public/balance.csv
}
told() { # NUMBER: itself and no status, or .. withheld
    [ "$1" = .. ] && echo NaN,withheld || echo "$1",
}
exits() { # YEAR DIMENSION CATEGORY EXITS
    echo "$1,all,$2,$3,T17,$(told "$4"),500,,NaN,NaN,NaN,withheld,person_days" >>public/city.csv
}
stayed() { # GROUPING CATEGORY COHORT HORIZON ENTRANTS EVENTS REMAINING
    echo "$1,$2,$3,$4,exit,$(told "$5"),$(told "$6"),$(told "$7"),NaN,withheld,NaN,NaN," >>public/public_retention.csv
}
caused() { # COHORT CAUSE EVENTS
    echo "city,all,$1,1,$2,$(told "$3"),NaN,withheld,NaN,NaN" >>public/public_retention_cause.csv
}
extracted() { # DAY
    echo file,kind,sha256,last_extraction,extraction_basis,records_in,records_in_status,kept,kept_status,rejected,rejected_status,merged,merged_status >public/public_intake.csv
    echo "staff/a.csv,spells,,$1,column,900,,900,,0,,0," >>public/public_intake.csv
}
hired() { # YEAR PERSONS
    echo "$1,all,hires,$2," >>public/balance.csv
}
finds() { # NAME KEY COLUMN EXPECTED: least, most and verdict
    local table got
    for table in public/*.csv; do
        { head -n 1 "$table"; tail -n +2 "$table" | LC_ALL=C sort; } >sorted && mv sorted "$table"
    done
    "$bin/audit" --public public --settings protect.ini --output audit.csv --details details.csv 2>stderr
    got=$(awk -F, -v key="$2" -v column="$3" '$2 == key && $3 == column { print $(NF - 2) "," $(NF - 1) "," $NF }' details.csv)
    is "$1" "$got$(grep -v 'uppgifter som inte visas' stderr)" "$4"
}

# In 2018 and 2020 twelve and fifteen left within a year. In 2019 it is withheld; with those of the second year it were twenty.
years() { # LEFT HIRED: of everybody
    begin
    for year in 2018 2019 2020; do exits $year none all 50; exits $year tenure 2_to_4 30; hired $year 60; done
    exits 2018 tenure under_1 12; exits 2018 tenure 1 8
    exits 2019 tenure under_1 ..; exits 2019 tenure 1 ..
    exits 2020 tenure under_1 15; exits 2020 tenure 1 5
    stayed city all all 1 "$2" "$1" 100
}
years .. 180
finds 'one year alone may be anything' '2019|all|tenure|under_1' exits 0,20,
years 30 180
finds 'all years less the others are that year, but for one' '2019|all|tenure|under_1' exits 2,4,narrow
years 30 200
finds 'where more were hired than in those years, some of the leavers are of no year' '2019|all|tenure|under_1' exits 0,4,narrow
years 30 180
extracted 2021-01-01
finds 'extracted when the last year ended nobody left later' '2019|all|tenure|under_1' exits 2,4,narrow
extracted 2021-03-04
finds 'extracted two months later some of the leavers are of no year' '2019|all|tenure|under_1' exits 0,4,narrow
years 60 180
finds 'what does not fit is believed by nobody' '2019|all|tenure|under_1' exits 0,20,rule

# Why everybody left, beside why those of the cohort did, says why the others did.
begin
stayed city all all 1 300 120 100
stayed city all 2016-2018 1 200 80 120
caused all retirement 80; caused 2016-2018 retirement 42
caused all dismissed 40; caused 2016-2018 dismissed 38
finds '38 others are many' 'city|all|all|1|retirement' 'others than cohorts' 38,38,
finds 'two others are few' 'city|all|all|1|dismissed' 'others than cohorts' 2,2,narrow

# What districts have hired is what the city has.
begin
stayed city all all 1 300 120 100
stayed district Alvik all 1 .. .. ..
stayed district Berga all 1 297 110 90
finds 'the city less the other district' 'district|Alvik|all|0' entrants 3,3,narrow
