/* retention.h - what the parts of the stage share: what was asked for, and how long everybody was seen to stay. */
#ifndef STAGE_RETENTION_H
#define STAGE_RETENTION_H

#include "pipeline/staff/observation.h"
#include "pipeline/staff/plan.h"
#include "pipeline/statistics/durations.h"

/* ---- ask.c: what [retention] in report.ini asks for ---- */

enum { ASK_MOST_HORIZONS = 20, ASK_LABEL = 24 };

/* Those hired in some of the years that are reported. */
struct ask_cohort {
    char label[ASK_LABEL]; /* 2019, 2016-2018 */
    int first_year, last_year;
};

struct ask {
    struct settings *settings;
    const char *path;
    struct ask_cohort *cohorts; /* in the order of their labels */
    size_t n_cohorts;
    int horizons[ASK_MOST_HORIZONS]; /* whole years, rising */
    size_t n_horizons;
};

/* Fails with the line of the key. */
bool ask_read(const char *path, struct ask *out, struct fault *f);
void ask_free(struct ask *a);

/* Once the years are known: each reported period is a cohort where none were asked for. Fails where a cohort that was
 * asked for has a year that is not reported. cohort_of_period is the caller's, to free(): n_cohorts where a period is
 * in none. */
bool ask_cohorts(struct ask *a, const struct windows *w, size_t **cohort_of_period, struct fault *f);

/* Whole days of so many years: 365, 730, 1095, 1461 ... */
int ask_days(int years);

/* ---- count.c: everybody's lengths of stay ---- */

/* The ways in which the staff are split, in the order of their names. */
enum split { SPLIT_CITY, SPLIT_DISTRICT, SPLIT_GENDER, SPLIT_OCCUPATION, N_SPLITS };

struct cohort {
    struct durations stays; /* causes: the outcomes of observation.h */
    size_t n_preliminary;
};

/* Cohorts of a group: those asked for, and last those who belong to none, or were there before. */
struct group {
    const char *category; /* a district, an occupation ...; "all" */
    struct cohort *cohorts;
};

struct followed {
    size_t n_cohorts;               /* asked for; a group has one more */
    struct group *groups[N_SPLITS]; /* in the order of their categories */
    size_t n_groups[N_SPLITS];
};

struct register_files {
    const char *spells;
    const struct register_dates *dates;
};

const char *split_name(enum split s);
/* Whether leaving means leaving the district. */
bool split_by_district(enum split s);

/* Follows everybody. `names` (begun) keeps the categories. On success *out is the caller's, to followed_free(). */
bool count_followed(const struct register_files *files, const struct plan *plan, const struct ask *ask,
                    const struct windows *windows, const size_t *cohort_of_period, struct register_names *names,
                    struct register_facts *facts, struct followed *out, struct fault *f);
void followed_free(struct followed *followed);

/* ---- what is written ---- */

/* Where what is published is rounded to `base`, shares, curves, medians, tests and rates are of rounded numbers: else
 * they would tell the others. The counts beside them are as they are, for those who judge what may be shown. 0: nothing
 * is rounded. */

/* told.c: the people as they are told of; as they are where so few are left that nothing of them is. With `apart` each
 * cause is rounded by itself, else all who left together. The caller frees with durations_spells_free(). */
void told_people(const struct risk_spells *people, int base, bool apart, struct durations_spells *out);

/* curves.c: survival, retention, retention_cause and median_stay. `followed` NULL: lengths of stay are not known in
 * days, and the tables say so. */
bool curves_write(const char *directory, const struct plan *plan, const struct ask *ask,
                  const struct followed *followed, int base, struct fault *f);
/* compare.c: retention_tests. */
bool compare_write(const char *directory, const struct followed *followed, int base, struct fault *f);
/* tenure.c: tenure_rates, from rates.csv. */
bool tenure_write(const char *directory, const char *rates, const struct plan *plan, int base, struct fault *f);

#endif
