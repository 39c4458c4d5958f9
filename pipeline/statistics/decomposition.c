#include "pipeline/statistics/decomposition.h"

#include <assert.h>
#include <math.h>

static double sum(const double *values, size_t n)
{
    double s = 0;

    for (size_t i = 0; i < n; i++)
        s += values[i];
    return s;
}

static void put(double *terms, size_t i, double value)
{
    if (terms != NULL)
        terms[i] = value;
}

struct decomposition decomposition_kitagawa(const double *events1, const double *exposure1, const double *events2,
                                            const double *exposure2, size_t n, double *mix_terms, double *rate_terms)
{
    double all1 = sum(exposure1, n), all2 = sum(exposure2, n), variance = 0;
    struct decomposition d = { .crude1 = sum(events1, n) / all1, .crude2 = sum(events2, n) / all2 };

    if (!(all1 > 0 && all2 > 0)) {
        for (size_t i = 0; i < n; i++) {
            put(mix_terms, i, NAN);
            put(rate_terms, i, NAN);
        }
        return (struct decomposition){ NAN, NAN, NAN, NAN, NAN, NAN, 0 };
    }
    for (size_t i = 0; i < n; i++) {
        double share1 = exposure1[i] / all1, share2 = exposure2[i] / all2, mix, rate;
        double rate1 = exposure1[i] > 0 ? events1[i] / exposure1[i] : NAN;
        double rate2 = exposure2[i] > 0 ? events2[i] / exposure2[i] : NAN;

        if (isnan(rate1) && isnan(rate2)) {
            put(mix_terms, i, 0);
            put(rate_terms, i, 0);
            continue;
        }
        if (isnan(rate1) || isnan(rate2)) {
            rate1 = rate2 = isnan(rate1) ? rate2 : rate1;
            d.n_borrowed++;
        } else {
            variance += pow((share1 + share2) / 2, 2) * (rate1 / exposure1[i] + rate2 / exposure2[i]);
        }
        mix = (share2 - share1) * (rate1 + rate2) / 2;
        rate = (rate2 - rate1) * (share1 + share2) / 2;
        put(mix_terms, i, mix);
        put(rate_terms, i, rate);
        d.mix += mix;
        d.rate += rate;
    }
    d.total = d.crude2 - d.crude1;
    d.rate_se = sqrt(variance);
    return d;
}

/* |S|! (K - 1 - |S|)! / K! */
static double weight(unsigned set, size_t n_factors)
{
    double w = 1 / (double) n_factors;
    size_t size = 0;

    for (; set != 0; set &= set - 1)
        size++;
    for (size_t i = 1; i <= size; i++) /* 1 / (K - 1 choose |S|) */
        w *= (double) i / (double) (n_factors - i);
    return w;
}

void decomposition_shapley(const double *value, size_t n_factors, double *effects)
{
    assert(n_factors >= 1 && n_factors <= DECOMPOSITION_MOST_FACTORS);
    for (size_t i = 0; i < n_factors; i++) {
        effects[i] = 0;
        for (unsigned set = 0; set < 1U << n_factors; set++) {
            if ((set >> i & 1) == 0)
                effects[i] += weight(set, n_factors) * (value[set | 1U << i] - value[set]);
        }
    }
}

double decomposition_products(const double *first, const double *second, size_t n_factors, size_t n_cells,
                              double *effects, double *terms)
{
    double value[1 << DECOMPOSITION_MOST_FACTORS], cell_effects[DECOMPOSITION_MOST_FACTORS], change = 0;

    assert(n_factors >= 1 && n_factors <= DECOMPOSITION_MOST_FACTORS);
    for (size_t i = 0; i < n_factors; i++)
        effects[i] = 0;
    for (size_t cell = 0; cell < n_cells; cell++) { /* f is a sum over cells, and so are its effects */
        for (unsigned set = 0; set < 1U << n_factors; set++) {
            value[set] = 1;
            for (size_t i = 0; i < n_factors; i++)
                value[set] *= (set >> i & 1 ? second : first)[i * n_cells + cell];
        }
        decomposition_shapley(value, n_factors, cell_effects);
        change += value[(1U << n_factors) - 1] - value[0];
        for (size_t i = 0; i < n_factors; i++) {
            effects[i] += cell_effects[i];
            if (terms != NULL)
                terms[i * n_cells + cell] = cell_effects[i];
        }
    }
    return change;
}

double decomposition_chain(const double *values, size_t n_times, size_t n_factors, size_t n_cells, double *effects)
{
    size_t block = n_factors * n_cells;
    double step[DECOMPOSITION_MOST_FACTORS], change = 0;

    for (size_t i = 0; i < n_factors; i++)
        effects[i] = 0;
    for (size_t t = 1; t < n_times; t++) {
        change += decomposition_products(values + (t - 1) * block, values + t * block, n_factors, n_cells, step, NULL);
        for (size_t i = 0; i < n_factors; i++)
            effects[i] += step[i];
    }
    return change;
}
