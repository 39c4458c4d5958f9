# search.R SERIES.csv SHAPES_OF_A_YEAR REPLICATES - the search for a break as one would write it in R: the null and every candidate
# fitted by glm() in each replicate; then the search that strucchange has, for a shift or another trend in the logarithm of the rate by
# least squares (Andrews' supF over all years with three on each side: fewer candidates, no pulse, no count model). Prints the largest LR of the
# series, replicates per second of processor time, the number of candidates, and the same two of strucchange, NA and 0 without it.
arguments <- commandArgs(trailingOnly = TRUE)
series <- read.csv(arguments[1])
per_year <- as.integer(arguments[2])
replicates <- as.integer(arguments[3])
n <- nrow(series)
index <- seq_len(n)
columns <- list()
for (at in index) {
    left <- n - at + 1
    if (left >= per_year) columns[[length(columns) + 1]] <- as.numeric(index >= at & index < at + per_year)
    if (at > 3 * per_year && left >= per_year && left != per_year) columns[[length(columns) + 1]] <- as.numeric(index >= at)
    if (at > 3 * per_year && left >= 2 * per_year)
        columns[[length(columns) + 1]] <- pmax(0, series$time - series$time[at] + 1 / per_year)
}
null <- if (per_year > 1) events ~ time + factor(month) + offset(log(person_years)) else events ~ time + offset(log(person_years))
larger <- update(null, . ~ . + z)
largest <- function(events) {
    series$events <- events
    base <- deviance(suppressWarnings(glm(null, poisson, series)))
    max(vapply(columns, function(z) {
        series$z <- z
        base - deviance(suppressWarnings(glm(larger, poisson, series)))
    }, 0))
}
observed <- largest(series$events)
mu <- fitted(glm(null, poisson, series))
set.seed(1)
per_second <- function(n, replicate) {
    begun <- proc.time()
    for (i in seq_len(n)) replicate(rnbinom(length(mu), mu = mu, size = mu / 0.4))
    used <- proc.time() - begun
    n / (used[["user.self"]] + used[["sys.self"]])
}
rate <- per_second(replicates, largest)
structural <- NA
dates <- 0
if (requireNamespace("strucchange", quietly = TRUE)) {
    linear <- if (per_year > 1) log_rate ~ time + factor(month) else log_rate ~ time
    at_least <- if (per_year > 1) 3 * per_year else 3 # observations on each side
    supremum <- function(events) {
        series$log_rate <- log((events + 0.5) / series$person_years)
        found <- strucchange::Fstats(linear, from = at_least, to = n - at_least, data = series)$Fstats
        dates <<- length(found)
        max(found)
    }
    structural <- per_second(20 * replicates, supremum)
}
cat(sprintf("%.6f %.4f %d %.4f %d\n", observed, rate, length(columns), structural, dates))
