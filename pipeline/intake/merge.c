#include "pipeline/intake/merge_inside.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/intake/person_parts.h"

#include <stdlib.h>
#include <string.h>

static void find_snapshots(struct merge *m, const struct spells *spells)
{
    int32_t last = INT32_MIN;

    for (size_t i = 0; i < spells->n; i++) {
        const struct spell *s = &spells->items[i];

        if (s->basis != BASIS_SNAPSHOT || s->start == last)
            continue;
        last = s->start;
        days_add(&m->snapshots, last);
    }
}

static void take_days(void *context, struct spells *piece)
{
    struct merge *m = context;

    find_snapshots(m, piece);
    edits_add_days(m->edits, piece);
}

static void take_names(void *context, struct spells *piece)
{
    struct merge *m = context;

    edits_add_names(m->edits, piece);
}

static bool find_edits(struct merge *m, struct spell_store *store, struct fault *f)
{
    m->edits = edits_new(store->spells);
    if (!spell_store_each(store, false, take_days, m, f))
        return false;
    if (edits_begin(m->edits))
        return spell_store_each(store, false, take_names, m, f);
    edits_free(m->edits);
    m->edits = NULL;
    return true;
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
    p->merge.superseded = memory_zeroed(n, sizeof *p->merge.superseded);
    p->merge.revised = memory_zeroed(n, sizeof *p->merge.revised);
    p->merge.vanished = memory_zeroed(n, sizeof *p->merge.vanished);
    p->merge.vanished_at = memory_zeroed(n, sizeof *p->merge.vanished_at);
    p->spells = *spells;
    findings_begin(&p->findings);
}

static void end_part(struct part *p, struct merge *m)
{
    struct merge *from = &p->merge;

    for (size_t file = 1; file <= m->n_files; file++) {
        m->account.kept[file] += from->account.kept[file];
        m->account.merged[file] += from->account.merged[file];
        m->superseded[file] += from->superseded[file];
        m->revised[file] += from->revised[file];
        if (from->vanished[file] > 0 && (m->vanished[file] == 0 || from->vanished_at[file] < m->vanished_at[file]))
            m->vanished_at[file] = from->vanished_at[file];
        m->vanished[file] += from->vanished[file];
    }
    findings_join(m->findings, &p->findings);
    findings_free(&p->findings);
    free(from->account.kept);
    free(from->account.merged);
    free(from->superseded);
    free(from->revised);
    free(from->vanished);
    free(from->vanished_at);
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

static void note_files(const struct merge *m, size_t n_files)
{
    for (size_t file = 1; file <= n_files; file++) {
        if (m->superseded[file] > 0)
            findings_note(m->findings, (uint16_t) file, 0, 0, NOTE_MERGED_SUPERSEDED, m->superseded[file]);
        if (m->revised[file] > 0)
            findings_note(m->findings, (uint16_t) file, 0, 0, NOTE_REVISED, m->revised[file]);
        if (m->vanished[file] > 0)
            findings_note(m->findings, (uint16_t) file, m->vanished_at[file], 0, NOTE_VANISHED, m->vanished[file]);
    }
}

bool merge_spells(struct spell_store *store, size_t n_files, struct merge_account account, struct findings *findings,
                  struct fault *f)
{
    struct merge m = { .names = store->spells,
                       .findings = findings,
                       .account = account,
                       .n_files = n_files,
                       .n_threads = store->n_threads };
    bool ok;

    m.superseded = memory_zeroed(n_files + 1, sizeof *m.superseded);
    m.revised = memory_zeroed(n_files + 1, sizeof *m.revised);
    m.vanished = memory_zeroed(n_files + 1, sizeof *m.vanished);
    m.vanished_at = memory_zeroed(n_files + 1, sizeof *m.vanished_at);
    ok = find_edits(&m, store, f) && spell_store_merge(store, merge_persons, &m, f);
    if (ok)
        note_files(&m, n_files);
    edits_free(m.edits);
    free(m.vanished);
    free(m.vanished_at);
    free(m.superseded);
    free(m.revised);
    days_free(&m.snapshots);
    return ok;
}
