/* post.h - which post is a person's main post, day by day.
 *
 * The settled points of the domain: each person has one main post a day, among the posts that qualify for the
 * population: highest grade, then earliest start of the post (the records of one district of today's organisation with
 * breaks of at most the gap tolerance are one post), then the lowest name of today's unit in UTF-8 bytes. Where that
 * does not decide, for instance between two occupations in one district, the lower name of the occupation and of the
 * operation does, then the earlier start of the record, so that the order of records in a file never matters.
 *
 * A day without any monthly-paid post in the city is a gap; at most gap_days of them in a row stay with the post before
 * them. More, and the employment ended on the last day worked. Hourly posts are not given to this module at all. */
#ifndef STAFF_POST_H
#define STAFF_POST_H

#include "pipeline/base/dictionary.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { POST_OUTSIDE = UINT32_MAX, POST_NO_GRADE = UINT16_MAX };

/* One monthly-paid record of a person, cut at the horizon: the last day for which the register is known. */
struct post_record {
    int32_t first, last; /* days employed, both ends included */
    bool open;           /* the employment goes on after the horizon; last is the horizon */
    bool qualifies;      /* its form and occupation belong to the population */
    uint8_t cause;       /* enum staff_cause */
    uint16_t district;   /* numbers of names: today's unit ... */
    uint16_t unit;       /* ... and the unit as the source has it */
    uint16_t occupation;
    uint16_t operation;
    uint16_t grade; /* hundredths of a percent; POST_NO_GRADE ranks below every grade */
};

struct post_names {
    const struct dictionary *districts, *occupations, *operations, *units;
};

/* Days on which one record is the main post, or POST_OUTSIDE where the person works in the city outside the population.
 * Runs follow each other day by day within an employment. */
struct post_run {
    int32_t first, last; /* gap days at the end included */
    int32_t worked;      /* the last of them that is no gap */
    uint32_t record;     /* index into the records, or POST_OUTSIDE */
    bool begins;         /* the employment in the city begins with this run */
    bool ends;           /* ... ends with it */
    bool open;           /* ... or is cut at the horizon with it: ends is true too */
};

struct post_runs {
    struct post_run *items;
    size_t n, capacity;
    struct post_scratch *scratch;
};

/* Fills `runs` (begin with a zeroed struct; it is used again from person to person) from the records of one person, in
 * any order. n log n in the records. */
void post_find(const struct post_record *records, size_t n, int32_t gap_days, const struct post_names *names,
               struct post_runs *runs);
void post_runs_free(struct post_runs *runs);

#endif
