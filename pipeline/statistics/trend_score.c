#include "pipeline/statistics/trend_score.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_BY_SIDE = 8 };

#define SURE 1e-6 /* part of a candidate that must be its own */

/* Sums over the periods of one candidate. */
struct sums {
    double gain, curvature;              /* z'(y - mu), z'Wz */
    double on_null[NEWTON_MOST_COLUMNS]; /* X'Wz */
};

/* Of SIDE_BY_SIDE candidates. */
struct bundle {
    double gain[SIDE_BY_SIDE], curvature[SIDE_BY_SIDE];
    double on_null[NEWTON_MOST_COLUMNS][SIDE_BY_SIDE];
};

struct trend_scores {
    const struct trend_series *series;
    const struct newton_rows *null;
    const struct trend_candidate *candidates;
    size_t n_candidates;
    struct bundle *bundles;
};

struct trend_scores *trend_scores_new(const struct trend_series *series, const struct newton_rows *null,
                                      const struct trend_candidate *candidates, size_t n_candidates)
{
    struct trend_scores *s = memory_zeroed(1, sizeof *s);

    *s = (struct trend_scores){ series, null, candidates, n_candidates, NULL };
    s->bundles = memory_zeroed((n_candidates + SIDE_BY_SIDE - 1) / SIDE_BY_SIDE, sizeof *s->bundles);
    return s;
}

void trend_scores_free(struct trend_scores *s)
{
    if (s == NULL)
        return;
    free(s->bundles);
    free(s);
}

/* Period i with z there. */
static void add(const struct newton_rows *null, const double *events, const double *mu, size_t i, double z,
                struct sums *to)
{
    double weighted = z * mu[i];

    to->gain += z * (events[i] - mu[i]);
    to->curvature += z * weighted;
    for (size_t a = null->from[i]; a < null->from[i + 1]; a++)
        to->on_null[null->column[a]] += weighted * null->value[a];
}

/* A slope begins `years` sooner: its z grows by that wherever it is not 0, which is where the step's is 1. `level` is
 * the sum of z mu. */
static void lengthen(size_t p, double years, const struct sums *step, struct sums *slope, double *level)
{
    slope->gain += years * step->gain;
    slope->curvature += years * (2 * *level + years * step->curvature);
    *level += years * step->curvature;
    for (size_t j = 0; j < p; j++)
        slope->on_null[j] += years * step->on_null[j];
}

static void put(struct trend_scores *s, size_t candidate, const struct sums *from)
{
    struct bundle *b = s->bundles + candidate / SIDE_BY_SIDE;
    size_t place = candidate % SIDE_BY_SIDE;

    b->gain[place] = from->gain;
    b->curvature[place] = from->curvature;
    for (size_t j = 0; j < s->null->p; j++)
        b->on_null[j][place] = from->on_null[j];
}

static void sum_pulse(const struct trend_scores *s, const double *events, const double *mu, size_t at, struct sums *to)
{
    memset(to, 0, sizeof *to);
    for (size_t i = at; i < at + s->series->per_year && i < s->series->n; i++)
        add(s->null, events, mu, i, 1, to);
}

static void walk(struct trend_scores *s, const double *events, const double *mu)
{
    const double *time = s->series->time, first = 1 / (double) s->series->per_year;
    struct sums pulse, step = { 0 }, slope = { 0 };
    double level = 0;
    size_t c = s->n_candidates;

    for (size_t at = s->series->n; at-- > 0 && c > 0;) {
        if (at + 1 < s->series->n)
            lengthen(s->null->p, time[at + 1] - time[at], &step, &slope, &level);
        add(s->null, events, mu, at, 1, &step);
        add(s->null, events, mu, at, first, &slope);
        level += first * mu[at];
        for (; c > 0 && s->candidates[c - 1].at == at; c--) {
            enum trend_shape shape = s->candidates[c - 1].shape;

            if (shape == TREND_PULSE)
                sum_pulse(s, events, mu, at, &pulse);
            put(s, c - 1, shape == TREND_PULSE ? &pulse : shape == TREND_STEP ? &step : &slope);
        }
    }
}

/* What the null explains goes out of the curvatures; *whole keeps them. */
static void project(struct bundle *b, size_t p, const double *factor, double *whole)
{
    memcpy(whole, b->curvature, sizeof b->curvature);
    for (size_t j = 0; j < p; j++) {
        double rest[SIDE_BY_SIDE], pivot = factor[j * p + j], inverse = pivot > 0 ? 1 / pivot : 0;

        memcpy(rest, b->on_null[j], sizeof rest);
        for (size_t k = 0; k < j; k++)
            for (size_t l = 0; l < SIDE_BY_SIDE; l++)
                rest[l] -= factor[j * p + k] * b->on_null[k][l];
        for (size_t l = 0; l < SIDE_BY_SIDE; l++) {
            b->on_null[j][l] = rest[l] * inverse;
            b->curvature[l] -= b->on_null[j][l] * b->on_null[j][l];
        }
    }
}

void trend_scores_take(struct trend_scores *s, const double *events, const double *mu, const double *factor,
                       double *score)
{
    walk(s, events, mu);
    for (size_t first = 0; first < s->n_candidates; first += SIDE_BY_SIDE) {
        struct bundle *b = s->bundles + first / SIDE_BY_SIDE;
        double whole[SIDE_BY_SIDE];

        project(b, s->null->p, factor, whole);
        for (size_t l = 0; l < SIDE_BY_SIDE && first + l < s->n_candidates; l++)
            score[first + l] = b->curvature[l] > SURE * whole[l] ? b->gain[l] * b->gain[l] / b->curvature[l] : NAN;
    }
}
