/* plausibility_judge.c - what is to be thought of what was found by day. */
#include "pipeline/staff/plausibility_inside.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/staff/plausibility_years.h"

#include <math.h>
#include <stdlib.h>

enum { JUST_BEFORE = 31 };

/* With the number of employments of each day. */
struct judging {
    const struct plausibility *p;
    const struct looked *l;
    int32_t until;  /* this day is not looked at, and no later one */
    int32_t *stock; /* by day - first, up to two days after the last */
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

/* The first day that is looked at: that of the month in which ends begin to be recorded, or of the delivery, if it
 * begins later in that month. */
static int32_t first_looked_at(const struct looked *l)
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
static enum doubt_kind kind_on(const struct looked *l, enum doubt_kind kind, int32_t day, double found, double employed)
{
    if (kind != DOUBT_MASS_END)
        return kind;
    if (2.0 * l->days[LOOKED_AT_EXTRACTION][day - l->first] >= found ||
        (l->extraction - day <= JUST_BEFORE && 2 * found >= employed))
        return DOUBT_ENDS_AT_EXTRACTION;
    return kind;
}

/* Months are compared by their greatest day, so that the last and the first of a month, on which most things happen,
 * are held against their like. Between snapshots every snapshot is a month. */
static void look_at_days(const struct judging *j, enum doubt_kind kind)
{
    const struct looked *l = j->l;
    const uint32_t *count = l->days[kind];
    int32_t from = first_looked_at(l);
    int n_months = 12 * (CALENDAR_LAST_YEAR - CALENDAR_FIRST_YEAR + 1);
    uint32_t *greatest = memory_zeroed((size_t) n_months, sizeof *greatest);
    double sum = 0, months = 0;

    for (int32_t day = from; day < j->until; day++) {
        uint32_t *g = &greatest[recorded_month(day)];

        *g = count[day - l->first] > *g ? count[day - l->first] : *g;
    }
    for (int32_t day = from; day < j->until; day++)
        if (day == from || calendar_to_civil(day).day == 1) {
            sum += greatest[recorded_month(day)];
            months += l->basis == BASIS_SPELLS || greatest[recorded_month(day)] > 0;
        }
    for (int32_t day = from; day < j->until; day++) {
        double found = count[day - l->first];
        double expected = months > 1 ? (sum - greatest[recorded_month(day)]) / (months - 1) : 0;
        double employed = j->stock[(day > l->first ? day - 1 : day) - l->first];

        if (found >= j->p->smallest && found >= j->p->factor * expected && found >= j->p->share / 100 * employed)
            doubts_add(j->out, kind_on(l, kind, day, found, employed), day, found, expected);
    }
    free(greatest);
}

static void look_at_years(const struct judging *j)
{
    const struct looked *l = j->l;
    struct recorded_years *years = memory_zeroed(1, sizeof *years);

    years->covered = l->covered;
    years->extraction = l->extraction;
    for (int32_t day = l->first; day <= l->last; day++) {
        struct recorded_year *year = &years->items[calendar_to_civil(day).year - CALENDAR_FIRST_YEAR];

        year->ended += l->days[LOOKED_ENDED][day - l->first];
        year->unknown += l->days[LOOKED_UNKNOWN][day - l->first];
        years->events[recorded_month(day)] += l->days[LOOKED_EVENTS][day - l->first];
    }
    for (int year = CALENDAR_FIRST_YEAR; year <= CALENDAR_LAST_YEAR; year++) {
        int32_t middle = calendar_from_civil(year, 7, 1);

        if (middle >= l->first && middle <= l->last + 2)
            years->items[year - CALENDAR_FIRST_YEAR].employed = j->stock[middle - l->first];
    }
    plausibility_years(j->p, years, j->out);
    free(years);
}

/* Each kind of records by its own rules: between snapshots nobody knows when somebody ends or begins. */
void looked_judge(const struct plausibility *p, const struct looked *l, struct doubts *out)
{
    struct judging j = { .p = p, .l = l, .out = out };
    int32_t employed = 0;

    j.until = l->last + 2 < l->extraction + 1 ? l->last + 2 : l->extraction + 1;
    j.stock = memory_zeroed(looked_days(l), sizeof *j.stock);
    for (size_t i = 0; i < looked_days(l); i++)
        j.stock[i] = employed += (int32_t) l->days[LOOKED_BEGUN][i] - (int32_t) l->days[LOOKED_OVER][i];
    for (int i = 0; i < N_MASS; i++)
        if (l->basis == BASIS_SPELLS || (i != DOUBT_MASS_END && i != DOUBT_MASS_START))
            look_at_days(&j, (enum doubt_kind) i);
    if (l->basis == BASIS_SPELLS)
        look_at_years(&j);
    else
        looked_judge_pairs(p, l, out);
    free(j.stock);
}

void looked_judge_shared(const struct looked_shared *shared, struct doubts *out)
{
    if (shared->persons > 0)
        doubts_add(out, DOUBT_SHARED_ID, shared->day, shared->persons, (double) NAN);
}

static int by_kind(const void *a, const void *b)
{
    const struct doubt *x = a, *y = b;

    return x->kind != y->kind ? (x->kind > y->kind) - (x->kind < y->kind) : (x->day > y->day) - (x->day < y->day);
}

void doubts_sort(struct doubts *d)
{
    if (d->n > 0)
        qsort(d->items, d->n, sizeof *d->items, by_kind);
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
