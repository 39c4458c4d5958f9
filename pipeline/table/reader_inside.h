/* reader_inside.h - what the rooms of the reader share: reader_open.c opens a text and closes it, reader.c reads on. */
#ifndef TABLE_READER_INSIDE_H
#define TABLE_READER_INSIDE_H

#include "pipeline/table/heading.h"
#include "pipeline/table/reader.h"
#include "pipeline/table/source.h"
#include "pipeline/table/unquote.h"

/* What the parts of one file have in common; nothing in it changes once the file is open. */
struct opened {
    char *path;
    struct source source;
    struct heading heading;
    bool is_valid; /* the whole text is UTF-8 without NUL: records need not be looked at one by one */
    /* Of a valid text without a CR or a double quote, how many LF stand before each of its pieces; else NULL. */
    size_t *lines_before;
};

/* A mapped file leaves memory again in pieces of so many bytes, so that a large register does not fill it twice. */
enum { PIECE = 1 << 18 };

/* Where a piece of the text begins: not within a character. */
const char *opened_piece(const struct source *s, size_t piece);

/* Lines that end in [from, to), of a text of which lines_before is known. */
size_t opened_lines(const struct opened *o, const char *from, const char *to);

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

/* A reader of what the splitter stands at; one allocation, to reader_close(). */
struct reader *reader_new(struct opened *opened, struct splitter splitter);

#endif
