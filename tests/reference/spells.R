# The numbers of expected_spells.csv that come from R: Rscript spells.R > expected_spells.csv, in this folder.
# R 4.2.2, survival 3.5-3. spells_drawn.csv is drawn here too, once: Rscript spells.R draw > data/spells_drawn.csv
suppressMessages(library(survival))

draw <- function() {
  set.seed(20240607)
  n <- 140
  entry <- ifelse(runif(n) < .5, 0, round(rexp(n, .8), 1))
  time <- round(entry + .1 + rexp(n, .45), 1)
  d <- data.frame(id = 1:n, group = sample(c("a", "b", "c"), n, TRUE), stratum = sample(c("x", "y"), n, TRUE),
                  cohort = sample(2016:2019, n, TRUE), entry = entry, time = time,
                  cause = sample(c("0", "egen", "pension", "annat"), n, TRUE, c(.35, .35, .1, .2)))
  d$hired <- d$cohort + (d$id %% 10) / 10
  d$start <- round(d$hired + entry, 1)
  d$stop <- round(d$hired + time, 1)
  d
}
if (identical(commandArgs(TRUE), "draw")) {
  write.csv(draw(), stdout(), row.names = FALSE, quote = FALSE)
  quit()
}

say <- function(case, quantity, value, source, tolerance = "1e-9") {
  value <- ifelse(is.na(value), "NA", format(value, digits = 15, trim = TRUE))
  cat(sprintf("%s,%s,%s,%s,%s\n", case, quantity, value, tolerance, source), sep = "")
}

# Greenwood's kind of variance for Aalen-Johansen as a double sum over times (R's own is the infinitesimal jackknife, which
# is the same number without delayed entry only).
aalen_johansen <- function(entry, time, cause, at) {
  out <- list()
  times <- sort(unique(time[cause != "0"]))
  n <- sapply(times, function(t) sum(entry < t & time >= t))
  d <- sapply(times, function(t) sum(time == t & cause != "0"))
  before <- c(1, cumprod(1 - d / n))[seq_along(times)]
  for (k in setdiff(unique(cause), "0")) {
    dk <- sapply(times, function(t) sum(time == t & cause == k))
    share <- cumsum(before * dk / n)
    for (t in at) {
      j <- times <= t
      f <- if (any(j)) share[max(which(j))] else 0
      rest <- f - share[j]
      hazard <- ifelse(d[j] < n[j], d[j] / (n[j] * (n[j] - d[j])), 0)
      v <- sum(rest^2 * hazard) + sum(before[j]^2 * dk[j] * (n[j] - dk[j]) / n[j]^3) -
        2 * sum(rest * before[j] * dk[j] / n[j]^2)
      out[[length(out) + 1]] <- list(cause = k, t = t, share = f, se = sqrt(v))
    }
  }
  out
}

curve <- function(case, prefix, data, at, tau = NULL, kinds = c("log-log", "log", "plain")) {
  fit <- survfit(Surv(entry, time, event) ~ 1, data, conf.type = "log-log")
  s <- summary(fit, times = at, extend = TRUE)
  say(case, paste0(prefix, "S_", at), s$surv, "survival::survfit")
  say(case, paste0(prefix, "se_", at), s$std.err, "survival::survfit (Greenwood)")
  say(case, paste0(prefix, "nrisk_", at), sapply(at, function(t) sum(data$entry < t & data$time >= t)), "sum(entry < t & time >= t)")
  say(case, paste0(prefix, "NA_H_", at), s$cumhaz, "survival::survfit cumhaz")
  say(case, paste0(prefix, "NA_se_", at), s$std.chaz, "survival::survfit std.chaz")
  for (kind in kinds) {
    name <- sub("-", "", kind)
    fit <- survfit(Surv(entry, time, event) ~ 1, data, conf.type = kind)
    s <- summary(fit, times = at, extend = TRUE)
    say(case, paste0(prefix, name, "_lo_", at), s$lower, paste0("survfit(conf.type=", kind, ")"))
    say(case, paste0(prefix, name, "_hi_", at), s$upper, paste0("survfit(conf.type=", kind, ")"))
  }
  fit <- survfit(Surv(entry, time, event) ~ 1, data, conf.type = "log-log")
  q <- quantile(fit, c(.25, .5, .75))
  say(case, paste0(prefix, c("q25", "q50", "q75")), q$quantile, "quantile.survfit")
  say(case, paste0(prefix, c("q25", "q50", "q75"), "_lo"), q$lower, "quantile.survfit(conf.type=log-log)")
  say(case, paste0(prefix, c("q25", "q50", "q75"), "_hi"), q$upper, "quantile.survfit(conf.type=log-log)")
  for (t in tau) {
    r <- summary(fit, rmean = t)$table
    say(case, paste0(prefix, "rmst_", t), r[["rmean"]], "summary.survfit(rmean)")
    say(case, paste0(prefix, "rmst_", t, "_se"), r[["se(rmean)"]], "summary.survfit(rmean)")
  }
  say(case, paste0(prefix, "events"), sum(data$event), "sum")
}

test <- function(case, name, fit, groups, source, tolerance = "1e-9") {
  say(case, paste0(name, "_chisq"), fit$chisq, source, tolerance)
  say(case, paste0(name, "_p"), fit$pvalue, source, tolerance)
  o <- if (is.matrix(fit$obs)) rowSums(fit$obs) else fit$obs
  e <- if (is.matrix(fit$exp)) rowSums(fit$exp) else fit$exp
  if (name == "logrank") {
    say(case, paste0("O_", groups), o, source, tolerance)
    say(case, paste0("E_", groups), e, source, tolerance)
  }
}

cat("case,quantity,value,rel_tol,source\n")
d <- read.csv("data/spells_drawn.csv", colClasses = c(cause = "character"))
d$event <- d$cause != "0"
curve("drawn_delayed", "", d, c(.5, 1, 2, 4), c(2, 4))
for (g in c("a", "b", "c"))
  curve("drawn_groups", paste0(g, "_"), d[d$group == g, ], c(1, 3))
right <- transform(d, entry = -1)
curve("drawn_right", "", right, c(.5, 1, 2, 4), 4)

for (k in aalen_johansen(d$entry, d$time, d$cause, c(1, 2, 4))) {
  say("drawn_causes", paste0("F_", k$cause, "_", k$t), k$share, "double sum in spells.R")
  say("drawn_causes", paste0("se_", k$cause, "_", k$t), k$se, "double sum in spells.R")
}
f <- survfit(Surv(entry, time, factor(cause)) ~ 1, d, id = id)
s <- summary(f, times = c(1, 2, 4))
for (k in 2:4)
  say("drawn_causes", paste0("F_", f$states[k], "_", s$time), s$pstate[, k], "survival::survfit multi-state")
f <- survfit(Surv(time, factor(cause)) ~ 1, d, conf.type = "log-log")
s <- summary(f, times = c(1, 2, 4))
for (k in 2:4) {
  say("drawn_causes_right", paste0("F_", f$states[k], "_", s$time), s$pstate[, k], "survival::survfit multi-state")
  say("drawn_causes_right", paste0("se_", f$states[k], "_", s$time), s$std.err[, k], "survival::survfit multi-state")
  say("drawn_causes_right", paste0("lo_", f$states[k], "_", s$time), s$lower[, k], "survfit(conf.type=log-log)")
  say("drawn_causes_right", paste0("hi_", f$states[k], "_", s$time), s$upper[, k], "survfit(conf.type=log-log)")
}

test("drawn_logrank", "logrank", survdiff(Surv(time, event) ~ group, d), c("a", "b", "c"), "survival::survdiff")
test("drawn_logrank", "peto", survdiff(Surv(time, event) ~ group, d, rho = 1), c("a", "b", "c"), "survival::survdiff(rho=1)")
test("drawn_logrank_strata", "logrank", survdiff(Surv(time, event) ~ group + strata(stratum), d), c("a", "b", "c"),
     "survival::survdiff strata")
test("drawn_logrank_strata", "peto", survdiff(Surv(time, event) ~ group + strata(stratum), d, rho = 1),
     c("a", "b", "c"), "survival::survdiff(rho=1) strata")
score <- function(case, formula) {
  fit <- coxph(formula, d, ties = "exact")
  say(case, "logrank_chisq", fit$score, "score test of coxph(ties=exact)", "1e-7")
  say(case, "logrank_p", pchisq(fit$score, 2, lower.tail = FALSE), "score test of coxph(ties=exact)", "1e-7")
}
score("drawn_logrank_delayed", Surv(entry, time, event) ~ group)
score("drawn_logrank_delayed_strata", Surv(entry, time, event) ~ group + strata(stratum))

v <- read.csv("data/veteran.csv")
test("veteran_celltype", "logrank", survdiff(Surv(time, status) ~ celltype, v), sort(unique(v$celltype)), "survival::survdiff")
test("veteran_celltype", "peto", survdiff(Surv(time, status) ~ celltype, v, rho = 1), sort(unique(v$celltype)),
     "survival::survdiff(rho=1)")
test("veteran_trt_by_celltype", "logrank", survdiff(Surv(time, status) ~ trt + strata(celltype), v), 1:2,
     "survival::survdiff strata")

for (y in 2016:2019) {
  c <- d[d$cohort == y, ]
  s <- summary(survfit(Surv(entry, time, event) ~ 1, c, conf.type = "log-log"), times = 1:3)
  say("drawn_retention", paste0(y, "_left_", s$time), 1 - s$surv, "1 - survfit")
  say("drawn_retention", paste0(y, "_left_", s$time, "_lo"), 1 - s$upper, "1 - survfit(conf.type=log-log) upper")
  say("drawn_retention", paste0(y, "_left_", s$time, "_hi"), 1 - s$lower, "1 - survfit(conf.type=log-log) lower")
}

# Lexis cells by survSplit along both clocks, in whole tenths of years so that no break is missed by rounding.
tenths <- data.frame(hired = round(10 * d$hired), start = round(10 * d$start), stop = round(10 * d$stop), event = d$event)
cut <- survSplit(Surv(start, stop, event) ~ ., tenths, cut = 10 * (2016:2022), episode = "year")
cut <- transform(cut, from = start - hired, to = stop - hired)
cut <- survSplit(Surv(from, to, event) ~ ., cut, cut = c(10, 30), episode = "tenure")
for (y in 2016:2021) for (k in 1:3) {
  cell <- cut$year == y - 2014 & cut$tenure == k
  say("drawn_lexis", sprintf("py_%d_%d", y, c(0, 1, 3)[k]), sum(cut$to[cell] - cut$from[cell]) / 10, "survival::survSplit twice")
  say("drawn_lexis", sprintf("d_%d_%d", y, c(0, 1, 3)[k]), sum(cut$event[cell]), "survival::survSplit twice")
}
