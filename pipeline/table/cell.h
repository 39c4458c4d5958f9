/* cell.h - numbers as they stand in the tables of the chain: decimal point, no thousands, whatever the locale.
 *
 * What is written here is read back to the same value; everything else is refused: blanks, a plus sign, hexadecimal,
 * "1,5". */
#ifndef TABLE_CELL_H
#define TABLE_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CELL_ROOM = 32 };

/* An optional minus and digits, within int64_t. */
bool cell_parse_integer(const char *bytes, size_t length, int64_t *value);

/* -12.5, 1e-05, NaN, Inf, -Inf. Rounded to the nearest double; a number that no finite double is near is refused. */
bool cell_parse_real(const char *bytes, size_t length, double *value);

/* Both write a NUL too and return the length without it. A real is the shortest of %.15g, %.16g and %.17g that reads
 * back (subnormals: of all); -0 is 0. */
size_t cell_format_integer(int64_t value, char text[CELL_ROOM]);
size_t cell_format_real(double value, char text[CELL_ROOM]);

/* scaled / 10^decimals, 1 to 15 decimals, as cell_format_real() writes it. */
size_t cell_format_decimal(int64_t scaled, int decimals, char text[CELL_ROOM]);

/* Text as it stands in a cell of many: quoted where RFC 4180 needs it, or where the reader would trim it. `to` has room
 * for 2 * length + 3 bytes; no NUL is written. Returns how long it is. */
bool cell_needs_quotes(const char *text, size_t length);
size_t cell_format_text(const char *text, size_t length, char *to);

#endif
