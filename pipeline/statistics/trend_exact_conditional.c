/* The step within a trend of trend_exact.h: the law of (events, sum of t times events) over the set and over the rest,
 * by convolution; together they must give the totals seen. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/trend_exact.h"

#include <math.h>
#include <stdlib.h>

#define MOST_OPERATIONS 1.5e9

static bool whole(double x)
{
    return x >= 0 && x <= 1e9 && floor(x) == x;
}

/* Joint law of (events, sum of t times events) over a set of periods: (n_events + 1) x (n_moment + 1), up to a factor.
 */
struct joint {
    size_t n_events, n_moment;
    double *weight, *scratch, *storage;
};

/* One more period: y events in it have weight mean^y / y!. A row of moments at a time. */
static void convolve(struct joint *j, double mean, size_t time)
{
    size_t width = j->n_moment + 1;
    double *swap;

    for (size_t c = 0; c < (j->n_events + 1) * width; c++)
        j->scratch[c] = 0;
    for (size_t s = 0; s <= j->n_events; s++) {
        double *term = j->weight + s * width;
        size_t from = 0, to = width;

        while (from < to && term[from] == 0)
            from++;
        while (to > from && term[to - 1] == 0)
            to--;
        for (size_t y = 0; y <= j->n_events - s && from + y * time < width && from < to; y++) {
            double *into = j->scratch + (s + y) * width + y * time, next = mean / (double) (y + 1);

            if (to + y * time > width)
                to = width - y * time;
            for (size_t w = from; w < to; w++) {
                into[w] += term[w];
                term[w] *= next;
            }
        }
    }
    swap = j->weight, j->weight = j->scratch, j->scratch = swap;
}

/* Means under the fitted trend, scaled to the total: any log-linear tilt leaves the conditional law as it is, and this
 * one keeps the numbers in range. */
static void tilt(const double *events, const double *exposure, const double *time, size_t n, double *mean)
{
    double total = 0, moment = 0, slope = 0, expected = 0;

    for (size_t i = 0; i < n; i++) {
        total += events[i];
        moment += events[i] * time[i];
    }
    for (int step = 0; step < 50; step++) {
        double first = 0, second = 0, change;

        expected = 0;
        for (size_t i = 0; i < n; i++) {
            double mu = exposure[i] * exp(slope * time[i]);

            expected += mu;
            first += mu * time[i];
            second += mu * time[i] * time[i];
        }
        change = (moment / total - first / expected) / (second / expected - first * first / (expected * expected));
        if (!isfinite(change) || fabs(slope + change) > 20)
            break;
        slope += fmax(-0.5, fmin(0.5, change));
    }
    for (size_t i = 0; i < n; i++)
        mean[i] = total * exposure[i] * exp(slope * time[i]) / expected;
}

static void law_of_set(const double *mean, const double *time, const bool *in, bool value, size_t n, struct joint *j)
{
    size_t cells = (j->n_events + 1) * (j->n_moment + 1);

    j->storage = memory_zeroed(2 * cells, sizeof *j->storage);
    j->weight = j->storage;
    j->scratch = j->storage + cells;
    j->weight[0] = 1;
    for (size_t i = 0; i < n; i++)
        if (in[i] == value)
            convolve(j, mean[i], (size_t) time[i]);
}

static void tails(const struct joint *inside, const struct joint *outside, size_t observed,
                  struct trend_conditional *out)
{
    size_t width = inside->n_moment + 1;
    double below = 0, above = 0, here = 0, all;

    for (size_t s = 0; s <= inside->n_events; s++) {
        double mass = 0;

        for (size_t w = 0; w < width; w++)
            mass += inside->weight[s * width + w] *
                    outside->weight[(inside->n_events - s) * width + inside->n_moment - w];
        if (s < observed)
            below += mass;
        else if (s > observed)
            above += mass;
        else
            here = mass;
    }
    all = below + here + above;
    out->point = here / all;
    out->lower = (below + here) / all;
    out->upper = (above + here) / all;
    out->central = fmin(1, 2 * fmin(out->lower, out->upper));
    out->mid = fmin(1, 2 * (fmin(out->lower, out->upper) - out->point / 2));
}

bool trend_exact_conditional(const double *events, const double *person_years, const double *time, const bool *in,
                             size_t n, struct trend_conditional *out)
{
    struct joint inside = { 0 }, outside = { 0 };
    double *mean, *from_first, total = 0, moment = 0, observed = 0;
    size_t n_in = 0;

    for (size_t i = 0; i < n; i++) {
        double t = time[i] - time[0];

        if (!whole(events[i]) || !whole(t) || !(person_years[i] > 0) || !isfinite(person_years[i]))
            return false;
        total += events[i];
        moment += events[i] * t;
        observed += in[i] ? events[i] : 0;
        n_in += in[i];
    }
    if (n_in == 0 || n_in == n || total == 0 ||
        (total + 1) * (total + 1) * (moment + 1) * (double) n / 4 > MOST_OPERATIONS)
        return false;
    mean = memory_zeroed(2 * n, sizeof *mean);
    from_first = mean + n;
    for (size_t i = 0; i < n; i++)
        from_first[i] = time[i] - time[0];
    tilt(events, person_years, from_first, n, mean);
    inside.n_events = outside.n_events = (size_t) total;
    inside.n_moment = outside.n_moment = (size_t) moment;
    law_of_set(mean, from_first, in, true, n, &inside);
    law_of_set(mean, from_first, in, false, n, &outside);
    tails(&inside, &outside, (size_t) observed, out);
    free(inside.storage);
    free(outside.storage);
    free(mean);
    return true;
}
