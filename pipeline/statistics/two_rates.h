/* two_rates.h - one rate against another: ratio and difference, with limits and p-values that agree with each other.
 *
 * Exact inference is conditional: given n = events1 + events2, events1 is binomial with q0 = exposure1 / (exposure1 +
 * exposure2) under equal rates (Przyborowski and Wilenski 1940). A zero cell gives a limit of exactly 0 or Inf, never a
 * correction. */
#ifndef STATISTICS_TWO_RATES_H
#define STATISTICS_TWO_RATES_H

#include "pipeline/statistics/interval.h"

/* Per unit of exposure; the ratio is rate1 / rate2, the difference rate1 - rate2. */
struct two_rates {
    double rate1, rate2;
    double ratio; /* Inf where only events2 is 0, NaN where both are */
    double difference;
    struct interval ratio_exact; /* Clopper-Pearson on events1 of n; the report's own */
    double p_exact;              /* twice the smaller tail: agrees with ratio_exact */
    double p_minlike;            /* as R's poisson.test; may contradict it */
    struct interval ratio_midp;
    double ratio_median_unbiased; /* where both mid-P tails are half */
    double p_midp;
    struct interval ratio_score; /* Wilson on events1 of n */
    double score_z, score_p;
    struct interval ratio_wald; /* on the log scale; NaN with a zero cell */
    double p_wald;
    double likelihood_ratio, likelihood_ratio_p; /* 1 degree of freedom */
    struct interval difference_wald;
    struct interval
        difference_mover; /* Zou and Donner 2008 (Stat. Med. 27, 1693-1702), from score limits of each rate */
};

/* Everything is NaN where an exposure is not above 0, or events are negative or NaN. Without any event at all the
 * limits of the ratio are 0 and Inf, and p is 1. */
struct two_rates two_rates_compare(double events1, double exposure1, double events2, double exposure2,
                                   double confidence);

/* ratio, ratio_exact and p_exact alone, for who needs very many. p is the central one, without the p-values that sum
 * over all counts. */
struct two_rates_exact {
    double ratio;
    struct interval limits;
    double p;
};
struct two_rates_exact two_rates_exact(double events1, double exposure1, double events2, double exposure2,
                                       double confidence);

/* difference_mover alone: closed form, for who needs very many. */
struct interval two_rates_difference(double events1, double exposure1, double events2, double exposure2,
                                     double confidence);

/* The E-test of equal rates: Krishnamoorthy and Thomson 2004 (J. Statist. Plann. Inference 119, 23-35), with the
 * variance not pooled. Its time grows with the square root of the events; 1 without events, NaN above 50 million of
 * them and where the rates are not defined. */
double two_rates_e_test(double events1, double exposure1, double events2, double exposure2);

/* Log of the ratio by Firth's penalised likelihood (Firth 1993, Biometrika 80, 27-38), which for two groups adds 1/2 to
 * each count: finite where a group has no events. NaN where the rates are not defined. */
double two_rates_log_firth(double events1, double exposure1, double events2, double exposure2);

/* Two counts of one unit, such as consultants per employee: count1 / count2 with Clopper-Pearson limits, which no
 * exposure enters. Not for a ratio of stocks over time. */
struct interval two_rates_counts(double count1, double count2, double confidence);

/* How strongly something unseen must be tied to both group and exits to explain the ratio away (VanderWeele and Ding
 * 2017, Ann. Intern. Med. 167, 268-274). NaN for a ratio that is not above 0. */
double two_rates_e_value(double ratio);

#endif
