/* record.h - splits the bytes of a delimited file into records and knows the physical line of each.
 *
 * Ends of line are LF, CRLF and CR, mixed as they come; inside quotes they belong to the field. A quote that is never closed,
 * or closed and then followed by text, or that stands inside an unquoted field, damages its record: it is given back as
 * RECORD_BAD_QUOTE, covering the physical line it starts on, and splitting resumes on the next line, so that one stray quote
 * never swallows good rows. Linear in the input, also for hostile quotes. Bytes are borrowed from the buffer; nothing is copied.
 *
 * The physical line rule: each LF, CR or CRLF ends a line, so CR CR LF is a line and a blank line. */
#ifndef TABLE_RECORD_H
#define TABLE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum record_kind {
    RECORD_PLAIN,     /* holds no quote: fields are what stands between delimiters */
    RECORD_QUOTED,    /* holds well-formed quotes: fields through libcsv */
    RECORD_BLANK,     /* nothing, blanks, or delimiters only */
    RECORD_BAD_QUOTE, /* damaged as above */
};

struct record {
    const char *bytes; /* without the end of line */
    size_t length;
    size_t full_length; /* with the end of line: consecutive records cover the input without a gap */
    uint64_t line;      /* physical line on which it begins, first = 1 */
    enum record_kind kind;
};

struct splitter {
    const char *next;
    const char *end;
    uint64_t line;
    char delimiter;
    bool hopeless_quote; /* no closing quote is left in the input: scanning for one again would be quadratic */
};

/* `bytes` is the whole input, or a part of it that begins at the beginning of a record on physical line `first_line`. */
void record_begin(struct splitter *s, const char *bytes, size_t length, char delimiter, uint64_t first_line);

/* False at the end of the input. */
bool record_next(struct splitter *s, struct record *r);

#endif
