/* board.h - the districts beside the city over the years of the trend, as the questions of heterogeneity.c need them.
 */
#ifndef STAGE_COMPARE_BOARD_H
#define STAGE_COMPARE_BOARD_H

#include "stages/compare/compare.h"

/* The districts known in all the years, and the city, over the years of the test. */
struct board {
    const struct city *city;
    size_t n_periods, *at; /* of city->periods: those whose person-years are made as those of most */
    size_t n, n_left_out;
    size_t *unit;                                        /* n: the district's number */
    double *events, *years;                              /* [i * n_periods + t] */
    double *city_events, *city_years, *city_rate, *time; /* n_periods */
    bool *in;
    double dispersion;
};

/* Filled but for `in`, which is the question's: the years inside the deviation. The caller frees with board_free(). */
struct board board_new(const struct city *c, const struct compare_trend *trend);
void board_free(struct board *b);

#endif
