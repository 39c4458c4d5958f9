/* word.h - words as people type them, brought to one spelling.
 *
 * A name keeps its case but loses what the eye does not see: blanks of any kind at the ends, and more than one of them
 * between words; control characters and line breaks, which become blanks; characters without width, soft hyphens, marks
 * that turn the direction of writing, and what no document may hold (U+FFFE, U+FFFF). Letters written as base and
 * combining mark (Mac, some exports) become the one letter they are. Signs at the beginning that make a formula of a
 * cell
 * (= + - @, and their wide forms) are no part of a name either. A folded word is a name in
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

/* True only where word_name() would leave the bytes as they are: the common case, in one quick pass. */
bool word_is_plain(const char *bytes, size_t length);

/* True where a wrong encoding has destroyed the text before it came here, valid though it is: it holds U+FFFD, a
 * letter that was read as two ("SÃ¶dra", "Ã–stra", "S√∂dra") or as a sign ("S”dra", "S?dra"), or an escape of another
 * kind of file ("S&ouml;dra"). */
bool word_is_damaged(const char *bytes, size_t length);

/* True where the text, folded as word_fold() does, is one of the words. */
bool word_is_among(const char *bytes, size_t length, const char *const words[], size_t n_words);

/* True for what a spreadsheet writes where a formula failed or a column is too narrow: #N/A, #SAKNAS!, #VÄRDEFEL!,
 * #NAMN?, ####. It is no word, in any column. */
bool word_is_cell_error(const char *bytes, size_t length);

/* Each writes at most WORD_MAX bytes (no NUL) and returns their number; SIZE_MAX where the word is longer. */
size_t word_name(const char *bytes, size_t length, char out[WORD_MAX]);
size_t word_fold(const char *bytes, size_t length, char out[WORD_MAX]);
/* What spellings of one name share: a folded word without blanks and . , ; : at its end. */
size_t word_fold_spelling(const char *bytes, size_t length, char out[WORD_MAX]);
size_t word_fold_header(const char *bytes, size_t length, char out[WORD_MAX]);

#endif
