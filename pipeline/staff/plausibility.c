#include "pipeline/staff/plausibility_inside.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_BACK = 64 };

/* Records being counted. */
struct looking {
    struct looked *to;
    const struct spells *spells;
    const struct organisation *organisation;
    const struct plausibility *p;
    struct looked_shared *shared;
};

static bool is_followed(const struct looking *l, const struct spell *s)
{
    return s->form != FORM_HOURLY && dictionary_text(l->spells->occupations, s->occupation)[0] != '\0';
}

/* ---- what there is ---- */

static void add_snapshot(struct looked *l, int32_t day)
{
    if (day != SPELL_OPEN)
        days_add(&l->snapshots, day);
}

void looked_range(const struct spells *spells, enum spell_basis basis, struct looked *out)
{
    *out = (struct looked){
        .basis = basis, .first = INT32_MAX, .last = INT32_MIN, .covered = INT32_MAX, .extraction = INT32_MIN
    };
    for (size_t i = 0; i < spells->n; i++) {
        const struct spell *s = &spells->items[i];

        if (s->basis != basis)
            continue;
        out->first = s->start < out->first ? s->start : out->first;
        out->last = s->start > out->last ? s->start : out->last;
        if (s->end != SPELL_OPEN) {
            out->last = s->end > out->last ? s->end : out->last;
            out->covered = s->end < out->covered ? s->end : out->covered;
        }
        out->extraction = s->extraction > out->extraction ? s->extraction : out->extraction;
        if (s->basis == BASIS_SNAPSHOT) {
            add_snapshot(out, s->start);
            add_snapshot(out, s->end);
            add_snapshot(out, s->extraction);
            out->last = s->extraction > out->last ? s->extraction : out->last;
        }
    }
}

void looked_begin(struct looked *l)
{
    for (int i = 0; i < N_LOOKED; i++)
        l->days[i] = memory_zeroed(looked_days(l), sizeof *l->days[i]);
    l->pairs = memory_zeroed(l->snapshots.n + 1, sizeof *l->pairs);
}

void looked_free(struct looked *l)
{
    for (int i = 0; i < N_LOOKED; i++)
        free(l->days[i]);
    for (size_t i = 0; l->pairs != NULL && i < l->snapshots.n; i++)
        free(l->pairs[i].districts);
    free(l->pairs);
    days_free(&l->snapshots);
}

/* The day on which somebody is elsewhere who left on `end`: the next, or the next snapshot. */
static int32_t day_after(const struct looked *l, const struct spell *s)
{
    size_t i = 0;

    if (s->basis == BASIS_SPELLS)
        return s->end + 1;
    while (i < l->snapshots.n && l->snapshots.items[i] <= s->end)
        i++;
    return i < l->snapshots.n ? l->snapshots.items[i] : s->end + 1;
}

/* ---- one person ---- */

/* Where the person of spell i goes on after it: NULL nowhere. One that went on all the time comes first, for then
 * nothing has changed; then the same district and occupation. */
static const struct spell *continuation(const struct spell *records, size_t n, size_t i, int32_t after)
{
    const struct spell *s = &records[i], *found = NULL;

    for (size_t k = i > LOOK_BACK ? i - LOOK_BACK : 0; k < n && records[k].start <= after; k++) {
        const struct spell *o = &records[k];

        if (k == i || o->form == FORM_HOURLY || o->end < after)
            continue;
        if (o->start < s->end || (o->district == s->district && o->occupation == s->occupation))
            return o;
        if (found == NULL || o->district == s->district)
            found = o;
    }
    return found;
}

static bool was_elsewhere(const struct spell *records, size_t i)
{
    const struct spell *s = &records[i];

    for (size_t k = i > LOOK_BACK ? i - LOOK_BACK : 0; k < i; k++)
        if (records[k].form != FORM_HOURLY && records[k].end >= s->start - 1)
            return true;
    return false;
}

static void count(struct looking *l, int column, int32_t day)
{
    l->to->days[column][day - l->to->first]++;
}

static void count_change(struct looking *l, const struct spell *s, const struct spell *next, int32_t after)
{
    const struct dictionary *districts = l->spells->districts;
    const char *from = dictionary_text(districts, s->district);

    if (next == NULL) {
        count(l, DOUBT_MASS_END, s->end);
        if (s->end == s->extraction)
            count(l, LOOKED_AT_EXTRACTION, s->end);
        if (s->end < s->extraction)
            count(l, LOOKED_ENDED, s->end);
        if (s->end < s->extraction && s->cause == CAUSE_UNKNOWN)
            count(l, LOOKED_UNKNOWN, s->end);
    } else if (next->start < s->end) {
        return; /* another post went on beside it */
    } else if (next->district != s->district) {
        const char *to = dictionary_text(districts, next->district);

        if (strcmp(organisation_today(l->organisation, from), organisation_today(l->organisation, to)) != 0 &&
            !organisation_succeeds(l->organisation, from, to, s->end, next->start))
            count(l, DOUBT_MASS_MOVE, after);
    } else if (next->occupation != s->occupation) {
        count(l, DOUBT_MASS_TITLE, after);
    } else if (next->form != s->form) {
        count(l, DOUBT_MASS_FORM, after);
    }
}

static void look_at_sharing(struct looking *l, const struct spell *records, size_t n)
{
    for (size_t i = l->p->posts_at_once; i < n; i++) {
        size_t at_once = 1;

        for (size_t k = i > LOOK_BACK ? i - LOOK_BACK : 0; k < i; k++)
            at_once += records[k].form != FORM_HOURLY && records[k].end >= records[i].start;
        if (records[i].form != FORM_HOURLY && at_once > l->p->posts_at_once) {
            if (l->shared->persons++ == 0 || records[i].start < l->shared->day)
                l->shared->day = records[i].start;
            return;
        }
    }
}

static void look_at_person(struct looking *l, const struct spell *records, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct spell *s = &records[i];

        if (s->basis != l->to->basis || !is_followed(l, s))
            continue;
        count(l, LOOKED_BEGUN, s->start);
        count(l, LOOKED_EVENTS, s->start);
        if (s->end < s->extraction)
            count(l, LOOKED_EVENTS, s->end);
        if (!was_elsewhere(records, i))
            count(l, DOUBT_MASS_START, s->start);
        if (s->end != SPELL_OPEN) {
            int32_t after = day_after(l->to, s);

            count(l, LOOKED_OVER, s->end + 1);
            if (s->end <= s->extraction) /* a later end is none yet */
                count_change(l, s, continuation(records, n, i, after), after);
        }
    }
}

/* ---- all ---- */

typedef void looker(struct looking *l, const struct spell *records, size_t n);

static void look_at_each(struct looking *l, looker *look)
{
    const struct spell *items = l->spells->items;

    for (size_t i = 0, end; i < l->spells->n; i = end) {
        for (end = i + 1; end < l->spells->n && memcmp(items[i].person, items[end].person, PSEUDONYM_BYTES) == 0; end++)
            ;
        look(l, items + i, end - i);
    }
}

void looked_count(struct looked *l, const struct spells *spells, const struct organisation *organisation)
{
    struct looking looking = { .to = l, .spells = spells, .organisation = organisation };

    look_at_each(&looking, look_at_person);
}

void looked_count_shared(struct looked_shared *shared, const struct plausibility *p, const struct spells *spells)
{
    struct looking looking = { .spells = spells, .p = p, .shared = shared };

    look_at_each(&looking, look_at_sharing);
}

void plausibility_look(const struct plausibility *p, const struct spells *spells,
                       const struct organisation *organisation, struct doubts *out)
{
    static const enum spell_basis bases[] = { BASIS_SPELLS, BASIS_SNAPSHOT };
    struct looked_shared shared = { 0, 0 };

    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        struct looked l;

        looked_range(spells, bases[i], &l);
        if (l.first != INT32_MAX) {
            looked_begin(&l);
            looked_count(&l, spells, organisation);
            looked_count_pairs(&l, spells);
            looked_judge(p, &l, out);
        }
        looked_free(&l);
    }
    looked_count_shared(&shared, p, spells);
    looked_judge_shared(&shared, out);
    doubts_sort(out);
}
