/* common_change.h - how many units would show a clear change if all had changed alike.
 *
 * Each unit has events and exposure before and after. A change is clear where the exact limits of the ratio between its
 * two rates (two_rates.h, ratio_exact) leave out 1: given both counts together, a tail of the binomial below half of
 * what the confidence leaves. Were every unit to follow one common ratio of rates, small units would seldom show it:
 * the number that would is the yardstick that stands beside the number that do.
 *
 * Under the common ratio R a unit's own rate before is (events before + after) / (exposure before + R exposure after),
 * its maximum likelihood estimate; units are independent. Counts have variance dispersion x mean (Poisson at 1,
 * negative binomial above): units that vary more than chance from year to year show more clear changes that are none.
 * The probability of a clear change is summed over all counts, and the number of units is a sum of independent trials,
 * convolved: nothing is drawn at random. */
#ifndef STATISTICS_COMMON_CHANGE_H
#define STATISTICS_COMMON_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

struct common_change {
    double down_expected, up_expected; /* numbers of units */
    size_t down_low, down_high;        /* the middle 95 % of the number */
    size_t up_low, up_high;
};

struct unit_change {
    double events_before, exposure_before, events_after, exposure_after;
};

/* False, leaving *out alone, unless n > 0, the ratio is above 0 and finite, every exposure is above 0 and no events are
 * negative. A dispersion below 1 counts as 1. */
bool common_change_expected(const struct unit_change *units, size_t n, double ratio, double dispersion,
                            double confidence, struct common_change *out);

/* -1 for a clear decline, 1 for a clear rise, 0 for neither or where the rates are not defined. */
int common_change_of(const struct unit_change *unit, double confidence);

#endif
