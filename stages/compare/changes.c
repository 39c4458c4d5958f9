/* changes.c - the change between any two years, of the city, its occupations and its districts; and how many changed
 * clearly, beside how many would have if all had changed as the city did. */
#include "stages/compare/compare.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/common_change.h"
#include "pipeline/statistics/multiplicity.h"
#include "pipeline/statistics/trend_dispersion.h"
#include "pipeline/statistics/two_rates.h"
#include "pipeline/statistics/unit_break.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* With fewer events in both years together there is no p-value (statistics.md 6). */
static const double LEAST_EVENTS = 5;

double compare_dispersion(const struct city *c, enum dimension d)
{
    const struct split *s = &c->splits[d];
    size_t n_cells = s->n * c->n_periods;
    double *events = memory_zeroed(n_cells, sizeof *events), *years = memory_zeroed(n_cells, sizeof *years);
    double *time = memory_zeroed(c->n_periods, sizeof *time);
    struct trend_unit_dispersion result;

    for (size_t p = 0; p < c->n_periods; p++)
        time[p] = c->periods[p].year;
    for (size_t i = 0; i < n_cells; i++) {
        bool known = cell_is_known(s->cells[i]);

        events[i] = known ? s->cells[i].events : 0;
        years[i] = known ? s->cells[i].years : 0;
    }
    trend_dispersion_units(&(struct trend_units){ s->n, c->n_periods, time, events, years }, &result);
    free(events);
    free(years);
    free(time);
    return isnan(result.dispersion) ? 1 : result.dispersion;
}

/* One split from one year to another. Of a unit whose person-years were made in another way in one of them nothing is
 * said but its two rates. */
struct pair {
    const struct city *city;
    enum dimension dimension;
    size_t base, period;
    double dispersion;
};

static struct unit_change change_of(const struct pair *pair, size_t unit)
{
    struct cell before = city_sum(pair->city, pair->dimension, unit, pair->base, pair->base);
    struct cell after = city_sum(pair->city, pair->dimension, unit, pair->period, pair->period);

    return (struct unit_change){ before.events, before.years, after.events, after.years };
}

static bool has_same_basis(const struct pair *pair, size_t unit)
{
    return city_same_basis(pair->city, pair->dimension, unit, pair->base, pair->period);
}

static bool city_has_same_basis(const struct pair *pair)
{
    return city_same_basis(pair->city, DIMENSION_CITY, 0, pair->base, pair->period);
}

static bool is_compared(const struct unit_change *u)
{
    return u->events_before >= 0 && u->events_after >= 0 && u->exposure_before > 0 && u->exposure_after > 0;
}

static bool has_events(const struct unit_change *u)
{
    return u->events_before + u->events_after >= LEAST_EVENTS;
}

static int direction_of(const struct unit_change *u)
{
    return is_compared(u) && has_events(u) ? common_change_of(u, COMPARE_CONFIDENCE) : 0;
}

static const char *reason_of(const struct unit_change *u)
{
    if (isnan(u->events_before + u->events_after + u->exposure_before + u->exposure_after))
        return "withheld";
    return !is_compared(u) ? "no_exposure" : !has_events(u) ? "few_events" : "";
}

static void put_side(struct rows *rows, bool base, double events, double years)
{
    rows_number(rows, base ? "base_exits" : "exits", events);
    rows_number(rows, base ? "base_person_years" : "person_years", years);
    row_number(rows, base ? "base_rate" : "rate", years > 0 ? 100 * events / years : NAN);
}

struct change {
    struct unit_change counts;
    struct two_rates_exact ratio;
    bool same_basis;
};

static void begin_change(struct rows *rows, const struct pair *pair, const char *name, const struct unit_change *u)
{
    row_begin(rows);
    rows_text(rows, "dimension", dimension_word(pair->dimension));
    rows_text(rows, "unit", name);
    rows_text(rows, "base_period", pair->city->periods[pair->base].label);
    rows_text(rows, "period", pair->city->periods[pair->period].label);
    put_side(rows, true, u->events_before, u->exposure_before);
    put_side(rows, false, u->events_after, u->exposure_after);
}

static void put_change(struct rows *rows, const struct pair *pair, const char *name, const struct change *change,
                       double p, double p_adjusted)
{
    const struct unit_change *u = &change->counts;
    double difference = u->events_after / u->exposure_after - u->events_before / u->exposure_before;
    struct interval limits = two_rates_difference(u->events_after, u->exposure_after, u->events_before,
                                                  u->exposure_before, COMPARE_CONFIDENCE);
    int direction = direction_of(u);

    begin_change(rows, pair, name, u);
    if (!change->same_basis && is_compared(u)) {
        rows_text(rows, "direction", "unclear");
        rows_text(rows, "reason", "other_basis");
        return;
    }
    row_number(rows, "difference", is_compared(u) ? 100 * difference : NAN);
    row_interval(rows, "difference_lower", "difference_upper", limits.lower, limits.upper, 100);
    row_number(rows, "ratio", change->ratio.ratio);
    row_interval(rows, "ratio_lower", "ratio_upper", change->ratio.limits.lower, change->ratio.limits.upper, 1);
    row_number(rows, "p", p);
    row_number(rows, "p_adjusted", p_adjusted);
    rows_text(rows, "direction", direction < 0 ? "down" : direction > 0 ? "up" : "unclear");
    rows_text(rows, "reason", reason_of(u));
}

static void put_changes(struct rows *rows, const struct pair *pair)
{
    const struct split *s = &pair->city->splits[pair->dimension];
    struct change *changes = memory_zeroed(s->n, sizeof *changes);
    double *p = memory_zeroed(s->n, sizeof *p), *adjusted = memory_zeroed(s->n, sizeof *adjusted);

    for (size_t i = 0; i < s->n; i++) {
        struct unit_change u = change_of(pair, i);

        changes[i].counts = u;
        changes[i].ratio = two_rates_exact(u.events_after, u.exposure_after, u.events_before, u.exposure_before,
                                           COMPARE_CONFIDENCE);
        changes[i].same_basis = has_same_basis(pair, i);
        p[i] = changes[i].same_basis && has_events(&u) ? changes[i].ratio.p : NAN;
    }
    multiplicity_adjust(pair->dimension == DIMENSION_DISTRICT ? MULTIPLICITY_BH : MULTIPLICITY_HOLM, p, s->n, adjusted);
    for (size_t i = 0; i < s->n; i++)
        put_change(rows, pair, s->names[i], &changes[i], p[i], adjusted[i]);
    free(changes);
    free(p);
    free(adjusted);
}

/* ---- How many -------------------------------------------------------------------------------------------------------
 */

struct compared {
    struct unit_change *units;
    size_t n, n_left_out, n_down, n_up;
};

static struct compared compared_of(const struct pair *pair)
{
    const struct split *s = &pair->city->splits[pair->dimension];
    struct compared all = { memory_zeroed(s->n, sizeof *all.units), 0, 0, 0, 0 };

    for (size_t u = 0; u < s->n; u++) {
        struct unit_change change = change_of(pair, u);

        if (!is_compared(&change) || !has_same_basis(pair, u)) {
            all.n_left_out++;
            continue;
        }
        all.n_down += direction_of(&change) < 0;
        all.n_up += direction_of(&change) > 0;
        all.units[all.n++] = change;
    }
    return all;
}

static bool put_expected(struct rows *rows, const struct compared *all, double ratio, double dispersion)
{
    struct common_change expected;

    if (!common_change_expected(all->units, all->n, ratio, dispersion, COMPARE_CONFIDENCE, &expected)) {
        rows_text(rows, "reason", all->n == 0 ? "no_exposure" : "no_events");
        return false;
    }
    row_number(rows, "down_expected", expected.down_expected);
    row_interval(rows, "down_expected_lower", "down_expected_upper", (double) expected.down_low,
                 (double) expected.down_high, 1);
    row_number(rows, "up_expected", expected.up_expected);
    row_interval(rows, "up_expected_lower", "up_expected_upper", (double) expected.up_low, (double) expected.up_high,
                 1);
    return true;
}

/* Two years are a break with one year outside and one inside. */
static bool put_test(struct rows *rows, const struct compared *all, double dispersion)
{
    static const bool inside[] = { false, true };
    double *events = memory_zeroed(2 * all->n, sizeof *events), *years = memory_zeroed(2 * all->n, sizeof *years);
    struct unit_break b;
    bool tested;

    for (size_t u = 0; u < all->n; u++) {
        events[2 * u] = all->units[u].events_before;
        events[2 * u + 1] = all->units[u].events_after;
        years[2 * u] = all->units[u].exposure_before;
        years[2 * u + 1] = all->units[u].exposure_after;
    }
    row_number(rows, "dispersion", dispersion);
    tested = unit_break_test(&(struct unit_break_data){ all->n, 2, events, years, inside }, dispersion, &b);
    if (tested) {
        row_number(rows, "chi_square", b.chi_square);
        row_number(rows, "df", b.df);
        row_number(rows, "p", b.p);
    }
    free(events);
    free(years);
    return tested;
}

static void put_counts_of(struct rows *rows, const struct pair *pair)
{
    struct compared all = compared_of(pair);
    struct cell before = city_total(pair->city, pair->base, pair->base);
    struct cell after = city_total(pair->city, pair->period, pair->period);
    double ratio = after.events / after.years / (before.events / before.years);
    bool expected;

    row_number(rows, "city_ratio", ratio);
    row_number(rows, "n_units", (double) all.n);
    row_number(rows, "n_left_out", (double) all.n_left_out);
    row_number(rows, "n_down", (double) all.n_down);
    row_number(rows, "n_up", (double) all.n_up);
    row_number(rows, "n_unclear", (double) (all.n - all.n_down - all.n_up));
    expected = put_expected(rows, &all, ratio, pair->dispersion);
    if (!put_test(rows, &all, pair->dispersion) && expected)
        rows_text(rows, "reason", all.n < 2 ? "few_units" : "no_events");
    free(all.units);
}

static void put_counts(struct rows *rows, const struct pair *pair)
{
    row_begin(rows);
    rows_text(rows, "dimension", dimension_word(pair->dimension));
    rows_text(rows, "base_period", pair->city->periods[pair->base].label);
    rows_text(rows, "period", pair->city->periods[pair->period].label);
    if (city_has_same_basis(pair))
        put_counts_of(rows, pair);
    else
        rows_text(rows, "reason", "other_basis");
}

void compare_changes(const struct city *c, struct rows *changes, struct rows *counts)
{
    static const enum dimension dimensions[] = { DIMENSION_CITY, DIMENSION_OCCUPATION, DIMENSION_DISTRICT };

    for (size_t i = 0; i < sizeof dimensions / sizeof dimensions[0]; i++) {
        struct pair pair = { c, dimensions[i], 0, 0, 1 };

        if (c->splits[pair.dimension].n == 0)
            continue;
        pair.dispersion = pair.dimension == DIMENSION_CITY ? 1 : compare_dispersion(c, pair.dimension);
        for (pair.base = 0; pair.base < c->n_periods; pair.base++)
            for (pair.period = pair.base + 1; pair.period < c->n_periods; pair.period++) {
                put_changes(changes, &pair);
                if (pair.dimension != DIMENSION_CITY)
                    put_counts(counts, &pair);
            }
    }
}
