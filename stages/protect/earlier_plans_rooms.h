/* earlier_plans_rooms.h - what the rooms that set plan periods beside those of earlier reports share: earlier_plans.c
 * finds which years are told apart, earlier_plans_numbers.c puts what was done in them into the links,
 * earlier_plans_sums.c what that adds up to. */
#ifndef STAGE_PROTECT_EARLIER_PLANS_ROOMS_H
#define STAGE_PROTECT_EARLIER_PLANS_ROOMS_H

#include "stages/protect/earlier_plans.h"

#include "pipeline/base/dictionary.h"

struct plans_years {
    int first, last;
    bool merged; /* of a period: a report tells it of districts that are one today */
};

enum plans_what { PLANS_GROUP, PLANS_EXITS, N_PLANS_WHATS };

/* A row of a plan period that overlaps another. */
struct plans_pool {
    size_t report; /* of `reports`; SIZE_MAX: this one */
    struct plans_years years;
    const char *unit, *period, *occupation; /* as it is written there; borrowed */
    uint32_t district, of;                  /* today's, and the occupation, by number */
};

struct plans {
    struct protect *p;
    const struct table *rates;
    const struct organisation *organisation;
    const struct plans_report *reports;
    size_t n_reports;
    struct plans_years *periods; /* of all reports, each once */
    size_t n_periods, periods_capacity;
    struct plans_years *stretches;
    size_t n_stretches, stretches_capacity;
    struct plans_pool *pools;
    size_t n_pools, pools_capacity;
    struct dictionary *districts, *occupations;
    struct dictionary *years; /* year, district and occupation */
    size_t *rows;             /* of rates.csv, by that */
    size_t rows_capacity;
};

static inline bool plans_holds(const struct plans_years *period, const struct plans_years *stretch)
{
    return period->first <= stretch->first && stretch->last <= period->last;
}

/* ---- earlier_plans.c ---- */

/* The row of rates.csv of one year; SIZE_MAX: there is none. */
size_t plans_find_row(const struct plans *x, int year, const char *district, const char *occupation);

/* ---- earlier_plans_numbers.c ---- */

enum { PLANS_YEAR = 16 };
const char *plans_year(int year, char text[PLANS_YEAR]);

/* How the links and the tables call the two. */
struct plans_words {
    const char *of_city, *of_district, *of_plan, *column, *rate;
};
extern const struct plans_words PLANS_WORDS[N_PLANS_WHATS];

static const size_t PLANS_NOBODY = SIZE_MAX - 1; /* SIZE_MAX: somebody, and nothing says how many */

struct plans_numbers {
    const struct plans *x;
    size_t *of[N_PLANS_WHATS]; /* by district, occupation and stretch */
};
size_t *plans_number_at(const struct plans_numbers *n, enum plans_what what, uint32_t district, uint32_t occupation,
                        size_t stretch);

bool plans_is_told_today(const struct plans *x, int year);
/* A number of an earlier report that withheld it: it stays so, and is no better known here. */
struct quantity plans_number_then(enum plans_what what, double guess);
/* The number of a stretch, in the links; sizes of groups come before exits. */
size_t plans_put_stretch(const struct plans_numbers *n, enum plans_what what, uint32_t district, uint32_t occupation,
                         size_t stretch);

/* ---- earlier_plans_sums.c ---- */

void plans_put(const struct plans *x);

#endif
