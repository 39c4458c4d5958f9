/* bridge - why our figure differs from Kolada's: from its way of counting to ours in steps, each with the numbers of
 * our own public definitions, so that what a step does can be seen.
 *
 *   three_years   Kolada's mean of three years, which it shows for parts of a municipality
 *   kolada        N00216 (T1): persons of one November who are not there the next, per 100 of the first
 *   all_exits     every exit of the calendar year over the same number of persons
 *   mean_stock    the same over the mean of the year's beginning and end (T9)
 *   person_years  the same over person-years: our headline (T17)
 *
 * Only what definitions.csv publishes is used: this knows no more than any reader does. */
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/table/rows.h"
#include "pipeline/table/table.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_STEPS = 5, PER = 100, YEARS = 3 };

struct step {
    const char *name;
    double numerator, denominator, value;
};

static size_t find(const struct table *t, const char *period, const char *occupation, const char *definition)
{
    for (size_t row = 0; row < table_rows(t); row++)
        if (table_is(t, row, "definition", definition) && table_is(t, row, "occupation", occupation) &&
            table_is(t, row, "period", period))
            return row;
    return SIZE_MAX;
}

static double of(const struct table *t, size_t row, const char *column)
{
    return row == SIZE_MAX ? NAN : table_real(t, row, column);
}

/* Kolada's mean is of the years' percentages; NaN where one of the three is not shown. */
static double three_years(const struct table *t, const char *period, const char *occupation)
{
    char *end, year[16];
    long last = strtol(period, &end, 10);
    double sum = 0;

    if (*end != '\0')
        return NAN;
    for (long y = last - YEARS + 1; y <= last; y++) {
        snprintf(year, sizeof year, "%ld", y);
        sum += of(t, find(t, year, occupation, "T1"), "value");
    }
    return sum / YEARS;
}

static void steps_of(const struct table *t, const char *period, const char *occupation, struct step *steps)
{
    size_t kolada = find(t, period, occupation, "T1"), mean = find(t, period, occupation, "T9"),
           ours = find(t, period, occupation, "T17");
    double exits = of(t, ours, "numerator"), stock = of(t, kolada, "denominator");

    steps[0] = (struct step){ "three_years", NAN, NAN, three_years(t, period, occupation) };
    steps[1] = (struct step){ "kolada", of(t, kolada, "numerator"), stock, of(t, kolada, "value") };
    steps[2] = (struct step){ "all_exits", exits, stock, PER * exits / stock };
    steps[3] = (struct step){ "mean_stock", of(t, mean, "numerator"), of(t, mean, "denominator"),
                              of(t, mean, "value") };
    steps[4] = (struct step){ "person_years", exits, of(t, ours, "denominator"), of(t, ours, "value") };
}

/* A year of which both ends of the bridge are there. */
static void put(struct rows *out, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period"), *occupation = table_text(t, row, "occupation");
    struct step steps[N_STEPS];

    steps_of(t, period, occupation, steps);
    if (!isfinite(steps[1].value) || !isfinite(steps[N_STEPS - 1].value))
        return;
    for (size_t i = 0; i < N_STEPS; i++) {
        rows_begin(out);
        rows_text(out, "period", period);
        rows_text(out, "occupation", occupation);
        rows_number(out, "step", (double) (i + 1));
        rows_text(out, "measure", steps[i].name);
        rows_number(out, "numerator", steps[i].numerator);
        rows_number(out, "denominator", steps[i].denominator);
        rows_number(out, "value", steps[i].value);
        rows_number(out, "difference", i == 0 ? NAN : steps[i].value - steps[i - 1].value);
    }
}

static bool run(const char *definitions, const char *output, struct fault *f)
{
    struct rows *out = rows_new(schema_find("public_bridge"));
    struct table *t = NULL;
    bool ok = table_read(definitions, schema_find("definitions"), &t, f);

    for (size_t row = 0; ok && row < table_rows(t); row++)
        if (table_is(t, row, "definition", "T1"))
            put(out, t, row);
    ok = ok && rows_write(out, output, f);
    rows_free(out);
    table_free(t);
    return ok;
}

int main(int argc, char **argv)
{
    const char *definitions = NULL, *output = NULL;
    const struct arg args[] = {
        { "definitions", "FIL", "den offentliga tabellen definitions.csv", true, &definitions },
        { "output", "FIL", "public_bridge.csv som skrivs", true, &output },
    };
    struct fault fault;

    confine_memory(); /* where counts are rounded it is given those that are not, for the audit */
    switch (args_parse(argc, argv, "bridge", "Visar steg för steg varför huvudmåttet skiljer sig från Koladas.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "bridge", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(definitions, output, &fault) ? 0 : fault_report(&fault, "bridge", stderr);
}
