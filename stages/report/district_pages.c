/* district_pages.c - one page a district: what is said of it, small panels, its years beside the city, its indicators
 * and focus areas. */
#include "stages/report/breaks.h"
#include "stages/report/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/markup.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What is said of it: its level, its change, against the city, the named years. */
static void sentences(struct report *r, const char *district)
{
    bool any = false;

    for (size_t row = 0; row < table_rows(r->claims); row++) {
        const char *text = table_text(r->claims, row, "text");

        if (!table_is(r->claims, row, "place", "district") || !table_is(r->claims, row, "heading", district) ||
            strcmp(text, district) == 0)
            continue;
        fputs("- ", r->to);
        markup_write(r->to, text);
        fputc('\n', r->to);
        any = true;
    }
    if (any)
        end_list(r);
}

static void small_panels(struct report *r, const char *district, size_t number)
{
    char *name = phrase_say("district-%02zu", number), *table = phrase_say("tabell-sida-%zu", number);
    char *caption = phrase_say("%s bredvid staden", district);

    figure(r, name, caption, table);
    free(name);
    free(table);
    free(caption);
}

static const char *withheld_of(struct edition_rate rate)
{
    return rate.withheld ? "withheld" : NULL;
}

static void years(struct report *r, const char *district, size_t number)
{
    static const char *const COLUMNS[] = {
        "År", "Avgångar", "Årsanställda", "Per 100 årsanställda", "Osäkerhetsintervall", "Staden, per 100"
    };
    const struct edition *e = &r->edition;
    char *id = phrase_say("tabell-sida-%zu", number),
         *caption = phrase_say("Personalrörligheten i %s och i staden", district);

    table_begin(r, id, caption, COLUMNS, 6, "lrrrrr");
    for (size_t p = 0; p < e->periods.n; p++) {
        struct edition_rate own = edition_district(e, e->periods.items[p], district);
        struct edition_rate city = edition_city(e, e->periods.items[p], EDITION_ALL, "none", EDITION_ALL);

        cell(r, swedish_period(e->periods.items[p]).text);
        cell_count(r, own.exits, isnan(own.exits) ? withheld_of(own) : NULL);
        cell_count(r, own.person_years, isnan(own.person_years) ? withheld_of(own) : NULL);
        cell_rate(r, own.rate, own.exits, withheld_of(own));
        cell_interval(r, own.lower, own.upper, own.exits, withheld_of(own));
        cell_rate(r, city.rate, city.exits, withheld_of(city));
        row_end(r);
    }
    table_end(r);
    free(id);
    free(caption);
}

/* ---- indicators ---- */

struct line {
    const char *label;
    struct followup_key key;
    int decimals;
};

static const struct line LINES[] = {
    { "Socionomkonsulter", { .indicator = "consultants", .category = EDITION_ALL }, 0 },
    { "Konsulternas andel av bemanningen, %", { .indicator = "consultant_share", .category = EDITION_ALL }, 1 },
    { "Vakanta av alla tjänster, %", { .indicator = "vacancy_rate", .category = EDITION_ALL }, 1 },
    { "Ärenden per handläggare", { .indicator = "cases_per_holder", .category = EDITION_ALL }, 1 },
    { "Administrativt stöd per 10 handläggare", { .indicator = "admin_support", .category = EDITION_ALL }, 1 },
    { "Sjukfrånvaro, lagstadgad, %",
      { .indicator = "sickness_absence", .category = EDITION_ALL, .group = EDITION_ALL, .definition = "statutory" },
      1 },
    { "Sjukfrånvaro 60 dagar eller mer, andel, %",
      { .indicator = "sickness_long_term", .category = EDITION_ALL, .group = EDITION_ALL, .definition = "statutory" },
      0 },
    { "Kan rekommendera sin arbetsplats, %",
      { .indicator = "survey_share", .category = "recommend", .group = EDITION_ALL },
      0 },
    { "Har en bra arbetssituation, %",
      { .indicator = "survey_share", .category = "good_situation", .group = EDITION_ALL },
      0 },
    { "Kan göra ett gott arbete, %", { .indicator = "survey_share", .category = "good_job", .group = EDITION_ALL }, 0 },
    { "Anmälda tillbud per 100 årsanställda", { .indicator = "incidents", .category = "incident" }, 1 },
};

static void number_cell(struct report *r, struct followup_value v, int decimals)
{
    cell(r, v.shown ? swedish_number(v.value, decimals).text : v.withheld ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE);
}

static void indicators(struct report *r, const char *district, size_t number)
{
    static const char *const COLUMNS[] = { "Uppgift", "Tidpunkt", "Förvaltningen", "Osäkerhetsintervall", "Staden" };
    bool begun = false;

    for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++) {
        struct followup_key key = LINES[i].key;
        struct followup_value own, city;

        key.district = district;
        key.period = indicator_last(r, key);
        if (key.period == NULL)
            continue;
        own = followup_own(&r->followup, key);
        key.district = EDITION_ALL;
        city = followup_own(&r->followup, key);
        if (!begun) {
            char *id = phrase_say("tabell-sida-indikatorer-%zu", number);
            char *caption = phrase_say("Senaste uppgifter för %s", district);

            table_begin(r, id, caption, COLUMNS, 5, "llrrr");
            free(id);
            free(caption);
            begun = true;
        }
        cell(r, LINES[i].label);
        cell(r, followup_period(key.period).text);
        number_cell(r, own, LINES[i].decimals);
        if (own.withheld)
            cell(r, PHRASE_WITHHELD);
        else
            cell_limits(r, own.lower, own.upper, LINES[i].decimals);
        number_cell(r, city, LINES[i].decimals);
        row_end(r);
    }
    if (begun)
        table_end(r);
}

/* ---- focus areas ---- */

static bool is_worked_on(const char *status)
{
    return strcmp(status, "ongoing") == 0 || strcmp(status, "done") == 0;
}

static void areas(struct report *r, const char *district)
{
    const struct table *t = r->followup.areas;
    const char *period = t != NULL && table_rows(t) > 0 ? table_text(t, table_rows(t) - 1, "period") : NULL;
    const char **not_worked;
    size_t n = 0, worked = 0, n_not = 0;
    char *list;

    if (period == NULL)
        return;
    not_worked = memory_zeroed(table_rows(t), sizeof *not_worked);
    for (size_t row = 0; row < table_rows(t); row++) {
        const char *status = table_text(t, row, "status");

        if (!table_is(t, row, "period", period) || !table_is(t, row, "district", district) || status[0] == '\0')
            continue;
        n++;
        if (is_worked_on(status))
            worked++;
        else
            not_worked[n_not++] = table_text(t, row, "name");
    }
    list = swedish_list(not_worked, n_not);
    if (n > 0)
        paragraph(r, "År %s arbetade förvaltningen med %s av %s fokusområden som den redovisat.%s%s%s", period,
                  swedish_count(worked).text, swedish_count(n).text, n_not > 0 ? " Planerat eller inget arbete: " : "",
                  list, n_not > 0 ? "." : "");
    free(list);
    free(not_worked);
}

static void board(struct report *r, const char *district)
{
    struct followup_key key = { .indicator = "plan_in_activity_plan", .district = district };
    struct followup_value v;

    key.period = indicator_last(r, key);
    if (key.period == NULL)
        return;
    v = followup_own(&r->followup, key);
    if (v.shown)
        paragraph(r, "Handlingsplanen %s i nämndens verksamhetsplan för %s.", v.value == 1 ? "står" : "står inte",
                  key.period);
}

void district_page(struct report *r, size_t number)
{
    const char *district = r->edition.districts.items[number];

    fputs("## ", r->to);
    markup_write(r->to, district);
    fprintf(r->to, " {#sida-%zu .page}\n\n", number + 1);
    sentences(r, district);
    small_panels(r, district, number + 1);
    years(r, district, number + 1);
    indicators(r, district, number + 1);
    areas(r, district);
    board(r, district);
}

/* ---- all of them together ---- */

static size_t verdict_row(const struct report *r, const char *district, const char *period)
{
    return edition_find(r->edition.tables[EDITION_VERDICTS], 0, "family", "district", "district", district, "grain",
                        "annual", "period", period, NULL);
}

/* The first named year that districts were tried for; NULL where there is none. */
static const char *named_period(const struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_VERDICTS];

    for (size_t row = 0; (row = edition_find(t, row, "family", "district", "grain", "annual", NULL)) < table_rows(t);
         row++)
        if (!table_is(t, row, "reason", "no_such_period"))
            return table_text(t, row, "period");
    return NULL;
}

/* A ratio and its limits, two cells. */
static void ratio_cells(struct report *r, const struct table *t, size_t row)
{
    if (row < table_rows(t) && table_is(t, row, "reason", "withheld")) {
        cell(r, PHRASE_WITHHELD);
        cell(r, PHRASE_WITHHELD);
        return;
    }
    cell_decimals(r, row < table_rows(t) ? table_real(t, row, "ratio") : NAN, 2);
    cell_limits(r, row < table_rows(t) ? table_real(t, row, "ratio_lower") : NAN,
                row < table_rows(t) ? table_real(t, row, "ratio_upper") : NAN, 2);
}

/* Each district's change, where it stands, and the verdict of the named year, one row. */
static void overview(struct report *r)
{
    const struct edition *e = &r->edition;
    const struct table *changes = e->tables[EDITION_CHANGES], *funnel = e->tables[EDITION_FUNNEL],
                       *spread = e->tables[EDITION_SPREAD], *verdicts = e->tables[EDITION_VERDICTS];
    size_t longest = edition_longest(e, EDITION_SPREAD, NULL);
    const char *period = longest < table_rows(spread) ? table_text(spread, longest, "period") : NULL;
    const char *named = named_period(r);
    bool compared = strcmp(e->base, e->compare) != 0;
    struct heads h = { .n = 0 };

    if (!compared && period == NULL)
        return;
    heads_add(&h, 'l', memory_copy_text("Förvaltning"));
    if (compared) {
        heads_add(
            &h, 'r',
            phrase_say("%s mot %s, kvot", swedish_period_short(e->compare).text, swedish_period_short(e->base).text));
        heads_add(&h, 'r', memory_copy_text("Intervall"));
    }
    if (period != NULL) {
        heads_add(&h, 'r', phrase_say("Mot övriga staden %s, kvot", swedish_period_short(period).text));
        heads_add(&h, 'r', memory_copy_text("Intervall"));
    }
    if (named != NULL)
        heads_add(&h, 'l', phrase_say("Egen avvikelse %s", swedish_period_short(named).text));
    heads_begin(r, "tabell-sidor", "Förvaltningarna i korthet", &h);
    for (size_t d = 0; d < e->districts.n; d++) {
        const char *district = e->districts.items[d];

        cell(r, district);
        if (compared)
            ratio_cells(r, changes,
                        edition_find(changes, 0, "dimension", "district", "unit", district, "base_period", e->base,
                                     "period", e->compare, NULL));
        if (period != NULL)
            ratio_cells(r, funnel, edition_find(funnel, 0, "period", period, "district", district, NULL));
        if (named != NULL) {
            size_t row = verdict_row(r, district, named);

            cell(r, row < table_rows(verdicts) ? break_verdict(verdicts, row) : PHRASE_NOT_APPLICABLE);
        }
        row_end(r);
    }
    table_end(r);
    paragraph(r, "Kvoten är hur många gånger det ena avgångstalet är det andra. Rymmer osäkerhetsintervallet 1 kan "
                 "skillnaden inte skiljas från slumpen.");
}

static bool has_district_pages(const struct report *r)
{
    return r->edition.districts.n > 1 && r->edition.base != NULL;
}

void district_pages(struct report *r)
{
    if (!has_district_pages(r)) {
        paragraph(r, "Underlaget har inga uppgifter om enskilda förvaltningar.");
        return;
    }
    paragraph(r, "Förvaltningarna står i bokstavsordning. Siffrorna för enskilda år varierar mycket av slumpen där de "
                 "anställda är få. De lämpar sig inte för att rangordna förvaltningarna.");
    overview(r);
    for (size_t d = 0; d < r->edition.districts.n; d++)
        district_page(r, d);
}
