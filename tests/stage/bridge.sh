#!/usr/bin/env bash
# From Kolada's figure to ours: the steps of England's and Stockholm's kind of numbers, worked by hand.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
head='period,occupation,definition,numerator,denominator,value,lower,upper,value_status,reason'
# 100 employed in November, 12 of them gone the next; 15 exits, mean stock 120, 125 person-years
{
    echo "$head"
    echo '2018,all,T1,10,100,10,NaN,NaN,,'
    echo '2019,all,T1,14,100,14,NaN,NaN,,'
    echo '2020,all,T1,12,100,12,NaN,NaN,,'
    echo '2020,all,T17,15,125,12,NaN,NaN,,'
    echo '2020,all,T9,15,120,12.5,NaN,NaN,,'
} >definitions.csv
expect_exit 0 "the bridge is made" "$bin/bridge" --definitions definitions.csv --output bridge.csv
{
    echo 'period,occupation,step,measure,numerator,denominator,value,difference'
    echo '2020,all,1,three_years,NaN,NaN,12,NaN'
    echo '2020,all,2,kolada,12,100,12,0'
    echo '2020,all,3,all_exits,15,100,15,3'
    echo '2020,all,4,mean_stock,15,120,12.5,-2.5'
    echo '2020,all,5,person_years,15,125,12,-0.5'
} >wanted.csv
expect_same "it goes from Kolada's to ours, and each step is a difference" bridge.csv wanted.csv
sed -i '/^2018/d; s/^2020,all,T9,.*/2020,all,T9,NaN,NaN,NaN,NaN,NaN,withheld,/' definitions.csv
expect_exit 0 "a definition may be withheld" "$bin/bridge" --definitions definitions.csv --output bridge.csv
expect_text "a year that lacks is no mean of three" bridge.csv "2020,all,1,three_years,NaN,NaN,NaN,NaN"
expect_text "what is withheld is not worked out" bridge.csv "2020,all,4,mean_stock,NaN,NaN,NaN,NaN"
expect_text "nor is a difference from it" bridge.csv "2020,all,5,person_years,15,125,12,NaN"
grep -v ',T1,' definitions.csv >none.csv
expect_exit 0 "counts have no persons to follow" "$bin/bridge" --definitions none.csv --output bridge.csv
expect "... and no bridge" test "$(wc -l <bridge.csv)" -eq 1
