# random_register.awk - a made-up city's delivery, drawn from a seed: awk -v seed=N -v dir=DIR [-v persons= -v units= -v years=] -f
# random_register.awk </dev/null. DIR must be there, with staff/ and codes/. From 20 to 3,000 persons at a time and 1 to 30 units,
# over 3 to 8 years, unevenly spread; some units merge. Writes report.ini, organisation.csv, codes/occupation.csv and
# staff/register.csv. With -v before=1 it is the delivery of the year before: the last year has not been, some of those who left
# just before are not registered yet, and no units have merged. Every awk draws the same: Park and Miller's generator is exact in doubles.
function uniform() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
function between(low, high) { return low + int(uniform() * (high - low + 1)) }
function day(d,    z, era, doe, yoe, doy, mp, y, m) { # days since 1970 as a date (Howard Hinnant's civil_from_days)
    z = d + 719468; era = int(z / 146097); doe = z - era * 146097
    yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
    doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100)); mp = int((5 * doy + 2) / 153)
    m = mp < 10 ? mp + 3 : mp - 9; y = yoe + era * 400 + (m <= 2)
    return sprintf("%04d-%02d-%02d", y, m, doy - int((153 * mp + 2) / 5) + 1)
}
function spell(person, unit, occupation, operation, gender, born, from, to, cause,    end) {
    end = known
    if (from > end) return
    if (before && to > end - 40 && substr(person, 2) % 5 == 0) to = end # registered later
    print person ";" unit ";" occupation ";" operation ";Tillsvidare;månadslön;100;" gender ";" born ";" day(from) ";" \
        (to < end ? day(to) : "") ";" (to < end ? cause : "") ";" day(end) >(dir "/staff/register.csv")
}
function career(person, from,    unit, occupation, operation, gender, born, stay, cause, to) {
    unit = weighted_unit(); occupation = uniform() < share ? "Socialsekreterare" : "Biståndshandläggare"
    operation = operations[between(1, 3)]; gender = uniform() < 0.15 ? "man" : "kvinna"; born = between(1958, 1992)
    for (;;) {
        stay = int(-log(uniform()) * 365 * mean_stay); to = from + (stay < 1 ? 1 : stay)
        if (uniform() < 0.2 && to < end) { # moves to another unit
            spell(person, unit, occupation, operation, gender, born, from, to, "Internt byte")
            unit = weighted_unit(); from = to + 1
            continue
        }
        cause = causes[between(1, 6)]
        spell(person, unit, occupation, operation, gender, born, from, to, cause)
        return
    }
}
function weighted_unit(    x, u) {
    x = uniform() * total_weight
    for (u = 1; u < units && x > weight[u]; u++) x -= weight[u]
    return name[u]
}
BEGIN {
    for (i = 0; i < 10; i++) uniform()
    if (!units) units = between(1, 30)
    if (!persons) persons = int(exp(log(20) + uniform() * log(150)))
    if (!years) years = between(3, 8)
    share = 0.5 + uniform() * 0.45; mean_stay = 2 + uniform() * 6
    split("ekonomiskt bistånd|barn och unga|äldre", operations, "|")
    split("Egen begäran|Egen begäran|Egen begäran|Pension|Uppsägning|", causes, "|")
    first = 2024 - years; start = (first - 1970) * 365.25; start = int(start) - 700
    end = 20151 # 2025-03-04
    known = before ? end - 365 : end
    for (u = 1; u <= units; u++) { name[u] = "Enhet " sprintf("%02d", u); weight[u] = 0.2 + uniform() * uniform() * 3; total_weight += weight[u] }
    print "personid;förvaltning;befattning;verksamhetsområde;anställningsform;avlöning;sysselsättningsgrad;kön;födelseår;anställd_från;anställd_till;avgångsorsak;uttagsdatum" >(dir "/staff/register.csv")
    for (i = 1; i <= persons; i++) career("x" sprintf("%09d", i), start - between(0, 3000))
    hires = int(persons * (end - start) / 365 / mean_stay)
    for (i = 1; i <= hires; i++) career("y" sprintf("%09d", i), start + between(1, end - start - 30))
    print "word,code\nSocialsekreterare,socialsekreterare\nBiståndshandläggare,biståndshandläggare" >(dir "/codes/occupation.csv")
    print "unit,valid_from,valid_to,successor" >(dir "/organisation.csv")
    for (u = 1; u <= units; u++)
        if (u + 1 < units && u % 4 == 1 && uniform() < 0.5 && !before)
            print name[u] ",2000-01-01," (first + 1) "-12-31," name[u + 1] >(dir "/organisation.csv")
        else
            print name[u] ",2000-01-01,," >(dir "/organisation.csv")
    printf "[report]\nedition = %d\n[clean]\nreject_budget_percent = 100\n[turnover]\nfirst_year = %d\nlast_year = %d\n", 2025 - before, first + 1, 2024 - before >(dir "/report.ini")
    if (years >= 5 && !before) printf "plan_periods = %d-%d, %d-2024\n", first + 1, first + 2, first + 3 >(dir "/report.ini")
    if (uniform() < 0.5 && years >= 5 && !before) printf "[retention]\ncohorts = %d-%d, %d-2023\n", first + 1, first + 2, first + 3 >(dir "/report.ini")
}
