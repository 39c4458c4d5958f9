/* indicators_plan.c - focus areas and the boards' plans; leadership programmes, activities and student placements. */
#include "stages/report/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/staff/indicator.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { MOST_AREAS = 64, MOST_YEARS = 8 };

/* ---- focus areas ---- */

struct area {
    double number;
    const char *name, *origin;
    bool few;
};

static size_t areas_of(const struct table *t, const char *period, struct area areas[MOST_AREAS])
{
    size_t n = 0;

    for (size_t row = 0; row < table_rows(t); row++)
        if (table_is(t, row, "period", period) && n < MOST_AREAS &&
            (n == 0 || areas[n - 1].number != table_real(t, row, "area")))
            areas[n++] = (struct area){ table_real(t, row, "area"), table_text(t, row, "name"),
                                        table_text(t, row, "origin"), table_is(t, row, "few", "yes") };
    return n;
}

/* "Lokalt forum, Traineemottagande och Lokaler", of the areas that few work on. */
static void say_few(struct report *r, const char *period, const struct area *areas, size_t n)
{
    const char *names[MOST_AREAS];
    size_t n_few = 0;
    char *list;

    for (size_t i = 0; i < n; i++)
        if (areas[i].few)
            names[n_few++] = areas[i].name;
    if (n_few == 0) {
        paragraph(r, "År %s arbetade mer än ett fåtal förvaltningar med vart och ett av områdena.", period);
        return;
    }
    list = swedish_list(names, n_few);
    paragraph(r, "%s områden arbetade få förvaltningar strukturerat med år %s: %s.", swedish_count_capital(n_few).text,
              period, list);
    free(list);
}

/* How many districts worked on each area in each year reported, of how many that reported it. */
static void area_table(struct report *r, const struct area *areas, size_t n)
{
    struct names years = indicator_periods(r, (struct followup_key){ .indicator = "focus_area_worked" });
    struct heads heads = { .n = 0 };

    heads_add(&heads, 'l', memory_copy_text("Område"));
    heads_add(&heads, 'l', memory_copy_text("I planen sedan"));
    for (size_t y = 0; y < years.n && y < MOST_YEARS; y++)
        heads_add(&heads, 'r', memory_copy_text(years.items[y]));
    heads_begin(r, "tabell-fokusomraden", "Förvaltningar som arbetar med varje fokusområde, av dem som redovisat det",
                &heads);
    for (size_t i = 0; i < n; i++) {
        char *name = phrase_say("%s %s", swedish_number(areas[i].number, 0).text, areas[i].name);

        cell(r, name);
        cell(r, areas[i].origin);
        for (size_t y = 0; y < years.n && y < MOST_YEARS; y++) {
            struct followup_value v = followup_own(&r->followup,
                                                   (struct followup_key){ .indicator = "focus_area_worked",
                                                                          .period = years.items[y],
                                                                          .category = areas[i].name });
            char *text = v.shown ? phrase_say("%s av %s", swedish_number(v.value, 0).text,
                                              swedish_number(v.districts, 0).text)
                                 : memory_copy_text(PHRASE_NOT_APPLICABLE);

            cell(r, text);
            free(text);
        }
        row_end(r);
        free(name);
    }
    table_end(r);
    free(years.items);
}

static const char *words_of_status(const char *status)
{
    return status[0] == '\0'                ? PHRASE_NOT_APPLICABLE
           : strcmp(status, "none") == 0    ? PHRASE_ZERO
           : strcmp(status, "planned") == 0 ? "pl"
           : strcmp(status, "ongoing") == 0 ? "P"
                                            : "G";
}

static int by_name(const void *one, const void *other)
{
    const char *const *a = one, *const *b = other;

    return swedish_compare(*a, *b);
}

/* The whole matrix: what the figure shows as colours. Districts are rows, so that it is no wider than a page. */
static void matrix_table(struct report *r, const char *period, const struct area *areas, size_t n)
{
    const struct table *t = r->followup.areas;
    struct names districts = edition_names(t, "district", "period", period);
    struct heads heads = { .n = 0 };
    size_t first = 0;

    qsort(districts.items, districts.n, sizeof *districts.items, by_name);
    for (size_t part = 0; first < n; part++) {
        size_t last = first + 8 < n ? first + 8 : n;
        char *id = phrase_say("tabell-fokuslage-%zu", part + 1);
        char *caption = phrase_say("Läge för fokusområde %s" SWEDISH_MINUS "%s per förvaltning %s",
                                   swedish_number(areas[first].number, 0).text,
                                   swedish_number(areas[last - 1].number, 0).text, period);

        heads_add(&heads, 'l', memory_copy_text("Förvaltning"));
        for (size_t i = first; i < last; i++)
            heads_add(&heads, 'l', phrase_say("Område %s", swedish_number(areas[i].number, 0).text));
        heads_begin(r, id, caption, &heads);
        for (size_t d = 0; d < districts.n; d++) {
            cell(r, districts.items[d]);
            for (size_t i = first; i < last; i++) {
                const char *status = "";

                for (size_t row = 0; row < table_rows(t); row++)
                    if (table_is(t, row, "period", period) && table_is(t, row, "district", districts.items[d]) &&
                        table_real(t, row, "area") == areas[i].number)
                        status = table_text(t, row, "status");
                cell(r, words_of_status(status));
            }
            row_end(r);
        }
        table_end(r);
        free(id);
        free(caption);
        first = last;
    }
    free(districts.items);
}

static void board_table(struct report *r)
{
    static const char *const COLUMNS[] = { "Förvaltning", "Planen står i verksamhetsplanen", "Arbetet bedrivs som" };
    const char *period = indicator_last(r, (struct followup_key){ .indicator = "plan_in_activity_plan" });
    const struct followup_key any = { .indicator = "plan_in_activity_plan", .period = period };
    struct names districts;
    char *caption;
    size_t n_yes = 0;

    if (period == NULL)
        return;
    districts = followup_names(&r->followup, "district", "own", any);
    qsort(districts.items, districts.n, sizeof *districts.items, by_name);
    heading(r, 2, "namndernas-planer", "Planen i nämndernas verksamhetsplaner");
    for (size_t d = 0; d < districts.n; d++) {
        struct followup_key key = any;

        key.district = districts.items[d];
        n_yes += followup_own(&r->followup, key).value == 1;
    }
    paragraph(r, "Handlingsplanen står i %s av %s nämnders verksamhetsplan för %s, av dem som har redovisat det.",
              swedish_count(n_yes).text, swedish_count(districts.n).text, period);
    caption = phrase_say("Handlingsplanen i nämndernas verksamhetsplaner %s", period);
    table_begin(r, "tabell-namnder", caption, COLUMNS, 3, "lll");
    for (size_t d = 0; d < districts.n; d++) {
        struct followup_key key = any;
        struct followup_value v;
        size_t form;

        key.district = districts.items[d];
        v = followup_own(&r->followup, key);
        key.indicator = "plan_form";
        form = followup_find(&r->followup, 0, "own", key);
        cell(r, districts.items[d]);
        cell(r, !v.shown ? PHRASE_NOT_APPLICABLE : v.value == 1 ? "Ja" : "Nej");
        cell(r, form == SIZE_MAX
                    ? PHRASE_NOT_APPLICABLE
                    : indicator_label(INDICATOR_PLAN_FORM, table_text(r->followup.indicators, form, "definition")));
        row_end(r);
    }
    table_end(r);
    free(caption);
    free(districts.items);
}

void focus_areas(struct report *r)
{
    const struct table *t = r->followup.areas;
    struct area areas[MOST_AREAS];
    const char *period;
    size_t n;

    if (t == NULL || table_rows(t) == 0)
        return;
    period = table_text(t, table_rows(t) - 1, "period");
    n = areas_of(t, period, areas);
    heading(r, 1, "fokusomraden", "Fokusområden");
    say_few(r, period, areas, n);
    area_table(r, areas, n);
    figure(r, "areas", "Fokusområden per förvaltning", "tabell-fokuslage-1");
    matrix_table(r, period, areas, n);
    paragraph(
        r, "G betyder genomfört i ordinarie arbete, P pågår, pl planerat, ett streck inget strukturerat arbete och "
           "en punkt att uppgift saknas. Läget är förvaltningens egen bedömning. Där flera förvaltningar har slagits "
           "samman gäller den som kommit längst.");
    board_table(r);
}

/* ---- leadership programmes, activities, placements ---- */

static void leadership_table(struct report *r)
{
    static const char *const LEVELS[] = { "heads_of_department", "unit_managers", "deputy_unit_managers" };
    const struct followup_key any = { .indicator = "leadership_programme" };
    struct indicator_column columns[COUNT(LEVELS)];

    for (size_t i = 0; i < COUNT(LEVELS); i++)
        columns[i] = (struct indicator_column){
            indicator_label(INDICATOR_LEVEL, LEVELS[i]),
            { .indicator = "leadership_programme", .district = EDITION_ALL, .category = LEVELS[i] },
            CELL_VALUE,
            0
        };
    if (!indicator_exists(r, "leadership_programme"))
        return;
    heading(r, 2, "ledarprogram", "Ledarprogram");
    indicator_years(r, "tabell-ledarprogram", "Chefer som gått ett ledarprogram, sammanlagt sedan starten", any,
                    columns, COUNT(columns));
}

static const char *name_of_activity(const char *category)
{
    const char *colon = strchr(category, ':');

    return colon != NULL ? colon + 1 : category;
}

static char *kind_of_activity(const char *category)
{
    const char *colon = strchr(category, ':');
    char *code = colon != NULL ? memory_copy_bytes(category, (size_t) (colon - category)) : memory_copy_text(category);
    char *label = memory_copy_text(indicator_label(INDICATOR_ACTIVITY, code));

    free(code);
    return label;
}

/* Every activity is a row: when, what, how many took part and answered. */
static void activity_table(struct report *r)
{
    static const char *const COLUMNS[] = { "Aktivitet", "Slag", "Tidpunkt", "Deltagare", "Svar på utvärdering, %" };
    struct followup_key any = { .indicator = "activities" };

    if (!indicator_exists(r, "activities"))
        return;
    heading(r, 2, "aktivitetsregister", "Aktiviteter");
    table_begin(r, "tabell-aktiviteter", "Genomförda aktiviteter", COLUMNS, 5, "lllrr");
    for (size_t row = 0; (row = followup_find(&r->followup, row, "own", any)) != SIZE_MAX; row++) {
        const struct table *t = r->followup.indicators;
        struct followup_key key = { .indicator = "activity_participants",
                                    .period = table_text(t, row, "period"),
                                    .district = table_text(t, row, "district"),
                                    .category = table_text(t, row, "category") };
        size_t people = followup_find(&r->followup, 0, "own", key);
        struct followup_value answers;
        char *kind = kind_of_activity(key.category), *stated;

        key.indicator = "activity_response_rate";
        answers = followup_own(&r->followup, key);
        stated = people != SIZE_MAX ? followup_stated(t, people) : memory_copy_text(PHRASE_NOT_APPLICABLE);
        cell(r, name_of_activity(key.category));
        cell(r, kind);
        cell(r, followup_period(key.period).text);
        cell(r, stated);
        cell_count(r, answers.value, answers.withheld ? "withheld" : NULL);
        row_end(r);
        free(kind);
        free(stated);
    }
    table_end(r);
}

void activities(struct report *r)
{
    const struct followup_key places = { .indicator = "student_placements", .district = EDITION_ALL };
    const struct indicator_column columns[] = { { "Platser", places, CELL_STATED, 0 } };

    if (!indicator_exists(r, "leadership_programme") && !indicator_exists(r, "activities") &&
        !indicator_exists(r, "student_placements"))
        return;
    heading(r, 1, "aktiviteter", "Ledarprogram, aktiviteter och praktikplatser");
    leadership_table(r);
    activity_table(r);
    if (!indicator_exists(r, "student_placements"))
        return;
    heading(r, 2, "vfu", "Verksamhetsförlagd utbildning");
    figure(r, "placements", "Platser för verksamhetsförlagd utbildning", "tabell-vfu");
    indicator_years(r, "tabell-vfu", "Platser för verksamhetsförlagd utbildning i staden", places, columns, 1);
    indicator_source(r, places);
}
