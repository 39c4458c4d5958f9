#!/bin/sh
# The sentences of the summary on made-up cities. UPDATE=1 records the golden file anew.
. "$(dirname "$0")/../support/shell.sh"
. "$project/tests/support/report.sh"
golden=$project/tests/stage/report

made "$dir/city"
expect_exit 0 "a_whole_city_gets_its_sentences" claims "$dir/city"
[ -z "${UPDATE:-}" ] || cp "$dir/city/public/claims.csv" "$golden/claims.csv"
expect_same "they_are_the_recorded_ones" "$dir/city/public/claims.csv" "$golden/claims.csv"
cp "$dir/city/public/claims.csv" "$dir/first"
TZ=Asia/Tokyo LC_ALL=C claims "$dir/city"
expect_same "two_runs_give_the_same_bytes" "$dir/city/public/claims.csv" "$dir/first"

says() { # NAME CASE TEXT: a sentence of the case
    sentences "$dir/$2/public/claims.csv" >"$dir/said"
    expect_text "$1" "$dir/said" "$3"
}

says_not() { # NAME CASE TEXT
    sentences "$dir/$2/public/claims.csv" >"$dir/said"
    expect_no_text "$1" "$dir/said" "$3"
}

case_of() { # NAME OPTION...
    city=$1
    shift
    made "$dir/$city" "$@"
    expect_exit 0 "claims_of_$city" claims "$dir/$city"
}

# ---- verdicts, shapes and what may stand beside them ----
case_of pulse verdict=strong shape=pulse
says "a_pulse_is_an_interruption_of_the_decline" pulse "År 2019 var ett avbrott i minskningen."
says "strong_support_has_its_fixed_sentence" pulse "Det finns starkt stöd för att personalrörligheten avvek 2019. Avvikelsen är större än vad slump och vanlig variation mellan år brukar ge."
says "a_pulse_has_its_fixed_sentence" pulse "2019 avviker som enskilt år. Året därefter var personalrörligheten åter i linje med utvecklingen före 2019."
says_not "a_pulse_is_never_called_a_break_of_trend" pulse "trendbrott"
says "the_recode_of_2018_stands_beside_2019" pulse "I november 2018 ändrades yrkeskoderna i personalsystemet."
says "and_may_explain_it" pulse "Förändringen kan helt eller delvis bero på det."
says_not "a_reorganisation_outside_the_possible_years_is_not_named" pulse "indelningen"
made "$dir/reorganised" verdict=strong shape=pulse
sed -i '/^primary/s/,2019,\([^,]*\),\([^,]*\),\([^,]*\),\([^,]*\),assumed/,2019 2020,\1,\2,\3,\4,assumed/' "$dir/reorganised/public/public_verdicts.csv"
claims "$dir/reorganised"
says "a_reorganisation_in_the_possible_years_is_named" reorganised "Under de möjliga åren ändrades även organisationen: indelningen i stadsdelsförvaltningar (juli 2020). Hela serien är omräknad till dagens organisation."
says_not "but_it_is_no_change_of_the_measurement" reorganised "ändrades indelningen"
says "who_got_another_code_is_counted_as_no_exit" pulse "personer till annat arbete eller annan kod inom staden; de räknas inte som avgångar."
sed -i 's/^2018,all,changed_out,.*/2018,all,changed_out,NaN,withheld/' "$dir/pulse/public/balance.csv"
claims "$dir/pulse"
says_not "a_withheld_number_of_them_is_not_said" pulse "annan kod inom staden"
says "districts_that_have_no_verdict_have_a_reason" pulse "Om 2019 avvek på ett annat sätt i en enskild förvaltning än i övriga staden går inte att besvara, eftersom antalet avgångar är för litet."
says "what_is_whole_is_only_the_headline" pulse "Huvudmåttet för staden som helhet visas för alla år."
sed -i 's/^\(occupation,all,biståndshandläggare,.*\),not_shown,no,,,$/\1,not_answerable,no,,,change_too_large/' "$dir/pulse/public/public_verdicts.csv"
claims "$dir/pulse"
says "an_occupation_without_verdict_has_its_reason" pulse "biståndshandläggare – går inte att besvara, eftersom antalet avgångar är för litet"
# ---- each district, for its page ----
says "a_district_has_its_level_beside_the_citys" city "Avgångarna per 100 årsanställda var 19,8 år 2016 och 9 år 2024, i staden 22,0 och 11,1."
says "its_change_has_its_limits" city "Minskningen är statistiskt säkerställd: år 2024 var avgångstalet 0,44 gånger det 2016 (osäkerhetsintervall 0,20–0,90)."
says "it_stands_against_the_rest_of_the_city" city "Förvaltningen kan inte skiljas från staden: åren 2022–2024 var avgångstalet 0,90 gånger övriga stadens (osäkerhetsintervall 0,65–1,21)."
says "a_comparison_that_is_withheld_says_so" city "Jämförelsen med staden åren 2022–2024 visas inte av hänsyn till enskilda."
says "it_has_the_verdict_of_the_named_year" city "Om förvaltningen 2019 avvek på ett annat sätt än övriga staden går inte att besvara, eftersom antalet avgångar är för litet."
made "$dir/verdicts"
sed -i '/^district,Bromma,/s/,not_answerable,/,moderate,/; /^district,Farsta,/s/,not_answerable,/,not_shown,/; /^district,Järva,/s/,not_answerable,/,,/' "$dir/verdicts/public/public_verdicts.csv"
claims "$dir/verdicts"
says "a_verdict_of_a_district_is_in_words" verdicts "Att förvaltningen 2019 avvek på ett annat sätt än övriga staden har visst stöd."
says "what_is_not_shown_of_it_is_said" verdicts "Att förvaltningen 2019 avvek på ett annat sätt än övriga staden kan inte beläggas."
says "a_verdict_that_is_withheld_is_said_to_be" verdicts "Om förvaltningen 2019 avvek på ett annat sätt än övriga staden visas inte av hänsyn till enskilda."

# ---- why do people leave ----
says "why_people_leave_begins_with_what_can_not_be_told" city "Varför den enskilda slutar, och vad som skulle ha fått fler att stanna, går inte att besvara med statistik."
says "causes_of_the_register_are_counted_with_those_that_lack" city "Enligt personalsystemet slutade 64 på egen begäran och 11 med pension av de 130 som lämnade staden år 2024; för 43 saknas orsak."
says "without_interviews_workload_is_said_to_be_unknown" city "Skäl från avslutningssamtal, som hög arbetsbelastning, finns inte i underlaget."
made "$dir/interviews"
interviews "$dir/interviews"
claims "$dir/interviews"
says "the_most_common_reasons_are_those_that_are_shown" interviews "Vid avslutningssamtalen 2024 var de vanligaste skälen som visas bättre erbjudande någon annanstans (20 procent), hög arbetsbelastning (18 procent) och lön (8 procent)."
says_not "workload_is_not_told_twice" interviews "Just hög arbetsbelastning"
sed -i '/,workload,/s/,18,,100,NaN,NaN,18,/,5,,100,NaN,NaN,5,/' "$dir/interviews/public/public_distributions.csv"
claims "$dir/interviews"
says "workload_is_told_also_where_it_is_not_common" interviews "Just hög arbetsbelastning angavs av 5 procent."
says "so_is_the_share_without_a_reason" interviews "För 38 procent saknas skäl, och de som har angett ett skäl behöver inte likna dem."
says "both_answers_tell_the_same_interviews" interviews "Vid avslutningssamtalen 2024 angavs hög arbetsbelastning som skäl av 5 procent; skäl saknas för 38 procent."
made "$dir/reticent"
interviews "$dir/reticent"
awk 'NR > 1 && /,2024,all,all,/ { sub(/,2024,/, ",2023,"); print }' "$dir/reticent/public/public_distributions.csv" >"$dir/earlier"
sed -i -e "1r $dir/earlier" -e '/,2024,all,all,[2-4],/s/,,[0-9]*,,100,.*/,,NaN,withheld,100,NaN,NaN,NaN,NaN,NaN,NaN,NaN,Samtal/' \
    "$dir/reticent/public/public_distributions.csv"
claims "$dir/reticent"
says "a_share_that_is_withheld_is_not_told" reticent "Hur många som angav hög arbetsbelastning visas inte eller är inte känt."
says_not "and_no_answer_tells_that_of_an_earlier_year" reticent "avslutningssamtalen 2023"
says "one_reason_is_one" reticent "Vid avslutningssamtalen 2024 var det vanligaste skälet som visas bättre erbjudande någon annanstans (20 procent)."

case_of step verdict=moderate shape=step
says "a_step_is_a_new_level" step "Personalrörligheten ändrades 2019 till en högre nivå och har legat kvar där 2019–2024."
says "the_size_of_a_level_is_of_the_years_from_it_on" step "Från och med 2019 var avgångarna i genomsnitt"
says_not "and_not_that_of_the_year_by_itself" step "fler än väntat utifrån utvecklingen övriga år"
made "$dir/other" verdict=not_shown shape=
sed -i '/^primary/s/,2019,\([^,]*\),\([^,]*\),\([^,]*\),\([^,]*\),assumed/,2021,\1,\2,\3,\4,assumed/' "$dir/other/public/public_verdicts.csv"
claims "$dir/other"
says "another_year_that_stands_out_is_named" other "Serien avviker däremot år 2021, som inte var angivet i förväg."
made "$dir/parted"
sed -i 's/^2018-11-01,\([^,]*\),coding,/2018-01-01,\1,definition,/' "$dir/parted/comparability.csv"
claims "$dir/parted"
says "years_of_two_definitions_are_not_compared" parted "Definitionen, eller vilka som räknas, ändrades mellan perioderna."
sentences "$dir/parted/public/claims.csv" >"$dir/said"
expect_no_text "and_nothing_is_lower" "$dir/said" "Personalrörligheten var lägre"
case_of slope verdict=strong shape=slope
says "a_slope_says_before_and_after" slope "Från och med 2019 har minskningen vänt till en ökning: före 2019 i genomsnitt –4,5 procent per år, därefter"
case_of weak verdict=weak shape=
says "weak_support_draws_no_conclusion" weak "Det går inte att dra någon slutsats."
case_of not_answerable verdict=not_answerable shape=
case_of not_shown verdict=not_shown shape=
says "not_shown_says_how_large_a_deviation_would_be_seen" not_shown "en avvikelse på mindre än 3,9 avgångar per 100 anställda hade sannolikt inte upptäckts."
says_not "and_names_no_rival" not_shown "bero på det"
says "but_a_recode_that_may_hide_a_deviation_stands_beside_it" not_shown "I november 2018 ändrades yrkeskoderna i personalsystemet."
says "whichever_way_it_works" not_shown "Det kan både ha dolt och förstärkt en avvikelse."
changed() { # CASE SED_OF_VERDICTS [SED_OF_BREAKS]: the sentences anew
    sed -i "$2" "$dir/$1/public/public_verdicts.csv"
    [ $# -lt 3 ] || sed -i "$3" "$dir/$1/public/public_breaks.csv"
    claims "$dir/$1"
}
changed other '/^primary/s/,2021,/,2018 2019 2020,/;/^primary/s/,not_shown,/,moderate,/'
says "a_heading_names_no_year_where_it_may_be_another" other "Personalrörligheten avvek något av åren 2018–2020."
changed other '/^primary/s/,2018 2019 2020,/,2021,/;/^primary/s/,moderate,/,not_shown,/'
sed -i 's/^named_years.*/named_years = 2019, 2021/' "$dir/other/settings/trend.ini"
claims "$dir/other"
says "a_year_that_is_asked_about_is_judged_by_itself" other "Serien avviker däremot år 2021, som bedöms för sig."
changed pulse '/^primary/s/,-4.6,-6.1,-3.1,/,-0.5,-2.8,1.8,/'
says_not "where_no_decline_is_shown_nothing_interrupts_it" pulse "ett avbrott i minskningen"
says "it_is_a_deviation" pulse "År 2019 avvek från utvecklingen övriga år."
changed weak '' '/^primary,.*,2019,pulse,/s/,42.5064,.*,0.62,/,-54,-90,-10,-1.9,-4.5,-0.3,4,0.05,0.001,/'
says_not "the_size_is_not_of_a_shape_that_points_the_other_way" weak "färre än väntat"
says "but_of_the_one_that_fits_best" weak "Från och med 2019 var avgångarna i genomsnitt 3,8 per 100 anställda fler än väntat"
changed weak '/^primary/s/,weak,no,/,weak,yes,/'
says_not "signs_that_were_stronger_have_no_error_rate_of_weak_ones" weak "en tidsserie av tio"
says "they_rest_on_an_even_development" weak "De hänger på att utvecklingen antas vara jämn över alla åren."
cp -r "$dir/not_answerable" "$dir/varied"
changed varied '/^primary/s/,[^,]*$/,change_too_large/;/^primary/s/,NaN,NaN,NaN,assumed/,15.7,2.7,NaN,assumed/'
says "where_years_vary_more_exits_would_not_help" varied "eftersom vanlig variation mellan år är för stor."
says "not_answerable_says_why" not_answerable "Frågan går inte att besvara med dessa uppgifter, eftersom antalet år är för få."
case_of last_year last=2019 shape=last_year
says "the_last_year_is_judged_at_the_next_follow_up" last_year "kan bedömas tidigast i nästa uppföljning."
case_of unnamed no_name=1
says "a_year_that_was_not_tested_is_said_to_be_so" unnamed "Året ingår inte i de uppgifter som kan prövas."
case_of later first=2020 last=2024
says "a_named_year_before_the_reported_ones_is_said_to_be_so" later "2019 ingår inte i de redovisade åren."
says_not "and_no_size_is_given_of_it" later "2019 slutade"

# ---- the change, and when it is not stated ----
case_of disagree disagree=1
says "definitions_that_contradict_silence_the_trend" disagree "Olika sätt att räkna ger olika bild av utvecklingen 2016–2024."
says_not "then_no_occupation_has_fallen_for_sure" disagree "minskningen statistiskt säkerställd"
says "and_no_district_is_judged" disagree "Utvecklingen i enskilda stadsdelsförvaltningar bedöms inte."
case_of three_years first=2022 last=2024 no_name=1
says "a_small_group_points_the_same_way" three_years "men gruppen är mindre och minskningen kan inte skiljas från slumpmässig variation."
case_of one_year first=2024 last=2024 no_name=1
says "one_year_alone_is_not_compared" one_year "Underlaget omfattar bara 2024, så någon utveckling kan inte redovisas."
case_of other_years base=1999 compare=2050
says "a_base_year_that_is_not_there_is_said" other_years "Jämförelseåret 1999 finns inte i underlaget; jämförelsen görs i stället med 2014"
case_of snapshots snapshots=1
says "a_shifted_year_is_called_by_its_months" snapshots "Personalrörligheten var lägre perioden november 2023–oktober 2024 än perioden november 2015–oktober 2016."
says "snapshots_have_their_caveat" snapshots "den som både börjat och slutat däremellan syns inte."
case_of two_bases other_basis=2016
says "years_of_two_bases_are_not_compared" two_bases "Åren 2016 och 2024 har olika underlag för antalet årsanställda och kan inte jämföras direkt."
says "both_rates_are_told" two_bases "; talet var "
says_not "no_difference_is_stated" two_bases "Minskningen är"
says_not "nor_that_it_was_lower" two_bases "Personalrörligheten var lägre"
says_not "nor_for_an_occupation" two_bases "statistiskt säkerställd"
says_not "nor_is_any_district_said_to_have_changed" two_bases "Någon förändring kan inte beläggas."
case_of counts counts=1 occupations=0
says "counts_have_their_caveat" counts "Uppgifterna bygger på färdiga antal avgångar och anställda, inte på enskilda anställningar."
says "without_occupations_people_are_staff" counts "anställda sin anställning"
case_of units
sed -i 's/^\[report\]/[report]\nunit_singular = distrikt\nunit_plural = distrikt/' "$dir/units/settings/report.ini"
claims "$dir/units"
says "units_are_called_what_the_city_calls_them" units "av 11 distrikt"
says_not "and_nothing_else" units "tadsdelsförvaltning"
case_of two_years snapshots=1
awk -F, -v OFS=, 'NR == 1 || $1 ~ /[02468]-10-31$/ { if (NR > 1) $1 = substr($1, 1, 3) substr($1, 4, 1) - 1 substr($1, 5); print }' \
    "$dir/two_years/public/city.csv" | sed 's/^20\([0-9]\)-1-/20\1-/' | grep -v '^20[0-9]-' >"$dir/halved"
cp "$dir/halved" "$dir/two_years/public/city.csv"
sed -i "s/,spells,/,snapshots,/" "$dir/two_years/public/public_intake.csv"
claims "$dir/two_years"
says "how_far_apart_snapshots_are_is_said" two_years "Mätningarna görs med två års mellanrum; talen är omräknade till ett år."
says "their_person_years_are_a_mean_of_two_days" two_years "Årsanställda är medelvärdet av antalet vid periodens början och slut gånger periodens längd."
case_of one_district districts=1 occupations=1
says_not "one_district_is_not_compared_with_itself" one_district "stadsdelsförvaltning"
case_of small small=1
says "what_is_withheld_is_said_to_be" small "eftersom uppgifter inte visas av hänsyn till enskilda"
awk -F, -v OFS=, '$1 == 2017 && $2 == "all" && $3 == "none" { $6 = $10 = $11 = $12 = "NaN"; $7 = $13 = "withheld" } 1' \
    "$dir/city/public/city.csv" >"$dir/withheld"
case_of gap
cp "$dir/withheld" "$dir/gap/public/city.csv"
claims "$dir/gap"
says_not "the_city_is_not_whole_with_a_year_withheld" gap "visas för alla år"
case_of nothing first=2024 last=2023
says "an_empty_delivery_says_so" nothing "Personalrörligheten kan inte redovisas."
case_of hostile hostile=1
case_of many districts=150

# ---- rules for every sentence ----
for case in city pulse step slope weak not_shown not_answerable last_year unnamed disagree three_years one_year other_years snapshots \
    counts one_district small nothing hostile many; do
    sentences "$dir/$case/public/claims.csv"
done | sort -u >"$dir/all"
sed 's/ med \.\.)//' "$dir/all" | grep -nE '  |[{}]|\( *\)| [.,;]|NaN|\bnan\b|null|%[sdz]|–%|: *$' | grep -vF 'touch PWNED' | grep -vF '_{y}' >"$dir/odd"
expect_same "no_sentence_has_an_empty_place" "$dir/odd" /dev/null
grep -niE 'signifikan|p-värde|konfidens|hazard|överlevnad|tack vare|har lett till|beror på|orsakad|läckage|avhopp|flykt|topplista|sämst|bäst ' \
    "$dir/all" >"$dir/odd"
expect_same "no_sentence_speaks_of_cause_or_of_statistics" "$dir/odd" /dev/null
grep -vE '[.?]$' "$dir/all" | grep -vxF "$(awk -F, '{ print $2 }' "$dir"/*/public/districts.csv | tr -d '"' | sort -u)" |
    grep -vE '[<`*@=\[(]|lång förvaltning' >"$dir/odd"
expect_same "every_sentence_ends" "$dir/odd" /dev/null

# ---- faults ----
rm "$dir/city/public/claims.csv" "$dir/city/public/balance.csv"
expect_exit 3 "a_missing_table_stops_it" claims "$dir/city"
expect_text "and_is_named" "$dir/stderr" "claims: $dir/city/public/balance.csv:"
expect "nothing_is_written_then" test ! -e "$dir/city/public/claims.csv"
made "$dir/bad"
sed -i 's/^2016,all,none/2016,all,none,x/' "$dir/bad/public/city.csv"
expect_exit 1 "a_damaged_table_stops_it" claims "$dir/bad"
expect_text "and_its_line_is_said" "$dir/stderr" "claims: $dir/bad/public/city.csv:"
made "$dir/bad"
echo 'i våras,plan,Något' >>"$dir/bad/events.csv"
expect_exit 1 "a_date_that_is_none_stops_it" claims "$dir/bad"
expect_text "and_its_place_is_said" "$dir/stderr" "claims: $dir/bad/events.csv:7: date: är inget datum"
expect_exit 2 "an_unknown_option_is_a_wrong_call" "$bin/claims" --nothing x
