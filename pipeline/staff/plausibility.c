#include "pipeline/staff/plausibility.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/days.h"
#include "pipeline/base/memory.h"
#include "pipeline/staff/plausibility_snapshots.h"
#include "pipeline/staff/plausibility_years.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_MASS = DOUBT_MASS_FORM + 1, LOOK_BACK = 64, JUST_BEFORE = 31 };

/* Days from the first to the last of the calendar: a register's worth of counters is small beside the register. */
struct looking {
    const struct plausibility *p;
    const struct spells *spells;
    const struct organisation *organisation;
    enum spell_basis basis;  /* of the records that are looked at; a person may go on in any */
    int32_t first, last;     /* of the counters */
    int32_t covered;         /* ends are recorded from about then on */
    int32_t extraction;      /* the last */
    int32_t until;           /* this day is not looked at, and no later one */
    uint32_t *count[N_MASS]; /* by day - first */
    uint32_t *at_extraction; /* of count[DOUBT_MASS_END]: the day is that of their extract */
    int32_t *stock;          /* changes of the number of employments, then the number */
    struct days snapshots;
    struct recorded_years years;
    uint32_t shared;
    int32_t shared_day;
    struct doubts *out;
};

void doubts_add(struct doubts *d, enum doubt_kind kind, int32_t day, double found, double expected)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->items[i].kind == kind && d->items[i].day == day) { /* of spells and of snapshots */
            d->items[i].found += found;
            d->items[i].expected += expected;
            return;
        }
    d->items = memory_grow(d->items, &d->capacity, d->n + 1, sizeof *d->items);
    d->items[d->n++] = (struct doubt){ kind, day, found, expected };
}

static bool is_followed(const struct looking *l, const struct spell *s)
{
    return s->form != FORM_HOURLY && dictionary_text(l->spells->occupations, s->occupation)[0] != '\0';
}

/* ---- what there is ---- */

static void add_snapshot(struct looking *l, int32_t day)
{
    if (day != SPELL_OPEN)
        days_add(&l->snapshots, day);
}

static void find_range(struct looking *l)
{
    l->first = INT32_MAX;
    l->last = INT32_MIN;
    l->covered = INT32_MAX;
    l->extraction = INT32_MIN;
    for (size_t i = 0; i < l->spells->n; i++) {
        const struct spell *s = &l->spells->items[i];

        if (s->basis != l->basis)
            continue;
        l->first = s->start < l->first ? s->start : l->first;
        l->last = s->start > l->last ? s->start : l->last;
        if (s->end != SPELL_OPEN) {
            l->last = s->end > l->last ? s->end : l->last;
            l->covered = s->end < l->covered ? s->end : l->covered;
        }
        l->extraction = s->extraction > l->extraction ? s->extraction : l->extraction;
        if (s->basis == BASIS_SNAPSHOT) {
            add_snapshot(l, s->start);
            add_snapshot(l, s->end);
            add_snapshot(l, s->extraction);
            l->last = s->extraction > l->last ? s->extraction : l->last;
        }
    }
    l->until = l->last + 2 < l->extraction + 1 ? l->last + 2 : l->extraction + 1;
    l->last += 2; /* the day after the last, and the end of the stock that falls then */
}

/* The day on which somebody is elsewhere who left on `end`: the next, or the next snapshot. */
static int32_t day_after(const struct looking *l, const struct spell *s)
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

static void count_change(struct looking *l, const struct spell *s, const struct spell *next, int32_t after)
{
    const struct dictionary *districts = l->spells->districts;
    const char *from = dictionary_text(districts, s->district);

    if (next == NULL) {
        l->count[DOUBT_MASS_END][s->end - l->first]++;
        l->at_extraction[s->end - l->first] += s->end == s->extraction;
        if (s->end < s->extraction) {
            struct recorded_year *year = &l->years.items[calendar_to_civil(s->end).year - CALENDAR_FIRST_YEAR];

            year->ended++;
            year->unknown += s->cause == CAUSE_UNKNOWN;
        }
    } else if (next->start < s->end) {
        return; /* another post went on beside it */
    } else if (next->district != s->district) {
        const char *to = dictionary_text(districts, next->district);

        if (strcmp(organisation_today(l->organisation, from), organisation_today(l->organisation, to)) != 0 &&
            !organisation_succeeds(l->organisation, from, to, s->end, next->start))
            l->count[DOUBT_MASS_MOVE][after - l->first]++;
    } else if (next->occupation != s->occupation) {
        l->count[DOUBT_MASS_TITLE][after - l->first]++;
    } else if (next->form != s->form) {
        l->count[DOUBT_MASS_FORM][after - l->first]++;
    }
}

static void look_at_sharing(struct looking *l, const struct spell *records, size_t n)
{
    for (size_t i = l->p->posts_at_once; i < n; i++) {
        size_t at_once = 1;

        for (size_t k = i > LOOK_BACK ? i - LOOK_BACK : 0; k < i; k++)
            at_once += records[k].form != FORM_HOURLY && records[k].end >= records[i].start;
        if (records[i].form != FORM_HOURLY && at_once > l->p->posts_at_once) {
            if (l->shared++ == 0 || records[i].start < l->shared_day)
                l->shared_day = records[i].start;
            return;
        }
    }
}

static void look_at_person(struct looking *l, const struct spell *records, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct spell *s = &records[i];

        if (s->basis != l->basis || !is_followed(l, s))
            continue;
        l->stock[s->start - l->first]++;
        l->years.events[recorded_month(s->start)]++;
        if (s->end < s->extraction)
            l->years.events[recorded_month(s->end)]++;
        if (!was_elsewhere(records, i))
            l->count[DOUBT_MASS_START][s->start - l->first]++;
        if (s->end != SPELL_OPEN) {
            int32_t after = day_after(l, s);

            l->stock[s->end + 1 - l->first]--;
            if (s->end <= s->extraction) /* a later end is none yet */
                count_change(l, s, continuation(records, n, i, after), after);
        }
    }
}

/* ---- days ---- */

/* The first day that is looked at: that of the month in which ends begin to be recorded, or of the delivery, if it
 * begins later in that month. */
static int32_t first_looked_at(const struct looking *l)
{
    struct calendar_date date;
    int32_t month;

    if (l->covered == INT32_MAX)
        return INT32_MAX;
    date = calendar_to_civil(l->covered);
    month = calendar_from_civil(date.year, date.month, 1);
    return month > l->first ? month : l->first;
}

/* Some extracts have their own day for an end where the employment goes on, or the last of a month before it. */
static enum doubt_kind kind_on(const struct looking *l, enum doubt_kind kind, int32_t day, double found,
                               double employed)
{
    if (kind != DOUBT_MASS_END)
        return kind;
    if (2.0 * l->at_extraction[day - l->first] >= found ||
        (l->extraction - day <= JUST_BEFORE && 2 * found >= employed))
        return DOUBT_ENDS_AT_EXTRACTION;
    return kind;
}

/* Months are compared by their greatest day, so that the last and the first of a month, on which most things happen,
 * are held against their like. Between snapshots every snapshot is a month. */
static void look_at_days(struct looking *l, enum doubt_kind kind)
{
    int32_t from = first_looked_at(l);
    int n_months = 12 * (CALENDAR_LAST_YEAR - CALENDAR_FIRST_YEAR + 1);
    uint32_t *greatest = memory_zeroed((size_t) n_months, sizeof *greatest);
    double sum = 0, months = 0;

    for (int32_t day = from; day < l->until; day++) {
        uint32_t *g = &greatest[recorded_month(day)];

        *g = l->count[kind][day - l->first] > *g ? l->count[kind][day - l->first] : *g;
    }
    for (int32_t day = from; day < l->until; day++)
        if (day == from || calendar_to_civil(day).day == 1) {
            sum += greatest[recorded_month(day)];
            months += l->basis == BASIS_SPELLS || greatest[recorded_month(day)] > 0;
        }
    for (int32_t day = from; day < l->until; day++) {
        double found = l->count[kind][day - l->first];
        double expected = months > 1 ? (sum - greatest[recorded_month(day)]) / (months - 1) : 0;
        double employed = l->stock[(day > l->first ? day - 1 : day) - l->first];

        if (found >= l->p->smallest && found >= l->p->factor * expected && found >= l->p->share / 100 * employed)
            doubts_add(l->out, kind_on(l, kind, day, found, employed), day, found, expected);
    }
    free(greatest);
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

static void count_persons(struct looking *l)
{
    size_t days = (size_t) (l->last - l->first) + 2;

    for (int i = 0; i < N_MASS; i++)
        l->count[i] = memory_zeroed(days, sizeof *l->count[i]);
    l->at_extraction = memory_zeroed(days, sizeof *l->at_extraction);
    l->stock = memory_zeroed(days, sizeof *l->stock);
    look_at_each(l, look_at_person);
    for (int32_t day = l->first + 1; day <= l->last; day++)
        l->stock[day - l->first] += l->stock[day - l->first - 1];
    for (int year = CALENDAR_FIRST_YEAR; year <= CALENDAR_LAST_YEAR; year++) {
        int32_t middle = calendar_from_civil(year, 7, 1);

        if (middle >= l->first && middle <= l->last)
            l->years.items[year - CALENDAR_FIRST_YEAR].employed = l->stock[middle - l->first];
    }
}

/* Each kind of records by its own rules: between snapshots nobody knows when somebody ends or begins. */
static void look_at_records(struct looking *l)
{
    find_range(l);
    if (l->first == INT32_MAX)
        return;
    count_persons(l);
    for (int i = 0; i < N_MASS; i++)
        if (l->basis == BASIS_SPELLS || (i != DOUBT_MASS_END && i != DOUBT_MASS_START))
            look_at_days(l, (enum doubt_kind) i);
    if (l->basis == BASIS_SPELLS) {
        l->years.covered = l->covered;
        l->years.extraction = l->extraction;
        plausibility_years(l->p, &l->years, l->out);
    } else {
        plausibility_snapshots(l->p, l->spells, l->snapshots.items, l->snapshots.n, l->out);
    }
    for (int i = 0; i < N_MASS; i++)
        free(l->count[i]);
    free(l->at_extraction);
    free(l->stock);
    days_free(&l->snapshots);
}

static int by_kind(const void *a, const void *b)
{
    const struct doubt *x = a, *y = b;

    return x->kind != y->kind ? (x->kind > y->kind) - (x->kind < y->kind) : (x->day > y->day) - (x->day < y->day);
}

void plausibility_look(const struct plausibility *p, const struct spells *spells,
                       const struct organisation *organisation, struct doubts *out)
{
    static const enum spell_basis bases[] = { BASIS_SPELLS, BASIS_SNAPSHOT };
    struct looking all = { .p = p, .spells = spells, .organisation = organisation, .out = out };

    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        struct looking l = all;

        l.basis = bases[i];
        look_at_records(&l);
    }
    look_at_each(&all, look_at_sharing);
    if (all.shared > 0)
        doubts_add(out, DOUBT_SHARED_ID, all.shared_day, all.shared, (double) NAN);
    if (out->n > 0)
        qsort(out->items, out->n, sizeof *out->items, by_kind);
}

void doubts_free(struct doubts *d)
{
    free(d->items);
    *d = (struct doubts){ 0 };
}

const char *doubt_word(enum doubt_kind kind)
{
    static const char *const words[DOUBT_COUNT] = {
        [DOUBT_MASS_END] = "mass_end",
        [DOUBT_MASS_START] = "mass_start",
        [DOUBT_MASS_MOVE] = "mass_move",
        [DOUBT_MASS_TITLE] = "mass_title",
        [DOUBT_MASS_FORM] = "mass_form",
        [DOUBT_ENDS_AT_EXTRACTION] = "ends_at_extraction",
        [DOUBT_PARTIAL_SNAPSHOT] = "partial_snapshot",
        [DOUBT_FALLEN_SNAPSHOT] = "fallen_snapshot",
        [DOUBT_PARTIAL_DISTRICT] = "partial_district",
        [DOUBT_MISSING_DISTRICT] = "missing_district",
        [DOUBT_NEW_IDS] = "new_ids",
        [DOUBT_NEW_IDS_DISTRICT] = "new_ids_district",
        [DOUBT_GROWN_SNAPSHOT] = "grown_snapshot",
        [DOUBT_UNKNOWN_CAUSES] = "unknown_causes",
        [DOUBT_MISSING_LEAVERS] = "missing_leavers",
        [DOUBT_SILENT_END] = "silent_end",
        [DOUBT_SHARED_ID] = "shared_id",
        [DOUBT_COUNTS_MISSING] = "counts_missing",
        [DOUBT_COUNTS_FALLEN] = "counts_fallen",
        [DOUBT_COUNTS_GROWN] = "counts_grown",
        [DOUBT_COUNTS_BALANCE] = "counts_balance",
    };

    return words[kind];
}
