#!/usr/bin/env bash
# The stage protect on small private tables: what one row gives away of another, what is not there, and the files' records.
. "$(dirname "$0")/../support/shell.sh"
. "$(dirname "$0")/../support/cells.sh"
cd "$dir" || exit 3
mkdir private public
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >protect.ini

headers='
checks check,date,found,expected,verdict
flows grouping,month,district,occupation,opening,hires,moved_in,changed_in,reorganised_in,exits,moved_out,changed_out,reorganised_out,closing,person_days
breaks family,district,occupation,cause,grain,period,shape,named,definition,first_period,last_period,n_periods,events,rate_ratio,lower,upper,excess,excess_lower,excess_upper,excess_per_100,excess_per_100_lower,excess_per_100_upper,likelihood_ratio,p_asymptotic,weight,reason
verdicts family,district,occupation,cause,grain,period,definition,first_period,last_period,n_periods,events,person_years,annual_change,annual_change_lower,annual_change_upper,p_fixed,p_search,date_set,weight_no_break,dispersion,unit_dispersion,year_sd,year_sd_basis,year_sd_limit,smallest_detectable,replicates,verdict,lowered,shape,direction,reason
fits family,district,occupation,cause,grain,period,exits,person_years,rate,trend,expected,pulse,step,slope,weight
robustness family,district,occupation,cause,grain,period,check,variant,definition,shape,n_periods,events,dispersion,rate_ratio,lower,upper,excess_per_100,p_fixed,p_search,reason
rejects file,line,column,reason
survival grouping,category,cohort,days,months,outcome,at_risk,events,survival,lower,upper
retention grouping,category,cohort,horizon,days,outcome,population,entrants,late_entries,events,censored,remaining,least_at_risk,probability,standard_error,lower,upper,reason
retention_cause grouping,category,cohort,horizon,cause,events,probability,standard_error,lower,upper,reason
median_stay grouping,category,cohort,outcome,population,entrants,late_entries,events,preliminary,followed_months,least_at_risk,median_months,lower,upper,reason
retention_tests comparison,outcome,groups,persons,events,chi_squared,degrees,p_value,reason
tenure_rates grouping,occupation,period,tenure_band,definition,population,exits,person_years,adjusted_person_years,weight,rate,lower,upper,reason'
echo "$headers" | while read -r name header; do [ -z "$name" ] || echo "$header" >"private/$name.csv"; done

rate() { # GROUPING DEFINITION DISTRICT NUMERATOR DENOMINATOR VALUE PERSONS REASON
    printf '%s,%s,2020,%s,all,all,all,all,all,all,permanent,2020-01-01,2020-12-31,%s,%s,%s,NaN,NaN,%s,%s,0,person_days\n' "$@"
}
rates() { # rows on stdin
    echo grouping,definition,period,district,occupation,operation,gender,age_band,tenure_band,cause,population,period_start,period_end,numerator,denominator,value,lower,upper,persons,reason,preliminary,exposure_basis
    LC_ALL=C sort
}
file() { # FILE IN KEPT REJECTED MERGED
    printf '%s,spells,,0,utf-8,comma,2021-01-01,2021-01-01,column,%s,%s,%s,%s,0,0,0,0,0,0,0,0,0,0,0\n' "$@"
}

{
    rate city T17 all 2 30.5 6.6 31 ''
    rate city T1 all 2 31 6.5 31 ''
    rate city T10 all 29 31 93.5 31 ''
    rate city T12 all 29 31 93.5 31 no_interval
    rate city T18 all 0 31 100 31 ''
    rate city T5 all 20 100 20 120 ''
    rate city T5P all 23 100 23 120 ''
    rate city T4 all NaN NaN NaN NaN not_possible
    rate city T13 all 3 8 NaN 8 not_reached
    rate city T9 all NaN NaN NaN NaN missing
    rate district T17 Berga 12 100 12 110 ''
    rate district T17_moves Berga 3 100 3 110 ''
    rate district T17_departures Berga 15 100 15 110 ''
    rate district T17 Alvik 12 100 12 110 ''
    rate district T17_moves Alvik 7 100 7 110 ''
    rate district T17_departures Alvik 19 100 19 110 ''
    rate district T17 Ed 12 90 12 110 ''
    rate district T17_moves Ed 6 90 6 110 ''
    rate district T17_departures Ed 18 90 18 110 ''
    rate district T17 Dal NaN 100 NaN NaN missing
} | rates >private/rates.csv
{
    echo file,kind,sha256,bytes,encoding,separator,first_extraction,last_extraction,extraction_basis,records_in,kept,rejected,merged,blank,corrected,duplicates,overlaps,superseded,revised,other_post,other_district,same_day_moves,end_without_cause,cause_without_end
    file a.csv 32 31 1 0
    file b.csv 100 80 15 5
    file c.csv 50 47 0 3
    file d.csv 29 29 0 0
} | sed '/^[bd]\.csv/s/,spells,,/,spells,12ab,/' >private/intake.csv
printf 'check,date,found,expected,verdict\nmass_end,2019-07-01,143,3,flag\n' >private/checks.csv
expect_exit 0 'private_tables_become_public' "$bin/protect" --private private --settings protect.ini --public public

for definition in T1 T10 T12; do
    is "two_who_leave_are_not_told_by_those_who_stay_in_$definition" \
        "$(cell definitions "all,$definition," value value_status)" 'NaN withheld'
    is "nor_by_the_parts_of_$definition" \
        "$(cell definitions "all,$definition," numerator denominator | grep -c NaN)" 1
done
is 'all_of_a_large_group_may_be_told' "$(cell definitions all,T18, numerator value value_status)" '0 100 '
is 'own_request_is_told' "$(cell definitions all,T5, numerator value value_status)" '20 20 '
is 'three_pensions_are_not_told_by_a_difference' "$(cell definitions all,T5P, numerator value value_status)" 'NaN NaN withheld'
is 'what_is_not_possible_is_not_withheld' "$(cell definitions all,T4, value_status reason)" 'not_applicable not_possible'
is 'what_is_missing_is_not_withheld' "$(cell definitions all,T9, value_status reason)" 'not_applicable missing'
is 'what_a_small_group_did_is_withheld_with_its_reason' "$(cell definitions all,T13, numerator value_status reason)" 'NaN withheld '
is 'each_sign_of_what_is_withheld_counts_if_there_is_a_number_or_not' "$(cell withheld definitions values withheld)" '36 25'
is 'departures_are_withheld_with_moves' "$(cell districts Berga exits moved_out_status departure_rate_status)" '12 withheld withheld'
is 'departures_stand_with_their_district' "$(cell districts Alvik moved_out departure_rate)" '7 19'
# Whoever knows the limit must be able to believe that it was Ed's that were few: no total of moves hides Berga's.
is 'something_is_withheld_beside_moves_that_no_total_hides' "$(cell districts Ed exits moved_out_status)" '12 withheld'
is 'a_missing_count_is_not_withheld' "$(cell districts Dal exits_status person_years rate_status)" 'not_applicable 100 not_applicable'

# Whoever knows the limit must be able to believe that it was the merged records that were few.
is 'one_rejected_record_is_not_told' "$(cell public_intake a.csv records_in kept rejected rejected_status merged)" '32 NaN NaN withheld NaN'
is 'many_records_are_told' "$(cell public_intake b.csv records_in kept rejected merged merged_status)" '100 80 15 5 '
is 'three_merged_records_are_not_told' "$(cell public_intake c.csv kept_status rejected merged_status)" 'withheld NaN withheld'

is 'a_file_of_few_records_tells_not_how_many' "$(cell public_intake d.csv sha256 records_in records_in_status kept kept_status) $(cell public_intake b.csv sha256)" ' NaN withheld NaN withheld 12ab'

# ---- tests of trend breaks: they rest on all years of their series ----

# The numbers of a row are of no moment here, but for how many digits of them are told.
broken() { # FAMILY DISTRICT OCCUPATION CAUSE GRAIN PERIOD NAMED
    printf '%s,%s,%s,%s,%s,%s,pulse,%s,T17,2018,2020,3,38,1.23456,1.12345,1.34567,5.4321,1.2,9.8,2.3456,1.1,3.3,7.65432,0.0054321,0.9,\n' "$@"
}
judged() { # FAMILY DISTRICT OCCUPATION CAUSE GRAIN PERIOD
    printf '%s,%s,%s,%s,%s,%s,T17,2018,2020,3,38,600,-4.5678,-5,-4,0.0123456,0.0454321,2019 2020,0.1,1.5,1.4,0.05,assumed,0.09,5.5,999,,,,up,\n' "$@"
}
fitted() { # FAMILY DISTRICT OCCUPATION CAUSE PERIOD
    printf '%s,%s,%s,%s,annual,%s,13,200,6.5,6,6.1,6.2,6.3,6.4,0.5\n' "$@"
}
tried() { # FAMILY OCCUPATION CHECK VARIANT DEFINITION
    printf '%s,all,%s,all,annual,2019,%s,%s,%s,pulse,3,38,1.5,1.2,1.1,1.3,2.5,0.01,NaN,one_date\n' "$@"
}
header_of() { echo "$headers" | sed -n "s/^$1 //p"; }
sorted() { # TABLE: rows on stdin
    { header_of "$1"; LC_ALL=C sort; } >"private/$1.csv"
}
{
    for series in primary,all,all,all district,Alvik,all,all district,Berga,all,all cause,all,all,pension cause,all,all,other cause,all,all,request occupation,all,nurse,all; do
        IFS=, read -r family district occupation cause <<<"$series"
        broken "$family" "$district" "$occupation" "$cause" annual 2019 yes
        broken "$family" "$district" "$occupation" "$cause" annual 2020 no
    done
    for occupation in all nurse cook; do
        family=occupation
        [ $occupation = all ] && family=primary
        broken $family all $occupation all monthly 2019-01 yes
        broken $family all $occupation all monthly 2019-02 no
    done
} | sorted breaks
{
    for series in primary,all,all,all district,Alvik,all,all district,Berga,all,all cause,all,all,pension cause,all,all,other cause,all,all,request; do
        IFS=, read -r family district occupation cause <<<"$series"
        judged "$family" "$district" "$occupation" "$cause" annual 2019
    done
    judged primary all all all monthly 2019-01
    judged occupation all cook all monthly 2019-01
} | sorted verdicts
{ fitted primary all all all 2019; fitted district Alvik all all 2019; fitted district Berga all all 2019; fitted cause all all request 2019; } | sorted fits
{
    tried primary all as_assessed '' T17
    tried primary all without_unit Alvik T17
    tried primary all without_unit Berga T17
    tried primary all without_unit Ed T17
    tried primary all without_year 2020 T17
    tried primary all equal_tenure '' T17
    tried primary all equal_occupation '' T17
    tried primary all denominator T4 T4
    tried primary all denominator T8 T8
    tried primary all denominator T9 T9
    tried occupation nurse as_assessed '' T17
    tried occupation nurse without_unit Alvik T17
    tried occupation nurse equal_tenure '' T17
    tried occupation cook as_assessed '' T17
} | sorted robustness
# A town that adds up: exits by occupation and tenure, 2018 and 2019 the same in every case, and by district and by cause, whose
# first takes what is left. Three small numbers beside each other hide each other, so that nothing else need be withheld.
town() { # CASE: ordinary, or what is small in 2020: bands, cook, city; emptied: a fifth district has nobody then
    LC_ALL=C awk -v case="$1" '
        function put(grouping, year, district, occupation, tenure, cause, exits, persons, definition) {
            printf "%s,%s,%d,%s,%s,all,all,all,%s,%s,permanent,%d-01-01,%d-12-31,%d,%d,%s,NaN,NaN,%d,%s,0,person_days\n", grouping,
                definition == "" ? "T17" : definition, year, district, occupation, tenure, cause, year, year, exits, persons,
                persons ? sprintf("%.12g", 100 * exits / persons) : "NaN", persons, persons ? "" : "no_exposure"
        }
        function tell(grouping, year, names, exits, whole,    name, x, n, i, rest) {
            n = split(names, name, " "); split(exits, x, " "); rest = whole
            for (i = 2; i <= n; i++) rest -= x[i]
            x[1] = rest
            for (i = 1; i <= n; i++)
                if (grouping == "district") put(grouping, year, name[i], "all", "all", "all", x[i], 1600 / n)
                else put(grouping, year, "all", "all", "all", name[i], x[i], 1600)
        }
        function year_of(year, matrix, districts, causes, t9,    row, x, o, b, occupations, bands, whole, of) {
            split("nurse cook aide porter", occupations, " "); split("under_1 from_1 from_5 over_9", bands, " ")
            split(matrix, row, "/"); whole = 0
            for (b = 1; b <= 4; b++) of[b] = 0
            for (o = 1; o <= 4; o++) {
                split(row[o], x, " ")
                put("occupation", year, "all", occupations[o], "all", "all", x[1] + x[2] + x[3] + x[4], 400)
                for (b = 1; b <= 4; b++) {
                    put("occupation_tenure", year, "all", occupations[o], bands[b], "all", x[b], 100)
                    of[b] += x[b]; whole += x[b]
                }
            }
            for (b = 1; b <= 4; b++) put("tenure", year, "all", "all", bands[b], "all", of[b], 400)
            put("city", year, "all", "all", "all", "all", whole, 1600)
            put("city", year, "all", "all", "all", "all", whole, 1600, "T4")
            put("city", year, "all", "all", "all", "all", t9, 1600, "T9")
            tell("district", year, "Alvik Berga Celsius Dal", districts, whole - (case == "emptied" && year < 2020 ? 10 : 0))
            if (case == "emptied") put("district", year, "Ed", "all", "all", "all", year < 2020 ? 10 : 0, year < 2020 ? 400 : 0)
            tell("cause", year, "pension other request dismissal death", causes, whole)
        }
        BEGIN {
            year_of(2018, "5 5 5 5/5 5 5 5/5 5 5 5/5 5 5 5", "0 20 20 20", "0 12 12 12 12", 80)
            year_of(2019, "6 6 6 6/6 6 6 6/6 6 6 6/6 6 6 6", "0 3 2 4", "0 0 9 12 12", 3)
            districts = "0 20 10 10"; causes = "0 11 2 4 3"; matrix = "7 7 7 7/7 7 7 7/7 7 7 7/7 7 7 7"
            if (case == "bands") matrix = "0 0 0 30/1 1 2 8/1 1 1 9/0 1 1 10"
            if (case == "emptied") districts = "0 11 10 10"
            if (case == "cook") matrix = "20 20 20 20/1 1 1 0/1 1 1 1/0 0 1 1"
            if (case == "city") { matrix = "1 0 0 0/1 0 0 0/1 0 0 0/1 0 0 0"; districts = "0 1 1 1"; causes = "0 0 1 2 1" }
            year_of(2020, matrix, districts, causes, 90)
        }' | rates >private/rates.csv
    "$bin/protect" --private private --settings protect.ini --public public
}
crosses() { # TABLE PATTERN: the ratio, or what stands for it, in the rows
    cell "$1" "$2" "${3:-rate_ratio}" reason | sort | uniq -c | awk '{ print $1, $2, $3 }' | tr '\n' ';'
}

expect_exit 0 'tests_become_public' town ordinary
is 'a_district_whose_years_are_all_public_is_told' "$(crosses public_breaks district,Alvik)" '2 1.23456 ;'
is 'so_is_its_word' "$(cell public_verdicts district,Alvik p_fixed date_set direction)" '0.0123456 2019 2020 up'
is 'a_district_with_one_small_year_is_not' "$(crosses public_breaks district,Berga)" '2 NaN withheld;'
is 'nor_is_its_word' "$(cell public_verdicts district,Berga p_fixed p_search dispersion events date_set direction reason)" 'NaN NaN NaN NaN   withheld'
is 'nor_is_its_fit' "$(cell public_fits district,Berga exits rate trend pulse weight)$(cell public_fits district,Alvik exits)" 'NaN NaN NaN NaN NaN13'
is 'a_cause_with_one_small_year_is_not_told' "$(crosses public_breaks ,request,)$(cell public_verdicts ,request, p_fixed p_search reason)" '2 NaN withheld;NaN NaN withheld'
is 'a_year_in_which_none_of_many_left_hides_no_cause' "$(crosses public_breaks ,other,)" '2 1.23456 ;'
is 'a_cause_of_many_is_told' "$(crosses public_breaks ,pension,)" '2 1.23456 ;'

is 'of_months_the_named_year_alone_is_there' "$(cell public_breaks ,monthly, period | sort | uniq -c | awk '{ print $1, $2 }')" '3 2019-01'
is 'of_years_every_one' "$(cell public_breaks primary,all,all,all,annual period | tr '\n' ' ')" '2019 2020 '
is 'a_monthly_ratio_is_told_to_two_decimals' "$(cell public_breaks primary,all,all,all,monthly rate_ratio lower upper)" '1.23 1.12 1.35'
is 'and_its_p_to_three_or_four' "$(cell public_breaks primary,all,all,all,monthly p_asymptotic) $(cell public_verdicts primary,all,all,all,monthly p_fixed p_search)" '0.0054 0.0123 0.045'
numbers() { # TABLE PATTERN: the columns of the row that hold a number that is not in its key or the names of periods
    awk -F, -v pattern="$2" 'NR == 1 { split($0, name); next }
        index($0, pattern) == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^-?[0-9.]+$/ && name[i] !~ /period$/) printf "%s ", name[i] }' "public/$1.csv"
}
is 'no_other_number_of_months_is_told' "$(numbers public_breaks primary,all,all,all,monthly)" 'n_periods rate_ratio lower upper p_asymptotic '
is 'nor_in_its_verdict' "$(numbers public_verdicts primary,all,all,all,monthly)" 'n_periods p_fixed p_search replicates '
is 'nor_which_months_it_may_have_been' "$(cell public_verdicts primary,all,all,all,monthly date_set),$(cell public_verdicts primary,all,all,all,annual date_set)" ',2019 2020'

is 'a_check_without_a_district_is_told_where_the_district_is' "$(crosses public_robustness ,without_unit,Alvik,)" '1 1.2 one_date;'
is 'and_withheld_with_it' "$(crosses public_robustness ,without_unit,Berga,)" '1 NaN withheld;'
is 'a_districts_occupation_is_not_in_the_catalogue' "$(cell public_robustness occupation,all,nurse check | tr '\n' ' ')" 'as_assessed equal_tenure '
is 'the_city_less_a_year_is_the_citys' "$(crosses public_robustness ,without_year,)" '1 1.2 one_date;'
is 'equal_tenure_is_told_where_every_band_is' "$(cell public_robustness ,equal_tenure, rate_ratio | tr '\n' ' ')" '1.2 1.2 '
is 'equal_occupation_is_told_where_every_occupation_is' "$(crosses public_robustness ,equal_occupation,)" '1 1.2 one_date;'
is 'another_denominator_is_told_where_its_count_is' "$(for d in T4 T8 T9; do cell public_robustness ",denominator,$d," rate_ratio reason; done | tr '\n' ';')" '1.2 one_date;NaN withheld;NaN withheld;'

town emptied
is 'a_check_without_a_district_that_had_nobody_in_some_year_would_tell_so' "$(crosses public_robustness ,without_unit,Ed,)" '1 NaN withheld;'
is 'and_those_without_others_are_told' "$(crosses public_robustness ,without_unit,Alvik,)" '1 1.2 one_date;'

town bands
is 'a_small_band_hides_equal_tenure' "$(cell public_robustness primary,all,all,all,annual,2019,equal_tenure rate_ratio p_fixed events reason)" 'NaN NaN NaN withheld'
is 'not_that_of_an_occupation_with_bands_of_its_own' "$(crosses public_robustness occupation,all,nurse,all,annual,2019,equal_tenure)" '1 1.2 one_date;'
is 'and_nothing_else_of_the_city' "$(crosses public_robustness ,as_assessed,)" '3 1.2 one_date;'

town cook
is 'a_small_occupation_hides_equal_occupation' "$(crosses public_robustness ,equal_occupation,)" '1 NaN withheld;'
is 'and_its_own_tests' "$(crosses public_robustness ,cook,)$(cell public_verdicts ,cook, p_fixed reason)" '1 NaN withheld;NaN withheld'
is 'its_months_as_well' "$(crosses public_breaks ,cook,)" '1 NaN withheld;'
is 'not_those_of_other_occupations' "$(crosses public_breaks ,nurse,all,monthly)" '1 1.23 ;'

town city
is 'a_small_year_of_the_city_hides_its_districts' "$(crosses public_breaks district,)$(cell public_verdicts district,Alvik p_fixed reason)" '4 NaN withheld;NaN withheld'
is 'and_the_city' "$(crosses public_breaks primary,)$(cell public_robustness primary, rate_ratio | sort -u)" '3 NaN withheld;NaN'
is 'not_a_cause_that_is_told_itself' "$(crosses public_breaks ,pension,)" '2 1.23456 ;'

# A district is held against the rest of the city: where a year of the city is withheld, the district's own years are not enough.
{
    rate city T17 all 3 100 3 120 ''
    rate district T17 Alvik 12 100 12 110 ''
    rate district T17 Dal NaN 100 NaN NaN missing
} | rates >private/rates.csv
"$bin/protect" --private private --settings protect.ini --public public 2>said || not_ok "districts are protected" "$(cat said)"
is 'a_district_that_is_told_itself' "$(cell districts Alvik exits) $(cell city all exits)" '12 NaN'
is 'is_not_held_against_a_city_that_is_not' "$(crosses public_breaks district,Alvik)$(cell public_verdicts district,Alvik p_fixed reason)" '2 NaN withheld;NaN withheld'
"$bin/protect" --private private --settings protect.ini --public public --shown-series shown.csv 2>said || not_ok "series are told" "$(cat said)"
is 'nor_is_it_a_series_that_is_told' "$(grep -v shown shown.csv | tr '\n' ';')" 'district,Alvik,all,all,no;district,Dal,all,all,no;primary,all,all,all,no;'

# ---- why records could not be used ----

{
    header_of rejects
    for line in $(seq 3); do echo "a.csv,$line,from,date_format"; done
    for line in $(seq 4 16); do echo "b.csv,$line,to,date_invalid"; done
} >private/rejects.csv
"$bin/protect" --private private --settings protect.ini --public public 2>said || not_ok "reasons are protected" "$(cat said)"
is 'three_records_that_have_a_reason_in_common_are_not_told' "$(cell public_rejects date_format records records_status)" 'NaN withheld'
header_of rejects >private/rejects.csv

# ---- sums that two may hold most of ----

{
    rate district T17 Alvik 12 100 12 110 ''
    rate district T17 Berga 9 90 10 100 ''
    rate district T17 Frö 0 2.5 0 12 ''
    rate district T17 Gran 0 2.7 0 12 ''
    rate district T17 Hult 0 0 NaN 16 no_exposure
} | rates >private/rates.csv
"$bin/protect" --private private --settings protect.ini --public public 2>said || not_ok "districts are protected" "$(cat said)"
is 'person_years_that_two_may_hold_most_of_are_withheld' "$(cell districts Frö person_years exits rate_status)" 'NaN NaN withheld'
is 'two_who_hold_less_are_not_asked_for' "$(cell districts Gran person_years)" 2.7
is 'a_group_in_which_nobody_was_for_a_day_is_small' "$(cell districts Hult person_years exits rate_status)" 'NaN NaN withheld'
printf '[protect]\ndominance_percent = 0\np_percent = 0\n' >off.ini
"$bin/protect" --private private --settings off.ini --public public 2>said || not_ok "districts are protected" "$(cat said)"
is 'nor_where_the_rules_are_off' "$(cell districts Frö person_years exits)" '2.5 0'

# ---- whole tables that are left out ----

printf '[protect]\nleave_out = districts\n' >out.ini
"$bin/protect" --private private --settings out.ini --public public 2>said || not_ok "districts are protected" "$(cat said)"
is 'a_table_that_is_left_out_has_no_number' "$(cell districts Alvik exits exits_status person_years rate rate_status)" \
    'NaN withheld NaN NaN withheld'
is 'and_the_reader_is_told_how_many' "$(cell withheld districts values withheld left_out)" '40 40 40'
printf '[protect]\nleave_out = city\n' >out.ini
expect_exit 1 'a_table_that_the_report_needs_is_not_left_out' "$bin/protect" --private private --settings out.ini --public public
expect_text 'it_is_said_which_can_be' "$dir/stderr" "out.ini: [protect] leave_out 'city' är ingen tabell som kan utelämnas: skriv en eller flera av districts, district_occupation, definitions, balance och public_retention_cause"
