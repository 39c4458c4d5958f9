/* glossary_inside.h - the words of an extract. Used by glossary.c, which asks, and glossary_join.c, which joins them.
 */
#ifndef INTAKE_GLOSSARY_INSIDE_H
#define INTAKE_GLOSSARY_INSIDE_H

#include "pipeline/intake/glossary.h"
#include "pipeline/intake/recall.h"

enum { FEWEST_PERSONS = 10 }; /* who share a word that is told */

struct persons {
    uint8_t ids[FEWEST_PERSONS][PSEUDONYM_BYTES];
    size_t n; /* different ones, until they are enough */
};

struct entry {
    uint32_t value;
    uint32_t records;        /* of this file */
    uint32_t first_line;     /* of them */
    uint32_t unmapped;       /* of this file, while the word is not mapped */
    uint32_t unmapped_at;    /* the first of them */
    uint64_t all_unmapped;   /* of every file */
    struct persons *persons; /* of whom the word is not mapped; NULL: nobody said */
    uint64_t all_records;    /* of every file */
    bool mapped, rewritten, damaged, similar;
    bool named; /* see naming */
};

/* That a word was called something, for the first time or by another name than any word before. */
struct naming {
    uint32_t entry, text, value; /* numbers of the word, of what it is called in `texts`, and of the name it got */
};

struct words {
    struct dictionary *raw;    /* as they stand in the file; number = index of the entry */
    struct dictionary *folded; /* the names, whatever their case */
    uint32_t *first;           /* of each of these, the number of the name that was met first */
    size_t first_capacity;
    struct entry *entries;
    size_t capacity;
    uint32_t asked;           /* number of the entry that was asked for last */
    struct recall *recall;    /* numbers of entries; NULL: none yet */
    struct dictionary *texts; /* what words were called: a name, or one that folds alike */
    struct naming *named;     /* in the order in which it happened */
    size_t n_named, named_capacity;
    bool too_many;
    bool joined; /* names that fold alike are one: whoever made no list of them does not tell them apart */
};

struct glossary {
    const struct codebook *codebook;
    struct spells *spells;
    struct findings *findings;
    bool dated;
    struct words words[FIELD_COUNT];
};

/* Of districts, occupations and operations the names; else NULL. */
static inline struct dictionary *glossary_names(const struct glossary *g, int field)
{
    return field == FIELD_DISTRICT     ? g->spells->districts
           : field == FIELD_OCCUPATION ? g->spells->occupations
           : field == FIELD_OPERATION  ? g->spells->operations
                                       : NULL;
}

static inline bool glossary_is_name(int field)
{
    return field == FIELD_DISTRICT || field == FIELD_OCCUPATION || field == FIELD_OPERATION;
}

/* Calls a word of the field something: the number of that name. It is noted when the word is met, and, where meanings
 * hang on days, whenever it is called what nothing was called before: so whoever joins the words of a part can call
 * them the same in the same order. */
uint32_t glossary_name_entry(struct glossary *g, int field, const char *text, size_t length, struct entry *e);

/* The entry of a word as it stands; *met where it is new. */
struct entry *glossary_entry(struct words *w, struct field cell, bool *met);

void glossary_add_person(struct entry *e, const uint8_t person[PSEUDONYM_BYTES]);

#endif
