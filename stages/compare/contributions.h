/* contributions.h - how much of the city's deviation each district adds. */
#ifndef STAGE_COMPARE_CONTRIBUTIONS_H
#define STAGE_COMPARE_CONTRIBUTIONS_H

#include "pipeline/statistics/trend_break.h"
#include "stages/compare/board.h"

/* The city's exits expected without the deviation are shared out by person-years times the district's level in the
 * years outside, relative to the city's: what the district had if it had kept its place. One more row for the rest. */
struct contributions {
    size_t n; /* districts, and the rest where there is one */
    bool has_rest;
    double *events, *years, *expected, *parts; /* n, over the years inside */
    double city_events, city_years, excess;
    const char *reason; /* why there are none; "" */
};

/* `reason`: whether the candidate is identified. The caller frees with contributions_free(). */
struct contributions contributions_new(const struct board *b, struct trend_candidate candidate,
                                       enum trend_reason reason);
void contributions_free(struct contributions *c);

#endif
