/* plans_rooms.h - what the rooms of plan periods share: plans.c finds which years are told apart, and what was done in
 * them; plans_join.c what that adds up to. */
#ifndef STAGE_AUDIT_PLANS_ROOMS_H
#define STAGE_AUDIT_PLANS_ROOMS_H

#include "stages/audit/plans.h"

#include "pipeline/base/dictionary.h"

enum { N_MEASURES = 2 };
extern const char *const PLANS_MEASURES[N_MEASURES]; /* the size of the group comes first */

/* What one report tells of some years: of a district's occupation in a plan period, or of all of a district in a year.
 */
struct plans_told {
    uint32_t report; /* 0: this one */
    int first, last;
    uint32_t district, occupation; /* today's district */
    size_t numbers[N_MEASURES];
    double slack[N_MEASURES]; /* it may have been revised by so much */
    bool merged;              /* it was of a district that is part of another today */
};

struct plans_told_list {
    struct plans_told *items;
    size_t n, capacity;
};

struct plans_stretch {
    int first, last;
};

struct plans {
    struct audit *audit;
    struct dictionary *reports, *districts, *occupations;
    struct plans_told_list pools, years;
    struct plans_stretch *stretches; /* of years that every plan period has all or none of */
    size_t n_stretches, capacity;
    size_t *numbers[N_MEASURES]; /* by district, occupation and stretch */
};

static const size_t PLANS_NONE = SIZE_MAX - 1; /* nobody is counted there; SIZE_MAX: nobody knows who is */

/* ---- plans.c ---- */

bool plans_is_apart(const struct plans *x, const struct plans_told *pool);
bool plans_holds(const struct plans_told *pool, const struct plans_stretch *stretch);
/* Finished counts tell of no moves; of whom they have no row of, nobody knows anything. */
bool plans_is_counted(const struct plans *x, uint32_t district, const struct plans_stretch *stretch);
size_t *plans_number_at(const struct plans *x, int measure, uint32_t district, uint32_t occupation, size_t stretch);

/* ---- plans_join.c ---- */

void plans_add_up(const struct plans *x);

#endif
