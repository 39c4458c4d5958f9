/* detectable.h - the smallest change that a series could have shown, had it been there.
 *
 * In a Poisson log-linear model with a constant, perhaps a trend, and a shape (step, pulse, slope; 0 and 1 or other
 * numbers), the shape's coefficient has variance phi / R, where R is the residual sum of squares of the shape regressed
 * on constant and trend, each period weighted by its expected events. */
#ifndef STATISTICS_DETECTABLE_H
#define STATISTICS_DETECTABLE_H

#include <stdbool.h>
#include <stddef.h>

/* R for shape[n] with expected[n] events a period (all above 0); periods are equally spaced. 0 where the shape is a
 * combination of constant and trend: it can not be told from them. With expected all 1 it is the R of the design alone.
 */
double detectable_information(const double *shape, const double *expected, size_t n, bool with_trend);

/* The rate ratio that a two-sided test at level `alpha` finds with probability `power`: exp((z_{1-alpha/2} + z_power)
 * sqrt(phi / information)), above 1; as a decrease, its inverse. Inf where information is 0. NaN outside 0 < alpha,
 * power < 1. */
double detectable_rate_ratio(double information, double phi, double alpha, double power);

#endif
