/* counts.h - staff where only numbers exist: the files of counts/.
 *
 * Columns (Swedish or English) period, or from and to; unit; occupation; stock_open, stock_close, hires, exits,
 * person_years. A period is 2019, 2019-03, or two dates with both days in it. A figure that is empty or one of the
 * marks of statistics offices for a missing one is missing, never 0. Persons are whole numbers; person-years may have
 * decimals. All words for the whole (whole.h) are one unit and one occupation. Where person_years is missing the
 * exposure is the mean of the stocks (times the length of the period in years), else the closing stock, and marked as
 * such. Balances are not asserted. */
#ifndef INTAKE_COUNTS_H
#define INTAKE_COUNTS_H

#include "pipeline/intake/intake.h"
#include "pipeline/table/rows.h"

/* Reads one file into the rows of counts.csv, with rejects in the findings. Fails where the file can not be read or
 * lacks a column. `seen` holds the keys of all files, so that nothing is counted twice. */
bool counts_read(const struct delivery_file *file, const struct delivery_options *options, uint16_t number,
                 const struct codebook *codebook, struct dictionary *seen, struct rows *rows, struct findings *findings,
                 struct intake *account, struct fault *f);

#endif
