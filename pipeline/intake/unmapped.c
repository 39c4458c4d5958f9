#include "pipeline/intake/unmapped.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_records(const void *a, const void *b)
{
    const struct unmapped *x = a, *y = b;

    return x->records != y->records ? (x->records < y->records) - (x->records > y->records) : strcmp(x->word, y->word);
}

static bool may_be_id(const char *word)
{
    enum { DIGITS_OF_CODE = 6 };
    size_t digits = 0;

    for (; *word != '\0'; word++)
        digits += *word >= '0' && *word <= '9';
    return digits > DIGITS_OF_CODE;
}

void unmapped_list(struct unmapped *all, size_t n, size_t most, char *text, size_t size)
{
    size_t used = 0, shown = 0;

    qsort(all, n, sizeof *all, by_records);
    text[0] = '\0';
    for (size_t i = 0; i < n && shown < most; i++) {
        int length;

        if (all[i].of_few || may_be_id(all[i].word))
            continue;
        length = snprintf(text + used, size - used, "%s%s (%llu)", shown > 0 ? ", " : "", all[i].word,
                          (unsigned long long) all[i].records);
        if (length < 0 || (size_t) length >= size - used) {
            text[used] = '\0';
            break;
        }
        used += (size_t) length;
        shown++;
    }
}
