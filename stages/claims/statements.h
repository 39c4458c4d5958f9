/* statements.h - what has been said in public, checked against what is published: confirmed, contradicted, or not to be
 * told.
 *
 * The file is read by staff/statement. A test never answers more than it can: a change whose limits hold 0, numbers
 * that are not shown, and every word of cause are not to be told. */
#ifndef STAGE_CLAIMS_STATEMENTS_H
#define STAGE_CLAIMS_STATEMENTS_H

#include "stages/claims/claims.h"

#include "pipeline/staff/statement.h"

#define CLAIM_CONFIRMED "confirmed"
#define CLAIM_CONTRADICTED "contradicted"
#define CLAIM_NOT_TELLABLE "not_tellable"

/* What a test found. The texts are the caller's. */
struct finding {
    const char *verdict;
    char *sentence; /* what the numbers say */
    char *cells, *test;
};

/* path NULL, "", or no such file: nothing. Fails with file, line and column on a test that nobody knows. */
bool claim_statements(struct claims *c, const char *path, struct fault *f);

/* Tests of turnover, and of indicators: each fills a finding for the statement. */
struct finding statement_turnover_fell(const struct claims *c, const struct statement *s);
struct finding statement_fell_in_several(const struct claims *c, const struct statement *s);
struct finding statement_mixed(const struct claims *c, const struct statement *s);
struct finding statement_year_deviates(const struct claims *c, const struct statement *s);
struct finding statement_indicator_fell(const struct claims *c, const struct statement *s);
struct finding statement_indicator_rose(const struct claims *c, const struct statement *s);
struct finding statement_above_the_rest(const struct claims *c, const struct statement *s);

struct finding statement_not_tellable(char *sentence);

/* The cell of an indicator's row, as claims name it. */
char *claim_indicator(const struct claims *c, size_t row, const char *column);

#endif
