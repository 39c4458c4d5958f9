#include "stages/clean/shards.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/spell_file.h"

#include <stdio.h>
#include <stdlib.h>

static const char *output_of(enum shard_step step)
{
    return step == SHARD_MERGE ? "clean_merged" : step == SHARD_WORDS ? "clean_words" : "clean_written.csv";
}

/* The delivery can not be used, and the sum will say so: to whoever waits for this shard it is done, and empty. */
static bool hand_on_nothing(const struct shard *s, struct fault *f)
{
    struct outfile *out;
    char path[SHARD_PATH];

    shard_file(s, s->number, output_of(s->step), path);
    return outfile_open(path, OUTFILE_PRIVATE, &out, f) && outfile_commit(out, f);
}

static bool do_step(struct joined *j, struct fault *f)
{
    switch (j->clean->shard->step) {
    case SHARD_MERGE:
        return shards_merge(j, f);
    case SHARD_WORDS:
        return shards_count_words(j, f);
    default:
        return shards_write(j, f);
    }
}

bool shards_step(struct clean *c, const struct clean_options *o, struct fault *f)
{
    struct fault early;
    struct joined j;
    bool prepared, told = true, ok;

    if (!shard_make_folder(c->shard, f))
        return false;
    prepared = clean_prepare(c, o, &early);
    if (!prepared && early.kind != FAULT_DATA) { /* disks and rights may be others for the next who tries */
        *f = early;
        return false;
    }
    if (c->shard->step == SHARD_READ)
        return shards_read(c, prepared ? NULL : &early, f);
    if (!prepared)
        return hand_on_nothing(c->shard, f);
    c->accounts = memory_zeroed(c->staff.n + c->counted.n, sizeof *c->accounts);
    ok = shards_join(&j, c, &told, f) ? do_step(&j, f) : told && hand_on_nothing(c->shard, f);
    shards_end(&j);
    return ok;
}

/* ---- the sum ---- */

/* What was found in each file, by the columns that it was joined with. */
static bool add_read_findings(struct joined *j, struct fault *f)
{
    struct clean *c = j->clean;
    size_t *jobs = shards_deal(&c->staff, c->shard->n);
    bool ok = true;

    for (size_t k = 1; k <= c->shard->n && ok; k++) {
        struct handed h = { .bytes = NULL };

        ok = handed_read(c->shard, k, HANDED_READ_FOUND, &h, f);
        for (size_t i = 0; i < c->staff.n && ok; i++)
            if (jobs[i] == k)
                findings_unpack(&c->findings, &h.packet, c->n_files, j->files[i].columns, j->files[i].n_columns);
        ok = ok && handed_is_spent(&h, f);
        handed_free(&h);
    }
    free(jobs);
    return ok;
}

static bool add_merge_findings(struct clean *c, struct fault *f)
{
    bool ok = true;

    for (size_t k = 1; k <= c->shard->n && ok; k++) {
        struct handed h = { .bytes = NULL };

        ok = handed_read(c->shard, k, HANDED_MERGED_FOUND, &h, f);
        if (ok)
            findings_unpack(&c->findings, &h.packet, c->n_files, NULL, 0);
        ok = ok && handed_is_spent(&h, f);
        handed_free(&h);
    }
    return ok;
}

/* As the words of all shards are. */
static bool add_words(struct clean *c, struct merged *m, struct fault *f)
{
    struct rare *rare = shards_begin_rare(c);
    bool ok = words_add_all(c, m->unknown, rare, f);

    if (ok) {
        unknown_note(m->unknown, &c->findings);
        rare_decide(rare, &c->findings);
        findings_sort(&c->findings);
    }
    rare_free(rare);
    return ok;
}

static bool add_up(struct joined *j, struct fault *f)
{
    struct clean *c = j->clean;
    struct merged m = merged_begin(c);
    bool ok = add_read_findings(j, f) && add_merge_findings(c, f) && merged_add_all(&m, c, f);

    if (ok) {
        merge_note_files(m.counts, c->n_files, &c->findings);
        ok = clean_is_balanced(c, m.account, f);
    }
    if (ok) {
        clean_find_budget(c);
        ok = add_words(c, &m, f);
    }
    merged_free(&m);
    return ok;
}

bool shards_sum(struct clean *c, struct fault *f)
{
    struct joined j;
    bool told = false, ok = shards_join(&j, c, &told, f);

    if (told)
        shards_forget(&j);
    ok = ok && add_up(&j, f);
    shards_end(&j);
    return ok;
}

/* The header of a part, which every part has, and only the first is to give; false where it has none. */
static bool pass_header(FILE *from, FILE *to, bool first)
{
    int c;

    while ((c = getc(from)) != EOF && c != '\n')
        if (first)
            putc(c, to);
    if (first && c == '\n')
        putc(c, to);
    return c == '\n';
}

static void pass_rows(FILE *from, struct outfile *out)
{
    enum { BLOCK = 1 << 20 };
    char *block = memory_new(BLOCK);
    FILE *to = outfile_stream(out);
    size_t n;

    while ((n = fread(block, 1, BLOCK, from)) > 0 && fwrite(block, 1, n, to) == n)
        outfile_begin_sync(out);
    free(block);
}

static bool add_part(struct outfile *out, const char *path, bool first, struct fault *f)
{
    FILE *from = fopen(path, "rbe");
    bool ok;

    if (from == NULL)
        return fault_errno(f, path, "kan inte läsa filen");
    if (pass_header(from, outfile_stream(out), first)) {
        pass_rows(from, out);
        ok = !ferror(from) || fault_errno(f, path, "kan inte läsa filen");
    } else {
        ok = spell_file_damaged(path, f);
    }
    fclose(from);
    return ok;
}

bool shards_write_spells(struct clean *c, const char *path, struct fault *f)
{
    struct outfile *out;
    bool ok = true;

    if (!outfile_open(path, OUTFILE_PRIVATE, &out, f))
        return false;
    for (size_t k = 1; k <= c->shard->n && ok; k++) {
        char part[SHARD_PATH];

        shard_file(c->shard, k, "clean_written.csv", part);
        ok = add_part(out, part, k == 1, f);
    }
    if (ok)
        return outfile_commit(out, f);
    outfile_discard(out);
    return false;
}
