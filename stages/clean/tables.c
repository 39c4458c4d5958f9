/* tables.c - the outputs as tables: spells, rejects, notes, intake, extracts, control, counts. */
#include "stages/clean/shards.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = 4096 };

static void path_of(const struct clean *c, const char *name, char path[PATH_ROOM])
{
    snprintf(path, PATH_ROOM, "%s/%s.csv", c->directory, name);
}

static bool open_table(const struct clean *c, const char *name, struct writer **out, struct fault *f)
{
    char path[PATH_ROOM];

    path_of(c, name, path);
    return writer_open(path, schema_find(name), out, f);
}

/* The last columns of intake.csv. */
static const enum note COUNTED[] = { NOTE_MERGED_DUPLICATE, NOTE_MERGED_OVERLAP,    NOTE_MERGED_SUPERSEDED,
                                     NOTE_REVISED,          NOTE_OTHER_POST,        NOTE_OTHER_DISTRICT,
                                     NOTE_SAME_DAY_MOVE,    NOTE_END_WITHOUT_CAUSE, NOTE_CAUSE_WITHOUT_END };

static bool write_intake(const struct clean *c, struct fault *f)
{
    struct writer *w;

    if (!open_table(c, "intake", &w, f))
        return false;
    for (size_t i = 0; i < c->n_files; i++) {
        const struct intake *a = &c->accounts[i];

        writer_text(w, a->name);
        writer_text(w, intake_kind_word(a->kind));
        writer_text(w, a->sha256);
        writer_integer(w, (int64_t) a->bytes);
        writer_text(w, a->encoding);
        writer_text(w, a->separator);
        writer_date(w, a->first_extraction);
        writer_date(w, a->last_extraction);
        writer_text(w, intake_basis_word(a->basis));
        writer_integer(w, (int64_t) a->records_in);
        writer_integer(w, (int64_t) a->kept);
        writer_integer(w, (int64_t) a->rejected);
        writer_integer(w, (int64_t) a->merged);
        writer_integer(w, (int64_t) a->blank);
        writer_integer(w, (int64_t) a->corrected);
        for (size_t k = 0; k < sizeof COUNTED / sizeof COUNTED[0]; k++)
            writer_integer(w, (int64_t) findings_count(&c->findings, (uint16_t) (i + 1), COUNTED[k]));
        writer_end_row(w);
    }
    return writer_commit(w, f);
}

static bool write_rejects(const struct clean *c, struct fault *f)
{
    struct writer *w;

    if (!open_table(c, "rejects", &w, f))
        return false;
    for (size_t i = 0; i < c->findings.n_rejects; i++) {
        const struct reject *r = &c->findings.rejects[i];

        writer_text(w, c->accounts[r->file - 1].name);
        writer_integer(w, r->line);
        writer_text(w, dictionary_text(c->findings.columns, r->column));
        writer_text(w, reason_word(r->reason));
        writer_end_row(w);
    }
    return writer_commit(w, f);
}

static bool write_notes(const struct clean *c, struct fault *f)
{
    struct writer *w;

    if (!open_table(c, "notes", &w, f))
        return false;
    for (size_t i = 0; i < c->findings.n_remarks; i++) {
        const struct remark *r = &c->findings.remarks[i];

        writer_text(w, c->accounts[r->file - 1].name);
        if (r->line == 0)
            writer_real(w, (double) NAN);
        else
            writer_integer(w, r->line);
        writer_text(w, dictionary_text(c->findings.columns, r->column));
        writer_text(w, note_word(r->note));
        writer_integer(w, r->records);
        writer_end_row(w);
    }
    return writer_commit(w, f);
}

static bool write_revisions(const struct clean *c, struct fault *f)
{
    struct writer *w;

    if (!open_table(c, "revisions", &w, f))
        return false;
    for (size_t i = 0; i < c->findings.n_revisions; i++) {
        const struct revision *r = &c->findings.revisions[i];

        writer_text(w, c->accounts[r->file - 1].name);
        writer_integer(w, r->line);
        writer_text(w, c->accounts[r->later_file - 1].name);
        writer_integer(w, r->later_line);
        writer_text(w, codebook_field_name((enum codebook_field) r->field));
        if (r->days == 0)
            writer_real(w, (double) NAN);
        else
            writer_integer(w, r->days);
        writer_end_row(w);
    }
    return writer_commit(w, f);
}

void clean_add_extract(struct extract_counts *e, int32_t day, int32_t basis, uint64_t records)
{
    int32_t key[2] = { day, basis };
    size_t n;
    uint32_t number;

    if (e->keys == NULL)
        e->keys = dictionary_new();
    n = dictionary_size(e->keys);
    number = dictionary_intern(e->keys, (const char *) key, sizeof key);
    e->records = memory_grow(e->records, &e->capacity, n + 1, sizeof *e->records);
    if (number == n)
        e->records[n] = 0;
    e->records[number] += records;
}

static void count_extracts(struct extract_counts *e, const struct spells *piece)
{
    for (size_t i = 0, same; i < piece->n; i += same) {
        const struct spell *s = &piece->items[i];

        for (same = 1; i + same < piece->n && piece->items[i + same].extraction == s->extraction &&
                       piece->items[i + same].basis == s->basis;
             same++)
            ;
        clean_add_extract(e, s->extraction, s->basis, same);
    }
}

void clean_end_extracts(struct clean *c, struct extract_counts *e)
{
    c->extracts = rows_new(schema_find("extracts"));
    for (size_t i = 0; e->keys != NULL && i < dictionary_size(e->keys); i++) {
        int32_t key[2];

        memcpy(key, dictionary_text(e->keys, (uint32_t) i), sizeof key);
        rows_begin(c->extracts);
        rows_date(c->extracts, "date", key[0]);
        rows_text(c->extracts, "basis", key[1] == BASIS_SPELLS ? "spells" : "snapshot");
        rows_number(c->extracts, "records", (double) e->records[i]);
    }
    dictionary_free(e->keys);
    free(e->records);
}

/* What is counted of the records. */
struct record_counts {
    struct clean *clean;
    struct extract_counts extracts;
};

static void count_records(void *context, struct spells *piece)
{
    struct record_counts *r = context;

    count_extracts(&r->extracts, piece);
    clean_count_districts(r->clean, piece);
}

bool clean_count_records(struct clean *c, struct fault *f)
{
    struct record_counts counts = { .clean = c };
    bool ok;

    c->taken = memory_zeroed(dictionary_size(c->spells.districts) + 1, sizeof *c->taken);
    ok = spell_store_each(&c->store, false, count_records, &counts, f);
    clean_end_extracts(c, &counts.extracts);
    return ok;
}

bool clean_write_control(struct clean *c, struct fault *f)
{
    struct rows *rows = rows_new(schema_find("control"));
    char path[PATH_ROOM];
    bool ok;

    for (size_t i = 0; i < c->control.n; i++) {
        const struct control_total *t = &c->control.totals[i];

        rows_begin(rows);
        rows_date(rows, "date", t->day);
        rows_text(rows, "district", t->district);
        rows_text(rows, "occupation", t->occupation);
        rows_number(rows, "expected", (double) t->expected);
        rows_number(rows, "found", (double) t->found);
        rows_number(rows, "difference", (double) (t->found - t->expected));
        rows_text(rows, "explanation", t->explanation);
    }
    path_of(c, "control", path);
    ok = rows_write(rows, path, f);
    rows_free(rows);
    return ok;
}

bool clean_write_account(struct clean *c, struct fault *f)
{
    return write_intake(c, f) && write_rejects(c, f);
}

bool clean_write_tables(struct clean *c, struct fault *f)
{
    char spells[PATH_ROOM], extracts[PATH_ROOM], counts[PATH_ROOM];

    path_of(c, "spells", spells);
    path_of(c, "extracts", extracts);
    path_of(c, "counts", counts);
    return (c->shard != NULL ? shards_write_spells(c, spells, f) : clean_write_spells(c, spells, f)) &&
           clean_write_account(c, f) && write_notes(c, f) && write_revisions(c, f) &&
           rows_write(c->extracts, extracts, f) && clean_write_control(c, f) && rows_write(c->counts, counts, f);
}
