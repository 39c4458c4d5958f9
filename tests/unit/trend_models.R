# What R (stats, MASS) says of the series of test_trend_relative.c and test_trend_models.c: prints the numbers that stand there.
# usage: Rscript tests/unit/trend_models.R
suppressMessages(library(MASS))
say <- function(name, ...) cat(sprintf("%-38s %s\n", name, paste(sprintf("%.12g", c(...)), collapse = ", ")))
tight <- glm.control(epsilon = 1e-12, maxit = 200)

# A unit against the others: the binomial likelihood ratio beside the Poisson one with exposure e X / E, over 1 + sum x / sum X.
year <- 2014:2023
rows <- function(...) matrix(c(...), ncol = 10, byrow = TRUE)
exits <- rows(
  31, 27, 29, 24, 26, 38, 21, 23, 18, 20,
  22, 25, 19, 21, 16, 15, 17, 14, 16, 12,
  40, 36, 33, 35, 29, 30, 27, 24, 25, 22,
  18, 16, 20, 15, 17, 24, 23, 22, 19, 21,
  28, 30, 24, 26, 22, 29, 20, 17, 19, 16,
  35, 29, 33, 27, 30, 28, 22, 26, 21, 19,
  24, 26, 21, 19, 22, 31, 18, 15, 17, 15,
  15, 19, 17, 16, 15, 18, 15, 16, 15, 17,
  33, 38, 30, 31, 25, 27, 26, 20, 22, 18,
  27, 24, 26, 20, 23, 26, 19, 18, 15, 17)
staff <- rows(
  150, 152, 149, 151, 155, 153, 154, 150, 148, 152,
  110, 112, 115, 113, 111, 110, 108, 109, 112, 113,
  190, 188, 186, 191, 192, 190, 187, 185, 188, 190,
  105, 104, 107, 110, 112, 115, 118, 121, 123, 124,
  140, 141, 139, 138, 142, 144, 143, 141, 140, 139,
  175, 172, 170, 171, 173, 174, 172, 170, 169, 171,
  125, 126, 124, 123, 122, 125, 127, 126, 124, 125,
  95, 96, 97, 96, 95, 94, 96, 98, 97, 96,
  170, 171, 173, 170, 168, 167, 169, 171, 172, 170,
  135, 133, 134, 136, 137, 135, 134, 133, 135, 136)
large <- c(145, 139, 131, 124, 121, 152, 108, 99, 95, 88)   # 40 % of a city
large_staff <- c(720, 716, 725, 722, 718, 724, 719, 721, 723, 720)
other <- c(219, 207, 198, 186, 180, 171, 163, 152, 140, 133)
other_staff <- c(1080, 1085, 1078, 1082, 1084, 1079, 1081, 1083, 1080, 1077)
shapes <- list(pulse = as.numeric(year == 2019), step = as.numeric(year >= 2019), slope = pmax(0, year - 2018))
both <- function(x, e, X, E, z) {
  t <- year - 2018.5
  b0 <- glm(cbind(x, X) ~ t, binomial, offset = log(e / E), control = tight)
  b1 <- update(b0, . ~ . + z)
  p0 <- glm(x ~ t, poisson, offset = log(e * X / E), control = tight)
  p1 <- update(p0, . ~ . + z)
  c(deviance(b0) - deviance(b1), deviance(p0) - deviance(p1), exp(coef(b1)[["z"]]), exp(coef(p1)[["z"]]))
}
for (u in 1:10) for (s in names(shapes)) {
  h <- both(exits[u, ], staff[u, ], colSums(exits) - exits[u, ], colSums(staff) - staff[u, ], shapes[[s]])
  f <- 1 + sum(exits[u, ]) / (sum(exits) - sum(exits[u, ]))
  say(paste("binomial", u, s), h[1], h[2] / f / h[1] - 1, h[3], h[4])
}
for (s in names(shapes)) {
  h <- both(large, large_staff, other, other_staff, shapes[[s]])
  say(paste("binomial 40 %", s), h[1], h[2] / (1 + sum(large) / sum(other)) / h[1] - 1, h[3], h[4])
}

# Quasi-Poisson by F, and negative binomial.
y <- c(261, 240, 200, 191, 168, 219, 150, 131, 124, 112, 105)
e <- c(1048, 1025, 1031, 1034, 1043, 1024, 1030, 1041, 1042, 1049, 1053)
noisy <- c(61, 30, 52, 25, 58, 97, 22, 49, 20, 47, 29)   # counts that vary more than Poisson
noisy_e <- c(210, 205, 214, 220, 216, 208, 203, 211, 215, 219, 207)
T <- 2014:2024
Z <- list(pulse = as.numeric(T == 2019), step = as.numeric(T >= 2019), slope = pmax(0, T - 2018))
nulls <- list(linear = ~ t, constant = ~ 1, quadratic = ~ t + I(t^2))
quasi <- function(name, y, e, null, z) {
  t <- T - mean(T); d <- data.frame(y, e, t, z)
  m0 <- glm(update(null, y ~ .), quasipoisson, d, offset = log(e), control = tight)
  m1 <- update(m0, . ~ . + z)
  phi <- sum(residuals(m1, "pearson")^2) / df.residual(m1)
  a <- anova(m0, m1, test = "F", dispersion = phi)
  dev <- function(b) deviance(glm(update(null, y ~ .), poisson, transform(d, o = log(e) + b * z), offset = o, control = tight)) - deviance(m1) -
    phi * qf(.95, 1, df.residual(m1))
  b <- coef(m1)[["z"]]; w <- 8 * summary(m1)$coefficients["z", 2]
  say(paste("quasi", name), phi, exp(b), exp(uniroot(dev, c(b - w, b), tol = 1e-14)$root), exp(uniroot(dev, c(b, b + w), tol = 1e-14)$root), a[2, "Pr(>F)"])
}
for (s in names(Z)) quasi(paste("city", s), y, e, nulls$linear, Z[[s]])
for (s in names(Z)) quasi(paste("noisy", s), noisy, noisy_e, nulls$linear, Z[[s]])
for (n in c("constant", "quadratic")) quasi(paste("city pulse,", n), y, e, nulls[[n]], Z$pulse)
for (n in c("constant", "quadratic")) quasi(paste("city step,", n), y, e, nulls[[n]], Z$step)

# No exits in the year of the pulse: the same fit as without that year, and a limit that the deviance gives.
k <- T != 2019; t <- T - mean(T); noisy0 <- ifelse(k, noisy, 0)
m1 <- glm(noisy ~ t, poisson, subset = k, offset = log(noisy_e), control = tight)
m0 <- glm(noisy0 ~ t, poisson, offset = log(noisy_e), control = tight)
phi <- sum(residuals(m1, "pearson")^2) / df.residual(m1)
f <- (deviance(m0) - deviance(m1)) / phi
cut <- function(b) { o <- log(noisy_e) + b * (1 - k); deviance(glm(noisy0 ~ t, poisson, offset = o, control = tight)) - deviance(m1) -
  phi * qf(.95, 1, df.residual(m1)) }
say("quasi, a year without exits", phi, 0, 0, exp(uniroot(cut, c(-8, 2), tol = 1e-14)$root), pf(f, 1, df.residual(m1), lower = FALSE))

nb <- function(name, y, e, null, z) {
  t <- T - mean(T); d <- data.frame(y, e, t, z)
  m <- glm.nb(update(null, y ~ . + z + offset(log(e))), d, control = glm.control(epsilon = 1e-12, maxit = 500))
  s <- summary(m, dispersion = 1)$coefficients["z", ]   # the standard error given theta
  q <- qnorm(.975)
  say(paste("nb", name), 1 + mean(y) / m$theta, exp(s[1]), exp(s[1] - q * s[2]), exp(s[1] + q * s[2]), 2 * pnorm(-abs(s[1] / s[2])), m$theta)
}
for (s in names(Z)) nb(paste("noisy", s), noisy, noisy_e, nulls$linear, Z[[s]])
for (n in c("constant", "quadratic")) nb(paste("noisy pulse,", n), noisy, noisy_e, nulls[[n]], Z$pulse)

# Poisson effects about other developments.
for (n in names(nulls)) for (s in names(Z)) {
  t <- T - mean(T); z <- Z[[s]]
  m0 <- glm(update(nulls[[n]], y ~ .), poisson, offset = log(e), control = tight); m1 <- update(m0, . ~ . + z)
  mu0 <- fitted(m1) / exp(coef(m1)[["z"]] * z); on <- z > 0
  say(paste("poisson", n, s), exp(coef(m1)[["z"]]), deviance(m0) - deviance(m1), sum((y - mu0)[on]))
}
