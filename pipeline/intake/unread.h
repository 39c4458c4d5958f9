/* unread.h - files of a delivery that nothing reads, though they look as if they were meant to be: one that is called
 * codes/units.csv, or an extract beside staff/ and not in it, would be missed by nobody. */
#ifndef INTAKE_UNREAD_H
#define INTAKE_UNREAD_H

#include "pipeline/base/fault.h"

/* `path` is relative to the delivery ("codes/unit.csv"). Fails, at `full`, on a file in codes/ or text/ that has no
 * meaning there, and on a table (csv, txt, tsv or a workbook) anywhere else that none of the names of a delivery is;
 * the name that was most likely meant is told. What lies in staff/, counts/ and indicators/ is judged where it is read;
 * a README and what is no table are nobody's business. */
bool unread_check(const char *path, const char *full, struct fault *f);

#endif
