/* earlier_indicators_rooms.h - what the rooms that compare today's indicators with those of an earlier report share:
 * earlier_indicators_rows.c finds the rows of then that a row of today was, earlier_indicators.c compares their
 * numbers, earlier_indicators_sums.c knows what those of then were together. */
#ifndef STAGE_PROTECT_EARLIER_INDICATORS_ROOMS_H
#define STAGE_PROTECT_EARLIER_INDICATORS_ROOMS_H

#include "stages/protect/earlier_indicators.h"
#include "stages/protect/indicators_rooms.h"

enum { WHOLE, COUNTED, OTHERS, OWN_STAFF, MOST_CELLS, MOST_KEYS = 5, KEY_LENGTH = 1024, LONG_NAME = 4 * LINKED_NAME };

/* What an earlier report told of one number. */
struct told_number {
    bool any;
    double value, slack; /* NaN: withheld; the value may be so much more or less */
};

/* The two tables, and which numbers of their rows are of whom. */
struct kind {
    const char *keys[MOST_KEYS]; /* beside the district; NULL after the last */
    size_t n_cells;
    size_t (*quantity)(const struct indicators *all, size_t row, size_t cell);
    struct told_number (*told)(const struct comparison *c, const struct table *then, size_t row, size_t cell);
};

/* One table of today, and the same of then, laid beside each other. */
struct look {
    struct comparison *c;
    const struct indicators *all;
    const struct kind *kind;
    const struct table *now, *then;
    struct dictionary *nows, *thens; /* rows of today, and of then by what is today's, by key */
    size_t *now_rows;                /* by key */
    size_t now_capacity;
    size_t *first, *next; /* the rows of then of a key, one after the other; SIZE_MAX after the last */
    size_t first_capacity;
    size_t *same;             /* by row of then and cell: the quantity that it is */
    struct dictionary *exact; /* rows of then, by key */
    size_t *exact_rows, exact_capacity;
    struct dictionary *places; /* districts that the report told of */
    struct dictionary *others; /* relations of the city of then that say something new */
};

/* ---- earlier_indicators_rows.c ---- */

/* Finds the rows of both; look_end() frees what the look has. */
struct look look_begin(struct comparison *c, const struct indicators *all, bool answers);
void look_end(struct look *x);

bool look_is_of_indicators(const struct look *x); /* else of answers */
/* Published figures and comparisons with others are told as they were told elsewhere. */
bool look_is_own(const struct look *x, const struct table *t, size_t row);
/* The city of the row was summed from its districts. */
bool look_is_summed(const struct look *x, const struct table *t, size_t row);
/* All that a row is of, with that district, and that group unless NULL, for its own; returns its length. */
size_t look_key(const struct kind *kind, const struct table *t, size_t row, const char *district, const char *group,
                char key[KEY_LENGTH]);
/* SIZE_MAX where there is none of that key. */
size_t look_row(const struct dictionary *keys, const size_t *rows, const char *key, size_t n);
/* The first row of then of what a row of today is of, in what has become that district. */
size_t look_first(const struct look *x, size_t row, const char *district);

/* ---- earlier_indicators_sums.c ---- */

/* When all of today's rows have been compared: what numbers of then alone were, together and with others. */
void look_join_sums(const struct look *x);

#endif
