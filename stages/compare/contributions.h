/* contributions.h - how much of the city's deviation each district adds (contribution.h), and what is left of the city.
 */
#ifndef STAGE_COMPARE_CONTRIBUTIONS_H
#define STAGE_COMPARE_CONTRIBUTIONS_H

#include "pipeline/statistics/contribution.h"
#include "stages/compare/board.h"

struct parts_of_city {
    struct contributions shared; /* of the board's districts, then of the rest where there is one; n 0: see reason */
    double city_events, city_years;
    const char *reason; /* why there are none; "" */
};

/* `reason`: whether the candidate is identified. `chance`: of the city in that year. The caller frees with
 * contribution_free(&.shared). */
struct parts_of_city contributions_find(const struct board *b, struct trend_candidate candidate,
                                        enum trend_reason reason, const struct compare_chance *chance);

#endif
