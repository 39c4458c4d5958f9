/* sample_register.h - a small register for tests of merging: days are counted from 2019-01-01. */
#ifndef TESTS_SAMPLE_REGISTER_H
#define TESTS_SAMPLE_REGISTER_H

#include "pipeline/base/memory.h"
#include "pipeline/intake/merge.h"
#include "tests/support/testing.h"

#include <string.h>

enum { DAY_0 = 17897, EXTRACTED = 900, N_FILES = 3 };

struct sample {
    struct spells spells;
    struct findings findings;
    uint64_t kept[N_FILES + 1], merged[N_FILES + 1];
};

static inline void begin(struct sample *r)
{
    memset(r, 0, sizeof *r);
    spells_begin(&r->spells);
    findings_begin(&r->findings);
    dictionary_intern(r->spells.districts, "Södra", 6);
    dictionary_intern(r->spells.districts, "Västra", 7);
    dictionary_intern(r->spells.occupations, "socialsekreterare", 17);
    dictionary_intern(r->spells.operations, "", 0);
    dictionary_intern(r->spells.operations, "missbruk", 8);
}

static inline void end(struct sample *r)
{
    spells_free(&r->spells);
    findings_free(&r->findings);
}

/* A permanent full-time post in Södra; the caller changes what is to differ. */
static inline struct spell *add(struct sample *r, char person, int from, int to)
{
    struct spell *s;

    r->spells.items = memory_grow(r->spells.items, &r->spells.capacity, r->spells.n + 1, sizeof *s);
    s = &r->spells.items[r->spells.n++];
    memset(s, 0, sizeof *s);
    memset(s->person, person, sizeof s->person);
    s->start = DAY_0 + from;
    s->end = to == SPELL_OPEN ? SPELL_OPEN : DAY_0 + to;
    s->extraction = DAY_0 + EXTRACTED;
    s->file = 1;
    s->line = (uint32_t) r->spells.n + 1;
    s->grade = 10000;
    s->form = FORM_PERMANENT;
    s->cause = to == SPELL_OPEN ? CAUSE_NONE : CAUSE_OWN_REQUEST;
    s->century_given = true;
    return s;
}

static inline struct spell *add_snapshot(struct sample *r, char person, int day)
{
    struct spell *s = add(r, person, day, day);

    s->extraction = s->start;
    s->basis = BASIS_SNAPSHOT;
    s->cause = CAUSE_NONE;
    return s;
}

static inline void merge(struct sample *r)
{
    uint64_t in = r->spells.n, out = 0;
    struct spell_store store;
    struct fault f;

    store = spell_store_begin(&r->spells, ".", 0, 1);
    assert_true(merge_spells(&store, N_FILES, (struct merge_account){ r->kept, r->merged }, &r->findings, &f));
    for (int i = 0; i <= N_FILES; i++)
        out += r->kept[i] + r->merged[i];
    assert_int_equal(in, out);
    for (size_t i = 1; i < r->spells.n; i++)
        assert_true(spell_order(&r->spells.items[i - 1], &r->spells.items[i], &r->spells) <= 0);
}

static inline void stands(const struct sample *r, size_t i, int from, int to)
{
    assert_true(i < r->spells.n);
    assert_int_equal(r->spells.items[i].start - DAY_0, from);
    assert_int_equal(to == SPELL_OPEN ? r->spells.items[i].end : r->spells.items[i].end - DAY_0, to);
}

static inline size_t notes(const struct sample *r, enum note note)
{
    size_t n = 0;

    for (size_t i = 0; i < r->findings.n_remarks; i++)
        n += r->findings.remarks[i].note == note ? r->findings.remarks[i].records : 0;
    return n;
}

static inline bool is_revised(const struct sample *r, enum codebook_field field)
{
    for (size_t i = 0; i < r->findings.n_revisions; i++)
        if (r->findings.revisions[i].field == field)
            return true;
    return false;
}

#endif
