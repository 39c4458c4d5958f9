/* shards_read.c - the first step: some of the files, each read as if there were no other. */
#include "stages/clean/shards.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/spell_file.h"
#include "pipeline/intake/witness.h"

#include <stdlib.h>
#include <string.h>

static size_t largest_left(const struct delivery *staff, const size_t *jobs)
{
    size_t largest = SIZE_MAX;

    for (size_t i = 0; i < staff->n; i++)
        if (jobs[i] == 0 && (largest == SIZE_MAX || staff->files[i].bytes > staff->files[largest].bytes))
            largest = i;
    return largest;
}

size_t *shards_deal(const struct delivery *staff, size_t n)
{
    size_t *jobs = memory_zeroed(staff->n, sizeof *jobs);
    uint64_t *bytes = memory_zeroed(n, sizeof *bytes);

    for (size_t file; (file = largest_left(staff, jobs)) != SIZE_MAX;) {
        size_t least = 0;

        for (size_t k = 1; k < n; k++)
            if (bytes[k] < bytes[least])
                least = k;
        jobs[file] = least + 1;
        bytes[least] += staff->files[file].bytes + 1;
    }
    free(bytes);
    return jobs;
}

static void put_text(FILE *to, const char *text)
{
    packet_put_bytes(to, text, strlen(text));
}

/* Where the files go. */
struct reading {
    struct clean *clean;
    struct outfile *out, *found;
    struct spell_file_writer *spells;
};

/* What is known of one file. */
struct file_read {
    struct spells names; /* of it alone, and its spells */
    struct findings findings;
    struct posting *posting;
    struct posting_file columns;
    struct spell_store store;
};

static void begin_file(struct file_read *r, const struct clean *c)
{
    spells_begin(&r->names);
    findings_begin(&r->findings);
    r->posting = posting_new(c->codebook, c->key, &r->names, &r->findings);
    r->store = c->store;
    r->store.spells = &r->names;
}

static void end_file(struct file_read *r)
{
    posting_free(r->posting);
    spell_store_end(&r->store);
    findings_free(&r->findings);
    spells_free(&r->names);
}

static void add_witnesses(void *witnesses, struct spells *piece)
{
    witnesses_add(witnesses, piece);
}

/* What is known before it is merged, in the order in which take_account() asks for it. */
static void put_account(FILE *to, const struct intake *a)
{
    packet_put_number(to, a->kind);
    put_text(to, a->sha256);
    packet_put_number(to, a->bytes);
    put_text(to, a->encoding);
    put_text(to, a->separator);
    packet_put_number(to, (uint32_t) a->first_extraction);
    packet_put_number(to, (uint32_t) a->last_extraction);
    packet_put_number(to, a->basis);
    packet_put_number(to, a->records_in);
    packet_put_number(to, a->rejected);
    packet_put_number(to, a->blank);
    packet_put_number(to, a->corrected);
}

/* In the order in which join_file() asks for it. */
static bool hand_on(struct reading *to, struct file_read *r, const struct intake *account, struct fault *f)
{
    FILE *out = outfile_stream(to->out);
    struct witnesses w = witnesses_begin(&r->names);
    bool ok = spell_store_each(&r->store, false, add_witnesses, &w, f) && spell_file_add(to->spells, &r->store, f);

    if (ok) {
        put_account(out, account);
        findings_pack_columns(&r->findings, out);
        packet_put_array(out, r->columns.column, FIELD_COUNT, sizeof r->columns.column[0]);
        posting_pack(r->posting, out);
        witnesses_pack(&w, out);
        findings_pack(&r->findings, outfile_stream(to->found));
    }
    witnesses_free(&w);
    return ok;
}

/* In the order in which is_fault() asks for it. */
static void put_fault(FILE *to, const struct fault *fault)
{
    packet_put_number(to, fault != NULL ? fault->kind : FAULT_NONE);
    if (fault == NULL)
        return;
    put_text(to, fault->path);
    packet_put_number(to, fault->line);
    put_text(to, fault->column);
    put_text(to, fault->text);
}

/* *more is false after a file that can not be used, which the sum tells, and behind which nobody reads. */
static bool read_file(struct reading *to, size_t file, bool *more, struct fault *f)
{
    struct clean *c = to->clean;
    const struct delivery_file *d = &c->staff.files[file];
    struct file_read r;
    struct delivery_options how;
    struct intake account;
    struct fault unusable;
    bool ok;

    begin_file(&r, c);
    *more = clean_file_options(c, d, &how, &unusable) &&
            intake_take(d, &how, (uint16_t) (c->counted.n + file + 1), c->codebook, c->corrections, r.posting, &r.store,
                        &r.findings, &account, &r.columns, &unusable);
    if (!*more && unusable.kind != FAULT_DATA) { /* another job may be better off */
        *f = unusable;
        ok = false;
    } else {
        put_text(outfile_stream(to->out), d->name);
        put_fault(outfile_stream(to->out), *more ? NULL : &unusable);
        ok = !*more || hand_on(to, &r, &account, f);
    }
    end_file(&r);
    return ok;
}

static bool read_files(struct reading *to, struct fault *f)
{
    struct clean *c = to->clean;
    size_t *jobs = shards_deal(&c->staff, c->shard->n);
    bool more = true, ok = true;

    for (size_t i = 0; i < c->staff.n && ok && more; i++)
        if (jobs[i] == c->shard->number)
            ok = read_file(to, i, &more, f);
    free(jobs);
    if (ok && more)
        corrections_pack(c->corrections, outfile_stream(to->out));
    return ok;
}

static bool begin(struct reading *to, struct fault *f)
{
    const struct shard *s = to->clean->shard;
    char path[SHARD_PATH];

    shard_file(s, s->number, "clean_read_spells", path);
    return handed_begin(s, HANDED_READ, &to->out, f) && handed_begin(s, HANDED_READ_FOUND, &to->found, f) &&
           spell_file_create(path, &to->spells, f);
}

/* What says that the files have been read comes last. */
static bool commit(struct reading *to, struct fault *f)
{
    struct outfile *found = to->found, *out = to->out;
    struct spell_file_writer *spells = to->spells;

    to->spells = NULL;
    if (!spell_file_close(spells, f))
        return false;
    to->found = NULL;
    if (!outfile_commit(found, f))
        return false;
    to->out = NULL;
    return outfile_commit(out, f);
}

bool shards_read(struct clean *c, const struct fault *early, struct fault *f)
{
    struct reading to = { .clean = c };
    bool ok = begin(&to, f);

    if (ok)
        put_fault(outfile_stream(to.out), early);
    ok = ok && (early != NULL || read_files(&to, f)) && commit(&to, f);
    spell_file_discard(to.spells);
    outfile_discard(to.found);
    outfile_discard(to.out);
    return ok;
}
