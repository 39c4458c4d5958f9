#include "pipeline/staff/snapshot.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

/* The place of the first snapshot after `day`; n_dates where there is none. */
static size_t place_after(const int32_t *dates, size_t n_dates, int32_t day)
{
    size_t low = 0, high = n_dates;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (dates[middle] > day)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* next[i]: the place of the first snapshot from i on at which the person was seen in any post; n_dates: never again. */
static size_t *next_seen(const struct post_record *records, size_t n, const int32_t *dates, size_t n_dates)
{
    size_t *next = memory_zeroed(n_dates + 1, sizeof *next);
    int32_t *posts = memory_zeroed(n_dates + 1, sizeof *posts); /* change in the number of posts */
    int32_t now = 0;

    for (size_t i = 0; i < n; i++) {
        posts[place_after(dates, n_dates, records[i].first - 1)]++;
        posts[place_after(dates, n_dates, records[i].last)]--;
    }
    for (size_t i = 0; i < n_dates; i++) {
        now += posts[i];
        posts[i] = now;
    }
    next[n_dates] = n_dates;
    for (size_t i = n_dates; i-- > 0;)
        next[i] = posts[i] > 0 ? i : next[i + 1];
    free(posts);
    return next;
}

void snapshot_to_days(struct post_record *records, size_t n, int32_t gap_days, const int32_t *dates, size_t n_dates)
{
    size_t *next = next_seen(records, n, dates, n_dates);

    for (size_t i = 0; i < n; i++) {
        struct post_record *r = &records[i];
        size_t after = place_after(dates, n_dates, r->last), seen = next[after];

        r->first--;
        r->open = after == n_dates;
        if (seen < n_dates && (seen == after || dates[seen] - r->last - 1 <= gap_days))
            r->last = dates[seen] - 2;
    }
    free(next);
}
