# public_tables.awk - see public_tables.sh

# A minimal standard generator (Park and Miller 1988): exact in doubles, so the same in every awk.
function uniform() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
function poisson(mean,    limit, k, p) {
    limit = exp(-mean); k = 0; p = uniform()
    while (p > limit) { k++; p *= uniform() }
    return k
}
function real(x) { return x == "NaN" ? "NaN" : sprintf("%.8g", x) + 0 "" }
function lower(x) { return x == 0 ? 0 : x * (1 - 1 / (9 * x) - 1.96 / (3 * sqrt(x))) ^ 3 }
function upper(x) { x++; return x * (1 - 1 / (9 * x) + 1.96 / (3 * sqrt(x))) ^ 3 }
function quoted(text) {
    if (text ~ /[",\n]/) { gsub(/"/, "\"\"", text); return "\"" text "\"" }
    return text
}
function file(name) { return dir "/public/" name ".unsorted" }
function header(name, columns) { print columns >file(name) }

# exits, exits_status, person_years, person_years_status, rate, lower, upper, rate_status
function rate_cells(table, exits, years,    hide) {
    hide = exits > 0 && exits < 5
    n_values[table] += 3
    if (years < 10) { n_withheld[table] += 3; return "NaN,withheld,NaN,withheld,NaN,NaN,NaN,withheld" }
    if (hide) { n_withheld[table] += 2; return "NaN,withheld," real(years) ",,NaN,NaN,NaN,withheld" }
    return exits ",," real(years) ",," real(100 * exits / years) "," real(100 * lower(exits) / years) "," \
        real(100 * upper(exits) / years) ","
}
function basis(y) { return y <= other_basis ? "closing_stock" : counts ? "given" : snapshots ? "mean_of_stocks" : "person_days" }
function city_row(y, occupation, dimension, category, exits, years) {
    print label[y] "," occupation "," dimension "," quoted(category) ",T17," rate_cells("city", exits, years) "," basis(y) >file("city")
}
function split_rows(y, occupation, exits, years,    d, i, n, parts, left, left_years, x, category) {
    for (d = 1; d <= n_dimensions; d++) {
        n = split(categories[d], parts, "|"); left = exits; left_years = years
        for (i = 1; i <= n; i++) {
            split(parts[i], category, ":")
            x = i < n ? int(exits * category[2] * (0.9 + 0.2 * uniform()) + 0.5) : left
            if (x > left) x = left
            left -= x
            city_row(y, occupation, dimensions[d], category[1], x, dimensions[d] == "cause" ? years : years * category[3])
        }
    }
}
function definition_row(y, occupation, id, numerator, denominator, interval) {
    n_values["definitions"] += 3
    print label[y] "," occupation "," id "," real(numerator) "," real(denominator) "," \
        real(100 * numerator / denominator) "," (interval ? real(100 * lower(numerator) / denominator) : "NaN") "," \
        (interval ? real(100 * upper(numerator) / denominator) : "NaN") ",," (interval ? "" : "no_interval") \
        >file("definitions")
}
function definition_rows(y, occupation, exits, years,    own, pension) {
    definition_row(y, occupation, "T17", exits, years, 1)
    if (counts) return
    own = int(exits * 0.62); pension = int(exits * 0.09)
    definition_row(y, occupation, "T1", int(exits * (disagree && y >= last - 1 ? 1.9 : 0.86)), int(years * 1.01), 1)
    definition_row(y, occupation, "T3", exits - int(years * 0.01), int(years), 0)
    definition_row(y, occupation, "T4", exits, years * 1.005, 1)
    definition_row(y, occupation, "T5", own, years * 1.005, 1)
    definition_row(y, occupation, "T5P", own + pension, years * 1.005, 1)
    definition_row(y, occupation, "T8", exits, int(years * 0.99), 1)
    definition_row(y, occupation, "T9", exits, int(years * 1.002), 1)
    definition_row(y, occupation, "T10", int(years * 0.81), int(years * 1.01), 1)
    definition_row(y, occupation, "T12", int(years * 0.8), int(years * 1.01), 0)
    definition_row(y, occupation, "T13", 0.41, 1, 0)
    definition_row(y, occupation, "T18", int(exits * 0.8), int(exits * 1.02), 1)
}
function balance_rows(y, occupation, exits, years, moves,    n, item, i, parts) {
    if (counts) return
    item["opening"] = int(years + 3); item["exits"] = exits; item["changed_in"] = int(years * 0.012)
    item["changed_out"] = int(years * 0.018); item["hires"] = exits + int(years * 0.01); item["moves"] = moves
    item["closing"] = item["opening"] + item["hires"] + item["changed_in"] - item["exits"] - item["changed_out"]
    n = split("opening hires changed_in exits changed_out closing moves", parts, " ")
    for (i = 1; i <= n; i++) {
        n_values["balance"]++
        if (item[parts[i]] > 0 && item[parts[i]] < 5) {
            n_withheld["balance"]++
            print label[y] "," occupation "," parts[i] ",NaN,withheld" >file("balance")
        } else
            print label[y] "," occupation "," parts[i] "," item[parts[i]] "," >file("balance")
    }
}
function district_row(y, name, exits, moves, years,    cells, few, move) {
    cells = rate_cells("districts", exits, years)
    few = moves > 0 && moves < 5 || years < 10; n_values["districts"] += 3
    if (few) n_withheld["districts"] += 2
    if (few || cells ~ /withheld/) n_withheld["districts"]++
    split(cells, move, ",")
    print label[y] "," quoted(name) ",T17," move[1] "," move[2] "," (counts ? "NaN,not_applicable" : few ? "NaN,withheld" : moves ",") \
        "," move[3] "," move[4] "," move[5] "," move[6] "," move[7] "," move[8] "," \
        (counts ? "NaN,not_applicable,NaN,not_applicable" : (few ? "NaN,withheld" : real(100 * moves / years) ",") "," \
         (few || cells ~ /withheld/ ? "NaN,withheld" : real(100 * (exits + moves) / years) ",")) "," basis(y) >file("districts")
}
# How long people stay: n hired, of whom `first_year` (a share) leave in the first year, ever fewer after. A third horizon has
# not been reached where `short`; a group of fewer than 10 is withheld.
function percent(x) { return real(int(100 * x + 0.5) / 100) }
function left_by(months, first_year) { return 1 - (1 - first_year) ^ ((months / 12) ^ 0.9) }
function margin(x, n) { return 1.96 * sqrt(x * (1 - x) / n) }
function stay_rows(grouping, category, cohort, n, first_year, short,    h, m, p, key, outcome, end) {
    outcome = grouping == "district" ? "departure" : "exit"
    key = grouping "," quoted(category) "," cohort ","
    end = short ? 2 : 3
    n_values["public_retention"] += 18
    for (h = 1; h <= 3; h++) {
        p = left_by(12 * h, first_year)
        if (n < 10) {
            n_withheld["public_retention"] += 6
            print key h "," outcome ",NaN,withheld,NaN,withheld,NaN,withheld,NaN,withheld,NaN,NaN," >file("public_retention")
        } else if (h > end)
            print key h "," outcome "," n ",,NaN,not_applicable,NaN,not_applicable,NaN,not_applicable,NaN,NaN,short_follow_up" >file("public_retention")
        else
            print key h "," outcome "," n ",," int(n * p) ",," (h == 2 ? "NaN,withheld" : n - int(n * p) ",") "," percent(p) ",," \
                percent(p - margin(p, n)) "," percent(p + margin(p, n)) "," >file("public_retention")
    }
    print key outcome "," (n < 10 ? "NaN,withheld,NaN,NaN," : first_year > 0.17 ? int(12 * (log(0.5) / log(1 - first_year)) ^ 1.11) ",,20,48," : "NaN,not_applicable,NaN,NaN,not_reached") >file("public_median_stay")
    for (m = 0; m <= 12 * end && n >= 10; m += n > 200 || m % 12 >= 9 ? 1 : 3) {
        p = left_by(m, first_year)
        print key m "," outcome "," percent(1 - p) "," (m ? percent(1 - p - margin(p, n)) "," percent(1 - p + margin(p, n)) : "NaN,NaN") >file("public_survival")
    }
}
function stay_causes(n, first_year,    h, c, parts, part, total) {
    split("dismissed:0.02 own_request:0.74 pension:0 unknown:0.24", parts, " ")
    for (h = 1; h <= 3; h++)
        for (c = 1; c <= 4; c++) {
            split(parts[c], part, ":")
            total = left_by(12 * h, first_year) * part[2]
            print "city,all,all," h "," part[1] "," int(n * total) ",," percent(total) ",," (total ? percent(total * 0.9) "," percent(total * 1.1) : "NaN,NaN") >file("public_retention_cause")
        }
}
function stay_tables(    o, d, h) {
    if (last < first) return
    if (counts || snapshots) {
        for (h = 1; h <= 3; h++)
            print "city,all,all," h ",exit,NaN,not_applicable,NaN,not_applicable,NaN,not_applicable,NaN,not_applicable,NaN,NaN,not_possible" >file("public_retention")
        print "city,all,all,exit,NaN,not_applicable,NaN,NaN,not_possible" >file("public_median_stay")
        return
    }
    stay_rows("city", "all", "2014-2016", 540, 0.27, 0)
    stay_rows("city", "all", "2017-2019", 475, 0.2, 0)
    stay_rows("city", "all", "2020-2022", small ? 9 : 336, 0.15, 1)
    stay_rows("city", "all", "all", 1536, 0.2, 0)
    stay_causes(1536, 0.2)
    stay_rows("gender", "man", "all", 236, 0.21, 0)
    stay_rows("gender", "woman", "all", 1300, 0.2, 0)
    for (o = 1; o <= n_occupations; o++)
        stay_rows("occupation", occupation_names[o], "all", int(1536 * shares[o]), 0.17 + 0.02 * o, 0)
    for (d = 1; d <= districts; d++)
        stay_rows("district", names[d], "all", small && d < 3 ? 8 : int(sizes[d] * 1.2), 0.22 * factors[d], 0)
    print "cohort,exit,3,2,0,,\ndistrict,departure," districts "," districts - 1 ",0.032,,\ngender,exit,2,1,0.889,," >file("public_retention_tests")
}

# A series whose named year is no shape of its own.
function fit_row(family, district, occupation, y, exits, years, trend) {
    print family "," quoted(district) "," occupation ",all,annual," label[y] "," exits "," real(years) "," real(100 * exits / years) "," real(trend) \
        ",NaN,NaN,NaN,NaN,0.02" >file("public_fits")
}

function panel_row(check, variant, ratio, p_search) {
    print "primary,all,all,all,annual," label[named] "," check "," variant ",T17,pulse," last - first + 1 "," all_exits ",1.4," real(ratio) "," real(ratio - 0.18) \
        "," real(ratio + 0.21) ",3.9,0.0123," p_search "," (p_search == "NaN" ? "one_date" : "") >file("public_robustness")
}

function verdict_row(family, district, occupation, events, years, word, shape, direction, reason,    many) {
    many = word != "not_answerable"
    print family "," quoted(district) "," occupation ",all,annual," label[named] ",T17," label[first] "," label[last] "," last - first + 1 \
        "," events "," real(years) "," (many ? "-4.6,-6.1,-3.1,0.0031,0.0275" : "NaN,NaN,NaN,NaN,NaN") "," \
        (many ? label[named] : "") "," (many ? "0.18,1.31,1.12,0.05" : "NaN,NaN,NaN,NaN") ",assumed," \
        (many ? "0.083,3.9" : "NaN,9.8") ",9999," word ",no," shape "," direction "," reason >file("public_verdicts")
}

BEGIN {
    seed = 20240917
    if (first == "") first = 2014
    if (last == "") last = 2024
    if (districts == "") districts = 11
    if (occupations == "") occupations = 2
    if (verdict == "") verdict = "moderate"
    if (shape == "") shape = "undecided"
    if (!no_name && named == "") named = 2019
    if (no_name || named < first || named > last) named = 0
    split("19.2 20.9 20.1 18.2 16.6 19.4 14.2 14.8 15.1 14.0 13.4", path, " ")
    for (y = first; y <= last; y++)
        label[y] = snapshots ? y - 1 "-11-01--" y "-10-31" : y ""
    split("Bromma|Enskede-Årsta-Vantör|Farsta|Hägersten-Älvsjö|Hässelby-Vällingby|Järva|Kungsholmen|Norra innerstaden|" \
          "Skarpnäck|Skärholmen|Södermalm", names, "|")
    split("92 128 96 131 90 167 62 101 66 78 94", sizes, " ")
    split("0.95 1.02 1.18 0.9 1.05 1.12 0.88 0.93 1.0 1.22 0.86", factors, " ")
    if (hostile) {
        names[1] = "`touch PWNED`"; names[2] = "'); system(\"touch PWNED\")"; names[3] = "<script>alert(1)</script>"
        names[4] = "=HYPERLINK(\"x\")"; names[5] = "**fet** | cell | $x_1^2$"; names[6] = "@x_{y}^{z} %s %d \\n"
        names[7] = "[länk](javascript:x) ![a](/etc/passwd)"; names[8] = "En mycket lång förvaltning med ett namn som aldrig tar slut"
    }
    for (d = 12; d <= districts; d++) {
        names[d] = "Område " d; sizes[d] = 40 + (d * 37) % 90; factors[d] = 0.8 + (d * 17) % 50 / 100
    }
    n_occupations = split(occupations == 0 ? "" : occupations == 1 ? "socialsekreterare" : occupations == 2 ? \
        "biståndshandläggare socialsekreterare" : "biståndshandläggare kurator socialsekreterare behandlingsassistent", \
        occupation_names, " ")
    split(n_occupations == 2 ? "0.29 0.71" : n_occupations == 1 ? "1" : "0.2 0.1 0.6 0.1", shares, " ")
    n_dimensions = counts ? 0 : split("operation gender age tenure cause", dimensions, " ")
    categories[1] = "ekonomiskt bistånd:0.24:0.22|socialpsykiatri:0.06:0.07|missbruk:0.07:0.07|funktionsnedsättning:0.11:0.14|" \
        "äldre:0.15:0.18|barn och unga:0.35:0.31|unknown:0.02:0.01"
    categories[2] = "woman:0.85:0.86|man:0.15:0.14"
    categories[3] = "under_30:0.24:0.18|30_to_39:0.36:0.34|40_to_49:0.2:0.24|50_to_59:0.1:0.17|60_or_over:0.1:0.07"
    categories[4] = "under_1:0.24:0.16|1:0.22:0.15|2_to_4:0.3:0.3|5_to_9:0.14:0.2|10_or_over:0.1:0.19"
    categories[5] = "own_request:0.5:1|pension:0.08:1|dismissed:0.012:1|death_or_illness:0.005:1|other:0.07:1|unknown:0.34:1"

    header("city", "period,occupation,dimension,category,definition,exits,exits_status,person_years,person_years_status,rate,lower,upper,rate_status,exposure_basis")
    header("definitions", "period,occupation,definition,numerator,denominator,value,lower,upper,value_status,reason")
    header("districts", "period,district,definition,exits,exits_status,moved_out,moved_out_status,person_years,person_years_status,rate,lower,upper,rate_status,move_rate,move_rate_status,departure_rate,departure_rate_status,exposure_basis")
    header("district_occupation", "period,district,occupation,definition,exits,exits_status,person_years,person_years_status,rate,lower,upper,rate_status")
    header("balance", "period,occupation,item,persons,persons_status")
    header("public_breaks", "family,district,occupation,cause,grain,period,shape,named,definition,first_period,last_period,n_periods,events,rate_ratio,lower,upper,excess,excess_lower,excess_upper,excess_per_100,excess_per_100_lower,excess_per_100_upper,likelihood_ratio,p_asymptotic,weight,reason")
    header("public_verdicts", "family,district,occupation,cause,grain,period,definition,first_period,last_period,n_periods,events,person_years,annual_change,annual_change_lower,annual_change_upper,p_fixed,p_search,date_set,weight_no_break,dispersion,unit_dispersion,year_sd,year_sd_basis,year_sd_limit,smallest_detectable,replicates,verdict,lowered,shape,direction,reason")
    header("public_fits", "family,district,occupation,cause,grain,period,exits,person_years,rate,trend,expected,pulse,step,slope,weight")
    header("public_robustness", "family,district,occupation,cause,grain,period,check,variant,definition,shape,n_periods,events,dispersion,rate_ratio,lower,upper,excess_per_100,p_fixed,p_search,reason")
    header("public_survival", "grouping,category,cohort,months,outcome,survival,lower,upper")
    header("public_retention", "grouping,category,cohort,horizon,outcome,entrants,entrants_status,events,events_status,remaining,remaining_status,probability,probability_status,lower,upper,reason")
    header("public_retention_cause", "grouping,category,cohort,horizon,cause,events,events_status,probability,probability_status,lower,upper")
    header("public_median_stay", "grouping,category,cohort,outcome,median_months,median_status,lower,upper,reason")
    header("public_retention_tests", "comparison,outcome,groups,degrees,p_value,p_value_status,reason")
    header("public_tenure_rates", "occupation,period,crude,crude_status,standardised,standardised_status,lower,upper,reason")
    header("public_intake", "file,kind,sha256,last_extraction,extraction_basis,records_in,records_in_status,kept,kept_status,rejected,rejected_status,merged,merged_status")
    header("public_rejects", "reason,records,records_status")
    header("public_checks", "check,date,verdict")
    header("withheld", "table,values,withheld,left_out")

    for (y = first; y <= last; y++) {
        level = path[y - 2013] + 0
        if (level == 0) level = 13 + 4 * uniform()
        city_exits = 0; city_years = 0; city_moves = 0
        for (d = 1; d <= (districts > 0 ? districts : 1); d++) {
            years = sizes[d] * (0.94 + 0.012 * (y - first)) * (small ? 0.12 : 1)
            exits = poisson(years * level / 100 * factors[d]); moves = districts > 1 ? poisson(years * 0.052) : 0
            city_exits += exits; city_years += years; city_moves += moves
            district_exits[d] += exits; district_years[d] += years
            if (districts > 0) district_row(y, names[d], exits, moves, years)
            if (districts > 1 && named && last - first >= 3) fit_row("district", names[d], "all", y, exits, years, level * factors[d])
            pool = y >= 2016 && y <= 2018 ? "2016-2018" : y >= 2019 && y <= 2022 ? "2019-2022" : ""
            if (pool != "" && !counts && !snapshots && districts > 0)
                for (o = 1; o <= n_occupations; o++) {
                    pool_exits[pool, d, o] += int(exits * shares[o] + 0.5); pool_years[pool, d, o] += years * shares[o]
                }
        }
        city_row(y, "all", "none", "all", city_exits, city_years)
        split_rows(y, "all", city_exits, city_years)
        definition_rows(y, "all", city_exits, city_years)
        balance_rows(y, "all", city_exits, city_years, city_moves)
        if (!counts && !snapshots)
            print "all," label[y] "," real(100 * city_exits / city_years) ",," real(100 * city_exits / city_years * (0.97 + 0.006 * (y - first))) \
                ",," real(100 * lower(city_exits) / city_years) "," real(100 * upper(city_exits) / city_years) "," >file("public_tenure_rates")
        all_exits += city_exits; all_years += city_years
        exits_of[y] = city_exits; years_of[y] = city_years
        left = city_exits
        for (o = 1; o <= n_occupations; o++) {
            x = o < n_occupations ? int(city_exits * shares[o] * (0.94 + 0.12 * uniform()) + 0.5) : left
            left -= x
            city_row(y, occupation_names[o], "none", "all", x, city_years * shares[o])
            split_rows(y, occupation_names[o], x, city_years * shares[o])
            definition_rows(y, occupation_names[o], x, city_years * shares[o])
            if (named && last - first >= 3) fit_row("occupation", "all", occupation_names[o], y, x, city_years * shares[o], level)
            balance_rows(y, occupation_names[o], x, city_years * shares[o], int(city_moves * shares[o]))
        }
    }
    stay_tables()
    for (key in pool_exits) {
        split(key, part, SUBSEP)
        print part[1] "," quoted(names[part[2]]) "," occupation_names[part[3]] ",T17," \
            rate_cells("district_occupation", pool_exits[key], pool_years[key]) >file("district_occupation")
    }
    if (last - first >= 3)
        for (y = first; y <= last; y++) {
            # a log-linear trend through the first and last third, near enough to a fit
            trend = 20.9 * exp(-0.046 * (y - 2014))
            print "primary,all,all,all,annual," label[y] "," exits_of[y] "," real(years_of[y]) "," real(100 * exits_of[y] / years_of[y]) \
                "," real(trend * 1.02) "," real(trend) "," real(trend * (y == named ? 1.3 : 1)) "," real(trend * (y >= named ? 1.12 : 1)) \
                "," real(trend * exp(0.02 * (y >= named ? y - named + 1 : 0))) "," (y == named ? 0.71 : y == named - 1 ? 0.12 : 0.01) >file("public_fits")
            split("pulse step slope", shapes, " ")
            for (s = 1; s <= 3; s++) {
                excess = exits_of[y] - trend * years_of[y] / 100
                if (s > 1) excess = excess * (last - y + 1) / 2
                extra = 100 * excess / years_of[y] / (s > 1 ? (last - y + 1) / 2 : 1)
                print "primary,all,all,all,annual," label[y] "," shapes[s] "," (y == named ? "yes" : "no") ",T17," label[first] "," label[last] "," \
                    last - first + 1 "," all_exits "," real(1 + extra / trend) "," real(1 + extra / trend - 0.16) "," real(1 + extra / trend + 0.19) "," \
                    real(excess) "," real(excess - 33) "," real(excess + 33) "," real(extra) "," real(extra - 3) "," real(extra + 3) "," \
                    real(9.4 - s) "," real(0.002 * s) "," real(s == 1 ? 0.62 : 0.19) "," >file("public_breaks")
            }
        }
    if (named && last - first >= 3) {
        if (!counts && !snapshots) print "primary,all,all,all,monthly," named "-01,pulse,yes,T17," first "-01," last "-12," 12 * (last - first + 1) \
            ",NaN,1.29,1.08,1.53,NaN,NaN,NaN,NaN,NaN,NaN,NaN,0.0041,NaN," >file("public_breaks")
        print "cause,all,all,own_request,annual," label[named] ",pulse,yes,T17," label[first] "," label[last] "," last - first + 1 "," int(all_exits / 2) \
            ",1.31,1.05,1.62,21,4,39,2.1,0.4,3.9,6.2,0.013,0.7," >file("public_breaks")
        print "cause,all,all,dismissed,annual," label[named] ",pulse,yes,,,,NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN,withheld" >file("public_breaks")
        for (d = 1; d <= districts; d++)
            print "district," quoted(names[d]) ",all,all,annual," label[named] ",pulse,yes,T17," label[first] "," label[last] "," last - first + 1 "," district_exits[d] \
                "," real(0.8 + 0.04 * d) "," real(0.5 + 0.03 * d) "," real(1.2 + 0.05 * d) ",2,-5,9,1.5,-4,8,0.4,0.53,0.6," >file("public_breaks")
        panel_row("as_assessed", "", 1.27, 0.0031)
        panel_row("equal_tenure", "", 1.26, "NaN")
        panel_row("without_trend", "", 1.19, "NaN")
        for (y = first; y <= last; y++)
            if (y != named) {
                panel_row("without_year", y, 1.25 + 0.004 * (y - first), "NaN")
                panel_row("placebo_year", y, 0.93 + 0.012 * (y - first), "NaN")
            }
        print "primary,all,all,all,annual," label[named] ",without_unit," quoted(names[1]) ",T17,pulse,NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN,withheld" >file("public_robustness")
    }
    if (named) {
        verdict_row("primary", "all", "all", all_exits, all_years, verdict, shape, verdict == "not_answerable" ? "" : "up", verdict == "not_answerable" ? "too_few_periods" : "")
        for (o = 1; o <= n_occupations; o++)
            verdict_row("occupation", "all", occupation_names[o], int(all_exits * shares[o]), all_years * shares[o], "not_shown", "", "", "")
        for (d = 1; d <= districts; d++)
            verdict_row("district", names[d], "all", district_exits[d], district_years[d], "not_answerable", "", "", "change_too_large")
    }
    if (counts)
        print "counts/statistik.csv,counts,3f1e0a77c1b0e5d41f6ad1d9b6f2a2b1c9d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3,,assumed,242,,NaN,withheld,NaN,withheld,0," >file("public_intake")
    else {
        print "staff/Anställningar Bromma till Kungsholmen.csv,spells,9a51c8f2b0e64d7385aa1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60,2025-03-03,column,2419,,2395,,11,,13," >file("public_intake")
        print "staff/anstallningar_windows.csv," (snapshots ? "snapshots" : "spells") ",1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f609a51c8f2b0e64d7385aa,2025-03-03,settings,2780,,2741,,19,,20," >file("public_intake")
        print "staff/Skärholmen.xlsx,spells,60718293a4b5c6d7e8f90a1b2c3d4e5f609a51c8f2b0e64d7385aa1b2c3d4e5f,2025-03-03,column,310,,305,,0,,5," >file("public_intake")
    }
    print "date_invalid,14,\nend_before_start,9,\ngrade_number,NaN,withheld\nid_missing,5," >file("public_rejects")
    n = split("city definitions districts district_occupation balance public_retention", tables, " ")
    for (t = 1; t <= n; t++)
        if (n_values[tables[t]] > 0) print tables[t] "," n_values[tables[t]] "," n_withheld[tables[t]] + 0 ",0" >file("withheld")

    print "[report]\nreference_number = EXEMPEL 1-2025\ndate = 2025-04-15\nadministrator = Exempel Exempelsson\ncommittee = Socialnämnden\n" \
        "administration = Socialförvaltningen\nedition = 2025\nsynthetic = ja" >(dir "/settings/report.ini")
    print "base_year = " (base != "" ? base : first < 2016 ? 2016 : first) >(dir "/settings/report.ini")
    print "compare_year = " (compare != "" ? compare : last) >(dir "/settings/report.ini")
    print "[protect]\ncount_threshold = 5\ngroup_threshold = 10" >(dir "/settings/protect.ini")
    print "[trend]\nnamed_years = " (named ? named : "") >(dir "/settings/trend.ini")
    print "[turnover]\ngap_days = 60\nplan_periods = 2016-2018, 2019-2022" >(dir "/settings/turnover.ini")
}
