#include "pipeline/statistics/breaks_many.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/random.h"

#include <math.h>
#include <stdlib.h>

#define NONE SIZE_MAX

/* Running sums: [k] is over the first k periods. */
struct sums {
    double *events, *exposure;
};

static struct sums sums_new(size_t n)
{
    struct sums s;

    s.events = memory_zeroed(2 * (n + 1), sizeof *s.events);
    s.exposure = s.events + n + 1;
    return s;
}

static void sums_fill(struct sums *s, const double *events, const double *exposure, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        s->events[i + 1] = s->events[i] + events[i];
        s->exposure[i + 1] = s->exposure[i] + exposure[i];
    }
}

static double segment_cost(const struct sums *s, size_t from, size_t to)
{
    double events = s->events[to] - s->events[from];

    return events > 0 ? -2 * events * log(events / (s->exposure[to] - s->exposure[from])) : 0;
}

static bool sound(const struct breaks_data *d)
{
    if (d->least == 0 || d->n < d->least)
        return false;
    for (size_t i = 0; i < d->n; i++)
        if (!(d->events[i] >= 0) || !isfinite(d->events[i]) || !(d->person_years[i] > 0) ||
            !isfinite(d->person_years[i]))
            return false;
    return true;
}

void breaks_segmentation_free(struct breaks_segmentation *s)
{
    free(s->at);
    s->at = NULL;
}

static void complete(const struct sums *sums, size_t n, struct breaks_segmentation *s)
{
    double log_n = log((double) n);

    s->cost = 0;
    s->mbic = 3 * (double) s->n_breaks * log_n;
    for (size_t k = 0; k <= s->n_breaks; k++) {
        size_t from = k > 0 ? s->at[k - 1] : 0, to = k < s->n_breaks ? s->at[k] : n;

        s->cost += segment_cost(sums, from, to);
        s->mbic += log((double) (to - from) / (double) n);
    }
    s->bic = s->cost + (2 * (double) s->n_breaks + 1) * log_n;
    s->mbic += s->cost;
}

/* ---- a given number of breaks ---- */

/* cost[m * (n + 1) + k]: the cheapest way to cover the first k periods with m breaks; from[] the last date of it. */
struct neighbourhood {
    size_t n, most;
    double *cost;
    size_t *from;
};

static struct neighbourhood neighbourhood_new(size_t n, size_t most)
{
    struct neighbourhood h = { n, most, memory_zeroed((most + 1) * (n + 1), sizeof(double)),
                               memory_zeroed((most + 1) * (n + 1), sizeof(size_t)) };

    return h;
}

static void neighbourhood_free(struct neighbourhood *h)
{
    free(h->cost);
    free(h->from);
}

static void neighbourhood_fill(struct neighbourhood *h, const struct sums *sums, size_t least)
{
    size_t width = h->n + 1;

    for (size_t i = 0; i < (h->most + 1) * width; i++)
        h->cost[i] = INFINITY;
    for (size_t to = least; to <= h->n; to++) {
        h->cost[to] = segment_cost(sums, 0, to);
        for (size_t from = least; from + least <= to; from++) {
            double last = segment_cost(sums, from, to);

            for (size_t m = 1; m <= h->most; m++) {
                double whole = h->cost[(m - 1) * width + from] + last;

                if (whole < h->cost[m * width + to]) {
                    h->cost[m * width + to] = whole;
                    h->from[m * width + to] = from;
                }
            }
        }
    }
}

static void trace(const struct neighbourhood *h, size_t m, size_t *at)
{
    size_t to = h->n;

    for (; m > 0; m--)
        to = at[m - 1] = h->from[m * (h->n + 1) + to];
}

bool breaks_many_segment(const struct breaks_data *d, size_t most, struct breaks_segmentation *out, size_t *n_out)
{
    struct neighbourhood h;
    struct sums sums;

    if (!sound(d))
        return false;
    if (most > d->n / d->least - 1)
        most = d->n / d->least - 1;
    sums = sums_new(d->n);
    sums_fill(&sums, d->events, d->person_years, d->n);
    h = neighbourhood_new(d->n, most);
    neighbourhood_fill(&h, &sums, d->least);
    for (size_t m = 0; m <= most; m++) {
        out[m].n_breaks = m;
        out[m].at = memory_zeroed(m, sizeof *out[m].at);
        trace(&h, m, out[m].at);
        complete(&sums, d->n, &out[m]);
    }
    *n_out = most + 1;
    neighbourhood_free(&h);
    free(sums.events);
    return true;
}

/* ---- a given price of a break ---- */

bool breaks_many_partition(const struct breaks_data *d, double penalty, bool mbic, struct breaks_segmentation *out,
                           double *objective)
{
    struct sums sums;
    double *best, log_n = log((double) d->n);
    size_t *from, m = 0;

    if (!sound(d) || (!mbic && !(penalty >= 0)))
        return false;
    if (mbic)
        penalty = 3 * log_n;
    sums = sums_new(d->n);
    sums_fill(&sums, d->events, d->person_years, d->n);
    best = memory_zeroed(d->n + 1, sizeof *best);
    from = memory_zeroed(d->n + 1, sizeof *from);
    best[0] = -penalty;
    for (size_t to = 1; to <= d->n; to++) {
        best[to] = INFINITY;
        from[to] = NONE;
        for (size_t at = 0; at + d->least <= to; at++) {
            double length = mbic ? log((double) (to - at) / (double) d->n) : 0;
            double whole = best[at] + segment_cost(&sums, at, to) + penalty + length;

            if (whole < best[to]) {
                best[to] = whole;
                from[to] = at;
            }
        }
    }
    for (size_t to = d->n; from[to] > 0; to = from[to])
        m++;
    out->n_breaks = m;
    out->at = memory_zeroed(m, sizeof *out->at);
    for (size_t to = d->n; from[to] > 0; to = from[to])
        out->at[--m] = from[to];
    complete(&sums, d->n, out);
    if (objective != NULL)
        *objective = best[d->n];
    free(from);
    free(best);
    free(sums.events);
    return true;
}

/* ---- one more? ---- */

static double gain(struct neighbourhood *h, struct sums *sums, const struct breaks_data *d, const double *events,
                   size_t m)
{
    sums_fill(sums, events, d->person_years, d->n);
    neighbourhood_fill(h, sums, d->least);
    return h->cost[m * (h->n + 1) + h->n] - h->cost[(m + 1) * (h->n + 1) + h->n];
}

static void expected_events(const struct neighbourhood *h, const struct sums *sums, const struct breaks_data *d,
                            size_t m, double *mu)
{
    size_t *at = memory_zeroed(m, sizeof *at);

    trace(h, m, at);
    for (size_t k = 0; k <= m; k++) {
        size_t from = k > 0 ? at[k - 1] : 0, to = k < m ? at[k] : d->n;
        double rate = (sums->events[to] - sums->events[from]) / (sums->exposure[to] - sums->exposure[from]);

        for (size_t i = from; i < to; i++)
            mu[i] = rate * d->person_years[i];
    }
    free(at);
}

static void draw_counts(struct random *random, const double *mu, size_t n, double total, double dispersion,
                        double *draw)
{
    if (dispersion <= 1) {
        random_multinomial(random, total, mu, n, draw);
        return;
    }
    for (size_t i = 0; i < n; i++)
        draw[i] = random_overdispersed(random, mu[i], dispersion);
}

bool breaks_many_sequence(const struct breaks_data *d, const struct breaks_sequence_options *o, double *p, size_t *n_p,
                          size_t *n_breaks)
{
    struct sums sums;
    struct random *random;
    double *mu, *draw, total = 0;
    bool more = true;

    if (!sound(d) || !(o->dispersion >= 1) || o->replicates == 0)
        return false;
    sums = sums_new(d->n);
    random = random_new(o->series, o->seed);
    mu = memory_zeroed(2 * d->n, sizeof *mu);
    draw = mu + d->n;
    for (size_t i = 0; i < d->n; i++)
        total += d->events[i];
    *n_p = *n_breaks = 0;
    for (size_t m = 0; more && m < o->most && (m + 2) * d->least <= d->n; m++) {
        struct neighbourhood h = neighbourhood_new(d->n, m + 1);
        double observed = gain(&h, &sums, d, d->events, m);
        size_t exceeding = 0;

        expected_events(&h, &sums, d, m, mu);
        for (size_t r = 0; r < o->replicates; r++) {
            draw_counts(random, mu, d->n, total, o->dispersion, draw);
            exceeding += gain(&h, &sums, d, draw, m) >= observed - 1e-8 * (1 + fabs(observed));
        }
        p[m] = (1 + (double) exceeding) / (1 + (double) o->replicates);
        *n_p = m + 1;
        more = p[m] <= o->level;
        *n_breaks += more;
        neighbourhood_free(&h);
    }
    random_free(random);
    free(mu);
    free(sums.events);
    return true;
}
