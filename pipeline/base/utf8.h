/* utf8.h - is it UTF-8, and where may it be cut. For short text; whole files are checked at speed in table/scan. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the character that begins the text, of which `left` (> 0) bytes are left; 0 where it is not well-formed.
 * Well-formed as in Unicode 15, table 3-7: nothing overlong, no surrogates, nothing above U+10FFFF. */
size_t utf8_character(const char *bytes, size_t left);

/* True where every character is well-formed. */
bool utf8_valid(const char *bytes, size_t length);

/* The greatest n <= length at which valid UTF-8 may be cut without splitting a character. */
size_t utf8_cut(const char *bytes, size_t length);

#endif
