/* audit_series.c - what is computed from several years, and the delivery's records. */
#include "pipeline/disclosure/audit_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what stands on series ---- */

static size_t find_series(const struct audit *a, const struct table *t, size_t row, const char *year,
                          const char *column)
{
    const char *district = table_text(t, row, "district"), *occupation = table_text(t, row, "occupation");
    const char *cause = table_text(t, row, "cause");
    char key[KEY];

    if (!audit_row_same(district, "all"))
        return audit_find(a, "districts", audit_row_key(key, "%s|%s", year, district), column);
    return audit_row_same(cause, "all") ? audit_row_find_city(a, year, occupation, "none", "all", column)
                                        : audit_row_find_city(a, year, occupation, "cause", cause, column);
}

/* A test of a series tells each of its years, where the others are shown. */
static void read_test_row(struct audit *a, const struct table *t, size_t row, const char *column)
{
    int first = (int) strtol(table_text(t, row, "first_period"), NULL, 10);
    int last = (int) strtol(table_text(t, row, "last_period"), NULL, 10);

    if (isnan(table_real(t, row, column)))
        return;
    for (int y = first; first > 0 && y <= last; y++) {
        char year[KEY];

        audit_row_key(year, "%d", y);
        audit_derived(a, find_series(a, t, row, year, "exits"));
        audit_derived(a, find_series(a, t, row, year, "person_years"));
    }
}

void audit_read_break(struct audit *a, const struct table *t, size_t row)
{
    read_test_row(a, t, row, "rate_ratio");
}

void audit_read_verdict(struct audit *a, const struct table *t, size_t row)
{
    read_test_row(a, t, row, "annual_change");
}

void audit_read_fit(struct audit *a, const struct table *t, size_t row)
{
    static const char *const made[] = { "exits", "person_years", "rate",  "trend", "expected",
                                        "pulse", "step",         "slope", "weight" };
    const char *year = table_text(t, row, "period");

    audit_row_give_away(a, t, row, made, sizeof made / sizeof made[0], find_series(a, t, row, year, "exits"),
                        find_series(a, t, row, year, "person_years"));
}

/* Districts against the city, over one year or several. */
void audit_read_funnel(struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");
    struct audit_number x = { .kind = AUDIT_COUNT, .table = "public_funnel", .column = "exits" };
    char key[KEY];

    x.value = table_real(t, row, "exits");
    if (isnan(x.value))
        return;
    x.key = audit_row_key(key, "%s|%s", period, district);
    audit_row_join_pool(a, "the funnel is its years", key, true, period, audit_add(a, &x), "districts", district,
                        "exits");
}

/* ---- public_intake.csv, public_rejects.csv ---- */

void audit_read_file(struct audit *a, const struct table *t, size_t row)
{
    static const char *const columns[] = { "kept", "rejected", "merged", "records_in" };
    const char *file = table_text(t, row, "file");
    struct audit_number x = { .kind = AUDIT_COUNT, .key = file };
    size_t number;

    for (size_t i = 0; i < 4; i++) {
        char status[KEY];

        x.open = i == 3 && table_is(t, row, "kind", "counts"); /* rows of a table */
        number = audit_row_number(a, &x, t, row, columns[i], audit_row_key(status, "%s_status", columns[i]));
        audit_join(a, "records of a file", file, number, i == 3 ? 1 : -1);
        if (i == 1)
            audit_join(a, "reasons are all that was rejected", "", number, 1);
    }
}

void audit_read_reason(struct audit *a, const struct table *t, size_t row)
{
    struct audit_number x = { .kind = AUDIT_COUNT, .key = table_text(t, row, "reason") };

    audit_join(a, "reasons are all that was rejected", "", audit_row_number(a, &x, t, row, "records", "records_status"),
               -1);
}

/* ---- withheld.csv ---- */

void audit_read_left_out(struct audit *a, const struct table *t, size_t row)
{
    if (table_real(t, row, "left_out") > 0)
        audit_left_out(a, table_text(t, row, "table"));
}
