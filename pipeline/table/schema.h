/* schema.h - every table that stages exchange, declared once.
 *
 * From a declaration come the header line and the order of the columns, the checks of the reader, the writer, the
 * labels in both languages and datapackage.json. Tables are plain CSV: UTF-8, LF, comma, RFC 4180, decimal point, no
 * comment lines, rows sorted by the key, missing real NaN, missing text empty. Declarations live for ever; nothing here
 * is freed. */
#ifndef TABLE_SCHEMA_H
#define TABLE_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

enum column_type {
    COLUMN_TEXT,    /* UTF-8, may be empty */
    COLUMN_CODE,    /* one of a few words; empty only where the schema says optional */
    COLUMN_INTEGER, /* base 10, optional minus; NaN where missing */
    COLUMN_REAL,    /* decimal point; NaN where missing, Inf allowed */
    COLUMN_DATE,    /* 2019-01-31; empty where missing */
};

struct column {
    const char *name; /* snake_case English */
    enum column_type type;
    const char *unit;     /* "persons", "person-years", "per 100 person-years", "" */
    const char *label_sv; /* heading in the report and the workbook */
    const char *label_en;
};

struct schema {
    const char *name; /* file name without .csv */
    bool public;      /* true: may stand in public/ */
    const char *label_sv;
    const char *label_en;
    const struct column *columns;
    size_t n_columns;
    size_t n_key; /* the first n_key columns are the key: unique, and rows are sorted by them (see stream.h) */
};

/* NULL where no table has that name. */
const struct schema *schema_find(const char *name);

/* All tables, in the order of the chain. */
const struct schema *schema_all(size_t *n);

/* The index of a column; n_columns where there is none of that name. */
size_t schema_column(const struct schema *s, const char *name);

#endif
