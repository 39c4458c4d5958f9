# random_register.awk - a made-up city's delivery, drawn from a seed: awk -v seed=N -v dir=DIR [-v persons= -v units= -v years=]
# [-v shape=WORD,...] -f random_register.awk </dev/null. DIR must be there, with staff/, counts/ and codes/. From 20 to 3,000 persons at a
# time and 1 to 30 units, over 3 to 8 years, unevenly spread; some units merge. Writes report.ini, organisation.csv, codes/occupation.csv
# and staff/register.csv. With -v before=1 it is the delivery of the year before: the last year has not been, some of those who left
# just before are not registered yet, and no units have merged. Every awk draws the same: Park and Miller's generator is exact in doubles.
# A shape has less, or says it otherwise:
#   renamed    units that were renamed, founded or closed: their persons have the name of the day, and organisation.csv knows it
#   alone      no organisation.csv
#   uncoded    no codes/occupation.csv, and two titles more
#   bare       no columns but those that there must be
#   snapshots  who was there on the first day of each month, instead of employments
#   yearly     ... on the first day of November alone
#   changing   some change occupation where they change unit
#   counts     finished counts of each year, instead of persons
function uniform() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
function between(low, high) { return low + int(uniform() * (high - low + 1)) }
function is(word) { return index("," shape ",", "," word ",") > 0 }
function day(d,    z, era, doe, yoe, doy, mp, y, m) { # days since 1970 as a date (Howard Hinnant's civil_from_days)
    z = d + 719468; era = int(z / 146097); doe = z - era * 146097
    yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
    doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100)); mp = int((5 * doy + 2) / 153)
    m = mp < 10 ? mp + 3 : mp - 9; y = yoe + era * 400 + (m <= 2)
    return sprintf("%04d-%02d-%02d", y, m, doy - int((153 * mp + 2) / 5) + 1)
}
function first_of_year(y) { # days since 1970
    y -= 1
    return (y - 1969) * 365 + int(y / 4) - int(y / 100) + int(y / 400) - 477
}
# From the first to the last day of one unit by one name.
function record(person, unit, occupation, operation, gender, born, from, to, cause,    end, y, m, last, lower, upper, key) {
    end = known
    last = to < end ? to : end
    if (is("counts")) {
        for (y = first + 1; y <= 2024 - before; y++) {
            lower = first_of_year(y) > from ? first_of_year(y) : from
            upper = first_of_year(y + 1) - 1 < last ? first_of_year(y + 1) - 1 : last
            if (upper < lower) continue
            key = y ";" unit ";" occupation
            if (!(key in counted)) keys[++n_keys] = key
            counted[key] += upper - lower + 1
            left[key] += to < end && to == upper && cause != "Internt byte" && cause != "Omorganisation"
            came[key] += from == lower && from > first_of_year(y)
        }
    } else if (is("snapshots")) {
        for (m = 0; m < n_months; m++)
            if (from <= month[m] && month[m] <= last)
                print person ";" unit ";" occupation (is("bare") ? "" : ";" operation ";Tillsvidare;månadslön;100;" gender ";" born) ";" \
                    day(month[m]) >(dir "/staff/register.csv")
    } else
        print person ";" unit ";" occupation (is("bare") ? "" : ";" operation ";Tillsvidare;månadslön;100;" gender ";" born) ";" day(from) ";" \
            (to < end ? day(to) : "") (is("bare") ? "" : ";" (to < end ? cause : "")) ";" day(end) >(dir "/staff/register.csv")
}
function spell(person, unit, occupation, operation, gender, born, from, to, cause) {
    if (from > known) return
    if (before && to > known - 40 && substr(person, 2) % 5 == 0) to = known # registered later
    while (unit in heir && to >= until[unit] && known >= until[unit]) { # the unit had another name from that day
        if (from < until[unit]) {
            record(person, unit, occupation, operation, gender, born, from, until[unit] - 1, "Omorganisation")
            from = until[unit]
        }
        unit = heir[unit]
    }
    record(person, unit, occupation, operation, gender, born, from, to, cause)
}
function career(person, from,    unit, occupation, operation, gender, born, stay, cause, to) {
    unit = weighted_unit(); occupation = uniform() < share ? "Socialsekreterare" : "Biståndshandläggare"
    operation = operations[between(1, 3)]; gender = uniform() < 0.15 ? "man" : "kvinna"; born = between(1958, 1992)
    if (is("uncoded") && substr(person, 2) % 7 == 0) occupation = substr(person, 2) % 2 ? "Kurator" : "Familjerättssekreterare"
    for (;;) {
        stay = int(-log(uniform()) * 365 * mean_stay); to = from + (stay < 1 ? 1 : stay)
        if (uniform() < 0.2 && to < end) { # moves to another unit
            spell(person, unit, occupation, operation, gender, born, from, to, "Internt byte")
            unit = weighted_unit(); from = to + 1
            if (is("changing") && uniform() < 0.1) occupation = occupation == "Socialsekreterare" ? "Biståndshandläggare" : "Socialsekreterare"
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
# A third of the units were called something else, or were part of another, until some day; a unit of the year is new.
function rename(    u, y) {
    for (u = 1; u <= units; u++)
        if (u % 3 == 1) {
            y = first + 1 + (u + seed) % years
            until[name[u]] = first_of_year(y) + 31 * (u % 12)
            heir[name[u]] = u % 2 && u < units ? name[u + 1] : "Nya enheten " u
        }
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
    if (is("renamed")) rename()
    for (m = first_of_year(first); m <= known; m++) if (day(m) ~ (is("yearly") ? "-11-01$" : "-01$")) month[n_months++] = m
    if (!is("counts"))
        print "personid;förvaltning;befattning" (is("bare") ? "" : ";verksamhetsområde;anställningsform;avlöning;sysselsättningsgrad;kön;födelseår") \
            (is("snapshots") ? "" : ";anställd_från;anställd_till" (is("bare") ? "" : ";avgångsorsak")) ";uttagsdatum" >(dir "/staff/register.csv")
    for (i = 1; i <= persons; i++) career("x" sprintf("%09d", i), start - between(0, 3000))
    hires = int(persons * (end - start) / 365 / mean_stay)
    for (i = 1; i <= hires; i++) career("y" sprintf("%09d", i), start + between(1, end - start - 30))
    if (is("counts")) {
        print "period;unit;occupation;hires;exits;person_years" >(dir "/counts/register.csv")
        for (i = 1; i <= n_keys; i++) {
            key = keys[i]
            printf "%s;%d;%d;%.1f\n", key, came[key], left[key], counted[key] / 365.25 >(dir "/counts/register.csv")
        }
    }
    if (!is("uncoded"))
        print "word,code\nSocialsekreterare,socialsekreterare\nBiståndshandläggare,biståndshandläggare" >(dir "/codes/occupation.csv")
    if (!is("alone")) print "unit,valid_from,valid_to,successor" >(dir "/organisation.csv")
    for (u = 1; u <= units; u++) {
        merges = u + 1 < units && u % 4 == 1 && uniform() < 0.5 && !before && !is("renamed")
        if (is("alone")) continue
        if (name[u] in heir && until[name[u]] <= known) {
            print name[u] ",2000-01-01," day(until[name[u]] - 1) "," heir[name[u]] >(dir "/organisation.csv")
            if (substr(heir[name[u]], 1, 4) == "Nya ") print heir[name[u]] "," day(until[name[u]]) ",," >(dir "/organisation.csv")
        } else
            print name[u] ",2000-01-01," (merges ? (first + 1) "-12-31," name[u + 1] : ",") >(dir "/organisation.csv")
    }
    printf "[report]\nedition = %d\n[clean]\nreject_budget_percent = 100\n[turnover]\nfirst_year = %d\nlast_year = %d\n", 2025 - before, first + 1, 2024 - before >(dir "/report.ini")
    if (years >= 5 && !before) printf "plan_periods = %d-%d, %d-2024\n", first + 1, first + 2, first + 3 >(dir "/report.ini")
    if (uniform() < 0.5 && years >= 5 && !before) printf "[retention]\ncohorts = %d-%d, %d-2023\n", first + 1, first + 2, first + 3 >(dir "/report.ini")
}
