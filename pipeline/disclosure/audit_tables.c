#include "pipeline/disclosure/audit_tables.h"

#include "pipeline/disclosure/audit_rows.h"

#include <stdio.h>

static const struct {
    const char *table;
    read_row *read;
} STEPS[] = { /* a table that finds numbers of another comes after it */
              { "city", audit_read_city },
              { "districts", audit_read_district },
              { "district_occupation", audit_read_plan },
              { "balance", audit_read_balance },
              { "balance", audit_read_join_stocks },
              { "districts", audit_read_join_moves },
              { "definitions", audit_read_definition },
              { "definitions", audit_read_join_definition },
              { "definitions", audit_read_join_lesser },
              { "public_retention", audit_read_stay },
              { "public_retention_cause", audit_read_cause },
              { "public_breaks", audit_read_break },
              { "public_verdicts", audit_read_verdict },
              { "public_fits", audit_read_fit },
              { "public_funnel", audit_read_funnel },
              { "public_intake", audit_read_file },
              { "public_rejects", audit_read_reason }
};

static bool read_table(struct audit *a, const char *directory, const char *name, read_row *read, struct fault *f)
{
    struct table *t;
    char path[4096];
    FILE *there;

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    there = fopen(path, "r");
    if (there == NULL)
        return true;
    fclose(there);
    if (!table_read(path, schema_find(name), &t, f))
        return false;
    for (size_t row = 0; row < table_rows(t); row++)
        read(a, t, row);
    table_free(t);
    return true;
}

bool audit_read(struct audit *a, const char *directory, struct fault *f)
{
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++)
        if (!read_table(a, directory, STEPS[i].table, STEPS[i].read, f))
            return false;
    return true;
}
