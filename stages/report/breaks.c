/* breaks.c - the test of the named years in tables, and what it assumes; p-values stand in the method annex alone. */
#include "stages/report/report.h"

#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const FAMILIES[] = { "primary", "occupation", "district" };
enum { N_FAMILIES = sizeof FAMILIES / sizeof FAMILIES[0] };

/* What the series of a verdict or a fit is of: the caller's, to free(). */
static char *series_of(const struct table *t, size_t row)
{
    if (!table_is(t, row, "district", EDITION_ALL))
        return phrase_say("%s", table_text(t, row, "district"));
    if (!table_is(t, row, "occupation", EDITION_ALL))
        return phrase_capital(table_text(t, row, "occupation"));
    return phrase_say("Staden");
}

static bool is_annual_whole(const struct table *t, size_t row)
{
    return table_is(t, row, "grain", "annual") && table_is(t, row, "cause", EDITION_ALL);
}

static const char *word_of_verdict(const struct table *t, size_t row)
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
            char *series;

            if (!is_annual_whole(t, row))
                continue;
            series = series_of(t, row);
            cell(r, series);
            cell(r, swedish_period(table_text(t, row, "period")).text);
            cell(r, word_of_verdict(t, row));
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
           is_annual_whole(breaks, row);
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

/* What the verdict takes for granted, and when it would be another. */
static void assumptions(struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_VERDICTS];
    size_t row = edition_find(t, 0, "family", "primary", NULL);
    double sd = row < table_rows(t) ? table_real(t, row, "year_sd") : NAN;
    double limit = row < table_rows(t) ? table_real(t, row, "year_sd_limit") : NAN;

    if (isfinite(sd))
        paragraph(r,
                  "Personalrörligheten varierar mellan år även när inget särskilt händer. Den vanliga variationen är "
                  "här %s procent%s.",
                  swedish_number(100 * sd, 1).text,
                  table_is(t, row, "year_sd_basis", "assumed")
                      ? ", ett antagande, eftersom serien är för kort för att skatta den"
                      : ", skattad ur serien själv");
    if (isfinite(limit) && limit > 0)
        paragraph(r,
                  "Avvikelsen skulle inte längre kunna skiljas från övriga år om den vanliga variationen var %s "
                  "procent eller mer.",
                  swedish_number(100 * limit, 1).text);
    if (row < table_rows(t) && strcmp(settings_text(r->trend, "trend", "hypothesis_origin"), "after_data") == 0)
        paragraph(r, "Att just detta år pekades ut upptäcktes i samma uppgifter. Prövningen tar därför hänsyn till att "
                     "alla år har "
                     "prövats: något år ser alltid ovanligt ut.");
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
    assumptions(r);
    paragraph(r, "Med avbrott menas att ett enskilt år avviker. Ordet trendbrott används endast om ny nivå eller "
                 "ändrad utveckling. För en "
                 "enskild förvaltning anges aldrig form.");
}

/* ---- the method annex: what a statistician asks for ---- */

static void test_table(struct report *r)
{
    static const char *const COLUMNS[] = {
        "Serie",     "År",           "p, angivet år", "p, alla år prövade", "Möjliga år", "Vikt för inget brott",
        "Spridning", "Årsvariation", "Upprepningar"
    };
    const struct table *t = r->edition.tables[EDITION_VERDICTS];

    table_begin(r, "tabell-prov", "Prövning av namngivna år", COLUMNS, 9, "lrrrlrrrr");
    for (size_t f = 0; f < N_FAMILIES - 1; f++)
        for (size_t row = 0; (row = edition_find(t, row, "family", FAMILIES[f], NULL)) < table_rows(t); row++) {
            char *series;

            if (!is_annual_whole(t, row))
                continue;
            series = series_of(t, row);
            cell(r, series);
            cell(r, swedish_period(table_text(t, row, "period")).text);
            cell_decimals(r, table_real(t, row, "p_fixed"), 4);
            cell_decimals(r, table_real(t, row, "p_search"), 4);
            cell(r, table_text(t, row, "date_set"));
            cell_decimals(r, table_real(t, row, "weight_no_break"), 2);
            cell_decimals(r, table_real(t, row, "dispersion"), 2);
            cell_decimals(r, table_real(t, row, "year_sd"), 3);
            cell_decimals(r, table_real(t, row, "replicates"), 0);
            row_end(r);
            free(series);
        }
    table_end(r);
}

static void shape_weight_table(struct report *r)
{
    static const char *const COLUMNS[] = { "Första år",       "Form", "Kvot", "Osäkerhetsintervall", "Kvottest",
                                           "p, asymptotiskt", "Vikt" };
    const struct table *t = r->edition.tables[EDITION_BREAKS];

    if (edition_find(t, 0, "family", "primary", NULL) == table_rows(t))
        return;
    table_begin(r, "tabell-alla-former", "Staden: alla prövade år och former", COLUMNS, 7, "llrrrrr");
    for (size_t row = 0; (row = edition_find(t, row, "family", "primary", NULL)) < table_rows(t); row++) {
        if (!is_annual_whole(t, row) || !isfinite(table_real(t, row, "rate_ratio")))
            continue;
        cell(r, swedish_period(table_text(t, row, "period")).text);
        cell(r, phrase_word(PHRASE_SHAPE, table_text(t, row, "shape")));
        cell_decimals(r, table_real(t, row, "rate_ratio"), 2);
        cell_limits(r, table_real(t, row, "lower"), table_real(t, row, "upper"), 2);
        cell_decimals(r, table_real(t, row, "likelihood_ratio"), 1);
        cell_decimals(r, table_real(t, row, "p_asymptotic"), 4);
        cell_decimals(r, table_real(t, row, "weight"), 2);
        row_end(r);
    }
    table_end(r);
}

void method_annex(struct report *r)
{
    heading(r, 1, "metodbilaga", "Metodbilaga");
    paragraph(
        r,
        "Bilagan är till för den som vill granska beräkningarna. Avgångar antas Poissonfördelade givet "
        "antalet årsanställda. "
        "Intervall för ett enskilt tal är exakta (Garwood 1936). Intervall för skillnaden mellan två tal "
        "beräknas enligt Zou och "
        "Donner (2008), och förändringen i staden är säkerställd om det inte innehåller noll. Förändringen i ett yrke "
        "eller en "
        "förvaltning är säkerställd om det exakta intervallet för kvoten mellan de två talen inte innehåller ett. Alla "
        "intervall är tvåsidiga, 95 procent.");
    paragraph(r, "Hur många förvaltningar som skulle visa en säkerställd förändring, om alla hade följt staden, "
                 "beräknas genom att summera "
                 "sannolikheten för alla möjliga antal i varje förvaltning vid stadens gemensamma kvot.");
    paragraph(r, "Hur länge de anställda stannar skattas enligt Kaplan och Meier (1958), med sen start för dem som var "
                 "anställda när uppföljningen började och log-log-intervall; varje orsak enligt Aalen och Johansen "
                 "(1978), så att de andra orsakerna räknas som konkurrerande. Ett år är 365 dagar, två år 730. Takten "
                 "jämförs med log-rank-test (Mantel 1966). Vid lika anställningstid är direkt standardisering efter "
                 "anställningstid med alla års årsanställda som vikter; intervall enligt Dobson med flera (1991).");
    stays_annex(r);
    if (table_rows(r->edition.tables[EDITION_VERDICTS]) == 0)
        return;
    paragraph(r, "Ett namngivet år prövas mot en log-linjär utveckling i tre former: avbrott, ny nivå och ändrad "
                 "utveckling. Prövningens "
                 "p-värde för alla år är andelen simulerade serier utan brott vars största kvottest, över alla år och "
                 "former, är minst lika "
                 "stort. Vikter är normerade enligt BIC. Spridning är variation utöver slumpen; årsvariation är "
                 "standardavvikelsen för "
                 "vanliga år på logaritmisk skala.");
    test_table(r);
    shape_weight_table(r);
}
