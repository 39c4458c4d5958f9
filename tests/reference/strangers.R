# Files as strangers have them: semicolons, a mark and CRLF, columns in another order, years as they stand in a calendar; drawn
# with a fixed seed, and what R 4.2.2 (stats) says of them, small ones by going through every outcome. Writes
# data/stranger_*.csv, cases_strangers.csv and expected_strangers.csv. usage: Rscript tests/reference/strangers.R (in the root)
set.seed(20190105)
dir <- "tests/reference/"
cases <- expected <- NULL
write_data <- function(d, name) {
  d$remark <- "x"
  d <- d[, rev(names(d))]
  lines <- c(paste(names(d), collapse = ";"), do.call(paste, c(lapply(d, format, digits = 15, trim = TRUE), sep = ";")))
  file <- file(paste0(dir, "data/", name), "wb")
  writeChar(paste0("\ufeff", paste0(lines, "\r\n", collapse = "")), file, eos = NULL, useBytes = TRUE)
  close(file)
}
case <- function(name, arguments, data) cases <<- rbind(cases, data.frame(case = name, arguments = arguments, data = data))
expect <- function(name, values, tol, source) for (q in names(values))
  expected <<- rbind(expected, data.frame(case = name, quantity = q, value = sprintf("%.15g", values[[q]]), rel_tol = tol, source = source))
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-13)$root
fit <- function(formula, d) glm(formula, poisson, d, control = glm.control(1e-14, 100))
xlog <- function(s, e) ifelse(s > 0, s * log(s / e), 0)

# A series by calendar year: regression with the year as it is, profile limits, trend, ranks, steps, segments.
d <- data.frame(year = 2011:2019, y = c(31, 22, 25, 25, 18, 12, 25, 14, 9),
                e = c(150.5, 148, 161.25, 160, 158, 149, 163, 171.5, 166))
write_data(d, "stranger_years.csv")
m <- fit(y ~ I(year - 2015) + offset(log(e)), d)
null <- fit(y ~ 1 + offset(log(e)), d)
held <- function(b) fit(y ~ offset(log(e) + b * (year - 2015)), d)$deviance - m$deviance - qchisq(.95, 1)
b <- coef(m)[[2]]; se <- sqrt(vcov(m)[2, 2])
case("stranger_poisson", "poisson --events y --exposure e --terms year", "stranger_years.csv")
expect("stranger_poisson", c("b[year]" = b, "se[year]" = se, "b[(Intercept)]" = coef(m)[[1]] - 2015 * b, deviance = m$deviance,
                             loglik = as.numeric(logLik(m)), aic = AIC(m), bic = BIC(m), lrt_year = null$deviance - m$deviance,
                             phi = sum(residuals(m, "pearson")^2) / 7), "1e-7", "glm(poisson)")
expect("stranger_poisson", c("prof_exact_lo[year]" = root(held, b - 1, b), "prof_exact_hi[year]" = root(held, b, b + 1)),
       "1e-7", "uniroot on the deviance of glm(poisson)")
case("stranger_trend", "trend --events y --exposure e", "stranger_years.csv")
expect("stranger_trend", c(apc_pct = 100 * expm1(b), apc_lo = 100 * expm1(b - qnorm(.975) * se), apc_hi = 100 * expm1(b + qnorm(.975) * se),
                           homog_dev = null$deviance, gof_p = pchisq(m$deviance, 7, lower = FALSE)), "1e-7", "glm(poisson)")
case("stranger_kendall", "mann-kendall --value y", "stranger_years.csv")
line <- summary(lm(y ~ year, d))$coefficients
slopes <- outer(seq_len(9), seq_len(9), function(i, j) (d$y[j] - d$y[i]) / (d$year[j] - d$year[i]))
expect("stranger_kendall", c(tau_b = cor(d$year, d$y, method = "kendall"), sen = median(slopes[upper.tri(slopes)])), "1e-9", "cor(kendall); median")
expect("stranger_kendall", c(ols_slope = line[2, 1], ols_se = line[2, 2], ols_p = line[2, 4]), "1e-9", "lm")
forecast <- fit(y ~ I(year - 2015) + offset(log(e)), d[1:7, ])
x <- cbind(1, d$year[8:9] - 2015); mu <- c(exp(x %*% coef(forecast))) * d$e[8:9]; g <- colSums(x * mu)
variance <- c(t(g) %*% vcov(forecast) %*% g); phi <- sum(residuals(forecast, "pearson")^2) / 5
d$late <- as.numeric(d$year >= 2018)
write_data(d, "stranger_years.csv")
case("stranger_forecast", "forecast --events y --exposure e --terms year --new late", "stranger_years.csv")
expect("stranger_forecast", c(E = sum(mu), var_E_param = variance, O = sum(d$y[8:9]), phi_pre = phi,
                              z_quasi = (sum(d$y[8:9]) - sum(mu)) / sqrt(phi * (sum(mu) + variance))), "1e-7", "glm(poisson)")

# The exact law of the largest step, by the recursion in R; segments by trying them all.
total <- sum(d$y); years <- sum(d$e); events <- cumsum(d$y)[-9]; person_years <- cumsum(d$e)[-9]
lr <- 2 * (xlog(events, person_years) + xlog(total - events, years - person_years) - xlog(total, years))
p <- c(1, numeric(total)); exited <- 0
for (t in 1:8) {
  then <- numeric(total + 1)
  for (s in 0:total) if (p[s + 1] > 0)
    then[(s:total) + 1] <- then[(s:total) + 1] +
      p[s + 1] * dbinom(0:(total - s), total - s, d$e[t] / (years - if (t > 1) person_years[t - 1] else 0))
  out <- 2 * (xlog(0:total, person_years[t]) + xlog(total - 0:total, years - person_years[t]) - xlog(total, years)) >= max(lr) - 1e-9
  exited <- exited + sum(then[out]); then[out] <- 0; p <- then
}
case("stranger_step", "step-exact --events y --exposure e", "stranger_years.csv")
expect("stranger_step", c(suplr = max(lr), exact_p = exited, last_old = d$year[which.max(lr)], first_new = d$year[which.max(lr) + 1],
                          cs95_size = sum(lr > max(lr) - qchisq(.95, 1))), "1e-7", "recursion on dbinom")
cheapest <- function(m) min(apply(combn(8, m), 2, function(at) {
  ends <- c(0, at, 9)
  if (any(diff(ends) < 2)) return(Inf)
  sum(sapply(1:(m + 1), function(i) { in_it <- (ends[i] + 1):ends[i + 1]; -2 * xlog(sum(d$y[in_it]), sum(d$e[in_it])) }))
}))
case("stranger_segments", "segments --events y --exposure e --most 3", "stranger_years.csv")
expect("stranger_segments", c(cost_m0 = -2 * xlog(total, years), cost_m1 = cheapest(1), cost_m2 = cheapest(2), cost_m3 = cheapest(3)),
       "1e-9", "all partitions")

# Small counts in a trend: every outcome with the same sums.
s <- data.frame(year = 2016:2020, y = c(2, 4, 0, 3, 4), e = c(7.5, 9, 3.25, 8, 6))
write_data(s, "stranger_few.csv")
all <- as.matrix(expand.grid(rep(list(0:13), 5)))
all <- all[rowSums(all) == 13 & all %*% 1:5 == sum(1:5 * s$y), ]
weight <- exp(rowSums(sweep(all, 2, log(s$e), "*") - lfactorial(all))); weight <- weight / sum(weight)
for (shape in c("step", "pulse")) {
  of <- if (shape == "step") rowSums(all[, 4:5]) else all[, 4]
  seen <- if (shape == "step") 7 else 3
  name <- paste0("stranger_exact_", shape)
  case(name, paste("break-exact --events y --exposure e --at 2019 --shape", shape), "stranger_few.csv")
  expect(name, c(p_lower = sum(weight[of <= seen]), p_upper = sum(weight[of >= seen]), point_prob = sum(weight[of == seen])), "1e-9", "all outcomes")
}
# No event at all, a year without staff, all years alike.
write_data(data.frame(year = 2016:2020, y = 7, e = 10), "stranger_equal.csv")
flat <- data.frame(year = -2:2, y = 7, e = 10)
held <- function(b) fit(y ~ offset(log(e) + b * year), flat)$deviance - qchisq(.95, 1)
case("stranger_equal", "poisson --events y --exposure e --terms year", "stranger_equal.csv")
expect("stranger_equal", c("b[year]" = 0, deviance = 0, "prof_lo[year]" = root(held, -1, 0), "prof_hi[year]" = root(held, 0, 1)), "1e-7", "uniroot on the deviance of glm(poisson)")

# Standardised rates and the parts of a change.
g <- data.frame(cell = letters[1:6], x = c(3, 0, 11, 25, 7, 1), n = c(40.5, 12, 66, 140, 71.25, 9), w = c(300, 90, 410, 800, 700, 55))
write_data(g, "stranger_cells.csv")
w <- g$w / sum(g$w); rate <- sum(w * g$x / g$n); v <- sum(w^2 * g$x / g$n^2); o <- sum(g$x); ci <- poisson.test(o)$conf.int; wm <- max(w / g$n)
case("stranger_standard", "standardise", "stranger_cells.csv")
expect("stranger_standard", c(crude = o / sum(g$n), dsr = rate, var_dsr = v, dobson_exact_lo = rate + sqrt(v / o) * (ci[1] - o),
                              dobson_exact_hi = rate + sqrt(v / o) * (ci[2] - o), ff_gamma_lo = qgamma(.025, rate^2 / v) * v / rate,
                              ff_gamma_hi = qgamma(.975, (rate + wm)^2 / (v + wm^2)) * (v + wm^2) / (rate + wm)), "1e-9", "poisson.test; qgamma")
h <- data.frame(time = rep(1:2, each = 6), cell = rep(letters[1:6], 2), x = c(g$x, 5, 1, 8, 20, 9, 0), n = c(g$n, 44, 15, 70, 120.5, 80, 12))
write_data(h, "stranger_change.csv")
c1 <- h$n[1:6] / sum(h$n[1:6]); c2 <- h$n[7:12] / sum(h$n[7:12]); m1 <- (h$x / h$n)[1:6]; m2 <- (h$x / h$n)[7:12]
case("stranger_change", "kitagawa", "stranger_change.csv")
expect("stranger_change", c(total = sum(c2 * m2 - c1 * m1), mix = sum((c2 - c1) * (m1 + m2) / 2), rate = sum((m2 - m1) * (c1 + c2) / 2),
                            rate_se = sqrt(sum(((c1 + c2) / 2)^2 * (h$x / h$n^2)[1:6] + ((c1 + c2) / 2)^2 * (h$x / h$n^2)[7:12]))), "1e-9", "arithmetic")

write.csv(cases, paste0(dir, "cases_strangers.csv"), row.names = FALSE, quote = FALSE)
write.csv(expected, paste0(dir, "expected_strangers.csv"), row.names = FALSE, quote = FALSE)
