/* plausibility_inside.h - what plausibility.h finds in a register, apart from what it thinks of it.
 *
 * All of it is whole numbers by day, snapshot and district, which add up over persons: those of a whole register, or of
 * its shards (plausibility_shard.h). Used by plausibility_*.c alone. */
#ifndef STAFF_PLAUSIBILITY_INSIDE_H
#define STAFF_PLAUSIBILITY_INSIDE_H

#include "pipeline/base/days.h"
#include "pipeline/staff/plausibility.h"
#include "pipeline/staff/shard.h"

enum { N_MASS = DOUBT_MASS_FORM + 1 };

/* What is counted by day. */
enum looked_column {
    LOOKED_MASS,           /* kinds of doubt 0..N_MASS - 1 */
    LOOKED_ENDED = N_MASS, /* go on nowhere, before the extraction ... */
    LOOKED_UNKNOWN,        /* ... of unknown cause */
    LOOKED_AT_EXTRACTION,  /* of DOUBT_MASS_END: the day is that of their extract */
    LOOKED_EVENTS,         /* first days, and ends before the extract */
    LOOKED_BEGUN,          /* employments that have begun ... */
    LOOKED_OVER,           /* ... and that were over the day before */
    N_LOOKED
};

struct looked_district {
    uint32_t before, now, gone; /* persons; of before: who are nowhere now */
};

/* A snapshot beside the one before it. */
struct looked_pair {
    uint32_t before, now, left;        /* persons; those of before who are somewhere now */
    struct looked_district *districts; /* [number of its name] */
    size_t n_districts, capacity;
};

/* Records of one kind; a person may go on in any. */
struct looked {
    enum spell_basis basis;
    int32_t first, last; /* days of the records, INT32_MAX and INT32_MIN where there are none */
    int32_t covered;     /* ends are recorded from about then on */
    int32_t extraction;  /* the last */
    struct days snapshots;
    uint32_t *days[N_LOOKED];  /* [day - first], of looked_days() */
    struct looked_pair *pairs; /* [snapshot], of the second on */
};

/* More of them at once than one person has. */
struct looked_shared {
    uint32_t persons;
    int32_t day; /* the first */
};

/* Their range, and the snapshots. To looked_free(). */
void looked_range(const struct spells *spells, enum spell_basis basis, struct looked *out);
void looked_free(struct looked *l);

/* Once the range is known: room for counts. A day after the last, and the end of the stock there, have theirs. */
static inline size_t looked_days(const struct looked *l)
{
    return (size_t) (l->last - l->first) + 4;
}
void looked_begin(struct looked *l);
struct looked_district *looked_district(struct looked_pair *pair, size_t number);

void looked_count(struct looked *l, const struct spells *spells, const struct organisation *organisation);
void looked_count_pairs(struct looked *l, const struct spells *spells);
void looked_count_shared(struct looked_shared *shared, const struct plausibility *p, const struct spells *spells);

/* What is to be thought of it. */
void looked_judge(const struct plausibility *p, const struct looked *l, struct doubts *out);
void looked_judge_pairs(const struct plausibility *p, const struct looked *l, struct doubts *out);
void looked_judge_shared(const struct looked_shared *shared, struct doubts *out);

/* Records of both kinds stand apart; in the order of their words. */
enum { N_LOOKED_BASES = 2 };
extern const enum spell_basis LOOKED_BASES[N_LOOKED_BASES];

/* The snapshots of all shards. To days_free(). */
bool looked_shard_snapshots(const struct shard *s, struct days *out, struct fault *f);

/* By kind, then by day. */
void doubts_sort(struct doubts *d);

#endif
