/* record.h - splits the bytes of a delimited file into records and knows the physical line of each.
 *
 * Ends of line are LF, CRLF and CR, mixed as they come; inside quotes they belong to the field. The physical line rule:
 * each LF, CR or CRLF ends a line, so CR CR LF is a line and a blank line.
 *
 * The quote rule. A field is quoted where its first byte that is not a blank or a tab is a quote; two quotes inside it
 * stand for one; the next single one closes it, and only blanks and tabs may follow up to the delimiter, the end of
 * line or the end of the input. A record is damaged where
 *  1. a quote stands inside a field that is not quoted,                   Anders "Ante" Berg;
 *  2. a closing quote is followed by something else,                     "Anders"Berg;    "Nils;...CR LF...;Ni"ls;
 *  3. a quote is never closed,
 *  4. the quotes have paired up over rows of their own: `columns` is set to RECORD_ROW_COLUMNS or more and, quotes
 *     disregarded, a line of the record that is neither its first nor its last has that many fields, or the first and
 * the last both have. Text with line breaks does not look like that; rows between two stray quotes do. A damaged record
 * is given back as RECORD_BAD_QUOTE, covering the physical line it starts on and no more, and splitting resumes on the
 * next line: stray quotes never swallow good rows. The next lines are then read for what they are.
 *
 * This is linear in the input whatever the quotes: reading on from an open quote ends at the latest on the next line
 * with an odd number of odd runs of quotes, and of the lines passed over none leaves a quote open itself. What a record
 * is depends only on the bytes from its beginning on, never on those before. Bytes are borrowed from the buffer;
 * nothing is copied. */
#ifndef TABLE_RECORD_H
#define TABLE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECORD_ROW_COLUMNS = 5 };

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
    size_t columns; /* of the header, once known; 0: rule 4 is not applied */
    char delimiter;
};

/* `bytes` is the whole input, or a part of it that begins at the beginning of a record on physical line `first_line`
 * and ends at the end of one. */
void record_begin(struct splitter *s, const char *bytes, size_t length, char delimiter, uint64_t first_line);

/* Passes over the records that begin before `until`: quickly, where there is no quote in them. */
void record_skip(struct splitter *s, const char *until);

/* False at the end of the input. */
bool record_next(struct splitter *s, struct record *r);

#endif
