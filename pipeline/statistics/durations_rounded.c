#include "pipeline/statistics/durations.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

/* Somebody who entered or ended: the day, and why. */
struct mark {
    double day;
    uint8_t cause;
};

struct marks {
    struct mark *items;
    size_t n;
};

static int by_day(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;

    return x->day != y->day ? (x->day > y->day) - (x->day < y->day) : (x->cause > y->cause) - (x->cause < y->cause);
}

/* Of those who come in order, the ones at which their number, rounded, rises. `seen` is how many came before. */
static size_t count_rises(size_t *seen, size_t n, size_t base)
{
    size_t before = (2 * *seen + base) / (2 * base);

    *seen += n;
    return (2 * *seen + base) / (2 * base) - before;
}

static void add(struct marks *to, double day, uint8_t cause, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to->items[to->n++] = (struct mark){ day, cause };
}

static size_t persons(const struct risk_spells *s)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++)
        n += s->count[i];
    return n;
}

static struct marks rounded_entries(const struct risk_spells *s, size_t base)
{
    struct marks entries = { memory_zeroed(persons(s) / base + 2, sizeof *entries.items), 0 };
    size_t seen = 0;

    for (size_t i = 0; i < s->n; i++)
        add(&entries, s->entry != NULL ? s->entry[i] : 0, 0, count_rises(&seen, s->count[i], base));
    return entries;
}

static struct marks rounded_ends(const struct risk_spells *s, size_t base)
{
    struct marks ends = { memory_zeroed(persons(s) / base + DURATIONS_MOST_CAUSES + 2, sizeof *ends.items), 0 };
    size_t seen[DURATIONS_MOST_CAUSES + 1] = { 0 };

    for (size_t i = 0; i < s->n; i++)
        add(&ends, s->exit[i], s->cause[i], count_rises(&seen[s->cause[i]], s->count[i], base));
    qsort(ends.items, ends.n, sizeof *ends.items, by_day);
    return ends;
}

static void put(struct durations_spells *out, double entry, const struct mark *end, uint32_t base)
{
    size_t i = out->spells.n++;

    out->entry[i] = entry;
    out->exit[i] = end->day;
    out->cause[i] = end->cause;
    out->count[i] = base;
    out->n += base;
    out->n_late += entry > 0 ? base : 0;
}

void durations_spells_rounded(const struct risk_spells *spells, uint32_t base, struct durations_spells *out)
{
    struct marks entries = rounded_entries(spells, base), ends = rounded_ends(spells, base);
    struct mark last = { spells->n > 0 ? spells->exit[spells->n - 1] : 0, 0 };

    *out = (struct durations_spells){ .n = 0 };
    out->entry = memory_zeroed(entries.n + 1, sizeof *out->entry);
    out->exit = memory_zeroed(entries.n + 1, sizeof *out->exit);
    out->cause = memory_zeroed(entries.n + 1, sizeof *out->cause);
    out->count = memory_zeroed(entries.n + 1, sizeof *out->count);
    for (size_t i = 0; i < entries.n; i++) {
        const struct mark *end = i < ends.n ? &ends.items[i] : &last;
        double entry = entries.items[i].day;

        put(out, entry < end->day ? entry : 0, end, base);
    }
    free(entries.items);
    free(ends.items);
    out->spells.entry = out->n_late > 0 ? out->entry : NULL;
    out->spells.exit = out->exit;
    out->spells.cause = out->cause;
    out->spells.count = out->count;
}
