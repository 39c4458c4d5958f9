#!/usr/bin/env bash
# Each fact of the source documents (domain.md 1) has its place in the example report: this lists them, and where they stand.
#
# A fact is a chapter of report.md (its id) and a text that stands there, or a file and a text. The example is synthetic; what was
# published stands as published.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/example.sh"
cd "$project" || exit 3
example_report "the example report is made"
expect_exit 0 "... and a district of it" make --no-print-directory report-no-pdf OUT="$out" DISTRICT=Kungsholmen
report=$dir/out/report.md

chapter() { # ID: its lines, to the next heading of the same level or above
    awk -v id="{#$1[ }]" '/^#+ / { depth = length($1); if (on && depth <= at) on = 0; if ($0 ~ id) { on = 1; at = depth } } on' "$report"
}
fact() { # FACT ID TEXT...: each text stands in the chapter
    name=$1 id=$2
    shift 2
    chapter "$id" | sed 's/\\\([-.()"“”]\)/\1/g; s/\xc2\xa0/ /g' >"$dir/chapter"
    for text; do
        grep -qF -e "$text" "$dir/chapter" || { not_ok "$name: #$id" "'$text' does not stand there, in $(wc -l <"$dir/chapter") lines" && return; }
    done
    ok "$name: #$id"
}

# S0, S1, S2: occupations, operations, the plan
fact "two occupational groups" yrken "bland socialsekreterare" "bland biståndshandläggare"
fact "six operations" yrken "Ekonomiskt bistånd" "Socialpsykiatri" "Missbruk" "Funktionsnedsättning" "Äldre" "Barn och unga"
fact "overall turnover 2016-2020" pastaenden "Den övergripande rörligheten mellan 2016 och 2020 har minskat"
fact "an interruption, or a break, in 2019" pastaenden "Med ett avbrott för 2019"
fact "... with its verdict" trendbrott "2019"
fact "less clear by district" pastaenden "bilden mindre entydig"
fact "... each district with its interval" forvaltningar "Kungsholmen" "Södermalm"
fact "Kungsholmen against 2015-2017" pastaenden "inte lika hög som under perioden 2015 till 2017" "i Kungsholmen var"
fact "consultants about 30 against 100" publicerat "omkring 30" "1 november 2016"
fact "... beside our own, with reference date" konsulter "1 november 2016 | 100"
fact "placements 130-140 against 65" publicerat "runt 130–140" "65 (”65-tal”)"
fact "... as a series" vfu "runt 130–140"
fact "13 focus areas and 3 added in 2019" publicerat "Fokusområden i handlingsplanen | 2015 | 13" "Frågor som lades till | 2019 | 3"
fact "... 16 in the matrix, three of them from 2019" fokusomraden "16 Fördjupad samverkan med universitet och lärosäten | 2019" "15 Jämställdhet | 2019" "14 Otillåten påverkan, hot och våld | 2019"
fact "areas that few work on are found" fokusomraden "Lokalt kompetens- och utvecklingsforum, Traineemottagande och Lokaler och arbetsredskap"
fact "area 10 is training" fokusomraden "10 Fortbildning"
fact "leadership programmes 22, 100, 120" publicerat "Avdelningschefer som gått program sedan 2016 | 2021 | 22" "Enhetschefer som gått program sedan 2016 | 2021 | 100" "Biträdande enhetschefer som gått program sedan 2016 | 2021 | 120"
fact "... beside our own, cumulative" ledarprogram "2021 | 22 | 100 | 120"
fact "two reinforcement teams, 2016 and 2019" publicerat "Förstärkningsteam för barn och unga | 2016" "Förstärkningsteam för ekonomiskt bistånd | 2019"
fact "... tagged as pooled" forstarkningsteam "Barn och unga" "Ekonomiskt bistånd" "räknas varken som konsulter"
fact "workshops of 195 and 130" publicerat "cirka 195" "cirka 130" "omkring hälften"
fact "... and of December 2020" aktivitetsregister "december 2020"
fact "95 ratings: 14 % at 2, half at 3-5, 33 % at 6-7" publicerat "augusti 2021 | 95" "Nivå 2 av 7 | augusti 2021 | 14" "50 (”hälften”)" "Nivå 6–7 av 7 | augusti 2021 | 33"
fact "... with full distribution and missing" hot "| 7 | 11" "Svarade inte | 35" "Median"
fact "usefulness with its non-response" hot "Hur användbara kunskaperna" "Svarade inte | 97"
fact "incidents and police reports, under-reported" hot "Anmälda tillbud i IA" "Polisanmälningar som förvaltningen stått bakom" "inte alla händelser"
fact "long-term sick leave of Kungsholmen against the others" sjukfranvaro "Andel 60 dagar eller mer" "Övriga förvaltningar"
fact "... as the statement made" pastaenden "högre långtidssjukfrånvaro än andra stadsdelar" "i övriga förvaltningar"
fact "survey items by unit, up since 2016" enkat "Kan rekommendera sin arbetsplats" "Har en bra arbetssituation" "Kan göra ett gott arbete" "Kungsholmen"
fact "caseload and administrative support" arbetsbelastning "Ärenden per handläggare" "Administrativt stöd per 10 handläggare" "kan inte bedömas för staden som helhet"
fact "self-rated situation from regular talks" hot "Kungsholmen: den egna arbetssituationen"
fact "stability of managers" avslutningssamtal "Stabilitet i chefsled"
fact "gender" jamstalldhet "Kvinnor" "Män" "kvinnodominerade"
fact "exit interviews of leavers in 2015, share unknown" avslutningssamtal "Skäl saknas" "2015" "inte alltid missnöjd"
fact "143 interviews on training" aktivitetsregister "Intervjuer | 2021 | 143"
fact "competence fund of 200 million" publicerat "Kompetensutvecklingsfond | 2018 | 200 | miljoner kronor"
fact "nine areas of university collaboration" aktivitetsregister "Socialtjänstakademin" "Vardagsimplementering" "Agenda 2030"
fact "... as published" publicerat "Delområden för fördjupad samverkan | 2021 | 9"
fact "pilot 2021 with at most ten students, essay pilot" aktivitetsregister "Pilot 2021" "Uppsatspilot"
fact "... as published" publicerat "max 10"
fact "documents with reference numbers" publicerat "dnr 3.1.1-217-2019" "2021-10"
fact "the survey's index of active participation" enkat "Aktivt medskapandeindex (AMI)" "Hållbart medarbetarengagemang (HME)"
fact "published numbers of teams, areas and answers have ours beside them" publicerade-uppgifter "Förstärkningsteam för ekonomiskt bistånd | 2019 | 1 | team | 1 |" "Delområden för fördjupad samverkan | 2021 | 9 | delområden | 9 |" "procent av deltagarna | cirka 50 (april 2021), cirka 49 (augusti 2021) |"
fact "the interpellation's answer" pastaenden "dnr KS 2024/1319" "flera håll" "22 januari 2025"
fact "plan in the boards' activity plans for 2025" namndernas-planer "för 2025" "Särskilt uppdrag" "Ordinarie arbete"
fact "how is the plan followed up" fragor "Hur följs arbetet med handlingsplanen upp"
fact "what will be done" fragor "Vilka åtgärder vidtas"
fact "workload, rather than other areas" fragor "arbetsbelastningen" "redovisas av 8 av 11 förvaltningar"
fact "no effect is attributed to the plan" fragor "Det går inte att besvara. Det finns ingen jämförelsegrupp"
fact "comparisons with the country, with source" riket "Riket" "Akademikerförbundet SSR"

# plan periods and mandate: marks in the figures
expect_text "plan periods are marked" data/raw/events.csv "Reviderad handlingsplan"

# the committee's frame, in its order, and where the body ends
order=$(grep -oE '^# .*\{#(beslut|sammanfattning|bakgrund|beredning|arendet|i-korthet|fragor|analys|jamstalldhet|synpunkter|bilagor|bilaga-1|bilaga-2|bilaga-3)[ }]' "$report" |
    sed 's/.*{#//; s/[ }].*//' | paste -sd' ')
if [ "$order" = "beslut sammanfattning bakgrund beredning arendet i-korthet fragor analys jamstalldhet synpunkter bilagor bilaga-1 bilaga-2 bilaga-3" ]; then
    ok "the frame stands in the order of the committee's documents"
else
    not_ok "the frame stands in the order of the committee's documents" "$order"
fi
pages=$(grep -c '{#sida-[0-9]* .page}' "$report")
districts=$(cut -d, -f2 "$dir/out/public/districts.csv" | sort -u | tail -n +1 | grep -cvx district)
if [ "$pages" -eq "$districts" ] && [ "$pages" -gt 5 ]; then ok "every district has its page"; else not_ok "every district has its page" "$pages of $districts"; fi
expect_text "a district stands alone" "$dir/out/district.md" "## Kungsholmen {#sida-"
expect_no_text "... without the others" "$dir/out/district.md" "## Bromma"
expect_text "the brief has the summary" "$dir/out/brief.md" "{#sammanfattning}"
expect_no_text "... and no annex" "$dir/out/brief.md" "{#bilaga-1"
for figure in consultants placements caseload absence survey threats incidents areas exits; do
    expect_text "the figure $figure is drawn and has its text" "$dir/out/figures/figures.csv" "$figure,"
done
expect_exit 2 "a district that nobody knows is refused" make --no-print-directory report-no-pdf OUT="$dir/out" DISTRICT=Kungsholm
expect_text "... by the name that is nearest" "$dir/stderr" "förvaltningen Kungsholm finns inte bland de publicerade: menade du Kungsholmen?"
expect "... and the page of another is not left standing for it" sh -c 'test ! -e "$1/out/district.md" -a ! -e "$1/out/district.html" -a ! -e "$1/out/district.docx"' sh "$dir"
