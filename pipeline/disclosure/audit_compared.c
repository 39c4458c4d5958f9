/* audit_compared.c - tests of whether groups leave at different pace, held against what is told of the groups. */
#include "pipeline/disclosure/audit_rows.h"

#include <math.h>

static const char TABLE[] = "public_retention_tests";

/* The test that compares the groups of a row: NULL where none does. */
static const char *comparison_of(const struct table *t, size_t row)
{
    bool all = table_is(t, row, "cohort", "all"), city = table_is(t, row, "grouping", "city");

    return all && !city ? table_text(t, row, "grouping") : city && !all ? "cohort" : NULL;
}

static size_t find_nth(const struct audit *a, const char *comparison, const char *what, int i)
{
    char key[KEY];

    return audit_find(a, TABLE, audit_row_key(key, "%s|%d", comparison, i), what);
}

static int count(const struct audit *a, const char *comparison, const char *what)
{
    int n = 0;

    while (find_nth(a, comparison, what, n) != SIZE_MAX)
        n++;
    return n;
}

/* Counts each group once, by numbers that everybody sees. */
static void note(struct audit *a, const char *comparison, const char *what, const struct table *t, size_t row)
{
    struct audit_number x = { .kind = AUDIT_COUNT, .table = TABLE, .column = what, .value = 1, .open = true };
    char key[KEY];

    x.key = audit_row_key(key, "%s|%s|%s", comparison, table_text(t, row, "category"), table_text(t, row, "cohort"));
    if (audit_find(a, TABLE, x.key, what) != SIZE_MAX)
        return;
    audit_add(a, &x);
    x.key = audit_row_key(key, "%s|%d", comparison, count(a, comparison, what));
    audit_add(a, &x);
}

void audit_read_compared(struct audit *a, const struct table *t, size_t row)
{
    const char *comparison = comparison_of(t, row);

    if (comparison == NULL)
        return;
    if (table_is(t, row, "events_status", "withheld"))
        note(a, comparison, "closed", t, row);
    else if (isfinite(table_real(t, row, "events")))
        note(a, comparison, "told", t, row);
}

/* A p that is shown says something of every group: of each, all that is known must be told. */
void audit_read_test(struct audit *a, const struct table *t, size_t row)
{
    const char *comparison = table_text(t, row, "comparison");
    struct audit_number x = {
        .kind = AUDIT_COUNT, .table = TABLE, .key = comparison, .column = "p_value", .value = NAN
    };

    if (isnan(table_real(t, row, "p_value")) ||
        (count(a, comparison, "closed") == 0 && count(a, comparison, "told") >= (int) table_real(t, row, "groups")))
        return;
    audit_derived(a, audit_add(a, &x));
}
