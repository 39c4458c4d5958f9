/* markup.h - any text as plain text in Markdown for pandoc: nothing in a name or a sentence can become markup.
 *
 * Names of districts, occupations and files, and sentences, come from deliveries. Every character that pandoc's
 * Markdown may read as markup is escaped, also in table cells and at the beginning of a line. Newlines and tabs become
 * blanks; control characters, invisible characters that turn the direction of text, and byte order marks are left out;
 * bytes that are no UTF-8 become U+FFFD. */
#ifndef PUBLISH_MARKUP_H
#define PUBLISH_MARKUP_H

#include <stdint.h>
#include <stdio.h>

/* Writes the text to `to`; the stream keeps errors. */
void markup_write(FILE *to, const char *text);

/* The text without what no reader should meet: as above, but nothing is escaped. For labels in figures and for claims.
 * The caller's, to free(). */
char *markup_clean(const char *text);

/* The next character of UTF-8 as a code point, and *text moved past it; U+FFFD for a byte that begins none. 0 at the
 * end. */
uint32_t markup_next(const char **text);

#endif
