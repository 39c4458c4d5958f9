#!/usr/bin/env bash
# make check-delivery reads every file of a delivery, and tells all that is wrong in one go.
. "$(dirname "$0")/../support/shell.sh"
. "$project/tests/support/small.sh"
cd "$dir" || exit 3
small_delivery raw
mkdir -p raw/indicators raw/text raw/published/2020
check() { "$project/scripts/check-delivery.sh" "$bin" raw; }
both() { cat "$dir/stdout" "$dir/stderr" >"$dir/said"; }

rmdir raw/published/2020
expect_exit 0 "a delivery without faults is read" check
expect_text "... and that is said" "$dir/stdout" "Alla filer i leveransen går att läsa."
find raw -type f | sort >before

mkdir -p raw/published/2020
printf 'statement,source,date,test\nA,B,2021-10,feels_true\n' >raw/statements.csv
printf 'period,reason\n2020,vet inte\n' >raw/revisions.csv
printf 'date,text\nigår,Plan\n' >raw/events.csv
printf 'date,description,type,scope,source,effect\n2018-11-01,,coding,,,\n' >raw/comparability.csv
printf 'f\366rslag\n' >raw/text/beslut.md
printf 'Hej\n' >raw/text/besluts.md
printf 'fel\n' >raw/published/2020/city.csv
printf 'mätdag;vakanser;källa\n2016-11-01;tre;HR\n2017-11;3;HR\n' >raw/indicators/vakanser.csv
printf 'år;platser;källa\n2021;140-130;Beslut\n' >raw/indicators/vfu.csv
expect_exit 1 "a delivery with faults in many files is refused" check
cp "$dir/stderr" said
for fault in "statements.csv:2: test: prövningen känns inte igen" "revisions.csv:2: reason: skälet känns inte igen" \
    "events.csv:2: date: är inget datum" "comparability.csv:2: texten saknas" "text/beslut.md:1: texten är inte UTF-8: spara filen på nytt som UTF-8" \
    "text/besluts.md: rapporten har ingen plats för texten: kalla filen beslut.md, bakgrund.md, beredning.md, arendet.md, analys.md, jamstalldhet.md eller synpunkter.md, eller lägg den utanför text/" "published/2020/city.csv" \
    "vakanser.csv:2: vakanser: är inget tal" "vakanser.csv:3: period: är ingen dag" "vfu.csv:2: platser: intervallets första tal"; do
    expect_text "it tells: $fault" said "$fault"
done
printf 'mätdag;förvaltning;vakanser;källa\n2016-11-01;Bromma;3;HR\n2016-11-01;Broma;3;HR\n' >raw/indicators/vakanser.csv
expect_exit 1 "a district that neither the extract nor the organisation names" check
expect_text "... is told" "$dir/stderr" "vakanser.csv:3: förvaltning: namnet finns varken i personaluppgifterna eller i organisation.csv"
expect_no_text "... and one that they name is not" "$dir/stderr" "vakanser.csv:2"
printf 'mätdag;vakanser;källa\n2016-11-01;tre;HR\n' >raw/indicators/vakanser.csv
printf 'unit,valid_from,valid_to,successor\nNorr,2007-01-01,2020-06-30,Bortom\n' >raw/organisation.csv
expect_exit 1 "an organisation that can not be read" check
expect_text "... is told" "$dir/stderr" "organisation.csv:2"
if [ "$(grep -c 'organisation.csv:2' "$dir/stderr")" -eq 1 ]; then ok "... once"; else not_ok "... once" "$(grep organisation.csv "$dir/stderr")"; fi
expect_text "... and the rest is read" "$dir/stderr" "vakanser.csv:2"

# Mistakes under [files] are told at their line of report.ini.
small_delivery other
printf '[files]\norganisation.csv = encoding cp1252\n' >>other/report.ini
line=$(grep -n organisation.csv other/report.ini | cut -d: -f1)
check() { "$project/scripts/check-delivery.sh" "$bin" other; }
expect_exit 1 "a file that [files] does not speak of" check
expect_text "... is named with its line" "$dir/stderr" "settings: other/report.ini:$line: organisation.csv: filen finns inte i staff/, counts/ eller indicators/"
sed -i "${line}s/.*/$(basename "$(find other/staff -type f | head -1)") = date igår/" other/report.ini
expect_exit 1 "a word that is none of its" check
expect_text "... is too" "$dir/stderr" "settings: other/report.ini:$line:"
expect_text "... with what to write" "$dir/stderr" "date ska vara iso, excel, d/m/y eller m/d/y"
sed -i "${line}d" other/report.ini
mkdir -p other/codes other/text
mkfifo other/codes/unit.csv other/text/beslut.md other/corrections.csv
check() { timeout 20 "$project/scripts/check-delivery.sh" "$bin" other; }
expect_exit 1 "nothing waits for a queue" check
