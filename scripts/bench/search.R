# search.R SERIES.csv SHAPES_OF_A_YEAR REPLICATES - the search for a break as one would write it in R: the null and every candidate
# fitted by glm() in each replicate. Prints the largest LR of the series and replicates per second of processor time.
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
begun <- proc.time()
for (i in seq_len(replicates)) largest(rnbinom(n, mu = mu, size = mu / 0.4))
used <- proc.time() - begun
cat(sprintf("%.6f %.4f %d\n", observed, replicates / (used[["user.self"]] + used[["sys.self"]]), length(columns)))
