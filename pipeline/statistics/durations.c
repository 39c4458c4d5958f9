#include "pipeline/statistics/durations.h"

#include "pipeline/base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A mark is 256 days + what happened, so that marks in rising order are days in rising order. */
enum { WHAT_BITS = 8 };

static void mark(struct durations *d, uint32_t day, uint32_t what)
{
    d->marks = memory_grow(d->marks, &d->capacity, d->n_marks + 1, sizeof *d->marks);
    d->marks[d->n_marks++] = day << WHAT_BITS | what;
}

void durations_add(struct durations *d, uint32_t entry, uint32_t exit, uint8_t cause)
{
    assert(entry < exit && exit <= DURATIONS_MOST_DAYS && cause <= DURATIONS_MOST_CAUSES);
    if (entry > 0) {
        mark(d, entry, DURATIONS_ENTERED);
        d->n_late++;
    }
    mark(d, exit, cause);
    d->n++;
}

void durations_free(struct durations *d)
{
    free(d->marks);
    *d = (struct durations){ 0 };
}

/* Rising order by one byte after the other, the lowest first; `room` is as large as `marks`. Returns where they are. */
static uint32_t *sorted(uint32_t *marks, uint32_t *room, size_t n)
{
    for (unsigned shift = 0; shift < 32; shift += 8) {
        size_t place[256] = { 0 }, sum = 0;
        uint32_t *from = marks;

        for (size_t i = 0; i < n; i++)
            place[marks[i] >> shift & 255u]++;
        for (size_t b = 0; b < 256; b++) {
            size_t here = place[b];

            place[b] = sum;
            sum += here;
        }
        for (size_t i = 0; i < n; i++)
            room[place[marks[i] >> shift & 255u]++] = marks[i];
        marks = room;
        room = from;
    }
    return marks;
}

/* Equal marks, one after the other: entries or exits, as asked for. */
struct run {
    const uint32_t *marks;
    size_t n, next;
    bool entries;
    uint32_t day, what, left; /* the present one, and how many of it are yet to be taken */
};

static void run_next(struct run *r)
{
    while (r->next < r->n) {
        uint32_t at = r->marks[r->next], same = 0;

        while (r->next < r->n && r->marks[r->next] == at) {
            r->next++;
            same++;
        }
        r->day = at >> WHAT_BITS;
        r->what = at & ((1u << WHAT_BITS) - 1);
        r->left = same;
        if ((r->what == DURATIONS_ENTERED) == r->entries)
            return;
    }
    r->left = 0;
}

static void add_spell(struct durations_spells *out, const struct run *entry, const struct run *exit, uint32_t count)
{
    size_t i = out->spells.n++;

    out->entry[i] = entry->day;
    out->exit[i] = exit->day;
    out->cause[i] = (uint8_t) exit->what;
    out->count[i] = count;
}

/* The k-th entry goes with the k-th exit: it comes before it, for each of k persons had entered before an exit that is
 * among the first k. */
static void pair(const uint32_t *marks, size_t n_marks, struct durations_spells *out)
{
    struct run entry = { .marks = marks, .n = n_marks, .entries = true, .left = (uint32_t) (out->n - out->n_late) };
    struct run exit = { .marks = marks, .n = n_marks };

    for (size_t taken = 0; taken < out->n;) {
        uint32_t count;

        if (entry.left == 0)
            run_next(&entry);
        if (exit.left == 0)
            run_next(&exit);
        count = entry.left < exit.left ? entry.left : exit.left;
        add_spell(out, &entry, &exit, count);
        entry.left -= count;
        exit.left -= count;
        taken += count;
    }
}

void durations_each(struct durations *d, durations_visit *visit, void *context)
{
    uint32_t *room = memory_zeroed(d->n_marks, sizeof *room);

    if (sorted(d->marks, room, d->n_marks) == room)
        memcpy(d->marks, room, d->n_marks * sizeof *room);
    free(room);
    for (size_t i = 0, end; i < d->n_marks; i = end) {
        for (end = i + 1; end < d->n_marks && d->marks[end] == d->marks[i]; end++)
            ;
        visit(context, d->marks[i] >> WHAT_BITS, (uint8_t) (d->marks[i] & ((1u << WHAT_BITS) - 1)), end - i);
    }
}

void durations_put(struct durations *d, uint32_t day, uint8_t what, size_t n)
{
    for (size_t i = 0; i < n; i++)
        mark(d, day, what);
    if (what == DURATIONS_ENTERED)
        d->n_late += n;
    else
        d->n += n;
}

/* At most so many spells come of it: one for each different mark, and the entries at 0. */
static size_t count_different(const uint32_t *marks, size_t n)
{
    size_t different = 1;

    for (size_t i = 0; i < n; i++)
        different += i == 0 || marks[i] != marks[i - 1];
    return different;
}

void durations_spells(const struct durations *parts, size_t n_parts, struct durations_spells *out)
{
    size_t n_marks = 0, room = 0;
    uint32_t *marks, *spare, *in_order;

    *out = (struct durations_spells){ .n = 0 };
    for (size_t p = 0; p < n_parts; p++) {
        n_marks += parts[p].n_marks;
        out->n += parts[p].n;
        out->n_late += parts[p].n_late;
    }
    marks = memory_zeroed(n_marks, sizeof *marks);
    spare = memory_zeroed(n_marks, sizeof *spare);
    for (size_t p = 0; p < n_parts; p++) {
        if (parts[p].n_marks > 0)
            memcpy(marks + room, parts[p].marks, parts[p].n_marks * sizeof *marks);
        room += parts[p].n_marks;
    }
    in_order = sorted(marks, spare, n_marks);
    room = count_different(in_order, n_marks);
    out->entry = memory_zeroed(room, sizeof *out->entry);
    out->exit = memory_zeroed(room, sizeof *out->exit);
    out->cause = memory_zeroed(room, sizeof *out->cause);
    out->count = memory_zeroed(room, sizeof *out->count);
    pair(in_order, n_marks, out);
    free(marks);
    free(spare);
    out->spells.entry = out->n_late > 0 ? out->entry : NULL;
    out->spells.exit = out->exit;
    out->spells.cause = out->cause;
    out->spells.count = out->count;
}

void durations_spells_free(struct durations_spells *s)
{
    free(s->entry);
    free(s->exit);
    free(s->cause);
    free(s->count);
    *s = (struct durations_spells){ .n = 0 };
}
