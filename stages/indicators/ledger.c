/* ledger.c - measures added up to today's units and to the city, and made into values. */
#include "stages/indicators/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/interval.h"
#include "pipeline/statistics/mean.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONFIDENCE 0.95

void line_add(const struct line *l, const char *indicator, struct measure m)
{
    struct ledger *ledger = &l->to->ledger;

    m.indicator = indicator_find(indicator);
    ledger->items = memory_grow(ledger->items, &ledger->capacity, ledger->n + 1, sizeof *ledger->items);
    ledger->items[ledger->n++] = m;
}

/* By everything but the unit; then by district, then by the unit as the file has it, then by line. */
static int compare_subject(const struct measure *a, const struct measure *b)
{
    int order = strcmp(a->indicator->id, b->indicator->id);

    if (order == 0)
        order = strcmp(a->period, b->period);
    if (order == 0)
        order = strcmp(a->category, b->category);
    if (order == 0)
        order = strcmp(a->group, b->group);
    return order != 0 ? order : strcmp(a->definition, b->definition);
}

static int by_subject(const void *one, const void *other)
{
    const struct measure *a = one, *b = other;
    int order = compare_subject(a, b);

    if (order == 0)
        order = strcmp(a->district, b->district);
    if (order == 0)
        order = strcmp(a->unit, b->unit);
    if (order == 0)
        order = strcmp(a->path, b->path);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static bool refuse_twice(const struct ledger *l, struct fault *f)
{
    for (size_t i = 1; i < l->n; i++) {
        const struct measure *a = &l->items[i - 1], *b = &l->items[i];

        if (compare_subject(a, b) == 0 && strcmp(a->unit, b->unit) == 0)
            return fault_at(f, FAULT_DATA, b->path, b->line, "period",
                            "samma period, förvaltning och uppgift står redan på rad %llu i %s: ta bort den ena",
                            (unsigned long long) a->line, a->path);
    }
    return true;
}

static bool is_counted_in_units(const struct measure *m)
{
    return strcmp(m->indicator->id, "consultants") == 0 || strcmp(m->indicator->id, "reinforcement_team") == 0;
}

/* Persons and full-time posts of one day are no sum. What was not reported is in none. */
static bool refuse_mixed_units(const struct ledger *l, struct fault *f)
{
    const struct measure *a = NULL;

    for (size_t i = 0; i < l->n; i++) {
        const struct measure *b = &l->items[i];

        if (!is_counted_in_units(b) || isnan(b->numerator))
            continue;
        if (a != NULL && a->indicator == b->indicator && strcmp(a->period, b->period) == 0 &&
            strcmp(a->category, b->category) == 0 && strcmp(a->definition, b->definition) != 0)
            return fault_at(f, FAULT_DATA, b->path, b->line, "räknat i",
                            "raden räknar i %s, men rad %llu i %s räknar samma mätdag i %s, och de kan inte läggas "
                            "ihop: räkna alla i samma enhet",
                            indicator_label(INDICATOR_UNIT, b->definition), (unsigned long long) a->line, a->path,
                            indicator_label(INDICATOR_UNIT, a->definition));
        a = b;
    }
    return true;
}

static bool is_vacancy_rate_of(const struct measure *m, const char *period)
{
    return strcmp(m->indicator->id, "vacancy_rate") == 0 && strcmp(m->period, period) == 0;
}

/* A day's vacancy rates have one base: of all posts where every line has them, else of vacancies and own staff. A day
 * on which own staff is not known of all is left as it was given. */
static void use_one_base(struct ledger *l, const struct exposure *e, const char *period)
{
    bool persons = false, posts = false, known = true;

    for (size_t i = 0; i < l->n; i++) {
        const struct measure *m = &l->items[i];

        if (!is_vacancy_rate_of(m, period))
            continue;
        persons = persons || strcmp(m->definition, "persons") == 0;
        posts = posts || strcmp(m->definition, "posts") == 0;
        known = known && isfinite(exposure_stock(e, m->district, period));
    }
    for (size_t i = 0; i < l->n && persons && posts && known; i++) {
        struct measure *m = &l->items[i];

        if (!is_vacancy_rate_of(m, period))
            continue;
        m->definition = "persons";
        m->denominator = NAN;
    }
}

/* What is given as new each year is shown as so many since the beginning. */
static void accumulate(struct ledger *l)
{
    double *sums = memory_zeroed(l->n, sizeof *sums);

    for (size_t i = 0; i < l->n; i++) {
        const struct measure *m = &l->items[i];

        for (size_t j = 0; j < l->n; j++) {
            const struct measure *e = &l->items[j];

            if (m->indicator == e->indicator && strcmp(e->period, m->period) <= 0 && strcmp(e->unit, m->unit) == 0 &&
                strcmp(e->category, m->category) == 0)
                sums[i] += e->numerator;
        }
    }
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->items[i].indicator->id, "leadership_programme") == 0)
            l->items[i].numerator = sums[i];
    free(sums);
}

static const char *either(const char *one, const char *other)
{
    return one[0] != '\0' ? one : other;
}

static void add_to(struct measure *sum, const struct measure *m)
{
    sum->numerator += m->numerator;
    sum->denominator += m->denominator;
    sum->people += m->people;
    sum->low += m->low;
    sum->high += m->high;
    sum->squares += m->squares;
    sum->asked += m->asked;
    sum->precision = either(sum->precision, m->precision);
    sum->merged = true;
    if (sum->indicator->form == INDICATOR_GIVEN)
        sum->numerator = NAN; /* a quartile of two groups is not to be had from the quartiles of each */
    if (strcmp(sum->denominator_basis, m->denominator_basis) != 0)
        sum->denominator_basis = "given";
}

static bool is_reported(const struct measure *m)
{
    return isfinite(m->numerator) || isfinite(m->low);
}

/* The unit's own staff or person-years, where the file gave none. */
static void fill_denominator(struct measure *m, const struct exposure *e)
{
    if (m->rule == DENOMINATOR_OWN_STAFF && isnan(m->denominator) && strcmp(m->definition, "persons") == 0) {
        m->denominator = m->numerator + exposure_stock(e, m->district, m->period);
        m->denominator_basis = "own_flows";
    } else if (m->rule == DENOMINATOR_PERSON_YEARS && isnan(m->denominator)) {
        m->denominator = exposure_person_years(e, m->district, m->period);
        m->denominator_basis = "person_years";
    }
}

/* Districts of one subject put together, sum[0 .. n); the raw ones are items[from .. to). */
static size_t merge_units(const struct measure *items, size_t n, struct measure *sums, const struct exposure *e)
{
    size_t n_sums = 0;

    for (size_t i = 0; i < n; i++) {
        if (n_sums > 0 && strcmp(sums[n_sums - 1].district, items[i].district) == 0)
            add_to(&sums[n_sums - 1], &items[i]);
        else
            sums[n_sums++] = items[i];
    }
    for (size_t i = 0; i < n_sums; i++)
        fill_denominator(&sums[i], e);
    return n_sums;
}

static bool adds_up(const struct measure *m)
{
    return m->indicator->form != INDICATOR_GIVEN;
}

/* The city's row from those of the districts that report; false where there is none. */
static bool city_of(const struct measure *sums, size_t n, struct measure *city)
{
    double districts = 0;

    for (size_t i = 0; i < n; i++) {
        if (strcmp(sums[i].district, "all") == 0 || !adds_up(&sums[i]))
            return false;
        if (!is_reported(&sums[i]))
            continue;
        if (districts++ == 0)
            *city = sums[i];
        else
            add_to(city, &sums[i]);
    }
    city->district = "all";
    city->unit = "";
    city->districts = districts;
    return districts > 0;
}

/* ---- values ---- */

struct value {
    double value, lower, upper;
    const char *interval, *reason;
};

static struct value undefined(const char *reason)
{
    return (struct value){ NAN, NAN, NAN, "none", reason };
}

static struct value share_value(const struct measure *m)
{
    double scale = m->indicator->scale;
    struct interval limits = isfinite(m->asked)
                                 ? interval_wilson_finite(m->numerator, m->denominator, m->asked, CONFIDENCE)
                                 : interval_wilson(m->numerator, m->denominator, CONFIDENCE);

    return (struct value){ scale * m->numerator / m->denominator, scale * limits.lower, scale * limits.upper,
                           isfinite(m->asked) ? "wilson_finite" : "wilson", "" };
}

static struct value mean_value(const struct measure *m)
{
    double mean = m->numerator / m->denominator;
    struct interval limits = interval_mean_finite(m->denominator, m->numerator, m->squares,
                                                  isfinite(m->asked) ? m->asked : INFINITY, CONFIDENCE);
    bool known = isfinite(limits.lower);

    return (struct value){ mean, limits.lower, limits.upper, known ? "mean_finite" : "none",
                           known ? "" : "no_interval" };
}

static struct value value_of(const struct measure *m)
{
    enum indicator_form form = m->indicator->form;
    bool divides = form == INDICATOR_RATIO || form == INDICATOR_SHARE || form == INDICATOR_RATE ||
                   form == INDICATOR_MEAN;
    struct interval limits;

    if (form == INDICATOR_RANGE)
        return isfinite(m->low) ? (struct value){ m->low == m->high ? m->low : NAN, NAN, NAN, "none",
                                                  m->low == m->high ? "" : "range" }
                                : undefined("not_reported");
    if (isnan(m->numerator))
        return undefined(form == INDICATOR_GIVEN && m->merged ? "does_not_add_up" : "not_reported");
    if (divides && isnan(m->denominator))
        return undefined("no_denominator");
    if (divides && !(m->denominator > 0))
        return undefined("no_exposure");
    switch (form) {
    case INDICATOR_SHARE:
        return share_value(m);
    case INDICATOR_MEAN:
        return mean_value(m);
    case INDICATOR_RATE:
        limits = interval_poisson_exact(m->numerator, m->denominator, CONFIDENCE);
        return (struct value){ 100 * m->numerator / m->denominator, 100 * limits.lower, 100 * limits.upper,
                               "poisson_exact", "" };
    case INDICATOR_RATIO:
        return (struct value){ m->indicator->scale * m->numerator / m->denominator, NAN, NAN, "none", "" };
    default:
        return (struct value){ m->numerator, NAN, NAN, "none", "" };
    }
}

static void put(struct rows *out, const struct measure *m, const struct exposure *e)
{
    struct value v = value_of(m);

    rows_begin(out);
    rows_text(out, "indicator", m->indicator->id);
    rows_text(out, "basis", "own");
    rows_text(out, "period", m->period);
    rows_text(out, "district", m->district);
    rows_text(out, "category", m->category);
    rows_text(out, "group", m->group);
    rows_text(out, "definition", m->definition);
    rows_number(out, "numerator", m->numerator);
    rows_number(out, "denominator", m->denominator);
    rows_text(out, "denominator_basis", m->denominator_basis);
    rows_number(out, "people", m->people);
    rows_number(out, "value", v.value);
    rows_number(out, "lower", v.lower);
    rows_number(out, "upper", v.upper);
    rows_text(out, "interval", v.interval);
    rows_text(out, "reason", v.reason);
    rows_number(out, "districts", m->districts);
    rows_number(out, "districts_of", isfinite(m->districts) ? exposure_districts(e, m->period) : NAN);
    rows_number(out, "low", m->low);
    rows_number(out, "high", m->high);
    rows_text(out, "precision", m->precision);
    rows_text(out, "unit", m->unit_word[0] != '\0' ? m->unit_word : m->indicator->unit);
    rows_text(out, "label", m->indicator->label);
    rows_text(out, "source", m->source);
}

/* A district's absence is set against that of all the others together. */
static void put_rest(struct rows *out, const struct measure *sums, size_t n, const struct measure *city,
                     const struct exposure *e)
{
    for (size_t i = 0; i < n && strcmp(city->indicator->kind, "sickness") == 0; i++) {
        struct measure rest = *city;

        if (!is_reported(&sums[i]) || city->districts < 2)
            continue;
        rest.district = sums[i].district;
        rest.category = "rest_of_city";
        rest.numerator -= sums[i].numerator;
        rest.denominator -= sums[i].denominator;
        rest.people = fmin(sums[i].people, rest.people - sums[i].people); /* it says as much of the district itself */
        rest.districts = NAN;
        put(out, &rest, e);
    }
}

static void put_subject(struct rows *out, const struct measure *items, size_t n, const struct exposure *e)
{
    struct measure *sums = memory_zeroed(n, sizeof *sums), city;
    size_t n_sums = merge_units(items, n, sums, e);

    for (size_t i = 0; i < n_sums; i++)
        put(out, &sums[i], e);
    if (city_of(sums, n_sums, &city)) {
        put(out, &city, e);
        put_rest(out, sums, n_sums, &city, e);
    }
    free(sums);
}

bool ledger_close(struct ledger *l, const struct exposure *exposure, struct rows *out, struct fault *f)
{
    size_t first = 0;

    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->items[i].indicator->id, "vacancy_rate") == 0)
            use_one_base(l, exposure, l->items[i].period);
    if (l->n > 0)
        qsort(l->items, l->n, sizeof *l->items, by_subject);
    if (!refuse_twice(l, f) || !refuse_mixed_units(l, f))
        return false;
    accumulate(l);
    for (size_t i = 1; i <= l->n; i++) {
        if (i < l->n && compare_subject(&l->items[i], &l->items[first]) == 0)
            continue;
        put_subject(out, &l->items[first], i - first, exposure);
        first = i;
    }
    return true;
}
