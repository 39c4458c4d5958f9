/* scan.h - finds the few bytes that matter in a delimited file, sixteen at a time where the machine can.
 *
 * Nothing is read at or beyond `end`. Where SSE2 is missing the same answers come byte by byte. */
#ifndef TABLE_SCAN_H
#define TABLE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* The first LF, CR or double quote in [from, end), or end. */
const char *scan_end_or_quote(const char *from, const char *end);

/* Where `byte` stands in [from, to): the first `room` places into at[]; returns how many there are in all. Bytes up to
 * `end`
 * (>= to) may be read. */
size_t scan_places(const char *from, const char *to, const char *end, char byte, const char **at, size_t room);

/* Both at once, for most rows: where `byte` stands before the first LF, CR or double quote in [from, end), which is
 * returned (or end). *n is how many there are, of which the first `room` are in at[]. */
const char *scan_row(const char *from, const char *end, char byte, const char **at, size_t room, size_t *n);

/* The n-th `byte`, n > 0, in [from, end); NULL where an LF, a CR, a double quote or the end comes before it. */
const char *scan_nth(const char *from, const char *end, char byte, size_t n);

/* Ends of line in [from, end): LF, CR, and CRLF as one. */
size_t scan_lines(const char *from, const char *end);

/* How many LF there are in [from, end); false where a CR or a double quote is among the bytes. */
bool scan_only_lines(const char *from, const char *end, size_t *lines);

/* How many bytes from the beginning are well-formed UTF-8 without a NUL: `length` where all are. Well-formed as in
 * Unicode 15, table 3-7: nothing overlong, no surrogates, nothing above U+10FFFF. */
size_t scan_utf8(const char *bytes, size_t length);

#endif
