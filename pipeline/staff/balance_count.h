/* balance_count.h - one group of staff in one window, period or pool: who was there, came and went.
 *
 *   opening + hires + moved_in + changed_in + reorganised_in
 *           - exits - moved_out - changed_out - reorganised_out = closing */
#ifndef STAFF_BALANCE_COUNT_H
#define STAFF_BALANCE_COUNT_H

#include "pipeline/staff/tally.h"

enum { BALANCE_FULL_TIME = 10000 }; /* hundredths of a percent */

struct balance_count {
    int64_t opening, hires, closing;
    int64_t in[N_TRANSFERS], out[N_TRANSFERS];
    int64_t exits[TALLY_CAUSES];
    double person_days, ungraded_days;
    double grade_days; /* days times grade in hundredths of a percent; over BALANCE_FULL_TIME: full-time days */
    /* Day stocks (who is employed on a day, s <= t <= last) at the beginning of each window of a period and at its end:
     * their sum, 13 of them in a year of months. Of a single window: that at its beginning. */
    int64_t present;
};

int64_t balance_count_exits(const struct balance_count *c);
int64_t balance_count_inflow(const struct balance_count *c);  /* hires and all transfers in */
int64_t balance_count_outflow(const struct balance_count *c); /* exits and all transfers out */

/* Whether the identity above holds. */
bool balance_count_holds(const struct balance_count *c);

void balance_count_add(struct balance_count *to, const struct balance_count *from);
void balance_count_add_transfers(struct balance_count *to, const struct transfers *transfers);
/* Flows and days of a tally, or of a sum of them: all but stocks and transfers. */
void balance_count_add_tally(struct balance_count *to, const struct tally *from, int64_t ungraded_days2);

#endif
