/* indicators.h - what of the indicators may be shown, shared by the rooms that link and release them.
 *
 * Counts of persons and of events that happened to staff: 1 to threshold - 1 are withheld, and so are those who are
 * left of a whole. Properties of a group (sickness absence, survey, caseload): as many persons as [protect]
 * survey_threshold says, more than ten, and a share of answers that all or none gave is withheld. What else must be
 * withheld so that none of that can be worked out is for closure_close() to choose, together with everything else that
 * is published (linked.h). What is linked:
 *
 *   - districts are together the city, where it was summed from them; where it was stated, they are parts of it
 *   - women and men are parts of all, levels of managers and operations parts of their whole
 *   - the rest of the city is the city less the district
 *   - respondents are the same for every question that they were asked at once
 *   - those who agree and those who do not are the respondents; managers who stayed and who left are the managers
 *   - consultants and own staff are the staff, vacancies and own staff the posts; own staff is that of the balance
 *   - events are divided by the person-years that districts.csv shows
 *   - reports to the police that were backed and those that were not are the reports
 *   - reasons for leaving are together all who were asked, and so in each part of a split
 *   - whoever is in a whole and in no part that has a row is whatever is left of it, and a number like any other
 *
 * Posts, cases, costs, plans and what the city itself tells of its programmes are no secrets, and protect nobody. */
#ifndef STAGE_PROTECT_INDICATORS_H
#define STAGE_PROTECT_INDICATORS_H

#include "stages/protect/protect.h"

/* What a row of indicators.csv shows, in the links; SIZE_MAX: nothing there. */
struct indicator_cells {
    enum suppression_rule rule; /* of the row by itself */
    size_t numerator, denominator;
    size_t remainder; /* of the denominator: those not in the numerator, whom a reader can subtract */
    size_t group;     /* the people behind it, where they are neither */
};

/* What a row of distributions.csv shows. */
struct answer_cells {
    size_t count, group; /* SIZE_MAX: a count that needs no protection but its group's */
};

struct indicators {
    struct table *indicators, *answers; /* NULL where the stage indicators has written none */
    struct indicator_cells *cells;
    struct answer_cells *answer_cells;
};

/* Reads the tables; the caller frees with indicators_free(). */
bool indicators_read(const char *directory, struct indicators *out, struct fault *f);
void indicators_free(struct indicators *all);

/* After linked_rates(): puts them into the links. */
void indicators_link(struct protect *p, struct indicators *all);
/* After links_settle(), which is done again: what no row tells of, and is left of a whole that a row tells of, is
 * judged as if it had a row. */
void indicators_rests(struct protect *p, const struct indicators *all);
/* So once more, where the size of the group that it is counted in is not seen any longer: true where anything was. */
bool indicators_settle_rests(struct protect *p);
/* What stands on a withheld number is withheld in the links too: true where anything was, for then they must be closed
 * once more. */
bool indicators_settle(struct protect *p, const struct indicators *all);

/* The threshold for surveys, or that for groups where it is higher: groups of fewer than this are withheld. */
double indicators_group_threshold(const struct protect *p);
enum suppression_rule indicators_group_rule(const struct protect *p, double people);

/* ---- answers_links.c ---- */
void answers_link(struct protect *p, struct indicators *all);
bool answers_settle(struct protect *p, const struct indicators *all);

bool protect_indicators(struct protect *p, const struct indicators *all, const char *private_directory,
                        const char *directory, struct fault *f);
bool protect_answers(struct protect *p, const struct indicators *all, const char *directory, struct fault *f);

/* The rule in force for a quantity; NONE where there is none. */
enum suppression_rule indicators_rule_of(const struct protect *p, size_t quantity);
/* Withholds a quantity because of another that is: true where it was shown. */
bool indicators_withhold(struct protect *p, size_t quantity);

#endif
