/* example.h - a made-up city: what the generator simulates and what it writes.
 *
 * Nobody in it exists. Rates follow a log-linear fall through 20 external exits per 100 person-years in 2016 and 14 in
 * 2020, plus a pulse in one year; districts, tenure and age shift the risk between people but not the city's planted
 * rate, which is rescaled every day. The same seed gives the same bytes. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { N_DISTRICTS = 14, N_TODAY = 11, FIRST_YEAR = 2014, LAST_YEAR = 2024, N_YEARS = LAST_YEAR - FIRST_YEAR + 1 };
enum occupation { SOCIAL_WORKER, NEEDS_ASSESSOR, OTHER_TITLE, N_OCCUPATIONS = 2 };
enum form { PERMANENT, TEMPORARY, HOURLY };
enum cause { NOT_STATED, OWN_REQUEST, PENSION, REDUNDANCY, OTHER_CAUSE, TERM_ENDED, INTERNAL, REORGANISATION };

struct plan {
    uint64_t seed;
    double pulse_per_100; /* added to the pulse year's rate */
    int pulse_year;
    double recoded_share; /* of permanent social workers whose title is recoded on 2018-11-01 */
};

struct employment { /* one record of the register, true before anything is damaged */
    char person[11];
    int district; /* 0..13; today's units are 14.. */
    enum occupation occupation;
    int operation;
    enum form form;
    int grade;
    bool woman;
    int birth_year;
    int32_t from;
    int32_t to; /* INT32_MAX: open */
    enum cause cause;
};

struct truth { /* what the simulation itself counted, today's units */
    double planted_rate_per_100[N_YEARS];
    long exits[N_YEARS][N_TODAY][N_OCCUPATIONS];
    long person_days[N_YEARS][N_TODAY][N_OCCUPATIONS];
};

struct city {
    struct employment *records;
    size_t n_records, capacity;
    struct truth truth;
};

extern const char *const DISTRICT_NAMES[N_DISTRICTS + 3]; /* the merged units stand last */
extern const char *const TODAY_NAMES[N_TODAY];
extern const char *const OPERATION_NAMES[6];

enum { EXTRACTION_YEAR = 2025, EXTRACTION_MONTH = 3, EXTRACTION_DAY = 3 };
int32_t day_number(int year, unsigned month, unsigned day); /* days since 1970-01-01 */
void day_civil(int32_t day, int *year, unsigned *month, unsigned *day_of_month);
double random_uniform(uint64_t *state);

void city_simulate(const struct plan *plan, struct city *city); /* free city->records */
/* Writes staff/, control_totals.csv, corrections.csv and truth.csv below `directory`; false after a message on stderr.
 */
bool delivery_write(const struct plan *plan, const struct city *city, const char *directory);

#endif
