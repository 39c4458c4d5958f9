#include "pipeline/intake/intake_records.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/intake/header_row.h"
#include "pipeline/intake/word.h"
#include "pipeline/table/conservation.h"

#include <stdlib.h>
#include <string.h>

enum { NOT_THERE = SIZE_MAX };

void intake_reject(struct intake_work *w, uint64_t line, uint16_t column, enum reason reason)
{
    findings_reject(w->findings, w->columns.number, (uint32_t) line, column, reason);
    w->account->rejected++;
}

enum reason intake_reason(enum reader_status status)
{
    switch (status) {
    case READER_BAD_QUOTE:
        return REASON_STRAY_QUOTE;
    case READER_BAD_BYTES:
        return REASON_BAD_BYTES;
    case READER_LONG_FIELD:
        return REASON_FIELD_TOO_LONG;
    default:
        return REASON_FIELD_COUNT;
    }
}

static size_t id_column(const struct intake_work *w)
{
    const size_t *place = w->columns.place;

    return place[place[FIELD_PERSONNUMMER] != NOT_THERE ? FIELD_PERSONNUMMER : FIELD_PERSONID];
}

static bool is_other_file(const struct intake_work *w, uint64_t line, struct fault *f)
{
    return fault_at(f, FAULT_DATA, w->file->path, line, NULL,
                    "här börjar en ny rubrikrad med andra kolumner eller annan ordning, så raderna efter den skulle "
                    "läsas fel: dela filen i två där");
}

/* By the name that its other records go by. */
static void note_lost(struct intake_work *w, const struct field *fields)
{
    size_t place = w->columns.place[FIELD_DISTRICT], length;
    struct field cell = place == NOT_THERE ? (struct field){ "", 0 } : fields[place];
    char name[WORD_MAX];
    const char *unit;
    bool known;

    word_trim(&cell.bytes, &cell.length);
    length = word_is_cell_error(cell.bytes, cell.length) ? 0 : word_name(cell.bytes, cell.length, name);
    if (length == 0 || length == SIZE_MAX)
        return;
    unit = codebook_unit(w->codebook, name, length, INT32_MAX, &length, &known);
    findings_lost(w->findings, unit, length, 1);
}

static bool take_record(struct intake_work *w, struct corrections *corrections, struct posting *posting,
                        const struct field *fields, uint64_t line, struct fault *f)
{
    enum codebook_field mended[FIELD_COUNT];
    size_t n_mended;
    uint16_t column = 0;
    enum reason reason;

    switch (header_row(w->codebook, w->reader, id_column(w), fields)) {
    case HEADER_ROW_SAME:
        intake_reject(w, line, 0, REASON_REPEATED_HEADER);
        return true;
    case HEADER_ROW_OTHER:
        return is_other_file(w, line, f);
    case HEADER_ROW_NONE:
        break;
    }
    if (!corrections_apply(corrections, &fields, line, &n_mended, mended, f))
        return false;
    for (size_t i = 0; i < n_mended; i++)
        findings_note(w->findings, w->columns.number, (uint32_t) line, w->columns.column[mended[i]], NOTE_CORRECTED, 1);
    w->account->corrected += n_mended > 0;
    reason = posting_take(posting, fields, line, &column);
    if (reason != REASON_NONE) {
        intake_reject(w, line, column, reason);
        note_lost(w, fields);
    }
    return true;
}

/* All records of the reader, which may be a part's; `store` is to have room for each, or NULL: there is room. */
static bool take_all(struct intake_work *w, struct corrections *corrections, struct posting *posting,
                     struct conservation *conservation, struct spell_store *store, struct fault *f)
{
    const struct field *fields = NULL;
    struct record record;
    enum reader_status status;
    bool ok = true;

    while (ok && (status = reader_next(w->reader, &fields, &record)) != READER_END) {
        conservation_book(conservation, &record);
        if (status == READER_BLANK) {
            w->account->blank++;
            continue;
        }
        w->account->records_in++;
        w->readable += status == READER_FIELDS || status == READER_FIELD_COUNT;
        if (status == READER_FIELDS)
            ok = (store == NULL || spell_store_make_room(store, 1, f)) &&
                 take_record(w, corrections, posting, fields, record.line, f);
        else if (status == READER_FIELD_COUNT &&
                 header_row_of_record(w->codebook, w->reader, &record) != HEADER_ROW_NONE)
            ok = is_other_file(w, record.line, f);
        else
            intake_reject(w, record.line, 0, intake_reason(status));
    }
    return ok;
}

/* ---- parts ---- */

struct part {
    struct intake_work work;
    struct conservation conservation;
    struct corrections *corrections;
    struct posting *posting;
    struct spells spells;            /* the items are some of the whole's */
    struct glossary_numbers numbers; /* of its names in the whole */
    struct findings findings;
    struct intake account;
    struct fault fault;
    bool ok;
};

/* The records of a file, and what is done beside them: the file taken by itself. */
struct records {
    struct intake_work *whole;
    struct conservation conservation;
    struct corrections *corrections;
    struct posting *posting;
    struct spell_store *store;
    size_t n_threads;
    struct reader **readers; /* parts that are read at the same time */
    struct part *parts;
    size_t n_parts;
    struct fault fault, records_fault;
    bool taken, same; /* the file by itself; it is what was read */
    bool ok;          /* the records */
};

static void take_part(void *context, size_t i)
{
    struct part *part = (struct part *) context + i;

    part->ok = take_all(&part->work, part->corrections, part->posting, &part->conservation, NULL, &part->fault);
}

static size_t threads_worth_while(const struct intake_work *w, const struct corrections *corrections)
{
    enum { WORTH_WHILE = 8 << 20 };
    size_t most = reader_rest(w->reader).length / WORTH_WHILE, n = threads_of_machine();

    if (!corrections_none(corrections) || codebook_is_dated(w->codebook))
        return 1;
    if (w->options->threads > 0)
        return w->options->threads;
    return most < 1 ? 1 : most < n ? most : n;
}

/* Of each part there is room for a spell a line, which is more than it can need. Room that is not used costs nothing.
 */
static bool begin_parts(struct records *r, struct fault *f)
{
    struct spells *spells = r->store->spells;
    size_t n_lines = 0;

    for (size_t i = 0; i < r->n_parts; i++) {
        struct part *part = &r->parts[i];

        part->work = *r->whole;
        part->work.reader = r->readers[i];
        part->work.findings = &part->findings;
        part->work.account = &part->account;
        part->conservation = conservation_part(r->readers[i]);
        part->corrections = r->corrections;
        findings_begin(&part->findings);
        spells_begin(&part->spells);
        part->posting = posting_part(r->posting, &part->spells, &part->findings);
        part->spells.capacity = reader_lines(r->readers[i], i + 1 < r->n_parts ? r->readers[i + 1] : NULL);
        n_lines += part->spells.capacity;
    }
    if (!spell_store_make_room(r->store, n_lines, f))
        return false;
    if (!spell_store_is_bounded(r->store))
        memory_in_large_pages(spells->items + spells->n, n_lines * sizeof *spells->items);
    n_lines = 0;
    for (size_t i = 0; i < r->n_parts; i++) {
        r->parts[i].spells.items = spells->items + spells->n + n_lines;
        n_lines += r->parts[i].spells.capacity;
    }
    return true;
}

static void add_account(struct intake *into, const struct intake *from)
{
    into->records_in += from->records_in;
    into->rejected += from->rejected;
    into->blank += from->blank;
    into->corrected += from->corrected;
}

static void renumber_part(void *context, size_t i)
{
    struct part *part = (struct part *) context + i;

    posting_renumber(&part->numbers, part->spells.items, part->spells.n);
}

static bool join_parts(struct records *r, struct fault *f)
{
    struct spells *spells = r->store->spells;

    for (size_t i = 0; i < r->n_parts; i++) {
        struct part *part = &r->parts[i];

        if (!part->ok) {
            *f = part->fault;
            return false;
        }
        conservation_join(&r->conservation, &part->conservation, part->work.reader);
        part->numbers = posting_join(r->posting, part->posting);
        findings_join(r->whole->findings, &part->findings);
        add_account(r->whole->account, &part->account);
        r->whole->readable += part->work.readable;
        if (part->spells.items != spells->items + spells->n)
            memmove(spells->items + spells->n, part->spells.items, part->spells.n * sizeof *spells->items);
        part->spells.items = spells->items + spells->n;
        spells->n += part->spells.n;
    }
    threads_share(r->n_threads, r->n_parts, renumber_part, r->parts);
    return true;
}

static void end_parts(struct records *r)
{
    for (size_t i = 0; i < r->n_parts; i++) {
        r->parts[i].spells.items = NULL;
        glossary_numbers_free(&r->parts[i].numbers);
        posting_free(r->parts[i].posting);
        spells_free(&r->parts[i].spells);
        findings_free(&r->parts[i].findings);
        reader_close(r->readers[i]);
    }
    free(r->parts);
    free(r->readers);
}

/* The records of `from`, in parts. */
static bool take_parts(struct records *r, const struct reader *from, struct fault *f)
{
    enum { PARTS_EACH = 4 }; /* the file is read by itself meanwhile, by one thread more */
    size_t n = r->n_threads * (spell_store_is_bounded(r->store) ? 1 : PARTS_EACH);
    bool ok;

    r->readers = memory_zeroed(n, sizeof *r->readers);
    r->parts = memory_zeroed(n, sizeof *r->parts);
    r->n_parts = reader_split(from, n, r->readers);
    ok = begin_parts(r, f);
    if (ok) {
        threads_share(r->n_threads, r->n_parts, take_part, r->parts);
        ok = join_parts(r, f);
    }
    end_parts(r);
    return ok;
}

/* So many bytes of the file at a time: even where each of its records were as short as can be, their spells are less
 * than three times as long, and would not take more than three quarters of their room. */
static size_t bytes_at_once(const struct spell_store *store, size_t n_threads)
{
    enum { LEAST = 1 << 16, MOST = 1 << 20 }; /* a thread has some milliseconds to do with so much */
    size_t room = store->most * sizeof(struct spell) / 4, most = n_threads * MOST;

    return room < LEAST ? LEAST : room < most ? room : most;
}

static bool take_bit_by_bit(struct records *r, struct fault *f)
{
    struct reader *some;
    bool ok = true;

    while (ok && (some = reader_cut(r->whole->reader, bytes_at_once(r->store, r->n_threads))) != NULL) {
        ok = take_parts(r, some, f);
        reader_close(some);
    }
    return ok;
}

static bool take_records(struct records *r, struct fault *f)
{
    if (r->n_threads == 1)
        return take_all(r->whole, r->corrections, r->posting, &r->conservation, r->store, f);
    return spell_store_is_bounded(r->store) ? take_bit_by_bit(r, f) : take_parts(r, r->whole->reader, f);
}

enum job { TAKE_FILE, TAKE_RECORDS, N_JOBS };

static void do_job(void *context, size_t i)
{
    struct records *r = context;
    struct intake_work *w = r->whole;

    if (i == TAKE_FILE)
        r->taken = conservation_take_file(w->file->path, w->file->excel ? NULL : w->reader, w->account->sha256,
                                          &r->same, &r->fault);
    else
        r->ok = take_records(r, &r->records_fault);
}

static bool has_records(const struct intake_work *w, struct fault *f)
{
    if (w->account->records_in == 0)
        return fault_at(f, FAULT_DATA, w->file->path, reader_header_line(w->reader), NULL,
                        "filen har en rubrikrad men inga poster: ta ut den på nytt, eller ta bort den ur leveransen");
    if (w->readable == 0)
        return fault_at(
            f, FAULT_DATA, w->file->path, 0, NULL,
            "ingen av filens poster går att läsa (citattecken eller tecken som inte hör dit): ta ut den på nytt");
    return true;
}

bool intake_records(struct intake_work *w, struct corrections *corrections, struct posting *posting,
                    struct spell_store *store, struct fault *f)
{
    struct records r = { .whole = w,
                         .conservation = conservation_begin(w->reader),
                         .corrections = corrections,
                         .posting = posting,
                         .store = store,
                         .n_threads = threads_worth_while(w, corrections) };

    if (r.n_threads > 1) {
        threads_run(N_JOBS, do_job, &r);
    } else {
        do_job(&r, TAKE_FILE);
        do_job(&r, TAKE_RECORDS);
    }
    if (!r.ok || !r.taken) {
        *f = r.ok ? r.fault : r.records_fault;
        return false;
    }
    return conservation_end(&r.conservation, w->reader, r.same, &w->account->before, w->file->path, f) &&
           has_records(w, f);
}
