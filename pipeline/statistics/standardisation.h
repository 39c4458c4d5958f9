/* standardisation.h - rates with the mix of groups held still: direct and indirect standardisation. */
#ifndef STATISTICS_STANDARDISATION_H
#define STATISTICS_STANDARDISATION_H

#include "pipeline/statistics/interval.h"

#include <stddef.h>

/* Directly standardised: what the rate would be if the groups weighed as in the standard. */
struct standardised {
    double events;                /* in all groups */
    double crude;                 /* events over exposure */
    double rate;                  /* sum w x/e */
    double variance;              /* sum w^2 x/e^2, each count Poisson */
    struct interval dobson_exact; /* Dobson et al. 1991 (Stat. Med. 10, 457-462) on Garwood limits; the report's own */
    struct interval dobson_byar;  /* the same on Byar's limits, as PHE and OHID publish */
    struct interval fay_feuer;    /* gamma limits, Fay and Feuer 1997 (Stat. Med. 16, 791-801): the upper one explodes
                                     where a    group with much weight has little exposure */
    double tiwari_upper; /* Tiwari, Clegg and Zou 2006 (Stat. Methods Med. Res. 15, 547-569), beside fay_feuer.lower */
    struct interval log_normal;
    struct interval normal;
};

/* events[n], exposure[n], weights[n] of n groups; weights need not sum to 1. A group with weight but without exposure
 * has no rate, and neither has the standard: everything but events and crude is then NaN (merge the group, or drop it
 * and say so). A group without weight counts in events and crude alone. Without events the rate is 0, Fay and Feuer's
 * upper limit stands, and the other limits are NaN: there is no variance to scale. */
struct standardised standardisation_direct(const double *events, const double *exposure, const double *weights,
                                           size_t n, double confidence);

/* Indirectly standardised: events over what the standard's rates would give. Ratios of two units are not comparable
 * with each other: each has its own weights. */
struct smr {
    double events, expected, smr;
    struct interval exact, byar, log_wald;
    double p; /* central exact p of events against expected */
};

/* Ratios are NaN where nothing is expected. */
struct smr standardisation_smr(double events, double expected, double confidence);

#endif
