/* earlier_compare.h - one of today's numbers, in the links, against what an earlier report told of it. */
#ifndef STAGE_PROTECT_EARLIER_COMPARE_H
#define STAGE_PROTECT_EARLIER_COMPARE_H

#include "stages/protect/earlier_tables.h"
#include "stages/protect/linked.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/staff/organisation.h"

struct comparison {
    struct protect *p;
    const struct earlier_tables *then;
    const char *edition;
    const struct organisation *organisation;
    struct dictionary *revised; /* years of an occupation of which some number is not what it was */
    struct dictionary *others;  /* years in which a district of today is not one of then */
    bool other_people;          /* the city's occupations are not those that it had: see earlier_people.h */
};

bool compare_is_same(double a, double b);

/* Notes the year of the occupation, where its number of then is shown and is not today's. */
void compare_note_revised(struct comparison *c, const char *table, const char *key, const char *column,
                          const char *period, const char *occupation, double now);
/* What was registered late is of one occupation: another's numbers have not been revised for it. */
bool compare_is_revised(const struct comparison *c, const char *period, const char *occupation);

/* The same persons, then and now. What was withheld stays so: past years have the same holes in every report, and none
 * can be filled from another. `q`: the number in the links; SIZE_MAX: it is not there. */
void compare_same(const struct comparison *c, const char *table, const char *key, const char *column, size_t q);
void compare_keep_withheld(struct quantity *quantity);
/* Of others than then: what was withheld stays so, and what was shown is not this. */
void compare_withheld(const struct comparison *c, const char *table, const char *key, const char *column, size_t q);
/* The report told by its silence that there was none: where that still is so, everybody knows it. It is withheld as any
 * other none of its kind, which the audit asks for, and hides nothing. */
void compare_none(const struct comparison *c, size_t q);
/* Others than then are counted too, or some no longer are: how many is a number that everybody works out. */
void compare_others(const struct comparison *c, const char *key, const char *column, size_t q, double now, double then);
/* A number of everybody, where everybody is of other occupations than then: the same where it is as large. `of`: how
 * many they are of whom the others are counted; INFINITY: nobody knows. */
void compare_people(const struct comparison *c, const char *table, const char *key, const char *column, size_t q,
                    double now, double of);
#endif
