# make.R - draws city.csv, a small city, and computes expected.csv from it with R's own functions.
#
# Run in this folder: Rscript make.R. city.csv: grouping,period,unit,exits,person_years. expected.csv: table,key,column,value,tol,
# with the key's columns joined by |. Formulas that R has no function for are written out, with their source in the headers of
# pipeline/statistics.
options(digits = 15)
set.seed(4)
years <- 2015:2020
districts <- c("Alvik", "Berga", "Dal", "Edsvik", "Fors", "Gamla stan", "Haga", "Iggesund", "Järla", "Åker")
staff <- c(40, 160, 75, 90, 30, 220, 60, 110, 85, 12)
level <- c(1, .8, 1.2, 1, 1.7, .9, 1, 1.1, .7, 1)
fall <- c(.22, .21, .19, .18, .24, .15)
d <- do.call(rbind, lapply(seq_along(districts), function(u) data.frame(grouping = "district", period = years,
    unit = districts[u], person_years = round(staff[u] * runif(6, .9, 1.1), 2))))
d$exits <- rnbinom(nrow(d), size = 20, mu = d$person_years * level[match(d$unit, districts)] * fall[match(d$period, years)])
d <- d[!(d$unit == "Åker" & d$period == 2015), ] # a district that came later
d$exits[d$unit == "Åker" & d$period == 2017] <- 0
total <- aggregate(cbind(exits, person_years) ~ period, d, sum)
city <- data.frame(grouping = "city", period = years, unit = "all", total[, c("exits", "person_years")])
share <- c(.78, .79, .8, .81, .81, .82)
occupation <- do.call(rbind, lapply(1:6, function(t) {
    x <- rbinom(1, city$exits[t], share[t]); py <- round(city$person_years[t] * share[t], 2)
    data.frame(grouping = "occupation", period = years[t], unit = c("bistandshandlaggare", "socialsekreterare"),
        exits = c(city$exits[t] - x, x), person_years = c(city$person_years[t] - py, py))
}))
tenure <- do.call(rbind, lapply(1:6, function(t) { # nobody has been there for 10 years before 2017
    s <- if (t < 3) c(.2, .5, .3, 0) else c(.18, .45, .3, .07); x <- c(rmultinom(1, city$exits[t], s * c(1.6, 1.1, .6, .4)))
    data.frame(grouping = "tenure", period = years[t], unit = c("under_1", "1_to_4", "5_to_9", "10_or_over"), exits = x,
        person_years = s * city$person_years[t])
}))
tenure <- tenure[tenure$person_years > 0, ]
all <- rbind(city, d[, names(city)], occupation, tenure)
all <- all[order(all$grouping, all$period, all$unit, method = "radix"), ]
write.csv(all, "city.csv", row.names = FALSE, quote = FALSE)

out <- NULL
say <- function(table, key, column, value, tol = 1e-9)
    out <<- rbind(out, data.frame(table, key, column, value = sprintf("%.15g", value), tol))
garwood <- function(x, e) c(if (x == 0) 0 else qgamma(.025, x), qgamma(.975, x + 1)) / e
cp_ratio <- function(x1, e1, x2, e2) { # Clopper-Pearson on x1 of x1 + x2
    n <- x1 + x2; ci <- binom.test(x1, n)$conf.int; ci / (1 - ci) * e2 / e1
}
central <- function(x1, e1, x2, e2) {
    n <- x1 + x2; q <- e1 / (e1 + e2); min(1, 2 * min(pbinom(x1, n, q), 1 - pbinom(x1 - 1, n, q)))
}
mover <- function(x1, e1, x2, e2) { # Zou and Donner, score limits
    z <- qnorm(.975); s <- function(x, e) (x + z^2 / 2 + c(-1, 1) * z * sqrt(x + z^2 / 4)) / e
    a <- s(x1, e1); b <- s(x2, e2); r <- x1 / e1 - x2 / e2
    r + c(-1, 1) * c(sqrt((x1 / e1 - a[1])^2 + (b[2] - x2 / e2)^2), sqrt((a[2] - x1 / e1)^2 + (x2 / e2 - b[1])^2))
}

# ---- funnel and spread of 2018-2020
w <- aggregate(cbind(exits, person_years) ~ unit, d[d$period >= 2018, ], sum)
w <- w[order(w$unit, method = "radix"), ]
O <- w$exits; E <- w$person_years; m <- sum(O) / sum(E); key <- paste0("2018-2020|", w$unit)
p <- mapply(function(o, e) central(o, e, sum(O) - o, sum(E) - e), O, E)
q <- p.adjust(p, "BH")
z <- 2 * sqrt(E) * (sqrt(O / E) - sqrt(m)); zq <- quantile(z, c(.1, .9)); phi <- mean(pmin(zq[2], pmax(zq[1], z))^2)
tau2 <- max(0, (length(O) * phi - (length(O) - 1)) / (sum(4 * E) - sum(16 * E^2) / sum(4 * E)))
marginal <- function(par) -sum(dnbinom(O, exp(par[1]), mu = E * exp(par[2]), log = TRUE))
eb <- optim(c(2, log(m)), marginal, method = "BFGS", control = list(reltol = 1e-15))
eb <- optim(eb$par, marginal, method = "Nelder-Mead", control = list(reltol = 1e-16, maxit = 5000))
nu <- exp(eb$par[1]); alpha <- nu / exp(eb$par[2])
for (i in seq_along(O)) {
    g <- garwood(O[i], E[i]); r <- cp_ratio(O[i], E[i], sum(O) - O[i], sum(E) - E[i])
    say("funnel", key[i], "rate", 100 * O[i] / E[i]); say("funnel", key[i], "lower", 100 * g[1]); say("funnel", key[i], "upper", 100 * g[2])
    say("funnel", key[i], "city_rate", 100 * m)
    for (l in c(.95, .998)) {
        n <- if (l == .95) "95" else "998"
        say("funnel", key[i], paste0("limit_", n, "_lower"), 100 * qpois((1 - l) / 2, E[i] * m) / E[i])
        say("funnel", key[i], paste0("limit_", n, "_upper"), 100 * qpois((1 + l) / 2, E[i] * m) / E[i])
        if (tau2 > 0) {
            h <- qnorm((1 + l) / 2) * sqrt(1 / (4 * E[i]) + tau2)
            say("funnel", key[i], paste0("adjusted_", n, "_lower"), 100 * max(0, sqrt(m) - h)^2)
            say("funnel", key[i], paste0("adjusted_", n, "_upper"), 100 * (sqrt(m) + h)^2)
        }
    }
    say("funnel", key[i], "shrunken", 100 * (O[i] + nu) / (E[i] + alpha), 1e-5)
    say("funnel", key[i], "shrunken_lower", 100 * qgamma(.025, O[i] + nu) / (E[i] + alpha), 1e-5)
    say("funnel", key[i], "shrunken_upper", 100 * qgamma(.975, O[i] + nu) / (E[i] + alpha), 1e-5)
    say("funnel", key[i], "ratio_lower", r[1]); say("funnel", key[i], "ratio_upper", r[2])
    say("funnel", key[i], "p", p[i]); say("funnel", key[i], "q", q[i])
}
x2 <- sum((O - m * E)^2 / (m * E)); k <- length(O); N <- sum(O)
v <- 2 * (k - 1) + (sum(sum(E) / E) - k^2 - 2 * k + 2) / N; cc <- v / (2 * (k - 1))
Q <- function(t2) { wt <- 1 / (m / E + t2); mu <- sum(wt * O / E) / sum(wt); sum(wt * (O / E - mu)^2) }
solve_q <- function(to) if (Q(0) <= to) 0 else uniroot(function(t) Q(t) - to, c(0, 10), tol = 1e-15)$root
say("spread", "2018-2020", "chi_square", x2); say("spread", "2018-2020", "p", pchisq(x2 / cc, (k - 1) / cc, lower = FALSE))
say("spread", "2018-2020", "phi", phi); say("spread", "2018-2020", "tau2", tau2)
say("spread", "2018-2020", "sd", sqrt(solve_q(k - 1)) / m, 1e-6)
say("spread", "2018-2020", "sd_lower", sqrt(solve_q(qchisq(.975, k - 1))) / m, 1e-6)
say("spread", "2018-2020", "sd_upper", sqrt(solve_q(qchisq(.025, k - 1))) / m, 1e-6)

# ---- changes 2016 to 2020
change <- function(dimension, g) {
    a <- g[g$period == 2016, ]; b <- g[g$period == 2020, ]; a <- a[order(a$unit, method = "radix"), ]; b <- b[order(b$unit, method = "radix"), ]
    ps <- rep(NA, nrow(a))
    for (i in seq_len(nrow(a))) {
        x1 <- b$exits[i]; e1 <- b$person_years[i]; x2 <- a$exits[i]; e2 <- a$person_years[i]
        ky <- paste(dimension, a$unit[i], 2016, 2020, sep = "|"); r <- cp_ratio(x1, e1, x2, e2); dd <- mover(x1, e1, x2, e2)
        if (x1 + x2 >= 5) ps[i] <- central(x1, e1, x2, e2)
        say("changes", ky, "difference", 100 * (x1 / e1 - x2 / e2)); say("changes", ky, "difference_lower", 100 * dd[1])
        say("changes", ky, "difference_upper", 100 * dd[2]); say("changes", ky, "ratio", x1 / e1 / (x2 / e2))
        say("changes", ky, "ratio_lower", r[1]); say("changes", ky, "ratio_upper", r[2])
        say("changes", ky, "p", if (is.na(ps[i])) NaN else ps[i])
    }
    adj <- p.adjust(ps, if (dimension == "district") "BH" else "holm")
    for (i in seq_len(nrow(a))) say("changes", paste(dimension, a$unit[i], 2016, 2020, sep = "|"), "p_adjusted", if (is.na(adj[i])) NaN else adj[i])
}
change("city", city); change("occupation", occupation); change("district", d)

# Every pair of counts, one by one: how many would come out clearly down or up if all had followed the city.
a <- d[d$period == 2016, ]; b <- d[d$period == 2020, ]; R <- (city$exits[6] / city$person_years[6]) / (city$exits[2] / city$person_years[2])
unit_noise <- function() { # a level and a trend for each district, an effect for each year
    m <- glm(exits ~ factor(unit) + factor(period) + factor(unit):I(period - 2017), poisson, d, offset = log(person_years))
    max(1, sum(residuals(m, "pearson")^2) / (nrow(d) - 2 * 10 - 4))
}
dispersion <- unit_noise()
chance <- sapply(seq_len(nrow(a)), function(i) {
    e1 <- b$person_years[i]; e2 <- a$person_years[i]; r0 <- (a$exits[i] + b$exits[i]) / (e2 + R * e1)
    x <- 0:160; o <- outer(x, x, Vectorize(function(after, before) { n <- after + before; qq <- e1 / (e1 + e2)
        if (n == 0) 0 else if (pbinom(after, n, qq) < .025) -1 else if (1 - pbinom(after - 1, n, qq) < .025) 1 else 0 }))
    nb <- function(m) dnbinom(x, size = m / (dispersion - 1), mu = m)
    pr <- outer(nb(r0 * R * e1), nb(r0 * e2)); c(sum(pr[o < 0]), sum(pr[o > 0]))
})
say("change_counts", "district|2016|2020", "city_ratio", R)
say("change_counts", "district|2016|2020", "down_expected", sum(chance[1, ]), 1e-6)
say("change_counts", "district|2016|2020", "up_expected", sum(chance[2, ]), 1e-6)
binom_law <- function(p) { f <- 1; for (x in p) f <- c(f * (1 - x), 0) + c(0, f * x); cumsum(f) }
say("change_counts", "district|2016|2020", "down_expected_lower", which(binom_law(chance[1, ]) >= .025)[1] - 1, 0)
say("change_counts", "district|2016|2020", "down_expected_upper", which(binom_law(chance[1, ]) >= .975)[1] - 1, 0)

# ---- 2019 by district: regressions with a level for each district and an effect for each year
d$z <- as.numeric(d$period == 2019)
fit <- function(f) glm(f, poisson, transform(d, u = factor(unit), t = factor(period)), offset = log(person_years),
    control = list(epsilon = 1e-11, maxit = 100))
m0 <- fit(exits ~ u + t); m1 <- fit(exits ~ u + t + u:z)
say("heterogeneity", "2019|pulse", "dispersion", dispersion, 1e-6)
say("heterogeneity", "2019|pulse", "likelihood_ratio", (deviance(m0) - deviance(m1)) / dispersion, 1e-6)
mu <- fitted(m0); s <- tapply(mu * d$z, d$unit, sum) / tapply(mu, d$unit, sum); n <- tapply(d$exits, d$unit, sum); i <- tapply(d$exits * d$z, d$unit, sum)
say("heterogeneity", "2019|pulse", "chi_square", sum((i - n * s)^2 / (n * s * (1 - s))) / dispersion, 1e-6)
rate <- city$exits / city$person_years; d$as_city <- d$person_years * rate[match(d$period, years)]
eff <- t(sapply(districts, function(u) { g <- d[d$unit == u, ]; i <- g$z == 1
    a <- sum(g$exits[i]); b <- sum(g$exits[!i]); h <- if (a == 0 || b == 0) .5 else 0
    c(log((a + h) / sum(g$as_city[i])) - log((b + h) / sum(g$as_city[!i])), dispersion * (1 / (a + h) + 1 / (b + h))) }))
y <- eff[, 1]; vv <- eff[, 2]; QQ <- function(t2) { wt <- 1 / (vv + t2); mu <- sum(wt * y) / sum(wt); sum(wt * (y - mu)^2) }
sq <- function(to) if (QQ(0) <= to) 0 else uniroot(function(t) QQ(t) - to, c(0, 10), tol = 1e-15)$root
pm <- sq(9); wt <- 1 / (vv + pm); mu <- sum(wt * y) / sum(wt); se <- sqrt(1 / sum(wt)); B <- pm / (pm + vv)
say("heterogeneity", "2019|pulse", "sd", sqrt(pm), 1e-6); say("heterogeneity", "2019|pulse", "sd_upper", sqrt(sq(qchisq(.025, 9))), 1e-6)
trend <- glm(exits ~ period + z, poisson, transform(city, z = as.numeric(period == 2019)), offset = log(person_years),
    control = list(epsilon = 1e-11, maxit = 100))
without <- unname(exp(coef(trend)[1] + coef(trend)[2] * 2019) * city$person_years[5])
say("heterogeneity", "2019|pulse", "excess", city$exits[5] - without, 1e-7)
lev <- sapply(districts, function(u) { g <- d[d$unit == u & d$z == 0, ]; sum(g$exits) / sum(g$as_city) })
g <- d[d$period == 2019, ]; g <- g[match(districts, g$unit), ]; share <- lev * g$person_years / sum(lev * g$person_years)
contrast <- function(yu, eu, yr, er, inside) { # given the unit's total and each year's: ratio, limits, p
    keep <- eu > 0 & er > 0; yu <- yu[keep]; eu <- eu[keep]; yr <- yr[keep]; er <- er[keep]; inside <- inside[keep]
    N <- sum(yu); law <- function(sel) { f <- 1
        for (i in which(sel)) { k <- 0:min(N, yu[i] + yr[i]); g <- lchoose(yu[i] + yr[i], k) + k * log(eu[i] / er[i]); g <- exp(g - max(g))
            h <- numeric(length(f) + length(g) - 1); for (a in seq_along(f)) h[a - 1 + seq_along(g)] <- h[a - 1 + seq_along(g)] + f[a] * g; f <- h }
        f }
    a <- law(inside); b <- law(!inside); s <- 0:N; w <- a[s + 1] * b[N - s + 1]; w[is.na(w)] <- 0; so <- sum(yu[inside])
    P <- function(l) { x <- log(w) + s * l; x <- exp(x - max(x)); x / sum(x) }; p0 <- P(0)
    root <- function(f) exp(uniroot(f, c(-20, 20), tol = 1e-13)$root)
    c(if (so == 0) 0 else root(function(l) sum(s * P(l)) - so), if (so == 0) 0 else root(function(l) sum(P(l)[s >= so]) - .025),
        root(function(l) sum(P(l)[s <= so]) - .025), min(1, 2 * min(sum(p0[s <= so]), sum(p0[s >= so]))))
}
at <- function(u, col) { h <- d[d$unit == u, ]; x <- h[[col]][match(years, h$period)]; ifelse(is.na(x), 0, x) }
against <- t(sapply(districts, function(u) if (sum(at(u, "exits")) < 5) rep(NA, 4) else contrast(at(u, "exits"), at(u, "person_years"),
    city$exits - at(u, "exits"), city$person_years - at(u, "person_years"), years == 2019)))
wide <- 2 * pnorm(qnorm(against[, 4] / 2) / sqrt(dispersion)); bh <- p.adjust(wide, "BH")
for (u in seq_along(districts)) {
    ky <- paste0("2019|pulse|", districts[u]); number <- function(x) if (is.na(x)) NaN else x
    say("unit_effects", ky, "ratio", number(against[u, 1]), 1e-7); say("unit_effects", ky, "ratio_lower", number(against[u, 2]), 1e-7)
    say("unit_effects", ky, "ratio_upper", number(against[u, 3]), 1e-7); say("unit_effects", ky, "p", number(against[u, 4]), 1e-7)
    say("unit_effects", ky, "q", number(bh[u]), 1e-6)
}
for (u in seq_along(districts)) {
    ky <- paste0("2019|pulse|", districts[u])
    say("unit_effects", ky, "shrunken", exp(mu + B[u] * (y[u] - mu)), 1e-6)
    say("unit_effects", ky, "shrunken_lower", exp(mu + B[u] * (y[u] - mu) - qnorm(.975) * sqrt(B[u] * vv[u] + (1 - B[u])^2 * se^2)), 1e-6)
    say("unit_effects", ky, "expected", without * share[u], 1e-7); say("unit_effects", ky, "contribution", g$exits[u] - without * share[u], 1e-6)
}
say("unit_effects", "2019|pulse|all", "contribution", city$exits[5] - without, 1e-7)

# Limits of contributions: the city's by profile likelihood, with the dispersion and the sd of ordinary years of verdicts.awk; the
# districts' by Zou and Donner's method from Garwood's limits, and from the variance of the log of the city's expected exits.
phi <- 2.5; tau <- .05; x <- city$exits[5]
away <- function(l) (deviance(glm(exits ~ period, poisson, city, offset = log(person_years) + l * (period == 2019),
    control = list(epsilon = 1e-12, maxit = 100))) - deviance(trend)) / phi - qchisq(.95, 1)
top <- coef(trend)[["z"]]
ends <- c(uniroot(away, c(top - 3, top), tol = 1e-12)$root, uniroot(away, c(top, top + 3), tol = 1e-12)$root)
say("unit_effects", "2019|pulse|all", "contribution_lower", without * (exp(ends[1]) - 1), 1e-6)
say("unit_effects", "2019|pulse|all", "contribution_upper", without * (exp(ends[2]) - 1), 1e-6)
others <- glm(exits ~ period, poisson, city[-5, ], offset = log(person_years), control = list(epsilon = 1e-12, maxit = 100))
v_city <- phi * predict(others, data.frame(period = 2019, person_years = 1), se.fit = TRUE)$se.fit^2
O <- sapply(districts, function(u) sum(d$exits[d$unit == u & d$z == 0]))
per <- without * share / O; zed <- qnorm(.975) # no district here is without exits in the other years
for (u in seq_along(districts)) {
    E <- without * share[u]; Y <- g$exits[u]; a <- garwood(Y, 1); o <- garwood(O[u], 1); own <- per[u] * (1 - share[u])
    sd <- sqrt(v_city + tau^2 + dispersion * sum((share^2 / O)[-u]))
    ky <- paste0("2019|pulse|", districts[u])
    say("unit_effects", ky, "contribution_lower", Y - E - sqrt(dispersion * ((Y - a[1])^2 + (own * (o[2] - O[u]))^2) + (E * (exp(zed * sd) - 1))^2), 1e-6)
    say("unit_effects", ky, "contribution_upper", Y - E + sqrt(dispersion * ((a[2] - Y)^2 + (own * (O[u] - o[1]))^2) + (E * (1 - exp(-zed * sd)))^2), 1e-6)
}

# ---- Kitagawa 2016 to 2020
kitagawa <- function(dimension, g) {
    units <- sort(unique(g$unit), method = "radix"); at <- function(y, col) { h <- g[g$period == y, ]; x <- h[[col]][match(units, h$unit)]; ifelse(is.na(x), 0, x) }
    x1 <- at(2016, "exits"); e1 <- at(2016, "person_years"); x2 <- at(2020, "exits"); e2 <- at(2020, "person_years")
    keep <- e1 + e2 > 0; units <- units[keep]; x1 <- x1[keep]; x2 <- x2[keep]; e1 <- e1[keep]; e2 <- e2[keep]
    c1 <- e1 / sum(e1); c2 <- e2 / sum(e2); m1 <- x1 / e1; m2 <- x2 / e2; m1 <- ifelse(is.nan(m1), m2, m1); m2 <- ifelse(is.nan(m2), m1, m2)
    mix <- 100 * (c2 - c1) * (m1 + m2) / 2; rates <- 100 * (m2 - m1) * (c1 + c2) / 2
    for (i in seq_along(units)) { ky <- paste(dimension, 2016, 2020, units[i], sep = "|"); say("decomposition", ky, "mix", mix[i]); say("decomposition", ky, "rates", rates[i], 1e-8) }
    # a group's limits: Zou and Donner's from score limits of the two rates
    z <- qnorm(.975); score <- function(x, e, sign) (x + z^2 / 2 + sign * z * sqrt(x + z^2 / 4)) / e; half <- 100 * (c1 + c2) / 2
    low <- half * (m2 - m1 - sqrt((m2 - score(x2, e2, -1))^2 + (score(x1, e1, 1) - m1)^2))
    high <- half * (m2 - m1 + sqrt((score(x2, e2, 1) - m2)^2 + (m1 - score(x1, e1, -1))^2))
    for (i in which(e1 > 0 & e2 > 0)) { ky <- paste(dimension, 2016, 2020, units[i], sep = "|"); say("decomposition", ky, "rates_lower", low[i], 1e-8); say("decomposition", ky, "rates_upper", high[i], 1e-8) }
    ky <- paste(dimension, 2016, 2020, "all", sep = "|"); say("decomposition", ky, "mix", sum(mix), 1e-8); say("decomposition", ky, "rates", sum(rates))
    both <- e1 > 0 & e2 > 0; se <- 100 * sqrt(sum((((c1 + c2) / 2)^2 * (x1 / e1^2 + x2 / e2^2))[both]))
    say("decomposition", ky, "rates_lower", sum(rates) - qnorm(.975) * se); say("decomposition", ky, "total", sum(mix) + sum(rates))
}
kitagawa("district", d); kitagawa("occupation", occupation); kitagawa("tenure", tenure)
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
cat(nrow(out), "values; dispersion", dispersion, "sd", sqrt(pm), "tau2", tau2, "nu", nu, "\n")
