/* curves.c - how long people stay, group by group and cohort by cohort: one walk through all of them fills four tables.
 */
#include "stages/retention/curves.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/retention.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double CONFIDENCE = 0.95, DAYS_PER_MONTH = 365.25 / 12;
static const char NOT_POSSIBLE[] = "not_possible"; /* as in the other stages that write it */

static const char *const NAMES[N_TABLES] = { "survival", "retention", "retention_cause", "median_stay" };

void curves_put_slot(struct writer *w, const struct slot *s)
{
    writer_text(w, split_name(s->split));
    writer_text(w, s->category);
    writer_text(w, s->cohort);
}

static const char *outcome(const struct slot *s)
{
    return split_by_district(s->split) ? "departure" : "exit";
}

/* ---- survival ---- */

static void put_step(struct writer *w, const struct slot *s, double days, size_t at_risk, size_t events,
                     const double survival[3])
{
    curves_put_slot(w, s);
    writer_integer(w, (int64_t) days);
    writer_real(w, days / DAYS_PER_MONTH);
    writer_text(w, outcome(s));
    writer_integer(w, (int64_t) at_risk);
    writer_integer(w, (int64_t) events);
    for (int i = 0; i < 3; i++)
        writer_real(w, survival[i]);
    writer_end_row(w);
}

/* A step for each day on which somebody left, as the curve `told` has come down by then. */
static void put_steps(struct writer *w, const struct slot *s, const struct survival_curve *curve,
                      const struct survival_curve *told)
{
    struct survival_point now = { .survival = 1, .low = NAN, .high = NAN };

    put_step(w, s, 0, s->people->n - s->people->n_late, 0, (double[]){ 1, NAN, NAN });
    for (size_t i = 0; i < curve->n_steps; i++) {
        const struct survival_step *step = &curve->steps[i];

        survival_at(told, step->time, CONFIDENCE, SURVIVAL_LOG_LOG, &now);
        put_step(w, s, step->time, step->at_risk, step->events, (double[]){ now.survival, now.low, now.high });
    }
    if (curve->n_steps == 0 || curve->steps[curve->n_steps - 1].time < curve->last_time) {
        survival_at(told, curve->last_time, CONFIDENCE, SURVIVAL_LOG_LOG, &now);
        put_step(w, s, curve->last_time, survival_at_risk(curve, curve->last_time), 0,
                 (double[]){ now.survival, now.low, now.high });
    }
}

/* ---- retention ---- */

static const char *reason_of(enum retention_reason reason)
{
    switch (reason) {
    case RETENTION_NOBODY_HAS_LEFT:
        return "nobody_has_left";
    case RETENTION_ALL_HAVE_LEFT:
        return "all_have_left";
    case RETENTION_NOT_FOLLOWED:
        return "short_follow_up";
    case RETENTION_EMPTY:
        return CURVES_NOBODY;
    case RETENTION_KNOWN:
        break;
    }
    return "";
}

/* How many stopped being followed on the days first..last: left, or without having left. */
static size_t count_ended(const struct risk_spells *spells, bool left, double first, double last)
{
    size_t n = 0;

    for (size_t i = 0; i < spells->n; i++)
        if ((spells->cause[i] != 0) == left && first <= spells->exit[i] && spells->exit[i] <= last)
            n += spells->count[i];
    return n;
}

static void put_horizon(struct curves *c, const struct slot *s, int years, const struct retention_cell *cell,
                        size_t least_at_risk, const char *reason)
{
    struct writer *w = c->to[RETENTION];
    int days = ask_days(years);
    bool known = s->people != NULL;

    curves_put_slot(w, s);
    writer_integer(w, years);
    writer_integer(w, days);
    writer_text(w, outcome(s));
    writer_text(w, c->plan->population);
    writer_real(w, known ? (double) (s->people->n - s->people->n_late) : NAN);
    writer_real(w, known ? (double) s->people->n_late : NAN);
    writer_real(w, known ? (double) count_ended(&s->people->spells, true, 0, days) : NAN);
    writer_real(w, known ? (double) count_ended(&s->people->spells, false, 0, days - 1) : NAN);
    writer_real(w, known ? (double) (cell->n_at_risk - count_ended(&s->people->spells, true, days, days)) : NAN);
    writer_real(w, known ? (double) least_at_risk : NAN);
    writer_real(w, cell->probability);
    writer_real(w, cell->standard_error);
    writer_real(w, cell->low);
    writer_real(w, cell->high);
    writer_text(w, reason);
    writer_end_row(w);
}

static void cells_of(const struct durations_spells *people, const double *days, size_t n_days,
                     struct retention_cell *cells)
{
    struct retention_cohort whole;
    uint32_t *one = memory_zeroed(people->spells.n, sizeof *one);

    retention_by_cohort(&people->spells, one, 1, days, n_days, CONFIDENCE, SURVIVAL_LOG_LOG, cells, &whole);
    free(one);
}

/* What the numbers told make of a cell that there is: where they end a few days short of it, what they come to. */
static void tell(struct retention_cell *cell, const struct retention_cell *told,
                 const struct survival_curve *told_curve)
{
    struct survival_point last;

    if (isnan(cell->probability))
        return;
    cell->probability = told->probability;
    cell->standard_error = told->standard_error;
    cell->low = told->low;
    cell->high = told->high;
    if (!isnan(told->probability) || told_curve == NULL ||
        !survival_at(told_curve, told_curve->last_time, CONFIDENCE, SURVIVAL_LOG_LOG, &last))
        return;
    cell->probability = 1 - last.survival;
    cell->standard_error = last.standard_error;
    cell->low = 1 - last.high;
    cell->high = 1 - last.low;
}

static void put_retention(struct curves *c, const struct slot *s, const struct survival_curve *curve,
                          const struct survival_curve *told_curve)
{
    const struct ask *ask = c->ask;
    struct retention_cell cells[ASK_MOST_HORIZONS], told[ASK_MOST_HORIZONS];
    double days[ASK_MOST_HORIZONS];

    for (size_t h = 0; h < ask->n_horizons; h++)
        days[h] = ask_days(ask->horizons[h]);
    cells_of(s->people, days, ask->n_horizons, cells);
    if (c->base > 0) {
        cells_of(s->told, days, ask->n_horizons, told);
        for (size_t h = 0; h < ask->n_horizons; h++)
            tell(&cells[h], &told[h], told_curve);
    }
    for (size_t h = 0; h < ask->n_horizons; h++)
        put_horizon(c, s, ask->horizons[h], &cells[h], curve != NULL ? survival_least_at_risk(curve, days[h]) : 0,
                    reason_of(cells[h].reason));
}

/* ---- median stay ---- */

static struct survival_quantile half_of(const struct survival_curve *curve)
{
    struct survival_quantile half = { NAN, NAN, NAN };

    if (curve != NULL)
        survival_quantile(curve, 0.5, CONFIDENCE, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_FIRST, &half);
    return half;
}

static void put_median(struct curves *c, const struct slot *s, const struct survival_curve *curve,
                       const struct survival_curve *told)
{
    struct survival_quantile half = half_of(told);
    struct writer *w = c->to[MEDIAN];
    const char *reason = s->people == NULL ? NOT_POSSIBLE : CURVES_NOBODY;
    bool known = s->people != NULL;

    if (curve != NULL) {
        reason = isnan(half.time) ? "not_reached" : isnan(half.low) || isnan(half.high) ? "limit_not_reached" : "";
    }
    curves_put_slot(w, s);
    writer_text(w, outcome(s));
    writer_text(w, c->plan->population);
    writer_real(w, known ? (double) (s->people->n - s->people->n_late) : NAN);
    writer_real(w, known ? (double) s->people->n_late : NAN);
    writer_real(w, curve != NULL ? (double) curve->n_events : known ? 0 : NAN);
    writer_real(w, known ? (double) s->n_preliminary : NAN);
    writer_real(w, curve != NULL ? curve->last_time / DAYS_PER_MONTH : NAN);
    writer_real(w, curve == NULL ? NAN
                                 : (double) survival_least_at_risk(
                                       curve, fmin(fmax(half.time, half_of(curve).time), curve->last_time)));
    writer_real(w, half.time / DAYS_PER_MONTH);
    writer_real(w, half.low / DAYS_PER_MONTH);
    writer_real(w, half.high / DAYS_PER_MONTH);
    writer_text(w, reason);
    writer_end_row(w);
}

/* ---- all of them ---- */

/* `told` is the curve of what is told of them: the same where nothing is rounded. */
static void put_tables(struct curves *c, const struct slot *s, const struct survival_curve *curve,
                       const struct survival_curve *told)
{
    if (curve != NULL)
        put_steps(c->to[SURVIVAL], s, curve, told);
    put_retention(c, s, curve, told);
    curves_put_causes(c, s);
    put_median(c, s, curve, told);
}

static void put_all(struct curves *c, const struct slot *s)
{
    struct survival_curve curve, told;
    struct durations_spells people;
    bool fitted = survival_fit(&s->people->spells, &curve);

    if (!fitted || c->base == 0) {
        put_tables(c, s, fitted ? &curve : NULL, fitted ? &curve : NULL);
    } else {
        told_people(&s->people->spells, c->base, false, &people);
        if (survival_fit(&people.spells, &told)) {
            put_tables(c, &(struct slot){ s->split, s->category, s->cohort, s->n_preliminary, s->people, &people },
                       &curve, &told);
            survival_free(&told);
        }
        durations_spells_free(&people);
    }
    if (fitted)
        survival_free(&curve);
}

static void put_group(struct curves *c, enum split split, const struct group *g, size_t n_cohorts)
{
    for (size_t k = 0; k <= n_cohorts; k++) {
        bool everybody = k == n_cohorts; /* "all" comes after the years in the order of the rows */
        struct slot s = { .split = split,
                          .category = g->category,
                          .cohort = everybody ? "all" : c->ask->cohorts[k].label };
        struct durations_spells people;
        struct durations *parts = memory_zeroed(n_cohorts + 1, sizeof *parts);
        size_t n_parts = 0;

        for (size_t i = everybody ? 0 : k; i <= k; i++) {
            parts[n_parts++] = g->cohorts[i].stays;
            s.n_preliminary += g->cohorts[i].n_preliminary;
        }
        durations_spells(parts, n_parts, &people);
        s.people = s.told = &people;
        put_all(c, &s);
        durations_spells_free(&people);
        free(parts);
    }
}

/* One row a horizon for the city, which says that lengths of stay are not known in this kind of delivery. */
static void put_not_possible(struct curves *c)
{
    static const struct retention_cell none = { RETENTION_EMPTY, 0, 0, NAN, NAN, NAN, NAN };
    struct slot city = { .split = SPLIT_CITY, .category = "all", .cohort = "all" };

    for (size_t h = 0; h < c->ask->n_horizons; h++)
        put_horizon(c, &city, c->ask->horizons[h], &none, 0, NOT_POSSIBLE);
    put_median(c, &city, NULL, NULL);
}

static bool open_tables(struct curves *c, const char *directory, struct fault *f)
{
    for (enum table t = 0; t < N_TABLES; t++) {
        char path[4096];

        snprintf(path, sizeof path, "%s/%s.csv", directory, NAMES[t]);
        if (writer_open(path, schema_find(NAMES[t]), &c->to[t], f))
            continue;
        while (t > 0)
            writer_discard(c->to[--t]);
        return false;
    }
    return true;
}

bool curves_write(const char *directory, const struct plan *plan, const struct ask *ask,
                  const struct followed *followed, int base, struct fault *f)
{
    struct curves c = { .plan = plan, .ask = ask, .base = base };
    bool ok = true;

    if (!open_tables(&c, directory, f))
        return false;
    for (enum split s = 0; s < N_SPLITS && followed != NULL; s++)
        for (size_t g = 0; g < followed->n_groups[s]; g++)
            put_group(&c, s, &followed->groups[s][g], followed->n_cohorts);
    if (followed == NULL)
        put_not_possible(&c);
    for (enum table t = 0; t < N_TABLES; t++) {
        if (ok)
            ok = writer_commit(c.to[t], f);
        else
            writer_discard(c.to[t]);
    }
    return ok;
}
