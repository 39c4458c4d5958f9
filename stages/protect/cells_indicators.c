/* cells_indicators.c - where the numbers of the indicators, and of answers, stand: by what they count. */
#include "stages/protect/cells.h"
#include "stages/protect/linked_rooms.h"

#include <stdio.h>

enum slot { NUMERATOR, DENOMINATOR, GROUP };

static const struct {
    const char *indicator, *counts;
    enum slot slot;
} COUNTED[] = { { "consultants", "consultants", NUMERATOR },
                { "consultant_share", "consultants", NUMERATOR },
                { "consultant_share", "own staff", GROUP },
                { "vacancy_rate", "own staff", GROUP },
                { "incidents", "events", NUMERATOR },
                { "incidents", "person-years", DENOMINATOR },
                { "cases_per_holder", "holders", DENOMINATOR },
                { "admin_support", "caseworkers", DENOMINATOR },
                { "manager_stability", "managers", DENOMINATOR },
                { "manager_stability", "stayed", NUMERATOR },
                { "sickness_absence", "employees", DENOMINATOR },
                { "survey_index", "respondents", DENOMINATOR },
                { "survey_share", "respondents", DENOMINATOR },
                { "survey_share", "agree", NUMERATOR },
                { "survey_response_rate", "asked", DENOMINATOR },
                { "survey_response_rate", "respondents", NUMERATOR } };

static size_t in_slot(const struct indicator_cells *c, enum slot slot)
{
    return slot == NUMERATOR ? c->numerator : slot == DENOMINATOR ? c->denominator : c->group;
}

/* Own staff of a district is the same whatever is set against it; respondents are those of a question. */
static void key_of(const struct table *t, size_t row, const char *counts, char key[LINKED_NAME])
{
    const char *indicator = text(t, row, "indicator"), *period = text(t, row, "period");
    const char *district = text(t, row, "district");
    bool survey = strncmp(indicator, "survey_", 7) == 0;
    bool own = is_all(t, row, "district") || !table_is(t, row, "denominator_basis", "own_flows");

    if (strcmp(counts, "own staff") == 0)
        LINKED(key, counts, period, district, own ? indicator : "");
    else
        LINKED(key, counts, period, district, text(t, row, "category"), text(t, row, "group"),
               text(t, row, "definition"), survey ? indicator : "");
}

static void each_number(const struct table *t, size_t row, const struct indicator_cells *c, cells_visit *visit,
                        void *context)
{
    for (size_t i = 0; i < sizeof COUNTED / sizeof COUNTED[0]; i++) {
        size_t quantity = in_slot(c, COUNTED[i].slot);
        char key[LINKED_NAME];

        if (!table_is(t, row, "indicator", COUNTED[i].indicator) || quantity == SIZE_MAX)
            continue;
        key_of(t, row, COUNTED[i].counts, key);
        visit(context, "public_indicators", key, "number", quantity);
    }
}

static void each_answer(const struct table *t, size_t row, const struct answer_cells *c, cells_visit *visit,
                        void *context)
{
    char key[LINKED_NAME];

    LINKED(key, text(t, row, "question"), text(t, row, "period"), text(t, row, "district"), text(t, row, "group"));
    if (c->group != SIZE_MAX)
        visit(context, "public_distributions", key, "n", c->group);
    LINKED(key, text(t, row, "question"), text(t, row, "period"), text(t, row, "district"), text(t, row, "group"),
           text(t, row, "answer"));
    if (c->count != SIZE_MAX)
        visit(context, "public_distributions", key, "count", c->count);
}

void cells_each_indicator(const struct indicators *all, cells_visit *visit, void *context)
{
    for (size_t row = 0; all->indicators != NULL && row < table_rows(all->indicators); row++)
        each_number(all->indicators, row, &all->cells[row], visit, context);
    for (size_t row = 0; all->answers != NULL && row < table_rows(all->answers); row++)
        each_answer(all->answers, row, &all->answer_cells[row], visit, context);
}
