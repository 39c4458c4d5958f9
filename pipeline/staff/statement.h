/* statement.h - statements.csv of a delivery: what has been said in public, and the test that each is put to.
 *
 * Columns: statement, source, date, test, and what the test asks for: indicator, category, district, from, to,
 * least_percent. */
#ifndef STAFF_STATEMENT_H
#define STAFF_STATEMENT_H

#include "pipeline/base/fault.h"

#include <stddef.h>

enum statement_test {
    STATEMENT_TURNOVER_FELL,
    STATEMENT_FELL_IN_SEVERAL,
    STATEMENT_MIXED_IN_DISTRICTS,
    STATEMENT_YEAR_DEVIATES,
    STATEMENT_INDICATOR_FELL,
    STATEMENT_INDICATOR_ROSE,
    STATEMENT_ABOVE_THE_REST,
    STATEMENT_CAUSE,
};

struct statement {
    char *text, *source, *date, *indicator, *category, *district, *from, *to;
    enum statement_test test;
    double least_percent; /* how much less or more is enough; 0: any difference */
};

struct statements {
    struct statement *items;
    size_t n, capacity;
};

/* path NULL, "", or no such file: none. Fails with file, line and column on a test that nobody knows, on what a test
 * needs and has not, on an indicator that is none. The caller frees, also after a failure. */
bool statements_read(const char *path, struct statements *out, struct fault *f);
void statements_free(struct statements *all);

#endif
