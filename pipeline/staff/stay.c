#include "pipeline/staff/stay.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/intake/codebook.h"

#include <stdlib.h>

/* The bands through which a person passes: by age on the first of a year, or by time employed on an anniversary. Asked
 * day after day, in rising order. */
struct band_walk {
    const struct bands *bands;
    size_t band;
    int32_t next;   /* the day on which the next band begins; INT32_MAX: none does */
    int birth_year; /* 0: of time employed */
    struct calendar_anniversaries employed_from;
};

static int32_t end_of_band(const struct band_walk *w)
{
    if (w->band >= w->bands->n_limits)
        return INT32_MAX;
    if (w->birth_year == 0)
        return calendar_anniversary(&w->employed_from, w->bands->limits[w->band]);
    return calendar_from_civil(w->birth_year + w->bands->limits[w->band], 1, 1);
}

static struct band_walk age_walk(const struct stay_person *person, const struct bands *bands)
{
    struct band_walk w = { .bands = bands, .birth_year = person->birth_year };

    if (person->birth_year == 0)
        w.band = band_unknown(bands);
    w.next = end_of_band(&w);
    return w;
}

static struct band_walk tenure_walk(int32_t employed_from, const struct stay_rules *rules)
{
    struct band_walk w = { .bands = &rules->tenure };

    if (employed_from > rules->tenure_known_after)
        w.employed_from = calendar_anniversaries(employed_from);
    else
        w.band = band_unknown(&rules->tenure);
    w.next = end_of_band(&w);
    return w;
}

static uint16_t band_on(struct band_walk *w, int32_t day)
{
    while (w->next <= day) {
        w->band++;
        w->next = end_of_band(w);
    }
    return (uint16_t) w->band;
}

static struct stay *add(struct stays *stays)
{
    stays->items = memory_grow(stays->items, &stays->capacity, stays->n + 1, sizeof *stays->items);
    return &stays->items[stays->n++];
}

static uint8_t exit_cause(uint8_t stated)
{
    return stated == CAUSE_NONE || stated == CAUSE_INTERNAL ? (uint8_t) CAUSE_UNKNOWN : stated;
}

static uint8_t passing_from(const struct cell_key *one, const struct cell_key *next)
{
    bool age = one->attribute[ATTRIBUTE_AGE] != next->attribute[ATTRIBUTE_AGE];
    bool tenure = one->attribute[ATTRIBUTE_TENURE] != next->attribute[ATTRIBUTE_TENURE];

    return (uint8_t) (age && tenure ? PASSING_BOTH : tenure ? PASSING_TENURE : PASSING_AGE);
}

/* Cuts one run in the population where a band changes. */
static void cut_run(const struct post_run *run, const struct post_record *record, int32_t employed_from, uint8_t gender,
                    struct band_walk *age, struct band_walk *tenure, struct stays *stays)
{
    struct stay s = { .first = run->first,
                      .employed_from = employed_from,
                      .grade = record->grade,
                      .cause = exit_cause(record->cause),
                      .entry = STAY_CONTINUED,
                      .leave = STAY_CONTINUES };
    struct cell_key before;

    s.key.attribute[ATTRIBUTE_DISTRICT] = record->district;
    s.key.attribute[ATTRIBUTE_OCCUPATION] = record->occupation;
    s.key.attribute[ATTRIBUTE_OPERATION] = record->operation;
    s.key.attribute[ATTRIBUTE_GENDER] = gender;
    while (s.first <= run->last) {
        int32_t next = run->last + 1;

        before = s.key;
        s.key.attribute[ATTRIBUTE_AGE] = band_on(age, s.first);
        s.key.attribute[ATTRIBUTE_TENURE] = band_on(tenure, s.first);
        if (s.first > run->first)
            s.passing = passing_from(&before, &s.key);
        next = age->next < next ? age->next : next;
        next = tenure->next < next ? tenure->next : next;
        s.last = next - 1;
        s.leaving = next;
        *add(stays) = s;
        s.first = next;
    }
}

static void set_entry(struct stay *s, const struct post_run *run, const struct post_run *before,
                      const struct post_record *records, const struct stay_rules *rules)
{
    const struct post_record *from, *to = &records[run->record];

    if (run->begins || before == NULL) { /* the first run of a person begins */
        s->entry = STAY_HIRED;
        return;
    }
    if (before->record == POST_OUTSIDE) {
        s->entry = STAY_ENTERED;
        return;
    }
    from = &records[before->record];
    s->reorganised = from->district != to->district &&
                     organisation_succeeds(rules->organisation, dictionary_text(rules->units, from->unit),
                                           dictionary_text(rules->units, to->unit), before->worked, run->first);
}

static void set_leave(struct stay *s, const struct post_run *run, const struct post_run *next,
                      const struct stay_rules *rules)
{
    if (!run->ends) {
        s->leave = next->record == POST_OUTSIDE ? STAY_LEFT : STAY_CONTINUES;
    } else if (run->open) {
        s->leave = STAY_OPEN;
        s->leaving = INT32_MAX;
    } else {
        s->leave = STAY_EXIT;
        s->leaving = s->last;
        s->preliminary = rules->horizon - s->leaving <= rules->gap_days;
    }
}

void stay_find(const struct post_runs *runs, const struct post_record *records, const struct stay_person *person,
               const struct stay_rules *rules, struct stays *stays)
{
    struct band_walk age = age_walk(person, &rules->age), tenure = { NULL };
    int32_t employed_from = 0;

    stays->n = 0;
    for (size_t i = 0; i < runs->n; i++) {
        const struct post_run *run = &runs->items[i];
        size_t first = stays->n;

        if (run->begins) {
            employed_from = run->first;
            tenure = tenure_walk(employed_from, rules);
        }
        if (run->record == POST_OUTSIDE)
            continue;
        cut_run(run, &records[run->record], employed_from, person->gender, &age, &tenure, stays);
        set_entry(&stays->items[first], run, i > 0 ? run - 1 : NULL, records, rules);
        set_leave(&stays->items[stays->n - 1], run, run + 1, rules);
    }
}

void stays_free(struct stays *stays)
{
    free(stays->items);
    *stays = (struct stays){ 0 };
}
