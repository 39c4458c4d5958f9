#include "pipeline/staff/stay.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/staff/codebook.h"

#include <stdlib.h>

static int32_t anniversary(struct calendar_date start, int years)
{
    if (start.month == 2 && start.day == 29 && !calendar_is_leap(start.year + years))
        return calendar_from_civil(start.year + years, 3, 1);
    return calendar_from_civil(start.year + years, start.month, start.day);
}

/* The band of age on a day, and the first day after it on which it changes. */
static size_t age_on(int32_t day, const struct stay_person *person, const struct bands *bands, int32_t *changes)
{
    int year;
    size_t band;

    *changes = INT32_MAX;
    if (person->birth_year == 0)
        return band_unknown(bands);
    year = calendar_to_civil(day).year;
    band = band_of(bands, year - person->birth_year);
    if (band < bands->n_limits)
        *changes = calendar_from_civil(person->birth_year + bands->limits[band], 1, 1);
    return band;
}

/* The same for the time employed since `start`. */
static size_t tenure_on(int32_t day, int32_t start, const struct stay_rules *rules, int32_t *changes)
{
    const struct bands *bands = &rules->tenure;
    struct calendar_date from;
    size_t band = 0;

    *changes = INT32_MAX;
    if (start <= rules->tenure_known_after)
        return band_unknown(bands);
    from = calendar_to_civil(start);
    while (band < bands->n_limits && day >= anniversary(from, bands->limits[band]))
        band++;
    if (band < bands->n_limits)
        *changes = anniversary(from, bands->limits[band]);
    return band;
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

/* Cuts one run in the population where a band changes. */
static void cut_run(const struct post_run *run, const struct post_record *record, int32_t employed_from,
                    const struct stay_person *person, const struct stay_rules *rules, struct stays *stays)
{
    int32_t day = run->first;

    while (day <= run->last) {
        int32_t age_changes, tenure_changes, next;
        struct stay *s = add(stays);

        *s = (struct stay){ .first = day, .grade = record->grade, .cause = exit_cause(record->cause) };
        s->key.attribute[ATTRIBUTE_DISTRICT] = record->district;
        s->key.attribute[ATTRIBUTE_OCCUPATION] = record->occupation;
        s->key.attribute[ATTRIBUTE_OPERATION] = record->operation;
        s->key.attribute[ATTRIBUTE_GENDER] = person->gender;
        s->key.attribute[ATTRIBUTE_AGE] = (uint16_t) age_on(day, person, &rules->age, &age_changes);
        s->key.attribute[ATTRIBUTE_TENURE] = (uint16_t) tenure_on(day, employed_from, rules, &tenure_changes);
        next = age_changes < tenure_changes ? age_changes : tenure_changes;
        if (next > run->last)
            next = run->last + 1;
        s->last = next - 1;
        s->leaving = next;
        s->entry = STAY_CONTINUED;
        s->leave = STAY_CONTINUES;
        day = next;
    }
}

static void set_entry(struct stay *s, const struct post_run *run, const struct post_run *before,
                      const struct post_record *records, const struct stay_rules *rules)
{
    const struct post_record *from, *to = &records[run->record];

    if (run->begins) {
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
    int32_t employed_from = 0;

    stays->n = 0;
    for (size_t i = 0; i < runs->n; i++) {
        const struct post_run *run = &runs->items[i];
        size_t first = stays->n;

        if (run->begins)
            employed_from = run->first;
        if (run->record == POST_OUTSIDE)
            continue;
        cut_run(run, &records[run->record], employed_from, person, rules, stays);
        set_entry(&stays->items[first], run, i > 0 ? run - 1 : NULL, records, rules);
        set_leave(&stays->items[stays->n - 1], run, run + 1, rules);
    }
}

void stays_free(struct stays *stays)
{
    free(stays->items);
    *stays = (struct stays){ 0 };
}
