/* tables.h - what was counted, as tables: cells.csv, flows.csv and rates.csv. */
#ifndef STAGE_TURNOVER_TABLES_H
#define STAGE_TURNOVER_TABLES_H

#include "pipeline/staff/aggregate.h"
#include "stages/turnover/counted.h"

/* cells.c and tables.c. `c` NULL: the delivery has no register, and cells have no rows. Neither has them where windows
 * are longer than months. Finished counts have flows where they have the months of a year. */
bool tables_write_cells(const char *path, const struct plan *plan, const struct counted *c, struct fault *f);
bool tables_write_flows(const char *path, const struct plan *plan, const struct counted *c, const struct aggregates *a,
                        struct fault *f);

/* rates.c. Either may be missing (NULL, no items). Fails where both tell of the same time. */
bool tables_write_rates(const char *path, const struct plan *plan, const struct counted *c, const struct aggregates *a,
                        struct fault *f);

#endif
