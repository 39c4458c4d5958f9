#include "stages/retention/retention.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/codebook.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    unsigned splits;
    enum attribute by; /* the city: none */
} SPLITS[N_SPLITS] = {
    [SPLIT_CITY] = { "city", 0, N_ATTRIBUTES },
    [SPLIT_DISTRICT] = { "district", 1u << ATTRIBUTE_DISTRICT, ATTRIBUTE_DISTRICT },
    [SPLIT_GENDER] = { "gender", 1u << ATTRIBUTE_GENDER, ATTRIBUTE_GENDER },
    [SPLIT_OCCUPATION] = { "occupation", 1u << ATTRIBUTE_OCCUPATION, ATTRIBUTE_OCCUPATION },
};

const char *split_name(enum split s)
{
    return SPLITS[s].name;
}

bool split_by_district(enum split s)
{
    return SPLITS[s].by == ATTRIBUTE_DISTRICT;
}

/* What is used again from person to person. */
struct counting {
    struct stay_rules rules;
    struct post_names names;
    int32_t break_days;
    struct observation_time time;
    const struct windows *windows;
    const size_t *cohort_of_period;
    struct followed *followed;
    size_t capacity[N_SPLITS]; /* of groups */
    struct post_runs runs;
    struct stays stays;
    struct observation *observations;
    size_t n_observations;
};

/* The group of an attribute's value, by its number while everybody is counted. */
static struct group *group_of(struct counting *c, enum split s, size_t value)
{
    struct followed *to = c->followed;

    while (to->n_groups[s] <= value) {
        to->groups[s] = memory_grow(to->groups[s], &c->capacity[s], to->n_groups[s] + 1, sizeof *to->groups[s]);
        to->groups[s][to->n_groups[s]++] = (struct group){ NULL, NULL };
    }
    if (to->groups[s][value].cohorts == NULL)
        to->groups[s][value].cohorts = memory_zeroed(to->n_cohorts + 1, sizeof(struct cohort));
    return &to->groups[s][value];
}

static void count_observation(struct counting *c, enum split s, const struct observation *o)
{
    size_t value = s == SPLIT_CITY ? 0 : o->stay->key.attribute[SPLITS[s].by];
    size_t cohort = c->followed->n_cohorts;
    struct cohort *to;

    if (o->hired)
        cohort = c->cohort_of_period[c->windows->period_of[window_floor(c->windows, o->stay->first)]];
    to = &group_of(c, s, value)->cohorts[cohort];
    durations_add(&to->stays, (uint32_t) o->entry, (uint32_t) o->exit, o->outcome);
    to->n_preliminary += o->preliminary;
}

static void count_person(void *context, const struct post_record *records, size_t n, const struct stay_person *about)
{
    struct counting *c = context;

    if (n == 0)
        return;
    post_find(records, n, c->break_days, &c->names, &c->runs);
    stay_find(&c->runs, records, about, &c->rules, &c->stays);
    c->observations = memory_grow(c->observations, &c->n_observations, c->stays.n, sizeof *c->observations);
    for (enum split s = 0; s < N_SPLITS; s++) {
        size_t n_found = observation_find(c->stays.items, c->stays.n, SPLITS[s].splits, &c->time, c->observations);

        for (size_t i = 0; i < n_found; i++)
            count_observation(c, s, &c->observations[i]);
    }
}

static const char *category_of(enum split s, size_t value, const struct register_names *names)
{
    const char *name = s == SPLIT_CITY       ? "all"
                       : s == SPLIT_DISTRICT ? dictionary_text(names->districts, (uint32_t) value)
                       : s == SPLIT_GENDER   ? codebook_gender_word((enum staff_gender) value)
                                             : dictionary_text(names->written.occupations, (uint32_t) value);

    return name[0] == '\0' ? "unknown" : name;
}

static int by_category(const void *a, const void *b)
{
    return strcmp(((const struct group *) a)->category, ((const struct group *) b)->category);
}

/* Groups that nobody was in are dropped, the others named and sorted. */
static void name_groups(struct followed *to, const struct register_names *names)
{
    for (enum split s = 0; s < N_SPLITS; s++) {
        size_t n = 0;

        for (size_t value = 0; value < to->n_groups[s]; value++) {
            if (to->groups[s][value].cohorts == NULL)
                continue;
            to->groups[s][n] = to->groups[s][value];
            to->groups[s][n++].category = category_of(s, value, names);
        }
        to->n_groups[s] = n;
        if (n > 1)
            qsort(to->groups[s], n, sizeof *to->groups[s], by_category);
    }
}

bool count_followed(const struct register_files *files, const struct plan *plan, const struct ask *ask,
                    const struct windows *windows, const size_t *cohort_of_period, struct register_names *names,
                    struct register_facts *facts, struct followed *out, struct fault *f)
{
    struct counting c = {
        .rules = plan_stay_rules(plan, files->dates, facts->horizon),
        .names = { names->districts, names->written.occupations, names->written.operations, names->written.districts },
        .break_days = plan_break_days(plan, files->dates),
        .windows = windows,
        .cohort_of_period = cohort_of_period,
        .followed = out,
    };
    struct register_visitor visitor = { count_person, &c };
    bool ok;

    c.rules.units = names->written.districts;
    c.time = (struct observation_time){ windows->boundary[0], windows->boundary[windows->n],
                                        c.rules.tenure_known_after };
    *out = (struct followed){ .n_cohorts = ask->n_cohorts };
    group_of(&c, SPLIT_CITY, 0); /* there is a city, if nobody in it */
    ok = register_visit(files->spells, files->dates, &plan->rules, plan->gap_days, names, facts, &visitor, f);
    name_groups(out, names);
    post_runs_free(&c.runs);
    stays_free(&c.stays);
    free(c.observations);
    if (!ok)
        followed_free(out);
    return ok;
}

void followed_free(struct followed *followed)
{
    for (enum split s = 0; s < N_SPLITS; s++) {
        for (size_t g = 0; g < followed->n_groups[s]; g++) {
            for (size_t k = 0; k <= followed->n_cohorts; k++)
                durations_free(&followed->groups[s][g].cohorts[k].stays);
            free(followed->groups[s][g].cohorts);
        }
        free(followed->groups[s]);
    }
    *followed = (struct followed){ .n_cohorts = 0 };
}
