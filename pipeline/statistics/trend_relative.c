#include "pipeline/statistics/trend_relative.h"

#include <math.h>

void trend_relative_exposure(const double *person_years, const double *rest_events, const double *rest_person_years,
                             size_t n, double *exposure)
{
    for (size_t i = 0; i < n; i++)
        exposure[i] = rest_events[i] > 0 && rest_person_years[i] > 0
                          ? person_years[i] * rest_events[i] / rest_person_years[i]
                          : NAN;
}

double trend_relative_dispersion(double dispersion, const double *events, const double *rest_events, size_t n)
{
    double unit = 0, rest = 0;

    for (size_t i = 0; i < n; i++) {
        unit += events[i];
        rest += rest_events[i];
    }
    return rest > 0 ? (isnan(dispersion) ? 1 : dispersion) * (1 + unit / rest) : NAN;
}
