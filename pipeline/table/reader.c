#include "pipeline/table/reader.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/table/heading.h"
#include "pipeline/table/kind.h"
#include "pipeline/table/scan.h"
#include "pipeline/table/source.h"
#include "pipeline/table/unquote.h"

#include <stdlib.h>
#include <string.h>

/* What the parts of one file have in common; nothing in it changes once the file is open. */
struct opened {
    char *path;
    struct source source;
    struct heading heading;
    bool is_valid; /* the whole text is UTF-8 without NUL: records need not be looked at one by one */
};

/* Parts are read by several threads, and what two of them write must not share a cache line: each is one allocation
 * with APART bytes to spare. */
enum { APART = 128 };

/* A mapped file leaves memory again in pieces of so many bytes, so that a large register does not fill it twice. */
enum { PIECE = 1 << 18 };

struct reader {
    struct opened *opened;
    bool is_part; /* opened belongs to another reader */
    struct splitter splitter;
    const char *begin;
    const char *held;          /* what stands before it has been let go */
    struct field *fields;      /* n_fields of them, behind the reader in the same allocation */
    const char **cuts;         /* n_fields: where each field of a plain record ends; behind the fields */
    struct unquoter *unquoter; /* NULL until a record needs it */
};

static struct reader *reader_new(struct opened *opened, struct splitter splitter)
{
    size_t n = opened->heading.n_fields;
    char *room = memory_zeroed(sizeof(struct reader) + n * (sizeof(struct field) + sizeof(char *)) + APART, 1);
    struct reader *r = (struct reader *) (void *) room;

    r->opened = opened;
    r->splitter = splitter;
    r->begin = r->held = splitter.next;
    r->fields = (struct field *) (void *) (room + sizeof *r);
    r->cuts = (const char **) (void *) (r->fields + n);
    return r;
}

static void close_opened(struct opened *opened)
{
    heading_free(&opened->heading);
    source_close(&opened->source);
    free(opened->path);
    free(opened);
}

void reader_close(struct reader *r)
{
    if (r == NULL)
        return;
    if (r->is_part)
        source_let_go(&r->opened->source, r->held, r->splitter.next);
    else
        close_opened(r->opened);
    unquoter_free(r->unquoter);
    free(r);
}

/* ---- open ---- */

/* A NUL is well-formed UTF-8, though no record may have one. */
static bool is_utf8(const char *bytes, size_t length)
{
    size_t good = scan_utf8(bytes, length);

    while (good < length && bytes[good] == '\0') {
        good++;
        good += scan_utf8(bytes + good, length - good);
    }
    return good == length;
}

/* Whether the text is UTF-8 without NUL: piece by piece, by several threads. */
struct validity {
    const struct source *source;
    size_t n_pieces, n_threads;
    bool *valid; /* per thread */
};

/* Where a piece begins: not within a character. One of so many bytes that could be within is none. */
static const char *piece_begin(const struct source *s, size_t piece)
{
    size_t at = piece * PIECE < s->text_length ? piece * PIECE : s->text_length;

    for (int i = 0; i < 3 && at > 0 && at < s->text_length && ((unsigned char) s->text[at] & 0xC0) == 0x80; i++)
        at--;
    return s->text + at;
}

static void look_at_pieces(void *context, size_t thread)
{
    struct validity *v = context;

    v->valid[thread] = true;
    for (size_t i = thread; i < v->n_pieces && v->valid[thread]; i += v->n_threads) {
        const char *from = piece_begin(v->source, i), *end = piece_begin(v->source, i + 1);

        v->valid[thread] = scan_utf8(from, (size_t) (end - from)) == (size_t) (end - from);
        source_let_go(v->source, from, end);
    }
}

static bool is_valid(const struct source *s)
{
    enum { MOST_THREADS = 8 }; /* more would wait for the memory */
    struct validity v = { .source = s, .n_pieces = (s->text_length + PIECE - 1) / PIECE, .n_threads = 1 };
    bool valid = true;

    if (v.n_pieces > 1)
        v.n_threads = threads_of_machine() < v.n_pieces ? threads_of_machine() : v.n_pieces;
    if (v.n_threads > MOST_THREADS)
        v.n_threads = MOST_THREADS;
    v.valid = memory_zeroed(v.n_threads, sizeof *v.valid);
    threads_run(v.n_threads, look_at_pieces, &v);
    for (size_t i = 0; i < v.n_threads; i++)
        valid = valid && v.valid[i];
    free(v.valid);
    return valid;
}

static bool check_encoding(const struct opened *opened, struct splitter splitter, struct fault *f)
{
    struct record record;
    size_t n = 0, bad = 0;
    char what[96];

    while (record_next(&splitter, &record))
        if (record.kind != RECORD_BLANK) {
            n++;
            bad += !is_utf8(record.bytes, record.length);
        }
    if (bad <= n / 10)
        return true;
    snprintf(what, sizeof what, "en stor del av filen (%zu av %zu poster)", bad, n);
    return source_misfit(&opened->source, opened->path, 0, what, f);
}

static bool prepare(struct opened *opened, const struct reader_options *options, struct splitter *splitter,
                    struct fault *f)
{
    struct source *s = &opened->source;
    const struct heading *h = &opened->heading;

    if (s->length == 0)
        return fault_at(f, FAULT_DATA, opened->path, 0, NULL, "filen är tom: ta ut den på nytt");
    if (!kind_is_text(s->bytes, s->length, opened->path, f))
        return false;
    if (!source_decode(s, options->encoding, opened->path, f) ||
        !heading_find(&opened->heading, s, options->delimiter, opened->path, f))
        return false;
    record_begin(splitter, h->after, (size_t) (s->text + s->text_length - h->after), h->delimiter, h->next_line);
    splitter->columns = options->rows_in_text ? 0 : h->n_fields;
    opened->is_valid = !options->bytes_when_read && is_valid(s);
    return opened->is_valid || options->bytes_when_read || check_encoding(opened, *splitter, f);
}

static bool finish_open(struct opened *opened, const struct reader_options *options, struct reader **out,
                        struct fault *f)
{
    static const struct reader_options NONE = { 0 };
    struct splitter splitter;

    if (!prepare(opened, options != NULL ? options : &NONE, &splitter, f)) {
        close_opened(opened);
        return false;
    }
    *out = reader_new(opened, splitter);
    return true;
}

bool reader_open(const char *path, const struct reader_options *options, struct reader **out, struct fault *f)
{
    struct opened *opened = memory_zeroed(1, sizeof *opened);

    opened->path = memory_copy_text(path);
    if (!source_open(&opened->source, path, options != NULL ? options->read_size : 0, f)) {
        close_opened(opened);
        return false;
    }
    return finish_open(opened, options, out, f);
}

bool reader_open_bytes(const char *name, const void *bytes, size_t length, const struct reader_options *options,
                       struct reader **out, struct fault *f)
{
    struct opened *opened = memory_zeroed(1, sizeof *opened);

    opened->path = memory_copy_text(name);
    source_borrow(&opened->source, bytes, length);
    return finish_open(opened, options, out, f);
}

/* Passes over the records that begin before `until`, and lets go of them. */
static void skip(const struct reader *r, struct splitter *rest, const char *until)
{
    while (rest->next < until && rest->next < rest->end) {
        const char *from = rest->next;

        record_skip(rest, until - from < PIECE ? until : from + PIECE);
        source_let_go(&r->opened->source, from, rest->next);
    }
}

size_t reader_split(const struct reader *r, size_t n, struct reader **parts)
{
    struct splitter rest = r->splitter;
    size_t share = n > 0 ? ((size_t) (rest.end - rest.next) + n - 1) / n : 0;
    size_t n_parts = 0;

    while (n_parts < n && rest.next < rest.end) {
        struct splitter part = rest;
        const char *enough = rest.next + share;

        if (n_parts + 1 == n)
            rest.next = rest.end;
        else
            skip(r, &rest, enough);
        part.end = rest.next;
        parts[n_parts] = reader_new(r->opened, part);
        parts[n_parts++]->is_part = true;
    }
    return n_parts;
}

struct reader *reader_cut(struct reader *r, size_t bytes)
{
    struct splitter part = r->splitter;
    struct reader *reader;

    if (part.next == part.end)
        return NULL;
    if (bytes < (size_t) (part.end - part.next))
        skip(r, &r->splitter, part.next + bytes);
    else
        r->splitter.next = part.end;
    part.end = r->splitter.next;
    reader = reader_new(r->opened, part);
    reader->is_part = true;
    return reader;
}

struct reader *reader_part(const struct reader *r, struct field records)
{
    struct splitter part = r->splitter;
    struct reader *reader;

    part.next = records.bytes;
    part.end = records.bytes + records.length;
    reader = reader_new(r->opened, part);
    reader->is_part = true;
    return reader;
}

/* ---- next ---- */

static struct field between(const char *from, const char *to)
{
    return field_trimmed((struct field){ from, (size_t) (to - from) });
}

static bool has_long_field(const char *from, const char *end, char delimiter)
{
    for (;;) {
        const char *cut = memchr(from, delimiter, (size_t) (end - from));

        if (between(from, cut != NULL ? cut : end).length > READER_MAX_FIELD)
            return true;
        if (cut == NULL)
            return false;
        from = cut + 1;
    }
}

/* How many fields there are; the ends of the first of them go into r->cuts, but not that of the last. */
static size_t count_fields(const struct reader *r, const struct record *record)
{
    const struct heading *h = &r->opened->heading;

    return 1 + scan_places(record->bytes, record->bytes + record->length, r->splitter.end, h->delimiter, r->cuts,
                           h->n_fields);
}

static enum reader_status split_plain(struct reader *r, const struct record *record)
{
    const struct heading *h = &r->opened->heading;
    const char *from = record->bytes;
    const char *end = from + record->length;
    size_t n;

    if (record->length > READER_MAX_FIELD && has_long_field(from, end, h->delimiter))
        return READER_LONG_FIELD;
    n = count_fields(r, record);
    if (n != h->n_fields)
        return READER_FIELD_COUNT;
    r->cuts[n - 1] = end;
    for (size_t i = 0; i < n; i++) {
        r->fields[i] = between(from, r->cuts[i]);
        from = r->cuts[i] + 1;
    }
    return READER_FIELDS;
}

static bool all_empty(const struct field *fields, size_t n)
{
    size_t i = 0;

    while (i < n && fields[i].length == 0)
        i++;
    return i == n;
}

static enum reader_status split_quoted(struct reader *r, const struct record *record)
{
    const struct heading *h = &r->opened->heading;
    size_t n;

    if (r->unquoter == NULL)
        r->unquoter = unquoter_new(h->delimiter);
    switch (unquote(r->unquoter, record->bytes, record->length, r->fields, h->n_fields, &n)) {
    case UNQUOTED:
        break;
    case UNQUOTED_BAD_QUOTE:
        return READER_BAD_QUOTE;
    case UNQUOTED_LONG_FIELD:
        return READER_LONG_FIELD;
    }
    if (n > 1 && n <= h->n_fields && all_empty(r->fields, n))
        return READER_BLANK;
    return n == h->n_fields ? READER_FIELDS : READER_FIELD_COUNT;
}

static void let_go(struct reader *r, const char *until)
{
    if (until - r->held <= PIECE)
        return;
    source_let_go(&r->opened->source, r->held, until);
    r->held = until;
}

struct field reader_rest(const struct reader *r)
{
    return (struct field){ r->splitter.next, (size_t) (r->splitter.end - r->splitter.next) };
}

const char *reader_begin(const struct reader *r)
{
    return r->begin;
}

const char *reader_end(const struct reader *r)
{
    return r->splitter.end;
}

size_t reader_lines(const struct reader *part, const struct reader *next)
{
    size_t n;

    if (next != NULL)
        return (size_t) (next->splitter.line - part->splitter.line);
    n = scan_lines(part->splitter.next, part->splitter.end) + 1;
    source_let_go(&part->opened->source, part->splitter.next, part->splitter.end);
    return n;
}

void reader_pass(struct reader *r, size_t length)
{
    let_go(r, r->splitter.next);
    r->splitter.next += length;
    r->splitter.line++;
}

enum reader_status reader_next(struct reader *r, const struct field **fields, struct record *record)
{
    const struct heading *h = &r->opened->heading;
    enum reader_status status;

    if (!record_next(&r->splitter, record))
        return READER_END;
    let_go(r, record->bytes);
    if (record->kind == RECORD_BLANK)
        return count_fields(r, record) <= h->n_fields ? READER_BLANK : READER_FIELD_COUNT;
    if (record->kind == RECORD_BAD_QUOTE)
        return READER_BAD_QUOTE;
    if (!r->opened->is_valid && scan_utf8(record->bytes, record->length) < record->length)
        return READER_BAD_BYTES;
    status = record->kind == RECORD_PLAIN ? split_plain(r, record) : split_quoted(r, record);
    if (status == READER_FIELDS && !all_empty(r->fields + h->n_columns, h->n_fields - h->n_columns))
        status = READER_FIELD_COUNT;
    *fields = r->fields;
    return status;
}

/* ---- facts ---- */

bool reader_is_header(const struct reader *r, const struct field *fields)
{
    const struct heading *h = &r->opened->heading;

    for (size_t i = 0; i < h->n_columns; i++)
        if (fields[i].length != h->names[i].length || memcmp(fields[i].bytes, h->names[i].bytes, fields[i].length) != 0)
            return false;
    return true;
}

size_t reader_columns(const struct reader *r)
{
    return r->opened->heading.n_columns;
}

struct field reader_name(const struct reader *r, size_t column)
{
    return r->opened->heading.names[column];
}

struct field reader_head(const struct reader *r)
{
    const struct source *s = &r->opened->source;
    const char *begin = s->converted != NULL ? s->text : s->bytes;

    return (struct field){ begin, (size_t) (r->opened->heading.after - begin) };
}

bool reader_holds(const struct reader *r, size_t at, const void *bytes, size_t length)
{
    const struct source *s = &r->opened->source;

    if (at > s->length || length > s->length - at || (length > 0 && memcmp(s->bytes + at, bytes, length) != 0))
        return false;
    if ((at + length) / PIECE > at / PIECE) /* a mapped file is not to fill the memory */
        source_let_go(s, s->bytes + at / PIECE * PIECE, s->bytes + (at + length));
    return true;
}

uint64_t reader_bytes(const struct reader *r)
{
    return r->opened->source.length;
}

const char *reader_encoding(const struct reader *r)
{
    return r->opened->source.encoding;
}

char reader_delimiter(const struct reader *r)
{
    return r->opened->heading.delimiter;
}

uint64_t reader_header_line(const struct reader *r)
{
    return r->opened->heading.line;
}
