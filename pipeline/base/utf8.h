/* utf8.h - is it UTF-8, and where may it be cut. For short text; whole files are checked at speed in table/scan. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the character that begins the text, of which `left` (> 0) bytes are left; 0 where it is not well-formed.
 * Well-formed as in Unicode 15, table 3-7: nothing overlong, no surrogates, nothing above U+10FFFF. */
size_t utf8_character(const char *bytes, size_t left);

/* The code of the well-formed character of n bytes. */
uint32_t utf8_code(const char *bytes, size_t n);

/* Characters that may change what is seen without being seen themselves: without width, fillers, selectors of a
 * variant, tags, marks that turn the direction of writing. Unicode 15, Default_Ignorable_Code_Point, with the marks of
 * annotation and what is no character. */
bool utf8_is_unseen(uint32_t code);

/* True where every character is well-formed. */
bool utf8_valid(const char *bytes, size_t length);

/* The greatest n <= length at which valid UTF-8 may be cut without splitting a character. */
size_t utf8_cut(const char *bytes, size_t length);

#endif
