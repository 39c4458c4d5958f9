#include "pipeline/disclosure/audit_rows.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool audit_row_open(const char *directory, const char *name, struct table **t, struct fault *f)
{
    char path[4096];

    *t = NULL;
    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return true;
    return table_read(path, schema_find(name), t, f);
}

bool audit_row_same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

const char *audit_row_key(char key[KEY], const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(key, KEY, format, arguments);
    va_end(arguments);
    return key;
}

/* A period of years, or a single one. */
bool audit_row_years(const char *period, int *first, int *last)
{
    size_t length = strlen(period);

    if ((length != 4 && length != 9) || strspn(period, "0123456789-") != length || (length == 9 && period[4] != '-'))
        return false;
    *first = (int) strtol(period, NULL, 10);
    *last = length == 9 ? (int) strtol(period + 5, NULL, 10) : *first;
    return true;
}

/* The number of a cell; SIZE_MAX where it neither is shown nor withheld, for then nobody has such a number. One that is
 * missing where its row says that all is well has been taken out, and is withheld as any other. */
size_t audit_row_number(struct audit *a, struct audit_number *x, const struct table *t, size_t row, const char *column,
                        const char *status_column)
{
    double value = table_real(t, row, column);

    if (isnan(value) && table_is(t, row, status_column, "not_applicable"))
        return SIZE_MAX;
    x->table = table_schema(t)->name;
    x->column = column;
    x->value = value;
    return audit_add(a, x);
}

double audit_row_shown(const struct audit *a, size_t number)
{
    return number == SIZE_MAX ? (double) NAN : audit_at(a, number)->value;
}

void audit_row_equal(struct audit *a, const char *family, const char *name, size_t one, size_t other)
{
    audit_join(a, family, name, one, 1);
    audit_join(a, family, name, other, -1);
}

/* A rate or a limit that is shown tells the count where the group is shown, and the other way. */
void audit_row_give_away(struct audit *a, const struct table *t, size_t row, const char *const columns[], size_t n,
                         size_t count, size_t group)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(table_real(t, row, columns[i]))) {
            audit_derived(a, count);
            audit_derived(a, group);
        }
}

bool audit_row_is_among(const char *word, const char *const words[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (audit_row_same(word, words[i]))
            return true;
    return false;
}
