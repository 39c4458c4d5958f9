/* shards_persons.c - the steps of one shard of the persons: merged, counted, written. */
#include "stages/clean/shards.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/parallel.h"
#include "pipeline/intake/rare.h"
#include "pipeline/intake/spell_file.h"
#include "pipeline/intake/unknown.h"

#include <stdlib.h>
#include <string.h>

/* ---- the spells of the shard ---- */

struct loading {
    const struct joined *joined;
    const char *path;
    bool of_file; /* they have the numbers of their files */
};

/* They have numbers of files and names that there are. */
static bool is_of_delivery(const struct clean *c, const struct spells *piece)
{
    const struct spells *names = &c->spells;
    bool has = true;

    for (size_t i = 0; i < piece->n; i++) {
        const struct spell *s = &piece->items[i];

        has = has && s->file > c->counted.n && s->file <= c->n_files &&
              s->district < dictionary_size(names->districts) && s->occupation < dictionary_size(names->occupations) &&
              s->operation < dictionary_size(names->operations);
    }
    return has;
}

static bool load_piece(void *context, struct spells *piece, struct fault *f)
{
    const struct loading *l = context;
    struct clean *c = l->joined->clean;
    struct spells *all = &c->spells;

    if (!(l->of_file ? shards_renumber(l->joined, piece) : is_of_delivery(c, piece)))
        return spell_file_damaged(l->path, f);
    if (!spell_store_make_room(&c->store, piece->n, f))
        return false;
    memcpy(all->items + all->n, piece->items, piece->n * sizeof *piece->items);
    all->n += piece->n;
    return true;
}

/* Out of what every job has read. */
static bool load_read(const struct joined *j, struct fault *f)
{
    const struct shard *s = j->clean->shard;
    char path[SHARD_PATH];
    struct loading l = { j, path, true };
    bool ok = true;

    for (size_t k = 1; k <= s->n && ok; k++) {
        shard_file(s, k, "clean_read_spells", path);
        ok = spell_file_each(path, s->number, s->n, &j->clean->spells, load_piece, &l, f);
    }
    return ok;
}

static void sort_piece(void *context, struct spells *piece)
{
    (void) context;
    spells_sort_persons(piece);
}

/* As they were merged. */
static bool load_merged(const struct joined *j, struct fault *f)
{
    const struct shard *s = j->clean->shard;
    char path[SHARD_PATH];
    struct loading l = { j, path, false };

    shard_file(s, s->number, "clean_merged_spells", path);
    return spell_file_each(path, 1, 1, &j->clean->spells, load_piece, &l, f) &&
           spell_store_merge(&j->clean->store, sort_piece, NULL, f);
}

/* ---- merge ---- */

struct merged merged_begin(const struct clean *c)
{
    size_t fewest = (size_t) settings_integer(c->settings, "clean", "rare_words");
    struct merged m = { .n_files = c->n_files };

    m.account.kept = memory_zeroed(c->n_files + 1, sizeof *m.account.kept);
    m.account.merged = memory_zeroed(c->n_files + 1, sizeof *m.account.merged);
    m.counts = memory_zeroed(c->n_files + 1, sizeof *m.counts);
    m.unknown = unknown_new(&c->spells, fewest, c->n_threads);
    return m;
}

void merged_free(struct merged *m)
{
    free(m->account.kept);
    free(m->account.merged);
    free(m->counts);
    unknown_free(m->unknown);
}

static void put_merged(FILE *to, const struct merged *m, const struct clean *c)
{
    size_t n = m->n_files + 1;

    packet_put_array(to, m->account.kept, n, sizeof *m->account.kept);
    packet_put_array(to, m->account.merged, n, sizeof *m->account.merged);
    packet_put_array(to, m->counts, n, sizeof *m->counts);
    packet_put_number(to, c->followed);
    for (size_t i = 0; i < c->control.n; i++)
        packet_put_number(to, (uint64_t) c->control.totals[i].found);
    unknown_pack_counts(m->unknown, to);
}

static void add_merged(struct merged *m, struct clean *c, struct packet *from)
{
    size_t n_kept, n_merged, n_counts;
    uint64_t *kept = packet_array(from, &n_kept, sizeof *kept);
    uint64_t *merged = packet_array(from, &n_merged, sizeof *merged);
    struct merge_counts *counts = packet_array(from, &n_counts, sizeof *counts);

    from->whole = from->whole && n_kept == m->n_files + 1 && n_merged == n_kept && n_counts == n_kept;
    for (size_t i = 0; i < n_kept && from->whole; i++) {
        m->account.kept[i] += kept[i];
        m->account.merged[i] += merged[i];
    }
    if (from->whole)
        merge_counts_add(m->counts, counts, m->n_files);
    c->followed = packet_number_to(from, true) != 0 || c->followed;
    for (size_t i = 0; i < c->control.n; i++)
        c->control.totals[i].found += (int64_t) packet_number_to(from, INT64_MAX);
    unknown_add_counts(m->unknown, from);
    free(kept);
    free(merged);
    free(counts);
}

bool merged_add_all(struct merged *m, struct clean *c, struct fault *f)
{
    bool ok = true;

    for (size_t k = 1; k <= c->shard->n && ok; k++) {
        struct handed h = { .bytes = NULL };

        ok = handed_read(c->shard, k, HANDED_MERGED, &h, f);
        if (ok)
            add_merged(m, c, &h.packet);
        ok = ok && handed_is_spent(&h, f);
        handed_free(&h);
    }
    return ok;
}

static struct merge_facts *find_facts(const struct joined *j)
{
    struct merge_facts *facts = merge_facts_new(&j->clean->spells);

    merge_facts_add_days(facts, &j->witnesses);
    if (merge_facts_begin(facts))
        merge_facts_add_names(facts, &j->witnesses);
    return facts;
}

/* What is asked of persons once they are merged. */
static void ask_piece(void *clean, struct spells *piece)
{
    struct clean *c = clean;

    parallel_note(piece, c->n_threads, &c->findings);
    control_count(&c->control, piece);
    for (size_t i = 0; i < piece->n && !c->followed; i++)
        c->followed = dictionary_text(piece->occupations, piece->items[i].occupation)[0] != '\0';
}

static bool hand_on_spells(struct clean *c, struct fault *f)
{
    struct spell_file_writer *spells = NULL;
    char path[SHARD_PATH];

    shard_file(c->shard, c->shard->number, "clean_merged_spells", path);
    if (!spell_file_create(path, &spells, f))
        return false;
    if (spell_file_add(spells, &c->store, f))
        return spell_file_close(spells, f);
    spell_file_discard(spells);
    return false;
}

static bool hand_on_found(struct clean *c, struct fault *f)
{
    struct outfile *out;

    if (!handed_begin(c->shard, HANDED_MERGED_FOUND, &out, f))
        return false;
    findings_pack(&c->findings, outfile_stream(out));
    return outfile_commit(out, f);
}

bool shards_merge(struct joined *j, struct fault *f)
{
    struct clean *c = j->clean;
    struct merge_facts *facts = find_facts(j);
    struct merged m = merged_begin(c);
    struct outfile *out;
    bool ok;

    findings_free(&c->findings); /* those on words are told by the sum */
    findings_begin(&c->findings);
    ok = load_read(j, f) && merge_shard(&c->store, facts, c->n_files, m.account, m.counts, &c->findings, f) &&
         spell_store_each(&c->store, false, ask_piece, c, f) && unknown_count(m.unknown, &c->store, f) &&
         hand_on_spells(c, f) && hand_on_found(c, f) && handed_begin(c->shard, HANDED_MERGED, &out, f);
    if (ok) {
        put_merged(outfile_stream(out), &m, c);
        ok = outfile_commit(out, f);
    }
    merge_facts_free(facts);
    merged_free(&m);
    return ok;
}

/* ---- words ---- */

/* The spells of the shard, with the facts that few of all persons lack filled in. */
static bool load_filled(struct joined *j, struct merged *m, struct fault *f)
{
    return merged_add_all(m, j->clean, f) && load_merged(j, f) &&
           (!unknown_decide(m->unknown) || unknown_fill(m->unknown, &j->clean->store, f));
}

struct rare *shards_begin_rare(const struct clean *c)
{
    return rare_new(&c->spells, c->codebook, (size_t) settings_integer(c->settings, "clean", "rare_words"),
                    c->n_threads);
}

bool shards_count_words(struct joined *j, struct fault *f)
{
    struct clean *c = j->clean;
    struct merged m = merged_begin(c);
    struct rare *rare = shards_begin_rare(c);
    struct outfile *out;
    bool ok = load_filled(j, &m, f) && rare_count(rare, &c->store, f) && handed_begin(c->shard, HANDED_WORDS, &out, f);

    if (ok) {
        unknown_pack_changes(m.unknown, outfile_stream(out));
        rare_pack(rare, outfile_stream(out));
        ok = outfile_commit(out, f);
    }
    rare_free(rare);
    merged_free(&m);
    return ok;
}

/* ---- write ---- */

bool words_add_all(struct clean *c, struct unknown *unknown, struct rare *rare, struct fault *f)
{
    bool ok = true;

    for (size_t k = 1; k <= c->shard->n && ok; k++) {
        struct handed h = { .bytes = NULL };

        ok = handed_read(c->shard, k, HANDED_WORDS, &h, f);
        if (ok) {
            unknown_add_changes(unknown, &h.packet);
            rare_add(rare, &h.packet);
        }
        ok = ok && handed_is_spent(&h, f);
        handed_free(&h);
    }
    return ok;
}

bool shards_write(struct joined *j, struct fault *f)
{
    struct clean *c = j->clean;
    struct merged m = merged_begin(c);
    struct rare *rare = shards_begin_rare(c);
    char path[SHARD_PATH];
    bool ok = load_filled(j, &m, f) && words_add_all(c, m.unknown, rare, f);

    if (ok && rare_decide(rare, &c->findings))
        ok = rare_join(rare, &c->store, f);
    shard_file(c->shard, c->shard->number, "clean_written.csv", path);
    ok = ok && clean_write_spells(c, path, f);
    rare_free(rare);
    merged_free(&m);
    return ok;
}
