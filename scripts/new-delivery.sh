#!/bin/sh
# new-delivery.sh DIR SETTINGS_PROGRAM TEMPLATE_PROGRAM - lays a folder for a new delivery: report.ini with every setting explained,
# templates of the small tables, and a workbook for all indicators. Never touches a file that is there already.
set -eu

[ $# -eq 3 ] && [ -n "$1" ] || {
    echo 'new-delivery: ange mappen: make new-delivery DIR="/sökväg/Uttag 2025"' >&2
    exit 2
}
dir=$1
settings=$2

lay() { # lay NAME: standard input becomes DIR/NAME, unless that is there
    if [ -e "$dir/$1" ]; then
        cat >/dev/null
        echo "  finns redan  $1"
    else
        cat >"$dir/$1.part" && mv "$dir/$1.part" "$dir/$1"
        echo "  skapad       $1"
    fi
}

mkdir -p "$dir/staff" "$dir/counts" "$dir/codes" "$dir/text" "$dir/indicators" || exit 3
echo "Leverans i $dir"

"$settings" --template /dev/stdout | lay report.ini
if [ -e "$dir/indicators/indikatorer.xlsx" ]; then
    echo "  finns redan  indicators/indikatorer.xlsx"
else
    "$3" --guide "$(dirname "$0")/../docs/indikatorer.md" --output "$dir/indicators/indikatorer.xlsx"
    echo "  skapad       indicators/indikatorer.xlsx"
fi
lay LÄS_MIG.txt <<'END'
Måste finnas: report.ini och minst en fil i staff/ (anställningar eller ögonblicksbilder) eller counts/ (färdiga antal).

staff/              uttagen ur personalsystemet, som de kom: CSV eller Excel
counts/             antal per period och förvaltning, där bara sådana finns: period,unit,occupation,stock_open,stock_close,hires,exits,person_years
codes/              ord i filerna och vad de betyder här: occupation.csv, cause.csv, form.csv, operation.csv, unit.csv, headers.csv
organisation.csv    förvaltningar, från och med, till och med, efterträdare
events.csv          händelser att visa i figurerna
comparability.csv   kända mätbrott: ändrade koder, ny organisation, nya regler
corrections.csv     rättelser, utan att råfilerna rörs
control_totals.csv  HR:s egna antal att stämma av mot
indicators/         konsulter, ärenden, sjukfrånvaro, enkät och annat som följs upp: fyll i indikatorer.xlsx, ett blad för varje slag, eller
                    lägg en fil för varje slag (docs/indikatorer.md)
statements.csv      påståenden som har gjorts offentligt och ska prövas
text/               det människor skriver: beslut.md, bakgrund.md, beredning.md, arendet.md, analys.md, jamstalldhet.md, synpunkter.md

Tabellerna är mallar. De som inte behövs kan tas bort. Titlar som inte står i codes/occupation.csv räknas utanför uppföljningen.

En fil i staff/ har minst de här kolumnerna, i vilken ordning som helst:

personid;förvaltning;befattning;anställningsform;anställd_från;anställd_till;avgångsorsak;uttagsdatum
A1;Bromma;Socialsekreterare;Tillsvidare;2018-03-01;2020-06-30;Egen begäran;2025-03-03
END
lay codes/occupation.csv <<'END'
word,code
Socialsekreterare,socialsekreterare
Biståndshandläggare,biståndshandläggare
Biståndsbedömare,biståndshandläggare
END
echo 'unit,valid_from,valid_to,successor' | lay organisation.csv
echo 'date,kind,text' | lay events.csv
echo 'date,scope,type,description,source,effect' | lay comparability.csv
echo 'file,line,person,field,old,new,reason,who,date' | lay corrections.csv
echo 'date,district,occupation,persons,explanation' | lay control_totals.csv
echo 'statement,source,date,test,indicator,category,district,from,to,least_percent' | lay statements.csv
