# A city of four districts and two occupations, drawn with a fixed seed, and what R (stats) says of it: writes years.csv,
# months.csv, tenure.csv and expected.csv beside itself. usage: Rscript tests/stage/trend/make.R (in the root)
set.seed(20190103)
dir <- "tests/stage/trend/"
tight <- glm.control(epsilon = 1e-12, maxit = 200)
year <- 2014:2024
put <- function(d, name) write.csv(d, paste0(dir, name), row.names = FALSE, quote = FALSE)

# ---- the city ----
cells <- expand.grid(year = year, occupation = c("nurse", "cook"), district = paste0("d", 1:4), stringsAsFactors = FALSE)
size <- c(d1 = 320, d2 = 240, d3 = 260, d4 = 180)[cells$district] * c(nurse = .7, cook = .3)[cells$occupation]
growth <- c(nurse = .012, cook = -.02)[cells$occupation]
cells$staff <- round(size * exp(growth * (cells$year - 2019)) * runif(nrow(cells), .98, 1.02), 1)
cells$exits <- rpois(nrow(cells), cells$staff * c(nurse = .14, cook = .24)[cells$occupation] * exp(-.05 * (cells$year - 2019)) *
  ifelse(cells$year == 2019, 1.45, 1))
sums <- function(by) { d <- aggregate(cbind(exits, staff) ~ ., cells[, c(by, "year", "exits", "staff")], sum); d$staff <- round(d$staff, 1); d }
rows <- function(grouping, by, definition = "T17", cause = "all", d = sums(by)) data.frame(grouping, definition,
  district = if ("district" %in% by) d$district else "all", occupation = if ("occupation" %in% by) d$occupation else "all",
  cause, year = d$year, exits = d$exits, staff = d$staff)
city <- sums(character(0)); districts <- sums("district"); occupations <- sums("occupation")
heads <- city; heads$staff <- round(city$staff * runif(11, 1.01, 1.05))
pension <- city; pension$exits <- rbinom(11, city$exits, .25)
request <- city; request$exits <- city$exits - pension$exits
put(rbind(rows("city", character(0)), rows("district", "district"), rows("occupation", "occupation"),
  rows("district_occupation", c("district", "occupation")), rows("city", character(0), "T4", d = heads),
  rows("cause", character(0), cause = "pension", d = pension), rows("cause", character(0), cause = "own_request", d = request)), "years.csv")
tenure <- rbind(data.frame(grouping = "city", occupation = "all", city[, c("year", "exits", "staff")]),
  data.frame(grouping = "occupation", occupations[, c("occupation", "year", "exits", "staff")]))
tenure$adjusted <- round(tenure$staff * runif(nrow(tenure), .9, 1.1), 1)
put(tenure, "tenure.csv")

months <- expand.grid(month = 1:12, year = year)
leap <- months$year %% 4 == 0
length_of <- c(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[months$month] + (leap & months$month == 2)
months$person_days <- round(1000 * length_of * runif(132, .98, 1.02))
season <- c(1.3, .8, .8, .9, .9, 1.5, 1.1, 1.6, 1, .8, .7, .6)
months$exits <- rpois(132, months$person_days / 365 * .17 * exp(-.05 * (months$year - 2019)) * season[months$month] *
  ifelse(months$year == 2019, 1.5, 1))
put(months, "months.csv")

# ---- what R says ----
expected <- NULL
expect <- function(table, check, variant, values) expected <<- rbind(expected,
  data.frame(table, check, variant, column = names(values), value = sprintf("%.12g", values), row.names = NULL))
shape <- function(name, t, at) switch(name, pulse = as.numeric(floor(t) == at), step = as.numeric(t >= at), slope = pmax(0, t - at + 1))
effect <- function(t, y, e, z, phi = NA, null = "t", staff = e) {
  d <- data.frame(y, t = t - mean(t), z, o = log(e))
  fit <- function(terms, extra = 0) glm(as.formula(paste("y ~", terms)), poisson, transform(d, o = o + extra), offset = o, control = tight)
  m0 <- fit(null); m1 <- fit(paste(null, "+ z")); b <- coef(m1)[["z"]]; w <- 10 * sqrt(max(phi, 1, na.rm = TRUE) * vcov(m1)["z", "z"])
  on <- z > 0; lr <- deviance(m0) - deviance(m1)
  out <- c(rate_ratio = exp(b), excess_per_100 = 100 * sum((y - fitted(m1) / exp(b * z))[on]) / sum(staff[on]))
  if (is.na(phi)) return(out)
  limit <- function(a, b) exp(uniroot(function(v) deviance(fit(null, v * z)) - deviance(m1) - phi * qchisq(.95, 1), c(a, b), tol = 1e-13)$root)
  c(out, dispersion = phi, lower = limit(b - w, b), upper = limit(b, b + w), p_fixed = pchisq(lr / phi, 1, lower.tail = FALSE))
}

# Units: a level and a trend each, an effect of every year. The years are too few to tell their own spread: .05.
effects <- sapply(2015:2023, function(y) as.numeric(districts$year == y)) # the first and the last are in the trends
units <- glm(exits ~ district + district:I(year - 2019) + effects, poisson, districts, offset = log(staff), control = tight)
stopifnot(df.residual(units) == 44 - 8 - 9)
phi_u <- round(max(1, sum(residuals(units, "pearson")^2) / df.residual(units)), 1)
phi <- function(y) phi_u + mean(y) * .05^2
expect("verdicts", "", "", c(unit_dispersion = phi_u, dispersion = phi(city$exits), year_sd = .05))

panel <- function(table, s, others, heads, tenure) { # s: year, exits, staff
  at <- function(d, keep = TRUE, year = 2019, ...) {
    d <- d[keep, ]; effect(d$year, d$exits, d$staff, shape("pulse", d$year, year), phi(d$exits), ...) }
  expect(table, "as_assessed", "", at(s))
  expect(table, "without_trend", "", effect(s$year, s$exits, s$staff, shape("pulse", s$year, 2019), phi(s$exits), "1"))
  expect(table, "quadratic", "", effect(s$year, s$exits, s$staff, shape("pulse", s$year, 2019), phi(s$exits), "t + I(t^2)"))
  expect(table, "window", "", at(s, abs(s$year - 2019) <= 4))
  expect(table, "poisson", "", effect(s$year, s$exits, s$staff, shape("pulse", s$year, 2019), 1))
  for (y in c(2014, 2020, 2024)) expect(table, "without_year", y, at(s, s$year != y))
  for (y in c(2014, 2018, 2023)) expect(table, "placebo_year", y, at(s, s$year != 2019, year = y))
  for (u in names(others)) { r <- s; r$exits <- s$exits - others[[u]]$exits; r$staff <- s$staff - others[[u]]$staff
    expect(table, "without_unit", u, at(r)) }
  if (!is.null(heads)) expect(table, "denominator", "T4", at(heads))
  r <- s; r$staff <- tenure$adjusted; expect(table, "equal_tenure", "", at(r))
}
panel("primary", city, split(districts, districts$district), heads, tenure[tenure$grouping == "city", ])
nurse <- occupations[occupations$occupation == "nurse", ]
local <- subset(sums(c("district", "occupation")), occupation == "nurse")
panel("nurse", nurse, split(local, local$district), NULL, tenure[tenure$occupation == "nurse", ])
equal <- city; rate <- tapply(occupations$exits, occupations$occupation, sum) / tapply(occupations$staff, occupations$occupation, sum)
equal$staff <- c(tapply(occupations$staff * rate[occupations$occupation], occupations$year, sum)) / (sum(city$exits) / sum(city$staff))
expect("primary", "equal_occupation", "", effect(equal$year, equal$exits, equal$staff, shape("pulse", year, 2019), phi(equal$exits)))
q <- glm(exits ~ I(year - 2019) + I(as.numeric(year == 2019)), quasipoisson, nurse, offset = log(staff), control = tight)
expect("nurse", "quasi_poisson", "", c(rate_ratio = exp(coef(q)[[3]]), dispersion = sum(residuals(q, "pearson")^2) / 8,
  p_fixed = anova(update(q, . ~ . - I(as.numeric(year == 2019))), q, test = "F")[2, "Pr(>F)"]))

# Districts against the rest, causes, months: every shape at 2019.
for (s in c("pulse", "step", "slope")) {
  z <- shape(s, year, 2019)
  for (u in c("d1", "d4")) { x <- districts[districts$district == u, ]
    rest <- (city$exits - x$exits) / (city$staff - x$staff)
    f <- 1 + sum(x$exits) / sum(city$exits - x$exits)
    h <- effect(year, x$exits, x$staff * rest, z, phi_u * f, staff = x$staff)
    expect(u, "yes", s, h[c("rate_ratio", "excess_per_100", "lower", "upper")]) }
  expect("pension", "yes", s, effect(year, pension$exits, pension$staff, z))
  for (range in list(c(2014, 2024), c(2016, 2022), c(2017, 2022))) {
    k <- months$year >= range[1] & months$year <= range[2]; n <- sum(k); t <- (months$year + (months$month - 1) / 12)[k]
    e <- (months$person_days / ifelse(leap, 366, 365))[k]
    a <- 2 * pi * (months$month[k] - 1) / 12; s1 <- sin(a); c1 <- cos(a); s2 <- sin(2 * a); c2 <- cos(2 * a); f <- factor(months$month[k])
    z <- if (s == "slope") pmax(0, t - 2019 + 1 / 12) else shape(s, t, 2019)
    null <- if (n < 84) ~ t + s1 + c1 + s2 + c2 else ~ t + f
    m1 <- glm(update(null, y ~ . + z), poisson, data.frame(y = months$exits[k], t = t - mean(t), s1, c1, s2, c2, f, z, e), offset = log(e), control = tight)
    mu0 <- fitted(m1) / exp(coef(m1)[["z"]] * z)
    expect(paste0("months_", n), "yes", s, c(rate_ratio = exp(coef(m1)[["z"]]), excess = sum((months$exits[k] - mu0)[z > 1e-6])))
  }
}
# Five years of few exits, a step: the law given the sum and the trend, written out.
exact <- function(y, e, t, inside) { # law of the events inside, given their sum and sum(t y)
  N <- sum(y); W <- sum(t * y)
  law <- function(idx) { M <- matrix(0, N + 1, W + 1); M[1, 1] <- 1
    for (i in idx) { K <- matrix(0, N + 1, W + 1)
      for (k in 0:N) { if (t[i] * k > W) break
        p <- dpois(k, mu[i]); K[(k + 1):(N + 1), (t[i] * k + 1):(W + 1)] <- K[(k + 1):(N + 1), (t[i] * k + 1):(W + 1)] + p * M[1:(N + 1 - k), 1:(W + 1 - t[i] * k)] }
      M <- K }
    M }
  mu <- fitted(glm(y ~ t, poisson, offset = log(e)))
  a <- law(which(inside)); b <- law(which(!inside)); p <- sapply(0:N, function(k) sum(a[k + 1, ] * b[N - k + 1, (W + 1):1]))
  p <- p / sum(p); so <- sum(y[inside]) + 1; min(1, 2 * min(sum(p[1:so]), sum(p[so:(N + 1)])))
}
expect("small", "exact", "", c(p_fixed = exact(c(21, 18, 17, 35, 24), rep(100, 5), 0:4, c(FALSE, FALSE, FALSE, TRUE, TRUE))))
put(expected, "expected.csv")
cat(nrow(expected), "numbers\n")
