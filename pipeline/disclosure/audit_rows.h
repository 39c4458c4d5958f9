/* audit_rows.h - what the rooms that read public tables for the audit share (audit_tables.h): audit_staff.c,
 * audit_definitions.c, audit_paths.c, audit_stays.c and audit_series.c each read rows of some tables, in the order of
 * audit_tables.c.
 */
#ifndef DISCLOSURE_AUDIT_ROWS_H
#define DISCLOSURE_AUDIT_ROWS_H

#include "pipeline/base/fault.h"
#include "pipeline/disclosure/audit.h"
#include "pipeline/table/table.h"

enum { KEY = 512 };

typedef void read_row(struct audit *a, const struct table *t, size_t row);

/* ---- audit_rows.c ---- */

/* A table of a folder; *t is NULL where there is none. The caller's, to table_free(). */
bool audit_row_open(const char *directory, const char *name, struct table **t, struct fault *f);
bool audit_row_same(const char *a, const char *b);
bool audit_row_is_among(const char *word, const char *const words[], size_t n);
/* Writes a key as printf does, and returns it. */
const char *audit_row_key(char key[KEY], const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A period of years, or a single one; false where it is neither. */
bool audit_row_years(const char *period, int *first, int *last);
/* The number of a cell; SIZE_MAX where it neither is shown nor withheld, for then nobody has such a number. */
size_t audit_row_number(struct audit *a, struct audit_number *x, const struct table *t, size_t row, const char *column,
                        const char *status_column);
/* NaN where it is withheld, or is not there. */
double audit_row_shown(const struct audit *a, size_t number);
/* One number under two names. */
void audit_row_equal(struct audit *a, const char *family, const char *name, size_t one, size_t other);
/* A rate or a limit that is shown tells the count where the group is shown, and the other way. */
void audit_row_give_away(struct audit *a, const struct table *t, size_t row, const char *const columns[], size_t n,
                         size_t count, size_t group);

/* ---- audit_staff.c ---- */

/* Numbers that rows of other tables are, or are made of. */
size_t audit_row_find_city(const struct audit *a, const char *period, const char *occupation, const char *dimension,
                           const char *category, const char *column);
size_t audit_row_find_item(const struct audit *a, const char *period, const char *occupation, const char *item);
/* Of each of these years it is told that nobody changed from one occupation to another. When the balance is read. */
bool audit_row_nobody_changes(const struct audit *a, int first, int last);
/* A number of several years is the sum of theirs; `first`: they are not in the relation yet. */
void audit_row_join_pool(struct audit *a, const char *family, const char *name, bool first, const char *period,
                         size_t pool, const char *table, const char *rest, const char *column);

/* What of the district's year no plan period tells is an unknown part of the sums that the plan's row is in. */
void audit_row_join_unpooled(struct audit *a, const struct table *districts, size_t row, const struct table *plans,
                             size_t plan);

read_row audit_read_mark, audit_read_city, audit_read_district, audit_read_plan, audit_read_balance,
    audit_read_join_stocks, audit_read_join_moves, audit_read_join_bare;

/* ---- audit_definitions.c ---- */

size_t audit_row_find_definition(const struct audit *a, const char *period, const char *occupation,
                                 const char *definition, const char *column);
read_row audit_read_definition, audit_read_join_definition, audit_read_join_lesser;

/* ---- audit_paths.c ---- */

/* The mean of the days of a year; not so person-years that somebody else has counted. */
read_row audit_read_join_person_years;
read_row audit_read_join_paths;

/* ---- audit_stays.c ---- */

read_row audit_read_stay, audit_read_join_hired, audit_read_join_exits, audit_read_cause;
read_row audit_read_extracted;

/* ---- audit_compared.c ---- */

read_row audit_read_compared, audit_read_test;

/* ---- audit_series.c ---- */

read_row audit_read_break, audit_read_verdict, audit_read_fit, audit_read_funnel, audit_read_file, audit_read_reason;
read_row audit_read_left_out;

/* ---- audit_indicators.c, audit_answers.c: what is shown first, for one number may stand in several rows ---- */

read_row audit_read_indicator_shown, audit_read_indicator;
/* Then the wholes, what of them no row tells, and what of that is not of the row's group. */
read_row audit_read_indicator_whole, audit_read_indicator_others;
read_row audit_read_answer_shown, audit_read_answer;

#endif
