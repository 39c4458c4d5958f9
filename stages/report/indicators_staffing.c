/* indicators_staffing.c - consultants, vacancies, reinforcement teams; and workload. */
#include "stages/report/indicators.h"

#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/staff/indicator.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct followup_key CONSULTANTS = { .indicator = "consultants", .district = EDITION_ALL };

/* The first value of the base year or later, and the last. */
static void say_change(struct report *r)
{
    struct names periods = indicator_periods(r, CONSULTANTS);
    int base = r->edition.base != NULL ? swedish_period_year(r->edition.base) : 0;
    struct followup_value first = followup_row(&r->followup, SIZE_MAX), last = first;
    const char *from = NULL, *until = NULL;

    for (size_t i = 0; i < periods.n; i++) {
        struct followup_key key = CONSULTANTS;
        struct followup_value v;

        key.period = periods.items[i];
        v = followup_own(&r->followup, key);
        if (!v.shown)
            continue;
        if (from == NULL && atoi(periods.items[i]) >= base) {
            from = periods.items[i];
            first = v;
        }
        until = periods.items[i];
        last = v;
    }
    if (from != NULL && strcmp(from, until) != 0 &&
        strcmp(table_text(r->followup.indicators, first.row, "definition"),
               table_text(r->followup.indicators, last.row, "definition")) != 0)
        paragraph(r, "Konsulterna är räknade i %s %s och i %s %s. Talen är inte jämförbara.",
                  table_text(r->followup.indicators, first.row, "unit"), followup_when(from).text,
                  table_text(r->followup.indicators, last.row, "unit"), followup_when(until).text);
    else if (from != NULL && strcmp(from, until) != 0)
        paragraph(
            r,
            "%s anlitades %s socionomkonsulter, jämfört med %s %s. Uppgiften avser antal vid ett mättillfälle per "
            "år, räknat i %s; hur många som anlitats under året framgår inte.",
            followup_when_capital(until).text, swedish_number(last.value, 0).text, swedish_number(first.value, 0).text,
            followup_when(from).text, table_text(r->followup.indicators, last.row, "unit"));
    free(periods.items);
}

static void teams(struct report *r)
{
    struct names names = followup_names(&r->followup, "category", "own",
                                        (struct followup_key){ .indicator = "reinforcement_team" });
    struct indicator_column columns[HEADS_MOST - 1];
    size_t n = 0;

    for (size_t i = 0; i < names.n && n < COUNT(columns); i++)
        columns[n++] = (struct indicator_column){
            names.items[i],
            { .indicator = "reinforcement_team", .district = EDITION_ALL, .category = names.items[i] },
            CELL_VALUE,
            0
        };
    if (n > 0) {
        heading(r, 2, "forstarkningsteam", "Förstärkningsteam");
        paragraph(r, "Förstärkningsteamen är en resurs för hela staden vid vakanser och arbetstoppar. De räknas varken "
                     "som konsulter eller som en enskild förvaltnings anställda.");
        indicator_years(r, "tabell-forstarkningsteam", "Medarbetare i förstärkningsteam vid mätdagen",
                        (struct followup_key){ .indicator = "reinforcement_team" }, columns, n);
    }
    free(names.items);
}

static void staffing_by_district(struct report *r)
{
    const char *period = indicator_last(r, CONSULTANTS);
    struct followup_key own = { .indicator = "consultants", .period = period };
    const struct indicator_column columns[] = {
        { "Konsulter", own, CELL_VALUE, 0 },
        { "Andel av bemanningen, %", { .indicator = "consultant_share", .period = period }, CELL_VALUE, 1 },
        { "Vakanta tjänster", { .indicator = "vacancies", .period = period }, CELL_VALUE, 0 },
        { "Vakanta av alla tjänster, %", { .indicator = "vacancy_rate", .period = period }, CELL_VALUE, 1 },
    };
    char *caption;

    if (period == NULL)
        return;
    caption = phrase_say("Konsulter och vakanser per förvaltning %s", followup_period(period).text);
    indicator_districts(r, "tabell-konsulter-forvaltning", caption, own, columns, COUNT(columns));
    free(caption);
}

void staffing(struct report *r)
{
    const struct indicator_column columns[] = {
        { "Konsulter", CONSULTANTS, CELL_VALUE, 0 },
        { "Egna anställda och konsulter", { .indicator = "consultant_share", .district = EDITION_ALL }, CELL_OF, 0 },
        { "Andel av bemanningen, %", { .indicator = "consultant_share", .district = EDITION_ALL }, CELL_VALUE, 1 },
        { "Kostnad, mnkr", { .indicator = "consultant_cost", .district = EDITION_ALL }, CELL_VALUE, 1 },
        { "Vakanta tjänster", { .indicator = "vacancies", .district = EDITION_ALL }, CELL_VALUE, 0 },
        { "Vakanta av alla tjänster, %", { .indicator = "vacancy_rate", .district = EDITION_ALL }, CELL_VALUE, 1 },
        { "Redovisar", CONSULTANTS, CELL_COVERAGE, 0 },
    };

    if (!indicator_exists(r, "consultants") && !indicator_exists(r, "vacancies"))
        return;
    heading(r, 1, "konsulter", "Konsulter och vakanser");
    say_change(r);
    figure(r, "consultants", "Socionomkonsulter i staden", "tabell-konsulter");
    if (!indicator_years(r, "tabell-konsulter", "Konsulter och vakanser i staden vid mätdagen", CONSULTANTS, columns,
                         COUNT(columns)))
        indicator_years(r, "tabell-konsulter", "Vakanser i staden vid mätdagen",
                        (struct followup_key){ .indicator = "vacancies", .district = EDITION_ALL }, columns,
                        COUNT(columns));
    paragraph(r, "Egna anställda är tillsvidareanställda med månadslön när mätdagens månad började, ur stadens eget "
                 "uttag, där leverantören av uppgiften inte har angett annat.");
    staffing_by_district(r);
    indicator_source(r, CONSULTANTS);
    teams(r);
}

/* ---- workload ---- */

static const struct followup_key CASES = { .indicator = "cases_per_holder",
                                           .district = EDITION_ALL,
                                           .category = EDITION_ALL };

/* Whether the city as a whole can be judged: said at once, for this is what is asked most. */
static void say_coverage(struct report *r, const char *period)
{
    struct followup_key key = CASES;
    struct followup_value v;

    key.period = period;
    v = followup_own(&r->followup, key);
    if (isfinite(v.districts) && isfinite(v.districts_of) && v.districts < v.districts_of)
        paragraph(
            r,
            "Arbetsbelastningen kan inte bedömas för staden som helhet: %s redovisar %s av %s förvaltningar antal "
            "ärenden per handläggare. Talet för dem sammantaget säger ingenting om de övriga.",
            followup_when(period).text, swedish_number(v.districts, 0).text, swedish_number(v.districts_of, 0).text);
    else if (v.shown)
        paragraph(r, "%s hade varje handläggare med ärenden i genomsnitt %s ärenden, räknat per årsarbetare.",
                  followup_when_capital(period).text, swedish_number(v.value, 1).text);
}

void workload(struct report *r)
{
    const char *period = indicator_last(r, CASES);
    struct followup_key own = { .indicator = "cases_per_holder", .period = period, .category = EDITION_ALL };
    const struct indicator_column years[] = {
        { "Ärenden per handläggare", CASES, CELL_VALUE, 1 },
        { "Handläggare med ärenden, årsarbetare", CASES, CELL_OF, 0 },
        { "Administrativt stöd per 10 handläggare",
          { .indicator = "admin_support", .district = EDITION_ALL, .category = EDITION_ALL },
          CELL_VALUE,
          1 },
        { "Redovisar", CASES, CELL_COVERAGE, 0 },
    };
    const struct indicator_column districts[] = {
        { "Ärenden per handläggare", own, CELL_VALUE, 1 },
        { "Undre kvartil",
          { .indicator = "case_quartile", .period = period, .definition = "lower_quartile" },
          CELL_VALUE,
          0 },
        { "Median", { .indicator = "case_quartile", .period = period, .definition = "median" }, CELL_VALUE, 0 },
        { "Övre kvartil",
          { .indicator = "case_quartile", .period = period, .definition = "upper_quartile" },
          CELL_VALUE,
          0 },
        { "Administrativt stöd per 10 handläggare",
          { .indicator = "admin_support", .period = period, .category = EDITION_ALL },
          CELL_VALUE,
          1 },
    };
    char *caption;

    heading(r, 1, "arbetsbelastning", "Arbetsbelastning");
    if (period == NULL) {
        paragraph(r,
                  "Frågan om arbetsbelastning går inte att besvara: ingen förvaltning har redovisat antal ärenden per "
                  "handläggare.");
        return;
    }
    say_coverage(r, period);
    figure(r, "caseload", "Ärenden per handläggare", "tabell-arenden-forvaltning");
    caption = phrase_say("Ärenden per handläggare och administrativt stöd per förvaltning %s",
                         followup_period(period).text);
    indicator_districts(r, "tabell-arenden-forvaltning", caption, own, districts, COUNT(districts));
    free(caption);
    indicator_years(r, "tabell-arenden", "Ärenden per handläggare, de förvaltningar som redovisar sammantaget", CASES,
                    years, COUNT(years));
    paragraph(r,
              "Ärenden per handläggare är antalet pågående ärenden delat med antalet årsarbetare som har minst ett "
              "ärende. Ärenden är olika tunga, så talen ska inte jämföras mellan verksamheter. Att fler förvaltningar "
              "redovisar än tidigare kan ändra det sammantagna talet utan att någon förvaltnings tal har ändrats.");
    indicator_source(r, CASES);
}
