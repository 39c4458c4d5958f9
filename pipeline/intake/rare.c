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

/* Persons are numbered from *person + 1 on. */
static void count(const struct spells *spells, enum codebook_field field, struct use *uses, size_t *person)
{
    for (size_t i = 0; i < spells->n; i++) {
        struct spell *s = &spells->items[i];
        struct use *u = &uses[*name_of(s, field)];

        *person += spells_starts_person(spells, i);
        u->persons += u->last_person != *person;
        u->last_person = *person;
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

/* The words of one field. */
struct field_words {
    enum codebook_field field;
    struct dictionary *names;
    struct use *uses; /* NULL: the delivery has a code list of them */
    bool *rare;
    size_t n_names, n_rare, person;
    uint16_t common; /* that the rare ones become */
};

enum { N_FIELDS = 2 };

static void begin(struct field_words *w, enum codebook_field field, const struct spells *names,
                  const struct codebook *codebook)
{
    w->field = field;
    w->names = field == FIELD_OCCUPATION ? names->occupations : names->operations;
    w->n_names = dictionary_size(w->names);
    if (codebook_is_listed(codebook, field))
        return;
    w->uses = memory_zeroed(w->n_names, sizeof *w->uses);
    w->rare = memory_zeroed(w->n_names, sizeof *w->rare);
}

static void count_piece(void *context, struct spells *piece)
{
    struct field_words *words = context;

    for (size_t i = 0; i < N_FIELDS; i++)
        if (words[i].uses != NULL)
            count(piece, words[i].field, words[i].uses, &words[i].person);
}

static void find_rare(struct field_words *w, size_t fewest, struct findings *findings)
{
    const char *column = codebook_field_name(w->field);

    for (uint32_t i = 0; w->uses != NULL && i < w->n_names; i++) {
        const struct use *u = &w->uses[i];
        const char *name = dictionary_text(w->names, i);

        w->rare[i] = u->persons > 0 && u->persons < fewest && name[0] != '\0' && !means_rare(name);
        if (!w->rare[i])
            continue;
        w->n_rare++;
        findings_note(findings, u->file, u->line, findings_column(findings, column, strlen(column)), NOTE_RARE_WORD,
                      (uint32_t) u->spells);
    }
    if (w->n_rare > 0)
        w->common = (uint16_t) common_name(w->names, w->uses, w->n_names);
}

static void join_piece(void *context, struct spells *piece)
{
    const struct field_words *words = context;

    for (size_t k = 0; k < N_FIELDS; k++)
        for (size_t i = 0; words[k].n_rare > 0 && i < piece->n; i++) {
            uint16_t *name = name_of(&piece->items[i], words[k].field);

            if (words[k].rare[*name])
                *name = words[k].common;
        }
    spells_sort_persons(piece);
}

bool rare_words_join(struct spell_store *store, const struct codebook *codebook, size_t fewest,
                     struct findings *findings, struct fault *f)
{
    static const enum codebook_field named[N_FIELDS] = { FIELD_OCCUPATION, FIELD_OPERATION };
    struct field_words words[N_FIELDS] = { { 0 } };
    size_t n_rare = 0;
    bool ok;

    for (size_t i = 0; i < N_FIELDS; i++)
        begin(&words[i], named[i], store->spells, codebook);
    ok = spell_store_each(store, false, count_piece, words, f);
    for (size_t i = 0; i < N_FIELDS && ok; i++) {
        find_rare(&words[i], fewest, findings);
        n_rare += words[i].n_rare;
    }
    if (ok && n_rare > 0)
        ok = spell_store_each(store, true, join_piece, words, f);
    for (size_t i = 0; i < N_FIELDS; i++) {
        free(words[i].uses);
        free(words[i].rare);
    }
    return ok;
}
