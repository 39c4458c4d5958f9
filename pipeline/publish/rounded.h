/* rounded.h - which counts of an edition are rounded, and to what: its own public_rounding.csv says so. */
#ifndef PUBLISH_ROUNDED_H
#define PUBLISH_ROUNDED_H

#include "pipeline/base/fault.h"

struct rounded;

/* Of the public tables in `folder`; where the table is not there nothing is rounded, and *out is NULL. The caller
 * frees, also after a failure. */
bool rounded_read(const char *folder, struct rounded **out, struct fault *f);
void rounded_free(struct rounded *r); /* NULL is fine */

/* What the counts in a column are multiples of; 0: they are as they were. A column may hold other numbers too, as
 * person-years among the denominators: those are not multiples. NULL: nothing is rounded. */
int rounded_base(const struct rounded *r, const char *table, const char *column);
/* The same of one number: 0 also where it is no multiple. */
int rounded_base_of(const struct rounded *r, const char *table, const char *column, double value);
int rounded_largest_base(const struct rounded *r);

#endif
