#include "pipeline/staff/stay.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/intake/codebook.h"

#include <stdlib.h>

static int32_t anniversary(struct calendar_date start, int years)
{
    if (start.month == 2 && start.day == 29 && !calendar_is_leap(start.year + years))
        return calendar_from_civil(start.year + years, 3, 1);
    return calendar_from_civil(start.year + years, start.month, start.day);
}

/* The days on which a person passes from each band to the next; known false: all days are in the unknown band. */
struct changes {
    int32_t day[BAND_MAX_LIMITS];
    size_t n;
    bool known;
};

static struct changes age_changes(const struct stay_person *person, const struct bands *bands)
{
    struct changes c = { .n = bands->n_limits, .known = person->birth_year != 0 };

    for (size_t i = 0; i < c.n && c.known; i++)
        c.day[i] = calendar_from_civil(person->birth_year + bands->limits[i], 1, 1);
    return c;
}

static struct changes tenure_changes(int32_t employed_from, const struct stay_rules *rules)
{
    struct changes c = { .n = rules->tenure.n_limits, .known = employed_from > rules->tenure_known_after };
    struct calendar_date from = calendar_to_civil(employed_from);

    for (size_t i = 0; i < c.n; i++)
        c.day[i] = anniversary(from, rules->tenure.limits[i]);
    return c;
}

/* The band on a day; *next becomes the day of its next change where that comes before. */
static uint16_t band_on(int32_t day, const struct changes *c, int32_t *next)
{
    uint16_t band = 0;

    if (!c->known)
        return (uint16_t) (c->n + 1);
    while (band < c->n && day >= c->day[band])
        band++;
    if (band < c->n && c->day[band] < *next)
        *next = c->day[band];
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

static uint8_t passing_from(const struct cell_key *one, const struct cell_key *next)
{
    bool age = one->attribute[ATTRIBUTE_AGE] != next->attribute[ATTRIBUTE_AGE];
    bool tenure = one->attribute[ATTRIBUTE_TENURE] != next->attribute[ATTRIBUTE_TENURE];

    return (uint8_t) (age && tenure ? PASSING_BOTH : tenure ? PASSING_TENURE : PASSING_AGE);
}

/* Cuts one run in the population where a band changes. */
static void cut_run(const struct post_run *run, const struct post_record *record, int32_t employed_from, uint8_t gender,
                    const struct changes *age, const struct changes *tenure, struct stays *stays)
{
    int32_t day = run->first;

    while (day <= run->last) {
        int32_t next = run->last + 1;
        struct stay *s = add(stays);

        *s = (struct stay){
            .first = day,
            .employed_from = employed_from,
            .grade = record->grade,
            .cause = exit_cause(record->cause),
        };
        s->key.attribute[ATTRIBUTE_DISTRICT] = record->district;
        s->key.attribute[ATTRIBUTE_OCCUPATION] = record->occupation;
        s->key.attribute[ATTRIBUTE_OPERATION] = record->operation;
        s->key.attribute[ATTRIBUTE_GENDER] = gender;
        s->key.attribute[ATTRIBUTE_AGE] = band_on(day, age, &next);
        s->key.attribute[ATTRIBUTE_TENURE] = band_on(day, tenure, &next);
        if (day > run->first)
            s->passing = passing_from(&s[-1].key, &s->key);
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
    struct changes age = age_changes(person, &rules->age), tenure = { .n = 0 };
    int32_t employed_from = 0;

    stays->n = 0;
    for (size_t i = 0; i < runs->n; i++) {
        const struct post_run *run = &runs->items[i];
        size_t first = stays->n;

        if (run->begins) {
            employed_from = run->first;
            tenure = tenure_changes(employed_from, rules);
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
