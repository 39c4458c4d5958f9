/* competing.h - of what people leave: Aalen-Johansen with delayed entry.
 *
 *   F_k(t) = sum over t_j <= t of S(t_j-) d_kj / n_j
 *
 * the probability to have left for cause k within t, the other causes being at work; S is Kaplan-Meier for all causes
 * together, so that S + F_1 + ... + F_K = 1. One minus a Kaplan-Meier that censors the other causes overstates every
 * cause.
 *
 * The variance is of the Greenwood kind, as a recursion that stays finite where everybody at risk leaves:
 *   Var F' = Var F + 2 h Cov(S,F) + h^2 Var S + S^2 h (1-h) / n       h = d_k / n, q = 1 - d / n
 *   Cov'   = q (Cov(S,F) + h Var S) - S^2 h q / n
 *   Var S' = q^2 Var S + S^2 q (1-q) / n
 * Source: Aalen & Johansen, Scand. J. Statistics 5 (1978) 141; Andersen, Borgan, Gill & Keiding (1993)
 * eq. 4.4.17-4.4.20. */
#ifndef STATISTICS_COMPETING_H
#define STATISTICS_COMPETING_H

#include "pipeline/statistics/survival.h"

struct competing_share {
    double share; /* F_k */
    double variance;
};

struct competing_curve {
    double *times; /* n_steps distinct times of leaving, whatever the cause */
    size_t *at_risk;
    double *survival;              /* S after the events at each time */
    struct competing_share *share; /* [step * n_causes + cause - 1] */
    size_t *events;                /* the same shape */
    size_t n_steps, n_causes;
    double last_time; /* the largest exit */
};

/* Causes 1..n_causes; a cause above counts as n_causes (other). False, leaving *out alone, where survival_fit would,
 * and for n_causes outside 1..255. On success the curve is the caller's, to competing_free(). */
bool competing_fit(const struct risk_spells *spells, size_t n_causes, struct competing_curve *out);
void competing_free(struct competing_curve *curve);

struct competing_point {
    double share, standard_error, low, high;
    size_t n_events; /* for this cause, until and at t */
};

/* F_k at a time with limits, on the scale `kind` of the share itself (log-log: F^exp(-+z se / (F log F))).
 * standard_error is 0 and the limits NaN where F_k = 0; log-log limits are NaN where F_k = 1. False, leaving *out
 * alone, where cause or level is out of range, and where t lies beyond the last exit while somebody has yet to leave.
 */
bool competing_at(const struct competing_curve *curve, size_t cause, double time, double level,
                  enum survival_limits kind, struct competing_point *out);

#endif
