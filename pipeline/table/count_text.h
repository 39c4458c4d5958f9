/* count_text.h - counts as they stand in a table of many of them, three digits at a time.
 *
 * The same bytes as cell_format_integer() and cell_format_decimal() give, which take what is not here. Where it is
 * written to there has to be room for CELL_ROOM bytes more, for whole words are copied. */
#ifndef TABLE_COUNT_TEXT_H
#define TABLE_COUNT_TEXT_H

#include "pipeline/table/cell.h"

#include <string.h>

enum { COUNT_TEXTS = 1000, COUNT_TEXT = 4 };

struct count_text {
    char after_comma[COUNT_TEXTS][COUNT_TEXT]; /* ,7 ,70 ,700 */
    char padded[COUNT_TEXTS][COUNT_TEXT];      /* 007 070 700 */
    unsigned char length[COUNT_TEXTS];         /* of the first, the comma too */
};

void count_text_begin(struct count_text *t);

/* Puts a comma and a whole number; returns the end of it. */
static inline char *count_text_put(const struct count_text *t, char *to, int64_t value)
{
    uint64_t n = (uint64_t) value;

    if (n >= (uint64_t) COUNT_TEXTS * COUNT_TEXTS) {
        *to++ = ',';
        return to + cell_format_integer(value, to);
    }
    if (n >= COUNT_TEXTS) {
        size_t thousands = (size_t) n / COUNT_TEXTS;

        memcpy(to, t->after_comma[thousands], COUNT_TEXT);
        to += t->length[thousands];
        memcpy(to, t->padded[n % COUNT_TEXTS], COUNT_TEXT);
        return to + 3;
    }
    memcpy(to, t->after_comma[n], COUNT_TEXT);
    return to + t->length[n];
}

/* Puts a comma and scaled / 100,000: up to five decimals. */
char *count_text_put_decimal(const struct count_text *t, char *to, int64_t scaled);

#endif
