#!/usr/bin/env bash
# The stage checks on registers that are drawn in order and then spoilt in one way each: what is found, on which day, and what is
# done about it.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3

HEADER=person,start,end,district,occupation,operation,form,file,line,grade,gender,birth_year,cause,basis,extraction

# 600 persons: 300 who end, three or four a month from 2014 to 2020, a third of them without a cause, and 300 who begin as
# evenly. Lines are: person start end district occupation cause.
orderly() {
    awk 'BEGIN {
        for (i = 0; i < 600; i++) {
            month = i % 84; year = 2014 + int(month / 12); m = month % 12 + 1
            start = i < 300 ? "2010-01-01" : sprintf("%d-%02d-01", year, m)
            end = i < 300 ? sprintf("%d-%02d-28", year, m) : ""
            print i, start, end == "" ? "-" : end, i % 2 ? "Norra" : "Södra", "socialsekreterare", end == "" ? "none" : i % 3 ? "own_request" : "unknown"
        } }'
}

spells() { # the lines as spells.csv
    awk -v header="$HEADER" -v OFS=, 'BEGIN { print header }
        { printf "%032x,%s,%s,%s,%s,,permanent,1,%d,100,woman,1980,%s,spells,2020-12-31\n", $1, $2, $3 == "-" ? "" : $3, $4, $5, NR + 1, $6 }' |
        sed 1d | LC_ALL=C sort -t, -k1,1 -k2,2 -k3,3 -k4,4 | sed "1i $HEADER" >spells.csv
}

settings() {
    printf '[checks]\n%s\n' "$1" >checks.ini
    printf '[turnover]\n%s\n' "${2-}" >turnover.ini
}

checks() {
    "$bin/checks" --spells spells.csv --settings checks.ini --turnover turnover.ini --output checks.csv "$@"
}

finds() { # NAME ROWS [ARGUMENT...]: the rows of checks.csv, one after the other
    local name=$1 rows=$2
    shift 2
    checks "$@" >stdout 2>stderr
    got="$(sed 1d checks.csv | xargs)"
    if [ "$got" = "$rows" ]; then ok "$name"; else not_ok "$name" "got      $got
expected $rows
$(cat stderr)"; fi
}

settings ''
orderly | spells
finds "an ordinary register has nothing unlikely" ''
echo "$HEADER" >spells.csv
finds "nor has an empty one" ''

orderly | awk '$1 < 300 && $1 % 84 > 60 && $1 % 84 < 72 { $3 = "2019-03-31" } { print }' | spells
finds "many that end on one day and go on nowhere" 'mass_end,2019-03-31,33,3.216867469879518,flag'
settings 'explained = 2019-03-31'
finds "may have an explanation" 'mass_end,2019-03-31,33,3.216867469879518,explained'
settings 'mass_changes = off'
finds "or not be looked for" ''
settings 'mass_changes = stop'
checks 2>said
expect "or stop the run" test $? -eq 1
expect_text "with a question" said "checks: 2019-03-31: 33 anställningar slutar samma dag utan att fortsätta, mot som mest 3 en vanlig månad: är det en omorganisation, ett systembyte eller nya benämningar? Skriv in den i organisation.csv eller codes/. Rätta uttaget, skriv datumet i explained under [checks] i report.ini om det stämmer, eller sätt mass_changes = flag så anges det i rapporten"
settings 'explained = 1 juli'
expect_exit 1 "an explanation that is no date" checks
expect_text "is told" stderr "1 juli är inget datum: skriv det som 2019-07-01"

settings ''
orderly | awk '$1 >= 300 && $1 % 84 > 60 && $1 % 84 < 72 { $2 = "2019-04-01" } { print }' | spells
finds "many that begin on one day" 'mass_start,2019-04-01,44,3.0843373493975905,flag'

# Some extracts give those who are still there an end, that of the extract: of 2020-12-31 (expected: 48 months of 4 ends, 35 of 3).
ongoing_end() { # DAY HOW MANY
    orderly | awk -v day="$1" -v n="$2" '$3 == "-" && $1 < 300 + n { $3 = day; $6 = $1 % 3 ? "own_request" : "unknown" } { print }' | spells
}
ongoing_end 2020-12-31 300
finds "employments that end on the day of the extract seem to go on" 'ends_at_extraction,2020-12-31,300,3.5783132530120483,stop'
checks 2>stderr
expect_text "and are asked about" stderr "checks: 2020-12-31: 300 anställningar slutar samma dag, på uttagsdagen eller strax före den, mot som mest 4 en vanlig månad: slutdatum lika med uttagsdatum betyder nog att anställningen pågår: lämna det tomt för dem som är kvar. Rätta uttaget, skriv datumet i explained under [checks] i report.ini om det stämmer, eller sätt ends_at_extraction = flag så anges det i rapporten"
ongoing_end 2020-12-31 40
finds "a part of them, too" 'ends_at_extraction,2020-12-31,40,3.5783132530120483,stop'
ongoing_end 2020-12-31 15
finds "a handful ends that day, as on any" ''
ongoing_end 2020-12-10 300
finds "half of all end just before the extract" 'ends_at_extraction,2020-12-10,300,3.5783132530120483,stop'
ongoing_end 2020-12-10 40
finds "a part of them is a wave" 'mass_end,2020-12-10,40,3.5783132530120483,flag'
ongoing_end 2021-12-31 300
finds "an end after the extract is none yet" ''

# All of Södra who are still there on 2019-06-30 are in Sydöstra on the day after.
moved() { # DISTRICT OCCUPATION
    orderly | awk -v to="$1" -v work="$2" '{ line = $0 } $4 == "Södra" && $2 < "2019-06-30" && $3 == "-" {
        print $1, $2, "2019-06-30", $4, $5, "internal"; print $1, "2019-07-01", "-", to != "" ? to : $4, work, "none"; next } { print line }' | spells
}
moved Sydöstra socialsekreterare
finds "many that are in another district on the next day" 'mass_move,2019-07-01,114,0,flag'
printf 'unit,valid_from,valid_to,successor\nSödra,2007-01-01,2019-06-30,Sydöstra\nSydöstra,2019-07-01,,\nNorra,2007-01-01,,\n' >organisation.csv
finds "unless the organisation knows of it" '' --organisation organisation.csv
moved '' 'handläggare'
finds "many that have another occupation on the next day" 'mass_title,2019-07-01,114,0,flag'
moved '' socialsekreterare
finds "many whose employment is written anew on the next day" ''
sed -i '/,2019-07-01,/s/permanent/fixed_term/' spells.csv
finds "many that have another form of employment on the next day" 'mass_form,2019-07-01,114,0,flag'

orderly | awk '$3 ~ /^2019/ { $6 = "unknown" } { print }' | spells
finds "causes that are no longer registered, and are again" \
    'unknown_causes,2019-01-01,100,33.333333333333336,flag unknown_causes,2020-01-01,33.333333333333336,100,flag'

# Of those who left before 2017 the extract has the earlier employments of ten in 120, who came back; all others are there.
survivors() {
    orderly | awk '$3 != "-" && $3 < "2017" && $1 % 12 > 0 { next } { print }' | spells
}
survivors
finds "first years with staff and next to no exits" 'missing_leavers,2017-01-01,12,89.60583941605839,stop'
checks 2>stderr
expect_text "are asked about" stderr "checks: 2017-01-01: åren före har 12 avgångar, mot 90 om lika stor andel hade slutat som senare: har uttaget bara dem som var anställda senare? Sätt first_year under [turnover] till första året med alla som slutade. Rätta uttaget, skriv datumet i explained under [checks] i report.ini om det stämmer, eller sätt missing_leavers = flag så anges det i rapporten"
orderly | awk '$3 != "-" && $3 < "2014-12" { next } { print }' | spells
finds "a year of which the last month alone is recorded is no first year" ''
orderly | awk '$3 != "-" && $3 < "2017" && $1 % 5 > 0 { next } { print }' | spells
finds "a third of the usual exits are fewer, and may be so" ''
survivors
settings '' 'first_year = 2017'
finds "are no matter where the report begins after them" ''
settings 'missing_leavers = flag' 'first_year = 2016'
finds "may be flagged, and are counted from the first year of the report" 'missing_leavers,2017-01-01,4,32.85314685314685,flag'
settings ''

# Seven begin or end in a usual month, the last in December of 2020.
extracted() { # DAY
    orderly | spells
    sed -i "s/,2020-12-31\$/,$1/" spells.csv
}
extracted 2023-12-31
finds "an extract said to be of a day long after all that it knows" 'silent_end,2021-01-01,0,252,stop'
checks 2>stderr
expect_text "is asked about, for nobody would seem to leave" stderr "checks: 2021-01-01: från då till uttagsdagen börjar eller slutar 0, mot 252 om det hade varit som förr: är uttagsdagen rätt, och har uttaget alla fram till den? Annars ser det ut som om ingen slutade. Rätta uttaget, skriv datumet i explained under [checks] i report.ini om det stämmer, eller sätt missing_leavers = flag så anges det i rapporten"
extracted 2021-03-31
finds "three months are many enough" 'silent_end,2021-01-01,0,21,stop'
extracted 2021-02-28
finds "two may be late" ''

orderly | awk '$1 >= 300 && $1 < 310 { $1 = 300; $4 = "D" $1 } { print }' | spells
finds "an id that many share" 'shared_id,2018-07-01,1,NaN,stop'
checks 2>stderr
expect_text "stops the run" stderr "1 id har fler anställningar samtidigt än en person kan ha: står samma id för flera personer?"

snapshots() { # PERSONS of the last one
    awk -v n="$1" -v header="$HEADER" 'BEGIN { print header; for (i = 0; i < 200; i++)
        printf "%032x,2017-11-01,%s,Norra,socialsekreterare,,permanent,1,%d,100,woman,1980,none,snapshot,2020-11-01\n", i,
            i < n ? "" : i < n + 5 ? "2018-11-01" : "2019-11-01", i + 2 }' >spells.csv
}
snapshots 185
finds "a last snapshot that is a little smaller" ''
snapshots 120
finds "one that lacks many" 'partial_snapshot,2020-11-01,120,195,stop'
checks 2>stderr
expect_text "is asked about, and its exits are not counted" stderr "2020-11-01: ögonblicksbilden har 120 anställda och den före 195: är bilden hel?"

# 240 persons in twelve districts, of whom every tenth leaves and is replaced each year; then what one snapshot does not hold.
bilder() { # AWK PROGRAM, which may set `out` for person id, district d, year y
    awk -v header="$HEADER" "BEGIN { for (y = 2014; y <= 2020; y++) for (place = 0; place < 240; place++) {
            id = place + 1000 * int((y - 2014 + place % 10) / 10); d = sprintf(\"D%02d\", place % 12); out = 0
            $1
            if (!out) print id, d, y } }" | LC_ALL=C sort -k1,1n -k3,3n |
        awk -v header="$HEADER" 'function put() { if (id != "") printf "%032x,%d-11-01,%s,%s,socialsekreterare,,permanent,1,2,100,woman,1980,none,snapshot,2020-11-01\n",
                id, from, last == 2020 ? "" : last "-11-01", d }
            BEGIN { print header }
            $1 != id || $2 != d || $3 != last + 1 { put(); id = $1; d = $2; from = $3 }
            { last = $3 } END { put() }' >spells.csv
}
bilder ''
finds "snapshots from which every tenth leaves are in order" ''
bilder 'out = y == 2020 && d == "D03"'
finds "a district that the last snapshot lacks" 'missing_district,2020-11-01,1,20,stop'
checks 2>stderr
expect_text "is asked about" stderr "checks: 2020-11-01: hela förvaltningar saknas i ögonblicksbilden (1), och i den före hade de 20 anställda som inte finns någonstans: är bilden hel?"
bilder 'out = y == 2020 && d == "D03" && place < 180; if (y == 2020 && d == "D03") d = "D04"'
finds "a district of which a fourth is elsewhere is no missing one" ''
bilder 'out = y == 2017 && (d == "D03" || d == "D05")'
finds "two that one in between lacks, which is smaller than both its neighbours" 'missing_district,2017-11-01,2,40,stop partial_snapshot,2017-11-01,200,240,stop'
bilder 'out = y >= 2019 && place >= 180'
finds "the last two, that lack a fourth" 'partial_snapshot,2019-11-01,180,240,stop'
bilder 'out = y >= 2017 && place >= 180'
finds "and all from one on" 'fallen_snapshot,2017-11-01,180,240,flag'
settings 'smallest = 10'
bilder 'out = y == 2020 && d == "D03" && place > 60'
finds "a district of which the last snapshot has a fourth" 'partial_district,2020-11-01,5,20,stop'
checks 2>stderr
expect_text "is no whole one" stderr "checks: 2020-11-01: de förvaltningar det gäller har 5 anställda i ögonblicksbilden och 20 i den före, och minst hälften av dem finns inte någonstans: är bilden hel? Saknas anställda blir det"
bilder 'out = y == 2020 && d == "D03" && place > 130'
finds "one of which half are there still is smaller" ''
settings ''
bilder 'if (y >= 2018 && d == "D03") d = "D04"'
finds "a district that becomes part of another lacks nobody" 'mass_move,2018-11-01,20,0,flag'
bilder 'if (y >= 2018) id += 50000'
finds "ids that are all new from one snapshot to the next" 'new_ids,2018-11-01,0,240,stop'
checks 2>stderr
expect_text "are asked about" stderr "checks: 2018-11-01: 0 finns kvar i ögonblicksbilden av 240 i den före: har personerna fått nya id?"
bilder 'if (y >= 2018 && d ~ /^D0[35]$/) id += 50000'
settings 'smallest = 10'
finds "ids that are all new in two districts" 'new_ids_district,2018-11-01,0,40,stop'
checks 2>stderr
expect_text "are asked about, too" stderr "checks: 2018-11-01: i de förvaltningar det gäller finns 0 kvar i ögonblicksbilden av 40 i den före, och lika många nya har kommit: har personerna fått nya id?"
settings ''
bilder 'out = y < 2019 && place >= 180'
finds "a snapshot with far more than the one before" 'grown_snapshot,2019-11-01,240,180,flag'
bilder 'if (y >= 2018) id += 50000'
settings 'explained = 2018-11-01'
finds "and may have an explanation" 'new_ids,2018-11-01,0,240,explained'
settings ''

# Beside spells, thirty who are in every snapshot of a district of their own.
beside() {
    sed 1d spells.csv | { cat && for i in $(seq 900 929); do
        printf '%032x,2014-11-01,,Östra,socialsekreterare,,permanent,2,%d,100,woman,1980,none,snapshot,2020-11-01\n' "$i" "$i"; done; } |
        LC_ALL=C sort -t, -k1,1 -k2,2 >both && { echo "$HEADER" && cat both; } >spells.csv
}
orderly | awk '$1 < 300 && $1 % 84 > 60 && $1 % 84 < 72 { $3 = "2019-03-31" } { print }' | spells
beside
finds "spells beside snapshots are looked at as spells" 'mass_end,2019-03-31,33,3.216867469879518,flag'
survivors
beside
finds "and their first years, too" 'missing_leavers,2017-01-01,12,89.60583941605839,stop'
bilder 'out = y == 2020 && d == "D03"'
{ cat spells.csv && orderly | awk '{ printf "%032x,%s,%s,%s,%s,,permanent,1,%d,100,woman,1980,%s,spells,2020-12-31\n", $1 + 50000, $2, $3 == "-" ? "" : $3, $4, $5, NR + 1, $6 }'; } |
    LC_ALL=C sort -t, -k1,1 -k2,2 | sed -n '/^person/!p' | sed "1i $HEADER" >both && mv both spells.csv
finds "and snapshots as snapshots" 'missing_district,2020-11-01,1,20,stop'

# ---- finished counts: 100 in each of three districts, of whom ten leave and are replaced each year ---------------------------------
counts() { # AWK PROGRAM, which may change open, close, hires, exits, years (person-years) and d, or set `out`, for district d and year y
    echo "$HEADER" >spells.csv
    awk "BEGIN { print \"period,period_start,period_end,district,occupation,stock_open,stock_close,hires,exits,person_years,exposure_basis,file,line\"
        n = split(\"Norra Södra Västra\", name, \" \"); for (y = 2014; y <= 2020; y++) for (i = 1; i <= n; i++) {
            d = name[i]; open = close_ = years = 100; hires = exits = 10; out = 0
            $1
            if (!out) print y \",\" y \"-01-01,\" y \"-12-31,\" d \",s,\" open \",\" close_ \",\" hires \",\" exits \",\" years \",given,1,\" ++line + 1 } }" >counts.csv
}
settings ''
counts ''
finds "counts that balance are in order" '' --counts counts.csv
counts 'out = y == 2017 && d == "Södra"'
finds "a district that a year lacks" 'counts_missing,2017-01-01,1,100,stop' --counts counts.csv
checks --counts counts.csv 2>stderr
expect_text "is asked about, and the city does not fall" stderr "checks: 2017-01-01: 1 förvaltningar saknas i perioden som börjar då, och i den före hade de 100 anställda: har de upphört? Skriv efterträdare i organisation.csv. Saknas de, faller antalet utan att någon har slutat. Rätta uttaget"
counts 'out = y == 2020 && d == "Södra"'
finds "and one that the last lacks" 'counts_missing,2020-01-01,1,100,stop' --counts counts.csv
counts 'if (y >= 2017 && d == "Södra") d = "Sydöstra"'
finds "a district with another name is none" '' --counts counts.csv
counts 'if (y >= 2017 && d == "Södra") out = 1; if (y >= 2017 && d == "Norra") open = close_ = years = 200'
printf 'unit,valid_from,valid_to,successor\nSödra,2007-01-01,2016-12-31,Norra\nNorra,2007-01-01,,\n' >organisation.csv
finds "nor one that the organisation knows of" '' --counts counts.csv --organisation organisation.csv
counts 'if (y >= 2018 && d == "Södra") open = close_ = years = 40'
finds "a stock that is halved" 'counts_balance,2018-01-01,100,40,flag counts_fallen,2018-01-01,40,100,stop' --counts counts.csv
counts 'if (y >= 2018) { close_ = years = 80; open = y > 2018 ? 80 : 100; exits = y > 2018 ? 10 : 30 }'
finds "a city that falls by a fifth" 'counts_fallen,2018-01-01,240,300,stop' --counts counts.csv
counts 'if (y >= 2018 && d == "Södra") { close_ = years = 40; open = y > 2018 ? 40 : 100; exits = y > 2018 ? 10 : 70 } else if (y >= 2018) { close_ = 130; open = y > 2018 ? 130 : 100; hires = y > 2018 ? 10 : 40 }'
settings 'partial_snapshot = flag'
finds "a halved district in a city that is as great" 'counts_fallen,2018-01-01,40,100,flag' --counts counts.csv
settings ''
counts 'if (y < 2018 && d == "Södra") open = close_ = years = 40'
finds "a stock that is doubled" 'counts_balance,2018-01-01,40,100,flag counts_grown,2018-01-01,100,40,flag' --counts counts.csv
counts 'if (y == 2018 && d == "Södra") close_ = 150'
finds "a closing stock that nobody was hired for" 'counts_balance,2018-01-01,100,150,flag counts_balance,2019-01-01,150,100,flag' --counts counts.csv
counts 'if (d == "Södra") { close_ = "NaN"; if (y == 2018) { open = years = 60; exits = 95 } }'
finds "more exits than there were staff" 'counts_balance,2018-01-01,-25,0,flag' --counts counts.csv
counts 'if (y == 2018 && d == "Södra") exits = 20'
finds "official counts need not balance to a man" '' --counts counts.csv
counts 'if (d != "Norra") out = 1; else d = "hela staden"; if (y == 2018) close_ = 150'
finds "the city alone need not have units" 'counts_balance,2018-01-01,100,150,flag counts_balance,2019-01-01,150,100,flag counts_fallen,2019-01-01,100,150,stop counts_grown,2018-01-01,150,100,flag' --counts counts.csv
