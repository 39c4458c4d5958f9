#include "pipeline/intake/unknown_inside.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/intake/person_parts.h"
#include "pipeline/intake/untold.h"

#include <stdlib.h>
#include <string.h>

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

void unknown_changed(struct fact *t, size_t n, uint16_t file, uint32_t line)
{
    if (t->n_changed == 0 || file < t->file || (file == t->file && line < t->line)) {
        t->file = file;
        t->line = line;
    }
    t->n_changed += n;
}

static void change(struct fact *t, struct spell *s, uint16_t value)
{
    if (t->field == FIELD_GENDER)
        s->gender = (uint8_t) value;
    else
        *(t->field == FIELD_BIRTH_YEAR ? &s->birth_year
          : t->field == FIELD_DISTRICT ? &s->district
                                       : &s->operation) = value;
    unknown_changed(t, 1, s->file, s->line);
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
    struct unknown *facts = context;
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
    struct fact *facts = ((struct unknown *) context)->all;

    for (size_t i = 0; i < piece->n; i++) {
        const struct spell *s = &piece->items[i];

        for (size_t k = 0; is_followed(piece, s) && k < N_FACTS; k++)
            if (facts[k].n_of != NULL && is_told(&facts[k], s))
                facts[k].n_of[value_of(s, facts[k].field)]++;
    }
}

static void join_piece(void *context, struct spells *piece)
{
    struct fact *facts = ((struct unknown *) context)->all;
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

struct unknown *unknown_new(const struct spells *names, size_t fewest, size_t n_threads)
{
    struct unknown *u = memory_zeroed(1, sizeof *u);

    u->fewest = fewest;
    u->n_threads = n_threads;
    begin_fact(&u->all[GENDER], FIELD_GENDER, NULL);
    begin_fact(&u->all[BIRTH_YEAR], FIELD_BIRTH_YEAR, NULL);
    begin_fact(&u->all[OPERATION], FIELD_OPERATION, names->operations);
    begin_fact(&u->all[DISTRICT], FIELD_DISTRICT, names->districts);
    return u;
}

void unknown_free(struct unknown *u)
{
    for (size_t i = 0; u != NULL && i < N_FACTS; i++) {
        free(u->all[i].n_of);
        free(u->all[i].untold);
    }
    free(u);
}

static bool joins(const struct unknown *u, const struct fact *t)
{
    return t->n_lacking > 0 && t->n_lacking < u->fewest && t->n_known >= u->fewest;
}

void unknown_begin_values(struct fact *t)
{
    if (t->n_of == NULL)
        t->n_of = memory_zeroed(t->n_values, sizeof *t->n_of);
}

bool unknown_count(struct unknown *u, struct spell_store *store, struct fault *f)
{
    for (size_t i = 0; i < N_FACTS; i++)
        unknown_begin_values(&u->all[i]);
    return spell_store_each(store, false, count_piece, u, f) && spell_store_each(store, false, count_values, u, f);
}

bool unknown_decide(struct unknown *u)
{
    bool any = false;

    for (size_t i = 0; i < N_FACTS; i++) {
        struct fact *t = &u->all[i];

        t->joins = joins(u, t);
        if (t->joins)
            t->common = common_value(t);
        any = any || t->joins;
    }
    return any;
}

bool unknown_fill(struct unknown *u, struct spell_store *store, struct fault *f)
{
    return spell_store_each(store, true, join_piece, u, f);
}

void unknown_note(const struct unknown *u, struct findings *findings)
{
    for (size_t i = 0; i < N_FACTS; i++)
        note(&u->all[i], findings);
}

bool unknown_join(struct spell_store *store, size_t fewest, struct findings *findings, struct fault *f)
{
    struct unknown *u;
    bool ok, any = false;

    if (fewest == 0)
        return true;
    u = unknown_new(store->spells, fewest, store->n_threads);
    ok = spell_store_each(store, false, count_piece, u, f);
    for (size_t i = 0; i < N_FACTS && ok; i++)
        if (joins(u, &u->all[i])) { /* which values there are is seldom asked */
            unknown_begin_values(&u->all[i]);
            any = true;
        }
    if (ok && any)
        ok = spell_store_each(store, false, count_values, u, f) && unknown_decide(u) && unknown_fill(u, store, f);
    if (ok)
        unknown_note(u, findings);
    unknown_free(u);
    return ok;
}
