/* audit_tables.h - the public tables as an attacker reads them: which numbers there are, and what they add up to. */
#ifndef DISCLOSURE_AUDIT_TABLES_H
#define DISCLOSURE_AUDIT_TABLES_H

#include "pipeline/base/fault.h"
#include "pipeline/disclosure/audit.h"

/* Reads the public tables of a folder, those that are there, into the audit. Nothing but that folder is read. */
bool audit_read(struct audit *a, const char *directory, struct fault *f);

/* The same of an earlier report, between audit_edition_begin() and its end: the tables of persons, whose numbers add up
 * with those of other reports. */
bool audit_read_earlier(struct audit *a, const char *directory, struct fault *f);

#endif
