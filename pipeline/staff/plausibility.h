/* plausibility.h - a register that is in order line by line, and still may not mean what it seems to.
 *
 * Looks at all spells together for what people do not do and systems do: on one day far more of them end, begin, change
 * district or change occupation than on the greatest day of other months; a snapshot that lacks people, or a whole
 * district, or whose ids are not those of the one before; an occupation whose staff have another one in the next
 * snapshot; causes that stop being registered; first years that nobody has left; an id that many share. Nothing is
 * changed: who knows the delivery is asked. */
#ifndef STAFF_PLAUSIBILITY_H
#define STAFF_PLAUSIBILITY_H

#include "pipeline/intake/spell.h"
#include "pipeline/staff/organisation.h"

enum doubt_kind {
    DOUBT_MASS_END,           /* end, and go on nowhere */
    DOUBT_MASS_START,         /* begin, and were nowhere before */
    DOUBT_MASS_MOVE,          /* go on in another district, and organisation.csv knows of no reason */
    DOUBT_MASS_TITLE,         /* go on in the same district with another occupation */
    DOUBT_MASS_FORM,          /* go on in the same district and occupation with another form of employment */
    DOUBT_ENDS_AT_EXTRACTION, /* end on the day of the extract, or just before it and half of the staff: they go on */
    DOUBT_PARTIAL_SNAPSHOT,   /* far smaller than the one before, and the last or the next to it, or soon made good */
    DOUBT_FALLEN_SNAPSHOT,    /* far smaller than the one before, and those after it as well */
    DOUBT_MISSING_DISTRICT,   /* of a snapshot: who was in the district is nowhere */
    DOUBT_PARTIAL_DISTRICT,   /* of a snapshot: half of who was in the district are nowhere, and few others are in it */
    DOUBT_NEW_IDS,            /* hardly anybody of one snapshot is in the next, which is as great */
    DOUBT_NEW_IDS_DISTRICT,   /* so in some districts */
    DOUBT_GROWN_SNAPSHOT,     /* far more than the one before, which was no partial one itself */
    DOUBT_UNKNOWN_CAUSES,
    DOUBT_MISSING_LEAVERS, /* the first years have staff and next to no exits: who left then is not in the extract */
    DOUBT_SILENT_END,      /* the last months have staff and next to nobody who begins or ends */
    DOUBT_SHARED_ID,
    DOUBT_COUNTS_MISSING, /* a unit of finished counts is not in a period */
    DOUBT_COUNTS_FALLEN,
    DOUBT_COUNTS_GROWN,
    DOUBT_COUNTS_BALANCE, /* stocks and flows do not go together */
    DOUBT_COUNT
};

struct doubt {
    enum doubt_kind kind;
    int32_t day;  /* of the change; the snapshot; first of January of the year; the first day of sharing;
                   * first of January of the first year whose leavers are there */
    double found; /* employments; persons in the snapshot; districts; those who are left; percent unknown; ids; exits of
                   * the years before */
    double expected; /* greatest number of other months, on average; persons before; percent before; NaN for ids; exits
                      * at the rate of later years */
};

struct plausibility {
    double smallest;      /* fewer employments on a day are never a doubt */
    double factor;        /* so many times the expected ... */
    double share;         /* ... and so many percent of those employed that day */
    double snapshot_drop; /* percent fewer persons than in the snapshot before, and than in the next */
    double cause_jump;    /* percentage points between years */
    size_t posts_at_once; /* more of them on one day are no one person's */
    int first_year;       /* of the follow-up; 0: the first whole year from which ends are recorded */
};

struct doubts {
    struct doubt *items; /* by kind, then by day */
    size_t n, capacity;
};

void doubts_add(struct doubts *d, enum doubt_kind kind, int32_t day, double found, double expected);

/* `spells` as in spells.csv: by person, then by first day; hourly posts, and those outside the follow-up but for what a
 * change leads to, are not looked at. */
void plausibility_look(const struct plausibility *p, const struct spells *spells,
                       const struct organisation *organisation, struct doubts *out);
void doubts_free(struct doubts *d);

const char *doubt_word(enum doubt_kind kind); /* "mass_end" ... of checks.csv */

#endif
