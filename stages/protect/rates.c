/* rates.c - the rates that the catalogue lets through: city, definitions, districts, district × occupation. */
#include "stages/protect/protect.h"

#include <math.h>
#include <string.h>

/* A count is a count of persons in all definitions but the half-life, which has none. */
enum suppression_rule protect_numerator(const struct protect *p, const struct table *rates, size_t row)
{
    return suppression_of_count(&p->limits, table_real(rates, row, "numerator"), table_real(rates, row, "persons"),
                                table_real(rates, row, "denominator"));
}

static enum suppression_rule protect_denominator(const struct protect *p, const struct table *rates, size_t row)
{
    return suppression_of_group(&p->limits, table_real(rates, row, "persons"), table_real(rates, row, "denominator"));
}

static bool is_preliminary(const struct table *rates, size_t row)
{
    return table_real(rates, row, "preliminary") > 0;
}

/* Exits, person-years, rate and its limits: rate × person-years gives the exits, so they stand or fall together. */
static void put_rate(struct release *r, const struct table *rates, size_t row)
{
    const struct protect *p = r->protect;
    enum suppression_rule count = protect_numerator(p, rates, row);
    enum suppression_rule group = protect_denominator(p, rates, row);
    enum suppression_rule rate = suppression_of_derived(count, group);
    bool preliminary = is_preliminary(rates, row);

    release_value(r, "exits", "exits_status", table_real(rates, row, "numerator"), count, preliminary);
    release_value(r, "person_years", "person_years_status", table_real(rates, row, "denominator"), group, preliminary);
    release_value(r, "rate", "rate_status", table_real(rates, row, "value"), rate, preliminary);
    release_value(r, "lower", NULL, table_real(rates, row, "lower"), rate, false);
    release_value(r, "upper", NULL, table_real(rates, row, "upper"), rate, false);
}

static void put_city(struct release *r, const struct catalogue_entry *entry, const struct table *rates, size_t row)
{
    rows_begin(r->rows);
    rows_text(r->rows, "period", table_text(rates, row, "period"));
    rows_text(r->rows, "occupation", table_text(rates, row, "occupation"));
    rows_text(r->rows, "dimension", entry->dimension);
    rows_text(r->rows, "category",
              entry->category_column != NULL ? table_text(rates, row, entry->category_column) : "all");
    rows_text(r->rows, "definition", table_text(rates, row, "definition"));
    put_rate(r, rates, row);
}

static void put_definition(struct release *r, const struct table *rates, size_t row)
{
    enum suppression_rule count = protect_numerator(r->protect, rates, row);
    enum suppression_rule group = protect_denominator(r->protect, rates, row);
    enum suppression_rule value = suppression_of_derived(count, group);

    rows_begin(r->rows);
    rows_text(r->rows, "period", table_text(rates, row, "period"));
    rows_text(r->rows, "occupation", table_text(rates, row, "occupation"));
    rows_text(r->rows, "definition", table_text(rates, row, "definition"));
    rows_text(r->rows, "reason", table_text(rates, row, "reason"));
    release_value(r, "numerator", NULL, table_real(rates, row, "numerator"), count, false);
    release_value(r, "denominator", NULL, table_real(rates, row, "denominator"), group, false);
    release_value(r, "value", "value_status", table_real(rates, row, "value"), value, is_preliminary(rates, row));
    release_value(r, "lower", NULL, table_real(rates, row, "lower"), value, false);
    release_value(r, "upper", NULL, table_real(rates, row, "upper"), value, false);
}

static void put_district_occupation(struct release *r, const struct table *rates, size_t row)
{
    rows_begin(r->rows);
    rows_text(r->rows, "period", table_text(rates, row, "period"));
    rows_text(r->rows, "district", table_text(rates, row, "district"));
    rows_text(r->rows, "occupation", table_text(rates, row, "occupation"));
    rows_text(r->rows, "definition", table_text(rates, row, "definition"));
    put_rate(r, rates, row);
}

/* The row of another definition for the same district and period; rates.csv is sorted by grouping, definition, period.
 */
static bool find_district(const struct table *rates, const char *definition, size_t like, size_t *found)
{
    for (size_t i = 0; i < table_rows(rates); i++)
        if (table_is(rates, i, "grouping", "district") && table_is(rates, i, "definition", definition) &&
            table_is(rates, i, "period", table_text(rates, like, "period")) &&
            table_is(rates, i, "district", table_text(rates, like, "district"))) {
            *found = i;
            return true;
        }
    return false;
}

/* Departures are exits and moves together: shown only where both of them are. */
static void put_district(struct release *r, const struct table *rates, size_t row)
{
    enum suppression_rule exits = protect_numerator(r->protect, rates, row);
    enum suppression_rule group = protect_denominator(r->protect, rates, row);
    enum suppression_rule moves = SUPPRESSION_NONE;
    double moved_out = NAN, move_rate = NAN, departure_rate = NAN;
    size_t other;

    rows_begin(r->rows);
    rows_text(r->rows, "period", table_text(rates, row, "period"));
    rows_text(r->rows, "district", table_text(rates, row, "district"));
    rows_text(r->rows, "definition", table_text(rates, row, "definition"));
    put_rate(r, rates, row);
    if (find_district(rates, CATALOGUE_HEADLINE "_moves", row, &other)) {
        moves = protect_numerator(r->protect, rates, other);
        moved_out = table_real(rates, other, "numerator");
        move_rate = table_real(rates, other, "value");
    }
    if (find_district(rates, CATALOGUE_HEADLINE "_departures", row, &other))
        departure_rate = table_real(rates, other, "value");
    release_value(r, "moved_out", "moved_out_status", moved_out, moves, false);
    release_value(r, "move_rate", "move_rate_status", move_rate, suppression_of_derived(moves, group), false);
    release_value(r, "departure_rate", "departure_rate_status", departure_rate,
                  suppression_of_derived(suppression_of_derived(exits, moves), group), false);
}

static void put_row(struct release releases[], const struct catalogue_entry *entry, const struct table *rates,
                    size_t row)
{
    struct release *r = &releases[entry->table];

    switch (entry->table) {
    case CATALOGUE_CITY:
        put_city(r, entry, rates, row);
        break;
    case CATALOGUE_DEFINITIONS:
        put_definition(r, rates, row);
        break;
    case CATALOGUE_DISTRICTS:
        put_district(r, rates, row);
        break;
    case CATALOGUE_DISTRICT_OCCUPATION:
        put_district_occupation(r, rates, row);
        break;
    }
}

bool protect_rates(struct protect *p, const struct table *rates, const char *directory, struct fault *f)
{
    static const char *const names[] = { "city", "definitions", "districts", "district_occupation" };
    enum { N_TABLES = sizeof names / sizeof names[0] };
    struct release releases[N_TABLES];
    size_t n_entries;
    const struct catalogue_entry *entries = catalogue_entries(&n_entries);
    bool ok = true;

    for (size_t t = 0; t < N_TABLES; t++)
        release_begin(&releases[t], p, names[t]);
    for (size_t row = 0; row < table_rows(rates); row++)
        for (size_t e = 0; e < n_entries; e++)
            if (catalogue_publishes(&entries[e], table_text(rates, row, "grouping"),
                                    table_text(rates, row, "definition"), table_text(rates, row, "period")))
                put_row(releases, &entries[e], rates, row);
    for (size_t t = 0; t < N_TABLES; t++)
        ok = release_write(&releases[t], directory, f) && ok;
    return ok;
}
