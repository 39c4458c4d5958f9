#include "pipeline/statistics/random.h"

#include "pipeline/base/memory.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>

struct random {
    gsl_rng generator;
};

uint32_t random_seed(const char *series, uint64_t user_seed)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (const char *c = series != NULL ? series : ""; *c != '\0'; c++)
        hash = (hash ^ (unsigned char) *c) * UINT64_C(1099511628211);
    for (int byte = 0; byte < 8; byte++)
        hash = (hash ^ ((user_seed >> (8 * byte)) & 0xff)) * UINT64_C(1099511628211);
    return (uint32_t) (hash ^ (hash >> 32));
}

struct random *random_new(const char *series, uint64_t user_seed)
{
    struct random *r = memory_zeroed(1, sizeof *r);

    r->generator.type = gsl_rng_mt19937;
    r->generator.state = memory_zeroed(1, gsl_rng_mt19937->size);
    gsl_rng_set(&r->generator, random_seed(series, user_seed));
    return r;
}

void random_free(struct random *r)
{
    if (r == NULL)
        return;
    free(r->generator.state);
    free(r);
}

double random_uniform(struct random *r)
{
    return gsl_rng_uniform(&r->generator);
}

double random_normal(struct random *r)
{
    return gsl_ran_gaussian_ziggurat(&r->generator, 1);
}

void random_multinomial(struct random *r, double total, const double *weight, size_t n, double *draws)
{
    unsigned left = (unsigned) total;
    double weight_left = 0;

    for (size_t i = 0; i < n; i++)
        weight_left += weight[i];
    for (size_t i = 0; i < n; i++) {
        double share = weight_left > 0 ? weight[i] / weight_left : 0;
        unsigned here = 0;

        if (left > 0 && weight[i] > 0)
            here = i + 1 == n || share >= 1 ? left : gsl_ran_binomial(&r->generator, share, left);
        draws[i] = here;
        left -= here;
        weight_left -= weight[i];
    }
}

double random_poisson(struct random *r, double mean)
{
    return mean > 0 ? gsl_ran_poisson(&r->generator, mean) : 0;
}

double random_overdispersed(struct random *r, double mean, double dispersion)
{
    if (mean <= 0)
        return 0;
    if (dispersion <= 1)
        return random_poisson(r, mean);
    return random_poisson(r, gsl_ran_gamma(&r->generator, mean / (dispersion - 1), dispersion - 1));
}
