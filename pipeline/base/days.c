#include "pipeline/base/days.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

/* How many days are before `day`. */
static size_t place_of(const struct days *d, int32_t day)
{
    size_t from = 0, to = d->n;

    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (d->items[middle] < day)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

void days_add(struct days *d, int32_t day)
{
    size_t at = place_of(d, day);

    if (at < d->n && d->items[at] == day)
        return;
    d->items = memory_grow(d->items, &d->capacity, d->n + 1, sizeof *d->items);
    for (size_t i = d->n++; i > at; i--)
        d->items[i] = d->items[i - 1];
    d->items[at] = day;
}

size_t days_number(const struct days *d, int32_t day)
{
    size_t at = place_of(d, day);

    return at < d->n && d->items[at] == day ? at : SIZE_MAX;
}

void days_free(struct days *d)
{
    free(d->items);
    *d = (struct days){ 0 };
}
