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
    free(d->runs);
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

static int by_mark(const void *a, const void *b)
{
    const struct durations_run *x = a, *y = b;

    return (x->mark > y->mark) - (x->mark < y->mark);
}

/* Sorts runs, and makes one of those of the same mark; returns how many are left. */
static size_t unite_runs(struct durations_run *runs, size_t n)
{
    size_t united = 0;

    if (n > 1)
        qsort(runs, n, sizeof *runs, by_mark);
    for (size_t i = 0; i < n; i++) {
        if (united > 0 && runs[united - 1].mark == runs[i].mark)
            runs[united - 1].n += runs[i].n;
        else
            runs[united++] = runs[i];
    }
    return united;
}

void durations_put(struct durations *d, uint32_t day, uint8_t what, uint32_t n)
{
    enum { FEWEST = 1024 };

    d->runs = memory_grow(d->runs, &d->runs_capacity, d->n_runs + 1, sizeof *d->runs);
    d->runs[d->n_runs++] = (struct durations_run){ day << WHAT_BITS | what, n };
    if (what == DURATIONS_ENTERED)
        d->n_late += n;
    else
        d->n += n;
    if (d->n_runs >= 2 * d->n_united + FEWEST)
        d->n_united = d->n_runs = unite_runs(d->runs, d->n_runs);
}

/* Marks of several, in order; the caller frees them. */
static uint32_t *marks_of(const struct durations *parts, size_t n_parts, size_t *n)
{
    uint32_t *marks, *spare, *in_order;
    size_t at = 0;

    *n = 0;
    for (size_t p = 0; p < n_parts; p++)
        *n += parts[p].n_marks;
    marks = memory_zeroed(*n, sizeof *marks);
    spare = memory_zeroed(*n, sizeof *spare);
    for (size_t p = 0; p < n_parts; p++) {
        if (parts[p].n_marks > 0)
            memcpy(marks + at, parts[p].marks, parts[p].n_marks * sizeof *marks);
        at += parts[p].n_marks;
    }
    in_order = sorted(marks, spare, *n);
    free(in_order == marks ? spare : marks);
    return in_order;
}

/* All that several hold, as runs in order; the caller frees them. */
static struct durations_run *runs_of(const struct durations *parts, size_t n_parts, size_t *n)
{
    size_t n_marks, room = 0, from_marks;
    uint32_t *marks = marks_of(parts, n_parts, &n_marks);
    struct durations_run *runs;

    for (size_t p = 0; p < n_parts; p++)
        room += parts[p].n_runs;
    for (size_t i = 0; i < n_marks; i++)
        room += i == 0 || marks[i] != marks[i - 1];
    runs = memory_zeroed(room, sizeof *runs);
    *n = 0;
    for (size_t i = 0, end; i < n_marks; i = end) {
        for (end = i + 1; end < n_marks && marks[end] == marks[i]; end++)
            ;
        runs[(*n)++] = (struct durations_run){ marks[i], (uint32_t) (end - i) };
    }
    free(marks);
    from_marks = *n;
    for (size_t p = 0; p < n_parts; p++) {
        if (parts[p].n_runs > 0)
            memcpy(runs + *n, parts[p].runs, parts[p].n_runs * sizeof *runs);
        *n += parts[p].n_runs;
    }
    if (*n > from_marks)
        *n = unite_runs(runs, *n);
    return runs;
}

void durations_each(const struct durations *d, durations_visit *visit, void *context)
{
    size_t n;
    struct durations_run *runs = runs_of(d, 1, &n);

    for (size_t i = 0; i < n; i++)
        visit(context, runs[i].mark >> WHAT_BITS, (uint8_t) (runs[i].mark & ((1u << WHAT_BITS) - 1)), runs[i].n);
    free(runs);
}

/* Entries or exits, as asked for, one run after the other. */
struct walk {
    const struct durations_run *runs;
    size_t n, next;
    bool entries;
    uint32_t day, what, left; /* of the present run, and how many of it are yet to be taken */
};

static void walk_on(struct walk *w)
{
    while (w->next < w->n) {
        const struct durations_run *run = &w->runs[w->next++];

        w->day = run->mark >> WHAT_BITS;
        w->what = run->mark & ((1u << WHAT_BITS) - 1);
        w->left = run->n;
        if ((w->what == DURATIONS_ENTERED) == w->entries)
            return;
    }
    w->left = 0;
}

static void add_spell(struct durations_spells *out, const struct walk *entry, const struct walk *exit, uint32_t count)
{
    size_t i = out->spells.n++;

    out->entry[i] = entry->day;
    out->exit[i] = exit->day;
    out->cause[i] = (uint8_t) exit->what;
    out->count[i] = count;
}

/* The k-th entry goes with the k-th exit: it comes before it, for each of k persons had entered before an exit that is
 * among the first k. */
static void pair(const struct durations_run *runs, size_t n_runs, struct durations_spells *out)
{
    struct walk entry = { .runs = runs, .n = n_runs, .entries = true, .left = (uint32_t) (out->n - out->n_late) };
    struct walk exit = { .runs = runs, .n = n_runs };

    for (size_t taken = 0; taken < out->n;) {
        uint32_t count;

        if (entry.left == 0)
            walk_on(&entry);
        if (exit.left == 0)
            walk_on(&exit);
        count = entry.left < exit.left ? entry.left : exit.left;
        add_spell(out, &entry, &exit, count);
        entry.left -= count;
        exit.left -= count;
        taken += count;
    }
}

void durations_spells(const struct durations *parts, size_t n_parts, struct durations_spells *out)
{
    struct durations_run *runs;
    size_t n_runs, room;

    *out = (struct durations_spells){ .n = 0 };
    for (size_t p = 0; p < n_parts; p++) {
        out->n += parts[p].n;
        out->n_late += parts[p].n_late;
    }
    runs = runs_of(parts, n_parts, &n_runs);
    room = n_runs + 1; /* at most: one for each run, and the entries at 0 */
    out->entry = memory_zeroed(room, sizeof *out->entry);
    out->exit = memory_zeroed(room, sizeof *out->exit);
    out->cause = memory_zeroed(room, sizeof *out->cause);
    out->count = memory_zeroed(room, sizeof *out->count);
    pair(runs, n_runs, out);
    free(runs);
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
