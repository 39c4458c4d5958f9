#include "pipeline/intake/unknown.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/intake/person_parts.h"
#include "pipeline/intake/untold.h"

#include <stdlib.h>
#include <string.h>

enum { N_YEARS = UINT16_MAX + 1 };

/* The spells of one person: from, up to, but not, to. */
struct person {
    size_t from, to;
};

static struct person person_at(const struct spells *spells, size_t from)
{
    struct person p = { from, from + 1 };

    while (p.to < spells->n && !spells_starts_person(spells, p.to))
        p.to++;
    return p;
}

static bool is_followed(const struct spells *spells, const struct spell *s)
{
    return dictionary_text(spells->occupations, s->occupation)[0] != '\0';
}

/* The same by the number of the occupation, for whoever asks it of every spell; the caller's, to free(). */
static bool *followed_of(const struct dictionary *occupations)
{
    size_t n = dictionary_size(occupations);
    bool *followed = memory_zeroed(n, sizeof *followed);

    for (uint32_t i = 0; i < n; i++)
        followed[i] = dictionary_text(occupations, i)[0] != '\0';
    return followed;
}

/* ---- one fact ---- */

/* What few may lack: gender and birth year of a person, operation and district of a spell. */
struct fact {
    enum codebook_field field;
    const struct dictionary *texts; /* of a spell's: the names ... */
    bool *untold;                   /* ... and by number, which say nothing of where */
    size_t n_values;
    size_t *n_of;              /* where it joins: spells by value, of those that have one */
    size_t n_lacking, n_known; /* persons */
    bool joins;
    uint16_t common; /* that those who lack it are counted with */
    /* The spells that were changed, and the first of them as they stand in the files. */
    size_t n_changed;
    uint16_t file;
    uint32_t line;
};

static bool is_of_person(const struct fact *t)
{
    return t->texts == NULL;
}

static uint16_t value_of(const struct spell *s, enum codebook_field field)
{
    switch (field) {
    case FIELD_GENDER:
        return s->gender;
    case FIELD_BIRTH_YEAR:
        return s->birth_year;
    case FIELD_DISTRICT:
        return s->district;
    default:
        return s->operation;
    }
}

static bool is_told(const struct fact *t, const struct spell *s)
{
    uint16_t value = value_of(s, t->field);

    return is_of_person(t) ? value != 0 : !t->untold[value];
}

static void change(struct fact *t, struct spell *s, uint16_t value)
{
    if (t->field == FIELD_GENDER)
        s->gender = (uint8_t) value;
    else
        *(t->field == FIELD_BIRTH_YEAR ? &s->birth_year
          : t->field == FIELD_DISTRICT ? &s->district
                                       : &s->operation) = value;
    if (t->n_changed++ == 0 || s->file < t->file || (s->file == t->file && s->line < t->line)) {
        t->file = s->file;
        t->line = s->line;
    }
}

static void begin_fact(struct fact *t, enum codebook_field field, const struct dictionary *texts)
{
    *t = (struct fact){ .field = field, .texts = texts };
    t->n_values = texts == NULL ? N_YEARS : dictionary_size(texts);
    t->untold = memory_zeroed(texts == NULL ? 0 : t->n_values, sizeof *t->untold);
    for (uint32_t i = 0; texts != NULL && i < t->n_values; i++)
        t->untold[i] = untold_is_missing(
            (struct field){ dictionary_text(texts, i), strlen(dictionary_text(texts, i)) });
}

/* ---- the commonest value ---- */

/* Most spells' gender (of two the first), the lower median of birth years, the commonest name. */
static uint16_t common_value(const struct fact *t)
{
    size_t sum = 0, n_told = 0;
    uint32_t common = is_of_person(t);

    for (size_t i = 0; i < t->n_values; i++)
        n_told += t->n_of[i];
    if (t->field == FIELD_GENDER)
        return t->n_of[GENDER_MAN] > t->n_of[GENDER_WOMAN] ? GENDER_MAN : GENDER_WOMAN;
    if (t->field == FIELD_BIRTH_YEAR)
        while (2 * (sum += t->n_of[common]) < n_told)
            common++;
    else
        for (uint32_t i = 1; i < t->n_values; i++)
            if (t->n_of[i] > t->n_of[common] ||
                (t->n_of[i] == t->n_of[common] &&
                 strcmp(dictionary_text(t->texts, i), dictionary_text(t->texts, common)) < 0))
                common = i;
    return (uint16_t) common;
}

/* ---- those who lack it are counted with the others ---- */

static void fill_person(struct fact *t, struct spells *spells, struct person p)
{
    bool followed = false;

    for (size_t i = p.from; i < p.to; i++) {
        if (is_told(t, &spells->items[i]))
            return;
        followed = followed || is_followed(spells, &spells->items[i]);
    }
    for (size_t i = p.from; followed && i < p.to; i++)
        change(t, &spells->items[i], t->common);
}

static bool is_without(const struct fact *t, const struct spells *spells, size_t i)
{
    return is_followed(spells, &spells->items[i]) && !is_told(t, &spells->items[i]);
}

static void fill_spells(struct fact *t, struct spells *spells, struct person p)
{
    size_t told = SIZE_MAX;

    for (size_t i = p.from; i < p.to; i++) { /* the one before, which may be filled already */
        for (size_t k = i + 1; told == SIZE_MAX && is_without(t, spells, i) && k < p.to; k++)
            if (is_followed(spells, &spells->items[k]) && !is_without(t, spells, k))
                told = k;
        if (is_without(t, spells, i))
            change(t, &spells->items[i], told == SIZE_MAX ? t->common : value_of(&spells->items[told], t->field));
        if (is_followed(spells, &spells->items[i]))
            told = i;
    }
}

/* ---- all of them ---- */

enum { GENDER, BIRTH_YEAR, OPERATION, DISTRICT, N_FACTS };

struct facts {
    struct fact all[N_FACTS];
    size_t n_threads;
};

/* What is counted of a part of the persons, with numbers of its own. */
struct part {
    const struct fact *facts;
    const bool *followed;
    struct spells spells;
    size_t n_lacking[N_FACTS], n_known[N_FACTS]; /* persons */
};

/* The facts that a spell tells, a bit each: they are asked of every spell, and nearly all tell all of them. */
static unsigned told_by(const struct fact *facts, const struct spell *s)
{
    return (unsigned) (s->gender != GENDER_UNKNOWN) << GENDER | (unsigned) (s->birth_year != 0) << BIRTH_YEAR |
           (unsigned) !facts[OPERATION].untold[s->operation] << OPERATION |
           (unsigned) !facts[DISTRICT].untold[s->district] << DISTRICT;
}

/* A fact of the person lacks where no spell tells it, followed or not; one of the spells where one that is followed
 * does not, and is known where one does. */
static void count_person(struct part *t, struct person p)
{
    enum { OF_PERSON = 1 << GENDER | 1 << BIRTH_YEAR };
    unsigned told = 0, told_followed = 0, untold_followed = 0, lacking, known;
    bool followed = false;

    for (size_t i = p.from; i < p.to; i++) {
        const struct spell *s = &t->spells.items[i];
        unsigned tells = told_by(t->facts, s);

        told |= tells;
        if (!t->followed[s->occupation])
            continue;
        followed = true;
        told_followed |= tells;
        untold_followed |= ~tells;
    }
    if (!followed)
        return;
    lacking = (~told & OF_PERSON) | (untold_followed & ~(unsigned) OF_PERSON);
    known = (told & OF_PERSON) | (told_followed & ~(unsigned) OF_PERSON);
    for (size_t k = 0; k < N_FACTS; k++) {
        t->n_lacking[k] += lacking >> k & 1;
        t->n_known[k] += known >> k & 1;
    }
}

static void count_part(void *context, size_t part)
{
    struct part *t = (struct part *) context + part;
    struct person p;

    for (size_t i = 0; i < t->spells.n; i = p.to) {
        p = person_at(&t->spells, i);
        count_person(t, p);
    }
}

static void count_piece(void *context, struct spells *piece)
{
    struct facts *facts = context;
    bool *followed = followed_of(piece->occupations);
    size_t n = person_parts_worth_while(piece->n, facts->n_threads);
    struct spells *cut = memory_zeroed(n, sizeof *cut);
    struct part *parts = memory_zeroed(n, sizeof *parts);

    n = person_parts(piece, n, cut);
    for (size_t i = 0; i < n; i++)
        parts[i] = (struct part){ .facts = facts->all, .followed = followed, .spells = cut[i] };
    threads_run(n, count_part, parts);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < N_FACTS; k++) {
            facts->all[k].n_lacking += parts[i].n_lacking[k];
            facts->all[k].n_known += parts[i].n_known[k];
        }
    free(parts);
    free(cut);
    free(followed);
}

/* The values of those facts that few lack, which is seldom asked. */
static void count_values(void *context, struct spells *piece)
{
    struct fact *facts = ((struct facts *) context)->all;

    for (size_t i = 0; i < piece->n; i++) {
        const struct spell *s = &piece->items[i];

        for (size_t k = 0; is_followed(piece, s) && k < N_FACTS; k++)
            if (facts[k].joins && is_told(&facts[k], s))
                facts[k].n_of[value_of(s, facts[k].field)]++;
    }
}

static void join_piece(void *context, struct spells *piece)
{
    struct fact *facts = ((struct facts *) context)->all;
    struct person p;

    for (size_t i = 0; i < piece->n; i = p.to) {
        p = person_at(piece, i);
        for (size_t k = 0; k < N_FACTS; k++) {
            if (facts[k].joins && is_of_person(&facts[k]))
                fill_person(&facts[k], piece, p);
            else if (facts[k].joins)
                fill_spells(&facts[k], piece, p);
        }
    }
    spells_sort_persons(piece);
}

static void note(const struct fact *t, struct findings *findings)
{
    const char *column = codebook_field_name(t->field);

    if (t->n_changed > 0)
        findings_note(findings, t->file, t->line, findings_column(findings, column, strlen(column)),
                      NOTE_UNKNOWN_OF_FEW, (uint32_t) t->n_changed);
}

bool unknown_join(struct spell_store *store, size_t fewest, struct findings *findings, struct fault *f)
{
    struct facts counted = { .n_threads = store->n_threads };
    struct fact *facts = counted.all;
    bool ok, any = false;

    if (fewest == 0)
        return true;
    begin_fact(&facts[GENDER], FIELD_GENDER, NULL);
    begin_fact(&facts[BIRTH_YEAR], FIELD_BIRTH_YEAR, NULL);
    begin_fact(&facts[OPERATION], FIELD_OPERATION, store->spells->operations);
    begin_fact(&facts[DISTRICT], FIELD_DISTRICT, store->spells->districts);
    ok = spell_store_each(store, false, count_piece, &counted, f);
    for (size_t i = 0; i < N_FACTS && ok; i++) {
        struct fact *t = &facts[i];

        t->joins = t->n_lacking > 0 && t->n_lacking < fewest && t->n_known >= fewest;
        if (t->joins)
            t->n_of = memory_zeroed(t->n_values, sizeof *t->n_of);
        any = any || t->joins;
    }
    if (ok && any) {
        ok = spell_store_each(store, false, count_values, &counted, f);
        for (size_t i = 0; i < N_FACTS; i++)
            if (facts[i].joins)
                facts[i].common = common_value(&facts[i]);
        ok = ok && spell_store_each(store, true, join_piece, &counted, f);
    }
    for (size_t i = 0; i < N_FACTS; i++) {
        if (ok)
            note(&facts[i], findings);
        free(facts[i].n_of);
        free(facts[i].untold);
    }
    return ok;
}
