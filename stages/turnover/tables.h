/* tables.h - what was counted, as tables: cells.csv, flows.csv and rates.csv. */
#ifndef STAGE_TURNOVER_TABLES_H
#define STAGE_TURNOVER_TABLES_H

#include "pipeline/staff/aggregate.h"
#include "pipeline/staff/balance_sums.h"
#include "pipeline/staff/plan.h"
#include "pipeline/table/rows.h"

/* A register that has been counted. */
struct counted {
    struct windows windows;
    struct register_names names;
    struct register_facts facts;
    struct population population;
};

/* `c` NULL: the delivery has no register, and cells and flows have no rows. Neither has them where windows are longer
 * than months. */
bool tables_write_cells(const char *path, const struct plan *plan, const struct counted *c, struct fault *f);
bool tables_write_flows(const char *path, const struct plan *plan, const struct counted *c, struct fault *f);

/* Either may be missing (NULL, no items). Fails where both tell of the same time. */
bool tables_write_rates(const char *path, const struct plan *plan, const struct counted *c, struct aggregates *a,
                        struct fault *f);

/* What an attribute's value is called in the tables; ATTRIBUTE_ALL is `all`, an empty name `unknown`. `room` is used
 * for bands. */
const char *tables_word(const struct plan *plan, const struct counted *c, const struct cell_key *key, enum attribute a,
                        char room[BAND_LABEL]);

/* The rows of rates.csv from a register, and from finished counts. */
bool rates_of_register(struct rows *rows, const struct plan *plan, const struct counted *c, struct fault *f);
void rates_of_aggregates(struct rows *rows, const struct plan *plan, const struct aggregates *a);

/* One row. `key` has the district and so on; group may be NULL. */
struct rate_row {
    const char *grouping, *definition, *period;
    const char *attribute[N_ATTRIBUTES];
    const char *cause;
    int32_t start, last;
    double persons;
};
void rates_put(struct rows *rows, const struct plan *plan, const struct rate_row *row, const struct measure *m);

#endif
