#!/usr/bin/env bash
# The methods of `stat` on spells: what they refuse, where, and that what they do not know is NaN. Their numbers are in
# tests/reference.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
stat=$bin/stat

printf 'entry,time,event,group\n0,2,1,a\n1,3,0,a\n0,4,1,b\n' >good.csv
printf 'entry,time,event\n0,2,1\n3,3,1\n' >no_length.csv
printf 'time,event\n2,1\n3,2\n' >one_two.csv
printf 'time,event\n2,1\n3,\n' >hollow.csv
printf 'start,end,event\n2019-01-31,,0\n2019-05-01,2019-04-30,1\n' >backwards.csv

refuses() { # STATUS NAME TEXT ARGUMENTS...
    local text=$3 name=$2
    expect_exit "$1" "$name" "$stat" "${@:4}"
    expect_text "$name: says so" "$dir/stderr" "$text"
}

refuses 1 "a spell without length has a line" "no_length.csv:3: tiden ska vara" survival --entry entry no_length.csv
refuses 1 "1 and 2 are not taken for 0 and 1" "one_two.csv:3: andra värden än 0 och 1" survival one_two.csv
expect_exit 0 "1 and 2 are read where said" "$stat" survival --event-value 2 one_two.csv
refuses 1 "an event that is missing has a line" "hollow.csv:3: det saknas om" survival --event-value 1 hollow.csv
refuses 1 "no rows are no curve" "inga rader" survival --where group=c good.csv
refuses 2 "a quantile is a share" "--quantiles ska vara andelar" survival --quantiles 25 good.csv
refuses 2 "limits have names" "--limits ska vara log-log" survival --limits exact good.csv
refuses 1 "one group is no comparison" "2 till 1000 grupper" logrank --group group --where group=a good.csv
refuses 2 "breaks rise" "stigande tal" lexis --periods 2,1 --entry entry --time time good.csv
refuses 2 "a calendar wants to know when people came" "--periods kräver --entry" lexis --periods 1,2 --time time good.csv
refuses 1 "an employment does not end before it begins" "backwards.csv:3: sista dagen" \
    person-days --from 2019 --to 2019 backwards.csv

expect_exit 0 "a time beyond all is asked for" "$stat" survival --at 1,9 --where group=a good.csv
expect_text "and is not known" "$dir/stdout" "S_9,NaN"
expect_text "while an early one is" "$dir/stdout" "S_1,1"
