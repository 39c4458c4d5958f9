/* posting_inside.h - what is known while a file is taken. Used by posting.c, posting_pack.c and posting_words.c
 * alone. */
#ifndef INTAKE_POSTING_INSIDE_H
#define INTAKE_POSTING_INSIDE_H

#include "pipeline/intake/posting.h"
#include "pipeline/intake/recall.h"

enum { NOT_THERE = SIZE_MAX };

struct posting {
    const struct digest_key *key;
    struct spells *spells;
    struct findings *findings;
    struct glossary *glossary;
    struct posting_file file;
    uint32_t rewritten[FIELD_COUNT]; /* records of this file noted as normalised */
    uint32_t untold[FIELD_COUNT];    /* with a word in place of a fact */
    uint32_t century_inferred, interim, id_rewritten, end_without_cause, cause_without_end, occupation_missing,
        birth_year_doubted;
    struct recall grades; /* of this file */
};

/* The cell as it stands; empty where the file has no such column. */
static inline struct field posting_raw_cell(const struct posting *p, const struct field *fields,
                                            enum codebook_field field)
{
    size_t place = p->file.place[field];

    return place == NOT_THERE ? (struct field){ "", 0 } : fields[place];
}

/* The same, without blanks of any kind at its ends. */
struct field posting_cell(const struct posting *p, const struct field *fields, enum codebook_field field);
/* The same, empty where something else stands there in place of a fact that is not told, which is counted. */
struct field posting_told_cell(struct posting *p, const struct field *fields, enum codebook_field field,
                               bool is_untold(struct field cell));

/* District, occupation and operation: the first that can not be used, or FIELD_UNKNOWN. */
enum codebook_field posting_names(struct posting *p, const struct field *fields, int32_t day, uint64_t line,
                                  struct spell *s, enum reason *reason);
/* Form, gender and cause: words that are never a reason to reject. */
void posting_codes(struct posting *p, const struct field *fields, int32_t day, uint64_t line, int gender_of_number,
                   struct spell *s);

#endif
