#include "pipeline/publish/rounded.h"

#include "pipeline/base/memory.h"
#include "pipeline/table/table.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct rounded {
    struct table *columns; /* public_rounding.csv */
};

bool rounded_read(const char *folder, struct rounded **out, struct fault *f)
{
    struct table *t = NULL;
    char path[4096];

    *out = NULL;
    snprintf(path, sizeof path, "%s/public_rounding.csv", folder);
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return true;
    if (!table_read(path, schema_find("public_rounding"), &t, f))
        return false;
    *out = memory_zeroed(1, sizeof **out);
    (*out)->columns = t;
    return true;
}

void rounded_free(struct rounded *r)
{
    if (r != NULL)
        table_free(r->columns);
    free(r);
}

static int base_in(const struct rounded *r, size_t row)
{
    double base = table_real(r->columns, row, "base");

    return base > 0 ? (int) base : 0;
}

int rounded_base(const struct rounded *r, const char *table, const char *column)
{
    for (size_t row = 0; r != NULL && row < table_rows(r->columns); row++)
        if (table_is(r->columns, row, "table", table) && table_is(r->columns, row, "column", column))
            return base_in(r, row);
    return 0;
}

int rounded_base_of(const struct rounded *r, const char *table, const char *column, double value)
{
    int base = rounded_base(r, table, column);

    return base > 0 && fmod(value, base) == 0 ? base : 0;
}

int rounded_largest_base(const struct rounded *r)
{
    int largest = 0;

    for (size_t row = 0; r != NULL && row < table_rows(r->columns); row++)
        largest = base_in(r, row) > largest ? base_in(r, row) : largest;
    return largest;
}
