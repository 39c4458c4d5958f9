/* plan.h - how the register is counted: what [turnover] in report.ini asks for, and the units of today. Read and
 * checked once, by every stage that looks at the register. */
#ifndef STAFF_PLAN_H
#define STAFF_PLAN_H

#include "pipeline/base/settings.h"
#include "pipeline/staff/definition.h"
#include "pipeline/staff/register.h"

struct plan_years {
    int first, last;
};

struct plan {
    struct settings *settings;
    const char *path;       /* of the settings, for messages */
    const char *population; /* as in the settings: permanent, permanent_and_fixed_term */
    struct organisation *organisation;
    struct register_rules rules;
    int first_year, last_year; /* 0: not given */
    int32_t gap_days;
    size_t n_threads; /* 0: not given */
    struct bands age, tenure;
    int reference_month, reference_day;
    bool definitions[N_DEFINITIONS];
    struct plan_years *pools;
    size_t n_pools;
};

/* `organisation`: path of organisation.csv, empty where units never changed. Fails with the line of the key or of the
 * file. On success *out is the caller's, to plan_free(). */
bool plan_read(const char *path, const char *organisation, struct plan *out, struct fault *f);
void plan_free(struct plan *p);

/* The windows that the register is counted in, from the years asked for or, where they are not, from what it covers:
 * first year = the first whose January has a recorded last day of somebody in the population, for leavers are recorded
 * from then on; last year = the last that the horizon does not cut. `facts` is filled where the register has to be
 * looked through for that. */
bool plan_windows(const struct plan *p, const char *spells, const struct register_dates *dates,
                  struct register_facts *facts, struct windows *out, struct fault *f);

/* How stays are cut in a register known up to `horizon`. Names of units are the caller's to add. Days of snapshots have
 * been moved to where breaks are breaks (snapshot.h), so that the gap tolerance between posts is then 0. */
struct stay_rules plan_stay_rules(const struct plan *p, const struct register_dates *dates, int32_t horizon);
int32_t plan_break_days(const struct plan *p, const struct register_dates *dates);

/* Whether the persons of a reference day, T1, are all recorded: leavers between then and the beginning of the period
 * would be missing in a register that begins later. After register_count(). */
bool plan_covers(const struct plan *p, const struct register_facts *facts, const struct period *period);

#endif
