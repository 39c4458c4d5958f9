/* whole.h - words by which a row is of the whole and not of one of its parts: in a column of units they mean the city,
 * in one of occupations all of them. */
#ifndef BASE_WHOLE_H
#define BASE_WHOLE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the `length` bytes are `all`, `alla`, `staden`, `hela staden` or `totalt`, in capitals or not. Nothing at
 * all is no word: whether it means the whole is for the caller to know. */
bool whole_is_named(const char *word, size_t length);

#endif
