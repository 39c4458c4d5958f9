/* indicators_people.c - sickness absence and the employee survey. */
#include "stages/report/indicators.h"

#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/staff/indicator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* What describes a group is shown of so many persons. */
static int least_group(const struct report *r)
{
    int64_t survey = settings_integer(r->protect, "protect", "survey_threshold");
    int64_t group = settings_integer(r->protect, "protect", "group_threshold");

    return (int) (survey > group ? survey : group);
}

/* ---- sickness absence ---- */

#define ABSENCE(GROUP, DEFINITION)                                                                                     \
    {                                                                                                                  \
        .indicator = "sickness_absence", .district = EDITION_ALL, .category = EDITION_ALL, .group = GROUP,             \
        .definition = DEFINITION                                                                                       \
    }
#define LONG_TERM(GROUP)                                                                                               \
    {                                                                                                                  \
        .indicator = "sickness_long_term", .district = EDITION_ALL, .category = EDITION_ALL, .group = GROUP,           \
        .definition = "statutory"                                                                                      \
    }

static void absence_by_district(struct report *r)
{
    const struct followup_key any = ABSENCE(EDITION_ALL, "statutory");
    const char *period = indicator_last(r, any);
    struct followup_key own = { .indicator = "sickness_absence",
                                .period = period,
                                .category = EDITION_ALL,
                                .group = EDITION_ALL,
                                .definition = "statutory" };
    struct followup_key rest = own, long_term = own, long_rest = own;
    struct indicator_column columns[5];
    char *caption;

    if (period == NULL)
        return;
    rest.category = long_rest.category = "rest_of_city";
    long_term.indicator = long_rest.indicator = "sickness_long_term";
    columns[0] = (struct indicator_column){ "Anställda", own, CELL_OF, 0 };
    columns[1] = (struct indicator_column){ "Sjukfrånvaro, %", own, CELL_VALUE, 1 };
    columns[2] = (struct indicator_column){ "Övriga förvaltningar, %", rest, CELL_VALUE, 1 };
    columns[3] = (struct indicator_column){ "Andel 60 dagar eller mer, %", long_term, CELL_VALUE, 0 };
    columns[4] = (struct indicator_column){ "Övriga förvaltningar, andel 60 dagar eller mer, %", long_rest, CELL_VALUE,
                                            0 };
    caption = phrase_say("Sjukfrånvaro per förvaltning mot övriga förvaltningar %s, lagstadgad redovisning",
                         followup_period(period).text);
    indicator_districts(r, "tabell-sjukfranvaro-forvaltning", caption, own, columns, COUNT(columns));
    free(caption);
}

void absence(struct report *r)
{
    const struct followup_key rows = { .indicator = "sickness_absence", .district = EDITION_ALL };
    const struct indicator_column columns[] = {
        { "Lagstadgad, %", ABSENCE(EDITION_ALL, "statutory"), CELL_VALUE, 1 },
        { "Kvinnor, %", ABSENCE("woman", "statutory"), CELL_VALUE, 1 },
        { "Män, %", ABSENCE("man", "statutory"), CELL_VALUE, 1 },
        { "Andel 60 dagar eller mer, %", LONG_TERM(EDITION_ALL), CELL_VALUE, 0 },
        { "Kvinnor, andel", LONG_TERM("woman"), CELL_VALUE, 0 },
        { "Män, andel", LONG_TERM("man"), CELL_VALUE, 0 },
        { "Stadens egen, %", ABSENCE(EDITION_ALL, "city"), CELL_VALUE, 1 },
    };

    if (!indicator_exists(r, "sickness_absence"))
        return;
    heading(r, 1, "sjukfranvaro", "Sjukfrånvaro");
    paragraph(r,
              "Sjukfrånvaron redovisas på två sätt som inte ska jämföras eller läggas efter varandra i en serie. Den "
              "lagstadgade räknas av den ordinarie arbetstiden och blir högre än stadens egen indikator, som räknas "
              "av den avtalade. Andelen 60 dagar eller mer är långtidssjukfrånvarons del av all sjukfrånvaro.");
    figure(r, "absence", "Sjukfrånvaro i staden", "tabell-sjukfranvaro");
    indicator_years(r, "tabell-sjukfranvaro", "Sjukfrånvaro i staden", rows, columns, COUNT(columns));
    absence_by_district(r);
    paragraph(r,
              "Uppgifter visas bara för grupper med minst %d anställda. Statistiken visar inte vad sjukfrånvaron "
              "beror på, och inte om den har samband med arbetet.",
              least_group(r));
    indicator_source(r, rows);
}

/* ---- employee survey ---- */

static bool has_item(const struct report *r, const char *indicator, const char *item)
{
    return indicator_last(r, (struct followup_key){ .indicator = indicator, .category = item }) != NULL;
}

static void item_tables(struct report *r, const char *indicator, const char *item, size_t number)
{
    const struct followup_key city = {
        .indicator = indicator, .district = EDITION_ALL, .category = item, .group = EDITION_ALL
    };
    const struct followup_key response = {
        .indicator = "survey_response_rate", .district = EDITION_ALL, .category = item, .group = EDITION_ALL
    };
    bool index = strcmp(indicator, "survey_index") == 0;
    const struct indicator_column columns[] = {
        { index ? "Index" : "Instämmer, %", city, CELL_VALUE, 0 },
        { "Osäkerhetsintervall", city, CELL_INTERVAL, 0 },
        { "Svar", city, CELL_OF, 0 },
        { "Svarsfrekvens, %", response, CELL_VALUE, 0 },
        { "Redovisar", city, CELL_COVERAGE, 0 },
    };
    char *id = phrase_say("tabell-enkat-%zu", number);
    char *caption = phrase_say("%s, staden", indicator_label(INDICATOR_ITEM, item));

    indicator_years(r, id, caption, city, columns, COUNT(columns));
    free(id);
    free(caption);
}

static void survey_by_district(struct report *r)
{
    static const char *const ITEMS[] = { "recommend", "good_situation", "good_job" };
    static const char *const HEADS[] = { "Rekommenderar arbetsplatsen, %", "Bra arbetssituation, %", "Gott arbete, %" };
    const char *period = indicator_last(r, (struct followup_key){ .indicator = "survey_share" });
    struct followup_key rows = { .indicator = "survey_share", .period = period, .group = EDITION_ALL };
    struct indicator_column columns[9];
    size_t n = 0;
    char *caption;

    if (period == NULL)
        return;
    for (size_t i = 0; i < COUNT(ITEMS); i++) {
        rows.category = ITEMS[i];
        columns[n++] = (struct indicator_column){ HEADS[i], rows, CELL_VALUE, 0 };
        columns[n++] = (struct indicator_column){ "Intervall", rows, CELL_INTERVAL, 0 };
    }
    rows.category = "recommend";
    columns[n++] = (struct indicator_column){ "Svar", rows, CELL_OF, 0 };
    rows.indicator = "survey_response_rate";
    columns[n++] = (struct indicator_column){ "Svarsfrekvens, %", rows, CELL_VALUE, 0 };
    rows.indicator = "survey_share";
    rows.category = NULL;
    caption = phrase_say("Medarbetarenkäten per förvaltning %s", followup_period(period).text);
    indicator_districts(r, "tabell-enkat-forvaltning", caption, rows, columns, n);
    free(caption);
}

void survey(struct report *r)
{
    static const char *const INDICATORS[] = { "survey_share", "survey_index" };
    size_t number = 0;

    if (!indicator_exists(r, "survey_share") && !indicator_exists(r, "survey_index"))
        return;
    heading(r, 1, "enkat", "Medarbetarenkät");
    paragraph(r, "Alla anställda får enkäten, men alla svarar inte. Osäkerhetsintervallet visar hur mycket andelen kan "
                 "skilja sig från vad den hade varit om alla hade svarat, under förutsättning att de som inte svarade "
                 "inte skiljer sig från de andra. Det kan inte prövas.");
    for (size_t k = 0; k < COUNT(INDICATORS); k++) {
        struct names items = followup_names(&r->followup, "category", "own",
                                            (struct followup_key){ .indicator = INDICATORS[k] });

        for (size_t i = 0; i < items.n; i++)
            if (has_item(r, INDICATORS[k], items.items[i]))
                item_tables(r, INDICATORS[k], items.items[i], ++number);
        free(items.items);
    }
    survey_by_district(r);
    figure(r, "survey", "Andel som kan rekommendera sin arbetsplats", "tabell-enkat-forvaltning");
    paragraph(r, "Uppgifter visas bara där minst %d har svarat, och inte där alla eller ingen har instämt.",
              least_group(r));
    indicator_source(r, (struct followup_key){ .indicator = "survey_response_rate" });
}
