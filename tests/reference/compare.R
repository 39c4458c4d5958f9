# Units compared over time, drawn with a fixed seed, and what R 4.2.2 (stats) says of them: writes data/drawn_districts.csv,
# data/drawn_two_years.csv, cases_compare.csv and expected_compare.csv. usage: Rscript tests/reference/compare.R (in the root)
set.seed(20190102)
dir <- "tests/reference/"
expected <- NULL
expect <- function(name, quantity, value, tol, source)
  expected <<- rbind(expected, data.frame(case = name, quantity = quantity, value = sprintf("%.15g", value), rel_tol = tol, source = source))
d <- expand.grid(time = 2014:2021, unit = paste0("u", 1:7), stringsAsFactors = FALSE)
d$exposure <- round(rep(c(35, 60, 80, 110, 45, 150, 8), each = 8) * runif(56, .9, 1.1), 1)
d$events <- rpois(56, d$exposure * rep(c(.2, .15, .3, .2, .25, .18, .2), each = 8) * exp(-.05 * (d$time - 2014)) *
  ifelse(d$time == 2018, ifelse(d$unit == "u3", 2, 1.2), 1))
d <- d[!(d$unit == "u5" & d$time == 2014), ]
write.csv(d[, c("unit", "time", "events", "exposure")], paste0(dir, "data/drawn_districts.csv"), row.names = FALSE, quote = FALSE)
units <- unique(d$unit); times <- 2014:2021
cell <- function(u, col) { h <- d[d$unit == u, ]; x <- h[[col]][match(times, h$time)]; ifelse(is.na(x), 0, x) }
city <- sapply(c("events", "exposure"), function(col) rowSums(sapply(units, cell, col)))

contrast <- function(yu, eu, yr, er, inside) { # the law written out and convolved; limits by uniroot
  keep <- eu > 0 & er > 0; yu <- yu[keep]; eu <- eu[keep]; yr <- yr[keep]; er <- er[keep]; inside <- inside[keep]
  N <- sum(yu); law <- function(sel) { f <- 1
    for (i in which(sel)) { k <- 0:min(N, yu[i] + yr[i]); g <- lchoose(yu[i] + yr[i], k) + k * log(eu[i] / er[i]); g <- exp(g - max(g))
      h <- numeric(length(f) + length(g) - 1); for (a in seq_along(f)) h[a - 1 + seq_along(g)] <- h[a - 1 + seq_along(g)] + f[a] * g; f <- h }
    f }
  a <- law(inside); b <- law(!inside); s <- 0:N; w <- a[s + 1] * b[N - s + 1]; w[is.na(w)] <- 0; so <- sum(yu[inside])
  P <- function(l) { x <- log(w) + s * l; x <- exp(x - max(x)); x / sum(x) }; p0 <- P(0)
  root <- function(f) exp(uniroot(f, c(-20, 20), tol = 1e-13)$root); tails <- c(sum(p0[s <= so]), sum(p0[s >= so]))
  c(expected = sum(s * p0), ratio = if (so == 0) 0 else root(function(l) sum(s * P(l)) - so),
    lo = if (so == 0) 0 else root(function(l) sum(P(l)[s >= so]) - .05), hi = root(function(l) sum(P(l)[s <= so]) - .05),
    p = min(1, 2 * min(tails)), mid = min(1, 2 * (min(tails) - p0[so + 1] / 2)))
}
for (shape in c("pulse", "step")) {
  case <- paste0("drawn_unit_break_", shape); inside <- if (shape == "pulse") times == 2018 else times >= 2018
  d$z <- as.numeric(inside[match(d$time, times)]); f <- function(m) glm(m, poisson, transform(d, u = factor(unit), t = factor(time)),
    offset = log(exposure), control = list(epsilon = 1e-11, maxit = 100))
  m0 <- f(events ~ u + t); m1 <- f(events ~ u + t + u:z); phi <- 1.3
  lr <- (deviance(m0) - deviance(m1)) / phi
  expect(case, "n_units", 7, "0", "count"); expect(case, "df", 6, "0", "count")
  expect(case, "lr", lr, "1e-6", "anova of two glm"); expect(case, "lr_p", pchisq(lr, 6, lower = FALSE), "1e-6", "pchisq")
  mu <- fitted(m0); q <- tapply(mu * d$z, d$unit, sum) / tapply(mu, d$unit, sum); n <- tapply(d$events, d$unit, sum)
  x2 <- sum((tapply(d$events * d$z, d$unit, sum) - n * q)^2 / (n * q * (1 - q))) / phi
  scale <- (12 + sum((1 - 6 * q * (1 - q)) / (n * q * (1 - q)))) / 12
  expect(case, "chisq", x2, "1e-6", "formula on fitted(glm)"); expect(case, "chisq_p", pchisq(x2 / scale, 6 / scale, lower = FALSE), "1e-6", "pchisq")
  for (i in seq_along(units)) {
    k <- contrast(cell(units[i], "events"), cell(units[i], "exposure"), city[, "events"] - cell(units[i], "events"),
      city[, "exposure"] - cell(units[i], "exposure"), inside)
    for (name in c("expected", "ratio", "ratio_lo", "ratio_hi", "p_central", "p_mid"))
      expect(case, paste0(name, "_", i), k[[match(name, c("expected", "ratio", "ratio_lo", "ratio_hi", "p_central", "p_mid"))]], "1e-9",
        "convolution and uniroot")
  }
}
two <- data.frame(events1 = c(12, 0, 33, 4, 61, 9), exposure1 = c(70.5, 11, 160, 38, 310, 52), events2 = c(5, 2, 21, 9, 40, 9),
  exposure2 = c(72, 12.5, 151, 40, 290, 60.5))
write.csv(two, paste0(dir, "data/drawn_two_years.csv"), row.names = FALSE, quote = FALSE)
ratio <- .8; x <- 0:220
for (phi in c(1, 2.5)) {
  case <- paste0("drawn_common_change_", phi)
  p <- sapply(seq_len(nrow(two)), function(i) { e1 <- two$exposure1[i]; e2 <- two$exposure2[i]
    r <- (two$events1[i] + two$events2[i]) / (e1 + ratio * e2); law <- function(m) if (phi == 1) dpois(x, m) else dnbinom(x, m / (phi - 1), mu = m)
    o <- outer(x, x, function(after, before) { n <- after + before; s <- e2 / (e1 + e2)
      ifelse(n == 0, 0, ifelse(pbinom(after, n, s) < .025, -1, ifelse(1 - pbinom(after - 1, n, s) < .025, 1, 0))) })
    w <- outer(law(r * ratio * e2), law(r * e1)); c(sum(w[o < 0]), sum(w[o > 0])) })
  number <- function(p, level) { f <- 1; for (q in p) f <- c(f * (1 - q), 0) + c(0, f * q); which(cumsum(f) >= level)[1] - 1 }
  expect(case, "ratio", ratio, "0", "given")
  for (s in 1:2) {
    side <- c("down", "up")[s]
    expect(case, paste0(side, "_expected"), sum(p[s, ]), "1e-7", "every pair of counts")
    expect(case, paste0(side, "_lo"), number(p[s, ], .025), "0", "convolution"); expect(case, paste0(side, "_hi"), number(p[s, ], .975), "0", "convolution")
  }
}
# The spread between units, and units drawn in by it, of the estimates that rates.R draws.
m <- read.csv(paste0(dir, "data/drawn_estimates.csv")); y <- m$y; v <- m$v
Q <- function(t2) { w <- 1 / (v + t2); mu <- sum(w * y) / sum(w); sum(w * (y - mu)^2) }
at <- function(q) if (Q(0) <= q) 0 else uniroot(function(t) Q(t) - q, c(0, 1e4), tol = 1e-15)$root
k <- length(y); t2 <- at(k - 1); w <- 1 / (v + t2); mu <- sum(w * y) / sum(w); own <- t2 / (t2 + v)
expect("drawn_spread", "tau2_lo", at(qchisq(.95, k - 1)), "1e-7", "uniroot on the generalised Q")
expect("drawn_spread", "tau2_hi", at(qchisq(.05, k - 1)), "1e-7", "uniroot on the generalised Q")
for (i in seq_along(y)) {
  expect("drawn_spread", paste0("shrunken_", i), mu + own[i] * (y[i] - mu), "1e-7", "formula as metafor::blup")
  expect("drawn_spread", paste0("shrunken_se_", i), sqrt(own[i] * v[i] + (1 - own[i])^2 / sum(w)), "1e-7", "formula as metafor::blup")
}
cases <- data.frame(case = c("drawn_unit_break_pulse", "drawn_unit_break_step", "drawn_common_change_1", "drawn_common_change_2.5",
    "drawn_spread"),
  arguments = c("unit-break --at 2018 --dispersion 1.3 --conf 0.9", "unit-break --at 2018 --shape step --dispersion 1.3 --conf 0.9",
    "common-change --ratio 0.8", "common-change --ratio 0.8 --dispersion 2.5", "meta --conf 0.9"),
  data = c(rep(c("drawn_districts.csv", "drawn_two_years.csv"), each = 2), "drawn_estimates.csv"))
write.csv(cases, paste0(dir, "cases_compare.csv"), row.names = FALSE, quote = FALSE)
write.csv(expected, paste0(dir, "expected_compare.csv"), row.names = FALSE, quote = FALSE)
cat(nrow(expected), "values\n")
