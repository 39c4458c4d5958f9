/* word.h - words as people type them, brought to one spelling.
 *
 * A name keeps its case but loses what the eye does not see: blanks and no-break blanks at the ends, and letters
 * written as base and combining mark (Mac, some exports) become the one letter they are. A folded word is a name in
 * lower case with runs of blanks made one; a folded header is a folded word without blanks and the marks . _ - / ( ) :
 * % #, and with å ä ö as a a o, so that "Anst. form" and "anst_form" are one. Text is UTF-8; bytes that are not are
 * copied as they stand. All functions are pure and allocate nothing. */
#ifndef INTAKE_WORD_H
#define INTAKE_WORD_H

#include <stdbool.h>
#include <stddef.h>

enum { WORD_MAX = 256 };

/* Moves *bytes and *length past blanks, tabs and no-break blanks at both ends. */
void word_trim(const char **bytes, size_t *length);

/* True where trimming and composing would leave the bytes as they are: the common case, in one quick pass. */
bool word_is_plain(const char *bytes, size_t length);

/* Each writes at most WORD_MAX bytes (no NUL) and returns their number; SIZE_MAX where the word is longer. */
size_t word_name(const char *bytes, size_t length, char out[WORD_MAX]);
size_t word_fold(const char *bytes, size_t length, char out[WORD_MAX]);
size_t word_fold_header(const char *bytes, size_t length, char out[WORD_MAX]);

#endif
