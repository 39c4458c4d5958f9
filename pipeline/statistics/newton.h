/* newton.h - the same small Poisson fit again and again, on new counts, without allocating.
 *
 * Maximises sum(y eta - mu), mu = exposure exp(eta), over eta = sum of c_j column_j, from wherever eta stands.
 * Directions that run away (separation) are followed until they no longer matter: the likelihood is then its supremum
 * to 1e-10.
 *
 * Of month effects a row holds one: what is 0 is left out of every sum, and the sums are those of all columns to the
 * last bit (tests/unit/test_newton.c has them in full). */
#ifndef STATISTICS_NEWTON_H
#define STATISTICS_NEWTON_H

#include <stdbool.h>
#include <stddef.h>

enum { NEWTON_MOST_COLUMNS = 32 };

/* What is not 0 of a design, row by row: `column` and `value` of row i stand from[i] to from[i + 1]. */
struct newton_rows {
    size_t n, p;
    size_t *from;
    size_t *column;
    double *value;
};

/* Of the n x p matrix x, row by row. The caller's, to newton_rows_free(). */
struct newton_rows newton_rows_new(const double *x, size_t n, size_t p);
void newton_rows_free(struct newton_rows *rows);

struct newton {
    const struct newton_rows *rows;
    const double *extra; /* n: one more column, the last; NULL: none. 0 before `extra_from` and from `extra_to` on */
    size_t extra_from, extra_to;
    const double *exposure;
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
