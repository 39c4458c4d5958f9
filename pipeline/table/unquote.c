#include "pipeline/table/unquote.h"

#include "pipeline/base/memory.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

/* libcsv's own buffer grows by this. */
enum { STEP = 4096 };

struct unquoter {
    struct csv_parser parser;
    char delimiter;
    /* Two, in turn, so that the fields of one quoted record outlive the reading of the next. */
    struct {
        char *bytes;
        size_t capacity;
    } scratch[2];
    size_t turn;
    /* Of the record at hand: fields[i].length is set while the bytes may still move; the pointers come last. */
    struct field *fields;
    size_t room, n, used;
    bool is_long;
};

/* libcsv's one hook to say no: a field that is never going to end must not fill the memory. */
static void *grow_within_limit(void *buffer, size_t size)
{
    size_t capacity = 0;

    return size <= READER_MAX_FIELD + 2 * STEP ? memory_grow(buffer, &capacity, size, 1) : NULL;
}

static void begin(struct unquoter *u)
{
    /* csv_init fails on a NULL parser alone. */
    csv_init(&u->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&u->parser, (unsigned char) u->delimiter);
    csv_set_realloc_func(&u->parser, grow_within_limit);
    csv_set_blk_size(&u->parser, STEP);
}

struct unquoter *unquoter_new(char delimiter)
{
    struct unquoter *u = memory_zeroed(1, sizeof *u);

    u->delimiter = delimiter;
    begin(u);
    return u;
}

void unquoter_free(struct unquoter *u)
{
    if (u == NULL)
        return;
    csv_free(&u->parser);
    free(u->scratch[0].bytes);
    free(u->scratch[1].bytes);
    free(u);
}

static void take_field(void *bytes, size_t length, void *data)
{
    struct unquoter *u = data;

    if (length > READER_MAX_FIELD)
        u->is_long = true;
    else if (u->n < u->room) {
        size_t t = u->turn;

        u->scratch[t].bytes = memory_grow(u->scratch[t].bytes, &u->scratch[t].capacity, u->used + length + 1, 1);
        if (length > 0)
            memcpy(u->scratch[t].bytes + u->used, bytes, length);
        u->fields[u->n].length = length;
        u->used += length;
    }
    u->n++;
}

enum unquoted unquote(struct unquoter *u, const char *bytes, size_t length, struct field *fields, size_t room,
                      size_t *n)
{
    size_t given, used = 0;
    bool ok;

    u->turn = 1 - u->turn;
    u->fields = fields;
    u->room = room;
    u->n = u->used = 0;
    u->is_long = false;
    given = csv_parse(&u->parser, bytes, length, take_field, NULL, u);
    ok = given == length && csv_fini(&u->parser, take_field, NULL, u) == 0;
    if (!ok) { /* a parser that has stopped is not to be used again */
        u->is_long = u->is_long || csv_error(&u->parser) == CSV_ENOMEM;
        csv_free(&u->parser);
        begin(u);
    }
    *n = u->n;
    if (u->is_long)
        return UNQUOTED_LONG_FIELD;
    if (!ok)
        return UNQUOTED_BAD_QUOTE;
    for (size_t i = 0; i < u->n && i < room; i++) {
        fields[i].bytes = u->scratch[u->turn].bytes + used;
        used += fields[i].length;
    }
    return UNQUOTED;
}
