/* file_name.h - what may not stand in the name of a file of a delivery: the report tells which files it is made of. */
#ifndef INTAKE_FILE_NAME_H
#define INTAKE_FILE_NAME_H

#include "pipeline/base/fault.h"

/* Fails where a personal identity number stands in `path`, relative to the delivery, of somebody who may be employed:
 * born at least 15 years before `year`. The fault names the file with its digits masked. */
bool file_name_check(const char *path, int year, struct fault *f);

/* The year that it is. */
int file_name_year(void);

#endif
