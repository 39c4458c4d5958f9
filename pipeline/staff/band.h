/* band.h - groups by age and by time employed, from limits in whole years.
 *
 * Limits 30, 40 make three bands: under 30, 30 to 39, 40 or over. Their codes are under_30, 30_to_39, 40_or_over, a
 * band of a single year is its number (limits 1, 2: under_1, 1, 2_or_over), and UNKNOWN is `unknown`: words that no
 * spreadsheet takes for a date or a formula. */
#ifndef STAFF_BAND_H
#define STAFF_BAND_H

#include <stdbool.h>
#include <stddef.h>

enum { BAND_MAX_LIMITS = 32, BAND_LABEL = 24 };

struct bands {
    int limits[BAND_MAX_LIMITS]; /* rising */
    size_t n_limits;             /* bands 0..n_limits; n_limits + 1 is unknown */
};

/* The band of so many whole years. */
static inline size_t band_of(const struct bands *b, int years)
{
    size_t band = 0;

    while (band < b->n_limits && years >= b->limits[band])
        band++;
    return band;
}

static inline size_t band_unknown(const struct bands *b)
{
    return b->n_limits + 1;
}

void band_label(const struct bands *b, size_t band, char label[BAND_LABEL]);

/* Reads the limits as they stand in settings; false where there are too many, one is no whole number, or they do not
 * rise. */
bool bands_read(const char *const *items, size_t n, struct bands *out);

#endif
