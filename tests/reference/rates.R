# Other series than the published ones, drawn with a fixed seed, and what R 4.2.2 (stats) says of them: writes data/drawn_*.csv,
# cases_drawn.csv and expected_drawn.csv. usage: Rscript tests/reference/rates.R (in the root of the project)
set.seed(20190101)
dir <- "tests/reference/"
cases <- expected <- NULL
write_data <- function(d, name) write.csv(d, paste0(dir, "data/", name), row.names = FALSE, quote = FALSE)
case <- function(name, arguments, data) cases <<- rbind(cases, data.frame(case = name, arguments = arguments, data = data))
expect <- function(name, quantity, value, tol, source)
  expected <<- rbind(expected, data.frame(case = name, quantity = quantity, value = sprintf("%.15g", value), rel_tol = tol, source = source))
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = .Machine$double.eps)$root

# Rates: from none to ten million events.
x <- c(0, 1, 4, 17, 163, 5031, 99999, 1234567, 10000000)
e <- c(3.7, 12, 40.25, 88, 901.5, 25000, 512345.6, 5e6, 5e7)
write_data(data.frame(x, pt = e), "drawn_rates.csv")
case("drawn_rates", "rate --conf 0.99 --reference 0.19", "drawn_rates.csv")
for (i in seq_along(x)) {
  q <- function(name) paste0(name, "_", i)
  ci <- poisson.test(x[i], e[i], conf.level = .99)$conf.int
  expect("drawn_rates", q("exact_lo"), ci[1], "1e-11", "poisson.test")
  expect("drawn_rates", q("exact_hi"), ci[2], "1e-11", "poisson.test")
  expect("drawn_rates", q("jeffreys_hi"), qgamma(.005, x[i] + .5, lower = FALSE) / e[i], "1e-11", "qgamma")
  m <- .19 * e[i]
  expect("drawn_rates", q("p_vs_ref_central"),
         min(1, 2 * min(ppois(x[i], m), ppois(x[i] - 1, m, lower = FALSE))), "1e-9", "ppois")
  expect("drawn_rates", q("p_vs_ref_minlike"), poisson.test(x[i], e[i], .19)$p.value, "1e-9", "poisson.test")
  if (x[i] > 0) {
    tail <- function(m) ppois(x[i], m, lower = FALSE) + dpois(x[i], m) / 2 - .005
    expect("drawn_rates", q("midp_lo"), root(tail, ci[1] * e[i], max(x[i], 1)) / e[i], "1e-10", "uniroot on ppois")
    tail <- function(m) ppois(x[i] - 1, m) + dpois(x[i], m) / 2 - .005
    expect("drawn_rates", q("midp_hi"), root(tail, x[i], ci[2] * e[i]) / e[i], "1e-10", "uniroot on ppois")
  }
}

# Shares.
n <- c(1, 5, 12, 40, 333, 1647, 62000, 2000000)
x <- c(1, 0, 3, 39, 101, 1201, 5100, 777777)
write_data(data.frame(x, n), "drawn_shares.csv")
case("drawn_shares", "proportion --conf 0.9", "drawn_shares.csv")
for (i in seq_along(x)) {
  q <- function(name) paste0(name, "_", i)
  ci <- binom.test(x[i], n[i], conf.level = .9)$conf.int
  expect("drawn_shares", q("cp_lo"), ci[1], "1e-10", "binom.test")
  expect("drawn_shares", q("cp_hi"), ci[2], "1e-10", "binom.test")
  ci <- suppressWarnings(prop.test(x[i], n[i], conf.level = .9, correct = FALSE))$conf.int
  expect("drawn_shares", q("wilson_lo"), ci[1], "1e-10", "prop.test")
  expect("drawn_shares", q("wilson_hi"), ci[2], "1e-10", "prop.test")
  ci <- suppressWarnings(prop.test(x[i], n[i], conf.level = .9))$conf.int
  expect("drawn_shares", q("wilsoncc_lo"), ci[1], "1e-10", "prop.test")
  expect("drawn_shares", q("wilsoncc_hi"), ci[2], "1e-10", "prop.test")
}

# Two rates.
d <- data.frame(x1 = c(2, 0, 14, 81, 240, 3000, 500000), t1 = c(10, 55, 70.5, 410, 1000, 15000, 2.5e6),
                x2 = c(5, 9, 14, 60, 302, 3210, 503000), t2 = c(11, 50, 30.5, 395, 1010, 15200, 2.5e6))
write_data(d, "drawn_two_rates.csv")
case("drawn_two_rates", "rate-ratio", "drawn_two_rates.csv")
e_test <- function(x1, t1, x2, t2) {
  statistic <- function(a, b) ifelse(a + b == 0, 0, (a / t1 - b / t2) / sqrt(a / t1^2 + b / t2^2))
  rate <- (x1 + x2) / (t1 + t2)
  a <- 0:qpois(1 - 1e-15, rate * t1); b <- 0:qpois(1 - 1e-15, rate * t2)
  extreme <- outer(a, b, function(a, b) abs(statistic(a, b)) >= abs(statistic(x1, x2)) - 1e-12)
  sum(outer(dpois(a, rate * t1), dpois(b, rate * t2)) * extreme)
}
for (i in seq_len(nrow(d))) with(d[i, ], {
  q <- function(name) paste0(name, "_", i)
  t <- poisson.test(c(x1, x2), c(t1, t2))
  expect("drawn_two_rates", q("rr_exact_lo"), t$conf.int[1], "1e-9", "poisson.test")
  expect("drawn_two_rates", q("rr_exact_hi"), t$conf.int[2], "1e-9", "poisson.test")
  expect("drawn_two_rates", q("p_exact_minlike"), t$p.value, "1e-9", "poisson.test")
  p <- t1 / (t1 + t2); k <- x1 + x2
  lower <- pbinom(x1, k, p); upper <- pbinom(x1 - 1, k, p, lower = FALSE)
  expect("drawn_two_rates", q("p_exact_central"), min(1, 2 * min(lower, upper)), "1e-9", "pbinom")
  expect("drawn_two_rates", q("p_midp"), min(1, 2 * min(lower, upper) - dbinom(x1, k, p)), "1e-9", "pbinom")
  if (k < 5000)
    expect("drawn_two_rates", q("p_etest"), e_test(x1, t1, x2, t2), "1e-9", "Krishnamoorthy-Thomson by double sum")
})

# Two shares.
d <- data.frame(x1 = c(0, 7, 30, 500), n1 = c(6, 11, 90, 2000), x2 = c(4, 2, 41, 430), n2 = c(7, 13, 88, 2100))
write_data(d, "drawn_two_shares.csv")
case("drawn_two_shares", "proportion-difference", "drawn_two_shares.csv")
for (i in seq_len(nrow(d))) with(d[i, ], {
  m <- matrix(c(x1, n1 - x1, x2, n2 - x2), 2)
  t <- suppressWarnings(chisq.test(m, correct = FALSE))
  expect("drawn_two_shares", paste0("fisher_p_", i), fisher.test(m)$p.value, "1e-9", "fisher.test")
  expect("drawn_two_shares", paste0("chisq_stat_", i), t$statistic, "1e-10", "chisq.test")
  expect("drawn_two_shares", paste0("chisq_p_", i), t$p.value, "1e-10", "chisq.test")
})

# Units: events against expected, with a spread of 0.3 on the log scale, one unit empty.
E <- c(round(rexp(30, 1 / 12) + .5, 1), 0.4)
O <- c(rpois(30, E[1:30] * exp(rnorm(30, 0, .3))), 0)
write_data(data.frame(O, E), "drawn_units.csv")
case("drawn_eb", "shrinkage --conf 0.9 --reference 1.2", "drawn_units.csv")
loglik <- function(p) sum(dnbinom(O, size = exp(p[1]), mu = exp(p[2]) * E, log = TRUE))
fit <- optim(c(1, 0), loglik, method = "BFGS", control = list(fnscale = -1, reltol = 1e-15, ndeps = c(1e-5, 1e-5), maxit = 1000))
nu <- exp(fit$par[1]); alpha <- nu / exp(fit$par[2])
expect("drawn_eb", "nu", nu, "1e-5", "optim on dnbinom")
expect("drawn_eb", "alpha", alpha, "1e-5", "optim on dnbinom")
expect("drawn_eb", "loglik", fit$value, "1e-9", "optim on dnbinom")
for (i in c(1, 5, 31)) {
  expect("drawn_eb", paste0("eb_", i), (O[i] + nu) / (E[i] + alpha), "1e-5", "posterior mean")
  expect("drawn_eb", paste0("eb_lo_", i), qgamma(.05, O[i] + nu, E[i] + alpha), "1e-5", "qgamma")
  expect("drawn_eb", paste0("p_gt1_", i), pgamma(1.2, O[i] + nu, E[i] + alpha, lower = FALSE), "1e-5", "pgamma")
}
case("drawn_funnel", "funnel --winsorise 0.05", "drawn_units.csv")
m <- sum(O) / sum(E)
z <- 2 * sqrt(E) * (sqrt(O / E) - sqrt(m))
zw <- pmin(pmax(z, quantile(z, .05)), quantile(z, .95))
expect("drawn_funnel", "phi_w5", mean(zw^2), "1e-12", "mean of squared winsorised z, quantile type 7")
for (i in c(1, 9, 31)) {
  expect("drawn_funnel", paste0("lim998_hi_", i), qpois(.999, m * E[i]) / E[i], "1e-12", "qpois")
  expect("drawn_funnel", paste0("lim95_lo_", i), qpois(.025, m * E[i]) / E[i], "1e-12", "qpois")
}

# Estimates pooled.
v <- round(runif(12, .01, .4), 4)
y <- round(rnorm(12, -.2, sqrt(v + .05)), 4)
write_data(data.frame(y, v), "drawn_estimates.csv")
pool <- function(t2) { w <- 1 / (v + t2); m <- sum(w * y) / sum(w); list(w = w, m = m, Q = sum(w * (y - m)^2)) }
tau2 <- list(
  "paule-mandel" = root(function(t2) pool(t2)$Q - 11, 0, 10),
  "dersimonian-laird" = with(pool(0), max(0, (Q - 11) / (sum(w) - sum(w^2) / sum(w)))),
  reml = optimize(function(t2) with(pool(t2), sum(log(w)) - log(sum(w)) - Q), c(0, 2), maximum = TRUE, tol = 1e-12)$maximum)
for (method in names(tau2)) {
  name <- paste0("drawn_meta_", method)
  case(name, paste("meta --method", method), "drawn_estimates.csv")
  tol <- if (method == "reml") "1e-6" else "1e-10"
  p <- pool(tau2[[method]]); se <- 1 / sqrt(sum(p$w)); hksj <- sqrt(p$Q / 11 / sum(p$w))
  expect(name, "tau2", tau2[[method]], tol, "from the definition")
  expect(name, "estimate", p$m, tol, "from the definition")
  expect(name, "se", se, tol, "from the definition")
  expect(name, "hksj_lo", p$m - qt(.975, 11) * hksj, tol, "from the definition")
  expect(name, "prediction_hi", p$m + qt(.975, 10) * sqrt(tau2[[method]] + se^2), tol, "from the definition")
  expect(name, "Q", pool(0)$Q, "1e-10", "from the definition")
}

# p-values, with a missing one and ties.
p <- c(.03, .5, NA, .001, .03, .2, 1, 4e-7, .049)
write_data(data.frame(p), "drawn_p.csv")
case("drawn_p", "adjust", "drawn_p.csv")
for (method in c("BH", "BY", "holm", "hochberg", "bonferroni"))
  for (i in seq_along(p))
    expect("drawn_p", paste0(method, "_", i), p.adjust(p, method)[i], "1e-12", "p.adjust")

# A change of the crude rate, cell by cell, and a standardised rate.
n1 <- c(40.5, 120, 11, 260); n2 <- c(61, 95.25, 30, 310)
x1 <- c(4, 19, 0, 52); x2 <- c(11, 12, 3, 49)
write_data(data.frame(time = rep(1:2, each = 4), cell = rep(c("a", "b", "c", "d"), 2), x = c(x1, x2), n = c(n1, n2)),
           "drawn_change.csv")
case("drawn_change", "kitagawa", "drawn_change.csv")
c1 <- n1 / sum(n1); c2 <- n2 / sum(n2); m1 <- x1 / n1; m2 <- x2 / n2
mix <- (c2 - c1) * (m1 + m2) / 2; rate <- (m2 - m1) * (c1 + c2) / 2
expect("drawn_change", "total", sum(x2) / sum(n2) - sum(x1) / sum(n1), "1e-12", "from the definition")
expect("drawn_change", "mix", sum(mix), "1e-12", "from the definition")
expect("drawn_change", "rate", sum(rate), "1e-12", "from the definition")
expect("drawn_change", "mix_b", mix[2], "1e-12", "from the definition")
expect("drawn_change", "rate_c", rate[3], "1e-12", "from the definition")
expect("drawn_change", "rate_se", sqrt(sum(((c1 + c2) / 2)^2 * (x1 / n1^2 + x2 / n2^2))), "1e-12", "from the definition")
write_data(data.frame(x = x1, n = n1, w = n2), "drawn_standard.csv")
case("drawn_standard", "standardise --conf 0.9", "drawn_standard.csv")
y <- sum(c2 * m1); v <- sum(c2^2 * x1 / n1^2); wm <- max(c2 / n1); x <- sum(x1)
expect("drawn_standard", "dsr", y, "1e-12", "from the definition")
expect("drawn_standard", "ff_gamma_lo", qgamma(.05, y^2 / v, scale = v / y), "1e-11", "qgamma")
expect("drawn_standard", "ff_gamma_hi", qgamma(.95, (y + wm)^2 / (v + wm^2), scale = (v + wm^2) / (y + wm)), "1e-11", "qgamma")
expect("drawn_standard", "dobson_exact_hi", y + sqrt(v / x) * (qgamma(.95, x + 1) - x), "1e-11", "qgamma")

# Answers.
d <- data.frame(group1 = c(2, 9, 0, 31, 12, 7), group2 = c(5, 3, 0, 11, 20, 19))
write_data(d, "drawn_answers.csv")
case("drawn_answers", "two-groups", "drawn_answers.csv")
t <- wilcox.test(rep(1:6, d$group1), rep(1:6, d$group2), exact = FALSE)
expect("drawn_answers", "W", t$statistic, "1e-12", "wilcox.test")
expect("drawn_answers", "p", t$p.value, "1e-10", "wilcox.test")
t <- suppressWarnings(chisq.test(as.matrix(d[-3, ])))
expect("drawn_answers", "chisq", t$statistic, "1e-10", "chisq.test")
expect("drawn_answers", "chisq_p", t$p.value, "1e-10", "chisq.test")
d <- data.frame(x = c(3, 8, 12, 30, 7), n = c(40, 52, 47, 110, 15), score = c(0, 1, 2, 5, 9))
write_data(d, "drawn_trend.csv")
case("drawn_trend", "proportion-trend", "drawn_trend.csv")
t <- prop.trend.test(d$x, d$n, d$score)
expect("drawn_trend", "chisq", t$statistic, "1e-10", "prop.trend.test")
expect("drawn_trend", "p", t$p.value, "1e-10", "prop.trend.test")
expect("drawn_trend", "homog_p", suppressWarnings(prop.test(d$x, d$n))$p.value, "1e-10", "prop.test")

# Quantiles where other libraries give up.
case("drawn_quantile_chi", "quantile --distribution chi-square --a 100000 --p 1e-12;0.025;0.975", "")
for (q in c(1e-12, .025, .975)) expect("drawn_quantile_chi", sprintf("q%g", q), qchisq(q, 1e5), "1e-12", "qchisq")
case("drawn_quantile_beta", "quantile --distribution beta --a 5031 --b 56891 --p 0.001 --tail upper", "")
expect("drawn_quantile_beta", "q0.001", qbeta(.001, 5031, 56891, lower = FALSE), "1e-11", "qbeta")
case("drawn_quantile_gamma", "quantile --distribution gamma --a 0.05 --p 0.025;0.9", "")
for (q in c(.025, .9)) expect("drawn_quantile_gamma", sprintf("q%g", q), qgamma(q, .05), "1e-11", "qgamma")

write.table(cases, paste0(dir, "cases_drawn.csv"), sep = ",", row.names = FALSE, quote = FALSE)
write.table(expected, paste0(dir, "expected_drawn.csv"), sep = ",", row.names = FALSE, quote = FALSE)
