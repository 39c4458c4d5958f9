/* terms.h - a regression design from a list of terms, named as R names them.
 *
 *   x                 a column of numbers; of words: one column a word but the first in alphabetical order ("EthN")
 *   class:x           a column of numbers as classes ("District2"); factor:x the same, named "factor(x)2"
 *   since:x:o         x - o, named "t"
 *   step:x:b          1 where x >= b ("S");  pulse:x:b  1 where x = b ("P");  slope:x:b  max(0, x - b + 1) ("R")
 *   bend:x:b          max(0, x - b) ("R0")
 *   harmonics:x:k     sin and cos of 2 pi j x / 12 for j = 1..k ("s1", "c1", ...)
 *   a*b               products of the columns of a and b
 *   name=term         a name of its own, for the test of the term and, where it is one column, for the column */
#ifndef STAT_TERMS_H
#define STAT_TERMS_H

#include "stages/stat/method.h"

struct terms_column {
    char name[96];
    size_t term; /* which term it came from */
    double *values;
};

struct terms {
    struct terms_column *columns; /* the first is (Intercept), of term 0 */
    size_t n_columns, capacity;
    char **labels; /* of terms 1..n_terms */
    size_t n_terms, n_rows;
};

/* Reads the list in `option`. Fails on a term that is not well-formed or has no column. On success *out is the
 * caller's, to terms_free(). */
bool terms_read(struct method_call *call, const char *option, struct terms *out, struct fault *f);
void terms_free(struct terms *t);

/* n_rows x *p, row by row: all columns but those of the term `without` (0: all). The caller's, to free(). */
double *terms_design(const struct terms *t, size_t without, size_t *p);

#endif
