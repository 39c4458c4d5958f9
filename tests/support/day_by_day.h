/* day_by_day.h - the population counted the slow and obvious way: every day of every person is looked at by itself, and
 * every stay is compared with every boundary. Shares with the fast way nothing but the records and the calendar. */
#ifndef SUPPORT_DAY_BY_DAY_H
#define SUPPORT_DAY_BY_DAY_H

#include "tests/support/city.h"

enum { DAY_BY_DAY_KEY = 256 };

/* One group in one window or period. */
struct day_count {
    struct balance_count balance;
    struct follow_count follow;
    size_t cohort_hires, cohort_exits;
    uint64_t cohort_days; /* sum of the times of the hires */
};

struct day_group {
    enum grouping_id grouping;
    char key[DAY_BY_DAY_KEY];  /* as city_key() writes it */
    struct day_count *windows; /* per window */
    struct day_count *periods; /* then pools, of which persons alone are counted */
};

struct day_counts {
    struct day_group *groups;
    size_t n, capacity;
    size_t last; /* where the last one asked for was found */
};

/* For spells, windows of years. */
void day_by_day_count(const struct city_record *records, size_t n, const struct city_rules *rules,
                      const struct windows *windows, struct day_counts *out);

/* NULL where nobody was ever there. */
struct day_group *day_counts_find(struct day_counts *counts, enum grouping_id id, const char *key);
void day_counts_free(struct day_counts *counts);

/* The attributes of a group by name, joined by |. */
void city_key(const struct city *c, const struct cell_key *key, char text[DAY_BY_DAY_KEY]);

/* Fails the running test where the two differ in any count of any group, in either direction. */
void day_by_day_compare(const struct city *fast, struct day_counts *slow);

#endif
