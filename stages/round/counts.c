/* counts.c - tables in which a rate, if any, is of the counts beside it: it is made again of the rounded ones. */
#include "stages/round/round.h"

#include "pipeline/disclosure/rounding.h"
#include "pipeline/staff/definition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void round_columns(struct rounding *r, size_t row, const char *const columns[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        round_number(r, columns[i], table_real(r->from, row, columns[i]));
}

#define ROUND(r, row, columns) round_columns(r, row, columns, sizeof(columns) / sizeof(columns)[0])

/* The number made again, where there was one. */
static void put_again(struct rounding *r, size_t row, const char *column, double again)
{
    rows_number(r->to, column, isnan(table_real(r->from, row, column)) ? (double) NAN : again);
}

/* ---- exits over person-years ---- */

static double person_years(struct rounding *r, size_t row)
{
    double value = table_real(r->from, row, "person_years");

    if (round_is_days(r, table_text(r->from, row, "period")))
        return value;
    round_number(r, "person_years", value);
    return rounding_nearest(value, r->base);
}

static void put_rate(struct rounding *r, size_t row)
{
    static const char *const exits[] = { "exits" };
    struct measure m = definition_rate(rounding_nearest(table_real(r->from, row, "exits"), r->base),
                                       person_years(r, row), "");

    ROUND(r, row, exits);
    put_again(r, row, "rate", m.value);
    put_again(r, row, "lower", m.lower);
    put_again(r, row, "upper", m.upper);
}

void round_city(struct rounding *r, size_t row)
{
    put_rate(r, row);
}

void round_plan(struct rounding *r, size_t row)
{
    put_rate(r, row);
}

void round_district(struct rounding *r, size_t row)
{
    static const char *const moves[] = { "moved_out" };
    double exits = rounding_nearest(table_real(r->from, row, "exits"), r->base);
    double moved = rounding_nearest(table_real(r->from, row, "moved_out"), r->base), years = person_years(r, row);

    put_rate(r, row);
    ROUND(r, row, moves);
    put_again(r, row, "move_rate", definition_rate(moved, years, "").value);
    put_again(r, row, "departure_rate", definition_rate(exits + moved, years, "").value);
}

/* ---- definitions.csv ---- */

/* Person-years are the headline's denominator; all others are numbers of persons, or their means. */
static double denominator(struct rounding *r, size_t row, enum definition_id id)
{
    double value = table_real(r->from, row, "denominator");

    if (id == DEFINITION_T17 && round_is_days(r, table_text(r->from, row, "period")))
        return value;
    round_number(r, "denominator", value);
    return rounding_nearest(value, r->base);
}

static bool is_left_out(struct rounding *r, size_t row, const char *column)
{
    bool shown = !isnan(table_real(r->from, row, column));

    rows_number(r->to, column, NAN);
    r->n_left_out += shown;
    return shown;
}

/* What is left after a year (T18) was counted day by day, and can not be had of two counts. The day by which half had
 * left (T13) is told in whole months, and says nothing of how many they were. */
void round_definition(struct rounding *r, size_t row)
{
    static const char *const numerators[] = { "numerator" };
    enum definition_id id = definition_from_name(table_text(r->from, row, "definition"));
    struct measure m = definition_of_counts(id, rounding_nearest(table_real(r->from, row, "numerator"), r->base),
                                            denominator(r, row, id));

    ROUND(r, row, numerators);
    if (id == DEFINITION_T13)
        return;
    if (id != DEFINITION_T18) {
        put_again(r, row, "value", m.value);
        put_again(r, row, "lower", m.lower);
        put_again(r, row, "upper", m.upper);
        return;
    }
    is_left_out(r, row, "lower");
    is_left_out(r, row, "upper");
    if (is_left_out(r, row, "value")) {
        rows_text(r->to, "value_status", "withheld");
        rows_text(r->to, "reason", "");
    }
}

/* ---- counts alone ---- */

void round_item(struct rounding *r, size_t row)
{
    static const char *const columns[] = { "persons" };

    ROUND(r, row, columns);
}

/* The shares are of rounded counts already: the stage retention made them so. */
void round_stay(struct rounding *r, size_t row)
{
    static const char *const columns[] = { "entrants", "events", "remaining" };

    ROUND(r, row, columns);
}

void round_stay_cause(struct rounding *r, size_t row)
{
    static const char *const columns[] = { "events" };

    ROUND(r, row, columns);
}

void round_file(struct rounding *r, size_t row)
{
    static const char *const columns[] = { "records_in", "kept", "rejected", "merged" };

    ROUND(r, row, columns);
}

void round_reason(struct rounding *r, size_t row)
{
    static const char *const columns[] = { "records" };

    ROUND(r, row, columns);
}

/* ---- how person-years were counted ---- */

bool round_is_days(const struct rounding *r, const char *period)
{
    int first = atoi(period), last = strlen(period) == 9 ? atoi(period + 5) : first;
    bool any = false;

    for (size_t row = 0; r->city != NULL && row < table_rows(r->city); row++) {
        int year = atoi(table_text(r->city, row, "period"));

        if (year < first || year > last || !table_is(r->city, row, "dimension", "none"))
            continue;
        if (!table_is(r->city, row, "exposure_basis", "person_days"))
            return false;
        any = true;
    }
    return any;
}
