/* areas.c - focus areas: which districts worked on which area in which year, and on which areas few did. */
#include "stages/indicators/indicators.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_number(const void *one, const void *other)
{
    const struct area *a = one, *b = other;

    return (a->number > b->number) - (a->number < b->number);
}

static int by_status(const void *one, const void *other)
{
    const struct area_status *a = one, *b = other;
    int order = strcmp(a->period, b->period);

    if (order == 0)
        order = (a->number > b->number) - (a->number < b->number);
    if (order == 0)
        order = strcmp(a->district, b->district);
    return order != 0 ? order : strcmp(a->unit, b->unit);
}

static const struct area *find_area(const struct areas *a, double number)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->items[i].number == number)
            return &a->items[i];
    return NULL;
}

static bool check(const struct areas *a, struct fault *f)
{
    for (size_t i = 0; i < a->n_statuses; i++) {
        const struct area_status *s = &a->statuses[i];
        const struct area *area = find_area(a, s->number);

        if (area == NULL)
            return fault_at(
                f, FAULT_DATA, s->path, s->line, "område",
                "området finns inte i katalogen: lägg till det i bladet eller filen fokusområden, eller rätta "
                "numret");
        if (area->first_year > atoi(s->period) || (area->last_year > 0 && area->last_year < atoi(s->period)))
            return fault_at(f, FAULT_DATA, s->path, s->line, "period",
                            "området ingick inte i planen det året, enligt bladet eller filen fokusområden: rätta året "
                            "eller katalogen");
        if (i > 0 && by_status(s - 1, s) == 0)
            return fault_at(f, FAULT_DATA, s->path, s->line, "område",
                            "samma område, förvaltning och år står redan på rad %llu: ta bort den ena",
                            (unsigned long long) s[-1].line);
    }
    return true;
}

/* Of a merged unit, what the one that has come furthest says. */
static int rank_of(const char *status)
{
    static const char *const ORDER[] = { "", "none", "planned", "ongoing", "done" };
    int rank = 0;

    for (int i = 0; i < 5; i++)
        if (strcmp(ORDER[i], status) == 0)
            rank = i;
    return rank;
}

static const struct area_status *find_status(const struct areas *a, const char *period, double number,
                                             const char *district)
{
    const struct area_status *found = NULL;

    for (size_t i = 0; i < a->n_statuses; i++) {
        const struct area_status *s = &a->statuses[i];

        if (strcmp(s->period, period) == 0 && s->number == number && strcmp(s->district, district) == 0 &&
            (found == NULL || rank_of(s->status) > rank_of(found->status)))
            found = s;
    }
    return found;
}

static bool is_worked_on(const char *status)
{
    return rank_of(status) >= rank_of("ongoing");
}

struct tally {
    double worked, reported;
};

static struct tally tally_of(const struct areas *a, const char *period, double number, const char *const *districts,
                             size_t n)
{
    struct tally t = { 0, 0 };

    for (size_t i = 0; i < n; i++) {
        const struct area_status *s = find_status(a, period, number, districts[i]);

        t.reported += s != NULL && s->status[0] != '\0';
        t.worked += s != NULL && is_worked_on(s->status);
    }
    return t;
}

static void put(const struct area *area, const char *period, const char *district, const struct area_status *s,
                bool few, struct rows *out)
{
    rows_begin(out);
    rows_text(out, "period", period);
    rows_number(out, "area", area->number);
    rows_text(out, "district", district);
    rows_text(out, "name", area->name);
    rows_text(out, "origin", area->origin);
    rows_text(out, "name_known", area->known ? "yes" : "no");
    rows_text(out, "status", s != NULL ? s->status : "");
    rows_text(out, "few", few ? "yes" : "no");
    rows_text(out, "source", s != NULL ? s->source : "");
}

static void count_worked(struct ledger *ledger, const char *period, const struct area *area, struct tally t,
                         const struct area_status *any)
{
    struct measure m = {
        .indicator = indicator_find("focus_area_worked"),
        .period = period,
        .category = area->name,
        .group = "all",
        .definition = "",
        .unit = "",
        .district = "all",
        .denominator_basis = "none",
        .numerator = t.worked,
        .denominator = NAN, /* how many reported stands beside */
        .people = NAN,
        .low = NAN,
        .high = NAN,
        .squares = NAN,
        .asked = NAN,
        .precision = "",
        .unit_word = "",
        .source = any->source,
        .path = any->path,
        .line = any->line,
        .districts = t.reported,
    };

    ledger->items = memory_grow(ledger->items, &ledger->capacity, ledger->n + 1, sizeof *ledger->items);
    ledger->items[ledger->n++] = m;
}

/* The districts that reported anything in the period, each once; statuses[from .. to) are of the period. */
static size_t districts_of(const struct areas *a, size_t from, size_t to, const char **districts)
{
    size_t n = 0;

    for (size_t i = from; i < to; i++) {
        size_t d = 0;

        while (d < n && strcmp(districts[d], a->statuses[i].district) != 0)
            d++;
        if (d == n)
            districts[n++] = a->statuses[i].district;
    }
    return n;
}

static void put_period(const struct areas *a, size_t from, size_t to, double few_percent, struct ledger *ledger,
                       struct rows *out)
{
    const char **districts = memory_zeroed(to - from, sizeof *districts), *period = a->statuses[from].period;
    size_t n = districts_of(a, from, to, districts);

    for (size_t i = 0; i < a->n; i++) {
        const struct area *area = &a->items[i];
        struct tally t = tally_of(a, period, area->number, districts, n);
        bool few = t.reported > 0 && 100 * t.worked <= few_percent * t.reported;

        if (area->first_year > atoi(period) || (area->last_year > 0 && area->last_year < atoi(period)))
            continue;
        for (size_t d = 0; d < n; d++)
            put(area, period, districts[d], find_status(a, period, area->number, districts[d]), few, out);
        if (t.reported > 0)
            count_worked(ledger, period, area, t, &a->statuses[from]);
    }
    free(districts);
}

bool areas_close(struct areas *a, double few_percent, struct ledger *ledger, struct rows *out, struct fault *f)
{
    size_t first = 0;

    if (a->n > 0)
        qsort(a->items, a->n, sizeof *a->items, by_number);
    if (a->n_statuses > 0)
        qsort(a->statuses, a->n_statuses, sizeof *a->statuses, by_status);
    if (!check(a, f))
        return false;
    for (size_t i = 1; i <= a->n_statuses; i++) {
        if (i < a->n_statuses && strcmp(a->statuses[i].period, a->statuses[first].period) == 0)
            continue;
        put_period(a, first, i, few_percent, ledger, out);
        first = i;
    }
    return true;
}
