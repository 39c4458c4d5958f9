/* panel_series.h - series of years made otherwise than the one tested: fewer years, fewer districts, other staff. */
#ifndef STAGE_TREND_PANEL_SERIES_H
#define STAGE_TREND_PANEL_SERIES_H

#include "stages/trend/series.h"
#include "stages/trend/units.h"

/* A series with arrays of its own; n may be 0. To be given to panel_copy_free(). */
struct panel_copy {
    struct trend_series series;
    double *numbers;
};
void panel_copy_free(struct panel_copy *c);

void panel_without_year(const struct trend_series *s, size_t leave_out, struct panel_copy *out);

/* The years that the deviation of a shape at `at` does not touch: all but one for a pulse, those before it otherwise.
 */
void panel_without_deviation(const struct trend_series *s, size_t at, enum trend_shape shape, struct panel_copy *out);

/* The whole less one district, in the whole's years; a year that the district lacks is the whole's own. */
void panel_without_unit(const struct units *units, size_t district, struct panel_copy *out);

/* Numerator and denominator of another definition. */
void panel_of_definition(const struct rates *rates, const char *grouping, const char *occupation,
                         const char *definition, struct panel_copy *out);

/* Exits over the person-years in which as many were to be expected, had the mix been that of all years: of lengths of
 * employment (tenure_rates.csv), of occupations (from the series of occupations). No years where it is not known for
 * every year of the series. */
void panel_equal_tenure(const struct table *tenure, const struct series *s, struct panel_copy *out);
void panel_equal_occupation(const struct series_list *all, const struct trend_series *city, struct panel_copy *out);

#endif
