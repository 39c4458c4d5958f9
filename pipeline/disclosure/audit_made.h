/* audit_made.h - tables of what is made of several numbers, as the audit reads them after those that they are made of:
 * where one of those is withheld, what is made of it may not be shown. */
#ifndef DISCLOSURE_AUDIT_MADE_H
#define DISCLOSURE_AUDIT_MADE_H

#include "pipeline/base/fault.h"
#include "pipeline/disclosure/audit.h"

/* After audit_tables.h has read the folder. */
bool audit_made_read(struct audit *a, const char *directory, struct fault *f);

#endif
