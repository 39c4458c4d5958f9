#include "pipeline/intake/rare.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/word.h"

#include <stdlib.h>
#include <string.h>

struct use { /* of one word */
    size_t persons, spells;
    size_t last_person; /* number + 1 of the one counted last */
    uint16_t file;      /* of the first record of it that stands */
    uint32_t line;
};

static uint16_t *name_of(struct spell *s, enum codebook_field field)
{
    return field == FIELD_OCCUPATION ? &s->occupation : &s->operation;
}

static void count(const struct spells *spells, enum codebook_field field, struct use *uses)
{
    size_t person = 0;

    for (size_t i = 0; i < spells->n; i++) {
        struct spell *s = &spells->items[i];
        struct use *u = &uses[*name_of(s, field)];

        person += spells_starts_person(spells, i);
        u->persons += u->last_person != person;
        u->last_person = person;
        if (u->spells++ == 0 || s->file < u->file || (s->file == u->file && s->line < u->line)) {
            u->file = s->file;
            u->line = s->line;
        }
    }
}

static bool means_rare(const char *name)
{
    char folded[WORD_MAX], wanted[WORD_MAX];
    size_t n = word_fold(name, strlen(name), folded), m = word_fold(RARE_WORD, strlen(RARE_WORD), wanted);

    return n == m && n != SIZE_MAX && memcmp(folded, wanted, n) == 0;
}

/* The number of the name that the rare ones get: SPELL_MAX_NAMES leaves room for it. */
static uint32_t common_name(struct dictionary *names, const struct use *uses, size_t n_names)
{
    for (uint32_t i = 0; i < n_names; i++)
        if (uses[i].persons > 0 && means_rare(dictionary_text(names, i)))
            return i;
    return dictionary_intern(names, RARE_WORD, strlen(RARE_WORD));
}

static size_t join(struct spells *spells, enum codebook_field field, size_t fewest, struct findings *findings)
{
    struct dictionary *names = field == FIELD_OCCUPATION ? spells->occupations : spells->operations;
    const char *column = codebook_field_name(field);
    size_t n_names = dictionary_size(names), n = 0;
    struct use *uses = memory_zeroed(n_names, sizeof *uses);
    bool *rare = memory_zeroed(n_names, sizeof *rare);

    count(spells, field, uses);
    for (uint32_t i = 0; i < n_names; i++) {
        const char *name = dictionary_text(names, i);

        rare[i] = uses[i].persons > 0 && uses[i].persons < fewest && name[0] != '\0' && !means_rare(name);
        if (!rare[i])
            continue;
        n++;
        findings_note(findings, uses[i].file, uses[i].line, findings_column(findings, column, strlen(column)),
                      NOTE_RARE_WORD, (uint32_t) uses[i].spells);
    }
    if (n > 0) {
        uint16_t common = (uint16_t) common_name(names, uses, n_names);

        for (size_t i = 0; i < spells->n; i++) {
            uint16_t *name = name_of(&spells->items[i], field);

            if (rare[*name])
                *name = common;
        }
    }
    free(uses);
    free(rare);
    return n;
}

size_t rare_words_join(struct spells *spells, const struct codebook *codebook, size_t fewest, struct findings *findings)
{
    static const enum codebook_field named[] = { FIELD_OCCUPATION, FIELD_OPERATION };
    size_t n = 0;

    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (!codebook_is_listed(codebook, named[i]))
            n += join(spells, named[i], fewest, findings);
    if (n > 0)
        spells_sort_persons(spells);
    return n;
}
