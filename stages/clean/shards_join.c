/* shards_join.c - the files that jobs have read, joined in their order. */
#include "stages/clean/shards.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/witness.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A text of at most size - 1 bytes. */
static void take_text(struct packet *from, char *text, size_t size)
{
    size_t length;
    const char *bytes = packet_bytes(from, &length);

    from->whole = from->whole && length < size;
    length = from->whole ? length : 0;
    memcpy(text, bytes, length);
    text[length] = '\0';
}

/* The next is a fault, which is then that of *f; else false. */
static bool is_fault(struct packet *from, struct fault *f)
{
    uint64_t kind = packet_number_to(from, FAULT_DEPENDENCY);

    if (kind == FAULT_NONE)
        return false;
    f->kind = (enum fault_kind) kind;
    take_text(from, f->path, sizeof f->path);
    f->line = packet_number(from);
    take_text(from, f->column, sizeof f->column);
    take_text(from, f->text, sizeof f->text);
    return from->whole;
}

static void take_account(struct joined *j, size_t number, struct packet *from)
{
    struct clean *c = j->clean;
    struct intake *a = &c->accounts[number - 1];
    char separator[16];

    a->name = c->staff.files[number - c->counted.n - 1].name;
    a->kind = (enum intake_kind) packet_number_to(from, INTAKE_COUNTS);
    take_text(from, a->sha256, sizeof a->sha256);
    a->bytes = packet_number(from);
    take_text(from, a->encoding, sizeof a->encoding);
    take_text(from, separator, sizeof separator);
    a->separator = intake_separator(separator, strlen(separator));
    from->whole = from->whole && a->separator != NULL;
    a->first_extraction = (int32_t) (uint32_t) packet_number_to(from, UINT32_MAX);
    a->last_extraction = (int32_t) (uint32_t) packet_number_to(from, UINT32_MAX);
    a->basis = (enum intake_basis) packet_number_to(from, EXTRACTION_ASSUMED);
    a->records_in = packet_number(from);
    a->rejected = packet_number(from);
    a->blank = packet_number(from);
    a->corrected = packet_number(from);
}

static void take_columns(struct joined_file *file, struct posting_file *columns, struct clean *c, struct packet *from)
{
    size_t n;
    uint16_t *packed;

    file->columns = findings_unpack_columns(&c->findings, from, &file->n_columns);
    packed = packet_array(from, &n, sizeof *packed);
    from->whole = from->whole && n == FIELD_COUNT;
    for (size_t i = 0; i < FIELD_COUNT && from->whole; i++) {
        columns->column[i] = packed[i] < file->n_columns ? file->columns[packed[i]] : 0;
        columns->place[i] = SIZE_MAX;
    }
    free(packed);
}

/* Its words are joined to those of the files before it. */
static void take_words(struct joined *j, struct joined_file *file, struct packet *from)
{
    struct clean *c = j->clean;
    struct spells names;
    struct findings nothing;
    struct posting *posting;

    spells_begin(&names);
    findings_begin(&nothing);
    posting = posting_new(c->codebook, NULL, &names, &nothing);
    posting_unpack(posting, from);
    if (from->whole)
        file->numbers = posting_join(j->posting, posting);
    file->n_districts = dictionary_size(names.districts);
    file->n_occupations = dictionary_size(names.occupations);
    file->n_operations = dictionary_size(names.operations);
    posting_free(posting);
    findings_free(&nothing);
    spells_free(&names);
}

static void take_witnesses(struct joined *j, const struct joined_file *file, struct packet *from)
{
    struct witnesses w;
    struct spells piece = { .items = NULL };

    witnesses_unpack(&w, from);
    from->whole = from->whole && w.n_districts == file->n_districts;
    piece.items = w.items;
    piece.n = w.n;
    from->whole = from->whole && shards_renumber(j, &piece);
    for (size_t i = 0; i < w.n_districts && from->whole; i++)
        j->clean->taken[file->numbers.district[i]] += w.districts[i];
    for (size_t i = 0; i < w.n_days && from->whole; i++)
        clean_add_extract(&j->extracts, w.days[i].day, w.days[i].basis, w.days[i].records);
    for (size_t i = 0; i < w.n && from->whole; i++) {
        struct spells *all = &j->witnesses;

        all->items = memory_grow(all->items, &all->capacity, all->n + 1, sizeof *all->items);
        all->items[all->n++] = w.items[i];
    }
    witnesses_free(&w);
}

/* What was read is the file that stands there now: jobs agree on who reads what by the files that each finds. */
static bool is_of_file(struct packet *from, const struct delivery_file *file)
{
    size_t length;
    const char *name = packet_bytes(from, &length);

    from->whole = from->whole && strlen(file->name) == length && memcmp(file->name, name, length) == 0;
    return from->whole;
}

/* In the order in which read_file() and hand_on() put it. */
static bool join_file(struct joined *j, size_t i, struct handed *h, bool *told, struct fault *f)
{
    struct clean *c = j->clean;
    struct posting_file columns = { .number = (uint16_t) (c->counted.n + i + 1) };
    struct packet *from = &h->packet;

    if (!is_of_file(from, &c->staff.files[i]))
        return handed_is_whole(h, f);
    *told = is_fault(from, f);
    if (*told)
        return false;
    take_account(j, columns.number, from);
    take_columns(&j->files[i], &columns, c, from);
    posting_begin(j->posting, &columns);
    take_words(j, &j->files[i], from);
    take_witnesses(j, &j->files[i], from);
    from->whole = from->whole && c->accounts[columns.number - 1].bytes == c->staff.files[i].bytes;
    if (!handed_is_whole(h, f))
        return false;
    *told = !posting_end(j->posting, c->staff.files[i].path, f);
    return !*told;
}

static bool join_files(struct joined *j, bool *told, struct fault *f)
{
    struct clean *c = j->clean;
    size_t *jobs = shards_deal(&c->staff, c->shard->n);
    bool ok = true;

    for (size_t i = 0; i < c->staff.n && ok; i++)
        ok = join_file(j, i, &j->handed[jobs[i] - 1], told, f);
    free(jobs);
    return ok;
}

static bool join_mends(struct joined *j, bool *told, struct fault *f)
{
    for (size_t k = 0; k < j->clean->shard->n; k++) {
        corrections_add(j->clean->corrections, &j->handed[k].packet);
        if (!handed_is_spent(&j->handed[k], f))
            return false;
    }
    *told = !corrections_finish(j->clean->corrections, f);
    return !*told;
}

/* A job that could not begin says why, and all of them say the same. */
static bool read_handed(struct joined *j, bool *told, struct fault *f)
{
    const struct shard *s = j->clean->shard;
    struct fault early;

    for (size_t k = 0; k < s->n; k++) {
        if (!handed_read(s, k + 1, HANDED_READ, &j->handed[k], f))
            return false;
        if (is_fault(&j->handed[k].packet, &early) && !*told) {
            *f = early;
            *told = true;
        }
    }
    return !*told;
}

bool shards_join(struct joined *j, struct clean *c, bool *told, struct fault *f)
{
    bool ok;

    *j = (struct joined){ .clean = c };
    *told = false;
    j->handed = memory_zeroed(c->shard->n, sizeof *j->handed);
    j->files = memory_zeroed(c->staff.n, sizeof *j->files);
    j->posting = posting_new(c->codebook, NULL, &c->spells, &c->findings);
    c->taken = memory_zeroed(UINT16_MAX + 1, sizeof *c->taken);
    c->n_files = c->counted.n + c->staff.n;
    if (!read_handed(j, told, f))
        return false;
    ok = join_files(j, told, f);
    clean_settle_words(c, j->posting);
    if (!ok || !join_mends(j, told, f))
        return false;
    return true;
}

void shards_end(struct joined *j)
{
    struct clean *c = j->clean;

    clean_end_extracts(c, &j->extracts);
    for (size_t k = 0; k < c->shard->n; k++)
        handed_free(&j->handed[k]);
    for (size_t i = 0; i < c->staff.n; i++) {
        glossary_numbers_free(&j->files[i].numbers);
        free(j->files[i].columns);
    }
    free(j->handed);
    free(j->files);
    free(j->witnesses.items);
    posting_free(j->posting);
}

void shards_forget(const struct joined *j)
{
    for (size_t k = 0; k < j->clean->shard->n; k++)
        unlink(j->handed[k].path);
}

bool shards_renumber(const struct joined *j, struct spells *piece)
{
    const struct clean *c = j->clean;

    for (size_t i = 0; i < piece->n; i++) {
        struct spell *s = &piece->items[i];
        const struct joined_file *file;

        if (s->file <= c->counted.n || s->file > c->n_files)
            return false;
        file = &j->files[s->file - c->counted.n - 1];
        if (s->district >= file->n_districts || s->occupation >= file->n_occupations ||
            s->operation >= file->n_operations)
            return false;
        s->district = file->numbers.district[s->district];
        s->occupation = file->numbers.occupation[s->occupation];
        s->operation = file->numbers.operation[s->operation];
    }
    return true;
}
