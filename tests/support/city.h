/* city.h - small registers in memory, for tests of the population: records as a person would write them down. */
#ifndef SUPPORT_CITY_H
#define SUPPORT_CITY_H

#include "pipeline/staff/balance_sums.h"
#include "pipeline/staff/definition.h"
#include "pipeline/staff/population.h"

enum city_form { CITY_PERMANENT, CITY_FIXED_TERM, CITY_HOURLY };

struct city_record {
    const char *person, *district;
    enum city_form form;
    int grade;                /* percent; -1: not stated */
    const char *first, *last; /* 2019-01-31; last NULL: open */
    enum staff_cause cause;
    const char *occupation; /* NULL: s; "" is outside the population */
    const char *operation;  /* NULL: "" */
    enum staff_gender gender;
    int birth_year;
};

struct city_rules {
    int gap_days;
    int first_year, last_year;
    const char *extraction;
    bool fixed_term; /* in the population too */
    const struct organisation *organisation;
    const int32_t *snapshots; /* NULL: spells */
    size_t n_snapshots;
    int pool_first, pool_last; /* years that are reported together; 0: none */
};

struct city {
    struct dictionary *districts, *units, *occupations, *operations;
    struct organisation *none;
    struct windows windows;
    struct population population;
    struct balance_sums by_period[N_GROUPINGS];
};

/* Counts the register; persons in the order of their first record, records in the order given. Fails the running test
 * where something does not balance. */
void city_count(struct city *c, const struct city_record *records, size_t n, const struct city_rules *rules);
void city_free(struct city *c);

int32_t city_day(const char *date);

/* The group of a grouping, by the names of district and occupation (NULL: not split by). SIZE_MAX: nobody ever there.
 */
size_t city_group(const struct city *c, enum grouping_id id, const char *district, const char *occupation);

const struct balance_count *city_balance(const struct city *c, enum grouping_id id, const char *district,
                                         const char *occupation, size_t slot);
struct measure city_measure(const struct city *c, enum grouping_id id, const char *district, const char *occupation,
                            size_t slot, enum definition_id definition);

#endif
