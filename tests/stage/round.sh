#!/usr/bin/env bash
# The protected tables rounded to five: counts, and what is made of them, as R 4.2 makes it of the rounded ones (poisson.test,
# binom.test, and Goodman's and Wilson's limits by their formulas). What is no count stays.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/report.sh"
cd "$dir" || exit 3
made city
mkdir exact public
interviews city
head -n 1 city/public/public_distributions.csv >exact/public_distributions.csv
indicators_of city
head -n 1 city/public/public_indicators.csv >exact/public_indicators.csv
echo period,area,district,name,origin,name_known,status,few,source >exact/public_focus_areas.csv
printf '%s\n' file,kind,sha256,bytes,records indicators/a.csv,consultants,,NaN,117 >exact/public_indicator_files.csv
for table in city definitions districts district_occupation balance withheld public_{breaks,verdicts,fits,robustness,survival,retention} \
    public_{retention_cause,median_stay,retention_tests,tenure_rates,intake,rejects,checks}; do
    head -n 1 "city/public/$table.csv" >"exact/$table.csv"
done
cat >>exact/city.csv <<'END'
2013,all,none,all,T17,8,,41,,19.5,8.4,38.4,,mean_of_stocks
2014,all,cause,own_request,T17,NaN,withheld,40,,NaN,NaN,NaN,withheld,person_days
2014,all,cause,pension,T17,0,,40,,0,0,9.2,,person_days
2014,all,none,all,T17,8,,40,,20,8.6,39.4,preliminary,person_days
END
cat >>exact/districts.csv <<'END'
2014,Alvik,T17,18,,7,,80.5,,22.4,13.3,35.3,,8.7,,31.1,,person_days
2014,Berga,T17,18,,NaN,withheld,80.5,,22.4,13.3,35.3,,NaN,withheld,NaN,withheld,person_days
END
echo '2013-2014,Alvik,kurator,T17,8,,41,,19.5,8.4,38.4,' >>exact/district_occupation.csv
cat >>exact/definitions.csv <<'END'
2014,all,T1,21,104,20.2,13,29.2,,
2014,all,T10,84,104,80.8,71.9,87.8,,
2014,all,T12,84,104,80.8,NaN,NaN,,no_interval
2014,all,T13,21,44,29,24,NaN,,limit_not_reached
2014,all,T17,8,40,20,8.6,39.4,,
2014,all,T18,9,44,79.2,64,89,,
2014,all,T9,14,119.5,11.7,6.4,19.7,,
END
echo '2014,all,opening,104,' >>exact/balance.csv
echo 'city,all,all,1,exit,44,,9,,33,,0.21,,0.12,0.36,' >>exact/public_retention.csv
echo 'city,all,all,1,own_request,7,,0.16,,0.08,0.3' >>exact/public_retention_cause.csv
printf '%s\n' 'city,all,all,0,exit,1,NaN,NaN' 'city,all,all,3,exit,0.9,0.8,0.95' >>exact/public_survival.csv
echo 'staff/a.csv,spells,,2025-03-03,column,104,,97,,7,,0,' >>exact/public_intake.csv
echo 'field_count,7,' >>exact/public_rejects.csv
printf '%s\n' 'definitions,33,0,0' 'districts,26,8,0' >>exact/withheld.csv
cat >>exact/public_indicators.csv <<'END'
activity_participants,own,2021,all,workshop,all,,NaN,NaN,none,143,,NaN,NaN,,NaN,NaN,143,143,,deltagare,Deltagare,Uppgift,,,
consultant_share,own,2014-11-01,Alvik,all,all,persons,6,97,own_flows,6.2,,NaN,NaN,,NaN,NaN,NaN,NaN,,procent,Andel,Uppgift,,,
consultants,own,2014-11-01,Alvik,all,all,persons,6,NaN,none,6,,NaN,NaN,,NaN,NaN,NaN,NaN,,personer,Konsulter,Uppgift,,,
consultants,published,2016-11-01,all,all,all,vid mättillfället,NaN,NaN,none,103,,NaN,NaN,,NaN,NaN,NaN,NaN,,konsulter,Konsulter,Uppgift,,,
incidents,own,2014,Alvik,incident,all,,9,77.6,person_years,11.6,,5.3,22,,NaN,NaN,NaN,NaN,,per 100 årsanställda,Hot,Uppgift,,,
incidents,own,2014,Berga,incident,all,,NaN,NaN,person_years,NaN,withheld,NaN,NaN,withheld,NaN,NaN,NaN,NaN,,per 100 årsanställda,Hot,Uppgift,,,
sickness_absence,own,2014,Alvik,all,all,statutory,NaN,71,given,7.9,,NaN,NaN,,NaN,NaN,NaN,NaN,,procent,Sjukfrånvaro,Uppgift,,,
survey_response_rate,own,2014,Alvik,good_job,all,,56,77,given,73,,NaN,NaN,,NaN,NaN,NaN,NaN,,procent,Svarsfrekvens,Uppgift,,,
survey_share,own,2014,Alvik,good_job,all,,NaN,56,given,73,,67,79,,NaN,NaN,NaN,NaN,,procent,Instämmer,Uppgift,,,
vacancies,own,2014-11-01,Alvik,all,all,,11,NaN,none,11,,NaN,NaN,,NaN,NaN,NaN,NaN,,tjänster,Vakanser,Uppgift,,,
vacancy_rate,own,2014-11-01,Alvik,all,all,persons,11,87,own_flows,12.6,,NaN,NaN,,NaN,NaN,NaN,NaN,,procent,Vakanser,Uppgift,,,
vacancy_rate,own,2014-11-01,Berga,all,all,posts,11,87,given,12.6,,NaN,NaN,,NaN,NaN,NaN,NaN,,procent,Vakanser,Uppgift,,,
END
cat >>exact/public_distributions.csv <<'END'
threats,2014,all,all,1,1,1,9,,24,3,27,37.5,17.5,62.9,37.5,2.5,Uppgift
threats,2014,all,all,2,2,2-3,4,,24,3,27,16.7,5.5,40.9,62.5,2.5,Uppgift
threats,2014,all,all,3,3,2-3,11,,24,3,27,45.8,23.6,69.9,62.5,2.5,Uppgift
END
for table in exact/*.csv; do { head -n 1 "$table" && tail -n +2 "$table" | LC_ALL=C sort; } >sorted && mv sorted "$table"; done
printf '[protect]\nrounding_base = 5\n' >protect.ini
expect_exit 0 'the protected tables are rounded' "$bin/round" --exact exact --settings protect.ini --public public

rows() { # NAME TABLE: its rows are those of the input, numbers to six digits
    awk -F, -v OFS=, 'NR > 1 { for (i = 1; i <= NF; i++) if ($i ~ /^-?[0-9]+[.][0-9]+$/) $i = sprintf("%.6g", $i); print }' "public/$2.csv" >got
    expect_same "$1" got /dev/stdin
}
rows 'exits are rounded, and rates are of them; person-years where they are of persons' city <<'END'
2013,all,none,all,T17,10,,40,,25,11.9885,45.9759,,mean_of_stocks
2014,all,cause,own_request,T17,NaN,withheld,40,,NaN,NaN,NaN,withheld,person_days
2014,all,cause,pension,T17,0,,40,,0,0,9.2222,,person_days
2014,all,none,all,T17,10,,40,,25,11.9885,45.9759,preliminary,person_days
END
rows 'moves too, and departures are of both' districts <<'END'
2014,Alvik,T17,20,,5,,80.5,,24.8447,15.1758,38.3707,,6.21118,,31.0559,,person_days
2014,Berga,T17,20,,NaN,withheld,80.5,,24.8447,15.1758,38.3707,,NaN,withheld,NaN,withheld,person_days
END
rows 'a plan period has person-years of persons where one of its years has' district_occupation <<'END'
2013-2014,Alvik,kurator,T17,10,,40,,25,11.9885,45.9759,
END
rows 'each definition is made again, and what can not be is not shown' definitions <<'END'
2014,all,T1,20,105,19.0476,12.0404,27.873,,
2014,all,T10,85,105,80.9524,72.127,87.9596,,
2014,all,T12,85,105,80.9524,NaN,NaN,,no_interval
2014,all,T13,20,45,29,24,NaN,,limit_not_reached
2014,all,T17,10,40,25,11.9885,45.9759,,
2014,all,T18,10,45,NaN,NaN,NaN,withheld,
2014,all,T9,15,120,12.5,6.99616,20.6168,,
END
rows 'the balance' balance <<<'2014,all,opening,105,'
rows 'how many were hired, left and remain' public_retention <<<'city,all,all,1,exit,45,,10,,35,,0.21,,0.12,0.36,'
rows 'for each cause' public_retention_cause <<<'city,all,all,1,own_request,5,,0.16,,0.08,0.3'
rows 'records of files' public_intake <<<'staff/a.csv,spells,,2025-03-03,column,105,,95,,5,,0,'
rows 'and why they could not be used' public_rejects <<<'field_count,5,'
rows 'what is withheld is counted with what is not made again' withheld <<<'definitions,33,3,0
districts,26,8,0'
expect_same 'curves are of rounded counts already' public/public_survival.csv exact/public_survival.csv
expect_same 'rows of a table are no persons' public/public_indicator_files.csv exact/public_indicator_files.csv
rows 'indicators: what counts persons, and what is made of that' public_indicators <<'END'
activity_participants,own,2021,all,workshop,all,,NaN,NaN,none,145,,NaN,NaN,,NaN,NaN,145,145,,deltagare,Deltagare,Uppgift,,,
consultant_share,own,2014-11-01,Alvik,all,all,persons,5,95,own_flows,5.3,,NaN,NaN,,NaN,NaN,NaN,NaN,,procent,Andel,Uppgift,,,
consultants,own,2014-11-01,Alvik,all,all,persons,5,NaN,none,5,,NaN,NaN,,NaN,NaN,NaN,NaN,,personer,Konsulter,Uppgift,,,
consultants,published,2016-11-01,all,all,all,vid mättillfället,NaN,NaN,none,103,,NaN,NaN,,NaN,NaN,NaN,NaN,,konsulter,Konsulter,Uppgift,,,
incidents,own,2014,Alvik,incident,all,,10,77.6,person_years,12.9,,6.2,23.7,,NaN,NaN,NaN,NaN,,per 100 årsanställda,Hot,Uppgift,,,
incidents,own,2014,Berga,incident,all,,NaN,NaN,person_years,NaN,withheld,NaN,NaN,withheld,NaN,NaN,NaN,NaN,,per 100 årsanställda,Hot,Uppgift,,,
sickness_absence,own,2014,Alvik,all,all,statutory,NaN,70,given,7.9,,NaN,NaN,,NaN,NaN,NaN,NaN,,procent,Sjukfrånvaro,Uppgift,,,
survey_response_rate,own,2014,Alvik,good_job,all,,55,75,given,73,,NaN,NaN,,NaN,NaN,NaN,NaN,,procent,Svarsfrekvens,Uppgift,,,
survey_share,own,2014,Alvik,good_job,all,,NaN,55,given,73,,66,78,,NaN,NaN,NaN,NaN,,procent,Instämmer,Uppgift,,,
vacancies,own,2014-11-01,Alvik,all,all,,11,NaN,none,11,,NaN,NaN,,NaN,NaN,NaN,NaN,,tjänster,Vakanser,Uppgift,,,
vacancy_rate,own,2014-11-01,Alvik,all,all,persons,11,85,own_flows,12.9,,NaN,NaN,,NaN,NaN,NaN,NaN,,procent,Vakanser,Uppgift,,,
vacancy_rate,own,2014-11-01,Berga,all,all,posts,11,87,given,12.6,,NaN,NaN,,NaN,NaN,NaN,NaN,,procent,Vakanser,Uppgift,,,
END
rows 'answers, their shares and their median' public_distributions <<'END'
threats,2014,all,all,1,1,1,10,,25,5,25,40,20.6,63.1,40,2,Uppgift
threats,2014,all,all,2,2,2-3,5,,25,5,25,20,7.4,43.8,60,2,Uppgift
threats,2014,all,all,3,3,2-3,10,,25,5,25,40,20.6,63.1,60,2,Uppgift
END
expect_text 'it is said which columns are rounded, and to what' public/public_rounding.csv 'city,person_years,5'
expect_text 'those of indicators too' public/public_rounding.csv 'public_indicators,numerator,5'
expect_no_text 'and no others' public/public_rounding.csv 'districts,person_years'

rm exact/balance.csv
rm -rf public/* && expect_exit 3 'without a table nothing is rounded' "$bin/round" --exact exact --settings protect.ini --public public
expect 'and withheld.csv, which comes last, is not there' test ! -e public/withheld.csv
