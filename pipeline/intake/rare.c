#include "pipeline/intake/rare.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/intake/person_parts.h"
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

/* The first record of the word, as far as is known. */
static void take_first(struct use *u, uint16_t file, uint32_t line)
{
    if (u->spells == 0 || file < u->file || (file == u->file && line < u->line)) {
        u->file = file;
        u->line = line;
    }
}

static void count(struct use *u, const struct spell *s, size_t person)
{
    u->persons += u->last_person != person;
    u->last_person = person;
    take_first(u, s->file, s->line);
    u->spells++;
}

/* What a part of the persons has, or a piece, is added. */
static void add_uses(struct use *to, const struct use *from, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (from[i].spells > 0)
            take_first(&to[i], from[i].file, from[i].line);
        to[i].persons += from[i].persons;
        to[i].spells += from[i].spells;
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
    size_t n_names, n_rare;
    uint16_t common; /* that the rare ones become */
    size_t n_threads;
};

enum { N_FIELDS = 2 };

struct rare {
    struct field_words words[N_FIELDS];
    size_t fewest;
};

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

struct part {
    const struct field_words *words;
    struct spells spells;
    struct use *uses[N_FIELDS]; /* NULL as those of the words */
};

static void count_part(void *context, size_t part)
{
    struct part *p = (struct part *) context + part;
    size_t person = 0;

    for (size_t i = 0; i < p->spells.n; i++) {
        struct spell *s = &p->spells.items[i];

        person += spells_starts_person(&p->spells, i);
        for (size_t k = 0; k < N_FIELDS; k++)
            if (p->uses[k] != NULL)
                count(&p->uses[k][*name_of(s, p->words[k].field)], s, person);
    }
}

static void count_piece(void *context, struct spells *piece)
{
    struct field_words *words = context;
    size_t n = person_parts_worth_while(piece->n, words->n_threads);
    struct spells *cut = memory_zeroed(n, sizeof *cut);
    struct part *parts = memory_zeroed(n, sizeof *parts);

    n = person_parts(piece, n, cut);
    for (size_t part = 0; part < n; part++) {
        parts[part] = (struct part){ .words = words, .spells = cut[part] };
        for (size_t i = 0; i < N_FIELDS; i++)
            if (words[i].uses != NULL)
                parts[part].uses[i] = memory_zeroed(words[i].n_names, sizeof *words[i].uses);
    }
    threads_run(n, count_part, parts);
    for (size_t part = 0; part < n; part++)
        for (size_t i = 0; i < N_FIELDS; i++) {
            if (words[i].uses != NULL)
                add_uses(words[i].uses, parts[part].uses[i], words[i].n_names);
            free(parts[part].uses[i]);
        }
    free(parts);
    free(cut);
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

struct rare *rare_new(const struct spells *names, const struct codebook *codebook, size_t fewest, size_t n_threads)
{
    static const enum codebook_field named[N_FIELDS] = { FIELD_OCCUPATION, FIELD_OPERATION };
    struct rare *r = memory_zeroed(1, sizeof *r);

    r->fewest = fewest;
    for (size_t i = 0; i < N_FIELDS; i++) {
        begin(&r->words[i], named[i], names, codebook);
        r->words[i].n_threads = n_threads;
    }
    return r;
}

void rare_free(struct rare *r)
{
    for (size_t i = 0; r != NULL && i < N_FIELDS; i++) {
        free(r->words[i].uses);
        free(r->words[i].rare);
    }
    free(r);
}

bool rare_count(struct rare *r, struct spell_store *store, struct fault *f)
{
    return spell_store_each(store, false, count_piece, r->words, f);
}

bool rare_decide(struct rare *r, struct findings *findings)
{
    size_t n_rare = 0;

    for (size_t i = 0; i < N_FIELDS; i++) {
        find_rare(&r->words[i], r->fewest, findings);
        n_rare += r->words[i].n_rare;
    }
    return n_rare > 0;
}

bool rare_join(struct rare *r, struct spell_store *store, struct fault *f)
{
    return spell_store_each(store, true, join_piece, r->words, f);
}

void rare_pack(const struct rare *r, FILE *to)
{
    for (size_t i = 0; i < N_FIELDS; i++) {
        const struct field_words *w = &r->words[i];

        packet_put_array(to, w->uses, w->uses != NULL ? w->n_names : 0, sizeof *w->uses);
    }
}

void rare_add(struct rare *r, struct packet *from)
{
    for (size_t i = 0; i < N_FIELDS; i++) {
        struct field_words *w = &r->words[i];
        size_t n;
        struct use *uses = packet_array(from, &n, sizeof *uses);

        from->whole = from->whole && n == (w->uses != NULL ? w->n_names : 0);
        if (from->whole)
            add_uses(w->uses, uses, n);
        free(uses);
    }
}

bool rare_words_join(struct spell_store *store, const struct codebook *codebook, size_t fewest,
                     struct findings *findings, struct fault *f)
{
    struct rare *r = rare_new(store->spells, codebook, fewest, store->n_threads);
    bool ok = rare_count(r, store, f);

    if (ok && rare_decide(r, findings))
        ok = rare_join(r, store, f);
    rare_free(r);
    return ok;
}
