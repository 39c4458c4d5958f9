/* trend_score.h - the score statistics of all candidates of a search at once, out of one fit of the null.
 *
 * Of a candidate's column z, with residuals y - mu and weights mu of the null (columns X),
 *
 *   score = (z'(y - mu))^2 / (z'Wz - z'WX (X'WX)^-1 X'Wz)
 *
 * Steps and slopes are sums from a date on: one walk from the last period to the first has them for every date. One
 * forward substitution then serves candidates side by side. The same numbers as one by one, but for rounding. */
#ifndef STATISTICS_TREND_SCORE_H
#define STATISTICS_TREND_SCORE_H

#include "pipeline/statistics/newton.h"
#include "pipeline/statistics/trend_shape.h"

struct trend_scores;

/* Borrows everything: the series, the null's columns, and candidates by date. To be given to trend_scores_free(). */
struct trend_scores *trend_scores_new(const struct trend_series *series, const struct newton_rows *null,
                                      const struct trend_candidate *candidates, size_t n_candidates);
void trend_scores_free(struct trend_scores *s); /* NULL is fine */

/* score[n_candidates] for these counts; NaN where the null explains nearly all of a candidate (all but 1e-6 of z'Wz),
 * so that rounding would show. `factor` is the Cholesky factor of X'WX, see newton.h. */
void trend_scores_take(struct trend_scores *s, const double *events, const double *mu, const double *factor,
                       double *score);

#endif
