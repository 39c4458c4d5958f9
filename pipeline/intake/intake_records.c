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
    findings_lost(w->findings, unit, length);
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

/* All records of the reader, which may be a part's. */
static bool take_all(struct intake_work *w, struct corrections *corrections, struct posting *posting,
                     struct conservation *conservation, struct fault *f)
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
            ok = take_record(w, corrections, posting, fields, record.line, f);
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
    struct spells spells; /* the items are some of the whole's */
    struct findings findings;
    struct intake account;
    struct fault fault;
    bool ok;
};

/* What is done at once: the file taken by itself, and its parts. */
struct parts {
    struct intake_work *whole;
    struct conservation conservation;
    struct reader **readers;
    struct part *items;
    size_t n;
    struct fault fault;
    bool taken, same; /* the file by itself; it is what was read */
};

enum job { TAKE_FILE, FIRST_PART };

static void take_part(struct part *part)
{
    part->ok = take_all(&part->work, part->corrections, part->posting, &part->conservation, &part->fault);
}

static void do_job(void *context, size_t i)
{
    struct parts *p = context;
    struct intake_work *w = p->whole;

    if (i == TAKE_FILE)
        p->taken = conservation_take_file(w->file->path, w->file->excel ? NULL : w->reader, w->account->sha256,
                                          &p->same, &p->fault);
    else
        take_part(&p->items[i - FIRST_PART]);
}

static size_t n_parts(const struct intake_work *w, const struct corrections *corrections)
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
static void begin_parts(struct parts *p, const struct posting *posting, struct spells *spells)
{
    size_t n_lines = 0;

    for (size_t i = 0; i < p->n; i++) {
        struct part *part = &p->items[i];

        part->work = *p->whole;
        part->work.reader = p->readers[i];
        part->work.findings = &part->findings;
        part->work.account = &part->account;
        part->conservation = conservation_part(p->readers[i]);
        findings_begin(&part->findings);
        spells_begin(&part->spells);
        part->posting = posting_part(posting, &part->spells, &part->findings);
        part->spells.capacity = reader_lines(p->readers[i], i + 1 < p->n ? p->readers[i + 1] : NULL);
        n_lines += part->spells.capacity;
    }
    spells->items = memory_grow(spells->items, &spells->capacity, spells->n + n_lines, sizeof *spells->items);
    memory_in_large_pages(spells->items + spells->n, n_lines * sizeof *spells->items);
    n_lines = 0;
    for (size_t i = 0; i < p->n; i++) {
        p->items[i].spells.items = spells->items + spells->n + n_lines;
        n_lines += p->items[i].spells.capacity;
    }
}

static void add_account(struct intake *into, const struct intake *from)
{
    into->records_in += from->records_in;
    into->rejected += from->rejected;
    into->blank += from->blank;
    into->corrected += from->corrected;
}

static bool join_parts(struct parts *p, struct posting *posting, struct spells *spells, struct fault *f)
{
    for (size_t i = 0; i < p->n; i++) {
        struct part *part = &p->items[i];

        if (!part->ok) {
            *f = part->fault;
            return false;
        }
        conservation_join(&p->conservation, &part->conservation, part->work.reader);
        posting_join(posting, part->posting, part->spells.items, part->spells.n);
        findings_join(p->whole->findings, &part->findings);
        add_account(p->whole->account, &part->account);
        p->whole->readable += part->work.readable;
        if (part->spells.items != spells->items + spells->n)
            memmove(spells->items + spells->n, part->spells.items, part->spells.n * sizeof *spells->items);
        spells->n += part->spells.n;
    }
    return true;
}

static void end_parts(struct parts *p)
{
    for (size_t i = 0; i < p->n; i++) {
        p->items[i].spells.items = NULL;
        posting_free(p->items[i].posting);
        spells_free(&p->items[i].spells);
        findings_free(&p->items[i].findings);
        reader_close(p->readers[i]);
    }
    free(p->items);
    free(p->readers);
}

static bool take_parts(struct parts *p, size_t n, struct corrections *corrections, struct posting *posting,
                       struct spells *spells, struct fault *f)
{
    bool ok;

    p->readers = memory_zeroed(n, sizeof *p->readers);
    p->items = memory_zeroed(n, sizeof *p->items);
    p->n = reader_split(p->whole->reader, n, p->readers);
    begin_parts(p, posting, spells);
    for (size_t i = 0; i < p->n; i++)
        p->items[i].corrections = corrections;
    threads_run(FIRST_PART + p->n, do_job, p);
    ok = join_parts(p, posting, spells, f);
    end_parts(p);
    return ok;
}

bool intake_records(struct intake_work *w, struct corrections *corrections, struct posting *posting,
                    struct spells *spells, struct fault *f)
{
    struct parts p = { .whole = w, .conservation = conservation_begin(w->reader) };
    size_t n = n_parts(w, corrections);
    bool ok;

    if (n > 1) {
        ok = take_parts(&p, n, corrections, posting, spells, f);
    } else {
        do_job(&p, TAKE_FILE);
        ok = take_all(w, corrections, posting, &p.conservation, f);
    }
    if (ok && !p.taken) {
        *f = p.fault;
        ok = false;
    }
    ok = ok && conservation_end(&p.conservation, w->reader, p.same, &w->account->before, w->file->path, f);
    if (ok && w->account->records_in == 0)
        ok = fault_at(f, FAULT_DATA, w->file->path, reader_header_line(w->reader), NULL,
                      "filen har en rubrikrad men inga poster: ta ut den på nytt, eller ta bort den ur leveransen");
    else if (ok && w->readable == 0)
        ok = fault_at(
            f, FAULT_DATA, w->file->path, 0, NULL,
            "ingen av filens poster går att läsa (citattecken eller tecken som inte hör dit): ta ut den på nytt");
    return ok;
}
