/* curves.c - how long people stay, group by group and cohort by cohort: one walk through all of them fills four tables.
 */
#include "stages/retention/retention.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/codebook.h"
#include "pipeline/statistics/competing.h"
#include "pipeline/statistics/retention.h"
#include "pipeline/table/writer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double CONFIDENCE = 0.95, DAYS_PER_MONTH = 365.25 / 12;
/* The words are those of the other stages that write these reasons. */
static const char NOBODY[] = "no_exposure", NOT_POSSIBLE[] = "not_possible";

enum table { SURVIVAL, RETENTION, CAUSE, MEDIAN, N_TABLES };

static const char *const NAMES[N_TABLES] = { "survival", "retention", "retention_cause", "median_stay" };

struct curves {
    const struct plan *plan;
    const struct ask *ask;
    struct writer *to[N_TABLES];
};

/* One cohort of one group, or everybody in it. */
struct slot {
    enum split split;
    const char *category, *cohort;
    size_t n_preliminary;
    const struct durations_spells *people;
};

static void put_slot(struct writer *w, const struct slot *s)
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
    put_slot(w, s);
    writer_integer(w, (int64_t) days);
    writer_real(w, days / DAYS_PER_MONTH);
    writer_text(w, outcome(s));
    writer_integer(w, (int64_t) at_risk);
    writer_integer(w, (int64_t) events);
    for (int i = 0; i < 3; i++)
        writer_real(w, survival[i]);
    writer_end_row(w);
}

static void put_steps(struct writer *w, const struct slot *s, const struct survival_curve *curve)
{
    struct survival_point now = { .survival = 1 };

    put_step(w, s, 0, s->people->n - s->people->n_late, 0, (double[]){ 1, NAN, NAN });
    for (size_t i = 0; i < curve->n_steps; i++) {
        const struct survival_step *step = &curve->steps[i];

        survival_at(curve, step->time, CONFIDENCE, SURVIVAL_LOG_LOG, &now);
        put_step(w, s, step->time, step->at_risk, step->events, (double[]){ now.survival, now.low, now.high });
    }
    if (curve->n_steps == 0 || curve->steps[curve->n_steps - 1].time < curve->last_time) {
        survival_at(curve, curve->last_time, CONFIDENCE, SURVIVAL_LOG_LOG, &now);
        put_step(w, s, curve->last_time, now.at_risk, 0, (double[]){ now.survival, now.low, now.high });
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
        return NOBODY;
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

    put_slot(w, s);
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

static void put_retention(struct curves *c, const struct slot *s, const struct survival_curve *curve)
{
    const struct ask *ask = c->ask;
    struct retention_cell cells[ASK_MOST_HORIZONS];
    struct retention_cohort whole;
    double days[ASK_MOST_HORIZONS];
    uint32_t *one = memory_zeroed(s->people->spells.n, sizeof *one);

    for (size_t h = 0; h < ask->n_horizons; h++)
        days[h] = ask_days(ask->horizons[h]);
    retention_by_cohort(&s->people->spells, one, 1, days, ask->n_horizons, CONFIDENCE, SURVIVAL_LOG_LOG, cells, &whole);
    for (size_t h = 0; h < ask->n_horizons; h++)
        put_horizon(c, s, ask->horizons[h], &cells[h], curve != NULL ? survival_least_at_risk(curve, days[h]) : 0,
                    reason_of(cells[h].reason));
    free(one);
}

/* ---- causes ---- */

struct cause_word {
    const char *word;
    size_t number; /* cause of the spells */
};

static int by_word(const void *a, const void *b)
{
    return strcmp(((const struct cause_word *) a)->word, ((const struct cause_word *) b)->word);
}

/* The causes in the order of their words. */
static size_t causes_of(enum split split, struct cause_word words[TALLY_CAUSES])
{
    if (split_by_district(split)) {
        words[0] = (struct cause_word){ "exit", 1 };
        words[1] = (struct cause_word){ "moved", 2 };
        return 2;
    }
    for (size_t i = 0; i < TALLY_CAUSES; i++)
        words[i] = (struct cause_word){ codebook_cause_word(tally_cause(i)), 1 + i };
    qsort(words, TALLY_CAUSES, sizeof *words, by_word);
    return TALLY_CAUSES;
}

static void put_cause(struct curves *c, const struct slot *s, int years, const char *word, double n_events,
                      const struct competing_point *point, const char *reason)
{
    struct writer *w = c->to[CAUSE];

    put_slot(w, s);
    writer_integer(w, years);
    writer_text(w, word);
    writer_real(w, n_events);
    writer_real(w, point->share);
    writer_real(w, point->standard_error);
    writer_real(w, point->low);
    writer_real(w, point->high);
    writer_text(w, reason);
    writer_end_row(w);
}

/* The spells with exits from the city as one cause and moves as another, where that is what is told apart. */
static struct risk_spells told_apart(const struct slot *s, uint8_t *cause)
{
    struct risk_spells spells = s->people->spells;

    for (size_t i = 0; i < spells.n; i++)
        cause[i] = !split_by_district(s->split)           ? spells.cause[i]
                   : spells.cause[i] == OBSERVATION_MOVED ? 2
                                                          : spells.cause[i] != OBSERVATION_STAYED;
    spells.cause = cause;
    return spells;
}

static void put_causes(struct curves *c, const struct slot *s)
{
    static const struct competing_point none = { NAN, NAN, NAN, NAN, 0 };
    struct cause_word words[TALLY_CAUSES];
    size_t n_causes = causes_of(s->split, words);
    uint8_t *cause = memory_zeroed(s->people->spells.n, sizeof *cause);
    struct risk_spells spells = told_apart(s, cause);
    struct competing_curve curve = { .n_causes = 0 };
    bool fitted = competing_fit(&spells, n_causes, &curve);

    for (size_t h = 0; h < c->ask->n_horizons; h++)
        for (size_t k = 0; k < n_causes; k++) {
            struct competing_point point = none;
            int days = ask_days(c->ask->horizons[h]);

            if (!fitted)
                put_cause(c, s, c->ask->horizons[h], words[k].word, 0, &none, NOBODY);
            else if (!competing_at(&curve, words[k].number, days, CONFIDENCE, SURVIVAL_LOG_LOG, &point))
                put_cause(c, s, c->ask->horizons[h], words[k].word, NAN, &none, "short_follow_up");
            else
                put_cause(c, s, c->ask->horizons[h], words[k].word, (double) point.n_events, &point,
                          point.share > 0 ? "" : "nobody_has_left");
        }
    if (fitted)
        competing_free(&curve);
    free(cause);
}

/* ---- median stay ---- */

static void put_median(struct curves *c, const struct slot *s, const struct survival_curve *curve)
{
    struct survival_quantile half = { NAN, NAN, NAN };
    struct writer *w = c->to[MEDIAN];
    const char *reason = s->people == NULL ? NOT_POSSIBLE : NOBODY;
    bool known = s->people != NULL;

    if (curve != NULL) {
        survival_quantile(curve, 0.5, CONFIDENCE, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_FIRST, &half);
        reason = isnan(half.time) ? "not_reached" : isnan(half.low) || isnan(half.high) ? "limit_not_reached" : "";
    }
    put_slot(w, s);
    writer_text(w, outcome(s));
    writer_text(w, c->plan->population);
    writer_real(w, known ? (double) (s->people->n - s->people->n_late) : NAN);
    writer_real(w, known ? (double) s->people->n_late : NAN);
    writer_real(w, curve != NULL ? (double) curve->n_events : known ? 0 : NAN);
    writer_real(w, known ? (double) s->n_preliminary : NAN);
    writer_real(w, curve != NULL ? curve->last_time / DAYS_PER_MONTH : NAN);
    writer_real(w, curve == NULL ? NAN : (double) survival_least_at_risk(curve, fmin(half.time, curve->last_time)));
    writer_real(w, half.time / DAYS_PER_MONTH);
    writer_real(w, half.low / DAYS_PER_MONTH);
    writer_real(w, half.high / DAYS_PER_MONTH);
    writer_text(w, reason);
    writer_end_row(w);
}

/* ---- all of them ---- */

static void put_all(struct curves *c, const struct slot *s)
{
    struct survival_curve curve;
    bool fitted = survival_fit(&s->people->spells, &curve);

    if (fitted)
        put_steps(c->to[SURVIVAL], s, &curve);
    put_retention(c, s, fitted ? &curve : NULL);
    put_causes(c, s);
    put_median(c, s, fitted ? &curve : NULL);
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
        s.people = &people;
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
    put_median(c, &city, NULL);
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
                  const struct followed *followed, struct fault *f)
{
    struct curves c = { .plan = plan, .ask = ask };
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
