/* comparison.c - where a change comes from: districts against chance, how many changed, a named year by district, and
 * who was there against how often they left. */
#include "stages/report/report.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double LEVEL = 0.05; /* of a test of whether all are alike */

static const char *status_of(const struct table *t, size_t row)
{
    return table_is(t, row, "reason", "withheld") ? "withheld" : NULL;
}

/* ---- districts against the city -------------------------------------------------------------------------------------
 */

static const char *side_of(const struct table *t, size_t row)
{
    if (!isfinite(table_real(t, row, "rate")))
        return table_is(t, row, "reason", "withheld") ? "visas inte" : "inga anställda";
    if (table_is(t, row, "flag", "none"))
        return "kan inte skiljas från staden";
    return table_is(t, row, "flag_adjusted", "high")  ? "högre än staden"
           : table_is(t, row, "flag_adjusted", "low") ? "lägre än staden"
                                                      : "inom vanlig variation";
}

/* The districts vary more than chance, and the limits are widened by as much. */
static bool is_widened(const struct table *funnel, const char *period)
{
    for (size_t row = 0; (row = edition_find(funnel, row, "period", period, NULL)) < table_rows(funnel); row++)
        if (isfinite(table_real(funnel, row, "adjusted_998_upper")))
            return true;
    return false;
}

static void funnel_table(struct report *r, const char *period)
{
    static const char *const COLUMNS[] = { "Förvaltning",         "Årsanställda", "Per 100",   "Intervall",
                                           "Sammanvägt, per 100", "Intervall",    "Mot staden" };
    const struct edition *e = &r->edition;
    const struct table *t = e->tables[EDITION_FUNNEL];
    char *caption = phrase_say("Förvaltningarna mot staden, %s", swedish_period(period).text);

    table_begin(r, "tabell-mot-staden", caption, COLUMNS, 7, "lrrrrrl");
    for (size_t d = 0; d < e->districts.n; d++) {
        size_t row = edition_find(t, 0, "period", period, "district", e->districts.items[d], NULL);
        double exits;

        if (row == table_rows(t))
            continue;
        exits = table_real(t, row, "exits");
        cell(r, e->districts.items[d]);
        cell_count(r, table_real(t, row, "person_years"), status_of(t, row));
        cell_rate(r, table_real(t, row, "rate"), exits, status_of(t, row));
        cell_interval(r, table_real(t, row, "lower"), table_real(t, row, "upper"), exits, status_of(t, row));
        cell_rate(r, table_real(t, row, "shrunken"), exits, status_of(t, row));
        cell_interval(r, table_real(t, row, "shrunken_lower"), table_real(t, row, "shrunken_upper"), exits,
                      status_of(t, row));
        cell(r, side_of(t, row));
        row_end(r);
    }
    table_end(r);
    free(caption);
}

static void against_city(struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_SPREAD];
    size_t row = edition_longest(&r->edition, EDITION_SPREAD, NULL);
    const char *period;
    double n_high, n_low;

    if (row == table_rows(t) || !(table_real(t, row, "n_districts") >= 2))
        return;
    period = table_text(t, row, "period");
    n_high = table_real(t, row, "n_high_adjusted");
    n_low = table_real(t, row, "n_low_adjusted");
    heading(r, 2, "mot-staden", "Förvaltningarna mot staden");
    paragraph(r,
              "%s hade staden %s avgångar per 100 årsanställda. %s av %s redovisade förvaltningar hade statistiskt "
              "säkerställt fler avgångar än staden och %s färre, även när hänsyn tas till att alla har prövats. "
              "%s",
              swedish_in_capital(period).text, swedish_number(table_real(t, row, "rate"), 1).text,
              n_high > 0 ? swedish_count_capital((size_t) n_high).text : "Ingen",
              swedish_number(table_real(t, row, "n_districts"), 0).text,
              n_low > 0 ? swedish_count((size_t) n_low).text : "ingen",
              is_widened(r->edition.tables[EDITION_FUNNEL], period)
                  ? "Övriga skiljer sig inte från staden med mer än slumpen och den vanliga variationen mellan "
                    "förvaltningar."
                  : "Övriga kan inte skiljas från staden.");
    if (isfinite(table_real(t, row, "sd_upper")))
        paragraph(r,
                  "Skillnaderna mellan förvaltningarna utöver slumpen uppskattas till %s procent av stadens tal "
                  "(osäkerhetsintervall %s\xe2\x80\x93%s procent).",
                  swedish_number(100 * table_real(t, row, "sd"), 0).text,
                  swedish_number(100 * table_real(t, row, "sd_lower"), 0).text,
                  swedish_number(100 * table_real(t, row, "sd_upper"), 0).text);
    figure(r, "funnel", "Förvaltningarna mot staden och mot slumpen", "tabell-mot-staden");
    funnel_table(r, period);
    paragraph(r, "Det sammanvägda värdet drar små förvaltningars tal mot stadens så mycket som slumpen motiverar. Det "
                 "beräknas när minst åtta förvaltningar redovisas. Uppgifterna lämpar sig inte för att rangordna "
                 "förvaltningarna.");
}

/* ---- how many changed -----------------------------------------------------------------------------------------------
 */

static char *expected_words(const struct table *t, size_t row, const char *direction)
{
    char lower[48], upper[48], mean[48];
    double low, high;

    snprintf(mean, sizeof mean, "%s_expected", direction);
    snprintf(lower, sizeof lower, "%s_expected_lower", direction);
    snprintf(upper, sizeof upper, "%s_expected_upper", direction);
    low = table_real(t, row, lower);
    high = table_real(t, row, upper);
    return low < high ? phrase_say("%s\xe2\x80\x93%s (i medeltal %s)", swedish_number(low, 0).text,
                                   swedish_number(high, 0).text, swedish_number(table_real(t, row, mean), 1).text)
                      : phrase_say("%s (i medeltal %s)", swedish_number(low, 0).text,
                                   swedish_number(table_real(t, row, mean), 1).text);
}

static void how_many(struct report *r)
{
    const struct edition *e = &r->edition;
    const struct table *t = e->tables[EDITION_CHANGE_COUNTS];
    size_t row = e->compare == NULL
                     ? table_rows(t)
                     : edition_find(t, 0, "dimension", "district", "base_period", e->base, "period", e->compare, NULL);
    double p;

    if (row == table_rows(t) || !(table_real(t, row, "n_units") >= 2))
        return;
    p = table_real(t, row, "p");
    heading(r, 2, "hur-manga", "Förändringen förvaltning för förvaltning");
    paragraph(r,
              "Från %s till %s är en minskning statistiskt säkerställd i %s av %s jämförda förvaltningar och en ökning "
              "i %s. I %s kan det inte avgöras.",
              swedish_period(e->base).text, swedish_period(e->compare).text,
              table_real(t, row, "n_down") == 0 ? "ingen" : swedish_number(table_real(t, row, "n_down"), 0).text,
              swedish_number(table_real(t, row, "n_units"), 0).text,
              table_real(t, row, "n_up") == 0 ? "ingen" : swedish_number(table_real(t, row, "n_up"), 0).text,
              swedish_number(table_real(t, row, "n_unclear"), 0).text);
    if (isfinite(table_real(t, row, "down_expected"))) {
        char *down = expected_words(t, row, "down"), *up = expected_words(t, row, "up");

        paragraph(r,
                  "Om alla förvaltningar hade följt staden skulle man vänta sig en säkerställd minskning i %s och en "
                  "säkerställd ökning i %s.",
                  down, up);
        free(down);
        free(up);
    }
    if (isfinite(p))
        paragraph(r, p < LEVEL ? "Att förvaltningarna ändrades olika mycket är statistiskt säkerställt."
                               : "Att förvaltningarna ändrades olika mycket kan inte beläggas. Det utesluter inte att "
                                 "utvecklingen skiljer sig åt.");
}

/* ---- a named year ---------------------------------------------------------------------------------------------------
 */

static void effect_row(struct report *r, const struct table *t, size_t row, const char *name)
{
    const char *status = status_of(t, row);
    double exits = table_real(t, row, "exits");

    cell(r, name);
    cell_count(r, exits, status);
    cell_count(r, table_real(t, row, "expected"), status);
    if (status != NULL) {
        cell(r, PHRASE_WITHHELD);
        cell(r, PHRASE_WITHHELD);
    } else {
        cell(r, swedish_signed(table_real(t, row, "contribution"), 0).text);
        cell_limits(r, table_real(t, row, "contribution_lower"), table_real(t, row, "contribution_upper"), 0);
    }
    if (status != NULL) {
        cell(r, PHRASE_WITHHELD);
        cell(r, PHRASE_WITHHELD);
    } else {
        cell_decimals(r, table_real(t, row, "ratio"), 2);
        cell_limits(r, table_real(t, row, "ratio_lower"), table_real(t, row, "ratio_upper"), 2);
    }
    row_end(r);
}

static void effect_table(struct report *r, const char *id, const char *period, const char *shape)
{
    static const char *const COLUMNS[] = { "Förvaltning", "Avgångar",        "Väntade",  "Skillnad",
                                           "Intervall",   "Kvot mot övriga", "Intervall" };
    const struct edition *e = &r->edition;
    const struct table *t = e->tables[EDITION_UNIT_EFFECTS];
    char *caption = phrase_say("Avvikelsen %s%s, förvaltning för förvaltning",
                               strcmp(shape, "step") == 0 ? "från och med " : "", swedish_period(period).text);
    size_t row;

    table_begin(r, id, caption, COLUMNS, 7, "lrrrrrr");
    for (size_t d = 0; d < e->districts.n; d++)
        if ((row = edition_find(t, 0, "period", period, "shape", shape, "district", e->districts.items[d], NULL)) <
            table_rows(t))
            effect_row(r, t, row, e->districts.items[d]);
    if ((row = edition_find(t, 0, "period", period, "shape", shape, "district", "rest", NULL)) < table_rows(t))
        effect_row(r, t, row, "Övriga tillsammans");
    if ((row = edition_find(t, 0, "period", period, "shape", shape, "district", EDITION_ALL, NULL)) < table_rows(t))
        effect_row(r, t, row, "Staden");
    table_end(r);
    free(caption);
}

/* More bars than this are not drawn: see stages/figures/contributions.c. */
enum { MOST_DRAWN = 40 };

/* The year is opened up by district where there is a figure of it, or where there are too many for one. */
static void named_year(struct report *r, size_t row)
{
    const struct table *t = r->edition.tables[EDITION_HETEROGENEITY];
    const char *period = table_text(t, row, "period"), *shape = table_text(t, row, "shape");
    int year = swedish_period_year(period);
    char *name = phrase_say("contributions-%d", year), *id = phrase_say("tabell-avvikelse-%d", year);
    char *section = phrase_say("avvikelse-%d", year),
         *title = phrase_say("Avvikelsen %s per förvaltning", swedish_period(period).text);
    double p = table_real(t, row, "p"), n_apart = table_real(t, row, "n_apart");

    bool drawn = edition_find(r->figures, 0, "figure", name,
                              NULL)<table_rows(r->figures), many = r->edition.districts.n>
                     MOST_DRAWN && edition_find(r->edition.tables[EDITION_UNIT_EFFECTS], 0, "period", period, "shape",
                                                shape, NULL) < table_rows(r->edition.tables[EDITION_UNIT_EFFECTS]);

    if (drawn || many) {
        heading(r, 2, section, title);
        if (!drawn)
            paragraph(
                r, "Förvaltningarna är fler än %d och visas i tabellen: i ett diagram skulle de inte gå att skilja åt.",
                MOST_DRAWN);
        if (isfinite(p))
            paragraph(r,
                      "Att förvaltningarna avvek olika mycket %s. %s %s avvek statistiskt säkerställt på "
                      "ett annat sätt än övriga staden.",
                      p < LEVEL ? "är statistiskt säkerställt" : "kan inte beläggas",
                      n_apart > 0 ? swedish_count_capital((size_t) n_apart).text : "Ingen enskild",
                      n_apart > 1 ? "förvaltningar" : "förvaltning");
        effect_table(r, id, period, shape);
        figure(r, name, title, id); /* a tall figure, which would leave half a page empty before the table */
        paragraph(r,
                  "Skillnaderna summerar, bortsett från avrundning, till stadens. Kvoten visar hur många gånger "
                  "större förvaltningens avvikelse "
                  "är än övriga stadens, när det som är gemensamt för alla är borträknat. I "
                  "avsnittet Trendbrott räknas även förvaltningens egen utveckling bort; därför skiljer sig kvoterna "
                  "något åt.");
    }
    free(name);
    free(id);
    free(section);
    free(title);
}

static void named_years(struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_HETEROGENEITY], *v = r->edition.tables[EDITION_VERDICTS];

    for (size_t row = 0; row < table_rows(t); row++) {
        int year = swedish_period_year(table_text(t, row, "period"));
        const char *shape = "pulse";

        for (size_t i = 0;
             (i = edition_find(v, i, "family", "primary", "grain", "annual", "shape", "step", NULL)) < table_rows(v);
             i++)
            if (swedish_period_year(table_text(v, i, "period")) == year)
                shape = "step";
        if (table_is(t, row, "shape", shape))
            named_year(r, row);
    }
}

/* ---- who was there, or how often they left --------------------------------------------------------------------------
 */

static void mix(struct report *r)
{
    static const struct {
        const char *code, *name;
    } DIMENSIONS[] = {
        { "district", "Förvaltning" }, { "occupation", "Yrke" }, { "operation", "Verksamhetsområde" },
        { "gender", "Kön" },           { "age", "Åldersgrupp" }, { "tenure", "Anställningstid" },
    };
    static const char *const COLUMNS[] = { "Uppdelning", "Förändring", "Därav sammansättning", "Därav avgångstal",
                                           "Intervall" };
    const struct edition *e = &r->edition;
    const struct table *t = e->tables[EDITION_DECOMPOSITION];
    bool begun = false;

    for (size_t i = 0; e->compare != NULL && i < sizeof DIMENSIONS / sizeof DIMENSIONS[0]; i++) {
        size_t row = edition_find(t, 0, "dimension", DIMENSIONS[i].code, "base_period", e->base, "period", e->compare,
                                  "category", EDITION_ALL, NULL);

        if (row == table_rows(t))
            continue;
        if (!begun) {
            heading(r, 2, "sammansattning", "Sammansättning eller avgångstal");
            paragraph(r,
                      "Stadens tal kan ändras för att fler arbetar där avgångarna är många, eller för att avgångarna "
                      "har ändrats. Tabellen delar upp förändringen från %s till %s, avgångar per 100 årsanställda, på "
                      "de två.",
                      swedish_period(e->base).text, swedish_period(e->compare).text);
            table_begin(r, "tabell-sammansattning", "Förändringen delad i sammansättning och avgångstal", COLUMNS, 5,
                        "lrrrr");
            begun = true;
        }
        cell(r, DIMENSIONS[i].name);
        cell(r, swedish_signed(table_real(t, row, "total"), 1).text);
        if (status_of(t, row) != NULL)
            for (size_t c = 0; c < 3; c++)
                cell(r, PHRASE_WITHHELD);
        else {
            cell(r, swedish_signed(table_real(t, row, "mix"), 1).text);
            cell(r, swedish_signed(table_real(t, row, "rates"), 1).text);
            cell_limits(r, table_real(t, row, "rates_lower"), table_real(t, row, "rates_upper"), 1);
        }
        row_end(r);
    }
    if (begun) {
        table_end(r);
        paragraph(r, "De två delarna summerar till förändringen, bortsett från avrundning.");
    }
}

static bool has_any(const struct edition *e)
{
    return table_rows(e->tables[EDITION_SPREAD]) + table_rows(e->tables[EDITION_DECOMPOSITION]) > 0;
}

void comparisons(struct report *r)
{
    heading(r, 1, "jamforelser", "Var förändringen kommer ifrån");
    if (!has_any(&r->edition)) {
        paragraph(r, "Underlaget räcker inte för jämförelser mellan förvaltningar eller grupper.");
        return;
    }
    against_city(r);
    how_many(r);
    named_years(r);
    mix(r);
}

/* ---- the method annex -----------------------------------------------------------------------------------------------
 */

/* One row of the table, which begins with the first of them. */
static void test_row(struct report *r, bool *begun, const struct table *t, size_t row, char *name, double dispersion)
{
    static const char *const COLUMNS[] = { "Prövning", "Chi-två", "Frihetsgrader", "Spridning", "p" };

    if (row < table_rows(t) && isfinite(table_real(t, row, "p"))) {
        if (!*begun)
            table_begin(r, "tabell-provning-lika", "Prövning av om alla förvaltningar är lika", COLUMNS, 5, "lrrrr");
        *begun = true;
        cell(r, name);
        cell_decimals(r, table_real(t, row, "chi_square"), 1);
        cell_decimals(r, table_real(t, row, "df"), 0);
        cell_decimals(r, dispersion, 2);
        cell_p(r, table_real(t, row, "p"));
        row_end(r);
    }
    free(name);
}

static void test_table(struct report *r)
{
    const struct edition *e = &r->edition;
    const struct table *spread = e->tables[EDITION_SPREAD], *counts = e->tables[EDITION_CHANGE_COUNTS];
    const struct table *t = e->tables[EDITION_HETEROGENEITY];
    bool begun = false;
    size_t row = edition_longest(e, EDITION_SPREAD, NULL);

    if (row < table_rows(spread))
        test_row(r, &begun, spread, row,
                 phrase_say("Lika nivå %s", swedish_period(table_text(spread, row, "period")).text), 1);
    row = edition_find(counts, 0, "dimension", "district", "base_period", e->base, "period", e->compare, NULL);
    if (row < table_rows(counts))
        test_row(
            r, &begun, counts, row,
            phrase_say("Lika förändring %s till %s", swedish_period(e->base).text, swedish_period(e->compare).text),
            table_real(counts, row, "dispersion"));
    for (row = 0; row < table_rows(t); row++)
        test_row(r, &begun, t, row,
                 phrase_say("Lika avvikelse %s, %s", swedish_period(table_text(t, row, "period")).text,
                            phrase_word(PHRASE_SHAPE, table_text(t, row, "shape"))),
                 table_real(t, row, "dispersion"));
    if (begun)
        table_end(r);
}

void comparison_annex(struct report *r)
{
    if (!has_any(&r->edition) || r->edition.compare == NULL)
        return;
    heading(r, 2, "metod-jamforelser", "Jämförelser mellan förvaltningar");
    paragraph(r,
              "Jämförelserna är gjorda ur de tabeller som publiceras: en förvaltning vars uppgifter inte visas ingår "
              "inte. Slumpgränserna kring staden är Poissonfördelningens kvantiler, vidgade enligt Spiegelhalter "
              "(2005) när förvaltningarna varierar mer än slumpen och är minst tio. En förvaltning sägs skilja sig "
              "från staden om q-värdet (Benjamini och Hochberg 1995) för den exakta prövningen mot övriga staden är "
              "under 0,05 och talet ligger utanför gränserna för 99,8 procent. Det sammanvägda värdet är "
              "gamma-Poisson (Clayton och Kaldor 1987), skillnaderna utöver slumpen Paule och Mandels, med intervall "
              "enligt Viechtbauer (2007).");
    paragraph(r,
              "Om en avvikelse eller en förändring är lika för alla förvaltningar prövas med en nivå för varje "
              "förvaltning och en effekt för varje år: det som drabbar alla lika räknas bort, vilken form det än har. "
              "En förvaltning mot övriga prövas exakt, givet förvaltningens och årens summor. Sammansättning och "
              "avgångstal skiljs åt enligt Kitagawa (1955); en grupp som saknas ett av åren får det andra årets tal.");
    test_table(r);
}
