/* dominance.h - sums that are nearly one or two contributors' own: they may not be shown, for whoever is one of the two
 * knows the other.
 *
 * A sum of contributions x1 >= x2 >= ... is unsafe
 *
 *   by the (n, k) rule  where x1 + ... + xn > k % of the sum,
 *   by the p % rule     where the sum - x1 - x2 < p % of x1: the second largest could tell the largest within p %.
 *
 * Source: Hundepool, Domingo-Ferrer, Franconi, Giessing, Schulte Nordholt, Spicer and de Wolf, Statistical Disclosure
 * Control (Wiley 2012), section 4.2; tau-ARGUS 4.1, User's Manual, sensitivity rules. Contributions are 0 or more. */
#ifndef DISCLOSURE_DOMINANCE_H
#define DISCLOSURE_DOMINANCE_H

#include <stdbool.h>
#include <stddef.h>

struct dominance_limits {
    int contributors; /* n of the (n, k) rule, 1 or more */
    double percent;   /* k; 0: that rule is off */
    double p_percent; /* p; 0: that rule is off */
};

/* By either rule. A sum of nothing is safe. */
bool dominance_is_unsafe(const struct dominance_limits *limits, const double *contributions, size_t n);

/* Whether a sum could be unsafe, where all that is known is that nobody contributes more than `most`: so of
 * person-years, to which nobody contributes more than the length of the period. Never false where the contributions
 * themselves would be unsafe; NaN is unsafe. */
bool dominance_may_be_unsafe(const struct dominance_limits *limits, double sum, double most);

#endif
