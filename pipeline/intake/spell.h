/* spell.h - one employment record as the pipeline knows it, and how it stands in spells.csv. */
#ifndef INTAKE_SPELL_H
#define INTAKE_SPELL_H

#include "pipeline/base/dictionary.h"
#include "pipeline/intake/codebook.h"
#include "pipeline/intake/pseudonym.h"
#include "pipeline/table/writer.h"

#include <string.h>

enum {
    SPELL_OPEN = INT32_MAX,
    SPELL_NO_GRADE = UINT16_MAX,
    SPELL_MAX_NAMES = UINT16_MAX
}; /* of an extract; one number is left, see rare.h */
enum spell_basis { BASIS_SPELLS, BASIS_SNAPSHOT };

/* Days are days since 1970-01-01. 52 bytes: five million of them are read on a laptop. */
struct spell {
    uint8_t person[PSEUDONYM_BYTES];
    int32_t start; /* first day; snapshot: first snapshot of this state */
    int32_t
        end; /* last day, inclusive, or SPELL_OPEN; snapshot: last snapshot of this state, SPELL_OPEN if the latest */
    int32_t extraction; /* the day that censors it */
    uint32_t line;
    uint16_t file;     /* row of intake.csv, from 1 */
    uint16_t district; /* numbers of the dictionaries that go with it */
    uint16_t occupation;
    uint16_t operation;
    uint16_t grade;      /* hundredths of a percent of full time; SPELL_NO_GRADE: not stated */
    uint16_t birth_year; /* 0: not stated */
    uint8_t form;        /* enum staff_form */
    uint8_t gender;
    uint8_t cause;
    uint8_t basis;
    bool century_given; /* false: the id was a personnummer without century. Known to clean alone: not in spells.csv */
};

/* Spells and the names that their numbers stand for. */
struct spells {
    struct spell *items;
    size_t n, capacity;
    struct dictionary *districts;
    struct dictionary *occupations;
    struct dictionary *operations;
};

/* Empty, with dictionaries; and back. spells_free takes what spells_begin or spells_read filled. */
void spells_begin(struct spells *s);
void spells_free(struct spells *s);

/* The order of spells.csv: by its key, as stream.h compares it. qsort's sign; 0 for the same record alone. */
int spell_order(const struct spell *a, const struct spell *b, const struct spells *names);
/* The same for qsort_r(), whose last argument are the names. */
int spell_by_row(const void *one, const void *other, void *names);

/* Spells by person: whether one is the first of a person's. */
static inline bool spells_starts_person(const struct spells *s, size_t i)
{
    return i == 0 || memcmp(s->items[i].person, s->items[i - 1].person, PSEUDONYM_BYTES) != 0;
}

/* Those of each person are brought into that order again, where names, which are part of it, have changed. */
void spells_sort_persons(struct spells *s);

/* The last day that its extract knew of. */
int32_t spell_known_end(const struct spell *s);

const char *spell_basis_word(enum spell_basis basis);

/* One row of spells.csv; many are made by spell_text.h. */
void spell_write(struct writer *w, const struct spell *s, const struct spells *names);

/* The whole of spells.csv. Fails with path, line and column where a cell is not of its kind. */
bool spells_read(const char *path, struct spells *out, struct fault *f);

/* The same, row by row, for registers that are not to be held whole: the dictionaries of `names` (borrowed, from
 * spells_begin) grow, its items stay as they are. *more is false past the last row. On success *out is the caller's, to
 * spell_stream_close(), which takes NULL. */
struct spell_stream;
bool spell_stream_open(const char *path, struct spells *names, struct spell_stream **out, struct fault *f);
bool spell_stream_next(struct spell_stream *s, struct spell *out, bool *more, struct fault *f);
void spell_stream_close(struct spell_stream *s);
size_t spell_stream_bytes(const struct spell_stream *s); /* that have not been given yet */

/* Cuts what s has not given yet into at most n consecutive parts of about the same size, for one thread each, with
 * dictionaries of their own: parts[i] has names[i] (from spells_begin). No person is in two parts. Returns how many
 * there are; close them before s, which they borrow from. Rows begin where a line begins with a pseudonym, for names
 * have no line breaks. */
size_t spell_stream_split(struct spell_stream *s, size_t n, struct spells *const *names, struct spell_stream **parts);

/* Shard `number` of n, from 1, of the whole file: the same cuts for whoever asks, so that every person is in one shard
 * alone; some shards of a small register are empty. Only the pages of the shard are read, and those about the cuts.
 * Closed like any other. */
bool spell_stream_open_shard(const char *path, size_t number, size_t n, struct spells *names, struct spell_stream **out,
                             struct fault *f);
/* The person of the row before those of a part or a shard; false where there is none. */
bool spell_stream_before(const struct spell_stream *s, uint8_t person[PSEUDONYM_BYTES]);

#endif
