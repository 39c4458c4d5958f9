/* reader_open.c - a text from its bytes to its first record: encoding, header, delimiter. */
#include "pipeline/table/reader_inside.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/table/kind.h"
#include "pipeline/table/scan.h"

#include <stdlib.h>
#include <string.h>

/* Parts are read by several threads, and what two of them write must not share a cache line: each is one allocation
 * with APART bytes to spare. */
enum { APART = 128 };

struct reader *reader_new(struct opened *opened, struct splitter splitter)
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
    free(opened->lines_before);
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

/* Whether the text is UTF-8 without NUL, and its lines: piece by piece, by several threads. */
struct look {
    const struct source *source;
    size_t n_pieces, n_threads;
    bool *valid, *only_lines; /* per thread */
    size_t *lines;            /* per piece */
};

/* One of so many bytes that could be within a character is none. */
const char *opened_piece(const struct source *s, size_t piece)
{
    size_t at = piece * PIECE < s->text_length ? piece * PIECE : s->text_length;

    for (int i = 0; i < 3 && at > 0 && at < s->text_length && ((unsigned char) s->text[at] & 0xC0) == 0x80; i++)
        at--;
    return s->text + at;
}

static void look_at_pieces(void *context, size_t thread)
{
    struct look *l = context;

    l->valid[thread] = l->only_lines[thread] = true;
    for (size_t i = thread; i < l->n_pieces && l->valid[thread]; i += l->n_threads) {
        const char *from = opened_piece(l->source, i), *end = opened_piece(l->source, i + 1);

        l->valid[thread] = scan_utf8(from, (size_t) (end - from)) == (size_t) (end - from);
        if (!scan_only_lines(from, end, &l->lines[i]))
            l->only_lines[thread] = false;
        source_let_go(l->source, from, end);
    }
}

/* Finds is_valid and lines_before. */
static void look_at_text(struct opened *o)
{
    enum { MOST_THREADS = 8 }; /* more would wait for the memory */
    struct look l = { .source = &o->source, .n_pieces = (o->source.text_length + PIECE - 1) / PIECE, .n_threads = 1 };
    bool only_lines = true;
    size_t before = 0;

    if (l.n_pieces > 1)
        l.n_threads = threads_of_machine() < l.n_pieces ? threads_of_machine() : l.n_pieces;
    if (l.n_threads > MOST_THREADS)
        l.n_threads = MOST_THREADS;
    l.valid = memory_zeroed(l.n_threads, sizeof *l.valid);
    l.only_lines = memory_zeroed(l.n_threads, sizeof *l.only_lines);
    l.lines = memory_zeroed(l.n_pieces, sizeof *l.lines);
    threads_run(l.n_threads, look_at_pieces, &l);
    o->is_valid = true;
    for (size_t i = 0; i < l.n_threads; i++) {
        o->is_valid = o->is_valid && l.valid[i];
        only_lines = only_lines && l.only_lines[i];
    }
    for (size_t i = 0; i < l.n_pieces; i++) {
        size_t lines = l.lines[i];

        l.lines[i] = before;
        before += lines;
    }
    if (o->is_valid && only_lines)
        o->lines_before = l.lines;
    else
        free(l.lines);
    free(l.valid);
    free(l.only_lines);
}

/* Lines that end before `at`. */
static size_t lines_until(const struct opened *o, const char *at)
{
    size_t offset = (size_t) (at - o->source.text), piece = offset / PIECE, n;

    if (piece > 0 && offset == o->source.text_length)
        piece = (offset - 1) / PIECE; /* which there is one of */
    scan_only_lines(opened_piece(&o->source, piece), at, &n);
    return n + o->lines_before[piece];
}

size_t opened_lines(const struct opened *o, const char *from, const char *to)
{
    size_t n;

    if (to - from > PIECE)
        return lines_until(o, to) - lines_until(o, from);
    scan_only_lines(from, to, &n);
    return n;
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
    if (!options->bytes_when_read)
        look_at_text(opened);
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
