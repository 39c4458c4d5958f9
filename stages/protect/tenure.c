/* tenure.c - the year's rate at equal tenure: shown where the exits of every band of tenure that it is made of are. */
#include "stages/protect/protect.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A year of the city or of an occupation in rates.csv. */
struct source {
    const char *occupation, *period;
    enum suppression_rule crude, bands; /* of the rate, and of all rates by band of tenure */
    bool some_preliminary;              /* of its own exits */
    bool preliminary;                   /* what the reader is told */
};

struct sources {
    struct source *items;
    size_t n, capacity;
};

/* Few series of few years: looked for from the end, where rows of the same series stand. */
static struct source *source_of(struct sources *all, const char *occupation, const char *period)
{
    for (size_t i = all->n; i-- > 0;)
        if (strcmp(all->items[i].period, period) == 0 && strcmp(all->items[i].occupation, occupation) == 0)
            return &all->items[i];
    all->items = memory_grow(all->items, &all->capacity, all->n + 1, sizeof *all->items);
    all->items[all->n] = (struct source){ .occupation = occupation, .period = period };
    return &all->items[all->n++];
}

/* Of the whole city, where its exits are shown; occupations are told the same. */
static bool is_preliminary(const struct sources *all, const char *period)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->items[i].occupation, "all") == 0 && strcmp(all->items[i].period, period) == 0)
            return all->items[i].some_preliminary && all->items[i].crude == SUPPRESSION_NONE;
    return false;
}

static void take_row(struct sources *all, const struct protect *p, const struct table *rates, size_t row)
{
    const char *grouping = table_text(rates, row, "grouping");
    bool crude = strcmp(grouping, "city") == 0 || strcmp(grouping, "occupation") == 0;
    enum suppression_rule rule;
    struct source *s;

    if ((!crude && strcmp(grouping, "tenure") != 0 && strcmp(grouping, "occupation_tenure") != 0) ||
        !table_is(rates, row, "definition", CATALOGUE_HEADLINE) || !table_is(rates, row, "cause", "all"))
        return;
    s = source_of(all, table_text(rates, row, "occupation"), table_text(rates, row, "period"));
    rule = protect_numerator(p, rates, row);
    if (crude) {
        s->crude = rule;
        s->some_preliminary = table_real(rates, row, "preliminary") > 0;
    } else if (rule != SUPPRESSION_NONE && table_real(rates, row, "denominator") > 0) {
        s->bands = SUPPRESSION_DERIVED;
    }
}

/* crude and standardised are two rows of one year in tenure_rates.csv. */
static void put_year(struct release *r, const struct table *rates, size_t crude, size_t standardised,
                     const struct source *s)
{
    enum suppression_rule rule = suppression_of_derived(s->crude, s->bands);

    rows_begin(r->rows);
    rows_text(r->rows, "occupation", s->occupation);
    rows_text(r->rows, "period", s->period);
    rows_text(r->rows, "reason", rule == SUPPRESSION_NONE ? table_text(rates, standardised, "reason") : "");
    release_value(r, "crude", "crude_status", table_real(rates, crude, "rate"), s->crude, s->preliminary);
    release_value(r, "standardised", "standardised_status", table_real(rates, standardised, "rate"), rule,
                  s->preliminary);
    release_value(r, "lower", NULL, table_real(rates, standardised, "lower"), rule, false);
    release_value(r, "upper", NULL, table_real(rates, standardised, "upper"), rule, false);
}

bool protect_tenure(struct protect *p, const struct table *rates, const struct table *tenure_rates,
                    const char *directory, struct fault *f)
{
    struct sources all = { NULL, 0, 0 };
    struct release r;
    size_t crude = 0;

    for (size_t row = 0; row < table_rows(rates); row++)
        take_row(&all, p, rates, row);
    for (size_t i = 0; i < all.n; i++) /* for all alike, as in rates.c */
        all.items[i].preliminary = is_preliminary(&all, all.items[i].period);
    release_begin(&r, p, "public_tenure_rates");
    for (size_t row = 0; row < table_rows(tenure_rates); row++) {
        if (table_is(tenure_rates, row, "tenure_band", "all"))
            crude = row;
        if (table_is(tenure_rates, row, "tenure_band", "standardised"))
            put_year(
                &r, tenure_rates, crude, row,
                source_of(&all, table_text(tenure_rates, row, "occupation"), table_text(tenure_rates, row, "period")));
    }
    free(all.items);
    return release_write(&r, directory, f);
}
