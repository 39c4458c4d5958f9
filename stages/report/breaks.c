/* breaks.c - the test of the named years in tables, and what it assumes; p-values stand in the method annex alone. */
#include "stages/report/breaks.h"

#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const FAMILIES[] = { "primary", "occupation" };
enum { N_FAMILIES = sizeof FAMILIES / sizeof FAMILIES[0] };

char *break_series(const struct table *t, size_t row)
{
    const char *months = table_is(t, row, "grain", "monthly") ? ", månader" : "";
    char *name, *whole;

    if (!table_is(t, row, "district", EDITION_ALL))
        return phrase_say("%s", table_text(t, row, "district"));
    name = !table_is(t, row, "occupation", EDITION_ALL) ? phrase_capital(table_text(t, row, "occupation"))
           : !table_is(t, row, "cause", EDITION_ALL)    ? phrase_category(table_text(t, row, "cause"))
                                                        : phrase_say("Staden");
    whole = phrase_say("%s%s", name, months);
    free(name);
    return whole;
}

bool break_is_annual(const struct table *t, size_t row)
{
    return table_is(t, row, "grain", "annual") && table_is(t, row, "cause", EDITION_ALL);
}

const char *break_verdict(const struct table *t, size_t row)
{
    if (phrase_has(PHRASE_VERDICT, table_text(t, row, "verdict")))
        return phrase_word(PHRASE_VERDICT, table_text(t, row, "verdict"));
    return table_is(t, row, "reason", "withheld") ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE;
}

static void verdict_table(struct report *r)
{
    static const char *const COLUMNS[] = { "Serie", "År", "Bedömning", "Form", "Minsta avvikelse som märks, per 100" };
    const struct table *t = r->edition.tables[EDITION_VERDICTS];

    table_begin(r, "tabell-bedomningar", "Bedömning av namngivna år", COLUMNS, 5, "lrllr");
    for (size_t f = 0; f < N_FAMILIES; f++)
        for (size_t row = 0; (row = edition_find(t, row, "family", FAMILIES[f], NULL)) < table_rows(t); row++) {
            const char *shape = table_text(t, row, "shape");
            bool again = table_is(t, row, "family", "occupation") &&
                         r->edition.occupations.n < 2; /* the city's own row */
            char *series;

            if (!break_is_annual(t, row) || again)
                continue;
            series = break_series(t, row);
            cell(r, series);
            cell(r, swedish_period(table_text(t, row, "period")).text);
            cell(r, break_verdict(t, row));
            cell(r, shape[0] != '\0' ? phrase_word(PHRASE_SHAPE, shape) : PHRASE_NOT_APPLICABLE);
            cell_rate(r, table_real(t, row, "smallest_detectable"), NAN, NULL);
            row_end(r);
            free(series);
        }
    table_end(r);
}

static bool is_shown_shape(const struct table *breaks, size_t row)
{
    return table_is(breaks, row, "named", "yes") && table_is(breaks, row, "family", "primary") &&
           break_is_annual(breaks, row);
}

static void shape_table(struct report *r)
{
    static const char *const COLUMNS[] = { "År",
                                           "Form",
                                           "Kvot mot väntat",
                                           "Osäkerhetsintervall",
                                           "Fler avgångar än väntat",
                                           "Per 100 årsanställda",
                                           "Osäkerhetsintervall" };
    static const char *const SHAPES[] = { "pulse", "step", "slope" };
    const struct table *t = r->edition.tables[EDITION_BREAKS];
    bool any = false;

    for (size_t row = 0; row < table_rows(t); row++)
        any = any || is_shown_shape(t, row);
    if (!any)
        return;
    table_begin(r, "tabell-former", "Avvikelsens storlek i staden, beräknad för var och en av de tre formerna", COLUMNS,
                7, "llrrrrr");
    for (size_t s = 0; s < sizeof SHAPES / sizeof SHAPES[0]; s++)
        for (size_t row = 0; (row = edition_find(t, row, "shape", SHAPES[s], NULL)) < table_rows(t); row++) {
            if (!is_shown_shape(t, row))
                continue;
            cell(r, swedish_period(table_text(t, row, "period")).text);
            cell(r, phrase_word(PHRASE_SHAPE, SHAPES[s]));
            cell_decimals(r, table_real(t, row, "rate_ratio"), 2);
            cell_limits(r, table_real(t, row, "lower"), table_real(t, row, "upper"), 2);
            cell_decimals(r, table_real(t, row, "excess"), 0);
            cell_decimals(r, table_real(t, row, "excess_per_100"), 1);
            cell_limits(r, table_real(t, row, "excess_per_100_lower"), table_real(t, row, "excess_per_100_upper"), 1);
            row_end(r);
        }
    table_end(r);
    paragraph(r, "Kvoten är utfallet delat med det väntade. För ändrad utveckling är den per år. En punkt betyder att "
                 "formen inte kan "
                 "prövas med så få år före eller efter.");
}

/* How the city's rate went over all the years, whatever is asked of one of them. */
static void development(struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_VERDICTS];
    size_t row = edition_find(t, 0, "family", "primary", "grain", "annual", NULL);
    double change = row < table_rows(t) ? table_real(t, row, "annual_change") : NAN, lower, upper;
    struct swedish years, size, limits;

    if (!isfinite(change))
        return;
    lower = table_real(t, row, "annual_change_lower");
    upper = table_real(t, row, "annual_change_upper");
    years = swedish_span(table_text(t, row, "first_period"), table_text(t, row, "last_period"));
    limits = upper < 0 ? swedish_interval(-upper, -lower, 1) : swedish_interval(lower, upper, 1);
    size = lower > 0 || upper < 0 ? swedish_number(fabs(change), 1) : swedish_signed(change, 1);
    if (lower > 0 || upper < 0)
        paragraph(r,
                  "Över alla åren %s %s avgångstalet i genomsnitt med %s procent om året (osäkerhetsintervall %s "
                  "procent).",
                  years.text, lower > 0 ? "ökade" : "minskade", size.text, limits.text);
    else
        paragraph(r,
                  "Att avgångstalet har ökat eller minskat jämnt över alla åren %s kan inte beläggas: i genomsnitt %s "
                  "procent om året (osäkerhetsintervall %s procent).",
                  years.text, size.text, limits.text);
}

/* What the verdict takes for granted, and when it would be another. */
static void assumptions(struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_VERDICTS];
    size_t row = edition_find(t, 0, "family", "primary", "grain", "annual", NULL);
    double sd = row < table_rows(t) ? table_real(t, row, "year_sd") : NAN;
    double limit = row < table_rows(t) ? table_real(t, row, "year_sd_limit") : NAN;

    if (row == table_rows(t) || !isfinite(table_real(t, row, "p_search"))) /* nothing was tested */
        return;
    if (isfinite(sd))
        paragraph(r,
                  "Personalrörligheten varierar mellan år även när inget särskilt händer. Den vanliga variationen är "
                  "här %s procent%s.",
                  swedish_number(100 * sd, 1).text,
                  table_is(t, row, "year_sd_basis", "assumed")
                      ? ", ett antagande, eftersom serien är för kort för att skatta den"
                      : ", skattad ur serien själv");
    if (isfinite(limit) && limit > 0 &&
        (table_is(t, row, "verdict", "strong") || table_is(t, row, "verdict", "moderate")))
        paragraph(r,
                  "Avvikelsen skulle inte längre kunna skiljas från övriga år om den vanliga variationen var %s "
                  "procent eller mer.",
                  swedish_number(100 * limit, 1).text);
    if (row < table_rows(t) && strcmp(settings_text(r->trend, "trend", "hypothesis_origin"), "after_data") == 0)
        paragraph(r, "Att just detta år pekades ut upptäcktes i samma uppgifter. Prövningen tar därför hänsyn till att "
                     "alla år har "
                     "prövats: något år ser alltid ovanligt ut.");
}

/* Drawn of the first named year. */
static void break_figure(struct report *r)
{
    for (size_t row = 0; row < table_rows(r->figures); row++) {
        const char *name = table_text(r->figures, row, "figure");

        if (strncmp(name, "break-", 6) == 0) {
            figure(r, name, "Utfallet mot utvecklingen med och utan avvikelse", "tabell-former");
            return;
        }
    }
}

void breaks(struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_VERDICTS];

    heading(r, 1, "trendbrott", "Trendbrott");
    if (table_rows(t) == 0) {
        paragraph(r, "Inget år är angivet att pröva, eller underlaget räcker inte för en prövning.");
        claims_of(r, "break");
        return;
    }
    claims_of(r, "break");
    verdict_table(r);
    shape_table(r);
    development(r);
    assumptions(r);
    break_months(r);
    break_figure(r); /* after what fills the page before it */
    break_districts(r);
    break_causes(r);
    break_panel(r);
    paragraph(r, "Med avbrott menas att ett enskilt år avviker. Ordet trendbrott används endast om ny nivå eller "
                 "ändrad utveckling. För en "
                 "enskild förvaltning anges aldrig form.");
}
