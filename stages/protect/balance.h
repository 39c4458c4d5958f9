/* balance.h - the years' balances of staff, summed from the months before anything is judged. */
#ifndef STAGE_PROTECT_BALANCE_H
#define STAGE_PROTECT_BALANCE_H

#include "stages/protect/protect.h"

enum balance_item { OPENING, HIRES, CHANGED_IN, EXITS, CHANGED_OUT, CLOSING, MOVES, N_ITEMS };

struct balance_year {
    char period[5];
    const char *occupation; /* the table's */
    unsigned months;        /* bit m: month m + 1 has been seen */
    double persons[N_ITEMS];
};

struct balance_years {
    struct balance_year *items;
    size_t n;
    size_t capacity;
};

/* To balance_free(). Whole years alone; an item that nothing tells of is NaN. The rates are asked for years that have
 * no flows. */
struct balance_years balance_sum(const struct table *flows, const struct table *rates);
void balance_free(struct balance_years *all);

const char *balance_word(int item); /* as the public table calls it */

bool balance_release(struct protect *p, const struct balance_years *all, const char *directory, struct fault *f);

#endif
