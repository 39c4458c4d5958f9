/* earlier_districts.h - today's districts against those of an earlier report that have become them.
 *
 * A district of today is the districts of then that became it, and those of then were together the city of then. A
 * number of then that was withheld is still somebody's: it stands in the links as a number of its own, of which nobody
 * knows more than what it adds up to, and is protected with the rest. */
#ifndef STAGE_PROTECT_EARLIER_DISTRICTS_H
#define STAGE_PROTECT_EARLIER_DISTRICTS_H

#include "stages/protect/earlier_compare.h"

/* A column of one of today's rows, which is `q` in the links and has the value `now`; person-years come before what is
 * counted among them. */
struct district_cell {
    const char *period, *district, *column, *status;
    size_t q;
    double now;
};
void districts_compare(struct comparison *c, const struct district_cell *cell);

/* Where others than then are a district in the period, moves between those that became one are none any more. */
void districts_compare_moves(struct comparison *c, const char *period, const char *occupation, size_t q, double now);

/* To be called when all of them have been compared: together they were the city. */
void districts_sum(const struct comparison *c, const struct balance_years *years);

#endif
