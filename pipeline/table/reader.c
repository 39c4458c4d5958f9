/* reader.c - from record to record, and the parts that several threads read. */
#include "pipeline/table/reader_inside.h"

#include "pipeline/base/memory.h"
#include "pipeline/table/scan.h"

#include <stdlib.h>
#include <string.h>

/* The same as record_skip(), where each line is a record and all of them have been counted, and `until` lies ahead. */
static void skip_counted(const struct opened *o, struct splitter *rest, const char *until)
{
    const char *last = until - 1;
    const char *line_end = memchr(last, '\n', (size_t) (rest->end - last));
    const char *next = line_end != NULL ? line_end + 1 : rest->end;

    rest->line += opened_lines(o, rest->next, next);
    rest->next = next;
    source_let_go(&o->source, last, next);
}

/* Passes over the records that begin before `until`, and lets go of them. */
static void skip(const struct reader *r, struct splitter *rest, const char *until)
{
    if (r->opened->lines_before != NULL && until > rest->next && until < rest->end) {
        skip_counted(r->opened, rest, until);
        return;
    }
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

/* The fields between `from` and the ends that are known, and the last up to `end`. */
static void cut(struct reader *r, const char *from, const char *end)
{
    size_t n = r->opened->heading.n_fields;

    r->cuts[n - 1] = end;
    for (size_t i = 0; i < n; i++) {
        r->fields[i] = between(from, r->cuts[i]);
        from = r->cuts[i] + 1;
    }
}

static enum reader_status split_plain(struct reader *r, const struct record *record)
{
    const struct heading *h = &r->opened->heading;
    const char *from = record->bytes;
    const char *end = from + record->length;

    if (record->length > READER_MAX_FIELD && has_long_field(from, end, h->delimiter))
        return READER_LONG_FIELD;
    if (count_fields(r, record) != h->n_fields)
        return READER_FIELD_COUNT;
    cut(r, from, end);
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
    if (part->opened->lines_before != NULL)
        return opened_lines(part->opened, part->splitter.next, part->splitter.end) + 1;
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

/* The next record and its fields in one pass over its bytes, where it is as most are: on one line, without a quote,
 * with something in its first field and as many fields as the header. False, and nothing is done, where it may be
 * otherwise. */
static bool next_of_most(struct reader *r, struct record *record)
{
    const struct heading *h = &r->opened->heading;
    struct splitter *s = &r->splitter;
    const char *begin = s->next, *end;
    size_t n;

    if (!r->opened->is_valid || begin == s->end || *begin == h->delimiter || *begin == ' ' || *begin == '\t')
        return false;
    end = scan_row(begin, s->end, h->delimiter, r->cuts, h->n_fields, &n);
    if (end == begin || end == s->end || *end == '"' || n + 1 != h->n_fields || end - begin > READER_MAX_FIELD)
        return false;
    cut(r, begin, end);
    *record =
        (struct record){ .bytes = begin, .length = (size_t) (end - begin), .line = s->line, .kind = RECORD_PLAIN };
    record->full_length = record->length + (*end == '\r' && end + 1 < s->end && end[1] == '\n' ? 2 : 1);
    s->line++;
    s->next = begin + record->full_length;
    return true;
}

static enum reader_status next(struct reader *r, struct record *record)
{
    const struct heading *h = &r->opened->heading;

    if (!record_next(&r->splitter, record))
        return READER_END;
    let_go(r, record->bytes);
    if (record->kind == RECORD_BLANK)
        return count_fields(r, record) <= h->n_fields ? READER_BLANK : READER_FIELD_COUNT;
    if (record->kind == RECORD_BAD_QUOTE)
        return READER_BAD_QUOTE;
    if (!r->opened->is_valid && scan_utf8(record->bytes, record->length) < record->length)
        return READER_BAD_BYTES;
    return record->kind == RECORD_PLAIN ? split_plain(r, record) : split_quoted(r, record);
}

enum reader_status reader_next(struct reader *r, const struct field **fields, struct record *record)
{
    const struct heading *h = &r->opened->heading;
    enum reader_status status = READER_FIELDS;

    if (next_of_most(r, record))
        let_go(r, record->bytes);
    else
        status = next(r, record);
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
