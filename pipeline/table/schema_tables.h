/* schema_tables.h - how the schema_*.c declare tables: one file a stage, which schema.c puts together.
 *
 * Only for these files; everybody else asks schema.h. */
#ifndef TABLE_SCHEMA_TABLES_H
#define TABLE_SCHEMA_TABLES_H

#include "pipeline/table/schema.h"

#define SCHEMA_COUNT(array) (sizeof(array) / sizeof(array)[0])

#define TABLE(NAME, PUBLIC, SV, EN, COLUMNS, N_KEY)                                                                    \
    {                                                                                                                  \
        .name = NAME, .public = PUBLIC, .label_sv = SV, .label_en = EN, .columns = COLUMNS,                            \
        .n_columns = SCHEMA_COUNT(COLUMNS), .n_key = N_KEY                                                             \
    }

/* Beside a value that may be withheld. */
#define STATUS(name, sv, en)                                                                                           \
    {                                                                                                                  \
        name, COLUMN_CODE, "", sv, en                                                                                  \
    } /* empty: published | withheld | not_applicable | preliminary */

/* Tables that follow each other in the chain. */
struct schema_part {
    const struct schema *tables;
    size_t n;
};

#define SCHEMA_PART(TABLES)                                                                                            \
    {                                                                                                                  \
        TABLES, SCHEMA_COUNT(TABLES)                                                                                   \
    }

extern const struct schema_part schema_clean, schema_turnover, schema_retention, schema_trend, schema_compare;
extern const struct schema_part schema_shards;
extern const struct schema_part schema_indicators, schema_public_indicators;
extern const struct schema_part schema_public, schema_public_trend, schema_public_retention, schema_public_compare;
extern const struct schema_part schema_public_sources, schema_report;

#endif
