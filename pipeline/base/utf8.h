/* utf8.h - is it UTF-8, and where may it be cut. For short text; tables are checked at speed in table/reader. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* True for well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF). */
bool utf8_valid(const char *bytes, size_t length);

/* The greatest n <= length at which valid UTF-8 may be cut without splitting a character. */
size_t utf8_cut(const char *bytes, size_t length);

#endif
