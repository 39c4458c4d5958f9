/* survival.h - how long people stay: Kaplan-Meier and Nelson-Aalen with delayed entry, quantiles and restricted mean.
 *
 *   S(t) = product over t_j <= t of (1 - d_j / n_j)
 *   G(t) = sum of d_j / (n_j (n_j - d_j)),  se S = S sqrt(G)
 *   H(t) = sum of d_j / n_j,                se H = sqrt(sum of d_j / n_j^2)
 *
 * d_j leavers and n_j at risk (entry < t_j <= exit) at the j-th distinct time of leaving. With delayed entry S is the
 * probability to stay t for someone followed from 0, provided that whoever enters late is like those already there.
 * Where the risk set is small early on (one person at risk, who leaves) S falls to 0 for good: look at at_risk before
 * believing it.
 *
 * Sources: Kaplan & Meier, JASA 53 (1958) 457; Greenwood (1926), in Kalbfleisch & Prentice, The Statistical Analysis of
 * Failure Time Data (2002), eq. 1.12-1.13; log-log limits ibid. eq. 1.14; delayed entry: Tsai, Jewell & Wang,
 * Biometrika 74 (1987) 883; quantile limits: Brookmeyer & Crowley, Biometrics 38 (1982) 29. */
#ifndef STATISTICS_SURVIVAL_H
#define STATISTICS_SURVIVAL_H

#include "pipeline/statistics/risk_walk.h"

/* Pointwise limits. R's survfit defaults to log; ours is log-log, which stays within 0..1 and holds its level in small
 * groups. log-log  S^exp(+-z sqrt(G) / log S)     NaN where S = 1: nobody has left yet log      S exp(+-z sqrt(G)), at
 * most 1 plain    S +- z S sqrt(G), within 0..1 All are NaN where S = 0. */
enum survival_limits { SURVIVAL_LOG_LOG, SURVIVAL_LOG, SURVIVAL_PLAIN };

/* Those limits for any share whose standard error, relative to itself, is `relative_error`: sqrt(G) where the share is
 * S. */
void survival_limits(double share, double relative_error, double z, enum survival_limits kind, double *low,
                     double *high);

struct survival_step {
    double time;
    size_t at_risk, events;
    size_t events_until; /* at this time and before */
    double survival;     /* S after the events at this time */
    double greenwood;    /* G, the variance of log S; Inf where S = 0 */
    double hazard;       /* H */
    double hazard_variance;
};

struct survival_curve {
    struct survival_step *steps; /* one a distinct time of leaving */
    size_t n_steps;
    size_t n, n_events; /* spells (each as many as it stands for), leavers */
    double person_time; /* sum of exit - entry (entry 0 where there is none) */
    double last_time;   /* the largest exit: beyond it S is not known, unless it is 0 */
    /* n_marks of each: times in rising order, and the spells until and with each. */
    size_t n_marks;
    double *entries; /* NULL where there is no delayed entry */
    size_t *entered;
    double *exits;
    size_t *exited;
};

/* False, leaving *out alone, for n = 0 and for spells that are not sound (risk_walk.h). No leavers at all is a curve
 * without steps: S = 1 as far as people were followed. On success the curve is the caller's, to survival_free(). */
bool survival_fit(const struct risk_spells *spells, struct survival_curve *out);
void survival_free(struct survival_curve *curve);

struct survival_point {
    double time;
    double survival, standard_error, low, high;
    double hazard, hazard_standard_error;
    size_t at_risk;             /* entry < t <= exit */
    size_t n_events, n_leaving; /* left until and at t; at t */
};

/* S, H and their limits at a time, leavers at that very time included. False, leaving *out alone, where 0 < level < 1
 * does not hold, and where t lies beyond the last exit while S > 0: nobody was followed so far. standard_error and
 * limits are NaN where S = 0, log-log limits where S = 1. */
bool survival_at(const struct survival_curve *curve, double time, double level, enum survival_limits kind,
                 struct survival_point *out);

/* Number at risk just before `time`. */
size_t survival_at_risk(const struct survival_curve *curve, double time);

/* The least number at risk at any time after 0 and until `time`: with delayed entry S rests on few wherever that is
 * small. */
size_t survival_least_at_risk(const struct survival_curve *curve, double time);

/* Which time is the quantile where S is exactly 1 - share on a whole step: the first (half have left: domain definition
 * T13), or the midpoint of the step (R's quantile.survfit; the textbook median of an even number). */
enum survival_quantile_rule { SURVIVAL_QUANTILE_FIRST, SURVIVAL_QUANTILE_MIDPOINT };

struct survival_quantile {
    double time, low, high; /* NaN: the curve, or the limit, does not come down so far */
};

/* The time by which `share` (0 < share < 1) have left; limits are the times at which the pointwise limits first come
 * down to 1 - share. With delayed entry a limit may rise again, and the first time still counts, as when R prints a
 * survfit (its quantile() sorts such a curve and may answer later). False, leaving *out alone, where share or level is
 * out of range. */
bool survival_quantile(const struct survival_curve *curve, double share, double level, enum survival_limits kind,
                       enum survival_quantile_rule rule, struct survival_quantile *out);

/* Mean time until leaving, counted to `tau` at most: the area under S from 0 to tau, with
 *   variance = sum over t_j <= tau of A_j^2 d_j / (n_j (n_j - d_j)),  A_j = area under S from t_j to tau
 * (Andersen, Borgan, Gill & Keiding, Statistical Models Based on Counting Processes, 1993, eq. 4.3.12 ff.). False,
 * leaving both alone, unless 0 < tau and the curve is known to tau. */
bool survival_restricted_mean(const struct survival_curve *curve, double tau, double *mean, double *standard_error);

#endif
