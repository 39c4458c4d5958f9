/* answers.c - distributions: how many gave each answer, how many gave none, with limits that hold together. */
#include "stages/indicators/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/ordinal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONFIDENCE 0.95

static int compare_subject(const struct answer *a, const struct answer *b)
{
    int order = strcmp(a->question, b->question);

    if (order == 0)
        order = strcmp(a->period, b->period);
    return order != 0 ? order : strcmp(a->group, b->group);
}

static int by_answer(const void *one, const void *other)
{
    const struct answer *a = one, *b = other;
    int order = compare_subject(a, b);

    if (order == 0)
        order = strcmp(a->district, b->district);
    if (order == 0)
        order = (a->position > b->position) - (a->position < b->position);
    if (order == 0)
        order = strcmp(a->unit, b->unit);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static bool refuse_twice(const struct answers *a, struct fault *f)
{
    for (size_t i = 1; i < a->n; i++) {
        const struct answer *x = &a->items[i - 1], *y = &a->items[i];

        if (compare_subject(x, y) == 0 && strcmp(x->unit, y->unit) == 0 && x->position == y->position)
            return fault_at(f, FAULT_DATA, y->path, y->line, "period",
                            "samma period, förvaltning och svar står redan på rad %llu i %s: ta bort den ena",
                            (unsigned long long) x->line, x->path);
    }
    return true;
}

enum { MOST_ANSWERS = 32 };

/* The answers of one district or of the city, each alternative once. */
struct distribution {
    const struct answer *about;
    const char *district;
    const char *answers[MOST_ANSWERS];
    int positions[MOST_ANSWERS];
    double counts[MOST_ANSWERS];
    size_t n;
    double total, missing, asked;
};

static bool add(struct distribution *d, const struct answer *a, struct fault *f)
{
    size_t i = 0;

    if (a->position == 0) {
        d->missing = isnan(d->missing) ? a->count : d->missing + a->count;
        return true;
    }
    while (i < d->n && d->positions[i] != a->position)
        i++;
    if (i == d->n && d->n == MOST_ANSWERS)
        return fault_at(f, FAULT_DATA, a->path, a->line, "svar", "frågan har för många svarsalternativ: högst %d",
                        MOST_ANSWERS);
    if (i == d->n) {
        d->answers[i] = a->answer;
        d->positions[i] = a->position;
        d->n++;
    }
    d->counts[i] += a->count;
    d->total += a->count;
    return true;
}

/* "3-5" holds 4. */
static bool holds(const char *range, int level)
{
    int low = 0, high = 0, n = sscanf(range, "%d-%d", &low, &high);

    return n == 1 ? level == low : n == 2 && level >= low && level <= high;
}

/* The group of a level, where the groups together are the levels of the question, each once. */
static const char *group_of(const char *const *groups, size_t n_groups, const struct distribution *d, int level)
{
    const char *found = "";

    for (size_t i = 0; i < d->n; i++) {
        size_t n = 0;

        for (size_t g = 0; g < n_groups; g++)
            if (holds(groups[g], d->positions[i])) {
                n++;
                if (d->positions[i] == level)
                    found = groups[g];
            }
        if (n != 1 || d->answers[i][0] < '0' || d->answers[i][0] > '9')
            return "";
    }
    return found;
}

static int by_position(const void *one, const void *other)
{
    const int *a = one, *b = other;

    return *a - *b;
}

static double median_of(const struct distribution *d)
{
    int order[MOST_ANSWERS];
    double below = 0;

    if (d->answers[0][0] < '0' || d->answers[0][0] > '9')
        return NAN; /* reasons have no order */
    memcpy(order, d->positions, d->n * sizeof *order);
    qsort(order, d->n, sizeof *order, by_position);
    for (size_t i = 0; i < d->n; i++) {
        size_t k = 0;

        while (d->positions[k] != order[i])
            k++;
        below += d->counts[k];
        if (below >= d->total / 2)
            return below == d->total / 2 && i + 1 < d->n ? (order[i] + order[i + 1]) / 2.0 : order[i];
    }
    return NAN;
}

/* What all levels of a group have together; of a level that stands alone, its own. */
static double group_share(const struct distribution *d, const char *group, const char *const *groups, size_t n_groups,
                          size_t level)
{
    double sum = 0;

    if (group[0] == '\0' || !(d->total > 0))
        return d->total > 0 ? 100 * d->counts[level] / d->total : NAN;
    for (size_t i = 0; i < d->n; i++)
        sum += strcmp(group_of(groups, n_groups, d, d->positions[i]), group) == 0 ? d->counts[i] : 0;
    return 100 * sum / d->total;
}

static void put(const struct distribution *d, const char *const *groups, size_t n_groups, struct rows *out)
{
    struct interval limits[MOST_ANSWERS];

    if (d->n == 0)
        return;
    ordinal_goodman(d->counts, d->n, CONFIDENCE, limits);
    for (size_t i = 0; i < d->n; i++) {
        const char *group = group_of(groups, n_groups, d, d->positions[i]);

        rows_begin(out);
        rows_text(out, "question", d->about->question);
        rows_text(out, "period", d->about->period);
        rows_text(out, "district", d->district);
        rows_text(out, "group", d->about->group);
        rows_number(out, "position", d->positions[i]);
        rows_text(out, "answer", d->answers[i]);
        rows_text(out, "grouped", group);
        rows_number(out, "grouped_share", group_share(d, group, groups, n_groups, i));
        rows_number(out, "count", d->counts[i]);
        rows_number(out, "n", d->total);
        rows_number(out, "missing", d->missing);
        rows_number(out, "asked", d->asked);
        rows_number(out, "share", d->total > 0 ? 100 * d->counts[i] / d->total : NAN);
        rows_number(out, "lower", 100 * limits[i].lower);
        rows_number(out, "upper", 100 * limits[i].upper);
        rows_number(out, "median", median_of(d));
        rows_text(out, "source", d->about->source);
        rows_text(out, "reason", d->total > 0 ? "" : "no_answers");
    }
}

/* How many were asked: stated on each of a unit's lines, or on one. */
static double asked_of(const struct answer *items, size_t n)
{
    double asked = 0;
    const char *unit = NULL;

    for (size_t i = 0; i < n; i++) {
        bool seen = unit != NULL && strcmp(unit, items[i].unit) == 0;

        if (isfinite(items[i].asked) && !seen) {
            asked += items[i].asked;
            unit = items[i].unit;
        }
    }
    return asked > 0 ? asked : NAN;
}

static bool sum_up(const struct answer *items, size_t n, const char *district, struct distribution *d, struct fault *f)
{
    memset(d, 0, sizeof *d);
    d->about = items;
    d->district = district;
    d->missing = NAN;
    d->asked = asked_of(items, n);
    for (size_t i = 0; i < n; i++)
        if (!add(d, &items[i], f))
            return false;
    if (isfinite(d->missing) && isfinite(d->asked) && strcmp(items[0].unit, items[n - 1].unit) == 0 &&
        d->missing + d->total != d->asked)
        return fault_at(f, FAULT_DATA, items->path, items->line, "tillfrågade",
                        "svaren och de som saknas är tillsammans inte så många som de tillfrågade: rätta antalen");
    if (isnan(d->missing) && isfinite(d->asked))
        d->missing = d->asked - d->total;
    if (isfinite(d->asked) && d->asked < d->total)
        return fault_at(f, FAULT_DATA, items->path, items->line, "tillfrågade",
                        "färre tillfrågade än svar: rätta antalet tillfrågade");
    return true;
}

/* The answers to one question in one period and group: each district, and the city where no file states it. */
static bool put_subject(const struct answer *items, size_t n, const char *const *groups, size_t n_groups,
                        struct rows *out, struct fault *f)
{
    struct distribution d;
    bool city = false;
    size_t first = 0;

    for (size_t i = 1; i <= n; i++) {
        if (i < n && strcmp(items[i].district, items[first].district) == 0)
            continue;
        if (!sum_up(&items[first], i - first, items[first].district, &d, f))
            return false;
        put(&d, groups, n_groups, out);
        city = city || strcmp(items[first].district, "all") == 0;
        first = i;
    }
    if (city)
        return true;
    if (!sum_up(items, n, "all", &d, f))
        return false;
    put(&d, groups, n_groups, out);
    return true;
}

bool answers_close(struct answers *a, const char *const *groups, size_t n_groups, struct rows *out, struct fault *f)
{
    size_t first = 0;

    if (a->n > 0)
        qsort(a->items, a->n, sizeof *a->items, by_answer);
    if (!refuse_twice(a, f))
        return false;
    for (size_t i = 1; i <= a->n; i++) {
        if (i < a->n && compare_subject(&a->items[i], &a->items[first]) == 0)
            continue;
        if (!put_subject(&a->items[first], i - first, groups, n_groups, out, f))
            return false;
        first = i;
    }
    return true;
}
