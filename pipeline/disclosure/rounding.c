#include "pipeline/disclosure/rounding.h"

#include <math.h>
#include <stdbool.h>

double rounding_nearest(double count, int base)
{
    return base > 1 ? base * floor(count / base + 0.5) : count;
}

double rounding_nearest_to(double now, double told, int base)
{
    bool whole = now == floor(now);
    double least = told - base / 2.0, most = told + base / 2.0;

    if (isnan(now) || isnan(told) || base <= 1 || told == 0)
        return told;
    if (whole) {
        least = ceil(least);
        most = ceil(most) - 1;
    }
    return fmin(fmax(now, least), most);
}

double rounding_difference(double now, int base_now, double then, int base_then)
{
    double nearest = rounding_nearest_to(now, then, base_then);

    return rounding_nearest_to(nearest, now, base_now) == nearest ? 0 : now - then;
}
