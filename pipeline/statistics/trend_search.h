/* trend_search.h - is there a break anywhere, and at a given date: largest likelihood ratio, with a p-value that pays
 * for the search.
 *
 * The statistic is the largest LR over all admissible dates and shapes (trend_shape.h) against the log-linear null,
 * divided by the dispersion. Its p-value comes from a parametric bootstrap under the fitted null: the total spread
 * multinomially where the dispersion is 1, else negative binomial with variance dispersion * mean; the null and every
 * candidate are fitted again in each replicate. p = (1 + number at least as large) / (replicates + 1) (Davison and
 * Hinkley 1997, Bootstrap Methods, eq. 4.11). The p for one date pays for the shapes at that date only.
 *
 * Replicates are fast and exact: a candidate is fitted in full only where neither its score statistic nor a bound from
 * the dual problem rules it out. For a candidate column with weighted residual r on the null's columns, and d its score
 * step, the counts v_i = mu_i (1 + d r_i) meet all likelihood equations of the larger model, so by duality
 *
 *   LR <= 2 sum(v_i log(v_i / mu_i) - v_i + mu_i)   where all v_i >= 0
 *
 * Scores come for all candidates at once (trend_score.h); of these only the order is used, and what they rule out with
 * a margin for rounding. About one candidate of a replicate is fitted. */
#ifndef STATISTICS_TREND_SEARCH_H
#define STATISTICS_TREND_SEARCH_H

#include "pipeline/statistics/trend_shape.h"

#include <stdint.h>

struct trend_search;

/* Borrows the series. NULL where no test is possible: no period with events, a period without exposure, too many
 * columns, or no admissible candidate. Candidates that the null already holds are dropped. The caller's, to
 * trend_search_free(). */
struct trend_search *trend_search_new(const struct trend_series *series, const struct trend_rule *rule);
void trend_search_free(struct trend_search *s); /* NULL is fine */

/* The candidates, by date, then shape; they live as long as the search. */
const struct trend_candidate *trend_search_candidates(const struct trend_search *s, size_t *n);

/* LR of each candidate against the null (dispersion 1), all fitted in full. */
void trend_search_likelihood_ratios(struct trend_search *s, const double *events, double *likelihood_ratio);

/* The largest LR of the candidates at `at` (n of the series: at any date), over the dispersion 1, and which it is. */
double trend_search_largest(struct trend_search *s, const double *events, size_t at, size_t *candidate);
/* Straight after it: the same for another `at` and the same events, for which the null is not fitted again. */
double trend_search_largest_again(struct trend_search *s, const double *events, size_t at, size_t *candidate);

const struct trend_series *trend_search_series(const struct trend_search *s);
/* n: what the null expects, as fitted last. */
const double *trend_search_expected(const struct trend_search *s);

struct trend_bootstrap_options {
    double dispersion; /* >= 1 */
    size_t replicates;
    size_t stop_after;  /* 0: all replicates. h: stop when h of them were at least as large, anywhere and at the date;
                         * p = count / drawn (Besag and Clifford 1991, Biometrika 78, 301-304) */
    size_t at;          /* the fixed date, an index of the series; n of the series: none */
    const char *series; /* names the stream of random numbers, see random.h */
    uint64_t seed;
};

struct trend_bootstrap {
    double statistic, statistic_fixed; /* largest LR, over the dispersion: anywhere; at the date (NaN: none there) */
    size_t candidate, candidate_fixed; /* where, index among the candidates */
    double p, p_fixed;
    double critical, critical_fixed; /* 95 % quantile under the null; NaN where the bootstrap stopped early */
    size_t replicates;               /* drawn */
};

/* False, leaving *out alone, where dispersion < 1 or there are no replicates. */
bool trend_search_bootstrap(struct trend_search *s, const struct trend_bootstrap_options *options,
                            struct trend_bootstrap *out);

#endif
