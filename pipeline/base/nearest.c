#include "pipeline/base/nearest.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 64 }; /* a longer word than any name of ours is near to none */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *a, size_t n_a, const char *b, size_t n_b)
{
    size_t rows[3][LONGEST + 1];

    for (size_t j = 0; j <= n_b; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *above_that = rows[(i + 1) % 3];

        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            row[j] = least(above[j], row[j - 1]) + 1;
            row[j] = least(row[j], above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], above_that[j - 2] + 1);
        }
    }
    return rows[n_a % 3][n_b];
}

struct nearest nearest_begin(const char *wrong)
{
    return (struct nearest){ .wrong = wrong, .distance = SIZE_MAX };
}

void nearest_offer(struct nearest *n, const char *word)
{
    size_t n_wrong = strlen(n->wrong), n_word = strlen(word), d;

    if (n_wrong > LONGEST || n_word > LONGEST)
        return;
    d = distance(n->wrong, n_wrong, word, n_word);
    if (d < n->distance && d <= (n_wrong > n_word ? n_wrong : n_word) / 3) {
        n->distance = d;
        n->word = word;
    }
}
