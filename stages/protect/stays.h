/* stays.h - how long people stay, as far as it may be shown: the judgement that every released table hangs on.
 *
 * Published are the city and its occupations by years of hiring, and gender and district for everybody together. Those
 * followed from hiring are, at each horizon, people who left, people who were lost and people who remain. A horizon is
 * shown where the group is not small, enough people left and enough remain, and where no few of them left or were lost
 * since another horizon that is shown; what others would give away is closed with everything else that is published.
 * Shares are of whole percent, so that they do not give away how many were lost, and medians of whole months. Curves go
 * by whole months, in steps of enough people, and no further than the last horizon shown. */
#ifndef STAGE_PROTECT_STAYS_H
#define STAGE_PROTECT_STAYS_H

#include "stages/protect/linked.h"

/* One row of retention.csv. Whoever has the same group and cohort has the same slot; its rows follow each other. */
struct horizon {
    const char *grouping, *category, *cohort;
    size_t row;
    int years;
    double people, entrants, events, censored, remaining;
    bool known;                           /* there is a probability */
    bool published;                       /* the catalogue has it */
    enum suppression_rule group;          /* of the group as such */
    enum suppression_rule entrants_rule;  /* how many were hired */
    enum suppression_rule rule;           /* how many and how large a share have left */
    enum suppression_rule remaining_rule; /* how many remain */
};

struct horizons {
    struct horizon *items; /* in the order of retention.csv */
    size_t n;
};

/* The horizons of retention.csv, each with the rules it falls under by itself. The caller frees with stays_free(). */
struct horizons stays_judge(const struct protect *p, const struct table *retention);
/* There are cohorts of several years that could be followed at all. */
bool stays_has_pools(const struct horizons *all);
/* Why people left is told of several years of hires together: of a single year's it would be a table of holes, and
 * their pattern would cost other tables more. Of everybody by district, and else where no years are told of together;
 * and only in the first report, for the next one would tell by the difference why those of one year left. Of a small
 * city nothing. */
bool stays_tells_causes(const struct protect *p, const struct horizon *h);
/* Puts them, and the causes at each, into the links. */
void stays_link(struct protect *p, const struct horizons *all, const struct table *causes);
/* What everybody in a district is of everybody in the city; after stays_link(). */
void stays_link_districts(struct protect *p, const struct horizons *all);
/* Takes the rules back from the links, where closure_close() may have withheld more. What stands on a withheld number
 * is withheld in the links too: true where anything was, for then they must be closed once more. */
bool stays_settle(struct protect *p, struct horizons *all, const struct table *causes);
/* The rule for one row of retention_cause.csv. */
enum suppression_rule stays_cause_rule(const struct protect *p, const struct table *causes, size_t row);
void stays_free(struct horizons *all);

/* How many of the horizons from `first` on have its slot. */
size_t stays_count(const struct horizons *all, const struct horizon *first);
/* The first horizon of the slot that a row of another table belongs to, looked for from *from on, where it is left;
 * NULL where there is none. Both tables are in the same order. */
const struct horizon *stays_find(const struct horizons *all, const struct table *t, size_t row, size_t *from);

/* The name in the links of how many of a horizon were `what` ("hired", "left", "remain", "left for" with a cause). */
const char *stays_name(const struct horizon *h, const char *what, const char *cause, char name[LINKED_NAME]);
/* The horizon of a row of retention_cause.csv, looked for from *from on, where it is left; NULL where there is none. */
const struct horizon *stays_horizon(const struct horizons *all, const struct table *causes, size_t row, size_t *from);

/* Begins a row with grouping, category and cohort. */
void stays_put_slot(struct release *r, const struct horizon *h);
/* probability, lower and upper of a row, in whole percent. */
void stays_put_share(struct release *r, const struct table *from, size_t row, enum suppression_rule rule);
double stays_whole_percent(double share);

#endif
