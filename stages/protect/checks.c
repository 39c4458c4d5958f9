/* checks.c - what was unlikely in the register crosses without its numbers: a date that many have in common points at
 * nobody, how many they were might. */
#include "stages/protect/protect.h"

bool protect_checks(const struct table *checks, const char *directory, struct fault *f)
{
    struct rows *rows = rows_new(schema_find("public_checks"));
    char path[4096];
    bool ok;

    for (size_t row = 0; row < table_rows(checks); row++) {
        rows_begin(rows);
        rows_text(rows, "check", table_text(checks, row, "check"));
        rows_date(rows, "date", table_date(checks, row, "date"));
        rows_text(rows, "verdict", table_text(checks, row, "verdict"));
    }
    snprintf(path, sizeof path, "%s/public_checks.csv", directory);
    ok = rows_write(rows, path, f);
    rows_free(rows);
    return ok;
}
