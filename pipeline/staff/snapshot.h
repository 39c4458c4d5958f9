/* snapshot.h - what is known of a person from snapshots, as days.
 *
 * A record says: seen in this state on all snapshots from D_a to D_b. It becomes days such that the conventions of
 * stay.h hold with windows from one snapshot to the next: it begins on D_a - 1, so that the person is in stock at D_a;
 * seen in another state on the next snapshot, it gives way on the day before that; not seen again, the person left on
 * D_b, in the window that begins there. A person who is seen again after an absence of at most gap_days (the days
 * strictly between the two snapshots) never left; the days between belong to the old post. */
#ifndef STAFF_SNAPSHOT_H
#define STAFF_SNAPSHOT_H

#include "pipeline/staff/post.h"

/* Changes first, last and open of one person's records, which hold D_a and D_b of monthly-paid posts; `dates` are all
 * snapshots, rising. After it a break in the employment is longer than 0 days exactly where it exceeds gap_days: posts
 * are to be found with a gap tolerance of 0. */
void snapshot_to_days(struct post_record *records, size_t n, int32_t gap_days, const int32_t *dates, size_t n_dates);

#endif
