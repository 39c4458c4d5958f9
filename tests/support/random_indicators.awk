# random_indicators.awk - private tables of indicators that hang together, small enough that much must be withheld.
#
#   awk -v seed=N -v dir=DIR [-v leaving=1] [-v later=1] [-v large=1] [-v districts=N] [-v years=N] -v indicators=HEADER -v distributions=HEADER -f random_indicators.awk
#
# Writes DIR/indicators.csv and DIR/distributions.csv, and prints rows of rates.csv with the person-years that events are
# divided by, of the city and its districts. Sums are those of the stage indicators: over the districts that reported. With leaving=1 the
# city is stated, a district has left out what is asked of it, and men are left out: whoever has no row is what is left. With later=1 it is
# the next report of the same: some districts have become one, which DIR/organisation.csv says, and some absence has been revised. With
# large=1 no district has few person-years.
function uniform() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 } # exact in doubles (Park and Miller 1988)
function below(n) { return int(uniform() * n) }
function small(most) { return uniform() < 0.5 ? below(6) : below(most + 1) }
function rate(grouping, y, district, exits, person_years) {
    print grouping ",T17," y "," district ",all,all,all,all,all,all,permanent," y "-01-01," y "-12-31," exits "," person_years "," \
        ratio(exits, person_years) ",NaN,NaN," int(person_years) + 1 ",,0,person_days"
}
function other() { more = (more * 16807) % 2147483647; return more / 2147483647 } # draws that leave the others as they are
function third() { revising = (revising * 16807) % 2147483647; return revising / 2147483647 }
function is_left_out(indicator, period, district, category, group) {
    if (!leaving || indicator !~ /^(sickness|survey|incidents|consultant|case)/) return 0
    return district == name(missing[substr(period, 1, 4)]) || group == "man"
}
function row(indicator, period, district, category, group, definition, numerator, denominator, basis, people, value, districts, of) {
    if (is_left_out(indicator, period, district, category, group)) return
    if (leaving && district == "all" && indicator ~ /^(sickness|survey|incidents|consultant|cases)/) districts = of = "NaN"
    if (later) keep(indicator "," "own," period "," today(district) "," category "," group "," definition, numerator, denominator, basis, people, districts, of, value)
    else print_row(indicator "," "own," period "," district "," category "," group "," definition, numerator, denominator, basis, people, value, districts, of)
}
function today(district) { return district in became ? became[district] : district }
function sum(a, b) { return a == "NaN" ? b : b == "NaN" ? a : a + b }
function keep(key, numerator, denominator, basis, people, districts, of, value,    f) {
    split(key, f, ",")
    if (key in numerators && f[1] != "case_quartile") {
        numerators[key] = sum(numerators[key], numerator); denominators[key] = sum(denominators[key], denominator)
        peoples[key] = sum(peoples[key], people)
    }
    if (key in numerators) return
    numerators[key] = numerator; denominators[key] = denominator; peoples[key] = people; bases[key] = basis
    counts[key] = districts; ofs[key] = of; values[key] = value
}
function flush(    key, f, part, whole) {
    for (key in numerators) { # what they are divided by is that of all who have become one, whoever of them reported
        split(key, f, ",")
        if (f[4] != "all" && bases[key] == "person_years") denominators[key] = staffed["years", f[3], f[4]]
        if (f[4] != "all" && bases[key] == "own_flows") denominators[key] = numerators[key] + staffed["own", f[3], f[4]]
        if (f[4] != "all") of_city[f[1], f[3], f[5], f[6], f[7]] += denominators[key]
    }
    for (key in numerators) {
        split(key, f, ",")
        if (f[4] == "all" && bases[key] ~ /^(person_years|own_flows)$/ && counts[key] != "NaN") denominators[key] = of_city[f[1], f[3], f[5], f[6], f[7]]
        if (f[5] == "rest_of_city") {
            whole = f[1] ",own," f[3] ",all,all," f[6] "," f[7]; part = f[1] ",own," f[3] "," f[4] ",all," f[6] "," f[7]
            numerators[key] = numerators[whole] - numerators[part]; denominators[key] = denominators[whole] - denominators[part]
        }
        print_row(key, numerators[key], denominators[key], bases[key], peoples[key],
            f[1] ~ /^(consultants|vacancies)$/ ? numerators[key] : f[1] ~ /^(case|survey_index|admin)/ || denominators[key] == "NaN" ? values[key] : ratio(numerators[key], denominators[key]),
            counts[key], ofs[key])
    }
    for (key in answered_counts) {
        split(key, f, ",")
        print_answer(key, answered_counts[key], answered_ns[key])
    }
}
function print_row(key, numerator, denominator, basis, people, value, districts, of) {
    print key "," numerator "," denominator "," basis "," people "," value ",NaN,NaN,none,," districts "," of ",NaN,NaN,,x,x,x,,," | sorted["indicators"]
}
function name(d) { return sprintf("D%02d", d) }
function ratio(a, b) { return b > 0 ? 100 * a / b : "NaN" }
function staffing(y,    d, c, s, v, period, n, cs, ss, vs, vss) {
    period = y (uniform() < 0.3 ? "-01-01" : "-11-01"); n = cs = ss = vs = vss = 0
    for (d = 1; d <= districts; d++) {
        s = small(60) + 1; staffed["own", period, today(name(d))] += s
        if (uniform() < 0.9) {
            c = small(12); n++; cs += c; ss += s
            row("consultants", period, name(d), "all", "all", "persons", c, "NaN", "none", "NaN", c, "NaN", "NaN")
            row("consultant_share", period, name(d), "all", "all", "persons", c, c + s, "own_flows", "NaN", ratio(c, c + s), "NaN", "NaN")
        }
        v = below(8); vs += v; vss += s
        row("vacancies", period, name(d), "all", "all", "", v, "NaN", "none", "NaN", v, "NaN", "NaN")
        row("vacancy_rate", period, name(d), "all", "all", "persons", v, v + s, "own_flows", "NaN", ratio(v, v + s), "NaN", "NaN")
    }
    if (n > 0) {
        row("consultants", period, "all", "all", "all", "persons", cs, "NaN", "none", "NaN", cs, n, districts)
        if (leaving) ss = vss # of all, whoever reported
        row("consultant_share", period, "all", "all", "all", "persons", cs, cs + ss, "own_flows", "NaN", ratio(cs, cs + ss), n, districts)
    }
    row("vacancies", period, "all", "all", "all", "", vs, "NaN", "none", "NaN", vs, districts, districts)
    row("vacancy_rate", period, "all", "all", "all", "persons", vs, vs + vss, "own_flows", "NaN", ratio(vs, vs + vss), districts, districts)
}
function rates(y,    d) {
    city_years[y] = 0
    for (d = 1; d <= districts; d++) {
        years_of[y, d] = (d == 1 || large ? 40 : 1) + small(60) + below(100) / 100 # a city of a handful has no tables of staff
        city_years[y] += years_of[y, d]; staffed["years", y, today(name(d))] += years_of[y, d]
    }
}
function events(y,    d, e, n, es, ps, r, b) {
    n = es = ps = 0
    for (d = 1; d <= districts; d++) {
        if (uniform() < 0.15) continue
        e = small(20); n++; es += e; ps += years_of[y, d]
        row("incidents", y, name(d), "incident", "all", "", e, years_of[y, d], "person_years", "NaN", ratio(e, years_of[y, d]), "NaN", "NaN")
    }
    if (n > 0) row("incidents", y, "all", "incident", "all", "", es, leaving ? city_years[y] : ps, "person_years", "NaN", ratio(es, ps), n, districts)
    r = small(30); b = below(r + 1)
    row("incidents", y, "all", "police_report", "all", "", r, city_years[y], "person_years", "NaN", ratio(r, city_years[y]), "NaN", "NaN")
    row("incidents", y, "all", "police_report_backed", "all", "", b, city_years[y], "person_years", "NaN", ratio(b, city_years[y]), "NaN", "NaN")
}
function absence(y,    d, n, k, w, all, a) {
    k = all = 0
    for (d = 1; d <= districts; d++) { people[d] = small(50) + 1; if (later && third() < 0.2) people[d] += 1 + int(3 * third()); all += people[d]; k++ }
    for (d = 1; d <= districts; d++) {
        n = people[d]
        row("sickness_absence", y, name(d), "all", "all", "statutory", n * 0.07, n, "given", n, 7, "NaN", "NaN")
        row("sickness_long_term", y, name(d), "all", "all", "statutory", n * 0.03, n * 0.07, "given", n, 43, "NaN", "NaN")
        if (k > 1) row("sickness_absence", y, name(d), "rest_of_city", "all", "statutory", (all - n) * 0.07, all - n, "given", n < all - n ? n : all - n, 7, "NaN", "NaN")
    }
    row("sickness_absence", y, "all", "all", "all", "statutory", all * 0.07, all, "given", all, 7, k, districts)
    if (uniform() < 0.6) {
        w = below(all + 1); a = uniform() < 0.5 ? all - w : below(all - w + 3) # counted on another day
        row("sickness_absence", y, "all", "all", "woman", "statutory", w * 0.07, w, "given", w, 7, "NaN", "NaN")
        row("sickness_absence", y, "all", "all", "man", "statutory", a * 0.07, a, "given", a, 7, "NaN", "NaN")
    }
    if (leaving) collective(y)
}
function collective(y,    d, n, all) {
    for (d = 1; d <= districts; d++) {
        n = int(people[d] * 0.8 * other()); all += n
        if (d == missing[y] || other() < 0.3) continue
        row("sickness_absence", y, name(d), "all", "woman", "collective", n * 0.07, n, "given", n, 7, "NaN", "NaN")
    }
    for (d = 1; d <= districts; d++) {
        row("sickness_absence", y, name(d), "all", "all", "collective", people[d] * 0.07, people[d], "given", people[d], 7, "NaN", "NaN")
    }
    n = 0; for (d = 1; d <= districts; d++) n += people[d]
    row("sickness_absence", y, "all", "all", "all", "collective", n * 0.07, n, "given", n, 7, "NaN", "NaN")
    row("sickness_absence", y, "all", "all", "woman", "collective", all * 0.07, all, "given", all, 7, "NaN", "NaN")
}
function survey(y,    d, i, n, items, agree, sums, ask, asks, reported, total) {
    split("good_job recommend hme", items, " ")
    for (i = 1; i <= 3; i++) sums[i] = 0
    n = asks = total = 0
    for (d = 1; d <= districts; d++) {
        answered[d] = small(40) + 1; ask = answered[d] + below(10); asks += ask; total += answered[d]
        for (i = 1; i <= 3; i++) {
            row("survey_response_rate", y, name(d), items[i], "all", "", answered[d], ask, "given", answered[d], ratio(answered[d], ask), "NaN", "NaN")
            agree = uniform() < 0.1 ? (uniform() < 0.5 ? 0 : answered[d]) : below(answered[d] + 1); sums[i] += agree
            if (i < 3) row("survey_share", y, name(d), items[i], "all", "", agree, answered[d], "given", answered[d], ratio(agree, answered[d]), "NaN", "NaN")
            else row("survey_index", y, name(d), items[i], "all", "", 70 * answered[d], answered[d], "given", answered[d], 70, "NaN", "NaN")
        }
    }
    for (i = 1; i <= 3; i++) {
        row("survey_response_rate", y, "all", items[i], "all", "", total, asks, "given", total, ratio(total, asks), districts, districts)
        if (i < 3) row("survey_share", y, "all", items[i], "all", "", sums[i], total, "given", total, ratio(sums[i], total), districts, districts)
        else row("survey_index", y, "all", items[i], "all", "", 70 * total, total, "given", total, 70, districts, districts)
    }
}
function managers(y,    l, m, k, ms, ks, levels) {
    split("unit_managers deputy_unit_managers heads_of_department", levels, " ")
    ms = ks = 0
    for (l = 1; l <= 3; l++) {
        m = small(60) + 1; k = uniform() < 0.5 ? m - below(m < 6 ? m : 6) : below(m + 1); ms += m; ks += k
        row("manager_stability", y, "all", levels[l], "all", "", k, m, "given", m, ratio(k, m), "NaN", "NaN")
    }
    if (uniform() < 0.3) { m = below(5); ms += m; ks += below(m + 1) } # of no level
    row("manager_stability", y, "all", "all", "all", "", ks, ms, "given", ms, ratio(ks, ms), "NaN", "NaN")
}
function holders(y,    d, h, n, hs) {
    n = hs = 0
    for (d = 1; d <= districts; d++) {
        if (uniform() < 0.3) continue
        h = small(50) + 1 + below(10) / 10; n++; hs += h
        row("cases_per_holder", y, name(d), "all", "all", "", int(h * 18), h, "given", h, 18, "NaN", "NaN")
        row("case_quartile", y, name(d), "all", "all", "median", 18, "NaN", "given", h, 18, "NaN", "NaN")
    }
    if (n > 0) row("cases_per_holder", y, "all", "all", "all", "", int(hs * 18), hs, "given", hs, 18, n, districts)
}
function answer(question, y, district, group, position, count, n,    key) {
    key = question "," y "," today(district) "," group "," position "," (question == "exit_reason" ? "r" position : position)
    if (!later) { print_answer(key, count, n); return }
    answered_counts[key] += count; answered_ns[key] += n
}
function print_answer(key, count, n) {
    print key ",," count "," n ",NaN,NaN," ratio(count, n) ",0,100,NaN,NaN,x," | sorted["distributions"]
}
function reasons(y,    a, k, m, w, ns, nm, nw, men, women, split_up) {
    k = 3 + below(5); nm = nw = 0
    for (a = 1; a <= k; a++) { men[a] = small(6); women[a] = small(25); nm += men[a]; nw += women[a] }
    split_up = uniform() < 0.7
    for (a = 1; a <= k; a++) {
        answer("exit_reason", y, "all", "all", a, men[a] + women[a], nm + nw)
        if (!split_up) continue
        answer("exit_reason", y, "all", "gender:man", a, men[a], nm)
        answer("exit_reason", y, "all", "gender:woman", a, women[a], nw)
    }
}
function ratings(y,    d, a, n, c, sums, total) {
    total = 0; split("", sums)
    for (d = 1; d <= districts; d++) {
        n = 0
        for (a = 1; a <= 4; a++) { c[a] = small(9); n += c[a]; sums[a] += c[a] }
        total += n
        for (a = 1; a <= 4; a++) answer("threats", y, name(d), "all", a, c[a], n)
    }
    for (a = 1; a <= 4; a++) answer("threats", y, "all", "all", a, sums[a], total)
}
BEGIN {
    for (i = 0; i < 9; i++) uniform()
    if (districts == "") districts = 1 + below(12)
    if (years == "") years = 1 + below(3)
    sorted["indicators"] = "LC_ALL=C sort >>" dir "/indicators.csv"
    sorted["distributions"] = "LC_ALL=C sort -t, -k1,4 -k5n >>" dir "/distributions.csv"
    print indicators >(dir "/indicators.csv"); print distributions >(dir "/distributions.csv")
    close(dir "/indicators.csv"); close(dir "/distributions.csv")
    organisation = dir "/organisation.csv"
    print "unit,valid_from,valid_to,successor" >organisation
    for (d = 1; d <= districts; d++) {
        if (d % 4 == 2 && d < districts) became[name(d)] = name(d + 1)
        print name(d) "," (d % 4 == 2 && d < districts ? "2007-01-01,2022-12-31," name(d + 1) : "2007-01-01,,") >organisation
    }
    close(organisation)
    if (!later) split("", became)
    more = revising = seed; for (i = 0; i < 9; i++) other()
    for (y = 2020; y < 2020 + years; y++) {
        missing[y] = districts > 1 ? 1 + int(other() * districts) : 0
        rates(y); staffing(y); events(y); absence(y); survey(y); managers(y); holders(y); reasons(y); ratings(y)
    }
    if (later) flush()
    close(sorted["indicators"]); close(sorted["distributions"])
    for (y = 2020; y < 2020 + years; y++) {
        all = 0
        split("", exits); split("", person_years)
        for (d = 1; d <= districts; d++) {
            e = 20 + below(20); all += e
            exits[today(name(d))] += e; person_years[today(name(d))] += years_of[y, d]
        }
        for (d in exits) rate("district", y, d, exits[d], person_years[d])
        rate("city", y, "all", all, city_years[y])
    }
}
