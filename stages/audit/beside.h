/* beside.h - one earlier report laid beside this one: its rows, what of it has been revised since, and which of its
 * districts are which of today's. editions.c joins the two. */
#ifndef STAGE_AUDIT_BESIDE_H
#define STAGE_AUDIT_BESIDE_H

#include "pipeline/base/dictionary.h"
#include "pipeline/disclosure/audit.h"
#include "pipeline/publish/rounded.h"
#include "pipeline/staff/organisation.h"
#include "pipeline/table/table.h"

enum { KEY_ROOM = 768, N_KEYS = 5, N_COLUMNS = 3 };

enum beside_when { YEARS, COHORT }; /* what says when a row is about: its period, or its cohort */

/* A table whose numbers add up with those of other reports. */
struct beside_kind {
    const char *table;
    enum beside_when when;
    const char *keys[N_KEYS];
    const char *columns[N_COLUMNS];
    const char *groups; /* which of them, by digit, are sizes of groups */
};

enum { CITY, PLANS = 5, DISTRICTS, N_KINDS }; /* all of the city come before the last two */
extern const struct beside_kind BESIDE_KINDS[N_KINDS];

struct beside {
    struct audit *audit;
    const char *edition;
    const struct organisation *organisation;
    struct table *tables[N_KINDS]; /* NULL: it has none */
    struct rounded *rounded;       /* its counts that are; NULL: none */
    struct dictionary *revised;    /* years of an occupation of which some number is not what it was */
    int last_year;                 /* that it tells of */
    bool more, fewer;              /* today's city has an occupation that it did not have then; or had, and has not */
    double *by[2];                 /* counts, and sizes of groups: at most by so much */
    size_t capacity[2];
};

/* ---- rows ---- */

/* The key of a row; with `district` not NULL that of the same row of another district. */
const char *beside_key(const struct beside_kind *kind, const struct table *t, size_t row, const char *district,
                       char key[KEY_ROOM]);
/* How the audit calls a column of a row: hires are the same at every horizon. */
const char *beside_key_of_column(const struct beside_kind *kind, const struct table *t, size_t row, const char *column,
                                 char key[KEY_ROOM]);
bool beside_is_group(const struct beside_kind *kind, size_t column);
const char *beside_period(const struct beside_kind *kind, const struct table *t, size_t row);
/* What is registered late is of one occupation, or, of those hired, of one group. */
const char *beside_who(const struct beside_kind *kind, const struct table *t, size_t row);
/* Those between districts that have been merged are none any more, though nothing was revised. */
bool beside_is_moves(const struct beside_kind *kind, const struct table *t, size_t row);
/* Those of a row have been followed as far as it tells of: no more of them will have left by then. */
bool beside_is_finished(const struct beside *b, const struct beside_kind *kind, const struct table *t, size_t row);
int beside_last_year(const struct table *city);
/* NaN where it is withheld, or not there (SIZE_MAX). */
double beside_shown(const struct audit *a, size_t number);

/* ---- who is counted: beside_people.c ---- */

/* Which occupations the city is, then and now. To be called before all that follows. */
void beside_note_people(struct beside *b);
/* It counts others than then: everybody, where everybody is of other occupations. */
bool beside_is_other_people(const struct beside *b, const struct beside_kind *kind, const struct table *t, size_t row);
/* Not one of today's numbers that count others is one of that report too. Between audit_edition_begin() and _end(). */
void beside_people_set_apart(const struct beside *b);
/* How many the others are, of a row whose persons have been followed as far as it tells of. */
void beside_people_join(const struct beside *b, const struct beside_kind *kind, const struct table *t, size_t row);

/* ---- what has been revised ---- */

/* The city's numbers say whether a year has been revised at all; by how much, those of districts too. To be called
 * before the earlier report is read into the audit. */
void beside_note_revised(struct beside *b);
/* 0: it is what it was. A number of several years may have been revised by what each of them was. */
double beside_revised_by(const struct beside *b, const char *period, const char *who, bool group);

/* ---- districts ---- */

/* The district of today that a row of then has become part of. */
const char *beside_today(const struct beside *b, const struct table *t, size_t row);

/* The rows of then, in the year of `like`, that became its district of today. */
struct beside_parts {
    double shown;       /* the sum of what is */
    double least, most; /* that it can have been, where it was rounded */
    size_t n, n_withheld;
    bool itself; /* that district alone */
};
/* Of what it can have been, what lies nearest to `now`. */
double beside_parts_near(const struct beside_parts *parts, double now);
struct beside_parts beside_parts(const struct beside *b, const struct table *t, size_t like, const char *column);
/* It is that district alone, and nothing shows that other persons were counted in it. */
bool beside_is_same_district(const struct beside *b, const struct table *t, size_t row);

#endif
