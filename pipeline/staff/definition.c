#include "pipeline/staff/definition.h"

#include "pipeline/base/memory.h"
#include "pipeline/statistics/interval.h"
#include "pipeline/statistics/survival.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DAYS_PER_MONTH (365.25 / 12)
enum { MONTHLY_STOCKS = 13, RETENTION_DAYS = 365 };

static const char *const NAMES[N_DEFINITIONS] = {
    [DEFINITION_T1] = "T1",
    [DEFINITION_T3] = "T3",
    [DEFINITION_T4] = "T4",
    [DEFINITION_T5] = "T5",
    [DEFINITION_T5P] = "T5P",
    [DEFINITION_T8] = "T8",
    [DEFINITION_T9] = "T9",
    [DEFINITION_T10] = "T10",
    [DEFINITION_T12] = "T12",
    [DEFINITION_T13] = "T13",
    [DEFINITION_T17] = "T17",
    [DEFINITION_T17_MOVES] = "T17_moves",
    [DEFINITION_T17_DEPARTURES] = "T17_departures",
    [DEFINITION_T18] = "T18",
};

const char *definition_name(enum definition_id id)
{
    return NAMES[id];
}

enum definition_id definition_from_name(const char *name)
{
    enum definition_id id = 0;

    while (id < N_DEFINITIONS && strcmp(NAMES[id], name) != 0)
        id++;
    return id;
}

/* 100 numerator / denominator without limits. */
static struct measure ratio(double numerator, double denominator, const char *exposure_basis)
{
    struct measure m = { numerator, denominator, NAN, NAN, NAN, 0, "", exposure_basis };

    if (isnan(numerator) || isnan(denominator))
        m.reason = "missing";
    else if (!(denominator > 0))
        m.reason = "no_exposure";
    else
        m.value = 100 * numerator / denominator;
    return m;
}

static void set_limits(struct measure *m, struct interval limits, double scale)
{
    m->lower = scale * limits.lower;
    m->upper = scale * limits.upper;
}

static struct measure rate(double events, double denominator, const char *exposure_basis, struct count_limits *known)
{
    struct measure m = ratio(events, denominator, exposure_basis);

    if (isnan(m.value))
        return m;
    if (events == floor(events))
        set_limits(&m,
                   known != NULL ? count_limits_of_rate(known, events, denominator)
                                 : interval_poisson_exact(events, denominator, DEFINITION_CONFIDENCE),
                   100);
    else
        m.reason = "no_interval";
    return m;
}

struct measure definition_rate(double events, double denominator, const char *exposure_basis)
{
    return rate(events, denominator, exposure_basis, NULL);
}

static struct measure share(double x, double n, const char *exposure_basis)
{
    struct measure m = ratio(x, n, exposure_basis);

    if (!isnan(m.value))
        set_limits(&m, interval_binomial_exact(x, n, DEFINITION_CONFIDENCE), 100);
    return m;
}

static struct measure without_interval(struct measure m)
{
    if (!isnan(m.value))
        m.reason = "no_interval";
    return m;
}

static struct measure undefined(const char *reason, const char *exposure_basis)
{
    return (struct measure){ NAN, NAN, NAN, NAN, NAN, 0, reason, exposure_basis };
}

struct measure definition_not_possible(void)
{
    return undefined("not_possible", "");
}

struct measure definition_replacement(double inflow, double outflow, double mean_stock)
{
    double least = isnan(inflow) || isnan(outflow) ? (double) NAN : fmin(inflow, outflow);

    return without_interval(ratio(least, mean_stock, "mean_of_stocks"));
}

struct measure definition_of_counts(enum definition_id id, double numerator, double denominator)
{
    switch (id) {
    case DEFINITION_T1:
    case DEFINITION_T10:
        return share(numerator, denominator, "");
    case DEFINITION_T3:
    case DEFINITION_T12:
        return without_interval(ratio(numerator, denominator, ""));
    case DEFINITION_T13:
    case DEFINITION_T18:
    case N_DEFINITIONS:
        return undefined("", "");
    default:
        return definition_rate(numerator, denominator, "");
    }
}

/* The cohort as spells of observation, in days: those of one length that end alike are one, with a count. */
bool definition_curve(const struct follow_cohort *cohort, struct survival_curve *curve)
{
    size_t most = 2 * cohort->n_days;
    double *exit = memory_zeroed(most, sizeof *exit);
    uint8_t *cause = memory_zeroed(most, sizeof *cause);
    uint32_t *count = memory_zeroed(most, sizeof *count);
    struct risk_spells spells = { .exit = exit, .cause = cause, .count = count };
    bool fitted;

    for (size_t days = 0; days < cohort->n_days; days++)
        for (uint8_t exits = 2; exits-- > 0;) {
            uint32_t n = exits ? cohort->exits[days] : cohort->censored[days];

            if (n == 0)
                continue;
            exit[spells.n] = (double) days;
            cause[spells.n] = exits;
            count[spells.n++] = n;
        }
    fitted = survival_fit(&spells, curve);
    free(exit);
    free(cause);
    free(count);
    return fitted;
}

/* Of these exits, those that may yet change: all, if one so many days after the last hire would be preliminary. */
static double unsettled(double exits, double days, const struct definition_period *p)
{
    return isnan(days) || days - 1 > p->settled_days ? exits : 0;
}

/* Told from what is shown: whole months, the last day that may be meant. */
static double days_of_months(double months)
{
    return ceil((round(months) + 0.5) * DAYS_PER_MONTH);
}

static struct measure half_life(const struct follow_cohort *cohort, const struct survival_curve *curve)
{
    struct measure m = {
        (double) cohort->n_exits, (double) cohort->n_hires, NAN, NAN, NAN, 0, "no_exposure", "cohort"
    };
    struct survival_quantile half;

    if (curve == NULL)
        return m;
    if (survival_quantile(curve, 0.5, DEFINITION_CONFIDENCE, SURVIVAL_LOG_LOG, SURVIVAL_QUANTILE_FIRST, &half)) {
        m.value = half.time / DAYS_PER_MONTH;
        m.lower = half.low / DAYS_PER_MONTH;
        m.upper = half.high / DAYS_PER_MONTH;
    }
    m.reason = isnan(m.value) ? "not_reached" : isnan(m.lower) || isnan(m.upper) ? "limit_not_reached" : "";
    return m;
}

static struct measure retention(const struct follow_cohort *cohort, const struct survival_curve *curve)
{
    struct measure m = { 0, (double) cohort->n_hires, NAN, NAN, NAN, 0, "no_exposure", "cohort" };
    struct survival_point year;

    for (size_t days = 0; days < cohort->n_days && days <= RETENTION_DAYS; days++)
        m.numerator += cohort->exits[days];
    if (curve == NULL)
        return m;
    m.reason = "short_follow_up";
    if (survival_at(curve, RETENTION_DAYS, DEFINITION_CONFIDENCE, SURVIVAL_LOG_LOG, &year)) {
        m.value = 100 * year.survival;
        m.lower = 100 * year.low;
        m.upper = 100 * year.high;
        m.reason = isnan(m.lower) || isnan(m.upper) ? "no_interval" : "";
    }
    return m;
}

static double preliminary_of(const struct follow_count *f)
{
    double sum = 0;

    for (size_t i = 0; i < TALLY_CAUSES; i++)
        sum += f->preliminary[i];
    return sum;
}

static const char *person_time(const struct definition_period *p)
{
    return p->snapshots ? "mean_of_stocks" : "person_days";
}

/* What a stock is divided by to give a yearly rate. */
static double over_time(double stock, const struct definition_period *p)
{
    return p->snapshots ? stock * p->years : stock;
}

static bool is_other_than_a_year(const struct definition_period *p)
{
    return p->snapshots && !window_is_about_a_year(p->days);
}

/* Exits over the mean of the year's 13 day stocks. */
static struct measure over_monthly_stocks(double exits, const struct definition_group *g,
                                          const struct definition_period *p)
{
    if (!p->monthly || p->n_windows != MONTHLY_STOCKS - 1)
        return undefined("not_possible", "mean_of_13_stocks");
    return rate(exits, over_time((double) g->balance->present / MONTHLY_STOCKS, p), "mean_of_13_stocks", g->limits);
}

/* The same for exits by stated cause: of exits none of which has a stated cause, none is known to be of this one. */
static struct measure over_stated_causes(double exits, const struct definition_group *g,
                                         const struct definition_period *p)
{
    struct measure m = over_monthly_stocks(exits, g, p);
    int64_t all = balance_count_exits(g->balance);

    if (isnan(m.value) || all == 0 || g->balance->exits[tally_cause_place(CAUSE_UNKNOWN)] < all)
        return m;
    m.numerator = m.value = m.lower = m.upper = NAN;
    m.reason = "missing";
    return m;
}

static struct measure compared(const struct definition_group *g, const struct definition_period *p)
{
    if (is_other_than_a_year(p))
        return undefined("not_a_year", "reference_stock");
    if (!p->reference || !p->covered)
        return undefined(p->reference ? "not_covered" : "not_possible", "reference_stock");
    return share(g->follow.gone, g->follow.reference, "reference_stock");
}

struct measure definition_measure(enum definition_id id, const struct definition_group *g,
                                  const struct definition_period *p)
{
    const struct balance_count *b = g->balance;
    const size_t own = tally_cause_place(CAUSE_OWN_REQUEST), pension = tally_cause_place(CAUSE_PENSION);
    double exits = (double) balance_count_exits(b), opening = (double) b->opening, closing = (double) b->closing;
    double moves = (double) b->out[TRANSFER_MOVED], inflow = (double) balance_count_inflow(b),
           outflow = (double) balance_count_outflow(b);
    double preliminary = preliminary_of(&g->follow);
    bool other_than_a_year = is_other_than_a_year(p);
    struct measure m = definition_not_possible();

    switch (id) {
    case DEFINITION_T1:
        m = compared(g, p);
        preliminary = g->follow.gone_preliminary;
        break;
    case DEFINITION_T3:
        m = definition_replacement(inflow, outflow, over_time((opening + closing) / 2, p));
        break;
    case DEFINITION_T4:
        m = over_monthly_stocks(exits, g, p);
        break;
    case DEFINITION_T5:
        m = over_stated_causes((double) b->exits[own], g, p);
        preliminary = g->follow.preliminary[own];
        break;
    case DEFINITION_T5P:
        m = over_stated_causes((double) (b->exits[own] + b->exits[pension]), g, p);
        preliminary = (double) g->follow.preliminary[own] + g->follow.preliminary[pension];
        break;
    case DEFINITION_T8:
        m = rate(exits, over_time(closing, p), "closing_stock", g->limits);
        break;
    case DEFINITION_T9:
        m = rate(exits, over_time((opening + closing) / 2, p), "mean_of_stocks", g->limits);
        break;
    case DEFINITION_T10:
        m = other_than_a_year ? undefined("not_a_year", "opening_stock")
                              : share(g->follow.stayed, g->follow.opening, "opening_stock");
        break;
    case DEFINITION_T12:
        m = other_than_a_year ? undefined("not_a_year", "opening_stock")
                              : without_interval(ratio(g->follow.unbroken, opening, "opening_stock"));
        break;
    case DEFINITION_T13:
    case DEFINITION_T18:
        if (!p->monthly)
            return undefined("not_possible", "cohort");
        m = id == DEFINITION_T13 ? half_life(g->cohort, g->curve) : retention(g->cohort, g->curve);
        preliminary = unsettled(m.numerator, id == DEFINITION_T13 ? days_of_months(m.value) : RETENTION_DAYS, p);
        break;
    case DEFINITION_T17:
        m = rate(exits, g->person_years, person_time(p), g->limits);
        break;
    case DEFINITION_T17_MOVES:
        m = rate(moves, g->person_years, person_time(p), g->limits);
        preliminary = 0;
        break;
    case DEFINITION_T17_DEPARTURES:
        m = rate(exits + moves, g->person_years, person_time(p), g->limits);
        break;
    case N_DEFINITIONS:
        break;
    }
    m.preliminary = preliminary;
    return m;
}

struct measure definition_by_cause(const struct definition_group *g, const struct definition_period *p,
                                   size_t cause_place)
{
    struct measure m = rate((double) g->balance->exits[cause_place], g->person_years, person_time(p), g->limits);

    m.preliminary = g->follow.preliminary[cause_place];
    return m;
}

double definition_person_years(const struct windows *w, const struct balance_count *counts, size_t slot)
{
    double person_years = 0;

    for (size_t p = 0; p < w->n_periods; p++) {
        const struct period *period = &w->periods[p];

        if (p == slot || (slot >= w->n_periods && period->pool == slot - w->n_periods))
            person_years += counts[p].person_days / ((period->stop - period->start) / period->years);
    }
    return person_years;
}
