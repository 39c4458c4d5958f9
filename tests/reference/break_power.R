# break_power.R [DRAWS [SEED]] - how often strucchange's sup-F test rejects at 5 % on series like those of
# tests/property/test_break_power.c. Prints lines for docs/traffsakerhet.csv: table,case,outcome,draws,share.
#
# The test is Fstats(): level and slope of log rate change at an unknown date, Gaussian errors. Each side needs 3 of its years to
# have a residual, so there is no test of 5 years. sup_f: with the package's asymptotic p (Hansen 1997), which is not made for 7
# years. sup_f_sized: with the statistic's own 95 % quantile among the draws without a break, so that it holds its level here.
suppressPackageStartupMessages(library(strucchange))
arguments <- commandArgs(trailingOnly = TRUE)
draws <- if (length(arguments) > 0) as.integer(arguments[1]) else 3000L
set.seed(if (length(arguments) > 1) as.integer(arguments[2]) else 1L)
at <- 4 # the first year of the new regime
for (n in c(7, 10)) for (shock in c(0, 0.05)) {
    critical <- NA
    for (planted in c("none 0", "pulse 3", "step 3", "pulse 6", "step 6")) {
        shape <- sub(" .*", "", planted)
        extra <- as.numeric(sub(".* ", "", planted))
        year <- seq_len(n)
        deviates <- if (shape == "pulse") year == at else year >= at
        statistic <- p <- numeric(draws)
        for (i in seq_len(draws)) {
            rate <- 0.15 * exp(-0.05 * (year - at)) * (1 + deviates * extra / 15)
            events <- rpois(n, 157 / 0.15 * rate * exp(shock * rnorm(n)))
            series <- data.frame(year = year, rate = log(pmax(events, 0.5) / (157 / 0.15)))
            test <- sctest(Fstats(rate ~ year, from = 3, to = n - 3, data = series), type = "supF")
            statistic[i] <- test$statistic
            p[i] <- test$p.value
        }
        if (shape == "none") critical <- quantile(statistic, 0.95)
        cat(sprintf("power,%s %d %g,%s,%d,%.6f\n", planted, n, 100 * shock, c("sup_f", "sup_f_sized"), draws,
            c(mean(p <= 0.05), mean(statistic > critical))), sep = "")
    }
}
