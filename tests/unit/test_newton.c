/* The small Poisson fit that leaves out what is 0, beside one that sums everything in the obvious order: the same
 * numbers to the last bit. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/newton.h"
#include "pipeline/statistics/random.h"
#include "tests/support/testing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 60, COLUMNS = 8 };

struct plain {
    size_t n, p;
    double x[MOST * COLUMNS], events[MOST], exposure[MOST]; /* x: n x p, row by row */
    double eta[MOST], mu[MOST], factor[COLUMNS * COLUMNS];
};

static double expect(const struct plain *d, const double *eta, double *mu)
{
    double value = 0;

    for (size_t i = 0; i < d->n; i++) {
        mu[i] = d->exposure[i] * exp(eta[i]);
        value += d->events[i] * eta[i] - mu[i];
    }
    return value;
}

static void factorise(struct plain *d, double *gradient)
{
    for (size_t j = 0; j < d->p; j++) {
        double *row = d->factor + j * d->p, whole;

        gradient[j] = 0;
        for (size_t i = 0; i < d->n; i++)
            gradient[j] += d->x[i * d->p + j] * (d->events[i] - d->mu[i]);
        for (size_t k = 0; k <= j; k++) {
            row[k] = 0;
            for (size_t i = 0; i < d->n; i++)
                row[k] += d->x[i * d->p + j] * d->mu[i] * d->x[i * d->p + k];
        }
        whole = row[j];
        for (size_t k = 0; k < j; k++) {
            for (size_t l = 0; l < k; l++)
                row[k] -= row[l] * d->factor[k * d->p + l];
            row[k] = d->factor[k * d->p + k] > 0 ? row[k] / d->factor[k * d->p + k] : 0;
            row[j] -= row[k] * row[k];
        }
        row[j] = row[j] > 1e-12 * whole ? sqrt(row[j]) : 0;
    }
}

static double climb(struct plain *d, double tolerance)
{
    double here = expect(d, d->eta, d->mu), change[COLUMNS], eta[MOST], mu[MOST];

    for (int step = 0; step < 80; step++) {
        double decrement = 0, there, length = 1;
        int halvings = 0;
        bool last;

        factorise(d, change);
        newton_solve_lower(d->factor, d->p, change);
        for (size_t j = 0; j < d->p; j++)
            decrement += change[j] * change[j];
        if (!(decrement > tolerance))
            return here;
        newton_solve_upper(d->factor, d->p, change);
        for (;; halvings++, length /= 2) {
            for (size_t i = 0; i < d->n; i++) {
                double sum = 0;

                for (size_t j = 0; j < d->p; j++)
                    sum += change[j] * d->x[i * d->p + j];
                eta[i] = d->eta[i] + length * sum;
            }
            there = expect(d, eta, mu);
            if (there >= here - 1e-13 * fabs(here) || halvings == 40)
                break;
        }
        if (!(there >= here - 1e-13 * fabs(here)))
            return here;
        memcpy(d->eta, eta, d->n * sizeof *eta);
        memcpy(d->mu, mu, d->n * sizeof *mu);
        last = decrement < 1e-9 && there <= here;
        here = there;
        if (last) {
            factorise(d, change);
            return here;
        }
    }
    return here;
}

/* Columns of which some hold one period in three or four, some few, and some all; the last one from a date on. */
static void draw(struct random *r, struct plain *d, size_t *from, size_t *to)
{
    double mean = exp(6 * random_uniform(r) - 2);

    *d = (struct plain){ .n = 12 + (size_t) (random_uniform(r) * (MOST - 12)),
                         .p = 3 + (size_t) (random_uniform(r) * (COLUMNS - 3)) };
    *from = (size_t) (random_uniform(r) * (double) (d->n - 2));
    *to = *from + 1 + (size_t) (random_uniform(r) * (double) (d->n - *from));
    for (size_t j = 0; j < d->p; j++) {
        double share = j == 0 ? 1 : j % 3 == 1 ? 0.3 : j % 3 == 2 ? 0.05 : 1;

        for (size_t i = 0; i < d->n; i++)
            if (j + 1 == d->p ? i >= *from && i < *to : random_uniform(r) < share)
                d->x[i * d->p + j] = j == 0 ? 1 : j % 2 ? random_normal(r) : 1;
    }
    for (size_t i = 0; i < d->n; i++) {
        d->exposure[i] = 1 + random_uniform(r);
        d->events[i] = random_poisson(r, mean * d->exposure[i]);
        d->eta[i] = log(mean);
    }
}

static void check(const struct plain *start, bool with_extra, size_t from, size_t to)
{
    struct plain obvious = *start;
    size_t n = start->n, p = start->p, of_rows = p - with_extra;
    double *x = memory_zeroed(n * p, sizeof *x), *work = memory_zeroed(5 * n, sizeof *work), value;
    struct newton_rows rows;
    struct newton w = { .rows = &rows, .exposure = start->exposure };

    for (size_t i = 0; i < n; i++) {
        memcpy(x + i * of_rows, start->x + i * p, of_rows * sizeof *x);
        work[i] = start->x[i * p + p - 1];
    }
    rows = newton_rows_new(x, n, of_rows);
    if (with_extra) {
        w.extra = work;
        w.extra_from = from;
        w.extra_to = to;
    }
    w.eta = work + n, w.mu = work + 2 * n, w.eta_trial = work + 3 * n, w.mu_trial = work + 4 * n;
    memcpy(w.eta, start->eta, n * sizeof *w.eta);
    value = newton_climb(&w, start->events, 1e-20);
    assert_close(value, climb(&obvious, 1e-20), 0);
    for (size_t i = 0; i < n; i++) {
        assert_close(w.eta[i], obvious.eta[i], 0);
        assert_close(w.mu[i], obvious.mu[i], 0);
    }
    for (size_t j = 0; j < p; j++)
        for (size_t k = 0; k <= j; k++)
            assert_close(w.factor[j * p + k], obvious.factor[j * p + k], 0);
    newton_rows_free(&rows);
    free(work);
    free(x);
}

static void what_is_nought_is_left_out_to_the_last_bit(void **state)
{
    struct random *r = random_new("newton", 1);

    (void) state;
    for (size_t round = 0; round < 400; round++) {
        struct plain d;
        size_t from, to;

        draw(r, &d, &from, &to);
        check(&d, false, from, to);
        check(&d, true, from, to);
    }
    random_free(r);
}

/* A column that others already say gets a factor of 0, and the fit is that of the others. */
static void a_column_said_twice_is_flat(void **state)
{
    const double x[] = { 1, 1, 1, 1, 1, 1, 1, 1 }, exposure[] = { 1, 2, 1, 2 }, events[] = { 3, 6, 5, 4 };
    struct newton_rows rows = newton_rows_new(x, 4, 2);
    double work[16] = { 0 };
    struct newton w = {
        .rows = &rows, .exposure = exposure, .eta = work, .mu = work + 4, .eta_trial = work + 8, .mu_trial = work + 12
    };

    (void) state;
    newton_climb(&w, events, 1e-20);
    assert_close(w.factor[3], 0, 0);
    for (size_t i = 0; i < 4; i++)
        assert_close(w.mu[i], 3 * exposure[i], 1e-12);
    newton_rows_free(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_nought_is_left_out_to_the_last_bit),
        cmocka_unit_test(a_column_said_twice_is_flat),
    };

    return TESTS_RUN(tests);
}
