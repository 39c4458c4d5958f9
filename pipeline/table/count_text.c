#include "pipeline/table/count_text.h"

void count_text_begin(struct count_text *t)
{
    for (size_t i = 0; i < COUNT_TEXTS; i++) {
        char text[CELL_ROOM];
        size_t length = cell_format_integer((int64_t) i, text);

        memset(t->padded[i], '0', COUNT_TEXT);
        memcpy(t->padded[i] + 3 - length, text, length);
        memset(t->after_comma[i], ',', COUNT_TEXT);
        memcpy(t->after_comma[i] + 1, text, length);
        t->length[i] = (unsigned char) (length + 1);
    }
}

char *count_text_put_decimal(const struct count_text *t, char *to, int64_t scaled)
{
    enum { DECIMALS = 5, SCALE = 100000 };
    int64_t whole = scaled / SCALE, rest = scaled % SCALE;

    if (rest == 0)
        return count_text_put(t, to, whole);
    if (whole < 1 || whole >= COUNT_TEXTS * COUNT_TEXTS) {
        *to++ = ',';
        return to + cell_format_decimal(scaled, DECIMALS, to);
    }
    to = count_text_put(t, to, whole);
    *to++ = '.';
    memcpy(to, t->padded[rest / 100], COUNT_TEXT);
    memcpy(to + 3, t->padded[rest % 100] + 1, 2);
    to += DECIMALS;
    while (to[-1] == '0')
        to--;
    return to;
}
