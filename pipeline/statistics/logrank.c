#include "pipeline/statistics/logrank.h"

#include "pipeline/base/memory.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* A pivot this small beside its variance is one that the other groups determine. */
#define DEPENDENT 1e-10

static void add_stop(struct logrank *test, const struct risk_walk *walk, double weight)
{
    double n = (double) walk->all_at_risk, d = (double) walk->all_events;
    double spread = n > 1.0 ? weight * weight * d * (n - d) / (n - 1.0) : 0.0;

    for (size_t g = 0; g < test->n_groups; g++) {
        double here = (double) walk->at_risk[g] / n;

        test->observed[g] += weight * (double) walk->events[g];
        if (walk->at_risk[g] == 0)
            continue;
        test->expected[g] += weight * d * here;
        for (size_t h = 0; h < g; h++)
            test->covariance[g * test->n_groups + h] -= spread * here * (double) walk->at_risk[h] / n;
        test->covariance[g * test->n_groups + g] += spread * here * (n - (double) walk->at_risk[g]) / n;
    }
}

static void mirror(double *matrix, size_t n)
{
    for (size_t g = 0; g < n; g++) {
        for (size_t h = 0; h < g; h++)
            matrix[h * n + g] = matrix[g * n + h];
    }
}

/* x' V^- x for a positive semidefinite V that has x in its range, by elimination with the largest pivot first. Both are
 * used up; *rank is the number of pivots. */
static double quadratic_form(double *v, double *x, size_t n, size_t *rank)
{
    double form = 0.0;
    double *scale = memory_zeroed(n, sizeof *scale);

    for (size_t g = 0; g < n; g++)
        scale[g] = v[g * n + g];
    *rank = 0;
    for (;;) {
        size_t p = n;

        for (size_t g = 0; g < n; g++)
            if (v[g * n + g] > DEPENDENT * scale[g] && (p == n || v[g * n + g] > v[p * n + p]))
                p = g;
        if (p == n)
            break;
        form += x[p] * x[p] / v[p * n + p];
        for (size_t g = 0; g < n; g++) {
            double factor = v[g * n + p] / v[p * n + p];

            if (g == p || factor == 0.0)
                continue;
            x[g] -= factor * x[p];
            for (size_t h = 0; h < n; h++)
                if (h != p)
                    v[g * n + h] -= factor * v[p * n + h];
        }
        for (size_t g = 0; g < n; g++)
            v[g * n + p] = v[p * n + g] = 0.0;
        (*rank)++;
    }
    free(scale);
    return form;
}

static void conclude(struct logrank *test)
{
    size_t n = test->n_groups;
    double *difference = memory_zeroed(n, sizeof *difference);
    double *covariance = memory_zeroed(n * n, sizeof *covariance);

    for (size_t g = 0; g < n; g++)
        difference[g] = test->observed[g] - test->expected[g];
    for (size_t i = 0; i < n * n; i++)
        covariance[i] = test->covariance[i];
    test->chi_squared = quadratic_form(covariance, difference, n, &test->degrees);
    if (test->degrees > 0)
        test->p_value = gsl_cdf_chisq_Q(test->chi_squared, (double) test->degrees);
    else
        test->chi_squared = test->p_value = NAN;
    free(difference);
    free(covariance);
}

bool logrank_test(const struct risk_spells *spells, const uint32_t *group, size_t n_groups, const uint32_t *stratum,
                  enum logrank_weight weight, struct logrank *out)
{
    struct logrank test = { .n_groups = n_groups };
    struct risk_walk walk;
    double survival = 1.0;

    if (n_groups < 2 || n_groups > LOGRANK_MOST_GROUPS || !risk_walk_begin(spells, group, n_groups, 1, stratum, &walk))
        return false;
    test.n = memory_zeroed(n_groups, sizeof *test.n);
    test.observed = memory_zeroed(n_groups, sizeof *test.observed);
    test.expected = memory_zeroed(n_groups, sizeof *test.expected);
    test.covariance = memory_zeroed(n_groups * n_groups, sizeof *test.covariance);
    for (size_t i = 0; i < spells->n; i++)
        test.n[group[i]] += spells->count != NULL ? spells->count[i] : 1;
    while (risk_walk_next(&walk)) {
        if (walk.stratum_begins)
            survival = 1.0;
        add_stop(&test, &walk, weight == LOGRANK_PETO ? survival : 1.0);
        survival *= (double) (walk.all_at_risk - walk.all_events) / (double) walk.all_at_risk;
    }
    risk_walk_end(&walk);
    mirror(test.covariance, n_groups);
    conclude(&test);
    *out = test;
    return true;
}

void logrank_free(struct logrank *test)
{
    free(test->n);
    free(test->observed);
    free(test->expected);
    free(test->covariance);
    *test = (struct logrank){ 0 };
}
