/* posting.h - one record of a staff file becomes a spell, or a reason why not.
 *
 * Rules of the record, beside those of value.h and personnummer.h:
 * - an id, a district and a first day (a snapshot: its date) must be there; anything else may lack, for people with
 * protected identity have little else. The personnummer is used where there is one, else the personid;
 * - age at the first day 15 to 80 years where a personnummer tells it, 15 to 90 at a snapshot (hired by 80 at the
 *   latest); a birth year beside an opaque id that makes no such age is dropped and noted;
 * - a first day after a stated extraction date is rejected: the person was not employed yet; an end after it is kept as
 * a known future end, up to five years on;
 * - no column for the form of employment: permanent, and noted for the file; pay by the hour: hourly, whatever the
 * form. Names are never asked for. Of the id only the pseudonym is kept, of the birth date only the year. */
#ifndef INTAKE_POSTING_H
#define INTAKE_POSTING_H

#include "pipeline/intake/codebook.h"
#include "pipeline/intake/findings.h"
#include "pipeline/intake/glossary.h"
#include "pipeline/intake/spell.h"
#include "pipeline/intake/value.h"
#include "pipeline/table/reader.h"

enum { POSTING_FUTURE_DAYS = 5 * 365 + 1 };

/* What is known of a file before its records. */
struct posting_file {
    uint16_t number; /* from 1 */
    bool snapshots;
    enum value_layout layout;
    bool fraction;                /* grades are shares of one */
    int32_t extraction;           /* as declared; INT32_MIN: not. A column goes before it */
    size_t place[FIELD_COUNT];    /* column of the file; SIZE_MAX: it has none */
    uint16_t column[FIELD_COUNT]; /* its header's number in the findings */
};

struct posting;

/* Everything is borrowed and must outlive the posting; spells are added to `spells`, notes to `findings`. */
struct posting *posting_new(const struct codebook *codebook, const struct digest_key *key, struct spells *spells,
                            struct findings *findings);
void posting_free(struct posting *p);

/* For a part of the file that p has begun: the same rules, with spells, words and notes of its own; to posting_free().
 * Then what it has noted is added to p, part after part in the order of the file, and its n spells get the numbers that
 * names have in those of p (to glossary_numbers_free()), each part's by whichever thread. */
struct posting *posting_part(const struct posting *p, struct spells *spells, struct findings *findings);
struct glossary_numbers posting_join(struct posting *p, const struct posting *part);
void posting_renumber(const struct glossary_numbers *numbers, struct spell *spells, size_t n);

/* What posting_join() asks of a part, which may be a file as a whole, handed on; and back, into a new posting. */
void posting_pack(const struct posting *p, FILE *to);
void posting_unpack(struct posting *p, struct packet *from);

void posting_begin(struct posting *p, const struct posting_file *file);
/* Adds one spell, or gives the reason and the column (of the findings) why not. */
enum reason posting_take(struct posting *p, const struct field *fields, uint64_t line, uint16_t *column);
/* Writes the notes on the file. Fails where a column holds more different names than can be told apart. */
bool posting_end(struct posting *p, const char *path, struct fault *f);

/* When all files are read: see glossary_settle(). */
void posting_settle(struct posting *p);

/* Occupations that codes/occupation.csv does not have: see glossary_unmapped(). */
size_t posting_unmapped_occupations(const struct posting *p, size_t most, char *text, size_t size);

#endif
