/* trend_exact.h - step tests that need no large numbers: exact given what the null leaves free.
 *
 * Without a trend: one rate before, another from the date on. The likelihood ratio at a date
 *   LR = 2 [S log(S/E) + (N - S) log((N - S)/(E - E_before)) - N log(N/E_all)],  0 log 0 = 0
 * depends on the events before it only, and given the total these are a Markov chain of binomials; so the law of the
 * largest LR over all dates is a recursion (Worsley 1983, Biometrika 70, 455-464). Within a trend: the law of the
 * events in a set of periods, given the total and sum(t y), which are sufficient for level and trend. */
#ifndef STATISTICS_TREND_EXACT_H
#define STATISTICS_TREND_EXACT_H

#include <stdbool.h>
#include <stddef.h>

/* Dates have at least `least` periods on either side. events whole numbers, person_years > 0. */
struct trend_step_data {
    size_t n;
    const double *events, *person_years;
    size_t least;
};

struct trend_step {
    double statistic; /* largest LR */
    size_t at;        /* its date: index of the first period of the new regime */
    double rate_before, rate_from, ratio;
    double p; /* exact, given the total; NaN where the recursion would be too long (N over some 10^5) */
    size_t n_set, first, last; /* 95 % profile-likelihood set {LR > largest - 3.841} and its ends */
    /* Bayes with rates ~ Gamma(1, E/N) before and from, all dates alike: */
    size_t mode;
    double mode_probability;   /* given that there is a break */
    double log10_bayes_factor; /* for a break against none */
    size_t n_credible;         /* dates in the smallest set with 95 % */
};
/* likelihood_ratio[n], posterior[n] (each may be NULL): by date, NaN where not admissible. False, leaving all alone,
 * where there is no admissible date, no events, a count that is not whole, or no exposure. */
bool trend_exact_step(const struct trend_step_data *data, struct trend_step *out, double *likelihood_ratio,
                      double *posterior);

/* P(largest LR >= statistic | total) under one rate. Relative accuracy about 1e-9 however small, down to 1e-15 where
 * the total exceeds some thousand (the recursion then keeps bands). False where it would take more than some 10^9
 * steps. */
bool trend_exact_step_p(const struct trend_step_data *data, double statistic, double *p);

/* Exact conditional test of the events in the periods marked in[], within a log-linear trend; `time` whole numbers. */
struct trend_conditional {
    double lower, upper; /* P(S <= s), P(S >= s) */
    double central, mid; /* 2 min of the tails, at most 1; the same with half the probability of s itself */
    double point;        /* P(S = s) */
};
/* False, leaving *out alone, where the set is empty or full, times or counts are not whole, there are no events, or the
 * law would take more than some 10^9 steps (a total of some hundreds: then use the bootstrap). */
bool trend_exact_conditional(const double *events, const double *person_years, const double *time, const bool *in,
                             size_t n, struct trend_conditional *out);

#endif
