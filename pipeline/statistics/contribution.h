/* contribution.h - what each unit adds to a total's deviation from its development, and how sure that is.
 *
 * The events of the total that were expected inside the deviation without it, W (trend_break.h), are shared out over
 * units by person-years and by each unit's level outside it, so that every unit keeps its place:
 *
 *   E_i = sum over periods t inside of W_t s_it,   s_it = e_it l_i / sum_j e_jt l_j,   l_i = O_i / (outside at the
 *                                                                                       total's rates)
 *
 * and unit i contributes Y_i - E_i; the contributions add up to the total's excess to the last bit. Chance is in three
 * things: the unit's events inside and outside, Y_i and O_i, which vary as dispersion x Poisson; W, as well known as
 * the total's fit; and what an ordinary year does to all units alike. Limits by the method of variance estimates
 * recovery (Zou and Donner 2008, Stat. Med. 27, 1693-1702) from Garwood's of the counts and log-normal ones of the
 * rest; l_i in s_i by the delta method. Those of the total are trend_break_effect's. */
#ifndef STATISTICS_CONTRIBUTION_H
#define STATISTICS_CONTRIBUTION_H

#include "pipeline/statistics/interval.h"
#include "pipeline/statistics/trend_break.h"

struct contribution_data {
    size_t n;                            /* units, which together are the total */
    const struct trend_series *total;    /* of years */
    const double *events, *person_years; /* [i * total->n + t] */
    double unit_dispersion;              /* of a unit, 1 or more */
    double dispersion, year_sd;          /* of the total: trend_chance. NaN: not known, and no limits */
};

struct contributions {
    size_t n;
    double *events, *person_years, *expected; /* n, over the periods inside */
    double *parts;                            /* n: events less expected */
    struct interval *limits; /* n, of parts; NaN where nothing is known of the unit outside: it is then expected to be
                                as the total */
    double excess;
    struct interval excess_limits;
};

/* False, leaving *out alone, where the candidate cannot be fitted. The caller frees with contribution_free(), which
 * takes one that is all 0. */
bool contribution_share_out(const struct contribution_data *d, struct trend_candidate candidate, double confidence,
                            struct contributions *out);
void contribution_free(struct contributions *c);

#endif
