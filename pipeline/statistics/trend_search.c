#include "pipeline/statistics/trend_search.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/newton.h"
#include "pipeline/statistics/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NULL_TOLERANCE 1e-20 /* the bound needs X'mu = X'y to many digits */
#define CANDIDATE_TOLERANCE 1e-11

/* What the null leaves of one candidate in one set of counts. */
struct prospect {
    size_t candidate;
    double score; /* score statistic, about the LR */
    double bound; /* the LR is not above; Inf where there is no bound */
};

struct trend_search {
    const struct trend_series *series;
    size_t n, p, n_candidates;
    struct trend_candidate *candidates;
    double *x, *z;     /* p columns of n; n_candidates columns of n */
    size_t *end;       /* of each candidate: its column is 0 from there */
    double *start;     /* eta of the null for the series itself */
    struct newton fit; /* of the null */
    struct newton larger;
    double null_value; /* log likelihood of the null for the current counts */
    double *step;      /* n: change of eta by one step towards a candidate */
    struct prospect *prospects;
    double *storage;
};

/* Drops candidates whose column the null's columns already span (to 1e-6 of its length), by Gram-Schmidt. */
static void drop_spanned(struct trend_search *s)
{
    double *basis = memory_zeroed(s->n * (s->p + 1), sizeof *basis);
    size_t kept = 0;

    for (size_t c = 0; c < s->p + s->n_candidates; c++) {
        bool of_null = c < s->p;
        double *v = basis + s->n * (of_null ? c : s->p), whole = 0, rest = 0;
        const double *from = of_null ? s->x + c * s->n : s->z + (c - s->p) * s->n;

        memcpy(v, from, s->n * sizeof *v);
        for (size_t i = 0; i < s->n; i++)
            whole += v[i] * v[i];
        for (int twice = 0; twice < 2; twice++) {
            for (size_t b = 0; b < (of_null ? c : s->p); b++) {
                double dot = 0;

                for (size_t i = 0; i < s->n; i++)
                    dot += v[i] * basis[b * s->n + i];
                for (size_t i = 0; i < s->n; i++)
                    v[i] -= dot * basis[b * s->n + i];
            }
        }
        for (size_t i = 0; i < s->n; i++)
            rest += v[i] * v[i];
        if (of_null) {
            for (size_t i = 0; i < s->n; i++)
                v[i] = rest > 1e-20 * whole ? v[i] / sqrt(rest) : 0;
        } else if (rest > 1e-12 * whole) {
            memmove(s->z + kept * s->n, from, s->n * sizeof *s->z);
            s->candidates[kept++] = s->candidates[c - s->p];
        }
    }
    s->n_candidates = kept;
    free(basis);
}

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
    fit->n = s->n;
    fit->p = s->p;
    fit->exposure = s->series->person_years;
    for (size_t j = 0; j < s->p; j++)
        fit->columns[j] = s->x + j * s->n;
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
    s->storage = memory_zeroed(n * (p + s->n_candidates + 10), sizeof *s->storage);
    s->x = s->storage;
    s->z = s->x + p * n;
    s->start = s->z + s->n_candidates * n;
    s->step = s->start + n;
    attach(&s->fit, s, s->step + n);
    attach(&s->larger, s, s->step + 5 * n);
    s->larger.p = p + 1;
    s->prospects = memory_zeroed(s->n_candidates, sizeof *s->prospects);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < p; j++)
            s->x[j * n + i] = rows[i * p + j];
        events += series->events[i];
        exposure += series->person_years[i];
    }
    free(rows);
    for (size_t c = 0; c < s->n_candidates; c++)
        trend_shape_column(series, s->candidates[c], s->z + c * n);
    drop_spanned(s);
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
    const double *z = s->z + candidate * s->n;
    double gain = 0, curvature = 0, whole;

    memset(d->on_null, 0, s->p * sizeof *d->on_null);
    for (size_t i = s->candidates[candidate].at; i < s->end[candidate]; i++) {
        double weighted = z[i] * s->fit.mu[i];

        gain += z[i] * (events[i] - s->fit.mu[i]);
        curvature += z[i] * weighted;
        for (size_t j = 0; j < s->p; j++)
            d->on_null[j] += weighted * s->fit.columns[j][i];
    }
    whole = curvature;
    newton_solve_lower(s->fit.factor, s->p, d->on_null);
    for (size_t j = 0; j < s->p; j++)
        curvature -= d->on_null[j] * d->on_null[j];
    if (!(curvature > 1e-10 * whole))
        return false;
    newton_solve_upper(s->fit.factor, s->p, d->on_null);
    d->size = gain / curvature;
    d->score = gain * d->size;
    return true;
}

/* The step's change of eta, to s->step. Returns the least factor 1 + change. */
static double take_step(struct trend_search *s, size_t candidate, const struct direction *d)
{
    const double *z = s->z + candidate * s->n;
    double least = 1;

    for (size_t i = 0; i < s->n; i++) {
        double rest = z[i];

        for (size_t j = 0; j < s->p; j++)
            rest -= d->on_null[j] * s->fit.columns[j][i];
        s->step[i] = d->size * rest;
        least = fmin(least, 1 + s->step[i]);
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

static double climb(struct trend_search *s, const double *events, size_t candidate, bool from_step)
{
    for (size_t i = 0; i < s->n; i++)
        s->larger.eta[i] = s->fit.eta[i] + (from_step ? s->step[i] : 0);
    s->larger.columns[s->p] = s->z + candidate * s->n;
    return fmax(0, 2 * (newton_climb(&s->larger, events, CANDIDATE_TOLERANCE) - s->null_value));
}

static int by_score(const void *a, const void *b)
{
    const struct prospect *x = a, *y = b;

    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

/* The largest LR at `at` (n: anywhere), given the null's fit to these counts. */
static double largest(struct trend_search *s, const double *events, size_t at, size_t *which)
{
    size_t n_prospects = 0;
    double best = -1, least_mean = INFINITY;
    struct direction d;

    *which = s->n_candidates;
    for (size_t i = 0; i < s->n; i++)
        least_mean = fmin(least_mean, s->fit.mu[i]);
    for (size_t c = 0; c < s->n_candidates; c++) {
        struct prospect *q = s->prospects + n_prospects;

        if ((at < s->n && s->candidates[c].at != at) || !look(s, events, c, &d))
            continue;
        q->candidate = c;
        q->score = d.score;
        /* (1 + u) log(1 + u) - u <= u^2: twice the score bounds the LR before any logarithm is taken. No step is longer
         * than the root of score / mu_i (Cauchy and Schwarz: mu_i r_i^2 <= sum mu r^2), so few have to be taken. */
        q->bound = d.score < least_mean || take_step(s, c, &d) >= 0 ? 2 * d.score : INFINITY;
        n_prospects++;
    }
    qsort(s->prospects, n_prospects, sizeof *s->prospects, by_score);
    for (size_t k = 0; k < n_prospects; k++) {
        const struct prospect *q = s->prospects + k;
        double least, value;

        if (q->bound <= best || !look(s, events, q->candidate, &d))
            continue;
        least = take_step(s, q->candidate, &d);
        if (best >= 0 && least >= 0 && dual_bound(s) <= best)
            continue;
        value = climb(s, events, q->candidate, true);
        if (value > best) {
            best = value;
            *which = q->candidate;
        }
    }
    return *which < s->n_candidates ? best : NAN;
}

void trend_search_likelihood_ratios(struct trend_search *s, const double *events, double *likelihood_ratio)
{
    fit_null(s, events);
    for (size_t c = 0; c < s->n_candidates; c++)
        likelihood_ratio[c] = climb(s, events, c, false);
}

double trend_search_largest(struct trend_search *s, const double *events, size_t at, size_t *candidate)
{
    fit_null(s, events);
    return largest(s, events, at, candidate);
}

/* ---- bootstrap ---- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

/* R's type 7. */
static double quantile(double *values, size_t n, double share)
{
    double place = share * (double) (n - 1), below = floor(place);
    size_t k = (size_t) below;

    qsort(values, n, sizeof *values, ascending);
    return k + 1 < n ? values[k] + (place - below) * (values[k + 1] - values[k]) : values[k];
}

static double p_value(size_t exceeding, size_t drawn, bool stopped)
{
    return stopped ? (double) exceeding / (double) drawn : (1 + (double) exceeding) / (1 + (double) drawn);
}

/* Equal counts give equal statistics up to rounding: those count as at least as large. */
static bool reaches(double value, double observed)
{
    return value >= observed - 1e-8 * (1 + fabs(observed));
}

bool trend_search_bootstrap(struct trend_search *s, const struct trend_bootstrap_options *o,
                            struct trend_bootstrap *out)
{
    struct random *random;
    double *mu, *draw, *anywhere, *fixed, total = 0;
    size_t exceeding = 0, exceeding_fixed = 0, drawn = 0, unused;
    bool has_fixed, stopped = false;

    if (!(o->dispersion >= 1) || o->replicates == 0)
        return false;
    random = random_new(o->series, o->seed);
    mu = memory_zeroed(2 * s->n + 2 * o->replicates, sizeof *mu);
    draw = mu + s->n;
    anywhere = draw + s->n;
    fixed = anywhere + o->replicates;
    out->statistic = trend_search_largest(s, s->series->events, s->n, &out->candidate);
    memcpy(mu, s->fit.mu, s->n * sizeof *mu);
    out->statistic_fixed = o->at < s->n ? largest(s, s->series->events, o->at, &out->candidate_fixed) : NAN;
    has_fixed = !isnan(out->statistic_fixed);
    for (size_t i = 0; i < s->n; i++)
        total += s->series->events[i];
    while (drawn < o->replicates && !stopped) {
        if (o->dispersion <= 1)
            random_multinomial(random, total, mu, s->n, draw);
        else
            for (size_t i = 0; i < s->n; i++)
                draw[i] = random_overdispersed(random, mu[i], o->dispersion);
        anywhere[drawn] = fmax(0, trend_search_largest(s, draw, s->n, &unused));
        exceeding += reaches(anywhere[drawn], out->statistic);
        if (has_fixed) {
            fixed[drawn] = fmax(0, largest(s, draw, o->at, &unused));
            exceeding_fixed += reaches(fixed[drawn], out->statistic_fixed);
        }
        drawn++;
        stopped = o->stop_after > 0 && exceeding >= o->stop_after && (!has_fixed || exceeding_fixed >= o->stop_after);
    }
    out->replicates = drawn;
    out->p = p_value(exceeding, drawn, stopped);
    out->p_fixed = has_fixed ? p_value(exceeding_fixed, drawn, stopped) : NAN;
    out->critical = stopped ? NAN : quantile(anywhere, drawn, 0.95) / o->dispersion;
    out->critical_fixed = stopped || !has_fixed ? NAN : quantile(fixed, drawn, 0.95) / o->dispersion;
    out->statistic /= o->dispersion;
    out->statistic_fixed /= o->dispersion;
    random_free(random);
    free(mu);
    return true;
}
