#!/usr/bin/env bash
# The stage protect on small private tables: what one row gives away of another, what is not there, and the files' records.
. "$(dirname "$0")/../support/shell.sh"
cd "$dir" || exit 3
mkdir private public
printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >protect.ini

headers='
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
    printf '%s,spells,,0,utf-8,comma,2021-01-01,2021-01-01,column,%s,%s,%s,%s,0,0\n' "$@"
}
cell() { # TABLE ROW_PATTERN COLUMN...: those cells of the rows that hold the pattern
    awk -F, -v pattern="$2" -v names="${*:3}" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(names, name, " "); next }
        index($0, pattern) { for (i = 1; i <= n; i++) printf "%s%s", $at[name[i]], i < n ? " " : "\n" }' "public/$1.csv"
}
expect_cells() { # NAME GOT EXPECTED
    if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "got '$2', expected '$3'"; fi
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
    rate district T17 Dal NaN 100 NaN NaN missing
} | rates >private/rates.csv
{
    echo file,kind,sha256,bytes,encoding,separator,first_extraction,last_extraction,extraction_basis,records_in,kept,rejected,merged,blank,corrected
    file a.csv 32 31 1 0
    file b.csv 100 80 15 5
    file c.csv 50 47 0 3
} >private/intake.csv
expect_exit 0 'private_tables_become_public' "$bin/protect" --private private --settings protect.ini --public public

for definition in T1 T10 T12; do
    expect_cells "two_who_leave_are_not_told_by_those_who_stay_in_$definition" \
        "$(cell definitions "all,$definition," numerator value value_status)" 'NaN NaN withheld'
done
expect_cells 'all_of_a_large_group_may_be_told' "$(cell definitions all,T18, numerator value value_status)" '0 100 '
expect_cells 'own_request_is_told' "$(cell definitions all,T5, numerator value value_status)" '20 20 '
expect_cells 'three_pensions_are_not_told_by_a_difference' "$(cell definitions all,T5P, numerator value value_status)" 'NaN NaN withheld'
expect_cells 'what_is_not_possible_is_not_withheld' "$(cell definitions all,T4, value_status reason)" 'not_applicable not_possible'
expect_cells 'what_is_missing_is_not_withheld' "$(cell definitions all,T9, value_status reason)" 'not_applicable missing'
expect_cells 'what_a_small_group_did_is_withheld_with_its_reason' "$(cell definitions all,T13, numerator value_status reason)" 'NaN withheld '
expect_cells 'only_what_there_is_counts' "$(cell withheld definitions values withheld)" '23 12'
expect_cells 'departures_are_withheld_with_moves' "$(cell districts Berga exits moved_out_status departure_rate_status)" '12 withheld withheld'
expect_cells 'departures_stand_with_their_district' "$(cell districts Alvik moved_out departure_rate)" '7 19'
expect_cells 'a_missing_count_is_not_withheld' "$(cell districts Dal exits_status person_years rate_status)" 'not_applicable 100 not_applicable'

expect_cells 'one_rejected_record_is_not_told' "$(cell public_intake a.csv records_in kept rejected rejected_status merged)" '32 NaN NaN withheld 0'
expect_cells 'many_records_are_told' "$(cell public_intake b.csv records_in kept rejected merged merged_status)" '100 80 15 5 '
expect_cells 'three_merged_records_are_not_told' "$(cell public_intake c.csv kept_status rejected merged_status)" 'withheld 0 withheld'
