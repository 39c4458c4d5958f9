#include "pipeline/staff/snapshot.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

/* The first snapshot after `day`; INT32_MAX where there is none. */
static int32_t date_after(const int32_t *dates, size_t n_dates, int32_t day)
{
    size_t low = 0, high = n_dates;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (dates[middle] > day)
            high = middle;
        else
            low = middle + 1;
    }
    return low < n_dates ? dates[low] : INT32_MAX;
}

/* The first snapshot from `date` on at which the person was seen; INT32_MAX where there is none. */
static int32_t seen_from(const struct post_record *records, size_t n, int32_t date)
{
    int32_t seen = INT32_MAX;

    for (size_t i = 0; i < n; i++) {
        int32_t first = records[i].first > date ? records[i].first : date;

        if (records[i].last >= date && first < seen)
            seen = first;
    }
    return seen;
}

void snapshot_to_days(struct post_record *records, size_t n, int32_t gap_days, const int32_t *dates, size_t n_dates)
{
    int32_t *last = memory_zeroed(n, sizeof *last);

    for (size_t i = 0; i < n; i++) {
        struct post_record *r = &records[i];
        int32_t next = date_after(dates, n_dates, r->last);
        int32_t seen = next == INT32_MAX ? INT32_MAX : seen_from(records, n, next);
        bool goes_on = seen != INT32_MAX && (seen == next || seen - r->last - 1 <= gap_days);

        last[i] = goes_on ? seen - 2 : r->last;
        r->open = next == INT32_MAX;
    }
    for (size_t i = 0; i < n; i++) {
        records[i].first--;
        records[i].last = last[i];
    }
    free(last);
}
