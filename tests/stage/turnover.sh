#!/usr/bin/env bash
# The stage turnover: golden tables of the worked fixture (domain.md 2.7), texts of faults, and what a fault leaves behind.
# `tests/stage/turnover.sh --update` records the tables anew; look at the difference before it is kept.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
given=$project/tests/stage/turnover
spells_header=$(head -1 "$given/spells.csv")
extracts_header=date,basis,records
counts_header=$(head -1 "$given/counts.csv")

fresh() { # a delivery that is well: the worked fixture
    cp "$given"/*.csv "$given/turnover.ini" .
    organisation=
}
turnover() {
    "$bin/turnover" --spells spells.csv --extracts extracts.csv --counts counts.csv --organisation "$organisation" \
        --settings turnover.ini --output-cells cells.csv --output-flows flows.csv --output-rates rates.csv
}
settings() { # LINE...: the fixture's settings and these
    { cat "$given/turnover.ini" && printf '%s\n' "$@"; } >turnover.ini
}
only_settings() {
    { echo '[turnover]' && printf '%s\n' "$@"; } >turnover.ini
}
expect_fault() { # NAME TEXT: the stage stops with 1, says TEXT, and writes nothing
    rm -f cells.csv flows.csv rates.csv
    expect_exit 1 "$1" turnover
    expect_text "... and says so" stderr "$2"
    expect "... and leaves no table" test ! -e rates.csv -a ! -e rates.csv.part
}
value() { # GROUPING DEFINITION PERIOD COLUMN: of the first such row
    awk -F, -v g="$1" -v d="$2" -v p="$3" -v c="$4" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["grouping"] == g && $at["definition"] == d && $at["period"] == p { print $at[c]; exit }' rates.csv
}

fresh
if [ "${1:-}" = --update ]; then
    turnover && cp cells.csv flows.csv rates.csv "$given/expected/"
    exit
fi
expect_exit 0 'the worked fixture is counted' turnover
for table in cells flows rates; do
    expect_same "$table of the worked fixture are as recorded" $table.csv "$given/expected/$table.csv"
    expect "$table are for their owner alone" test "$(stat -c %a $table.csv)" = 600
done
expect_exit 0 'the options are explained' "$bin/turnover" --help
expect_text 'in Swedish' stdout 'uttagsdatum'
expect_exit 2 'a missing option is a wrong command' "$bin/turnover" --spells spells.csv

# What years there are.
only_settings 'gap_days = 60'
expect_fault 'leavers are recorded from March 2019 on, and 2020 is not over' 'inget helt år finns att redovisa'
sed -i '2i 00000000000000000000000000000000,2015-03-01,2018-01-20,A,socialsekreterare,,permanent,1,16,100,man,1950,pension,spells,2020-02-20' spells.csv
expect_exit 0 'years that are not given are taken from the register' turnover
expect 'from the first January with a leaver to the last whole year' \
    test "$(cut -d, -f3 rates.csv | sed 1d | sort -u | tr '\n' ' ')" = '2018 2019 '
expect 'the November before leavers are recorded is not covered' test "$(value city T1 2018 reason)" = not_covered
expect 'the next one is' test "$(value city T1 2019 value)" = 28.571428571428573
fresh
settings 'definitions = T8'
expect_exit 0 'definitions can be chosen' turnover
expect 'the headline is always there' test "$(value city T17 2019 numerator)" = 4
expect 'the chosen one too' test "$(value city T8 2019 value)" = 66.66666666666667
expect 'and no other' test -z "$(value city T4 2019 value)"
settings 'gap_days = 0'
expect_exit 0 'the gap can be set' turnover
expect 'without a gap five have left' test "$(value city T17 2019 numerator)" = 5
settings 'population = permanent_and_fixed_term'
expect_exit 0 'fixed-term staff can be taken in' turnover
expect 'the population is named' test "$(value city T17 2019 population)" = permanent_and_fixed_term
fresh

# Records that say nothing about who left.
add_after() { # PERSON ROW: behind the person's last row
    awk -F, -v p="$1" -v row="$2" '$1 == p { mine = 1 } mine && $1 != p { print row; mine = 0 } { print }' spells.csv >more.csv && mv more.csv spells.csv
}
add_after 00000000000000000000000000000002 \
    00000000000000000000000000000002,2019-04-01,,A,socialsekreterare,,hourly,1,20,100,woman,1966,none,spells,2020-02-20
expect_exit 0 'an hourly post is read' turnover
expect 'and keeps nobody' test "$(value city T17 2019 numerator)" = 4
add_after 00000000000000000000000000000004 \
    00000000000000000000000000000004,2020-02-21,,A,socialsekreterare,,permanent,1,21,100,woman,1972,none,spells,2020-02-20
expect_exit 0 'a post from after the extraction is read' turnover
expect 'and has not begun' test "$(value city T17 2019 numerator)" = 4
expect 'the exit of 112 days before stays final' test "$(value city T17 2019 preliminary)" = 1
fresh

# What the analyst can mend.
settings 'definitions = T17, T99'
expect_fault 'an unknown definition' 'turnover.ini:5: definitions: definitionen T99 finns inte'
settings 'age_bands = 40, 30'
expect_fault 'bands that fall' 'age_bands: gränserna ska vara hela år i stigande ordning'
settings 'reference_day = 13-01'
expect_fault 'a reference day that is none' 'reference_day: ska vara månad-dag, till exempel 11-01'
only_settings 'first_year = 2019' 'last_year = 2019' 'plan_periods = 2019'
expect_fault 'a plan period that is no period' 'turnover.ini:4: plan_periods: ska vara perioder av hela år'
only_settings 'first_year = 2019' 'last_year = 2019' 'plan_periods = 2016-2018, 2018-2020'
expect_fault 'plan periods that share a year' 'plan_periods: två perioder har samma år'
only_settings 'first_year = 2019' 'last_year = 2018'
expect_fault 'years the wrong way round' 'turnover.ini:3: last_year: ligger före first_year'
only_settings 'first_year = 2019' 'last_year = 2020'
expect_fault 'a year that the extract cuts' 'last_year: uttaget 2020-02-20 täcker inte hela 2020'
only_settings 'first_year = 1900' 'last_year = 2019'
expect_fault 'more years than anybody has' 'fler än 60 år'
settings 'occupations = kurator'
expect_fault 'an occupation that is not there' 'yrket "kurator" finns inte i uttaget'
fresh
sed -i 's/,permanent,/,unknown,/' spells.csv
expect_fault 'nobody in the population' 'ingen post hör till populationen'
fresh
{ sed -n 1p "$given/spells.csv" && sed -n 3p "$given/spells.csv" && sed -n 2p "$given/spells.csv"; } >spells.csv
expect_fault 'persons out of order' 'spells.csv: person: personerna står inte i ordning'
fresh
sed -i '3s/2016-09-01/2016-09-31/' spells.csv
expect_fault 'a date that is none' 'spells.csv:3: start: cellen är inte av sitt slag'
expect_no_text 'no value of a record is said' stderr 2016-09-31
fresh
sed -i '1a 2020-02-20,snapshot,3' extracts.csv
expect_fault 'spells and snapshots in one delivery' 'både anställningar (med anställd_från) och ögonblicksbilder'
fresh
echo "$spells_header" >spells.csv
echo "$extracts_header" >extracts.csv
expect_fault 'a delivery without anything' 'leveransen har inga poster att räkna på'

# An older extract that nothing replaces: known only as far as it goes.
fresh
printf '%s\n' "$extracts_header" 2018-06-30,spells,1 2020-02-20,spells,13 >extracts.csv
sed -i '2s/2020-02-20/2018-06-30/' spells.csv
expect_fault 'a record of an older extract that still goes on' 'fil nr 1 rad 2 (numret står i intake.csv): anställningen pågår enligt uttaget 2018-06-30'
only_settings 'first_year = 2017' 'last_year = 2017'
expect_exit 0 'years before it can be reported' turnover
fresh

# A unit that became another is that unit in all years.
printf '%s\n' unit,valid_from,valid_to,successor 'A,2007-01-01,2019-06-30,B' 'B,2007-01-01,,' >organisation.csv
organisation=organisation.csv
expect_exit 0 'an organisation can be given' turnover
expect 'there is one district' test "$(awk -F, '$1 == "district" && $2 == "T17" { print $4 }' rates.csv)" = B
expect 'and nobody moved' test "$(value district T17_moves 2019 numerator)" = 0
fresh

# Snapshots.
snapshots() {
    printf '%s\n' "$extracts_header" 2018-11-01,snapshot,3 2019-11-01,snapshot,2 >extracts.csv
    cat >spells.csv <<END
$spells_header
00000000000000000000000000000001,2018-11-01,,A,s,,permanent,1,2,100,woman,1963,unknown,snapshot,2019-11-01
00000000000000000000000000000002,2018-11-01,2018-11-01,A,s,,permanent,1,3,100,woman,1966,unknown,snapshot,2018-11-01
00000000000000000000000000000003,2018-11-01,2018-11-01,A,s,,permanent,1,4,100,man,NaN,unknown,snapshot,2018-11-01
00000000000000000000000000000003,2019-11-01,,B,s,,permanent,1,5,100,man,NaN,unknown,snapshot,2019-11-01
END
}
snapshots
only_settings 'plan_periods = 2018-2019'
expect_exit 0 'snapshots are counted' turnover
expect 'the period is the interval' test "$(value city T17 2018-11-01--2019-10-31 numerator)" = 1
expect 'exposure is the mean of stocks' test "$(value city T17 2018-11-01--2019-10-31 denominator)" = 2.5
expect 'a year between them has no months' test "$(wc -l <flows.csv)" = 1
expect 'who is in another district has moved' test "$(value district T17_moves 2018-11-01--2019-10-31 numerator)" = 1
# One exit of three in two years: T8 is 1 / (2 x 2), T9 1 / (2.5 x 2), T3 0 / (2.5 x 2).
for word in value denominator reason; do
    expect "an interval of a year is its own year: T8 $word" test "$(value city T8 2018-11-01--2019-10-31 $word)" = \
        "$(case $word in value) echo 50 ;; denominator) echo 2 ;; esac)"
done
sed -i 's/2019-11-01/2020-11-01/g' spells.csv extracts.csv
only_settings
expect_exit 0 'snapshots two years apart are counted' turnover
two=2018-11-01--2020-10-31
expect 'exits over closing stock are a year'"'"'s' test "$(value city T8 $two value) $(value city T8 $two denominator)" = '25 4'
expect 'and over the mean of stocks' test "$(value city T9 $two value) $(value city T9 $two denominator)" = '20 5'
expect 'limits follow: those of one event in four years' \
    awk "BEGIN { exit !($(value city T8 $two upper) > 139.29 && $(value city T8 $two upper) < 139.30) }" # qchisq(.975, 4) / 2 / 4
expect 'replacement too' test "$(value city T3 $two denominator)" = 5
for definition in T1 T10 T12; do
    expect "a share of two years is none of a year: $definition" \
        test "$(value city $definition $two value) $(value city $definition $two reason)" = 'NaN not_a_year'
done
sed -i 's/2020-11-01/2019-12-02/g' spells.csv extracts.csv
expect_exit 0 'snapshots thirteen months apart are counted' turnover
expect '396 days are about a year' test "$(value city T10 2018-11-01--2019-12-01 value)" = 66.66666666666667
sed -i 's/2019-12-02/2019-12-03/g' spells.csv extracts.csv
turnover
expect '397 days are not' test "$(value city T10 2018-11-01--2019-12-02 reason)" = not_a_year
snapshots
only_settings 'first_year = 2022'
expect_fault 'no snapshots in the years asked for' 'ingen hel period mellan ögonblicksbilderna'
sed -i '$d' extracts.csv
expect_fault 'one snapshot' 'ögonblicksbilder behövs från minst två dagar'
fresh

# Finished counts.
aggregates() {
    cat >counts.csv <<END
$counts_header
2018,2018-01-01,2018-12-31,A,,NaN,50,8,5,50,closing_stock,1,2
2018,2018-01-01,2018-12-31,B,,NaN,30,NaN,3,30,closing_stock,1,3
END
}
aggregates
expect_exit 0 'counts of other years stand beside the register' turnover
expect 'a sum of units is the city' test "$(value city T17 2018 numerator)" = 8
expect 'with what it rests on' test "$(value city T17 2018 exposure_basis)" = closing_stock
expect 'what counts can not tell is said once' test "$(value city T10 2018 reason)" = not_possible
expect 'for the city alone' test -z "$(value district T10 2018 reason)"
expect 'the register is there too' test "$(value city T17 2019 numerator)" = 4
sed -i 's/2018/2019/g' counts.csv
expect_fault 'counts of a year that the register tells of' 'perioden 2019 finns både i counts/ och bland anställningarna'
aggregates
echo "$spells_header" >spells.csv
echo "$extracts_header" >extracts.csv
expect_exit 0 'counts alone are enough' turnover
expect 'closing stock is published as T8' test "$(value city T8 2018 value)" = 10
fresh

# Disks and files.
turnover
cp rates.csv before.csv
mkdir rates_folder
expect_exit 3 'a table that can not be written is a fault of the system' "$bin/turnover" --spells spells.csv --extracts extracts.csv \
    --counts counts.csv --settings turnover.ini --output-cells cells.csv --output-flows flows.csv --output-rates rates_folder/none/rates.csv
expect_exit 3 'a full disk is not success' "$bin/turnover" --spells spells.csv --extracts extracts.csv --counts counts.csv \
    --settings turnover.ini --output-cells /dev/full --output-flows flows.csv --output-rates rates.csv
expect_same 'and the table before it stays' rates.csv before.csv
expect_exit 3 'a register that is not there is a fault of the system' "$bin/turnover" --spells none.csv --extracts extracts.csv \
    --counts counts.csv --settings turnover.ini --output-cells cells.csv --output-flows flows.csv --output-rates rates.csv
