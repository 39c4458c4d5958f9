/* stays.h - how long people stay, as far as it may be shown: the judgement that every released table hangs on.
 *
 * Published are the city and its occupations by years of hiring, and gender and district for everybody together. Those
 * followed from hiring are, at each horizon, people who left, people who were lost and people who remain. A horizon is
 * shown where the group is not small, enough people left since the horizon shown before it, and enough remain; where
 * one category alone of a split would be withheld, the smallest other one is withheld with it. Shares are of whole
 * percent, so that they do not give away how many were lost, and medians of whole months. Curves go by whole months, in
 * steps of enough people, and no further than the last horizon shown. */
#ifndef STAGE_PROTECT_STAYS_H
#define STAGE_PROTECT_STAYS_H

#include "stages/protect/protect.h"

/* One row of retention.csv. Whoever has the same group and cohort has the same slot; its rows follow each other. */
struct horizon {
    const char *grouping, *category, *cohort;
    size_t row;
    int years;
    double people, entrants, events, censored, remaining;
    bool known;                            /* there is a probability */
    bool published;                        /* the catalogue has it */
    enum suppression_rule group;           /* of the group as such */
    enum suppression_rule entrants_rule;   /* how many were hired */
    enum suppression_rule rule;            /* how many and how large a share have left */
    enum suppression_rule remaining_rule;  /* how many remain */
    double events_before, censored_before; /* at the last horizon before it that is shown */
};

struct horizons {
    struct horizon *items; /* in the order of retention.csv */
    size_t n;
};

/* The horizons of retention.csv, each with the rules it falls under. The caller frees with stays_free(). */
struct horizons stays_judge(const struct protect *p, const struct table *retention);
void stays_free(struct horizons *all);

/* How many of the horizons from `first` on have its slot. */
size_t stays_count(const struct horizons *all, const struct horizon *first);
/* The first horizon of the slot that a row of another table belongs to, looked for from *from on, where it is left;
 * NULL where there is none. Both tables are in the same order. */
const struct horizon *stays_find(const struct horizons *all, const struct table *t, size_t row, size_t *from);

/* A number of people that may be shown because it is none or enough. */
bool stays_is_enough(const struct protect *p, double count);

/* Begins a row with grouping, category and cohort. */
void stays_put_slot(struct release *r, const struct horizon *h);
/* probability, lower and upper of a row, in whole percent. */
void stays_put_share(struct release *r, const struct table *from, size_t row, enum suppression_rule rule);
double stays_whole_percent(double share);

#endif
