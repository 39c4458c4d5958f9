#!/usr/bin/env bash
# Deliveries of finished counts alone: their report is made, and what is withheld in it nobody works out.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3

begin() { # NAME [LINE...]: a delivery without counts, with these settings of protect
    raw=$dir/$1/raw out=$dir/$1/out
    mkdir -p "$raw/counts"
    printf '[trend]\nreplicates = 99\nmonthly_replicates = 99\n\n[report]\ntitle = Prov\nedition = 2023\npdf = none\n\n[protect]\n' >"$raw/report.ini"
    printf '%s\n' "${@:2}" >>"$raw/report.ini"
}
made() {
    local link
    link=$(scripts/out-link.sh "$out") && make -s RAW="$raw" OUT="$out" "$link/public/withheld.csv"
}
cell() { # TABLE COLUMN KEY: the column of the row that begins with KEY
    awk -F, -v column="$2" -v key="$3" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } index($0, key ",") == 1 { print $at[column] }' "$out/public/$1.csv"
}

# Stocks and hires are given: with T3 and T8, exits are the lesser of both and what the stock fell by.
begin stocks
cat >"$raw/counts/a.csv" <<'END'
period;unit;occupation;stock_open;hires;exits;stock_close;person_years
2019;Norra;Lärare;60;9;8;61;60,50
2019;Norra;Kurator;50;6;9;47;48,50
2020;Norra;Lärare;61;7;4;64;62,50
2020;Norra;Kurator;47;8;7;48;47,50
2021;Norra;Lärare;64;5;9;60;62,00
2021;Norra;Kurator;48;9;8;49;48,50
2022;Norra;Lärare;60;12;11;61;60,50
2022;Norra;Kurator;49;7;9;47;48,00
2023;Norra;Lärare;61;8;10;59;60,00
2023;Norra;Kurator;47;9;6;50;48,50
END
expect_exit 0 'counts_with_stocks_make_a_report' made
is 'of_their_years_a_balance_is_told' "$(cell balance persons 2019,all,opening) $(cell balance persons 2019,all,hires) $(cell balance persons 2019,all,closing)" '110 15 108'
is 'in_which_what_they_do_not_tell_is_not_applicable' "$(cell balance persons_status 2019,all,changed_in)" not_applicable
is 'a_few_exits_are_withheld' "$(cell city exits_status 2020,Lärare,none,all)" withheld
worked_out() { # OCCUPATION YEAR: what the definitions and the balance tell of its exits; nothing where they do not
    local lesser opening hires closing
    lesser=$(cell definitions numerator "$2,$1,T3") opening=$(cell balance persons "$2,$1,opening")
    hires=$(cell balance persons "$2,$1,hires") closing=$(cell balance persons "$2,$1,closing")
    awk -v t="$lesser" -v o="$opening" -v h="$hires" -v c="$closing" 'BEGIN {
        if (o != "NaN" && h != "NaN" && c != "NaN") print o + h - c; else if (t != "NaN" && o != "NaN" && c != "NaN" && c <= o) print t + o - c }'
}
is 'what_is_shown_is_worked_out_so' "$(worked_out Kurator 2021)" 8
is 'and_what_is_withheld_is_not' "$(worked_out Lärare 2020)" ''

# Nothing but exits: withheld alone, a year would be one of one to four for whoever knows the rules.
begin bare
cat >"$raw/counts/a.csv" <<'END'
period;unit;exits;person_years
2017;Norra;8;60,0
2018;Norra;7;61,0
2019;Norra;3;64,0
2020;Norra;9;61,5
2021;Norra;8;67,5
2022;Norra;9;67,5
2023;Norra;6;67,5
END
expect_exit 0 'a_year_of_few_exits_stops_no_report' made
is 'another_year_is_withheld_beside_it' "$(cut -d, -f1,2,3,7 "$out/public/city.csv" | grep -c ',none,withheld')" 2
is 'no_balance_is_told' "$(wc -l <"$out/public/balance.csv")" 1

# The whole is given, and one unit is so small that it has no row.
begin lacking
cat >"$raw/counts/a.csv" <<'END'
period;unit;exits;person_years
2019;hela staden;22;150,0
2019;Norra;11;80,0
2019;Södra;7;42,0
2020;hela staden;19;151,0
2020;Norra;12;81,0
2020;Södra;4;43,0
2021;hela staden;20;152,0
2021;Norra;9;82,0
2021;Södra;8;43,0
2022;hela staden;24;152,0
2022;Norra;13;82,0
2022;Södra;8;43,0
END
expect_exit 0 'a_unit_without_a_row_stops_no_report' made
is 'few_exits_of_a_unit_are_withheld' "$(cell districts exits_status 2020,Södra)" withheld

# A table that is left out is not for the sake of one of its numbers.
begin left 'leave_out = definitions'
cp "$dir/lacking/raw/counts/a.csv" "$raw/counts/"
expect_exit 0 'counts_may_leave_out_a_table' made
is 'of_which_nothing_is_told' "$(cut -d, -f6 "$out/public/definitions.csv" | sort -u | tr '\n' ' ')" 'NaN value '

# A small unit that was there for three years: how many of its years were tested would tell which.
begin late
{
    echo 'period;unit;exits;person_years'
    for year in 2016 2017 2018 2019 2020 2021 2022 2023; do
        echo "$year;Norra;$((10 + year % 3));90,0"
        echo "$year;Södra;$((7 + year % 4));60,0"
    done
    for year in 2019 2020 2021; do echo "$year;Liten;$((year % 2 + 1));6,0"; done
} >"$raw/counts/a.csv"
expect_exit 0 'a_unit_of_three_years_stops_no_report' made
years_of() { # TABLE FAMILY DISTRICT
    awk -F, -v family="$2" -v district="$3" '$1 == family && $2 == district { print $6, $7 }' "$out/public/$1.csv" | grep -v NaN
}
is 'a_series_that_is_not_told_has_the_years_of_the_city' "$(years_of public_breaks district Liten)" "$(years_of public_breaks primary all)"
is 'which_are_not_none' "$(years_of public_breaks primary all | wc -l)" 24

# Whatever of stocks and hires is told beside the exits, the few of 2018 are withheld, and something beside them.
told() { # COLUMN...: a delivery of these
    begin "told$*"
    awk -v columns="$*" 'BEGIN {
        n = split(columns, c, " "); printf "period;unit;exits;person_years"
        for (i = 1; i <= n; i++) printf ";%s", c[i]
        split("7 9 7 3 8 9 6 7", hires, " "); split("8 9 8 9 3 9 8 6", exits, " "); staff = 60
        for (y = 1; y <= 8; y++) {
            of["stock_open"] = staff; of["hires"] = hires[y]; of["stock_close"] = staff + hires[y] - exits[y]
            printf "\n%d;Norra;%d;%d,5", 2013 + y, exits[y], staff
            for (i = 1; i <= n; i++) printf ";%d", of[c[i]]
            staff = of["stock_close"]
        }
        print "" }' >"$raw/counts/a.csv"
    expect_exit 0 "a_report_of_exits_${*:+and_}${*// /_and_}" made
    is '... in which the few are withheld' "$(cell city exits 2018,all,none,all)" NaN
    is '... and not alone' "$(awk -F, '$4 == "withheld" || $5 == "withheld" || $7 == "withheld" { print $1, $3 == "none" ? "exits" : $3 }' "$out/public/"{balance,city}.csv | sort -u | wc -l | awk '{ print ($1 > 1) }')" 1
}
for columns in stock_close stock_open 'stock_open stock_close' hires 'stock_open hires' 'hires stock_close' 'stock_open hires stock_close'; do
    # shellcheck disable=SC2086  # words
    told $columns
done
