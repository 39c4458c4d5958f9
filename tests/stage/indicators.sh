#!/usr/bin/env bash
# The stage indicators: values of small files by hand and by R, what is added up and what is not, and every fault in words.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
mkdir -p delivery/indicators delivery/codes out
printf '[indicators]\nrating_groups = 1, 2, 3-5, 6-7\nfew_percent = 33\n' >indicators.ini
printf 'unit,valid_from,valid_to,successor\nNorr,2007-01-01,2020-06-30,Stor\nSyd,2007-01-01,2020-06-30,Stor\nStor,2020-07-01,,\nVäst,2007-01-01,,\nÖst,2007-01-01,,\nBromma,2007-01-01,,\nFarsta,2007-01-01,,\n' >organisation.csv

flow() { # MONTH DISTRICT OPENING
    printf '%s,%s,%s,all,%s,0,0,0,0,0,0,0,0,%s,0\n' "$([ "$2" = all ] && echo city || echo district)" "$1" "$2" "$3" "$3"
}
{
    echo grouping,month,district,occupation,opening,hires,moved_in,changed_in,reorganised_in,exits,moved_out,changed_out,reorganised_out,closing,person_days
    flow 2016-11 all 140
    flow 2020-11 all 100
    flow 2016-11 Stor 90
    flow 2016-11 Väst 50
} >flows.csv
rate() { # DISTRICT PERSON_YEARS
    printf '%s,T17,2016,%s,all,all,all,all,all,all,permanent,2016-01-01,2016-12-31,9,%s,NaN,NaN,NaN,200,,0,person_days\n' \
        "$([ "$1" = all ] && echo city || echo district)" "$1" "$2"
}
{
    echo grouping,definition,period,district,occupation,operation,gender,age_band,tenure_band,cause,population,period_start,period_end,numerator,denominator,value,lower,upper,persons,reason,preliminary,exposure_basis
    rate all 140.5
    rate Stor 90.5
    rate Väst 50
} >rates.csv

indicators() {
    "$bin/indicators" --delivery delivery --organisation organisation.csv --flows flows.csv --rates rates.csv \
        --settings indicators.ini --output-dir out "$@"
}
# The delivery's only file: its name, and its lines on stdin.
only() {
    rm -f delivery/indicators/* out/*
    cat >"delivery/indicators/$1"
}
expect_runs() {
    expect_exit 0 "$1" indicators
}
row() { # INDICATOR PERIOD DISTRICT CATEGORY COLUMN...: those cells of the first such row
    awk -v i="$1" -v p="$2" -v d="$3" -v k="$4" -v names="${*:5}" -F, 'NR == 1 { for (c = 1; c <= NF; c++) at[$c] = c; n = split(names, name, " "); next }
        $1 == i && $3 == p && $4 == d && $5 == k { for (c = 1; c <= n; c++) printf "%s%s", $at[name[c]], c < n ? " " : "\n"; exit }' out/indicators.csv
}
near() { # NAME GOT EXPECTED: numbers, to 1e-9
    if awk -v a="$2" -v b="$3" 'BEGIN { n = split(a, x, " "); m = split(b, y, " "); bad = n != m
        for (i = 1; i <= n; i++) { d = x[i] - y[i]; if (d < 0) d = -d; if (d > 1e-9 * (1 + y[i]) || x[i] == "NaN") bad = 1 } exit bad }'; then
        ok "$1"
    else
        not_ok "$1" "got '$2', expected '$3'"
    fi
}

# ---- consultants

only konsulter.csv <<'END'
mätdag;förvaltning;konsulter;räknat i;källa
2016-11-01;Norr;6;personer;Rapport
2016-11-01;Syd;4;personer;Rapport
2016-11-01;Väst;5;personer;Rapport
END
expect_runs "consultants of a day"
is "units that became one are added up" "$(row consultants 2016-11-01 Stor all value)" 10
is "own staff comes from the flows" "$(row consultant_share 2016-11-01 Stor all denominator denominator_basis value)" "100 own_flows 10"
is "the city is the sum of its districts, and says how many report" \
    "$(row consultants 2016-11-01 all all value districts districts_of)" "15 2 2"
near "the city's share is of the city's staff" "$(row consultant_share 2016-11-01 all all value)" "$(awk 'BEGIN { printf "%.15g", 1500 / 155 }')"

only konsulter.csv <<'END'
mätdag;förvaltning;konsulter;räknat i;källa
2016-11-01;Norr;6;årsarbetare;Rapport
2016-11-01;Väst;..;personer;Rapport
END
expect_runs "consultants counted in another way"
is "full-time equivalents are not divided by persons" "$(row consultant_share 2016-11-01 Stor all value reason)" "NaN no_denominator"
is "a figure that is missing is missing, not none" "$(row consultants 2016-11-01 Väst all value reason)" "NaN not_reported"
is "... and is in no sum" "$(row consultants 2016-11-01 all all value districts)" "6 1"

only konsulter.csv <<'END'
mätdag;förvaltning;konsulter;räknat i;egen personal;förstärkningsteam;kostnad;källa
2016-11-01;;30;personer;270;;12,5;Rapport
2016-11-01;;8;personer;;Barn och unga;;Rapport
END
expect_runs "the city alone"
is "a stated staff goes before our own flows" "$(row consultant_share 2016-11-01 all all denominator denominator_basis value)" "300 given 10"
is "a reinforcement team is no consultant" "$(row consultants 2016-11-01 all all value)" 30
is "... and stands for itself" "$(row reinforcement_team 2016-11-01 all 'Barn och unga' value)" 8
is "cost is carried" "$(row consultant_cost 2016-11-01 all all value)" 12.5

only vakanser.csv <<'END'
mätdag;förvaltning;vakanser;inrättade tjänster;källa
2016-11-01;Stor;10;80;HR
2016-11-01;Väst;5;;HR
2020-11-01;Väst;5;50;HR
END
expect_runs "vacancies of which some have all posts beside them"
is "a day's vacancies have one base" "$(row vacancy_rate 2016-11-01 Stor all definition value)" "persons 10"
near "... so that the city's rate is of all" "$(row vacancy_rate 2016-11-01 all all value districts)" "$(awk 'BEGIN { printf "%.15g", 1500 / 155 }') 2"
is "where all have them they are the base" "$(row vacancy_rate 2020-11-01 Väst all definition value)" "posts 10"

# ---- incidents over our own person-years; limits from R: poisson.test(7, 140.5)$conf.int * 100

only tillbud.csv <<'END'
år;händelse;antal;förvaltning;källa
2016;Tillbud;7;;IA
2017;Tillbud;7;;IA
END
expect_runs "incidents"
near "incidents per 100 person-years" "$(row incidents 2016 all incident value lower upper)" "$(awk 'BEGIN { printf "%.15g", 700 / 140.5 }') 2.00310537474724 10.2652493677597"
is "without person-years there is no rate" "$(row incidents 2017 all incident value reason)" "NaN no_denominator"

# ---- survey; limits from R: Wilson's with z sqrt((N-n)/(N-1)); index: qt(.975, n-1) sqrt((1-n/N) s^2/n)

only enkät.csv <<'END'
period;förvaltning;fråga;tillfrågade;svar;instämmer;index;standardavvikelse;källa
2019;Väst;Kan rekommendera sin arbetsplats;40;12;9;;;Enkät
2019;Väst;HME totalt;40;12;;62,5;30;Enkät
2019;Väst;En egen fråga;40;12;12;;;Enkät
END
expect_runs "survey"
near "a share has limits of a finite population" "$(row survey_share 2019 Väst recommend value lower upper)" \
    "75 51.0347945724519 89.6212023092054"
near "an index has limits where its spread is given" "$(row survey_index 2019 Väst hme value lower upper)" \
    "62.5 $(awk 'BEGIN { h = 2.20098516009164 * sqrt((1 - 12 / 40) * 30 ^ 2 / 12); printf "%.15g %.15g", 62.5 - h, 62.5 + h }')"
is "a question that nobody knows stands as it is" "$(row survey_share 2019 Väst 'En egen fråga' value)" 100
is "the response rate is of all who were asked" "$(row survey_response_rate 2019 Väst recommend value)" 30

# ---- sickness absence

only sjukfrånvaro.csv <<'END'
år;förvaltning;sjukfrånvaro;långtid;antal anställda;definition;källa
2016;Norr;10;50;60;lagstadgad;HR
2016;Syd;5;20;40;lagstadgad;HR
2016;hela staden;7,1;;100;stadens egen;HR
END
expect_runs "sickness absence"
near "absence is weighted with persons" "$(row sickness_absence 2016 Stor all value)" 8
near "long-term absence is weighted with the absence" "$(row sickness_long_term 2016 Stor all value)" 42.5
is "definitions are series of their own" "$(awk -F, '$1 == "sickness_absence" && $4 == "all" { print $7 }' out/indicators.csv | paste -sd' ')" "city statutory"

only sjukfrånvaro.csv <<'END'
år;förvaltning;sjukfrånvaro;långtid;antal anställda;definition;källa
2016;Norr;10;50;60;lagstadgad;HR
2016;Väst;5;20;40;lagstadgad;HR
2016;Öst;2,5;40;100;lagstadgad;HR
END
expect_runs "absence of three districts"
near "a district is set against all the others together" "$(row sickness_absence 2016 Stor rest_of_city value)" "$(awk 'BEGIN { printf "%.15g", 450 / 140 }')"
near "... in its long-term absence too" "$(row sickness_long_term 2016 Väst rest_of_city value)" "$(awk 'BEGIN { printf "%.15g", (300 + 100) / (6 + 2.5) }')"

# ---- ratings and reasons

only skattningar.csv <<'END'
period;fråga;nivå;antal;tillfrågade;källa
2021-08;Otillåten påverkan;1;3;130;Workshop
2021-08;Otillåten påverkan;2;13;130;Workshop
2021-08;Otillåten påverkan;3;17;130;Workshop
2021-08;Otillåten påverkan;4;18;130;Workshop
2021-08;Otillåten påverkan;5;13;130;Workshop
2021-08;Otillåten påverkan;6;20;130;Workshop
2021-08;Otillåten påverkan;7;11;130;Workshop
END
expect_runs "ratings"
is "who did not answer is counted" "$(awk -F, '$1 == "threats" && $5 == 1 { print $9, $10, $11 }' out/distributions.csv)" "95 35 130"
is "levels are put together as the settings say" "$(awk -F, '$1 == "threats" { print $7 }' out/distributions.csv | paste -sd' ')" "1 2 3-5 3-5 3-5 6-7 6-7"
is "the median is a level" "$(awk -F, '$1 == "threats" && $5 == 1 { print $16 }' out/distributions.csv)" 4
printf '[indicators]\nrating_groups = 1, 2, 3-5\n' >indicators.ini
expect_runs "groups that are not the whole scale"
is "... put nothing together" "$(awk -F, '$1 == "threats" && $7 != "" { n++ } END { print n + 0 }' out/distributions.csv)" 0
printf '[indicators]\n' >indicators.ini

# ---- focus areas

printf 'nr;område;från år;till år;namnet känt\n1;Introduktion;2015;;ja\n2;Område 2;2015;;nej\n14;Hot och våld;2019;;ja\n' >areas
only fokusområden.csv <areas
cat >delivery/indicators/fokuslägen.csv <<'END'
år;förvaltning;nr;läge;källa
2018;Norr;1;Pågår;Nämnden
2018;Syd;1;Inget strukturerat arbete;Nämnden
2018;Väst;1;Genomfört;Nämnden
2018;Väst;2;Planerat;Nämnden
2018;Norr;2;;Nämnden
END
expect_runs "focus areas"
is "a merged unit is where the one that came furthest is" "$(awk -F, '$1 == 2018 && $2 == 1 && $3 == "Stor" { print $7 }' out/focus_areas.csv)" ongoing
is "what nobody reported is a missing cell" "$(awk -F, '$1 == 2018 && $2 == 2 { print $3 "=" $7 }' out/focus_areas.csv | paste -sd' ')" "Stor= Väst=planned"
is "areas that few work on are found" "$(awk -F, '$8 == "yes" { print $2 }' out/focus_areas.csv | sort -u)" 2
is "an area is no part of a plan before its year" "$(awk -F, '$2 == 14' out/focus_areas.csv | wc -l)" 0

# ---- stated figures keep their words

only published.csv <<'END'
indicator,date,low,high,precision,unit,scope,definition,document,document_date,reference_number
student_placements,2021,130,140,runt,platser per år,staden,platser,Tjänsteutlåtande,2021-10,3.1.1-217-2019
END
expect_runs "published figures"
is "a range is no point, and keeps its word" "$(awk -F, 'NR == 2 { print $12, $16, $19, $20, $21, $24, $26 }' out/indicators.csv)" \
    "NaN range 130 140 runt Tjänsteutlåtande 3.1.1-217-2019"

only vfu.csv <<'END'
år;platser;precision;källa
2015;65;65-tal;Beslut
2021;130–140;runt;Beslut
END
expect_runs "placements"
is "a range with a dash is read" "$(row student_placements 2021 all all value low high precision)" "NaN 130 140 runt"

# ---- Kolada's own files

stated() { # COLUMN...: those cells of every row
    awk -v names="$*" -F, 'NR == 1 { for (c = 1; c <= NF; c++) at[$c] = c; n = split(names, name, " "); next }
        { for (c = 1; c <= n; c++) printf "%s%s", $at[name[c]], c < n ? " " : ";" }' out/indicators.csv
}
only "kolada N00216.csv" <<'END'
kpi;municipality;period;gender;value
N00216;0180;2023;T;9.8
N00216;0180;2023;K;9.1
N00216;0180;2023;M;11.2
N00216;0114;2023;T;8,5
N00216;0000;2023;T;
END
expect_runs "Kolada's export"
is "is a comparison without a column for its source; only the rows of all are taken" "$(stated indicator basis period district group value)" \
    "N00216 reference 2023 0114 all 8.5;N00216 reference 2023 Riket all NaN;N00216 reference 2023 Stockholm all 9.8;"
is "... and whose figures they are is said, not when they were fetched" "$(stated source retrieved reason)" \
    "Kolada  ;Kolada  not_reported;Kolada  ;"
only jämförelse.csv <<'END'
kpi,municipality,period,gender,count,value,status
N00216,180,2023,T,1,"9,8",
N00216,180,2022,T,1,null,Missing
N00216,180,2023,K,1,9.1,
END
expect_runs "Kolada's export with count and status"
is "is read too, with decimal comma, and a code that is a number" "$(stated district period value source)" \
    "Stockholm 2022 NaN Kolada;Stockholm 2023 9.8 Kolada;"
only kolada.csv <<'END'
kpi;municipality;period;gender;value;source;retrieved
N00216;Alla kommuner;2023;K;9.8;Kolada;2025-03-10
END
expect_runs "a file with Kolada's names and a source"
is "is as it was written" "$(stated district group source retrieved)" "Alla kommuner woman Kolada 2025-03-10;"

# ---- accumulation

only ledarprogram.csv <<'END'
år;chefsnivå;nya deltagare;källa
2016;Enhetschef;10;HR
2017;Enhetschef;16;HR
2017;Avdelningschef;3;HR
END
expect_runs "leadership programmes"
is "participants are counted from the beginning" "$(row leadership_programme 2017 all unit_managers value)" 26

# ---- an Excel file, and a file without rows

only konsulter.csv </dev/null
rm delivery/indicators/*
expect_runs "no indicators at all"
is "gives empty tables" "$(cat out/*.csv | wc -l)" 4

# ---- what the documentation shows, and what a new delivery begins with

rm -f delivery/indicators/*
awk '/^```csv / { to = $2; next } /^```/ { to = "" } to != "" && to != "statements.csv" { print > ("delivery/indicators/" to) }' \
    "$project/docs/indikatorer.md"
expect_runs "every example of the documentation is read"
is "... of every kind" "$(awk -F, 'NR > 1 { print $2 }' out/indicator_files.csv | sort -u | wc -l)" 17
cp out/indicators.csv by_files.csv
cp out/distributions.csv answers_by_files.csv
"$project/scripts/new-delivery.sh" new "$bin/settings" "$bin/template" >/dev/null
rm -f delivery/indicators/* && cp new/indicators/* delivery/indicators/
is "a new delivery has one workbook for all indicators" "$(ls new/indicators)" indikatorer.xlsx
is "what the guide says of a sheet is whole, also where a line begins with a code word" \
    "$(unzip -p new/indicators/indikatorer.xlsx xl/sharedStrings.xml | grep -c 'eller stadens egen (av avtalad); de blir var sin serie')" 1
expect_runs "it is read, and holds nothing but examples"
is "... which are no data" "$(cat out/*.csv | wc -l)" 4
if command -v python3 >/dev/null 2>&1; then
    filled() { # PYTHON: changes `name` and `text` of each part of the workbook
        python3 - new/indicators/indikatorer.xlsx delivery/indicators/indikatorer.xlsx "$1" <<'END_OF_PYTHON'
import sys, zipfile
source = zipfile.ZipFile(sys.argv[1])
with zipfile.ZipFile(sys.argv[2], "w") as out:
    for name in source.namelist():
        text = source.read(name).decode()
        exec(sys.argv[3])
        out.writestr(name, text)
END_OF_PYTHON
    }
    filled 'text = text.replace("Exempel: ", "")'
    expect_runs "filled in, every sheet is read"
    is "... of every kind" "$(awk -F, 'NR > 1 { print $(NF - 3) }' out/indicator_files.csv | sort -u | wc -l)" 17
    expect_same "... and gives what files of the same rows do" out/indicators.csv by_files.csv
    expect_same "... answers too" out/distributions.csv answers_by_files.csv
    expect_text "a sheet stands as a file of its own" out/indicator_files.csv "indikatorer.xlsx, konsulter"
    rm -f out/*
    filled 'text = text.replace("Exempel: ", "").replace("räknat i<", "räknat i stycken<")'
    expect_exit 1 "a fault in a sheet" indicators
    is "... names the sheet" "$(cat stderr)" "indicators: delivery/indicators/indikatorer.xlsx, bladet konsulter:1: räknat i: kolumnen saknas: lägg till den i filens rubrikrad"
    filled 'text = text.replace("\"chefer\"", "\"hönor\"").replace("Exempel: ", "")'
    expect_exit 1 "a sheet that nobody knows" indicators
    expect_text "... is no sheet to pass over" stderr "bladet hönor: bladets namn säger inte vad det innehåller"
fi

# ---- a file of another encoding

printf '[files]\nvakanser.csv = encoding cp1252\n' >files.ini
rm -f delivery/indicators/* out/*
printf 'm\344tdag;f\366rvaltning;vakanser;tj\344nster;k\344lla\n2016-11-01;V\344st;9;84;HR\n' >delivery/indicators/vakanser.csv
expect_exit 1 "Windows letters are not guessed" indicators
encoded() { indicators --files files.ini; }
expect_exit 0 "where report.ini says so they are read" encoded
expect_text "... as what they are" out/indicators.csv "Väst"

# ---- faults: file, line, column, what and what to do

fault() { # NAME FILE EXPECTED, lines on stdin
    only "$2"
    expect_exit 1 "$1" indicators
    is "... in words" "$(cat stderr)" "indicators: delivery/indicators/$3"
    expect "... and no table" test ! -e out/indicators.csv
}
fault "an unknown kind" annat.csv "annat.csv: filens namn säger inte vad den innehåller: låt det börja med något av konsulter, vakanser, arbetsbelastning, chefer, sjukfrånvaro, enkät, skattningar, avslutningssamtal, hot, fokusområden, fokuslägen, ledarprogram, aktiviteter, vfu, verksamhetsplaner, publicerade, kolada (docs/indikatorer.md)" <<'END'
a;b
END
fault "a missing column" konsulter.csv "konsulter.csv:1: källa: kolumnen saknas: lägg till den i filens rubrikrad" <<'END'
mätdag;konsulter;räknat i
2016-11-01;3;personer
END
fault "a comparison by hand without its source" jämförelse.csv "jämförelse.csv:1: source: kolumnen saknas: lägg till den i filens rubrikrad" <<'END'
nyckeltal;år;kommun;värde
N00216;2023;0180;9,8
END
fault "a date that is none" konsulter.csv "konsulter.csv:2: period: är ingen dag: skriv mätdagen som 2016-11-01" <<'END'
mätdag;konsulter;räknat i;källa
2016-13-01;3;personer;HR
END
fault "a number that is none" konsulter.csv "konsulter.csv:3: konsulter: är inget tal: skriv siffror, med decimalkomma om det behövs, eller lämna tomt om uppgift saknas" <<'END'
mätdag;konsulter;räknat i;källa
2016-11-01;3;personer;HR
2017-11-01;tre;personer;HR
END
fault "a word that nobody knows" konsulter.csv "konsulter.csv:2: räknat i: ordet känns inte igen: skriv något av personer, årsarbetare" <<'END'
mätdag;konsulter;räknat i;källa
2016-11-01;3;stycken;HR
END
fault "a district that nobody knows" konsulter.csv "konsulter.csv:3: förvaltning: namnet finns varken i personaluppgifterna eller i organisation.csv: rätta det, skriv i codes/unit.csv vad det betyder, eller lägg till enheten i organisation.csv" <<'END'
mätdag;förvaltning;konsulter;räknat i;källa
2016-11-01;Norr;4;personer;K
2016-11-01;Vst;9;personer;K
END
fault "persons and full-time posts of one day" konsulter.csv "konsulter.csv:3: räknat i: raden räknar i personer, men rad 2 i delivery/indicators/konsulter.csv räknar samma mätdag i årsarbetare, och de kan inte läggas ihop: räkna alla i samma enhet" <<'END'
mätdag;förvaltning;konsulter;räknat i;källa
2016-11-01;Norr;6;årsarbetare;Rapport
2016-11-01;Väst;4;personer;Rapport
END
fault "a source that is missing" konsulter.csv "konsulter.csv:2: källa: uppgiften saknas: fyll i den" <<'END'
mätdag;konsulter;räknat i;källa
2016-11-01;3;personer;
END
fault "the same thing twice" vakanser.csv "vakanser.csv:3: period: samma period, förvaltning och uppgift står redan på rad 2 i delivery/indicators/vakanser.csv: ta bort den ena" <<'END'
mätdag;förvaltning;vakanser;källa
2016-11-01;Väst;3;HR
2016-11-01;Väst;4;HR
END
fault "more answers than asked" enkät.csv "enkät.csv:2: svar: fler svar än tillfrågade: rätta det ena" <<'END'
period;fråga;tillfrågade;svar;instämmer;källa
2019;Gott arbete;10;11;3;Enkät
END
fault "a percentage where a count belongs" enkät.csv "enkät.csv:2: instämmer: fler instämmer än som svarade: rätta antalet (antal svar, inte procent)" <<'END'
period;fråga;tillfrågade;svar;instämmer;källa
2019;Gott arbete;60;50;78;Enkät
END
fault "free text as a reason" avslutningssamtal.csv "avslutningssamtal.csv:2: skäl: ordet känns inte igen: skriv något av Bättre erbjudande någon annanstans, Hög arbetsbelastning, Lön, Ledarskap och organisation, Utveckling och karriär, Hot, våld eller otillåten påverkan, Flytt eller privata skäl, Studier, Pension, Annat skäl, Skäl saknas" <<'END'
år;skäl;antal;källa
2019;trivdes inte med Anna;1;Samtal
END
fault "reasons of a district" avslutningssamtal.csv "avslutningssamtal.csv:2: förvaltning: avgångsskäl redovisas bara för hela staden: summera förvaltningarna och lämna fältet tomt" <<'END'
år;förvaltning;skäl;antal;källa
2019;Väst;Lön;12;Samtal
END
fault "an area outside the catalogue" fokuslägen.csv "fokuslägen.csv:2: område: området finns inte i katalogen: lägg till det i bladet eller filen fokusområden, eller rätta numret" <<'END'
år;förvaltning;nr;läge;källa
2018;Väst;9;Pågår;Nämnden
END
fault "a range the wrong way round" vfu.csv "vfu.csv:2: platser: intervallets första tal är större än det andra: byt plats på dem" <<'END'
år;platser;källa
2021;140-130;Beslut
END

# ---- more faults than are shown

{
    echo 'mätdag;förvaltning;konsulter;räknat i;källa'
    for n in $(seq 60); do echo "$n;Norr;1;personer;HR"; done
} | only konsulter.csv
expect_exit 1 "sixty lines that are wrong" indicators
is "... fifty of them are shown" "$(grep -c 'konsulter.csv:[0-9]*: ' stderr)" 50
expect_text "... and the others counted" stderr "indicators: och 10 fel till"
ln -s /proc/self/mem delivery/indicators/vakanser.csv # the disk fails where it is read
expect_exit 3 "a worse fault that is not among those shown gives the status" indicators
rm delivery/indicators/vakanser.csv
expect_text "... and is counted" stderr "indicators: och 11 fel till"
fault "a team in a district" konsulter.csv "konsulter.csv:2: förvaltning: ett förstärkningsteam är hela stadens resurs: lämna förvaltningen tom" <<'END'
mätdag;förvaltning;konsulter;räknat i;förstärkningsteam;källa
2016-11-01;Väst;3;personer;Barn och unga;HR
END
fault "shares instead of answers" skattningar.csv "skattningar.csv:2: antal: antal svar behövs, i hela tal: andelar räcker inte" <<'END'
period;fråga;nivå;antal;källa
2021;Nytta;1;3,5;Workshop
END
fault "cases that nobody holds" ärenden.csv "ärenden.csv:3: handläggare med ärenden: ärenden finns, men ingen handläggare har dem: skriv hur många som har ärenden, eller .. om uppgift saknas" <<'END'
period;förvaltning;ärenden;handläggare med ärenden;källa
2023;Väst;0;0;V
2024;Väst;900;0;V
END
fault "a level above the scale of the question" skattningar.csv "skattningar.csv:3: nivå: är högre än frågans skala, som går från 1 till 7: rätta nivån, eller skriv frågan med andra ord om den har en annan skala" <<'END'
period;fråga;nivå;antal;källa
2021;Otillåten påverkan;7;3;Workshop
2021;Otillåten påverkan;8;3;Workshop
2021;Nytta;8;3;Workshop
END
fault "shares of sickness where percent belong" sjukfrånvaro.csv "sjukfrånvaro.csv:2: sjukfrånvaro: alla tal i kolumnen är mindre än 1: har du skrivit andelar? skriv 7,9 för 7,9 procent" <<'END'
år;förvaltning;sjukfrånvaro;långtid;antal anställda;definition;källa
2023;Väst;0,071;41;77;lagstadgad;P
2024;Väst;..;41;77;lagstadgad;P
2024;Farsta;0,079;42;77;lagstadgad;P
END
fault "shares of the long-term where percent belong" sjukfrånvaro.csv "sjukfrånvaro.csv:3: långtid: alla tal i kolumnen är mindre än 1: har du skrivit andelar? skriv 7,9 för 7,9 procent" <<'END'
år;förvaltning;sjukfrånvaro;långtid;antal anställda;definition;källa
2023;Väst;7,1;;77;lagstadgad;P
2024;Väst;7,9;0,41;77;lagstadgad;P
END
only sjukfrånvaro.csv <<'END'
år;förvaltning;sjukfrånvaro;långtid;antal anställda;definition;källa
2023;Väst;0,9;0;77;lagstadgad;P
2024;Väst;7,9;0,5;77;lagstadgad;P
END
expect_runs "one small percentage among others, or none at all, is a percentage"
fault "part of a person" konsulter.csv "konsulter.csv:2: konsulter: är inget helt tal: skriv antal personer, eller årsarbetare som enhet" <<'END'
mätdag;konsulter;räknat i;källa
2016-11-01;3,5;personer;HR
END
fault "what a team costs" konsulter.csv "konsulter.csv:2: kostnad: används inte för ett förstärkningsteam: lämna fältet tomt" <<'END'
mätdag;konsulter;räknat i;förstärkningsteam;kostnad;källa
2016-11-01;3;personer;Barn och unga;2;HR
END
fault "a rate where events belong" tillbud.csv "tillbud.csv:2: antal: är inget helt tal: skriv antalet, inte en andel eller ett medelvärde" <<'END'
år;händelse;antal;källa
2016;Tillbud;17,4;IA
END
fault "a share where a count of answers belongs" enkät.csv "enkät.csv:2: instämmer: är inget helt tal: skriv hur många som instämmer, inte procent" <<'END'
period;fråga;tillfrågade;svar;instämmer;källa
2019;Gott arbete;60;50;41,5;Enkät
END
fault "fewer caseworkers than those with cases" ärenden.csv "ärenden.csv:2: handläggare: färre handläggare än handläggare med ärenden: alla handläggare ska räknas, även de utan" <<'END'
period;förvaltning;ärenden;handläggare med ärenden;handläggare;källa
2024;Väst;900;50;40;V
END
fault "those who are missing are not the rest" skattningar.csv "skattningar.csv:4: tillfrågade: svaren och de som saknas är tillsammans inte så många som de tillfrågade: rätta antalen" <<'END'
period;fråga;nivå;antal;tillfrågade;källa
2021;Nytta;1;3;20;Workshop
2021;Nytta;2;9;20;Workshop
2021;Nytta;saknas;9;20;Workshop
END
rm -f delivery/indicators/*
printf 'år;platser;källa\n2021;många;Beslut\n2022;få;Beslut\n' >delivery/indicators/vfu.csv
printf 'år;händelse;antal;källa\n2016;Bråk;17;IA\n' >delivery/indicators/tillbud.csv
expect_exit 1 "faults of many lines and files" indicators
is "are all told" "$(grep -c '^indicators: delivery/indicators/' "$dir/stderr")" 3
