/* breaks_parts.c - a named year month by month, in each district, by cause, and under other assumptions. */
#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "stages/report/breaks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first named year that is in the city's series: that of the figures too. NULL: there is none. */
static const char *named_period(const struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_VERDICTS];

    for (size_t row = 0; (row = edition_find(t, row, "family", "primary", "grain", "annual", NULL)) < table_rows(t);
         row++)
        if (!table_is(t, row, "reason", "no_such_period"))
            return table_text(t, row, "period");
    return NULL;
}

/* ---- months ---- */

void break_months(struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_BREAKS];
    const char *period = named_period(r);
    char month[16];
    size_t row;

    if (period == NULL)
        return;
    snprintf(month, sizeof month, "%.4s-01", period);
    row = edition_find(t, 0, "family", "primary", "grain", "monthly", "period", month, "shape", "pulse", NULL);
    if (row == table_rows(t)) {
        paragraph(r, settings_integer(r->protect, "protect", "rounding_base") > 0
                         ? "En prövning månad för månad görs inte när antalen avrundas: de är för små för det."
                         : "En prövning månad för månad har inte kunnat göras, eftersom underlaget inte har uppgifter "
                           "för alla månader.");
        return;
    }
    if (isfinite(table_real(t, row, "rate_ratio")))
        paragraph(
            r,
            "Räknat månad för månad, med hänsyn till årstiden, var avgångarna under de tolv månaderna %s %s gånger "
            "de väntade (osäkerhetsintervall %s).",
            swedish_period(period).text, swedish_number(table_real(t, row, "rate_ratio"), 2).text,
            swedish_interval(table_real(t, row, "lower"), table_real(t, row, "upper"), 2).text);
}

/* ---- districts ---- */

/* The pulse of a series at the named year. */
static size_t pulse_of(const struct table *breaks, const char *family, const char *district, const char *cause,
                       const char *period)
{
    return edition_find(breaks, 0, "family", family, "grain", "annual", "district", district, "cause", cause, "period",
                        period, "shape", "pulse", NULL);
}

static void district_row(struct report *r, const char *district, const char *period)
{
    const struct table *verdicts = r->edition.tables[EDITION_VERDICTS], *breaks = r->edition.tables[EDITION_BREAKS];
    size_t row = edition_find(verdicts, 0, "family", "district", "district", district, "period", period, NULL);
    size_t pulse = pulse_of(breaks, "district", district, EDITION_ALL, period);
    bool withheld;

    if (row == table_rows(verdicts))
        return;
    withheld = table_is(verdicts, row, "reason", "withheld");
    cell(r, district);
    cell(r, break_verdict(verdicts, row));
    if (withheld || pulse == table_rows(breaks)) {
        cell(r, withheld ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE);
        cell(r, withheld ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE);
        cell(r, withheld ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE);
    } else {
        cell_decimals(r, table_real(breaks, pulse, "rate_ratio"), 2);
        cell_limits(r, table_real(breaks, pulse, "lower"), table_real(breaks, pulse, "upper"), 2);
        cell_rate(r, table_real(verdicts, row, "smallest_detectable"), NAN, NULL);
    }
    row_end(r);
}

void break_districts(struct report *r)
{
    static const char *const COLUMNS[] = { "Förvaltning", "Bedömning", "Kvot mot övriga staden", "Osäkerhetsintervall",
                                           "Minsta avvikelse som märks, per 100" };
    const struct edition *e = &r->edition;
    const struct table *t = e->tables[EDITION_VERDICTS];
    const char *period = named_period(r);
    char *caption, name[32];

    if (period == NULL || edition_find(t, 0, "family", "district", "period", period, NULL) == table_rows(t))
        return;
    heading(r, 2, "trendbrott-forvaltningar", "Förvaltningarna mot övriga staden");
    paragraph(
        r,
        "Det som drabbade hela staden %s syns i alla förvaltningar. Här prövas om en förvaltning dessutom avvek på "
        "sitt eget sätt: dess avgångar jämförs med vad övriga stadens avgångstal samma år skulle ge. Hänsyn tas "
        "till att alla förvaltningar prövas.",
        swedish_period(period).text);
    snprintf(name, sizeof name, "verdicts-%d", swedish_period_year(period));
    figure(r, name, "Bedömningen i staden, yrkena och förvaltningarna", "tabell-forvaltningar-avvikelse");
    caption = phrase_say("Avvikelsen %s i varje förvaltning mot övriga staden", swedish_period(period).text);
    table_begin(r, "tabell-forvaltningar-avvikelse", caption, COLUMNS, 5, "llrrr");
    for (size_t d = 0; d < e->districts.n; d++)
        district_row(r, e->districts.items[d], period);
    table_end(r);
    free(caption);
}

/* ---- causes ---- */

static void cause_row(struct report *r, const struct table *t, size_t row)
{
    char *name = phrase_category(table_text(t, row, "cause"));

    cell(r, name);
    if (table_is(t, row, "reason", "withheld")) {
        for (int c = 0; c < 4; c++)
            cell(r, PHRASE_WITHHELD);
    } else {
        cell_decimals(r, table_real(t, row, "rate_ratio"), 2);
        cell_limits(r, table_real(t, row, "lower"), table_real(t, row, "upper"), 2);
        cell_decimals(r, table_real(t, row, "excess"), 0);
        cell_limits(r, table_real(t, row, "excess_lower"), table_real(t, row, "excess_upper"), 0);
    }
    row_end(r);
    free(name);
}

static int by_category(const void *a, const void *b)
{
    return phrase_category_order(*(const char *const *) a) - phrase_category_order(*(const char *const *) b);
}

void break_causes(struct report *r)
{
    static const char *const COLUMNS[] = { "Avgångsorsak", "Kvot mot väntat", "Osäkerhetsintervall",
                                           "Fler avgångar än väntat", "Osäkerhetsintervall" };
    const struct table *t = r->edition.tables[EDITION_BREAKS];
    const char *period = named_period(r);
    struct names causes = edition_names(t, "cause", "family", "cause");
    char *caption;

    if (period != NULL && causes.n > 0) {
        qsort(causes.items, causes.n, sizeof *causes.items, by_category);
        heading(r, 2, "trendbrott-orsaker", "Avvikelsen efter avgångsorsak");
        caption = phrase_say("Avvikelsen %s i staden efter avgångsorsak, som enskilt år", swedish_period(period).text);
        table_begin(r, "tabell-orsaker-avvikelse", caption, COLUMNS, 5, "lrrrr");
        for (size_t i = 0; i < causes.n; i++) {
            size_t row = pulse_of(t, "cause", EDITION_ALL, causes.items[i], period);

            if (row < table_rows(t))
                cause_row(r, t, row);
        }
        table_end(r);
        paragraph(r, "Orsakerna får ingen bedömning: de är många, och någon av dem ser alltid ovanlig ut. En punkt "
                     "betyder att avgångarna är för få. Att fler avgångar har en känd orsak kan bero på att orsaken "
                     "oftare har registrerats.");
        free(caption);
    }
    free(causes.items);
}

/* ---- other assumptions ---- */

/* The ratios of a check: of one variant where `variant` is given, else of all but `but`. */
struct range {
    double least, most, lower, upper; /* limits of the only one */
    size_t n, n_withheld;
};

static struct range range_of(const struct table *t, const char *period, const char *check, const char *variant,
                             const char *but)
{
    struct range g = { INFINITY, -INFINITY, NAN, NAN, 0, 0 };

    for (size_t row = 0;
         (row = edition_find(t, row, "family", "primary", "period", period, "check", check, NULL)) < table_rows(t);
         row++) {
        double ratio = table_real(t, row, "rate_ratio");

        if ((variant != NULL && !table_is(t, row, "variant", variant)) ||
            (but != NULL && table_is(t, row, "variant", but)))
            continue;
        g.n_withheld += table_is(t, row, "reason", "withheld");
        if (!isfinite(ratio))
            continue;
        g.least = fmin(g.least, ratio);
        g.most = fmax(g.most, ratio);
        g.lower = table_real(t, row, "lower");
        g.upper = table_real(t, row, "upper");
        g.n++;
    }
    return g;
}

static void range_row(struct report *r, const char *words, const struct range *g)
{
    if (g->n == 0)
        return;
    cell(r, words);
    if (g->n == 1) {
        cell_decimals(r, g->least, 2);
        cell_limits(r, g->lower, g->upper, 2);
    } else {
        cell(r, swedish_interval(g->least, g->most, 2).text);
        cell(r, PHRASE_NOT_APPLICABLE);
    }
    row_end(r);
}

static const struct {
    const char *check, *variant, *but, *words;
} ROWS[] = {
    { "as_assessed", NULL, NULL, "Som i bedömningen" },
    { "window", NULL, NULL, "Endast fyra år före och fyra efter" },
    { "quadratic", NULL, NULL, "Om utvecklingen är krökt" },
    { "without_trend", NULL, NULL, "Om ingen utveckling antas mellan åren" },
    { "equal_tenure", NULL, NULL, "Vid lika anställningstid" },
    { "equal_occupation", NULL, NULL, "Vid lika fördelning på yrken" },
    { "denominator", NULL, NULL, "Annat mått på antalet anställda, lägst och högst" },
    { "without_year", "2020", NULL, "Utan pandemiåret 2020" },
    { "without_year", NULL, "2020", "Utan något annat år, lägst och högst" },
    { "without_unit", NULL, NULL, "Utan någon förvaltning, lägst och högst" },
};

static void placebo(struct report *r, const struct table *t, const char *period)
{
    struct range named = range_of(t, period, "as_assessed", NULL, NULL);
    size_t n = 0, as_large = 0;

    for (size_t row = 0; (row = edition_find(t, row, "family", "primary", "period", period, "check", "placebo_year",
                                             NULL)) < table_rows(t);
         row++) {
        double ratio = table_real(t, row, "rate_ratio");

        if (!isfinite(ratio) || !(ratio > 0))
            continue;
        n++;
        as_large += fabs(log(ratio)) >= fabs(log(named.least));
    }
    if (n < 2 || named.n == 0)
        return;
    if (as_large == 0)
        paragraph(r, "Inget av de %s andra åren avviker lika mycket när det prövas på samma sätt.",
                  swedish_count(n).text);
    else
        paragraph(r, "Av de %s andra åren avviker %s minst lika mycket när det prövas på samma sätt.",
                  swedish_count(n).text, swedish_count(as_large).text);
}

void break_panel(struct report *r)
{
    static const char *const COLUMNS[] = { "Vad som ändras", "Kvot mot väntat", "Osäkerhetsintervall" };
    const struct table *t = r->edition.tables[EDITION_ROBUSTNESS];
    const char *period = named_period(r);
    struct range all = { INFINITY, -INFINITY, NAN, NAN, 0, 0 };
    char *caption;

    if (period == NULL || range_of(t, period, "as_assessed", NULL, NULL).n == 0)
        return;
    heading(r, 2, "trendbrott-kanslighet", "Vad avvikelsen vilar på");
    caption = phrase_say("Avvikelsen %s i staden om något antas eller räknas på annat sätt",
                         swedish_period(period).text);
    table_begin(r, "tabell-andra-antaganden", caption, COLUMNS, 3, "lrr");
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        struct range g = range_of(t, period, ROWS[i].check, ROWS[i].variant, ROWS[i].but);

        range_row(r, ROWS[i].words, &g);
        all.n += g.n;
        all.n_withheld += g.n_withheld;
        all.least = fmin(all.least, g.least);
        all.most = fmax(all.most, g.most);
    }
    table_end(r);
    free(caption);
    paragraph(r,
              "I de %zu prövningarna är kvoten mellan %s och %s%s. Tabellen visar vad avvikelsen vilar på; den ändrar "
              "inte bedömningen. Alla prövningar finns i metodbilagan.",
              all.n, swedish_number(all.least, 2).text, swedish_number(all.most, 2).text,
              all.n_withheld > 0 ? "; några visas inte av hänsyn till enskilda" : "");
    placebo(r, t, period);
}
