#include "tests/support/published.h"

#include "tests/support/testing.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZER_SHARE = 5 };
#else
enum { SANITIZER_SHARE = 1 };
#endif

#define FILE_PUBLISHED "docs/traffsakerhet.csv"
#define FISHER_CHANCE 1e-5
#define BOUND_CHANCE 1e-4

bool published_long(void)
{
    const char *word = getenv("CALIBRATION");

    return word != NULL && strcmp(word, "long") == 0;
}

unsigned published_draws(unsigned short_form, unsigned long_form)
{
    unsigned draws = (published_long() ? long_form : short_form) / SANITIZER_SHARE;

    return draws > 0 ? draws : 1;
}

const char *published_stream(void)
{
    return getenv("PUBLISH") != NULL ? "published" : "again";
}

static void append(const char *table, const char *where, const char *outcome, unsigned draws, double share)
{
    FILE *to = fopen(getenv("PUBLISH"), "a");

    assert_non_null(to);
    fprintf(to, "%s,%s,%s,%u,%.6f\n", table, where, outcome, draws, share);
    assert_int_equal(fclose(to), 0);
}

double published_share(const char *table, const char *where, const char *outcome, unsigned *draws)
{
    static char *text;
    char key[256], *line;

    if (text == NULL)
        text = testing_read(getenv("PUBLISH") != NULL ? getenv("PUBLISH") : FILE_PUBLISHED);
    snprintf(key, sizeof key, "\n%s,%s,%s,", table, where, outcome);
    line = strstr(text, key);
    *draws = 0;
    if (line == NULL)
        return NAN;
    line += strlen(key);
    *draws = (unsigned) strtoul(line, &line, 10);
    return strtod(line + 1, NULL);
}

static double look_up(const char *table, const char *where, const char *outcome, unsigned *draws)
{
    double share = published_share(table, where, outcome, draws);

    if (isnan(share))
        fail_msg("%s has no line %s,%s,%s", FILE_PUBLISHED, table, where, outcome);
    return share;
}

void published_drawn(const char *table, const char *where, const char *outcome, unsigned hits, unsigned draws)
{
    unsigned told, all, before;
    double share, p;

    if (getenv("PUBLISH") != NULL) {
        append(table, where, outcome, draws, hits / (double) draws);
        return;
    }
    share = look_up(table, where, outcome, &told);
    before = (unsigned) lround(share * told);
    all = before + hits;
    p = 2 * fmin(gsl_cdf_hypergeometric_P(hits, all, told + draws - all, draws),
                 hits == 0 ? 1 : gsl_cdf_hypergeometric_Q(hits - 1, all, told + draws - all, draws));
    if (p < FISHER_CHANCE)
        fail_msg("%s, %s, %s: %u of %u, published %g of %u", table, where, outcome, hits, draws, share, told);
}

void published_exact(const char *table, const char *where, const char *outcome, double share)
{
    unsigned draws;
    double told;

    if (getenv("PUBLISH") != NULL) {
        append(table, where, outcome, 0, share);
        return;
    }
    told = look_up(table, where, outcome, &draws);
    if (!(fabs(share - told) < 1e-6))
        fail_msg("%s, %s, %s: %.7f, published %.6f", table, where, outcome, share, told);
}

void published_within(unsigned hits, unsigned n, double low, double high)
{
    if (high < 1 && hits > 0)
        assert_true(gsl_cdf_binomial_Q(hits - 1, high, n) > BOUND_CHANCE);
    if (low > 0)
        assert_true(gsl_cdf_binomial_P(hits, low, n) > BOUND_CHANCE);
}
