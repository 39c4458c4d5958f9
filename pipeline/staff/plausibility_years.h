/* plausibility_years.h - the part of plausibility.h that looks at what is recorded in each year of a register of
 * spells. */
#ifndef STAFF_PLAUSIBILITY_YEARS_H
#define STAFF_PLAUSIBILITY_YEARS_H

#include "pipeline/base/calendar.h"
#include "pipeline/staff/plausibility.h"

struct recorded_year {
    uint32_t ended, unknown; /* employments that go on nowhere; of which the cause is unknown */
    double employed;         /* in the middle of the year */
};

struct recorded_years {
    struct recorded_year items[CALENDAR_LAST_YEAR - CALENDAR_FIRST_YEAR + 1];
    uint32_t events[12 * (CALENDAR_LAST_YEAR - CALENDAR_FIRST_YEAR + 1)]; /* by month: first days, and ends before the
                                                                           * extract */
    int32_t covered;    /* ends are recorded from about then on; INT32_MAX: none is */
    int32_t extraction; /* the last */
};

/* The place of a day in `events`. */
int recorded_month(int32_t day);

/* Adds doubts of three kinds: causes that are unknown far more or less often than in the year before, first years that
 * have staff and next to no exits, and last months in which next to nothing is recorded: neither ends nor beginnings.
 */
void plausibility_years(const struct plausibility *p, const struct recorded_years *years, struct doubts *out);

#endif
