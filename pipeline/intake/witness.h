/* witness.h - what must be known of all records of a file before any are merged, told by a few of them.
 *
 * Which extracts and snapshots there are, which districts and occupations each extract has and when the earliest of its
 * employments ended, is told as well by the first record of each as by all: they are kept, without the person. And how
 * many records each extract and each district has. */
#ifndef INTAKE_WITNESS_H
#define INTAKE_WITNESS_H

#include "pipeline/base/packet.h"
#include "pipeline/intake/spell.h"

/* Records of one extract, or of one snapshot. */
struct witness_day {
    int32_t day;
    int32_t basis; /* enum spell_basis */
    uint64_t records;
};

struct witness_seen;

struct witnesses {
    struct spell *items;
    size_t n, capacity;
    struct witness_day *days;
    size_t n_days, days_capacity;
    uint64_t *districts; /* records of each, by number */
    size_t n_districts;
    struct witness_seen *seen; /* while records are added */
};

/* All records of a file, by pieces, when its words are all known; to witnesses_free(). */
struct witnesses witnesses_begin(const struct spells *names);
void witnesses_add(struct witnesses *w, const struct spells *piece);
void witnesses_free(struct witnesses *w);

/* Handed on; and back, where names are as many as they were. */
void witnesses_pack(const struct witnesses *w, FILE *to);
void witnesses_unpack(struct witnesses *w, struct packet *from);

#endif
