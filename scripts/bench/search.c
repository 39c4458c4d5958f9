/* search-bench FOLDER - times the search for a break on one core: 9,999 replicates of 11 years, and 999 of 132 months
 * with month effects, all admissible dates and shapes. Writes the series to FOLDER/annual.csv and monthly.csv, and
 * prints one line for each: name, replicates, seconds, largest LR. scripts/bench/search.sh sets R's glm beside it. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/random.h"
#include "pipeline/statistics/statistics.h"
#include "pipeline/statistics/trend_search.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { YEARS = 11, MONTHS = 12 };

#define DISPERSION 1.4

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

/* A city of 157 leavers a year with a pulse in its sixth; the month's place in the year repeats. */
static void make_series(size_t per_year, struct trend_series *s)
{
    size_t n = YEARS * per_year, n_season = per_year - 1;
    double *numbers = memory_zeroed(n * (3 + n_season), sizeof *numbers);
    double *time = numbers, *events = numbers + n, *staff = numbers + 2 * n, *season = numbers + 3 * n;
    struct random *r = random_new("bench", per_year);

    for (size_t i = 0; i < n; i++) {
        double wave = n_season > 0 ? 0.2 * sin(2 * M_PI * (double) i / MONTHS) : 0;

        time[i] = 2014 + (double) i / (double) per_year;
        staff[i] = 1035 / (double) per_year;
        events[i] = random_poisson(r, 0.15 * staff[i] * exp(-0.05 * (time[i] - 2019) + wave) *
                                          (i / per_year == 5 ? 1.3 : 1));
        if (i % per_year > 0)
            season[i * n_season + i % per_year - 1] = 1;
    }
    random_free(r);
    *s = (struct trend_series){ .n = n,
                                .time = time,
                                .events = events,
                                .person_years = staff,
                                .per_year = per_year,
                                .season = n_season > 0 ? season : NULL,
                                .n_season = n_season };
}

static bool write_series(const struct trend_series *s, const char *folder, const char *name)
{
    char path[4096];
    FILE *to;

    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    to = fopen(path, "w");
    if (to == NULL)
        return false;
    fputs("time,month,events,person_years\n", to);
    for (size_t i = 0; i < s->n; i++)
        fprintf(to, "%.17g,%zu,%g,%.17g\n", s->time[i], i % s->per_year, s->events[i], s->person_years[i]);
    return fclose(to) == 0;
}

static bool bench(const char *folder, const char *name, size_t per_year, size_t replicates)
{
    struct trend_rule rule = trend_rule_default(per_year);
    struct trend_bootstrap_options o = {
        .dispersion = DISPERSION, .replicates = replicates, .at = YEARS * per_year, .series = name, .seed = 1
    };
    struct trend_bootstrap b;
    struct trend_search *search;
    struct trend_series s;
    double begun;
    bool good;

    make_series(per_year, &s);
    begun = seconds_now();
    search = trend_search_new(&s, &rule);
    good = search != NULL && trend_search_bootstrap(search, &o, &b) && write_series(&s, folder, name);
    if (good)
        printf("%s %zu %.3f %.6f\n", name, b.replicates, seconds_now() - begun, o.dispersion * b.statistic);
    trend_search_free(search);
    free((void *) s.time);
    return good;
}

int main(int argc, char **argv)
{
    statistics_begin();
    if (argc != 2)
        return fputs("usage: search-bench FOLDER\n", stderr), 2;
    return bench(argv[1], "annual", 1, 9999) && bench(argv[1], "monthly", MONTHS, 999) ? 0 : 3;
}
