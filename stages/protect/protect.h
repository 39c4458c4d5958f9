/* protect.h - what the rooms of the stage share: the limits in force, the log of what was withheld, and one way to put
 * a value into a public row. */
#ifndef STAGE_PROTECT_H
#define STAGE_PROTECT_H

#include "pipeline/disclosure/catalogue.h"
#include "pipeline/disclosure/dominance.h"
#include "pipeline/disclosure/links.h"
#include "pipeline/disclosure/suppression.h"
#include "pipeline/table/rows.h"
#include "pipeline/table/table.h"

struct protect {
    struct suppression_limits limits;
    struct dominance_limits dominance;
    double survey_threshold;     /* what describes a group, like absence and answers, is of so many persons or more */
    bool coarse;                 /* a small city: its occupations are divided no further */
    bool undivided;              /* a city not so small: gender is told of it, and not of its occupations */
    bool ungendered;             /* a small city, too: its exits are not divided into women's and men's */
    bool again;                  /* there are earlier reports */
    bool pooled;                 /* those hired in several years together are told of */
    const char *const *left_out; /* tables that are not told at all */
    size_t n_left_out;
    bool *untold;              /* rows of rates.csv that stand in no public table: nobody_untold() */
    struct links *links;       /* all that is published, with what closure_close() said of it */
    struct dictionary *broken; /* districts of which a year is withheld by its own rule: linked_rates() */
    struct rows *log;          /* protection.csv */
    struct rows *withheld;     /* per public table: values, and how many are not shown */
};

/* One public table in the making: its rows, and how many of its values are shown and withheld. */
struct release {
    struct protect *protect;
    struct rows *rows;
    const char *table;
    size_t n_values;
    size_t n_withheld;
    size_t n_left_out; /* of those, because their whole table is */
};

void release_begin(struct release *r, struct protect *p, const char *table);

/* Puts `value` under `column`, or NaN where `rule` says so, with the log; a status column, where there is one, says
 * `withheld`, or `preliminary`, or nothing. Column and status column begin in a row begun by rows_begin(r->rows). */
void release_value(struct release *r, const char *column, const char *status_column, double value,
                   enum suppression_rule rule, bool preliminary);

/* Writes DIRECTORY/TABLE.csv, adds the table to withheld.csv, frees the rows. */
bool release_write(struct release *r, const char *directory, struct fault *f);

/* Whether a row of rates.csv stands in the table of an entry of the catalogue. */
bool protect_publishes(const struct protect *p, const struct catalogue_entry *entry, const struct table *rates,
                       size_t row);

/* The settings leave out the whole table. */
bool protect_leaves_out(const struct protect *p, const char *table);

/* The rooms: each makes its public tables from private ones. */
bool protect_rates(struct protect *p, const struct table *rates, const char *directory, struct fault *f);
/* The tables of the stage trend. */
struct protect_tests {
    const struct table *breaks, *verdicts, *fits, *robustness;
};
bool protect_trend(struct protect *p, const struct table *rates, const struct protect_tests *from,
                   const char *directory, struct fault *f);
/* Which series of years are told as a whole, into rows of shown_series.csv. */
void protect_shown_series(const struct protect *p, const struct table *rates, struct rows *rows);
/* The tables of the stage retention. */
struct protect_stays {
    const struct table *survival, *retention, *causes, *medians, *tests;
};
struct horizons;
bool protect_stays(struct protect *p, const struct protect_stays *from, const struct horizons *judged,
                   const char *directory, struct fault *f);
bool protect_tenure(struct protect *p, const struct table *rates, const struct table *tenure_rates,
                    const char *directory, struct fault *f);
bool protect_checks(const struct table *checks, const char *directory, struct fault *f);
bool protect_intake(struct protect *p, const struct table *intake, const struct table *rejects, const char *directory,
                    struct fault *f);
/* Whether the count behind a row of rates.csv is shown; DERIVED where the catalogue does not publish it. */
enum suppression_rule protect_numerator(const struct protect *p, const struct table *rates, size_t row);

#endif
