#include "pipeline/statistics/trend_search.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/newton.h"
#include "pipeline/statistics/trend_score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NULL_TOLERANCE 1e-20 /* the bound needs X'mu = X'y to many digits */
#define CANDIDATE_TOLERANCE 1e-11

#define SLACK 1e-6 /* what rounding can move a score by, in parts of it and by itself */

struct prospect {
    size_t candidate;
    double score;
    bool by_itself; /* the score is not one of all at once */
};

struct trend_search {
    const struct trend_series *series;
    size_t n, p, n_candidates;
    struct trend_candidate *candidates;
    struct newton_rows null; /* its columns */
    struct trend_scores *scores;
    double *z;         /* n_candidates columns of n */
    size_t *end;       /* of each candidate: its column is 0 from there */
    double *start;     /* eta of the null for the series itself */
    struct newton fit; /* of the null */
    struct newton larger;
    double null_value; /* log likelihood of the null for the current counts */
    double least_mean; /* that it expects in any period */
    double *score;     /* of each candidate for the current counts; NaN: not known well enough */
    double *value;     /* of each candidate: its LR for the current counts; NaN: not fitted yet */
    double *step;      /* n: change of eta by one step towards a candidate */
    struct prospect *prospects;
    double *storage;
};

static bool usable(const struct trend_series *series)
{
    double events = 0;

    for (size_t i = 0; i < series->n; i++) {
        if (!(series->person_years[i] > 0) || !isfinite(series->person_years[i]) || !(series->events[i] >= 0) ||
            !isfinite(series->events[i]))
            return false;
        events += series->events[i];
    }
    return events > 0;
}

static void attach(struct newton *fit, const struct trend_search *s, double *storage)
{
    fit->rows = &s->null;
    fit->exposure = s->series->person_years;
    fit->eta = storage;
    fit->mu = storage + s->n;
    fit->eta_trial = storage + 2 * s->n;
    fit->mu_trial = storage + 3 * s->n;
}

static void fit_null(struct trend_search *s, const double *events)
{
    memcpy(s->fit.eta, s->start, s->n * sizeof *s->start);
    s->null_value = newton_climb(&s->fit, events, NULL_TOLERANCE);
}

struct trend_search *trend_search_new(const struct trend_series *series, const struct trend_rule *rule)
{
    struct trend_search *s;
    size_t n = series->n, p;
    double *rows, events = 0, exposure = 0;

    if (!usable(series) || 3 + series->n_season + 1 > NEWTON_MOST_COLUMNS)
        return NULL;
    rows = trend_shape_design(series, NULL, &p);
    s = memory_zeroed(1, sizeof *s);
    s->series = series;
    s->n = n;
    s->p = p;
    s->candidates = memory_zeroed(n * TREND_SHAPES, sizeof *s->candidates);
    s->n_candidates = trend_shape_candidates(rule, n, series->per_year, s->candidates);
    s->null = newton_rows_new(rows, n, p);
    s->storage = memory_zeroed(n * (s->n_candidates + 10) + 2 * s->n_candidates, sizeof *s->storage);
    s->z = s->storage;
    s->start = s->z + s->n_candidates * n;
    s->step = s->start + n;
    attach(&s->fit, s, s->step + n);
    attach(&s->larger, s, s->step + 5 * n);
    s->score = s->step + 9 * n;
    s->value = s->score + s->n_candidates;
    s->prospects = memory_zeroed(s->n_candidates, sizeof *s->prospects);
    for (size_t i = 0; i < n; i++) {
        events += series->events[i];
        exposure += series->person_years[i];
    }
    for (size_t c = 0; c < s->n_candidates; c++)
        trend_shape_column(series, s->candidates[c], s->z + c * n);
    s->n_candidates = trend_shape_drop_spanned(rows, n, p, s->candidates, s->z, s->n_candidates);
    free(rows);
    if (s->n_candidates == 0) {
        trend_search_free(s);
        return NULL;
    }
    s->end = memory_zeroed(s->n_candidates, sizeof *s->end);
    for (size_t c = 0; c < s->n_candidates; c++) {
        s->end[c] = n;
        while (s->end[c] > 0 && s->z[c * n + s->end[c] - 1] == 0)
            s->end[c]--;
    }
    s->scores = trend_scores_new(series, &s->null, s->candidates, s->n_candidates);
    for (size_t i = 0; i < n; i++)
        s->start[i] = log(events / exposure);
    fit_null(s, series->events);
    memcpy(s->start, s->fit.eta, n * sizeof *s->start);
    return s;
}

void trend_search_free(struct trend_search *s)
{
    if (s == NULL)
        return;
    trend_scores_free(s->scores);
    newton_rows_free(&s->null);
    free(s->end);
    free(s->prospects);
    free(s->storage);
    free(s->candidates);
    free(s);
}

const struct trend_candidate *trend_search_candidates(const struct trend_search *s, size_t *n)
{
    *n = s->n_candidates;
    return s->candidates;
}

/* Where one score step from the null towards a candidate leads. */
struct direction {
    double on_null[NEWTON_MOST_COLUMNS]; /* what of the candidate the null's columns explain */
    double size, score;                  /* of the step; score statistic */
};

/* False where these counts cannot identify the candidate. */
static bool look(const struct trend_search *s, const double *events, size_t candidate, struct direction *d)
{
    const struct newton_rows *null = &s->null;
    const double *z = s->z + candidate * s->n;
    double gain = 0, curvature = 0, whole;

    memset(d->on_null, 0, s->p * sizeof *d->on_null);
    for (size_t i = s->candidates[candidate].at; i < s->end[candidate]; i++) {
        double weighted = z[i] * s->fit.mu[i];

        gain += z[i] * (events[i] - s->fit.mu[i]);
        curvature += z[i] * weighted;
        for (size_t a = null->from[i]; a < null->from[i + 1]; a++)
            d->on_null[null->column[a]] += weighted * null->value[a];
    }
    whole = curvature;
    newton_solve_lower(s->fit.factor, s->p, d->on_null);
    for (size_t j = 0; j < s->p; j++)
        curvature -= d->on_null[j] * d->on_null[j];
    if (!(curvature > 1e-10 * whole))
        return false;
    d->size = gain / curvature;
    d->score = gain * d->size;
    return true;
}

/* The step's change of eta, to s->step. Returns the least factor 1 + change. */
static double take_step(struct trend_search *s, size_t candidate, struct direction *d)
{
    const struct newton_rows *null = &s->null;
    const double *z = s->z + candidate * s->n;
    double least = 1;

    newton_solve_upper(s->fit.factor, s->p, d->on_null);
    for (size_t i = 0; i < s->n; i++) {
        double rest = z[i];

        for (size_t a = null->from[i]; a < null->from[i + 1]; a++)
            rest -= d->on_null[null->column[a]] * null->value[a];
        s->step[i] = d->size * rest;
        if (1 + s->step[i] < least)
            least = 1 + s->step[i];
    }
    return least;
}

/* The bound of the header, from s->step. */
static double dual_bound(const struct trend_search *s)
{
    double sum = 0;

    for (size_t i = 0; i < s->n; i++) {
        double u = s->step[i];

        sum += s->fit.mu[i] * (1 + u > 0 ? (1 + u) * log1p(u) - u : 1);
    }
    return 2 * sum;
}

/* Not below it, without a logarithm, where no factor 1 + u is negative: the series of (1 + u) log(1 + u) - u up to u^3,
 * and what is left of it is at most u^4 / 12 where u > 0, and u^4 / 3 (1/12 + 1/20 + 1/30 ...) where u is from -1 to 0.
 */
static double quick_bound(const struct trend_search *s)
{
    double sum = 0;

    for (size_t i = 0; i < s->n; i++) {
        double u = s->step[i];

        sum += s->fit.mu[i] * u * u * (0.5 - u / 6 + u * u * (u > 0 ? 1.0 / 12 : 1.0 / 3));
    }
    return 2 * sum;
}

static double climb(struct trend_search *s, const double *events, size_t candidate, bool from_step)
{
    for (size_t i = 0; i < s->n; i++)
        s->larger.eta[i] = s->fit.eta[i] + (from_step ? s->step[i] : 0);
    s->larger.extra = s->z + candidate * s->n;
    s->larger.extra_from = s->candidates[candidate].at;
    s->larger.extra_to = s->end[candidate];
    return fmax(0, 2 * (newton_climb(&s->larger, events, CANDIDATE_TOLERANCE) - s->null_value));
}

/* The null and all scores for these counts. */
static void prepare(struct trend_search *s, const double *events)
{
    fit_null(s, events);
    trend_scores_take(s->scores, events, s->fit.mu, s->fit.factor, s->score);
    s->least_mean = INFINITY;
    for (size_t i = 0; i < s->n; i++)
        s->least_mean = fmin(s->least_mean, s->fit.mu[i]);
    for (size_t c = 0; c < s->n_candidates; c++)
        s->value[c] = NAN;
}

/* False where these counts cannot identify it. */
static bool score_by_itself(const struct trend_search *s, const double *events, struct prospect *q)
{
    struct direction d;

    if (!look(s, events, q->candidate, &d))
        return false;
    q->score = d.score;
    q->by_itself = true;
    return true;
}

/* The candidates at `at` (n: anywhere), to s->prospects. */
static size_t find_prospects(const struct trend_search *s, const double *events, size_t at)
{
    size_t n = 0;

    for (size_t c = 0; c < s->n_candidates; c++) {
        struct prospect q = { c, s->score[c], false };

        if ((at >= s->n || s->candidates[c].at == at) && (!isnan(q.score) || score_by_itself(s, events, &q)))
            s->prospects[n++] = q;
    }
    return n;
}

static size_t best_scored(const struct prospect *q, size_t n)
{
    size_t best = 0;

    for (size_t k = 1; k < n; k++)
        if (q[k].score > q[best].score)
            best = k;
    return best;
}

/* The prospect with the largest score, and of equals the first: scores that rounding may have put in another order are
 * computed one by one. */
static size_t foremost(const struct trend_search *s, const double *events, size_t n)
{
    struct prospect *q = s->prospects;
    size_t best = best_scored(q, n), n_near = 0;
    double near = q[best].score * (1 - SLACK) - SLACK;

    for (size_t k = 0; k < n; k++)
        n_near += q[k].score >= near;
    if (n_near == 1)
        return best;
    for (size_t k = 0; k < n; k++)
        if (q[k].score >= near && !q[k].by_itself && !score_by_itself(s, events, q + k))
            q[k].score = -1;
    return best_scored(q, n);
}

/* (1 + u) log(1 + u) - u <= u^2: twice the score bounds the LR before any step is taken, if no factor of the step is
 * negative. No step is longer than the root of score / mu_i (Cauchy and Schwarz: mu_i r_i^2 <= sum mu r^2). */
static bool is_hopeless(const struct trend_search *s, double score, double best)
{
    double most = score * (1 + SLACK) + SLACK;

    return most < s->least_mean && 2 * most <= best;
}

/* The LR, or less than `best` where it is not above it. */
static double evaluate(struct trend_search *s, const double *events, size_t candidate, double best)
{
    struct direction d;

    if (!isnan(s->value[candidate]))
        return s->value[candidate];
    if (!look(s, events, candidate, &d))
        return -1;
    if (take_step(s, candidate, &d) >= 0 && best >= 0 &&
        (2 * d.score <= best || quick_bound(s) <= best || dual_bound(s) <= best))
        return -1;
    s->value[candidate] = climb(s, events, candidate, true);
    return s->value[candidate];
}

double trend_search_largest_again(struct trend_search *s, const double *events, size_t at, size_t *candidate)
{
    size_t n = find_prospects(s, events, at);
    double best = -1;

    *candidate = s->n_candidates;
    while (n > 0) {
        size_t next = foremost(s, events, n), kept = 0;
        double value = evaluate(s, events, s->prospects[next].candidate, best);

        if (value > best) {
            best = value;
            *candidate = s->prospects[next].candidate;
        }
        for (size_t k = 0; k < n; k++)
            if (k != next && !is_hopeless(s, s->prospects[k].score, best))
                s->prospects[kept++] = s->prospects[k];
        n = kept;
    }
    return *candidate < s->n_candidates ? best : NAN;
}

void trend_search_likelihood_ratios(struct trend_search *s, const double *events, double *likelihood_ratio)
{
    fit_null(s, events);
    for (size_t c = 0; c < s->n_candidates; c++)
        likelihood_ratio[c] = climb(s, events, c, false);
}

double trend_search_largest(struct trend_search *s, const double *events, size_t at, size_t *candidate)
{
    prepare(s, events);
    return trend_search_largest_again(s, events, at, candidate);
}

const struct trend_series *trend_search_series(const struct trend_search *s)
{
    return s->series;
}

const double *trend_search_expected(const struct trend_search *s)
{
    return s->fit.mu;
}
