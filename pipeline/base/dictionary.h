/* dictionary.h - each distinct text once, known by a small number: districts, occupations, operations.
 *
 * Numbers begin at 0 in the order of first use. Texts live until dictionary_free. */
#ifndef BASE_DICTIONARY_H
#define BASE_DICTIONARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dictionary;

struct dictionary *dictionary_new(void); /* the caller's, to dictionary_free() */
void dictionary_free(struct dictionary *d);
uint32_t dictionary_intern(struct dictionary *d, const char *bytes, size_t length);
/* UINT32_MAX where the text is not there. */
uint32_t dictionary_find(const struct dictionary *d, const char *bytes, size_t length);
bool dictionary_has(const struct dictionary *d, const char *text);
/* The number stands for another text from here on, which no other stands for. */
void dictionary_rename(struct dictionary *d, uint32_t number, const char *bytes, size_t length);
const char *dictionary_text(const struct dictionary *d, uint32_t number);
size_t dictionary_length(const struct dictionary *d, uint32_t number); /* of a text that may hold a NUL */
size_t dictionary_size(const struct dictionary *d);

#endif
