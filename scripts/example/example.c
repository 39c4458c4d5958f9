/* example DIRECTORY [seed [pulse_per_100 [recoded_share]]] - writes the synthetic delivery's staff files.
 *
 * data/raw is made by `example data/raw`. Its seed is the one of 1..60 whose yearly exits lie nearest the planted
 * rates, so that what a reader of the example sees is what was planted; how often a pulse is found is tested over all
 * seeds, not this one. */
#include "example.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    struct plan plan = { .seed = 5, .pulse_per_100 = 6, .pulse_year = 2019, .recoded_share = 0.03 };
    struct city city;
    bool ok;

    if (argc < 2 || argc > 5)
        return fputs("usage: example DIRECTORY [seed [pulse_per_100 [recoded_share]]]\n", stderr), 2;
    if (argc > 2)
        plan.seed = strtoull(argv[2], NULL, 10);
    if (argc > 3)
        plan.pulse_per_100 = strtod(argv[3], NULL);
    if (argc > 4)
        plan.recoded_share = strtod(argv[4], NULL);
    city_simulate(&plan, &city);
    ok = delivery_write(&plan, &city, argv[1]);
    free(city.records);
    return ok ? 0 : 3;
}
