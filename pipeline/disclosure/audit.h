/* audit.h - what an attacker with a linear solver finds out from the public tables alone.
 *
 * Shares no code with what chose the suppressions (links, shift, slice, closure), and knows nothing that a reader does
 * not: numbers that are shown, cells that are withheld, and which numbers add up. For every withheld number it solves
 * the least and the most that it can be. A count that may be 1 to threshold - 1 must be able to be anything from 0 to
 * the threshold, the size of a group anything from 0 to the group's threshold,
 *
 *   also for whoever is counted in any other withheld cell himself, and knows it,
 *   also for whoever knows the thresholds, and so that something near must have been small, or of a small group.
 *
 * Every number that is withheld is judged, whatever it was withheld for, for a reader can not tell why. Accepted are,
 * beside those that can be all that they must,
 *
 *   a number that can be no small one, because the least that it can be is the threshold: what an attacker gains is
 *   what it nearly or exactly is, and that is no secret of a large number. If it leads on to a small one, that one is
 *   found, for all relations are solved together;
 *   not so a count in a group that is withheld too: none or all of a small group are no small numbers, and give each
 *   of them away. It is like any other only where the least that the group can be shows that it is large, which of
 *   person-years of several years takes as many as the threshold in each;
 *   a range that the earlier reports, read without this one, leave as narrow: an attacker had it before. What he gains
 *   is that those years have not been revised.
 *
 * A relation is dropped, with all of its family, where numbers that are all shown do not keep to it; the list of what
 * was dropped is part of the result. */
#ifndef DISCLOSURE_AUDIT_H
#define DISCLOSURE_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum audit_kind {
    AUDIT_COUNT,
    AUDIT_GROUP,        /* the size of a group */
    AUDIT_UNSEEN,       /* a count that stands in no table, but follows from those that do */
    AUDIT_UNSEEN_GROUP, /* the size of a group that does */
};

struct audit_number {
    enum audit_kind kind;
    const char *table, *key, *column; /* where it stands; copied */
    double value;                     /* NaN: withheld, or unseen */
    bool small_group;                 /* the group that it is counted in is withheld too */
    size_t group;                     /* 1 + the size of that group; 0: nobody can see that it is no small one */
    double years;                     /* that each person of a group can be counted for; 0: one, or persons */
    bool mixed;                       /* may be withheld for the sake of what is unseen */
    bool described;                   /* a group of whom something is told: of as many as the threshold for surveys */
    bool open;                        /* is no secret however small */
    bool opinion;                     /* of those who answered: no secret, but that all of them share it is */
    bool told;                        /* an earlier report showed it: nobody can take that back */
    double blur;                      /* unseen: it may seem so much more, by the rounding of what it is made of */
    bool absent;                      /* an earlier report told nothing of it beside the others: that there is nobody */
    bool revealed;                    /* what it is was said: audit_reveal() */
    double truth;
};

enum audit_verdict {
    AUDIT_SAFE,
    AUDIT_NARROW,  /* the numbers that it can be leave out some of those that they must not */
    AUDIT_OWN,     /* so for somebody who is counted in another cell */
    AUDIT_RULE,    /* so for somebody who knows the thresholds */
    AUDIT_DERIVED, /* a number that is made of it is shown */
    AUDIT_FEW,     /* it is shown: a count of a few */
    AUDIT_SMALL,   /* it is shown: the size of a small group */
    AUDIT_ALIKE,   /* it is shown: that all of a group are alike */
    AUDIT_HELD,    /* it is shown: person-years that a few may hold most of */
    AUDIT_UNFIT,   /* no numbers fit all the relations: what the audit believes is false, and nothing is judged */
};

struct audit_finding {
    size_t number;
    double least, most; /* INFINITY: no bound */
    enum audit_verdict verdict;
};

struct audit;

struct audit *audit_new(double count_threshold, double group_threshold); /* to audit_free() */
void audit_free(struct audit *a);
/* Groups that are described must be able to be anything from 0 to this, where it is more than the group threshold. */
void audit_set_survey_threshold(struct audit *a, double threshold);

/* Person-years that so many persons may hold more than so many percent of must not be shown; 0 percent: they may. */
void audit_set_dominance(struct audit *a, double contributors, double percent);

/* The number is known from now on by what is returned. Two with the same table, key and column are one. */
size_t audit_add(struct audit *a, const struct audit_number *number);
/* SIZE_MAX where there is none. */
size_t audit_find(const struct audit *a, const char *table, const char *key, const char *column);
const struct audit_number *audit_at(const struct audit *a, size_t number);

/* Puts a number into the relation FAMILY of that name: the sum of factor × number is zero. SIZE_MAX is one that nobody
 * tells, of 0 or more; a relation whose factors all have one sign says nothing. */
void audit_join(struct audit *a, const char *family, const char *name, size_t number, double factor);
bool audit_has(const struct audit *a, const char *family, const char *name);

/* How far a relation may be from zero by what was said so far; 0 where there is none of that name. */
double audit_slack(const struct audit *a, const char *family, const char *name);

/* The relation is known by what this report shows: whoever has the earlier ones alone does not know of it. */
void audit_now(struct audit *a, const char *family, const char *name);

/* The family is not used where nothing fits it and all that is shown: it says what follows from files that need not
 * agree. */
void audit_doubt(struct audit *a, const char *family);

/* How far a relation may be from zero: numbers of two reports that differ by no more than what was registered late. */
void audit_allow(struct audit *a, const char *family, const char *name, double slack);

/* So much more than was allowed so far: what is shown of it is rounded. */
void audit_loosen(struct audit *a, const char *family, const char *name, double slack);

/* Until the end, tables are those of an earlier report. What has the same table, key and column as a number of this one
 * is the same number, but for keys that were said to be apart: those are of other persons, or have been revised. Of a
 * number that is withheld today, and was shown then, what was shown is what it is. */
void audit_edition_begin(struct audit *a, const char *edition);
void audit_edition_apart(struct audit *a, const char *table, const char *key);
/* The counts that it shows in that column are multiples of `base`, rounded. What one of them was lies within half of
 * it: of the same persons it is what this report shows, if it shows it, and else so much more or less than the rounded
 * one. Numbers that are no multiples were not rounded, and none is none. */
void audit_edition_rounded(struct audit *a, const char *table, const char *column, int base);
void audit_edition_end(struct audit *a);
bool audit_is_earlier(const struct audit *a); /* between the two */
/* The number of that report alone, if it is one; SIZE_MAX where it has none of its own. */
size_t audit_edition_find(const struct audit *a, const char *edition, const char *table, const char *key,
                          const char *column);

/* The table is not told at all, whatever its numbers are: for whoever knows the rules it is not for one of them. */
void audit_left_out(struct audit *a, const char *table);

/* The last day of all that are told of: so far people were followed. "" where none is. */
void audit_extracted(struct audit *a, const char *day);
const char *audit_last_extraction(const struct audit *a);

/* An earlier report showed it, or all that it is made of. */
void audit_told(struct audit *a, size_t number);
/* An earlier report had the others, and not it: that nobody is there is no find, but whoever has come since is. */
void audit_absent(struct audit *a, size_t number);
size_t audit_size(const struct audit *a); /* of the numbers */

/* What a withheld number is, said by who knows it. Then the audit also looks for whoever knows that he was the only one
 * in another cell, and asks of a small number that knowing the rules does not tell that it is not none; of a large one
 * that tells nothing, and a reader can not see which is which. */
void audit_reveal(struct audit *a, size_t number, double truth);

/* A shown number that is made of this one gives it away where this one is withheld. */
void audit_derived(struct audit *a, size_t number);

/* Solves it all. The findings, one for each withheld number, are the audit's. */
const struct audit_finding *audit_solve(struct audit *a, size_t *n);

/* By what that which is not safe was found out: sets of numbers that this report shows and no earlier one did, numbered
 * from 0, each followed by its members, and how often each is counted. Where one of a set were withheld, what was found
 * would not follow in that way. False past the last. */
bool audit_reason(const struct audit *a, size_t i, size_t *set, size_t *number, double *weight);

/* The numbers that are shown and must not be, the caller's to free(): counts of 1 to the threshold less one, groups of
 * fewer than theirs, sums that a few may hold most of. What an earlier report showed is shown. */
struct audit_finding *audit_shown(const struct audit *a, size_t *n);

/* Families that were not used: i-th, or NULL past the last. */
const char *audit_dropped(const struct audit *a, size_t i);

/* "", "narrow", "own", "rule", "derived", "few", "small", "alike", "held", "unfit". */
const char *audit_word(enum audit_verdict verdict);

#endif
