/* trend.c - what compare takes over from trend: the years that are asked about, and how much the city varies by chance.
 */
#include "stages/compare/compare.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/settings.h"
#include "pipeline/table/table.h"

#include <math.h>
#include <stdlib.h>

static int year_or_0(const struct settings *s, const char *key)
{
    return settings_text(s, "trend", key)[0] != '\0' ? (int) settings_integer(s, "trend", key) : 0;
}

static struct compare_chance chance_in(const struct table *verdicts, int year)
{
    for (size_t row = 0; row < table_rows(verdicts); row++)
        if (table_is(verdicts, row, "family", "primary") && table_is(verdicts, row, "grain", "annual") &&
            atoi(table_text(verdicts, row, "period")) == year)
            return (struct compare_chance){ table_real(verdicts, row, "dispersion"),
                                            table_real(verdicts, row, "year_sd") };
    return (struct compare_chance){ NAN, NAN };
}

bool compare_trend_read(const char *settings_path, const char *verdicts_path, bool is_public, struct compare_trend *out,
                        struct fault *f)
{
    struct settings *settings = NULL;
    struct table *verdicts = NULL;
    bool ok = settings_read(settings_path, &settings, f) &&
              table_read(verdicts_path, schema_find(is_public ? "public_verdicts" : "verdicts"), &verdicts, f);

    if (ok) {
        const char *const *years = settings_list(settings, "trend", "named_years", &out->n_named);

        out->first_year = year_or_0(settings, "first_year");
        out->last_year = year_or_0(settings, "last_year");
        out->named_years = memory_zeroed(out->n_named, sizeof *out->named_years);
        out->chance = memory_zeroed(out->n_named, sizeof *out->chance);
        for (size_t i = 0; i < out->n_named; i++) {
            out->named_years[i] = atoi(years[i]); /* checked as years when they were read */
            out->chance[i] = chance_in(verdicts, out->named_years[i]);
        }
    }
    settings_free(settings);
    table_free(verdicts);
    return ok;
}

void compare_trend_free(struct compare_trend *t)
{
    free(t->named_years);
    free(t->chance);
}
