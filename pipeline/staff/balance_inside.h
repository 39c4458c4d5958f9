/* balance_inside.h - what balance.c, balance_settle.c and balance_sum.c share. */
#ifndef STAFF_BALANCE_INSIDE_H
#define STAFF_BALANCE_INSIDE_H

#include "pipeline/staff/balance.h"
#include "pipeline/staff/baskets.h"

struct group_transfers {
    struct transfers **items; /* per group: per window; NULL: none yet */
    size_t n, capacity;
};

/* Stays that wait, until balance_settle(). */
struct waiting {
    struct stay_store *stays;
    uint32_t *cell; /* the cell here of their cell i; NULL: it is cell i */
};

struct balance {
    const struct windows *windows;
    struct cells *cells;
    struct group_transfers transfers[N_GROUPINGS + 1]; /* cells too; of cells without those who pass to another band */
    struct waiting *waiting;                           /* the first are those that were counted here */
    size_t n_waiting, waiting_capacity;
    struct baskets baskets;
    struct tally_rows *rows; /* [cell], of n_cells; what they are in: */
    struct tally_room *rooms;
    size_t n_rooms;
    struct tally *tallies;   /* of a sum: [cell * (windows + 1) + window] */
    int64_t *ungraded_days2; /* the same; NULL: of everybody a grade is known */
    size_t n_cells;          /* of those two */
    bool some_ungraded;
    size_t bound; /* bytes of stays in memory; 0: none */
};

/* Frees what waited. */
void balance_end_waiting(struct balance *b);

/* The transfers of a group, per window. */
struct transfers *balance_transfers(struct balance *b, size_t grouping, uint32_t group);

/* The identity of balance_count_holds(), for a cell with these tallies in every window: without the days. */
bool balance_cell_holds(const struct balance *b, uint32_t cell, const struct tally *tallies);

#endif
