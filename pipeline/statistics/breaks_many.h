/* breaks_many.h - several changes of level in a long series of counts with exposure (months), all dates at once.
 *
 * A segment with S events in exposure E costs -2 [S log(S/E)] (0 where S = 0): -2 times its Poisson log likelihood at
 * its own rate, less what is the same for all segmentations. With counts as small as they come and n of some hundred
 * periods the minimum is exact, O(n^2), without pruning (Jackson et al. 2005, IEEE Signal Process. Lett. 12, 105-108;
 * Auger and Lawrence 1989, Bull. Math. Biol. 51, 39-54).
 *
 * Criteria for m breaks: BIC = cost + (2m + 1) log n (rates and dates counted); mBIC = cost + 3 m log n + sum log(n_i /
 * n) over segments (Zhang and Siegmund 2007, Biometrics 63, 22-32), the default. AIC finds breaks in noise and is not
 * offered.
 *
 * Break dates are the first period of the new regime. */
#ifndef STATISTICS_BREAKS_MANY_H
#define STATISTICS_BREAKS_MANY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct breaks_data {
    size_t n;
    const double *events;       /* >= 0 */
    const double *person_years; /* > 0 */
    size_t least;               /* periods a segment, >= 1 */
};

struct breaks_segmentation {
    size_t n_breaks;
    size_t *at;  /* n_breaks dates, ascending */
    double cost; /* without penalty */
    double bic, mbic;
};
void breaks_segmentation_free(struct breaks_segmentation *s);

/* out[0..most]: the cheapest segmentation with 0, 1, ... breaks; *n_out (at most most + 1) says how many there are room
 * for. Each to breaks_segmentation_free(). False, leaving all alone, on n < least, least = 0, negative or non-finite
 * values, or a period without exposure. */
bool breaks_many_segment(const struct breaks_data *data, size_t most, struct breaks_segmentation *out, size_t *n_out);

/* The segmentation with the least cost + penalty a break (Poisson: 2 log n as BIC, 3 log n), and, where `mbic`, with
 * 3 log n a break and log(n_i / n) a segment instead. *objective (may be NULL) is what was minimised. */
bool breaks_many_partition(const struct breaks_data *data, double penalty, bool mbic, struct breaks_segmentation *out,
                           double *objective);

/* Sequential test (Bai and Perron 1998, Econometrica 66, 47-78, with a parametric bootstrap for its law): are there
 * more breaks than m? Statistic: cost with m less cost with m + 1 breaks, over the dispersion; replicates are drawn
 * from the fit with m. p[m] for m = 0, 1, ... until p > level or m = most; *n_p is how many were tested, *n_breaks the
 * number found. */
struct breaks_sequence_options {
    size_t most;
    double level, dispersion; /* dispersion >= 1 */
    size_t replicates;
    const char *series;
    uint64_t seed;
};
bool breaks_many_sequence(const struct breaks_data *data, const struct breaks_sequence_options *options, double *p,
                          size_t *n_p, size_t *n_breaks);

#endif
