#include "tests/support/city.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/staff/snapshot.h"
#include "tests/support/testing.h"

#include <stdlib.h>
#include <string.h>

int32_t city_day(const char *date)
{
    int32_t day = 0;

    if (!calendar_parse_iso(date, strlen(date), &day))
        fail_msg("%s is no date", date);
    return day;
}

static uint16_t number(struct dictionary *d, const char *text)
{
    return (uint16_t) dictionary_intern(d, text, strlen(text));
}

static void begin(struct city *c, const struct city_rules *rules)
{
    struct fault f = { 0 };

    *c = (struct city){ 0 };
    c->districts = dictionary_new();
    c->units = dictionary_new();
    c->occupations = dictionary_new();
    c->operations = dictionary_new();
    if (!organisation_read(NULL, &c->none, &f))
        fail_msg("%s", f.text);
    if (rules->snapshots == NULL)
        windows_of_years(rules->first_year, rules->last_year, 11, 1, &c->windows);
    else if (!windows_of_snapshots(rules->snapshots, rules->n_snapshots, rules->first_year, rules->last_year,
                                   &c->windows, &f))
        fail_msg("%s", f.text);
    if (rules->pool_first != 0)
        assert_true(windows_pool(&c->windows, rules->pool_first, rules->pool_last));
    population_begin(&c->population, &c->windows);
    c->population.names = (struct post_names){ c->districts, c->occupations, c->operations, c->units };
    c->population.break_days = rules->snapshots == NULL ? rules->gap_days : 0;
    c->population.rules = (struct stay_rules){
        .age = { { 30, 40, 50, 60 }, 4 },
        .tenure = { { 1, 2, 5, 10 }, 4 },
        .gap_days = rules->gap_days,
        .horizon = rules->snapshots == NULL ? city_day(rules->extraction) : rules->snapshots[rules->n_snapshots - 1],
        .tenure_known_after = rules->snapshots == NULL ? INT32_MIN : rules->snapshots[0] - 1,
        .organisation = rules->organisation != NULL ? rules->organisation : c->none,
        .units = c->units
    };
}

/* False for a record that the population never sees. */
static bool convert(struct city *c, const struct city_record *r, const struct city_rules *rules,
                    struct post_record *out)
{
    const struct organisation *organisation = c->population.rules.organisation;
    const char *occupation = r->occupation != NULL ? r->occupation : "s";
    int32_t horizon = c->population.rules.horizon;

    if (r->form == CITY_HOURLY || city_day(r->first) > horizon)
        return false;
    *out = (struct post_record){
        .first = city_day(r->first),
        .last = r->last != NULL ? city_day(r->last) : horizon,
        .open = r->last == NULL,
        .qualifies = occupation[0] != '\0' && (r->form == CITY_PERMANENT || rules->fixed_term),
        .cause = (uint8_t) r->cause,
        .district = number(c->districts, organisation_today(organisation, r->district)),
        .unit = number(c->units, r->district),
        .occupation = number(c->occupations, occupation),
        .operation = number(c->operations, r->operation != NULL ? r->operation : ""),
        .grade = r->grade < 0 ? POST_NO_GRADE : (uint16_t) (100 * r->grade),
    };
    if (out->last > horizon) {
        out->last = horizon;
        out->open = true;
    }
    return true;
}

void city_count(struct city *c, const struct city_record *records, size_t n, const struct city_rules *rules)
{
    struct post_record *person = memory_zeroed(n, sizeof *person);
    bool *done = memory_zeroed(n, sizeof *done);
    struct fault f = { 0 };

    begin(c, rules);
    for (size_t i = 0; i < n; i++) {
        struct stay_person about = { (uint8_t) records[i].gender, (uint16_t) records[i].birth_year };
        size_t n_records = 0;

        for (size_t j = i; j < n && !done[i]; j++)
            if (strcmp(records[i].person, records[j].person) == 0) {
                n_records += convert(c, &records[j], rules, &person[n_records]);
                done[j] = j > i;
            }
        if (rules->snapshots != NULL)
            snapshot_to_days(person, n_records, rules->gap_days, rules->snapshots, rules->n_snapshots);
        population_add(&c->population, person, n_records, &about);
    }
    free(person);
    free(done);
    if (!population_settle(&c->population, &f) || !balance_sums_by_period(c->population.balance, c->by_period, &f))
        fail_msg("%s", f.text);
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        struct balance_sums by_window = { 0 };

        if (!balance_sums_by_window(c->population.balance, &(enum grouping_id){ (enum grouping_id) id }, 1, &by_window,
                                    &f))
            fail_msg("%s", f.text);
        balance_sums_free(&by_window);
    }
}

void city_free(struct city *c)
{
    for (size_t id = 0; id < N_GROUPINGS; id++)
        balance_sums_free(&c->by_period[id]);
    population_free(&c->population);
    windows_free(&c->windows);
    organisation_free(c->none);
    dictionary_free(c->districts);
    dictionary_free(c->units);
    dictionary_free(c->occupations);
    dictionary_free(c->operations);
}

static bool is_named(const struct dictionary *d, uint16_t number_of_name, const char *name)
{
    if (number_of_name == ATTRIBUTE_ALL)
        return name == NULL;
    return name != NULL && strcmp(dictionary_text(d, number_of_name), name) == 0;
}

size_t city_group(const struct city *c, enum grouping_id id, const char *district, const char *occupation)
{
    for (size_t g = 0; g < cells_groups(c->population.cells, id); g++) {
        const struct cell_key *key = cells_group_key(c->population.cells, id, (uint32_t) g);

        if (is_named(c->districts, key->attribute[ATTRIBUTE_DISTRICT], district) &&
            is_named(c->occupations, key->attribute[ATTRIBUTE_OCCUPATION], occupation))
            return g;
    }
    return SIZE_MAX;
}

const struct balance_count *city_balance(const struct city *c, enum grouping_id id, const char *district,
                                         const char *occupation, size_t slot)
{
    static const struct balance_count nobody;
    size_t group = city_group(c, id, district, occupation);

    return group == SIZE_MAX ? &nobody : &c->by_period[id].counts[group * c->by_period[id].n_slots + slot];
}

struct measure city_measure(const struct city *c, enum grouping_id id, const char *district, const char *occupation,
                            size_t slot, enum definition_id definition)
{
    size_t group = city_group(c, id, district, occupation);
    const struct period *period = slot < c->windows.n_periods ? &c->windows.periods[slot]
                                                              : &c->windows.pools[slot - c->windows.n_periods];
    struct definition_period about = { period->end - period->first,
                                       c->windows.snapshots,
                                       c->windows.month != NULL,
                                       period->reference_from != WINDOW_NONE,
                                       true,
                                       period->years,
                                       period->stop - period->start,
                                       c->population.rules.horizon - c->population.rules.gap_days - period->stop };
    struct count_limits limits = { .confidence = DEFINITION_CONFIDENCE };
    struct definition_group counted = {
        city_balance(c, id, district, occupation, slot), 0, { 0 }, NULL, NULL, &limits
    };
    struct survival_curve curve;
    struct measure measure;

    if (group == SIZE_MAX)
        fail_msg("nobody was ever in the group");
    counted.person_years = definition_person_years(&c->windows, counted.balance - slot, slot);
    counted.follow = follow_count(c->population.follow, id, (uint32_t) group, slot, counted.balance);
    if (slot < c->windows.n_periods && grouping_of(id)->all_definitions)
        counted.cohort = follow_cohort(c->population.follow, id, (uint32_t) group, slot);
    if (counted.cohort != NULL && definition_curve(counted.cohort, &curve))
        counted.curve = &curve;
    measure = definition_measure(definition, &counted, &about);
    if (counted.curve != NULL)
        survival_free(&curve);
    return measure;
}
