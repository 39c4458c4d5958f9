/* audit_indicators.h - what the rooms that read the tables of the indicators for the audit share: audit_indicators.c
 * knows what each row counts, audit_indicators_sums.c what that adds up to with other rows. */
#ifndef DISCLOSURE_AUDIT_INDICATORS_H
#define DISCLOSURE_AUDIT_INDICATORS_H

#include "pipeline/disclosure/audit_rows.h"

struct audit_indicator_quantity {
    const char *counts; /* NULL: nothing that is protected */
    enum audit_kind kind;
    bool described;
    bool rounded; /* to a tenth */
};

/* The numbers of a row: of the denominator, the numerator, and the denominator less the numerator. */
enum { AUDIT_INDICATOR_WHOLE, AUDIT_INDICATOR_COUNTED, AUDIT_INDICATOR_OTHERS, AUDIT_INDICATOR_NUMBERS };

struct audit_indicator_shape {
    const char *indicator;
    struct audit_indicator_quantity quantities[AUDIT_INDICATOR_NUMBERS];
    bool from_percent; /* the numerator is told by the value alone */
    bool has_parts;    /* categories are parts of all */
};

struct audit_indicator_row {
    const struct audit_indicator_shape *shape; /* NULL: nothing of it is protected */
    size_t numbers[AUDIT_INDICATOR_NUMBERS];   /* in the audit; SIZE_MAX: it has none */
    double slack[AUDIT_INDICATOR_NUMBERS];     /* how far each may be from what it is a part of, or the whole of */
};

/* The numbers of a row, put into the audit where they are not there yet. */
struct audit_indicator_row audit_indicator_row(struct audit *a, const struct table *t, size_t row);

/* What those who answered think: no secret, but that all of them think so is. */
bool audit_indicator_is_opinion(const struct audit_indicator_quantity *q);
/* One number of a row, as the audit calls it, for those who lay two reports beside each other. */
struct audit_cell {
    const char *table, *column;
    char key[KEY];
    enum audit_kind kind;
    bool described, opinion;
    double value, slack; /* NaN: withheld; it may be so much more or less */
};

/* The i-th number of a row of public_indicators, AUDIT_INDICATOR_NUMBERS of them, with `district` for its district;
 * false where it has none. */
bool audit_indicator_cell(const struct table *t, size_t row, size_t i, const char *district, struct audit_cell *out);
/* The same of public_distributions, AUDIT_ANSWER_NUMBERS of them: how many answered, and so. */
enum { AUDIT_ANSWER_NUMBERS = 2 };
bool audit_answer_cell(const struct table *t, size_t row, size_t i, const char *district, struct audit_cell *out);

bool audit_indicator_is_all(const struct table *t, size_t row, const char *column);
/* The number of what is counted in the row, with another category and group than the row's; SIZE_MAX where there is
 * none. */
size_t audit_indicator_find(const struct audit *a, const struct table *t, size_t row, const char *counts,
                            const char *category, const char *group);
/* Person-years of the row's period and district, where they are those of the tables of staff; SIZE_MAX: they are not.
 */
size_t audit_indicator_person_years(const struct audit *a, const struct table *t, size_t row);

/* ---- audit_indicators_sums.c ---- */

/* What the numbers of a row are parts of. */
void audit_indicator_join_parts(struct audit *a, const struct table *t, size_t row,
                                const struct audit_indicator_row *r);

#endif
