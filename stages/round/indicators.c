/* indicators.c - what of the indicators counts persons, or what happened to them, is rounded; what else a row tells is
 * made again of that. Posts, cases, money and places are no persons, and full-time posts are no number of them. */
#include "stages/round/round.h"

#include "pipeline/disclosure/rounding.h"
#include "pipeline/staff/indicator.h"
#include "pipeline/statistics/interval.h"
#include "pipeline/statistics/ordinal.h"

#include <math.h>
#include <string.h>

static const double CONFIDENCE = 0.95;
enum { MOST_ANSWERS = 32 };

enum counted { NUMERATOR = 1, DENOMINATOR = 2 };

/* Which of their numbers are counts; indicators that are not here have none. */
static const struct {
    const char *indicator;
    enum counted counted;
} COUNTED[] = {
    { "consultants", NUMERATOR },
    { "consultant_share", NUMERATOR | DENOMINATOR },
    { "reinforcement_team", NUMERATOR },
    { "vacancy_rate", DENOMINATOR },
    { "sickness_absence", DENOMINATOR },
    { "survey_share", DENOMINATOR },
    { "survey_index", DENOMINATOR },
    { "survey_response_rate", NUMERATOR | DENOMINATOR },
    { "incidents", NUMERATOR },
    { "activity_participants", NUMERATOR },
    { "activity_response_rate", NUMERATOR | DENOMINATOR },
    { "manager_stability", NUMERATOR | DENOMINATOR },
};

/* What stands elsewhere in public (basis published, reference) is told as it stands there. */
static enum counted counted_of(const struct table *t, size_t row)
{
    bool posts = table_is(t, row, "indicator", "vacancy_rate") && !table_is(t, row, "denominator_basis", "own_flows");

    for (size_t i = 0; table_is(t, row, "basis", "own") && !posts && i < sizeof COUNTED / sizeof COUNTED[0]; i++)
        if (table_is(t, row, "indicator", COUNTED[i].indicator))
            return COUNTED[i].counted;
    return 0;
}

static double with_decimals(const struct indicator *indicator, double value)
{
    double unit = pow(10, indicator->decimals);

    return round(value * unit) / unit;
}

static void put_value(struct rounding *r, size_t row, const struct indicator *indicator, double value,
                      struct interval limits)
{
    static const char *const columns[] = { "value", "lower", "upper" };
    const double values[] = { value, limits.lower, limits.upper };

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        rows_number(r->to, columns[i],
                    isnan(table_real(r->from, row, columns[i])) ? (double) NAN : with_decimals(indicator, values[i]));
}

/* How many were asked, in the row of the response rate of the same; NaN where it tells of none. */
static double asked_of(const struct rounding *r, size_t row)
{
    static const char *const keys[] = { "period", "district", "category", "group" };
    const struct table *t = r->from;

    for (size_t other = 0; other < table_rows(t); other++) {
        bool same = table_is(t, other, "indicator", "survey_response_rate") && table_is(t, other, "basis", "own");

        for (size_t i = 0; same && i < sizeof keys / sizeof keys[0]; i++)
            same = table_is(t, other, keys[i], table_text(t, row, keys[i]));
        if (same)
            return rounding_nearest(table_real(t, other, "denominator"), r->base);
    }
    return NAN;
}

/* How many agree is told by the share alone: they are counted back, and rounded. */
static void round_share(struct rounding *r, size_t row, const struct indicator *indicator)
{
    double answers = table_real(r->from, row, "denominator"), n = rounding_nearest(answers, r->base);
    double agree = rounding_nearest(round(table_real(r->from, row, "value") * answers / indicator->scale), r->base);
    double asked = asked_of(r, row);
    struct interval limits = isfinite(asked) ? interval_wilson_finite(agree, n, asked, CONFIDENCE)
                                             : interval_wilson(agree, n, CONFIDENCE);

    put_value(r, row, indicator, indicator->scale * agree / n,
              (struct interval){ indicator->scale * limits.lower, indicator->scale * limits.upper });
}

static void round_range(struct rounding *r, size_t row)
{
    static const char *const columns[] = { "low", "high" };

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        round_number(r, columns[i], table_real(r->from, row, columns[i]));
    rows_number(r->to, "value", rounding_nearest(table_real(r->from, row, "value"), r->base));
}

void round_indicator(struct rounding *r, size_t row)
{
    enum counted counted = counted_of(r->from, row);
    const struct indicator *indicator = indicator_find(table_text(r->from, row, "indicator"));
    double numerator = table_real(r->from, row, "numerator"), denominator = table_real(r->from, row, "denominator");
    struct interval none = { NAN, NAN }, limits;

    if (counted & NUMERATOR)
        round_number(r, "numerator", numerator);
    if (counted & DENOMINATOR || (table_is(r->from, row, "denominator_basis", "person_years") &&
                                  !round_is_days(r, table_text(r->from, row, "period"))))
        round_number(r, "denominator", denominator);
    numerator = counted & NUMERATOR ? rounding_nearest(numerator, r->base) : numerator;
    denominator = counted & DENOMINATOR ? rounding_nearest(denominator, r->base) : denominator;
    if (counted == 0)
        return;
    switch (indicator->form) {
    case INDICATOR_COUNT:
        put_value(r, row, indicator, numerator, none);
        break;
    case INDICATOR_RANGE:
        round_range(r, row);
        break;
    case INDICATOR_RATIO: /* absence is weighed by time, which is no count, and stands as it is */
        if (strcmp(indicator->kind, "sickness") != 0)
            put_value(r, row, indicator, indicator->scale * numerator / denominator, none);
        break;
    case INDICATOR_RATE:
        limits = interval_poisson_exact(numerator, denominator, CONFIDENCE);
        put_value(r, row, indicator, indicator->scale * numerator / denominator,
                  (struct interval){ indicator->scale * limits.lower, indicator->scale * limits.upper });
        break;
    case INDICATOR_SHARE:
        round_share(r, row, indicator);
        break;
    case INDICATOR_MEAN: /* of answers, not of how many they were */
    case INDICATOR_GIVEN:
        break;
    }
}

/* ---- public_distributions.csv ---- */

/* The rows of the same question, beside each other: from the first on, so many. */
static size_t alternatives(const struct table *t, size_t row, size_t *first)
{
    static const char *const keys[] = { "question", "period", "district", "group" };
    size_t last = row;

    *first = row;
    for (int step = -1; step <= 1; step += 2)
        for (size_t at = row; (step > 0 && at + 1 < table_rows(t)) || (step < 0 && at > 0);) {
            bool same = true;

            at = step > 0 ? at + 1 : at - 1;
            for (size_t i = 0; same && i < sizeof keys / sizeof keys[0]; i++)
                same = table_is(t, at, keys[i], table_text(t, row, keys[i]));
            if (!same)
                break;
            if (step < 0)
                *first = at;
            else
                last = at;
        }
    return last - *first + 1;
}

/* The share of one alternative of k, with limits that hold for all of them together (Goodman): they hang on how many
 * alternatives there are, and not on what the others have. */
static struct interval limits_of(double count, double n, size_t k)
{
    double counts[MOST_ANSWERS] = { count, n - count };
    struct interval limits[MOST_ANSWERS];

    ordinal_goodman(counts, k < 2 ? 2 : k, CONFIDENCE, limits);
    return limits[0];
}

/* What the alternatives of a group have together, rounded as one number. */
static double group_of(const struct rounding *r, size_t row, size_t first, size_t n)
{
    const char *group = table_text(r->from, row, "grouped");
    double sum = 0;

    for (size_t i = first; i < first + n; i++)
        if (i == row || (*group != '\0' && table_is(r->from, i, "grouped", group)))
            sum += table_real(r->from, i, "count");
    return rounding_nearest(sum, r->base);
}

/* The median of rounded counts; NaN where one of them is not shown. */
static double median_of(const struct rounding *r, size_t first, size_t n)
{
    double total = 0, below = 0;

    for (size_t i = first; i < first + n; i++)
        total += rounding_nearest(table_real(r->from, i, "count"), r->base);
    for (size_t i = first; total > 0 && i < first + n; i++) {
        below += rounding_nearest(table_real(r->from, i, "count"), r->base);
        if (below < total / 2)
            continue;
        for (size_t next = i + 1; below == total / 2 && next < first + n; next++)
            if (rounding_nearest(table_real(r->from, next, "count"), r->base) > 0)
                return (table_real(r->from, i, "position") + table_real(r->from, next, "position")) / 2;
        return table_real(r->from, i, "position");
    }
    return NAN;
}

void round_answer(struct rounding *r, size_t row)
{
    static const char *const columns[] = { "count", "n", "missing", "asked" };
    double count = rounding_nearest(table_real(r->from, row, "count"), r->base);
    double n = rounding_nearest(table_real(r->from, row, "n"), r->base);
    size_t first, k = alternatives(r->from, row, &first);
    struct interval limits = k <= MOST_ANSWERS ? limits_of(count, n, k) : (struct interval){ NAN, NAN };
    struct {
        const char *column;
        double again;
    } const made[] = { { "share", 100 * count / n },
                       { "lower", round(1000 * limits.lower) / 10 },
                       { "upper", round(1000 * limits.upper) / 10 },
                       { "grouped_share", 100 * group_of(r, row, first, k) / n },
                       { "median", median_of(r, first, k) } };

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        round_number(r, columns[i], table_real(r->from, row, columns[i]));
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
        rows_number(r->to, made[i].column,
                    isnan(table_real(r->from, row, made[i].column)) ? (double) NAN : made[i].again);
}
