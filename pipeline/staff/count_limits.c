#include "pipeline/staff/count_limits.h"

#include <math.h>

struct interval count_limits_of_rate(struct count_limits *known, double events, double exposure)
{
    static const double MOST = 1e9;
    size_t place;

    if (!(events >= 0 && events <= MOST) || events != floor(events) || !(exposure > 0))
        return interval_poisson_exact(events, exposure, known->confidence);
    place = (size_t) events % COUNT_LIMITS;
    if (known->places[place].limits.upper == 0 || known->places[place].count != events) {
        known->places[place].count = events;
        known->places[place].limits = interval_poisson_exact(events, 1, known->confidence);
    }
    return (struct interval){ known->places[place].limits.lower / exposure,
                              known->places[place].limits.upper / exposure };
}
