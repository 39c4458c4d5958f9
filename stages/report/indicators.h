/* indicators.h - tables of what is followed up beside turnover: rows of years or districts, columns of indicators. */
#ifndef STAGE_REPORT_INDICATORS_H
#define STAGE_REPORT_INDICATORS_H

#include "stages/report/report.h"

enum indicator_cell {
    CELL_VALUE,              /* the number */
    CELL_INTERVAL,           /* its limits */
    CELL_VALUE_AND_INTERVAL, /* both, the limits in brackets */
    CELL_STATED,             /* a number or range with its word of precision */
    CELL_COUNT,              /* the numerator */
    CELL_OF,                 /* the denominator */
    CELL_COVERAGE,           /* how many districts report, of how many */
};

struct indicator_column {
    const char *head;
    struct followup_key key; /* the row's period or district is filled in */
    enum indicator_cell cell;
    int decimals;
};

/* A row for each period of the key, or for each district of it in the order of the alphabet and the city last, by
 * whatever its name is where not all districts report; a column without anything in any row is left out. Nothing where
 * no row has anything. False then. */
bool indicator_years(struct report *r, const char *id, const char *caption, struct followup_key rows,
                     const struct indicator_column *columns, size_t n);
bool indicator_districts(struct report *r, const char *id, const char *caption, struct followup_key rows,
                         const struct indicator_column *columns, size_t n);

/* The periods of an own indicator, in order; the caller frees .items. */
struct names indicator_periods(const struct report *r, struct followup_key key);
/* The last of them; NULL where there is none. */
const char *indicator_last(const struct report *r, struct followup_key key);
bool indicator_exists(const struct report *r, const char *indicator);

/* "Källa: ..." of the first row of the key. */
void indicator_source(struct report *r, struct followup_key key);

/* A cell with the count and the share of a row of distributions, "20 (13 %)"; SIZE_MAX: there is no such row. */
void answer_cell(struct report *r, size_t row);

/* The answers to a question: rows of levels or reasons, a column a period; with how many answered and did not. */
bool answers_table(struct report *r, const char *id, const char *caption, const char *question, const char *district,
                   const char *what);

#endif
