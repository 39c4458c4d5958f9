# drawn.R FOLDER - draws a register and says how long people stay in it, by R's survival: FOLDER/spells.csv, FOLDER/expected.csv.
# tests/stage/retention.sh holds the program against the copies beside this file, which were made by R 4.2.2, survival 3.5-3.
#
# The rules are those of domain.md 2.4, written down here a second time for records that never overlap:
#   employment   records of a person with breaks of at most 60 days
#   in the city  records with an occupation and a permanent form, one after the other; anything else is outside
#   clock        days since the employment began, the first being 1; an exit at its last day, anything else at the first day of
#                what comes next; who was there when 2016 began, or came from outside or another group, enters late
#   horizon      2021-12-31; who comes in 2021 is not followed, for the last reported year is 2020
suppressMessages(library(survival))
options(stringsAsFactors = FALSE, warn = 1)
folder <- commandArgs(trailingOnly = TRUE)[1]
day <- function(x) as.integer(as.Date(x))
from <- day("2016-01-01"); until <- day("2021-01-01"); horizon <- day("2021-12-31"); gap <- 60
set.seed(20160101)

# ---- the register ----
n <- 260
districts <- c("Bromma", "Farsta", "Järva")
causes <- c("own_request", "own_request", "own_request", "pension", "other", "unknown")
records <- list()
for (i in 1:n) {
    at <- day("2008-01-01") + sample.int(4800, 1)
    gender <- if (runif(1) < 0.8) "woman" else "man"
    for (k in 1:sample.int(4, 1)) {
        if (at > horizon) break
        end <- at + as.integer(rexp(1, 1 / 420))
        form <- if (runif(1) < 0.15) "fixed_term" else "permanent"
        occupation <- if (runif(1) < 0.1) "" else if (runif(1) < 0.6) "socialsekreterare" else "biståndshandläggare"
        records[[length(records) + 1]] <- data.frame(person = i, start = at, end = end, district = sample(districts, 1),
            occupation = occupation, form = form, gender = gender, cause = sample(causes, 1))
        at <- end + 1 + sample(c(0, 0, 0, 1, 20, 60, 61, 200), 1)
    }
}
r <- do.call(rbind, records)
iso <- function(x) format(as.Date(x, origin = "1970-01-01"))
open <- r$end > horizon # one that ends on the last day known has ended
write.table(data.frame(person = sprintf("%032x", r$person), start = iso(r$start), end = ifelse(open, "", iso(r$end)), r$district,
    r$occupation, operation = "", r$form, file = 1, line = seq_len(nrow(r)) + 1, grade = 100, r$gender, birth_year = 1980,
    cause = ifelse(open, "none", r$cause), basis = "spells", extraction = "2021-12-31"), file.path(folder, "spells.csv"), sep = ",",
    quote = FALSE, row.names = FALSE, fileEncoding = "UTF-8",
    col.names = c("person", "start", "end", "district", "occupation", "operation", "form", "file", "line", "grade", "gender",
        "birth_year", "cause", "basis", "extraction"))

# ---- who is followed from when to when ----
observe <- function(r, by) {
    out <- list()
    for (p in split(r, r$person)) {
        employed <- cumsum(c(TRUE, p$start[-1] - p$end[-nrow(p)] - 1 > gap))
        for (e in split(seq_len(nrow(p)), employed)) {
            inside <- p$occupation[e] != "" & p$form[e] == "permanent"
            group <- if (is.null(by)) rep("all", length(e)) else p[[by]][e]
            run <- cumsum(c(TRUE, inside[-1] != inside[-length(e)] | group[-1] != group[-length(e)]))
            for (s in split(seq_along(e), run)) {
                if (!inside[s[1]]) next
                first <- p$start[e[s[1]]]; last <- s[length(s)]; goes_on <- last < length(e)
                if (goes_on) {
                    leaving <- p$start[e[last + 1]]
                    what <- if (identical(by, "district") && inside[last + 1]) "moved" else "stayed"
                } else if (p$end[e[last]] > horizon) {
                    leaving <- horizon; what <- "stayed"
                } else {
                    leaving <- p$end[e[last]]; what <- p$cause[e[last]]
                }
                if (goes_on && leaving > horizon) { leaving <- horizon; what <- "stayed" }
                if (first >= until || leaving < from || first > horizon) next
                origin <- p$start[e[1]]
                hired <- s[1] == 1 && first >= from
                out[[length(out) + 1]] <- data.frame(group = group[s[1]], cohort = if (hired) substr(iso(first), 1, 4) else "before",
                    entry = max(first, from) - origin, exit = leaving - origin + 1, what = what)
            }
        }
    }
    do.call(rbind, out)
}
r <- r[r$start <= horizon, ]

# ---- what R makes of it ----
result <- character(0)
say <- function(...) result <<- c(result, paste(..., sep = ","))
number <- function(x) ifelse(is.na(x), "NaN", formatC(x, digits = 15, format = "g", flag = "#"))
years <- c(1, 2, 3); days <- c(365, 730, 1095)
curve <- function(key, o) {
    f <- survfit(Surv(entry, exit, what != "stayed") ~ 1, data = o, conf.type = "log-log")
    for (h in 1:3) {
        if (max(o$exit) < days[h] && min(f$surv) > 0) { say(key, "left", years[h], "NaN"); next }
        s <- summary(f, times = days[h], extend = TRUE)
        if (s$surv == 1) { say(key, "left", years[h], 0); next } # R has no limits there; the program's own is tested elsewhere
        say(key, "left", years[h], number(1 - s$surv))
        say(key, "standard_error", years[h], number(s$std.err))
        say(key, "lower", years[h], number(1 - s$upper))
        say(key, "upper", years[h], number(1 - s$lower))
    }
    q <- f$time[which(f$surv <= 0.5 + 1e-9)[1]] # the first time with S <= 1/2
    say(key, "median", "", number(q / (365.25 / 12)))
    say(key, "median_lower", "", number(f$time[which(f$lower <= 0.5 + 1e-9)[1]] / (365.25 / 12)))
    say(key, "median_upper", "", number(f$time[which(f$upper <= 0.5 + 1e-9)[1]] / (365.25 / 12)))
    if (any(o$what != "stayed")) {
        o$state <- factor(o$what, levels = c("stayed", sort(setdiff(unique(o$what), "stayed"))))
        o$id <- seq_len(nrow(o))
        m <- survfit(Surv(entry, exit, state) ~ 1, data = o, id = id)
        for (k in levels(o$state)[-1]) for (h in 1:3) if (max(o$exit) >= days[h])
            say(key, paste0("cause_", k), years[h], number(summary(m, times = days[h], extend = TRUE)$pstate[, match(k, m$states)]))
    }
}
for (by in list(NULL, "district", "gender", "occupation")) {
    o <- observe(r, by)
    if (identical(by, "district")) o$what[!o$what %in% c("stayed", "moved")] <- "exit"
    for (g in sort(unique(o$group))) {
        mine <- o[o$group == g, ]
        key <- paste(if (is.null(by)) "city" else by, g, sep = ",")
        curve(paste(key, "all", sep = ","), mine)
        for (c in setdiff(sort(unique(mine$cohort)), "before")) curve(paste(key, c, sep = ","), mine[mine$cohort == c, ])
    }
    if (is.null(by)) {
        d <- survdiff(Surv(exit, what != "stayed") ~ cohort, data = o[o$cohort != "before", ])
        say("test,cohort,", "chi_squared", "", number(d$chisq))
    }
}
writeLines(c("grouping,category,cohort,quantity,years,value", result), file.path(folder, "expected.csv"))
