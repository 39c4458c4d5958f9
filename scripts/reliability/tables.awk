# tables.awk docs/traffsakerhet.csv docs/traffsakerhet.md - prints the document with every table made anew from the figures.
#
# A table stands between `<!-- tabell NAME ... -->` and `<!-- slut -->`. Figures: table,case,outcome,draws,share.
BEGIN { FS = "," }

FNR == NR {
    share[$1, $2, $3] = $5
    draws[$1, $2, $3] = $4
    next
}

function percent(table, where, outcome, decimals,    text) { # a whole number from 10 on, unless decimals are asked for
    if (!((table, where, outcome) in share)) return "–"
    text = 100 * share[table, where, outcome]
    text = sprintf(decimals || text < 9.95 ? "%.1f" : "%.0f", text)
    sub(/\./, ",", text)
    return text
}

function words(table, where,    i, n, word, line) {
    n = split("strong moderate weak not_shown not_answerable", word, " ")
    for (i = 1; i <= n; i++) line = line " | " percent(table, where, word[i])
    return line " |"
}

function verdicts(table, mode, extra,    i, k, n, m, years, shock) {
    print "| År | Vanlig variation | starkt stöd | visst stöd | svagt stöd | inte belagt | går inte att besvara |"
    print "|---|---|---|---|---|---|---|"
    n = split("5 7 10", years, " ")
    m = split("0 5 8", shock, " ")
    for (i = 1; i <= n; i++)
        for (k = 1; k <= m; k++)
            print "| " years[i] " | " shock[k] " %" words(table, mode " city 157 " years[i] " " shock[k] " " extra)
}

function districts(    i, k, j, leavers, years, extra) {
    print "| Avgångar per år | År | Det angivna året | starkt stöd | visst stöd | svagt stöd | inte belagt | går inte att besvara |"
    print "|---|---|---|---|---|---|---|---|"
    split("10 30 100", leavers, " ")
    split("5 10", years, " ")
    split("0 6", extra, " ")
    for (i = 1; i <= 3; i++)
        for (k = 1; k <= 2; k++)
            for (j = 1; j <= 2; j++)
                print "| " leavers[i] " | " years[k] " | " (extra[j] == 0 ? "som de andra" : "+" extra[j] " per 100") \
                    words("verdict", "searched district " leavers[i] " " years[k] " 0 " extra[j])
}

function bent() {
    print "| | starkt stöd | visst stöd | svagt stöd | inte belagt | går inte att besvara |"
    print "|---|---|---|---|---|---|"
    print "| före kontrollerna" words("unchecked", "searched bent 158 11 0 0")
    print "| efter" words("verdict", "searched bent 158 11 0 0")
}

function unpaid(    i, k, j, years, shock, extra, where) {
    print "| År | Vanlig variation | Året | starkt stöd | visst stöd | svagt stöd | inte belagt | något ord om stöd, här | något ord om stöd, rapporten |"
    print "|---|---|---|---|---|---|---|---|---|"
    split("5 7 10", years, " ")
    split("0 5", shock, " ")
    split("0 3", extra, " ")
    for (j = 1; j <= 2; j++)
        for (i = 1; i <= 3; i++)
            for (k = 1; k <= 2; k++) {
                where = "searched city 157 " years[i] " " shock[k] " " extra[j]
                print "| " years[i] " | " shock[k] " % | " (extra[j] == 0 ? "inget" : "+" extra[j]) " | " percent("unpaid", where, "strong") " | " \
                    percent("unpaid", where, "moderate") " | " percent("unpaid", where, "weak") " | " percent("unpaid", where, "not_shown") \
                    " | " support("unpaid", where) " | " support("unchecked", where) " |"
            }
}

function support(table, where) { # any word of support
    if (!((table, where, "not_shown") in share)) return "–"
    share["support", where, table] = 1 - share[table, where, "not_shown"]
    return percent("support", where, table)
}

function example(    i, extra, name) {
    print "| Staden | Vad | starkt stöd | visst stöd | svagt stöd | inte belagt | går inte att besvara |"
    print "|---|---|---|---|---|---|---|"
    print "| +6 per 100 år 2019 | dragna serier" words("verdict", "searched example 158 11 0 6")
    print "| +6 per 100 år 2019 | " draws["registers", "planted", "strong"] " register" words("registers", "planted")
    print "| inget 2019 | dragna serier" words("verdict", "searched example 158 11 0 0")
    print "| inget 2019 | " draws["registers", "nothing", "strong"] " register" words("registers", "nothing")
    print "| inget 2019, 30 % får ny yrkeskod | " draws["registers", "recoded", "strong"] " register" words("registers", "recoded")
}

function rates(    i, n, mean) {
    print "| Väntat antal | exakt | mid-P | Byar |"
    print "|---|---|---|---|"
    n = split("1 3 5 10 30 100 157 400 mean least", mean, " ")
    for (i = 1; i <= n; i++)
        print "| " (mean[i] == "mean" ? "medeltal 0,1–200" : mean[i] == "least" ? "lägst 0,1–200" : mean[i]) " | " \
            percent("rate", mean[i], "exact", 1) " | " percent("rate", mean[i], "midp", 1) " | " percent("rate", mean[i], "byar", 1) " |"
}

function ratios(    i, n, pair, where) {
    print "| Väntat antal | exakt | mid-P | score |"
    print "|---|---|---|---|"
    n = split("3 3;5 10;10 10;30 15;30 30;157 110", pair, ";")
    for (i = 1; i <= n; i++) {
        where = pair[i]
        sub(/ /, " och ", where)
        print "| " where " | " percent("ratio", pair[i], "exact", 1) " | " percent("ratio", pair[i], "midp", 1) " | " \
            percent("ratio", pair[i], "score", 1) " |"
    }
}

function dates(    i, k, j, s, planted, years, swedish, where, line) {
    print "| Avvikelse | År | rätt år i mängden: 0 % | 5 % | högst två år: 0 % | 5 % | kvoten i intervallet: 0 % | 5 % |"
    print "|---|---|---|---|---|---|---|---|"
    split("pulse 20;pulse 40;step 20;step 40;slope 10;slope 20", planted, ";")
    split("5 7 10", years, " ")
    swedish["pulse"] = "avbrott"
    swedish["step"] = "ny nivå"
    swedish["slope"] = "ändrad utveckling"
    for (i = 1; i <= 6; i++)
        for (k = 1; k <= 3; k++) {
            split(planted[i], s, " ")
            where = planted[i] " " years[k] " "
            line = "| " swedish[s[1]] ", " s[2] " %" (s[1] == "slope" ? " per år" : "") " | " years[k] " |"
            for (j = 1; j <= 3; j++) {
                split("dates covered;dates two_years;effect covered", outcome, ";")
                split(outcome[j], s, " ")
                line = line " " percent(s[1], where "0", s[2], 1) " | " percent(s[1], where "5", s[2], 1) " |"
            }
            print line
        }
    print "| ny nivå, 40 %, en månad | 5 | " percent("dates", "month step 40 60 0", "covered", 1) " | – | " \
        percent("dates", "month step 40 60 0", "two_years", 1) " | – | " percent("effect", "month step 40 60 0", "covered", 1) " | – |"
}

function contributions(    i, k, planted, years, swedish, s, where) {
    print "| Avvikelse | År | en förvaltning: 0 % | 5 % | hela staden: 0 % | 5 % |"
    print "|---|---|---|---|---|---|"
    split("pulse 40;step 40", planted, ";")
    split("5 7 10", years, " ")
    swedish["pulse"] = "avbrott"
    swedish["step"] = "ny nivå"
    for (i = 1; i <= 2; i++)
        for (k = 1; k <= 3; k++) {
            split(planted[i], s, " ")
            where = planted[i] " " years[k] " "
            print "| " swedish[s[1]] ", " s[2] " % | " years[k] " | " percent("contribution", where "0", "unit", 1) " | " \
                percent("contribution", where "5", "unit", 1) " | " percent("contribution", where "0", "city", 1) " | " \
                percent("contribution", where "5", "city", 1) " |"
        }
}

function power(    i, k, j, m, planted, years, swedish, s, method, line, where) {
    print "| Avvikelse | År | Vanlig variation | rapporten, alla år | rapporten, angivet år | Poisson, angivet år | F, egen spridning | bästa året | sup-F | sup-F, rättad |"
    print "|---|---|---|---|---|---|---|---|---|---|"
    split("none 0;pulse 3;step 3;pulse 6;step 6", planted, ";")
    split("5 7 10", years, " ")
    split("searched named plain own_f best_year sup_f sup_f_sized", method, " ")
    swedish["none"] = "ingen"
    swedish["pulse"] = "avbrott"
    swedish["step"] = "ny nivå"
    for (i = 1; i <= 5; i++)
        for (k = 1; k <= 3; k++)
            for (j = 0; j <= 5; j += 5) {
                split(planted[i], s, " ")
                where = planted[i] " " years[k] " " j
                line = "| " swedish[s[1]] (s[2] > 0 ? ", +" s[2] : "") " | " years[k] " | " j " % |"
                for (m = 1; m <= 7; m++) line = line " " percent("power", where, method[m]) " |"
                print line
            }
}

/^<!-- tabell / {
    split($0, word, " ")
    print
    if (word[3] == "ord") verdicts(word[4], word[5], word[6])
    else if (word[3] == "förvaltning") districts()
    else if (word[3] == "böjd") bent()
    else if (word[3] == "obetalt") unpaid()
    else if (word[3] == "exempel") example()
    else if (word[3] == "avgångstal") rates()
    else if (word[3] == "kvot") ratios()
    else if (word[3] == "år") dates()
    else if (word[3] == "bidrag") contributions()
    else if (word[3] == "styrka") power()
    else print "tables.awk: no such table: " word[3] >"/dev/stderr"
    inside = 1
    next
}
/^<!-- slut -->/ { inside = 0 }
!inside { print }
