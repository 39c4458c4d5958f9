/* unit_break.h - does a deviation differ between units, and is one unit's another than that of the rest?
 *
 * Exits of unit u in period t are Poisson with mean e_ut a_u g_t: each unit has its own level, each period its own
 * effect, so that whatever hits all units alike - a trend, ordinary good and bad years, the common deviation itself -
 * is taken out, whatever its form. The periods of the deviation (one for a pulse, all from a date on for a step) are
 * marked in[]. A unit whose deviation is its own has, in those periods, its mean multiplied by another factor than the
 * rest. This is the test of unit x break of statistics.md 0, step 6, with period effects in place of a common trend and
 * shape, which they contain.
 *
 * Cells are unit by unit, [unit * n_periods + period]. A cell without person-years (0 or NaN) or with events NaN is
 * absent. */
#ifndef STATISTICS_UNIT_BREAK_H
#define STATISTICS_UNIT_BREAK_H

#include "pipeline/statistics/interval.h"

#include <stdbool.h>
#include <stddef.h>

struct unit_break_data {
    size_t n_units, n_periods;
    const double *events, *person_years;
    const bool *in; /* n_periods */
};

/* Do the units' deviations differ? Units with a say have events, and person-years both inside and outside.
 *
 * likelihood_ratio: deviance of one common deviation less that of a deviation for each unit, as anova of two glm.
 * chi_square: sum over units of (events inside - expected)^2 / variance, given the unit's total. Its reference
 * distribution is a scaled chi-square with the statistic's own mean and variance under the null, so that units with a
 * handful of events do not make the test too bold or too timid; with larger counts it is chi-square with df. Both are
 * over `dispersion`. */
struct unit_break {
    size_t n_units;
    double df; /* units less 1 */
    double likelihood_ratio, likelihood_ratio_p;
    double chi_square, p;
};
/* False, leaving *out alone, below 2 units with a say, where no or every period is marked, and for negative events. */
bool unit_break_test(const struct unit_break_data *data, double dispersion, struct unit_break *out);

/* One unit against the rest: exact given the unit's total and the total of every period, which leaves the number of its
 * events inside as the only unknown; its law is a ratio of convolved binomials, and with one period inside and one
 * outside Fisher's noncentral hypergeometric. ratio: how many times larger the unit's deviation is than the rest's
 * (conditional maximum likelihood); 0 or Inf where the observed number is the least or greatest possible. Above
 * UNIT_BREAK_LARGEST events, or with counts that are not whole, the same from the normal approximation (score test,
 * Wald limits), and `exact` is false. */
enum { UNIT_BREAK_LARGEST = 2000 };
struct unit_contrast {
    bool exact;
    double events_inside, expected_inside;
    double ratio;
    struct interval limits;
    double p, p_mid; /* central: twice the smaller tail; the same with half the probability of the observed number */
};
/* False, leaving *out alone, where unit or rest has no person-years inside or none outside, or no events in all. */
bool unit_break_contrast(const double *events, const double *person_years, const double *rest_events,
                         const double *rest_person_years, const bool *in, size_t n_periods, double confidence,
                         struct unit_contrast *out);

/* Each unit's deviation relative to a common development: the log of (events inside / expected) over (events outside /
 * expected), expected = common_rate[t] x person-years, with variance dispersion (1/inside + 1/outside). Where either
 * count is 0 half an event is added to both, which is for pooling (meta.h) only. NaN for a unit without person-years
 * inside or outside, or without events at all. log_ratio and variance have n_units. */
void unit_break_effects(const struct unit_break_data *data, const double *common_rate, double dispersion,
                        double *log_ratio, double *variance);

#endif
