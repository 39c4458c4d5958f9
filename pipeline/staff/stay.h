/* stay.h - a person's time in the population, cut into stays within which every attribute is constant.
 *
 * A stay runs from its first day s to its leaving day L: the last day employed for an exit, the first day of the next
 * stay or of the post outside the population for everything else. In [a, b): s within it. Out: L within it. In stock at
 * a boundary t: s < t <= L. With these conventions (domain 2.0) opening + in - out = closing exactly, whatever happens
 * on the first of January, the last of December or in a single day. Person-days are first..last.
 *
 * Age is the calendar year less the year of birth, so it changes on 1 January. Time employed counts whole years from
 * the first day of the continuous employment in the city, in whatever post, and changes on the anniversary (after a
 * start on 29 February on 1 March in other years). */
#ifndef STAFF_STAY_H
#define STAFF_STAY_H

#include "pipeline/staff/band.h"
#include "pipeline/staff/grouping.h"
#include "pipeline/staff/organisation.h"
#include "pipeline/staff/post.h"

enum stay_entry {
    STAY_HIRED,    /* no monthly-paid post in the city for more than the gap tolerance before */
    STAY_ENTERED,  /* worked in the city outside the population before */
    STAY_CONTINUED /* went on from the stay before: the same, or another attribute */
};
enum stay_leave {
    STAY_EXIT, /* no monthly-paid post in the city for more than the gap tolerance after */
    STAY_LEFT, /* goes on in the city outside the population */
    STAY_CONTINUES,
    STAY_OPEN /* still there at the horizon */
};

struct stay {
    int32_t first;         /* s */
    int32_t last;          /* the last day of person-time */
    int32_t leaving;       /* L; INT32_MAX where open */
    int32_t employed_from; /* first day of the continuous employment in the city, in whatever post */
    struct cell_key key;
    uint16_t grade; /* hundredths of a percent; POST_NO_GRADE: not stated */
    uint8_t entry;
    uint8_t leave;
    uint8_t passing;  /* enum passing: the stay before gave way to it at a limit of a band, and nothing else changed */
    uint8_t cause;    /* enum staff_cause, of an exit; never CAUSE_NONE or CAUSE_INTERNAL: those are CAUSE_UNKNOWN */
    bool reorganised; /* the district differs from the stay before because a unit was split */
    bool preliminary; /* an exit so near the horizon that the person may yet come back */
};

struct stay_rules {
    struct bands age, tenure;
    int32_t gap_days;
    int32_t horizon; /* last day for which the register is known */
    int32_t
        tenure_known_after; /* an employment that begins on or before this day has unknown length; INT32_MIN: none */
    const struct organisation *organisation;
    const struct dictionary *units; /* names as the source has them */
};

struct stay_person {
    uint8_t gender;      /* enum staff_gender */
    uint16_t birth_year; /* 0: not stated */
};

struct stays {
    struct stay *items;
    size_t n, capacity;
};

/* Fills `stays` (begin with a zeroed struct; used again from person to person) in order of time. */
void stay_find(const struct post_runs *runs, const struct post_record *records, const struct stay_person *person,
               const struct stay_rules *rules, struct stays *stays);
void stays_free(struct stays *stays);

#endif
