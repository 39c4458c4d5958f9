/* suppression.h - primary suppression: which single values may not be shown, whatever else is published.
 *
 * Rules: a count of 1 to threshold - 1 is withheld; everything about a group of fewer persons than the group threshold
 * is withheld, a count of 0 too, for it says that none of a handful left; a value from which a withheld count could be
 * worked out by one multiplication or subtraction within its own row is withheld with it. Values that other rows give
 * away are the business of secondary suppression (closure.h), not of this module. */
#ifndef DISCLOSURE_SUPPRESSION_H
#define DISCLOSURE_SUPPRESSION_H

#include <stdbool.h>

enum suppression_rule {
    SUPPRESSION_NONE,     /* may be shown */
    SUPPRESSION_COUNT,    /* a small count */
    SUPPRESSION_GROUP,    /* a small group */
    SUPPRESSION_DERIVED,  /* gives a withheld value away, or rests on one */
    SUPPRESSION_LINKED,   /* else a withheld value could be worked out through other rows or tables */
    SUPPRESSION_LEFT_OUT, /* the settings leave its whole table out */
};

struct suppression_limits {
    double count_threshold; /* counts from 1 to below this are withheld */
    double group_threshold; /* groups of fewer persons are withheld */
};

/* `persons` is the number of persons behind the value; NaN where nobody counted them: then the rule for groups uses
 * `stand_in`, for instance the person-years. */
enum suppression_rule suppression_of_count(const struct suppression_limits *limits, double count, double persons,
                                           double stand_in);
enum suppression_rule suppression_of_group(const struct suppression_limits *limits, double persons, double stand_in);
/* Of `count` persons out of `whole`: those who remain, whole - count, are a count too, and a reader can subtract.
 * Nobody remaining of a large group may be told, as nobody counted may. */
enum suppression_rule suppression_of_share(const struct suppression_limits *limits, double count, double whole,
                                           double persons);

/* NONE where every one of them is NONE, LEFT_OUT where one is left out, else DERIVED. */
enum suppression_rule suppression_of_derived(enum suppression_rule one, enum suppression_rule other);

/* "count", "group", "derived", "linked", "left_out"; "" for none. */
const char *suppression_word(enum suppression_rule rule);

#endif
