/* links.h - everything that is published, as quantities and the relations between them.
 *
 * A quantity is one number, however many cells show it: the exits of a year stand in three tables and are one quantity.
 * A relation says that quantities add up: a total is its categories, a closing stock is the next year's opening stock,
 * a pool of years is its years. Some quantities stand in no table and are still somebody's number (those who remain,
 * those who left between two horizons): they are hidden. Secondary suppression (closure.h) works on nothing but this.
 *
 * Quantities are known by a name and by their index, in the order of first use. */
#ifndef DISCLOSURE_LINKS_H
#define DISCLOSURE_LINKS_H

#include "pipeline/disclosure/suppression.h"

#include <stddef.h>
#include <stdint.h>

enum links_kind {
    LINKS_COUNT, /* of persons (or records), whole */
    LINKS_GROUP, /* the size of a group: persons, or their person-years */
};

struct quantity {
    enum links_kind kind;
    double value;               /* 0 or more */
    double threshold;           /* its own, see links_threshold(); 0: that of its kind */
    double weight;              /* what withholding it costs the reader; 0: hidden, stands in no table */
    bool mixed;                 /* it may be withheld for other numbers' sake that its table does not show */
    bool known;                 /* whoever wants to know it does, so it protects nobody */
    enum suppression_rule rule; /* NONE: shown */
    bool needed;                /* was tried: others can not do without its being withheld */
    size_t needed_for;          /* 1 + the one that was found to need it; 0: none was */
    bool kept;                  /* is never shown again, needed or not */
    bool rest;                  /* what the others of its one relation leave; links_settle() finds its value */
    bool earlier;               /* stands in an earlier report: nobody can take that back */
    bool guessed;               /* what it was is not known here, see fit.h */
    double years;               /* that each person of a group can be counted for; 0: one, or persons */
    bool large;                 /* the size of a group that is withheld, and that everybody sees is not small */
    size_t group;               /* 1 + the quantity that is the size of the group it is counted in; 0: none */
};

struct links_term {
    size_t quantity;
    double factor;
};

struct links_relation {
    const struct links_term *terms;
    size_t n;
    double down, up; /* how much less and more the sum may be: 0, or for an unknown part that has it */
};

struct links;

struct links *links_new(void); /* the caller's, to links_free() */
void links_free(struct links *l);

/* SIZE_MAX where there is none. */
size_t links_find(const struct links *l, const char *name);
/* Adds a quantity. One that is there already keeps its value, adds the weight (one more cell shows it) and the rule,
 * where it had none. A value that is missing (NaN) or negative is not added: SIZE_MAX. */
size_t links_add(struct links *l, const char *name, const struct quantity *q);

size_t links_size(const struct links *l);
struct quantity *links_at(const struct links *l, size_t i);
const char *links_name(const struct links *l, size_t i);
/* It must be able to be anything from 0 to this. */
double links_threshold(const struct links *l, const struct suppression_limits *limits, size_t i);

/* Puts a quantity into the relation of that name: the sum of factor × quantity is zero (or, where a delivery does not
 * quite add up, what it is). A quantity that is not there (SIZE_MAX) is one that nobody knows, of
 * 0 or more: what is known beside it still hangs together. One whose factors all have one sign (a sum whose whole is
 * not there) says nothing, and so does one where the known parts are more than their whole, unless one of them is
 * guessed. */
void links_join(struct links *l, const char *relation, size_t quantity, double factor);
bool links_has_relation(const struct links *l, const char *relation);

/* To be called when all is put, before what follows. */
void links_settle(struct links *l);

/* How many relations there are, and each of them. */
size_t links_relations(const struct links *l);
struct links_relation links_relation(const struct links *l, size_t i);

/* The relations that a quantity stands in: *n indices. */
const size_t *links_of(const struct links *l, size_t quantity, size_t *n);

#endif
