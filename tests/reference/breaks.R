# Breaks, regression and trends on series drawn with a fixed seed, and what R 4.2.2 (stats) says of them, small ones by going
# through every possible outcome: writes data/breaks_*.csv, cases_breaks_drawn.csv and expected_breaks_drawn.csv.
# usage: Rscript tests/reference/breaks.R (in the root of the project)
set.seed(20190102)
dir <- "tests/reference/"
cases <- expected <- NULL
write_data <- function(d, name) write.csv(d, paste0(dir, "data/", name), row.names = FALSE, quote = FALSE)
case <- function(name, arguments, data) cases <<- rbind(cases, data.frame(case = name, arguments = arguments, data = data))
expect <- function(name, quantity, value, tol, source)
  expected <<- rbind(expected, data.frame(case = name, quantity = quantity, value = sprintf("%.15g", value), rel_tol = tol, source = source))
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-13)$root
fit <- function(formula, d) glm(formula, poisson, d, control = glm.control(1e-14, 100))

# A year's break in a trend: every date and shape.
column <- function(d, shape, b) switch(shape, pulse = as.numeric(d$year == b), step = as.numeric(d$year >= b),
                                       slope = pmax(0, d$year - b + 1))
profile_limit <- function(d, z, deviance, up, from) {
  at <- function(delta) fit(y ~ year + offset(log(e) + delta * z), d)$deviance - deviance - qchisq(.95, 1)
  if (up) root(at, from, from + 8) else root(at, from - 8, from)
}
breaks_case <- function(name, d, dates) {
  write_data(d, paste0(name, ".csv"))
  null <- fit(y ~ year + offset(log(e)), d)
  options <- paste0("break-search --events y --exposure e --replicates 1")
  case(name, options, paste0(name, ".csv"))
  for (b in dates) {
    case(paste0(name, "_", b), paste0("break --events y --exposure e --at ", b), paste0(name, ".csv"))
    for (shape in c("pulse", "step", "slope")) {
      n_before <- sum(d$year < b); n_from <- sum(d$year >= b)
      if (shape == "step" && (n_before < 3 || n_from < 2) || shape == "slope" && (n_before < 3 || n_from < 2)) next
      d$z <- column(d, shape, b)
      m <- fit(y ~ year + z + offset(log(e)), d)
      q <- function(name) paste0(shape, "_", name)
      lr <- null$deviance - m$deviance
      expect(name, paste0("lr_", shape, "_in_trend_", b), lr, "1e-7", "glm(poisson)")
      b1 <- coef(m)["z"]
      here <- paste0(name, "_", b)
      expect(here, q("lrt"), lr, "1e-7", "glm(poisson)")
      expect(here, q("lrt_p"), pchisq(lr, 1, lower = FALSE), "1e-7", "glm(poisson)")
      if (any(d$y[d$z > 0] > 0)) {
        se <- sqrt(diag(vcov(m)))["z"]
        expect(here, q("rr"), exp(b1), "1e-7", "glm(poisson)")
        expect(here, q("rr_lo"), exp(b1 - qnorm(.975) * se), "1e-7", "glm(poisson), Wald")
        expect(here, q("rr_profile_lo"), exp(profile_limit(d, d$z, m$deviance, FALSE, b1)), "1e-7", "uniroot on glm deviance")
        expect(here, q("rr_profile_hi"), exp(profile_limit(d, d$z, m$deviance, TRUE, b1)), "1e-7", "uniroot on glm deviance")
        mu0 <- predict(m, transform(d, z = 0), type = "response")
        expect(here, q("excess"), sum((d$y - mu0)[d$z > 0]), "1e-6", "glm(poisson)")
        expect(here, q("quasiF"), lr / (sum(residuals(m, "pearson")^2) / m$df.residual), "1e-7", "glm(quasipoisson)")
      } else {
        expect(here, q("rr"), 0, "1e-7", "no event in the year")
        expect(here, q("rr_profile_lo"), 0, "1e-7", "no event in the year")
        without <- fit(y ~ year + offset(log(e)), d[d$z == 0, ])
        expect(here, q("rr_profile_hi"), exp(profile_limit(d, d$z, without$deviance, TRUE, -4)), "1e-7", "uniroot on glm deviance")
        expect(here, q("excess"), -predict(without, d[d$z > 0, ], type = "response"), "1e-7", "glm(poisson) without the year")
      }
    }
  }
}
year <- 2014:2024
e <- round(runif(11, 900, 1100), 2)
breaks_case("breaks_city", data.frame(year, y = rpois(11, e * .2 * exp(-.07 * (year - 2016)) * ifelse(year == 2019, 1.4, 1)), e), 2014:2024)
year <- 2016:2020
e <- round(runif(5, 60, 80), 2)
breaks_case("breaks_small", data.frame(year, y = c(14, 11, 12, 0, 9), e), 2018:2020)
year <- c(2008, 2009, 2011, 2012, 2013, 2014, 2016) # years missing
breaks_case("breaks_gaps", data.frame(year, y = rpois(7, 80), e = round(runif(7, 400, 500), 1)), c(2009, 2012, 2014))

# Regression with classes, an interaction and large numbers.
d <- expand.grid(unit = 1:4, band = c("a", "b", "c"), t = 0:4)
d$e <- round(runif(nrow(d), 1e3, 5e5), 1)
d$y <- rpois(nrow(d), d$e * exp(-2 + .1 * d$unit + .3 * (d$band == "b") - .02 * d$t + rnorm(nrow(d), 0, .05)))
write_data(d, "breaks_regression.csv")
case("breaks_regression", "poisson --events y --exposure e --terms class:unit;band;t;bt=band*t", "breaks_regression.csv")
d$unit <- factor(d$unit)
m <- fit(y ~ unit + band + t + band:t + offset(log(e)), d)
for (i in seq_along(coef(m))) {
  expect("breaks_regression", paste0("b[", names(coef(m))[i], "]"), coef(m)[i], "1e-8", "glm(poisson)")
  expect("breaks_regression", paste0("se[", names(coef(m))[i], "]"), sqrt(diag(vcov(m)))[i], "1e-7", "glm(poisson)")
}
small <- fit(y ~ unit + band + t + offset(log(e)), d)
lr <- small$deviance - m$deviance
expect("breaks_regression", "deviance", m$deviance, "1e-8", "glm(poisson)")
expect("breaks_regression", "loglik", as.numeric(logLik(m)), "1e-10", "glm(poisson)")
expect("breaks_regression", "lrt_bt", lr, "1e-7", "anova")
expect("breaks_regression", "lrt_bt_df", 2, "1e-12", "anova")
phi <- sum(residuals(m, "pearson")^2) / m$df.residual
expect("breaks_regression", "quasiF_bt", lr / 2 / phi, "1e-7", "anova(test = F)")
expect("breaks_regression", "quasiF_p_bt", pf(lr / 2 / phi, 2, m$df.residual, lower = FALSE), "1e-6", "anova(test = F)")

# Negative binomial by direct maximisation.
d <- data.frame(x = round(runif(60, -1, 2), 3), e = round(runif(60, 1, 9), 2))
d$y <- rnbinom(60, mu = d$e * exp(.4 + .5 * d$x), size = 2.5)
write_data(d, "breaks_nb.csv")
case("breaks_nb", "negative-binomial --events y --exposure e --terms x", "breaks_nb.csv")
nll <- function(p) -sum(dnbinom(d$y, mu = d$e * exp(p[1] + p[2] * d$x), size = exp(p[3]), log = TRUE))
o <- optim(c(0, 0, 1), nll, method = "BFGS", control = list(reltol = 1e-16, maxit = 1000, ndeps = rep(1e-6, 3)))
o <- nlm(nll, o$par, gradtol = 1e-12, steptol = 1e-12, iterlim = 1000)
expect("breaks_nb", "b[(Intercept)]", o$estimate[1], "1e-5", "nlm on dnbinom")
expect("breaks_nb", "b[x]", o$estimate[2], "1e-5", "nlm on dnbinom")
expect("breaks_nb", "theta", exp(o$estimate[3]), "1e-5", "nlm on dnbinom")
expect("breaks_nb", "loglik", -o$minimum, "1e-9", "nlm on dnbinom")

# Dispersion over units with a trend each and year effects.
units_case <- function(name, d) {
  write_data(d, paste0(name, ".csv"))
  case(name, "unit-dispersion --events y --exposure e", paste0(name, ".csv"))
  d$t <- d$year - 2018 # not with fit(): its tolerance would find full rank where a column is aliased
  m <- glm(y ~ factor(unit) + factor(unit):t + factor(year) + offset(log(e)), poisson, d, control = glm.control(1e-8, 100))
  pearson <- sum(residuals(m, "pearson")^2)
  expect(name, "X2", pearson, "1e-7", "glm(poisson)")
  expect(name, "df", m$df.residual, "1e-12", "glm(poisson)")
  expect(name, "phi_u", max(1, pearson / m$df.residual), "1e-7", "glm(poisson)")
}
d <- expand.grid(year = 2016:2022, unit = 1:14)
d$e <- round(runif(nrow(d), 30, 150), 2)
d$y <- rnbinom(nrow(d), mu = d$e * .17 * exp(-.03 * (d$year - 2018) + .2 * (d$year == 2019)), size = 8)
units_case("breaks_units", d[-c(5, 40, 41), ])
d <- expand.grid(year = 2016:2020, unit = 1:5)
d$e <- round(runif(nrow(d), 300, 1500), 2)
d$y <- rpois(nrow(d), d$e * .17)
units_case("breaks_few_units", d)

# A step without trend: p of the largest LR by going through all outcomes.
compositions <- function(n, total) {
  if (n == 1) return(matrix(total))
  do.call(rbind, lapply(0:total, function(k) cbind(k, compositions(n - 1, total - k))))
}
xlogx <- function(s, e) ifelse(s > 0, s * log(s / e), 0)
step_lr <- function(y, e, k) {
  s <- sum(y[1:k]); n <- sum(y)
  2 * (xlogx(s, sum(e[1:k])) + xlogx(n - s, sum(e[-(1:k)])) - xlogx(n, sum(e)))
}
d <- data.frame(year = 1:5, y = c(0, 1, 5, 2, 4), e = c(3.1, 2.2, 4, 1.7, 2.9))
write_data(d, "breaks_step.csv")
case("breaks_step", "step-exact --events y --exposure e", "breaks_step.csv")
largest <- function(y) max(sapply(1:4, function(k) step_lr(y, d$e, k)))
all <- compositions(5, sum(d$y))
p <- apply(all, 1, dmultinom, prob = d$e / sum(d$e))
expect("breaks_step", "suplr", largest(d$y), "1e-10", "closed form")
expect("breaks_step", "suplr_exact_p", sum(p[apply(all, 1, largest) >= largest(d$y) - 1e-9]), "1e-9", "all outcomes; dmultinom")

# A step and a pulse within a trend: law given the total and sum of t y, by going through all outcomes.
d <- data.frame(year = 2015:2020, y = c(4, 1, 3, 0, 5, 2), e = c(10.5, 9, 11.2, 10, 8.7, 9.9))
write_data(d, "breaks_conditional.csv")
all <- compositions(6, sum(d$y))
all <- all[all %*% (0:5) == sum(0:5 * d$y), ]
p <- apply(all, 1, dmultinom, prob = d$e / sum(d$e)); p <- p / sum(p)
for (shape in c("step", "pulse")) {
  name <- paste0("breaks_conditional_", shape)
  case(name, paste("break-exact --events y --exposure e --at 2018 --shape", shape), "breaks_conditional.csv")
  inside <- if (shape == "step") 4:6 else 4
  s <- rowSums(all[, inside, drop = FALSE]); s0 <- sum(d$y[inside])
  expect(name, "p_lower", sum(p[s <= s0]), "1e-9", "all outcomes; dmultinom")
  expect(name, "p_upper", sum(p[s >= s0]), "1e-9", "all outcomes; dmultinom")
  expect(name, "point_prob", sum(p[s == s0]), "1e-9", "all outcomes; dmultinom")
}

# Several breaks: every segmentation with segments of two periods or more.
d <- data.frame(year = 1:14, y = c(3, 4, 0, 0, 0, 8, 9, 7, 2, 1, 3, 2, 12, 10), e = round(runif(14, 2, 4), 2))
write_data(d, "breaks_segments.csv")
case("breaks_segments", "segments --events y --exposure e --most 3", "breaks_segments.csv")
cost <- function(at) {
  group <- findInterval(seq_len(14), c(1, at))
  sum(-2 * xlogx(tapply(d$y, group, sum), tapply(d$e, group, sum)))
}
for (m in 0:3) {
  choices <- if (m == 0) list(integer()) else combn(3:13, m, simplify = FALSE)
  choices <- Filter(function(at) all(diff(c(1, at, 15)) >= 2), choices)
  costs <- sapply(choices, cost)
  best <- choices[[which.min(costs)]]
  expect("breaks_segments", paste0("cost_m", m), min(costs), "1e-10", "all segmentations")
  expect("breaks_segments", paste0("mbic_m", m), min(costs) + 3 * m * log(14) + sum(log(diff(c(1, best, 15)) / 14)), "1e-10", "formula")
  for (k in seq_along(best)) expect("breaks_segments", paste0("first_new_m", m, "_", k), best[k], "1e-12", "all segmentations")
}

# Mann-Kendall with ties: every order of seven values.
d <- data.frame(year = c(1, 2, 4, 5, 6, 8, 9), value = c(2.5, 2.5, 3, 1, 3, 4, 3))
write_data(d, "breaks_kendall.csv")
case("breaks_kendall", "mann-kendall", "breaks_kendall.csv")
s_of <- function(v) { s <- 0; for (i in 1:6) for (j in (i + 1):7) s <- s + sign(v[j] - v[i]); s }
permutations <- function(v) if (length(v) == 1) list(v) else
  do.call(c, lapply(seq_along(v), function(i) lapply(permutations(v[-i]), function(rest) c(v[i], rest))))
s <- sapply(permutations(d$value), s_of)
expect("breaks_kendall", "S", s_of(d$value), "1e-12", "definition")
expect("breaks_kendall", "p_exact", mean(abs(s) >= abs(s_of(d$value))), "1e-12", "all orders")
expect("breaks_kendall", "varS", mean(s^2), "1e-12", "all orders")

# Months with season: a search and its fixed date.
d <- data.frame(i = 1:60)
d$time <- sprintf("%.10f", 2015 + (d$i - 1) / 12)
d$month <- (d$i - 1) %% 12 + 1
d$step <- as.numeric(d$i >= 49)
d$e <- round(runif(60, 80, 90), 2)
d$y <- rpois(60, d$e / 12 * .2 * exp(.3 * sin(2 * pi * d$month / 12)))
write_data(d, "breaks_months.csv")
case("breaks_months", "poisson --events y --exposure e --terms time;step;harmonics:month:2", "breaks_months.csv")
d$time <- as.numeric(d$time)
m <- fit(y ~ time + step + sin(2 * pi * month / 12) + cos(2 * pi * month / 12) + sin(4 * pi * month / 12) + cos(4 * pi * month / 12) + offset(log(e)), d)
expect("breaks_months", "b[step]", coef(m)["step"], "1e-7", "glm(poisson)")
expect("breaks_months", "lrt_step", fit(update(formula(m), . ~ . - step), d)$deviance - m$deviance, "1e-6", "glm(poisson)")

# The same by the methods on breaks, with the season of the report: two harmonics, and from seven years on a level a month.
on <- "--time time --events y --exposure e --per-year 12 --season ja --at"
case("breaks_season", paste("break --dispersion 1.5", on, 2018), "breaks_months.csv")
case("breaks_season", paste("break-search --replicates 99", on, 2018), "breaks_months.csv")
d$step <- as.numeric(d$i >= 37)
m <- fit(formula(m), d)
expect("breaks_season", "step_rr", exp(coef(m)["step"]), "1e-7", "glm(poisson)")
lr <- function(m, z) m$deviance - fit(update(formula(m), . ~ . + z), transform(d, z = z))$deviance
m0 <- fit(update(formula(m), . ~ . - step), d)
expect("breaks_season", "step_lrt", lr(m0, d$step) / 1.5, "1e-6", "glm(poisson)")
expect("breaks_season", "lr_step_in_trend_2018", lr(m0, d$step), "1e-6", "glm(poisson)")
d <- data.frame(i = 1:96)
d$time <- sprintf("%.10f", 2014 + (d$i - 1) / 12)
d$month <- (d$i - 1) %% 12 + 1
d$e <- round(runif(96, 80, 90), 2)
d$y <- rpois(96, d$e / 12 * 2 * c(1.3, .8, .8, .9, .9, 1.5, 1.1, 1.6, 1, .8, .7, .6)[d$month])
write_data(d, "breaks_months_long.csv")
case("breaks_season_long", paste("break", on, 2019), "breaks_months_long.csv")
d$time <- as.numeric(d$time)
m0 <- fit(y ~ time + factor(month) + offset(log(e)), d)
expect("breaks_season_long", "pulse_lrt", lr(m0, as.numeric(d$i >= 61 & d$i <= 72)), "1e-6", "glm(poisson)")
expect("breaks_season_long", "slope_lrt", lr(m0, pmax(0, d$i - 60)), "1e-6", "glm(poisson)")

write.csv(cases, paste0(dir, "cases_breaks_drawn.csv"), row.names = FALSE, quote = FALSE)
write.csv(expected, paste0(dir, "expected_breaks_drawn.csv"), row.names = FALSE, quote = FALSE)
