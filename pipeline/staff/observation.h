/* observation.h - how long a person stays in a group, on the clock of employment, as far as it could be seen.
 *
 * The clock shows the days since the continuous employment in the city began, the first day being 1: who leaves on day
 * L leaves at L - s + 1 (domain 2.4, T13 and T18). A stay in a group is observed from after `entry` to `exit`:
 * - whoever was hired to the group from outside the city, within the time that is observed, from 0;
 * - whoever was there when that time began, or came to the group from elsewhere in the city, from the day of that on,
 *   at the length of employment of that day (delayed entry): nothing is known of those who had left by then;
 * - until an exit from the city, which has a cause; or a move to another district, where groups are districts. A change
 *   of another attribute, work outside the population, a unit that was split and the horizon end the observation
 *   without either. */
#ifndef STAFF_OBSERVATION_H
#define STAFF_OBSERVATION_H

#include "pipeline/staff/stay.h"
#include "pipeline/staff/tally.h"

/* Where an observation ended; between the two the causes of exit, 1 + their place in tally.h. */
enum { OBSERVATION_STAYED = 0, OBSERVATION_MOVED = TALLY_CAUSES + 1, OBSERVATION_OUTCOMES = TALLY_CAUSES + 1 };

struct observation_time {
    int32_t from;               /* leavers are known from this day on */
    int32_t until;              /* whoever comes to the group on this day or later is not followed */
    int32_t tenure_known_after; /* whoever was employed by then has no length of employment, and is not followed */
};

struct observation {
    const struct stay *stay; /* the first of them, which has the attributes */
    int32_t entry, exit;     /* days; 0 <= entry < exit */
    bool hired;              /* entry is 0 */
    bool preliminary;        /* an exit, but the person may yet come back */
    uint8_t outcome;
};

/* The stays of one person in groups that are split by some attributes (bit a: by attribute a), in order of time.
 * `stays` are all of the person's; `out` has room for n. Returns how many. */
size_t observation_find(const struct stay *stays, size_t n, unsigned splits, const struct observation_time *time,
                        struct observation *out);

#endif
