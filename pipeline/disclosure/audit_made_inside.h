/* audit_made_inside.h - what the rooms that read tables of what is made of several numbers share (audit_made.h). */
#ifndef DISCLOSURE_AUDIT_MADE_INSIDE_H
#define DISCLOSURE_AUDIT_MADE_INSIDE_H

#include "pipeline/disclosure/audit_rows.h"

/* The public tables that rows are held against; NULL where the folder has none. */
struct made {
    struct audit *audit;
    struct table *city, *verdicts, *heterogeneity, *retention;
};

typedef void read_made(const struct made *m, const struct table *t, size_t row);

/* One of the columns has a number in the row. */
bool made_any_shown(const struct table *t, size_t row, const char *const columns[], size_t n);
#define ANY_SHOWN(t, row, columns) made_any_shown(t, row, columns, sizeof(columns) / sizeof(columns)[0])

/* audit_made_stays.c: of public_survival.csv, definitions.csv (T13) and public_median_stay.csv. */
read_made made_read_survival, made_read_half, made_read_median;

#endif
