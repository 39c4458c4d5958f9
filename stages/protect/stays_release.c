/* stays_release.c - all that is released of how long people stay: what may be shown at each horizon is judged first,
 * and every table hangs on that. */
#include "stages/protect/stays.h"
#include "stages/protect/stays_curves.h"

#include <math.h>
#include <string.h>

/* Of those who have not been followed so far nothing is said but how many were hired. */
static void put_horizon(struct release *r, const struct table *t, const struct horizon *h)
{
    enum suppression_rule rule = h->known ? h->rule : SUPPRESSION_NONE;

    stays_put_slot(r, h);
    rows_number(r->rows, "horizon", h->years);
    rows_text(r->rows, "outcome", table_text(t, h->row, "outcome"));
    rows_text(r->rows, "reason", rule == SUPPRESSION_NONE ? table_text(t, h->row, "reason") : "");
    release_value(r, "entrants", "entrants_status", h->entrants, isnan(h->people) ? SUPPRESSION_NONE : h->entrants_rule,
                  false);
    release_value(r, "events", "events_status", h->known ? h->events : NAN, rule, false);
    release_value(r, "remaining", "remaining_status", h->known ? h->remaining : NAN,
                  h->known ? h->remaining_rule : SUPPRESSION_NONE, false);
    stays_put_share(r, t, h->row, rule);
}

static bool release_horizons(struct protect *p, const struct table *t, const struct horizons *all,
                             const char *directory, struct fault *f)
{
    struct release r;

    release_begin(&r, p, "public_retention");
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].published)
            put_horizon(&r, t, &all->items[i]);
    return release_write(&r, directory, f);
}

/* The median and its limits say how many had left by then: told where every horizon of these persons is. */
static bool is_told_at_every_horizon(const struct horizons *all, const struct horizon *h)
{
    for (size_t k = 0, n = stays_count(all, h); k < n; k++)
        if (h[k].known && h[k].rule != SUPPRESSION_NONE)
            return false;
    return true;
}

static void put_median(struct release *r, const struct table *t, size_t row, const struct horizons *all,
                       const struct horizon *h)
{
    const struct suppression_limits *limits = &r->protect->limits;
    bool reached = isfinite(table_real(t, row, "median_months"));
    bool few = table_real(t, row, "events") < limits->count_threshold ||
               (reached && table_real(t, row, "least_at_risk") < limits->group_threshold);
    enum suppression_rule rule = h->entrants_rule != SUPPRESSION_NONE ? h->entrants_rule
                                 : few                                ? SUPPRESSION_COUNT
                                 : !is_told_at_every_horizon(all, h)  ? SUPPRESSION_DERIVED
                                                                      : SUPPRESSION_NONE;

    if (isnan(h->people))
        rule = SUPPRESSION_NONE; /* nobody could be followed, which may be said */
    stays_put_slot(r, h);
    rows_text(r->rows, "outcome", table_text(t, row, "outcome"));
    rows_text(r->rows, "reason", rule == SUPPRESSION_NONE ? table_text(t, row, "reason") : "");
    release_value(r, "median_months", "median_status", round(table_real(t, row, "median_months")), rule, false);
    release_value(r, "lower", NULL, round(table_real(t, row, "lower")), rule, false);
    release_value(r, "upper", NULL, round(table_real(t, row, "upper")), rule, false);
}

static bool release_medians(struct protect *p, const struct table *t, const struct horizons *all, const char *directory,
                            struct fault *f)
{
    struct release r;
    size_t from = 0;

    release_begin(&r, p, "public_median_stay");
    for (size_t row = 0; row < table_rows(t); row++) {
        const struct horizon *h = stays_find(all, t, row, &from);

        if (h != NULL && h->published)
            put_median(&r, t, row, all, h);
    }
    return release_write(&r, directory, f);
}

static bool is_compared(const struct horizon *h, const char *comparison)
{
    bool all = strcmp(h->cohort, "all") == 0;

    return strcmp(comparison, "cohort") == 0 ? !all && strcmp(h->grouping, "city") == 0
                                             : all && strcmp(h->grouping, comparison) == 0;
}

/* A test rests on the curves of all groups that it compares: of each it is told how many left by every horizon. */
static enum suppression_rule test_rule(const struct horizons *all, const char *comparison)
{
    for (size_t i = 0, n; i < all->n; i += n) {
        const struct horizon *h = &all->items[i];
        bool told = false, withheld = false;

        n = stays_count(all, h);
        for (size_t k = 0; k < n; k++) {
            told = told || (h[k].published && h[k].known && h[k].rule == SUPPRESSION_NONE);
            withheld = withheld || (h[k].known && h[k].rule != SUPPRESSION_NONE);
        }
        if (is_compared(h, comparison) && h->people > 0 && (!told || withheld))
            return SUPPRESSION_DERIVED;
    }
    return SUPPRESSION_NONE;
}

static bool release_tests(struct protect *p, const struct table *t, const struct horizons *all, const char *directory,
                          struct fault *f)
{
    static const char *const texts[] = { "comparison", "outcome", "reason" };
    struct release r;

    release_begin(&r, p, "public_retention_tests");
    for (size_t row = 0; row < table_rows(t); row++) {
        double p_value = table_real(t, row, "p_value");
        enum suppression_rule rule = isnan(p_value) ? SUPPRESSION_NONE
                                                    : test_rule(all, table_text(t, row, "comparison"));

        rows_begin(r.rows);
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
            rows_text(r.rows, texts[i], table_text(t, row, texts[i]));
        rows_number(r.rows, "groups", table_real(t, row, "groups"));
        rows_number(r.rows, "degrees", table_real(t, row, "degrees"));
        release_value(&r, "p_value", "p_value_status", round(1000 * p_value) / 1000, rule, false);
    }
    return release_write(&r, directory, f);
}

bool protect_stays(struct protect *p, const struct protect_stays *from, const struct horizons *all,
                   const char *directory, struct fault *f)
{
    return stays_release_curves(p, from->survival, all, directory, f) &&
           release_horizons(p, from->retention, all, directory, f) &&
           stays_release_causes(p, from->causes, all, directory, f) &&
           release_medians(p, from->medians, all, directory, f) && release_tests(p, from->tests, all, directory, f);
}
