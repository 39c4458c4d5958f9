#include "pipeline/intake/merge_inside.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/intake/person_parts.h"

#include <stdlib.h>
#include <string.h>

struct merge_facts {
    struct days snapshots;
    struct edits *edits; /* NULL: there are none */
};

struct merge_facts *merge_facts_new(const struct spells *names)
{
    struct merge_facts *facts = memory_zeroed(1, sizeof *facts);

    facts->edits = edits_new(names);
    return facts;
}

void merge_facts_free(struct merge_facts *facts)
{
    if (facts == NULL)
        return;
    edits_free(facts->edits);
    days_free(&facts->snapshots);
    free(facts);
}

void merge_facts_add_days(struct merge_facts *facts, const struct spells *spells)
{
    int32_t last = INT32_MIN;

    for (size_t i = 0; i < spells->n; i++) {
        const struct spell *s = &spells->items[i];

        if (s->basis != BASIS_SNAPSHOT || s->start == last)
            continue;
        last = s->start;
        days_add(&facts->snapshots, last);
    }
    edits_add_days(facts->edits, spells);
}

bool merge_facts_begin(struct merge_facts *facts)
{
    if (edits_begin(facts->edits))
        return true;
    edits_free(facts->edits);
    facts->edits = NULL;
    return false;
}

void merge_facts_add_names(struct merge_facts *facts, const struct spells *spells)
{
    edits_add_names(facts->edits, spells);
}

static void take_days(void *facts, struct spells *piece)
{
    merge_facts_add_days(facts, piece);
}

static void take_names(void *facts, struct spells *piece)
{
    merge_facts_add_names(facts, piece);
}

static bool find_facts(struct merge_facts *facts, struct spell_store *store, struct fault *f)
{
    return spell_store_each(store, false, take_days, facts, f) &&
           (!merge_facts_begin(facts) || spell_store_each(store, false, take_names, facts, f));
}

/* Some of the persons, with notes and counts of their own. */
struct part {
    struct merge merge;
    struct spells spells;
    struct findings findings;
};

static void merge_part(void *context, size_t part)
{
    struct part *p = (struct part *) context + part;
    struct spells *piece = &p->spells;
    struct spell *items = piece->items;
    size_t standing = 0;

    for (size_t i = 0; i < piece->n;) {
        size_t end = i + 1;
        size_t stand;

        while (end < piece->n && memcmp(items[i].person, items[end].person, PSEUDONYM_BYTES) == 0)
            end++;
        stand = merge_person(&p->merge, items + i, end - i);
        if (standing < i)
            memmove(items + standing, items + i, stand * sizeof *items);
        standing += stand;
        i = end;
    }
    piece->n = standing;
}

static void begin_part(struct part *p, const struct merge *m, const struct spells *spells)
{
    size_t n = m->n_files + 1;

    p->merge = *m;
    p->merge.findings = &p->findings;
    p->merge.account.kept = memory_zeroed(n, sizeof *p->merge.account.kept);
    p->merge.account.merged = memory_zeroed(n, sizeof *p->merge.account.merged);
    p->merge.counts = memory_zeroed(n, sizeof *p->merge.counts);
    p->spells = *spells;
    findings_begin(&p->findings);
}

void merge_counts_add(struct merge_counts *into, const struct merge_counts *from, size_t n_files)
{
    for (size_t file = 1; file <= n_files; file++) {
        struct merge_counts *to = &into[file];

        to->superseded += from[file].superseded;
        to->revised += from[file].revised;
        if (from[file].vanished > 0 && (to->vanished == 0 || from[file].vanished_at < to->vanished_at))
            to->vanished_at = from[file].vanished_at;
        to->vanished += from[file].vanished;
    }
}

static void end_part(struct part *p, struct merge *m)
{
    struct merge *from = &p->merge;

    for (size_t file = 1; file <= m->n_files; file++) {
        m->account.kept[file] += from->account.kept[file];
        m->account.merged[file] += from->account.merged[file];
    }
    merge_counts_add(m->counts, from->counts, m->n_files);
    findings_join(m->findings, &p->findings);
    findings_free(&p->findings);
    free(from->account.kept);
    free(from->account.merged);
    free(from->counts);
}

static void merge_persons(void *context, struct spells *piece)
{
    struct merge *m = context;
    size_t n = person_parts_worth_while(piece->n, m->n_threads), standing = 0;
    struct spells *cut = memory_zeroed(n, sizeof *cut);
    struct part *parts = memory_zeroed(n, sizeof *parts);

    n = person_parts(piece, n, cut);
    for (size_t i = 0; i < n; i++)
        begin_part(&parts[i], m, &cut[i]);
    threads_run(n, merge_part, parts);
    for (size_t i = 0; i < n; i++) {
        const struct spells *some = &parts[i].spells;

        if (some->items > piece->items + standing)
            memmove(piece->items + standing, some->items, some->n * sizeof *some->items);
        standing += some->n;
        end_part(&parts[i], m);
    }
    piece->n = standing;
    free(parts);
    free(cut);
}

void merge_note_files(const struct merge_counts *counts, size_t n_files, struct findings *findings)
{
    for (size_t file = 1; file <= n_files; file++) {
        const struct merge_counts *c = &counts[file];

        if (c->superseded > 0)
            findings_note(findings, (uint16_t) file, 0, 0, NOTE_MERGED_SUPERSEDED, c->superseded);
        if (c->revised > 0)
            findings_note(findings, (uint16_t) file, 0, 0, NOTE_REVISED, c->revised);
        if (c->vanished > 0)
            findings_note(findings, (uint16_t) file, c->vanished_at, 0, NOTE_VANISHED, c->vanished);
    }
}

bool merge_shard(struct spell_store *store, const struct merge_facts *facts, size_t n_files,
                 struct merge_account account, struct merge_counts *counts, struct findings *findings, struct fault *f)
{
    struct merge m = { .names = store->spells,
                       .findings = findings,
                       .account = account,
                       .counts = counts,
                       .edits = facts->edits,
                       .snapshots = &facts->snapshots,
                       .n_files = n_files,
                       .n_threads = store->n_threads };

    return spell_store_merge(store, merge_persons, &m, f);
}

bool merge_spells(struct spell_store *store, size_t n_files, struct merge_account account, struct findings *findings,
                  struct fault *f)
{
    struct merge_facts *facts = merge_facts_new(store->spells);
    struct merge_counts *counts = memory_zeroed(n_files + 1, sizeof *counts);
    bool ok = find_facts(facts, store, f) && merge_shard(store, facts, n_files, account, counts, findings, f);

    if (ok)
        merge_note_files(counts, n_files, findings);
    merge_facts_free(facts);
    free(counts);
    return ok;
}
