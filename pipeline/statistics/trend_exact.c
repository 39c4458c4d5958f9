#include "pipeline/statistics/trend_exact.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/quantile.h"

#include <math.h>
#include <stdlib.h>

#define MOST_OPERATIONS 1.5e9
#define LEAST_BAND_SD 9.0 /* beyond lies at most 1e-18 */
#define MOST_BAND_SD 38.0 /* beyond, a double underflows */

static bool whole(double x)
{
    return x >= 0 && x <= 1e9 && floor(x) == x;
}

static double x_log_rate(double events, double exposure)
{
    return events > 0 ? events * log(events / exposure) : 0;
}

struct totals {
    double events, exposure;
};

static bool add_up(const struct trend_step_data *d, struct totals *all)
{
    *all = (struct totals){ 0, 0 };
    for (size_t i = 0; i < d->n; i++) {
        if (!whole(d->events[i]) || !(d->person_years[i] > 0) || !isfinite(d->person_years[i]))
            return false;
        all->events += d->events[i];
        all->exposure += d->person_years[i];
    }
    return all->events > 0 && d->least > 0 && d->n >= 2 * d->least;
}

static double likelihood_ratio_at(const struct totals *all, double before, double exposure_before)
{
    return 2 *
           (x_log_rate(before, exposure_before) + x_log_rate(all->events - before, all->exposure - exposure_before) -
            x_log_rate(all->events, all->exposure));
}

/* ---- law of the largest LR ---- */

struct walk {
    struct totals all;
    double *now, *then; /* probability of each number of events so far, for those whose path has not exited */
    size_t low, high;   /* of `now`, inclusive */
    double band;        /* sd kept on either side */
};

/* Adds from * Bin(trials, share) to `then`, which begins at 0 events; the pmf by its recursion outward from the mode.
 */
static void spread(double from, size_t start, size_t trials, double share, double band, double *then)
{
    double odds = share / (1 - share), sd = sqrt((double) trials * share * (1 - share));
    double centre = floor(((double) trials + 1) * share);
    size_t mode = (size_t) fmin(centre, (double) trials);
    size_t low = (size_t) fmax(0, floor((double) mode - band * sd - 20));
    size_t high = (size_t) fmin((double) trials, ceil((double) mode + band * sd + 20));
    double top = exp(lgamma((double) trials + 1) - lgamma((double) mode + 1) - lgamma((double) (trials - mode) + 1) +
                     (double) mode * log(share) + (double) (trials - mode) * log1p(-share));
    double mass = from * top;

    then[start + mode] += mass;
    for (size_t k = mode; k < high; k++) {
        mass *= (double) (trials - k) / (double) (k + 1) * odds;
        then[start + k + 1] += mass;
    }
    mass = from * top;
    for (size_t k = mode; k > low; k--) {
        mass *= (double) k / (double) (trials - k + 1) / odds;
        then[start + k - 1] += mass;
    }
}

/* Band in sd that the work allows; 0 where even the least is too much. All of it where the total is small. */
static double affordable_band(double events, size_t n)
{
    double widest = sqrt(MOST_OPERATIONS / (double) n) / (2 * sqrt(events / 4 + 1));

    if (events <= 2000)
        return INFINITY;
    return widest < LEAST_BAND_SD ? 0 : fmin(widest, MOST_BAND_SD);
}

static double ordinary_sd(const struct totals *all, double exposure)
{
    double share = exposure / all->exposure;

    return sqrt(all->events * share * (1 - share));
}

static double exit_probability(struct walk *w, const struct trend_step_data *d, double statistic)
{
    double exposure = 0, exited = 0;
    size_t events = (size_t) w->all.events;

    w->now[0] = 1;
    for (size_t k = 0; k + d->least < d->n; k++) {
        double share = d->person_years[k] / (w->all.exposure - exposure), mean, sd, *swap;

        for (size_t s = w->low; s <= w->high; s++)
            if (w->now[s] > 0)
                spread(w->now[s], s, events - s, share, w->band, w->then);
        for (size_t s = w->low; s <= w->high; s++)
            w->now[s] = 0;
        exposure += d->person_years[k];
        swap = w->now, w->now = w->then, w->then = swap;
        mean = w->all.events * exposure / w->all.exposure;
        sd = isinf(w->band) ? INFINITY : w->band * ordinary_sd(&w->all, exposure) + 20;
        w->low = (size_t) fmax(0, floor(mean - sd));
        w->high = (size_t) fmin(w->all.events, ceil(mean + sd));
        for (size_t s = 0; s <= events; s++) {
            bool admissible = k + 1 >= d->least;

            if (w->now[s] == 0)
                continue;
            if (admissible && likelihood_ratio_at(&w->all, (double) s, exposure) >= statistic - 1e-9)
                exited += w->now[s];
            else if (s >= w->low && s <= w->high)
                continue;
            w->now[s] = 0;
        }
    }
    return exited;
}

bool trend_exact_step_p(const struct trend_step_data *d, double statistic, double *p)
{
    struct walk w = { .low = 0, .high = 0 };
    double *storage;

    if (!add_up(d, &w.all))
        return false;
    w.band = affordable_band(w.all.events, d->n);
    if (w.band == 0)
        return false;
    storage = memory_zeroed(2 * ((size_t) w.all.events + 1), sizeof *storage);
    w.now = storage;
    w.then = storage + (size_t) w.all.events + 1;
    *p = fmin(1, exit_probability(&w, d, statistic));
    free(storage);
    return true;
}

/* ---- dates ---- */

static double log_evidence(double events, double exposure, double prior_exposure)
{
    return lgamma(1 + events) - (1 + events) * log(prior_exposure + exposure) + log(prior_exposure);
}

static int descending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x < y) - (x > y);
}

static size_t credible_dates(const double *posterior, size_t n)
{
    double *sorted = memory_zeroed(n, sizeof *sorted), sum = 0;
    size_t count = 0, n_dates = 0;

    for (size_t i = 0; i < n; i++)
        if (!isnan(posterior[i]))
            sorted[n_dates++] = posterior[i];
    qsort(sorted, n_dates, sizeof *sorted, descending);
    while (count < n_dates && sum < 0.95)
        sum += sorted[count++];
    free(sorted);
    return count;
}

static void profile_set(const double *ratio, size_t n, struct trend_step *out)
{
    double threshold = quantile_chi_square_upper(0.05, 1);

    out->n_set = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(ratio[i] > out->statistic - threshold))
            continue;
        if (out->n_set++ == 0)
            out->first = i;
        out->last = i;
    }
}

/* Turns log evidence by date into probabilities and fills what is Bayes in *out. */
static void posterior_of(double *evidence, size_t n, double log_none, struct trend_step *out)
{
    double largest = -INFINITY, sum = 0, n_dates = 0;

    for (size_t i = 0; i < n; i++) {
        if (evidence[i] > largest) {
            largest = evidence[i];
            out->mode = i;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (isnan(evidence[i]))
            continue;
        sum += evidence[i] = exp(evidence[i] - largest);
        n_dates++;
    }
    for (size_t i = 0; i < n; i++)
        evidence[i] /= sum;
    out->mode_probability = 1 / sum;
    out->log10_bayes_factor = (log(sum / n_dates) + largest - log_none) / log(10);
    out->n_credible = credible_dates(evidence, n);
}

bool trend_exact_step(const struct trend_step_data *d, struct trend_step *out, double *likelihood_ratio,
                      double *posterior)
{
    struct totals all;
    double before = 0, exposure = 0, prior, *ratio, *evidence;

    if (!add_up(d, &all))
        return false;
    prior = all.exposure / all.events;
    ratio = memory_zeroed(2 * d->n, sizeof *ratio);
    evidence = ratio + d->n;
    *out = (struct trend_step){ .statistic = -INFINITY, .p = NAN };
    for (size_t i = 0; i < d->n; i++) {
        ratio[i] = evidence[i] = NAN;
        if (i >= d->least && i + d->least <= d->n) {
            ratio[i] = likelihood_ratio_at(&all, before, exposure);
            evidence[i] = log_evidence(before, exposure, prior) +
                          log_evidence(all.events - before, all.exposure - exposure, prior);
            if (ratio[i] > out->statistic) {
                out->statistic = ratio[i];
                out->at = i;
                out->rate_before = before / exposure;
                out->rate_from = (all.events - before) / (all.exposure - exposure);
            }
        }
        before += d->events[i];
        exposure += d->person_years[i];
    }
    out->ratio = out->rate_from / out->rate_before;
    profile_set(ratio, d->n, out);
    posterior_of(evidence, d->n, log_evidence(all.events, all.exposure, prior), out);
    trend_exact_step_p(d, out->statistic, &out->p);
    for (size_t i = 0; i < d->n; i++) {
        if (likelihood_ratio != NULL)
            likelihood_ratio[i] = ratio[i];
        if (posterior != NULL)
            posterior[i] = evidence[i];
    }
    free(ratio);
    return true;
}
