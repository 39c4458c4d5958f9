# verdicts.awk - trend's verdicts on the city 2019, of which compare reads how much the city varies by chance.
BEGIN {
    n = split("family district occupation cause grain period definition first_period last_period n_periods events person_years " \
        "annual_change annual_change_lower annual_change_upper p_fixed p_search date_set weight_no_break dispersion unit_dispersion " \
        "year_sd year_sd_basis year_sd_limit smallest_detectable replicates verdict lowered shape direction reason", columns, " ")
    split("primary all all all annual 2019 T17 2015 2020 6 NaN NaN NaN NaN NaN NaN NaN 2019 NaN 2.5 1.5 0.05 assumed NaN NaN NaN strong no " \
        "pulse up ''", values, " ")
    for (i = 1; i <= n; i++) { header = header (i > 1 ? "," : "") columns[i]; line = line (i > 1 ? "," : "") values[i] }
    sub(/''$/, "", line)
    print header "\n" line
}
