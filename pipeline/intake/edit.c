#define _GNU_SOURCE /* qsort_r */
#include "pipeline/intake/edit.h"

#include "pipeline/base/days.h"
#include "pipeline/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_AT_ONCE = 128, /* more records that are compared, and ... */
    MOST_EVER = 1024,   /* ... more at all are those of an id that many share */
    NONE = MOST_AT_ONCE
};

struct edits {
    const struct spells *names;
    struct days days; /* of the extracts */
    size_t n_districts, n_occupations;
    bool *districts, *occupations; /* of each extract, which of them it has */
    int32_t first_end;             /* of the latest extract */
};

struct edits *edits_new(const struct spells *names)
{
    struct edits *e = memory_zeroed(1, sizeof *e);

    e->names = names;
    e->first_end = INT32_MAX;
    return e;
}

void edits_add_days(struct edits *e, const struct spells *spells)
{
    size_t at = 0;

    for (size_t i = 0; i < spells->n; i++) {
        const struct spell *s = &spells->items[i];

        if (s->basis == BASIS_SPELLS && (e->days.n == 0 || e->days.items[at] != s->extraction)) {
            days_add(&e->days, s->extraction);
            at = days_number(&e->days, s->extraction);
        }
    }
}

bool edits_begin(struct edits *e)
{
    if (e->days.n < 2)
        return false;
    e->n_districts = dictionary_size(e->names->districts);
    e->n_occupations = dictionary_size(e->names->occupations);
    e->districts = memory_zeroed(e->days.n * e->n_districts, sizeof *e->districts);
    e->occupations = memory_zeroed(e->days.n * e->n_occupations, sizeof *e->occupations);
    return true;
}

void edits_add_names(struct edits *e, const struct spells *spells)
{
    size_t at = 0;

    for (size_t i = 0; i < spells->n; i++) {
        const struct spell *s = &spells->items[i];

        if (s->basis != BASIS_SPELLS)
            continue;
        at = e->days.items[at] == s->extraction ? at : days_number(&e->days, s->extraction);
        e->districts[at * e->n_districts + s->district] = true;
        e->occupations[at * e->n_occupations + s->occupation] = true;
        if (at == e->days.n - 1 && s->end < e->first_end)
            e->first_end = s->end;
    }
}

void edits_free(struct edits *e)
{
    if (e == NULL)
        return;
    days_free(&e->days);
    free(e->districts);
    free(e->occupations);
    free(e);
}

/* The extract has somebody where s is. */
static bool covers(const struct edits *e, int32_t extraction, const struct spell *s)
{
    size_t at = days_number(&e->days, extraction);

    return e->districts[at * e->n_districts + s->district] && e->occupations[at * e->n_occupations + s->occupation];
}

bool edits_is_vanished(const struct edits *e, const struct spell *s)
{
    int32_t latest = e->days.items[e->days.n - 1];

    return s->basis == BASIS_SPELLS && s->extraction < latest && s->end <= s->extraction && s->end >= e->first_end &&
           covers(e, latest, s);
}

static bool is_of_one_extract(const struct spell *records, size_t n)
{
    size_t i = 1;

    while (i < n && records[i].extraction == records[0].extraction)
        i++;
    return i >= n;
}

static int differences(const struct spell *a, const struct spell *b)
{
    return (a->district != b->district) + (a->occupation != b->occupation) + (a->form != b->form);
}

/* The extract of that day has something on the post of s, at the time of s. */
static bool has_post(const struct spell *records, size_t n, int32_t extraction, const struct spell *s)
{
    for (size_t i = 0; i < n; i++)
        if (records[i].basis == BASIS_SPELLS && records[i].extraction == extraction &&
            differences(&records[i], s) == 0 && records[i].start <= spell_known_end(s) &&
            s->start <= spell_known_end(&records[i]))
            return true;
    return false;
}

/* Whether two records may tell of one employment, as far as days go. */
typedef bool likeness(const struct spell *early, const struct spell *late);

static bool begins_same_day(const struct spell *early, const struct spell *late)
{
    return early->start == late->start;
}

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* Of the days of either that the earlier extract knew of, more than half are of both. */
static bool is_mostly_same_time(const struct spell *early, const struct spell *late)
{
    int32_t end = least(spell_known_end(late), early->extraction), early_end = spell_known_end(early);
    int32_t both = least(end, early_end) - most(early->start, late->start) + 1;
    int32_t either = most(end, early_end) - least(early->start, late->start) + 1;

    return 2 * both > either;
}

struct group {
    const struct edits *edits;
    const struct spell *all, *records; /* the person's; those of them that are compared */
    size_t n_all, n;
    likeness *alike;
    size_t later[MOST_AT_ONCE]; /* for each, the number of the one that holds instead, or NONE */
};

static bool is_taken(const struct group *g, size_t later, int32_t extraction)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->later[i] == later && g->records[i].extraction == extraction)
            return true;
    return false;
}

static bool is_edit(const struct group *g, size_t i, size_t later, int n_different)
{
    const struct spell *s = &g->records[i], *t = &g->records[later];

    return s->basis == BASIS_SPELLS && t->basis == BASIS_SPELLS && t->extraction > s->extraction &&
           differences(s, t) == n_different && g->alike(s, t) && !is_taken(g, later, s->extraction) &&
           covers(g->edits, t->extraction, s) && covers(g->edits, s->extraction, t) &&
           !has_post(g->all, g->n_all, s->extraction, t) && !has_post(g->all, g->n_all, t->extraction, s);
}

/* Of the records that may hold instead, that of the latest extract. */
static void find_edits(struct group *g)
{
    for (size_t i = 0; i < g->n; i++)
        g->later[i] = NONE;
    for (int n_different = 1; n_different <= 3; n_different++)
        for (size_t i = 0; i < g->n; i++) {
            size_t found = NONE;

            for (size_t k = 0; k < g->n && g->later[i] == NONE; k++)
                if (is_edit(g, i, k, n_different) &&
                    (found == NONE || g->records[k].extraction > g->records[found].extraction))
                    found = k;
            if (found != NONE)
                g->later[i] = found;
        }
}

typedef void tell(void *context, const struct spell *s, const struct spell *later);

/* Takes edits out of records[from..end) of the `standing` of a person; returns how many stand then. */
static size_t remove_among(const struct edits *e, struct spell *records, size_t standing, size_t from, size_t end,
                           likeness *alike, tell *edited, void *context)
{
    struct group g = {
        .edits = e, .all = records, .n_all = standing, .records = records + from, .n = end - from, .alike = alike
    };
    size_t kept = from;

    if (g.n < 2 || g.n > MOST_AT_ONCE)
        return standing;
    find_edits(&g);
    for (size_t i = 0; i < g.n; i++)
        if (g.later[i] != NONE)
            edited(context, &g.records[i], &g.records[g.later[i]]);
    for (size_t k = from; k < standing; k++)
        if (k >= end || g.later[k - from] == NONE)
            records[kept++] = records[k];
    return kept;
}

size_t edits_remove(const struct edits *e, struct spell *records, size_t n, tell *edited, void *context)
{
    size_t standing = n;

    if (e == NULL || n > MOST_EVER || is_of_one_extract(records, n))
        return n;
    qsort_r(records, n, sizeof *records, spell_by_row, (void *) (uintptr_t) e->names);
    for (size_t end = n, i; end > 0; end = i) { /* from the last, for what is left moves over those that are gone */
        for (i = end - 1; i > 0 && records[i - 1].start == records[end - 1].start;)
            i--;
        standing = remove_among(e, records, standing, i, end, begins_same_day, edited, context);
    }
    return remove_among(e, records, standing, 0, standing, is_mostly_same_time, edited, context);
}
