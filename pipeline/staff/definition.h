/* definition.h - the definitions of turnover, from counts to a value with limits.
 *
 * Settled in domain 2.1, 2.3 and 2.4; X are exits, N(a) and N(b) boundary stocks. Over an interval between snapshots
 * every stock of T3, T4, T5, T5P, T8 and T9 stands for its length in years: the denominator is stock x years.
 *   T1   100 persons of the first reference day who are not in the group on the second / persons of the first
 *   T3   100 min(all inflow, all outflow) / mean of N(a) and N(b)
 *   T4   100 X / mean of 13 day stocks;  T5 own request only;  T5P own request and pension
 *   T8   100 X / N(b);  T9  100 X / mean of N(a) and N(b)
 *   T10  100 persons of N(a) who are in the group at b / N(a);  T12  100 stays over all of [a, b] / N(a)
 *   T13  months until half of the period's hires have left: Kaplan-Meier, first time with S <= 0.5; a month is 365.25 /
 * 12 days T17  100 X / person-years; T17_moves moves out, T17_departures exits and moves out, over the same
 * person-years T18  100 S(365 days) of the period's hires, Kaplan-Meier; its numerator is the exits until then Limits
 * are of 95 %: exact for Poisson counts over a fixed denominator (Garwood 1936) in T4, T5, T5P, T8, T9, T17;
 * Clopper-Pearson (1934) in T1 and T10; log-log in T18, inverted in T13; none in T3 and T12. */
#ifndef STAFF_DEFINITION_H
#define STAFF_DEFINITION_H

#include "pipeline/staff/balance.h"
#include "pipeline/staff/count_limits.h"
#include "pipeline/staff/follow.h"
#include "pipeline/statistics/survival.h"

#define DEFINITION_CONFIDENCE 0.95

enum definition_id {
    DEFINITION_T1,
    DEFINITION_T3,
    DEFINITION_T4,
    DEFINITION_T5,
    DEFINITION_T5P,
    DEFINITION_T8,
    DEFINITION_T9,
    DEFINITION_T10,
    DEFINITION_T12,
    DEFINITION_T13,
    DEFINITION_T17,
    DEFINITION_T17_MOVES,
    DEFINITION_T17_DEPARTURES,
    DEFINITION_T18,
    N_DEFINITIONS
};

const char *definition_name(enum definition_id id);
/* N_DEFINITIONS where there is none of that name. */
enum definition_id definition_from_name(const char *name);

/* Undefined is NaN with a reason:
 *   no_exposure      the denominator is 0, or nobody was hired: the value is undefined
 *   no_interval      the value stands, limits are undefined or there are none for this definition
 *   not_reached      more than half of the hires are still there (T13)
 *   limit_not_reached  the value stands, a limit does not (T13)
 *   short_follow_up  no hire has been followed for 365 days (T18)
 *   not_covered      the first reference day lies before what the register covers (T1)
 *   not_a_year       snapshots lie more or less than a year apart, so that a share is not one of a year (T1, T10, T12)
 *   not_possible     this kind of delivery can not answer
 *   missing          a count is missing or withheld in the delivery; no exit has a stated cause (T5, T5P) */
struct measure {
    double numerator, denominator, value, lower, upper;
    /* Exits among the numerator's that are preliminary. T13 and T18: all of them, where somebody hired on the last day
     * could still leave and come back within the time that the value is of; so that it tells of dates, and of nobody.
     */
    double preliminary;
    const char *reason; /* "" where all is well */
    const char *exposure_basis;
};

/* What is known of one group in one period or pool. */
struct definition_group {
    const struct balance_count *balance;
    double person_years;
    struct follow_count follow;
    const struct follow_cohort *cohort; /* NULL: not followed */
    const struct survival_curve *curve; /* definition_curve() of it; NULL: nobody was hired */
    struct count_limits *limits;        /* of counts that were asked for, of DEFINITION_CONFIDENCE; or NULL */
};

/* How long the hires stay. False where there are none; otherwise to survival_free(). */
bool definition_curve(const struct follow_cohort *cohort, struct survival_curve *out);

struct definition_period {
    size_t n_windows; /* 12: T4 and T5 have their 13 stocks */
    bool snapshots;   /* exposure is the mean of stocks */
    bool monthly;     /* windows are at most 31 days: hires can be followed */
    bool reference;   /* T1 has two days to compare */
    bool covered;     /* ... and the register covers the first */
    double years;     /* length, by which rates of snapshots are brought to a year */
    int32_t days;
    int32_t settled_days; /* from its last day to the last on which exits are final; below 0: that is earlier */
};

struct measure definition_measure(enum definition_id id, const struct definition_group *group,
                                  const struct definition_period *period);

/* T17 of the exits by one cause (place as in tally.h). */
struct measure definition_by_cause(const struct definition_group *group, const struct definition_period *period,
                                   size_t cause_place);

/* T3 of finished counts, which know hires and exits alone. */
struct measure definition_replacement(double hires, double exits, double mean_stock);
/* What this kind of delivery can not answer. */
struct measure definition_not_possible(void);

/* A rate per 100 with exact Poisson limits; limits only where the events are a whole number. */
struct measure definition_rate(double events, double denominator, const char *exposure_basis);

/* The same definition of other counts than those it was measured of, as where they are rounded; NaN where it is made of
 * more than two numbers (T13, T18). */
struct measure definition_of_counts(enum definition_id id, double numerator, double denominator);

/* Person-years of one group: counts are its slots, as in balance_sums_by_period(). A pool is the sum of its periods. */
double definition_person_years(const struct windows *w, const struct balance_count *counts, size_t slot);

#endif
