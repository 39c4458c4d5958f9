/* codebook_words.h - the words that every delivery may use without a code list, for codebook.c alone.
 *
 * Swedish as Heroma, Personec, the SKR November statistics and people write it, and English. Headers are compared
 * without anything but letters and digits and with å ä ö as a a o, so one spelling serves for many. */
#ifndef INTAKE_CODEBOOK_WORDS_H
#define INTAKE_CODEBOOK_WORDS_H

#include <stddef.h>

struct codebook_words {
    int code;          /* value of the enum */
    const char *words; /* separated by | */
};

extern const struct codebook_words CODEBOOK_HEADERS[];
extern const struct codebook_words CODEBOOK_FORMS[];
extern const struct codebook_words CODEBOOK_GENDERS[];
extern const struct codebook_words CODEBOOK_CAUSES[];
extern const struct codebook_words CODEBOOK_PAY[]; /* code 1: by the hour, 0: by the month */

/* Each array ends with words NULL. */

#endif
