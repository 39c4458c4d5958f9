/* newton.h - the same small Poisson fit again and again, on new counts, without allocating.
 *
 * Maximises sum(y eta - mu), mu = exposure exp(eta), over eta = sum of c_j column_j, from wherever eta stands.
 * Directions that run away (separation) are followed until they no longer matter: the likelihood is then its supremum
 * to 1e-10. */
#ifndef STATISTICS_NEWTON_H
#define STATISTICS_NEWTON_H

#include <stdbool.h>
#include <stddef.h>

enum { NEWTON_MOST_COLUMNS = 32 };

struct newton {
    size_t n;
    const double *exposure;
    const double *columns[NEWTON_MOST_COLUMNS]; /* n each */
    size_t p;
    double *eta, *mu;             /* n each: state, start and result */
    double *eta_trial, *mu_trial; /* n each: scratch */
    double factor[NEWTON_MOST_COLUMNS *
                  NEWTON_MOST_COLUMNS]; /* Cholesky factor of X'WX at the result, lower, row by row */
};

/* Climbs until the Newton decrement (twice the gain still expected) is below `tolerance`. Returns the log likelihood
 * without the terms that only hold y; NaN where eta is not finite. */
double newton_climb(struct newton *w, const double *events, double tolerance);

/* L v = b and L' v = b for the p x p lower triangle, in place. A column that was found to be flat gets 0. */
void newton_solve_lower(const double *factor, size_t p, double *b);
void newton_solve_upper(const double *factor, size_t p, double *b);

#endif
