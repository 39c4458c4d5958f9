#include "pipeline/statistics/trend_shape.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct trend_rule trend_rule_default(size_t per_year)
{
    return (struct trend_rule){ .shape = { true, true, true },
                                .least_periods = 4 * per_year,
                                .least_before = 3 * per_year,
                                .least_from_step = per_year,
                                .least_from_slope = 2 * per_year };
}

const char *trend_reason_word(enum trend_reason reason)
{
    static const char *const words[] = {
        [TREND_IDENTIFIED] = "",
        [TREND_NO_SUCH_PERIOD] = "no_such_period",
        [TREND_TOO_FEW_PERIODS] = "too_few_periods",
        [TREND_TOO_FEW_BEFORE] = "too_few_before",
        [TREND_TOO_FEW_AFTER] = "too_few_after",
        [TREND_SAME_AS_PULSE] = "same_as_pulse",
        [TREND_NOT_TRIED] = "not_tried",
        [TREND_NOT_IDENTIFIED] = "not_identified",
        [TREND_TOO_FEW_EVENTS] = "too_few_events",
        [TREND_CHANGE_TOO_LARGE] = "change_too_large",
    };

    return words[reason];
}

const char *trend_shape_word(enum trend_shape shape)
{
    static const char *const words[] = { "pulse", "step", "slope" };

    return words[shape];
}

enum trend_reason trend_shape_identified(const struct trend_rule *rule, size_t n, size_t per_year, size_t at,
                                         enum trend_shape shape)
{
    if (at >= n)
        return TREND_NO_SUCH_PERIOD;
    if (!rule->shape[shape])
        return TREND_NOT_TRIED;
    if (shape == TREND_PULSE) {
        if (n < rule->least_periods)
            return TREND_TOO_FEW_PERIODS;
        return n - at < per_year ? TREND_TOO_FEW_AFTER : TREND_IDENTIFIED;
    }
    if (at < rule->least_before)
        return TREND_TOO_FEW_BEFORE;
    if (n - at < (shape == TREND_STEP ? rule->least_from_step : rule->least_from_slope))
        return TREND_TOO_FEW_AFTER;
    if (shape == TREND_STEP && n - at == per_year &&
        trend_shape_identified(rule, n, per_year, at, TREND_PULSE) == TREND_IDENTIFIED)
        return TREND_SAME_AS_PULSE;
    return TREND_IDENTIFIED;
}

size_t trend_shape_candidates(const struct trend_rule *rule, size_t n, size_t per_year, struct trend_candidate *out)
{
    size_t count = 0;

    for (size_t at = 0; at < n; at++) {
        for (int shape = 0; shape < TREND_SHAPES; shape++) {
            struct trend_candidate c = { at, (enum trend_shape) shape };

            if (trend_shape_identified(rule, n, per_year, at, c.shape) == TREND_IDENTIFIED)
                out[count++] = c;
        }
    }
    return count;
}

void trend_shape_column(const struct trend_series *s, struct trend_candidate c, double *column)
{
    for (size_t i = 0; i < s->n; i++) {
        if (i < c.at)
            column[i] = 0;
        else if (c.shape == TREND_PULSE)
            column[i] = i < c.at + s->per_year;
        else if (c.shape == TREND_STEP)
            column[i] = 1;
        else
            column[i] = s->time[i] - s->time[c.at] + 1 / (double) s->per_year;
    }
}

double *trend_shape_design(const struct trend_series *s, const struct trend_candidate *candidate, size_t *p)
{
    bool linear = s->development != TREND_CONSTANT, quadratic = s->development == TREND_QUADRATIC;
    size_t width = 1 + (size_t) linear + (size_t) quadratic + s->n_season + (candidate != NULL);
    double *x = memory_zeroed(s->n * width, sizeof *x), *column = memory_zeroed(s->n, sizeof *column);
    double mean = 0, spread = 0;

    for (size_t i = 0; i < s->n; i++)
        mean += s->time[i] / (double) s->n;
    for (size_t i = 0; i < s->n; i++)
        spread += (s->time[i] - mean) * (s->time[i] - mean) / (double) s->n;
    if (candidate != NULL)
        trend_shape_column(s, *candidate, column);
    for (size_t i = 0; i < s->n; i++) {
        double *row = x + i * width, t = s->time[i] - mean;

        *row++ = 1;
        if (linear)
            *row++ = t;
        if (quadratic)
            *row++ = t * t - spread;
        for (size_t j = 0; j < s->n_season; j++)
            *row++ = s->season[i * s->n_season + j];
        if (candidate != NULL)
            *row = column[i];
    }
    free(column);
    *p = width;
    return x;
}

/* By Gram-Schmidt, twice. */
size_t trend_shape_drop_spanned(const double *null, size_t n, size_t p, struct trend_candidate *candidates, double *z,
                                size_t n_candidates)
{
    double *basis = memory_zeroed(n * (p + 1), sizeof *basis);
    size_t kept = 0;

    for (size_t c = 0; c < p + n_candidates; c++) {
        bool of_null = c < p;
        double *v = basis + n * (of_null ? c : p), whole = 0, rest = 0;
        const double *from = of_null ? NULL : z + (c - p) * n;

        for (size_t i = 0; i < n; i++) {
            v[i] = of_null ? null[i * p + c] : from[i];
            whole += v[i] * v[i];
        }
        for (int twice = 0; twice < 2; twice++) {
            for (size_t b = 0; b < (of_null ? c : p); b++) {
                double dot = 0;

                for (size_t i = 0; i < n; i++)
                    dot += v[i] * basis[b * n + i];
                for (size_t i = 0; i < n; i++)
                    v[i] -= dot * basis[b * n + i];
            }
        }
        for (size_t i = 0; i < n; i++)
            rest += v[i] * v[i];
        if (of_null) {
            for (size_t i = 0; i < n; i++)
                v[i] = rest > 1e-20 * whole ? v[i] / sqrt(rest) : 0;
        } else if (rest > 1e-12 * whole) {
            memmove(z + kept * n, from, n * sizeof *z);
            candidates[kept++] = candidates[c - p];
        }
    }
    free(basis);
    return kept;
}
