/* indicators_threats.c - threats, violence and undue influence; and why people say that they leave. */
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

static void incident_tables(struct report *r)
{
    static const char *const EVENTS[] = { "incident", "injury", "police_report", "police_report_backed" };
    struct indicator_column columns[12];
    const struct followup_key rows = { .indicator = "incidents", .district = EDITION_ALL };
    const char *period = indicator_last(r, (struct followup_key){ .indicator = "incidents", .category = "incident" });
    size_t n = 0;

    for (size_t i = 0; i < COUNT(EVENTS); i++) {
        struct followup_key key = rows;

        key.category = EVENTS[i];
        columns[n++] = (struct indicator_column){ indicator_label(INDICATOR_INCIDENT, EVENTS[i]), key, CELL_COUNT, 0 };
        columns[n++] = (struct indicator_column){ "Per 100 årsanställda", key, CELL_VALUE, 1 };
        if (i == 0)
            columns[n++] = (struct indicator_column){ "Intervall", key, CELL_INTERVAL, 1 };
    }
    heading(r, 2, "anmalda-handelser", "Anmälda händelser");
    paragraph(r,
              "Anmälda händelser är inte alla händelser. Fler anmälningar kan betyda att mer inträffar eller att mer "
              "anmäls, och det går inte att skilja på här.");
    figure(r, "incidents", "Anmälda händelser", "tabell-handelser");
    indicator_years(r, "tabell-handelser", "Anmälda händelser i staden", rows, columns, n);
    if (period != NULL) {
        const struct followup_key own = { .indicator = "incidents", .period = period, .category = "incident" };
        const struct indicator_column districts[] = {
            { "Anmälda tillbud", own, CELL_COUNT, 0 },
            { "Per 100 årsanställda", own, CELL_VALUE, 1 },
            { "Osäkerhetsintervall", own, CELL_INTERVAL, 1 },
        };
        char *caption = phrase_say("Anmälda tillbud per förvaltning %s", followup_period(period).text);

        indicator_districts(r, "tabell-tillbud-forvaltning", caption, own, districts, COUNT(districts));
        free(caption);
    }
    indicator_source(r, rows);
}

static bool has_answers(const struct report *r, const char *question)
{
    const struct table *t = r->followup.distributions;

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        if (table_is(t, row, "question", question))
            return true;
    return false;
}

/* Questions rated by one district alone: the regular talks of some of them. */
static void ratings_of_districts(struct report *r)
{
    const struct table *t = r->followup.distributions;
    size_t number = 0;

    for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
        const char *district = table_text(t, row, "district");
        bool seen = false;

        if (!table_is(t, row, "question", "own_situation") || strcmp(district, EDITION_ALL) == 0)
            continue;
        for (size_t before = 0; before < row; before++)
            seen = seen ||
                   (table_is(t, before, "question", "own_situation") && table_is(t, before, "district", district));
        if (!seen) {
            char *id = phrase_say("tabell-egen-situation-%zu", ++number);
            char *caption = phrase_say("%s: den egna arbetssituationen, skattad vid regelbundna samtal", district);

            answers_table(r, id, caption, "own_situation", district, "Nivå");
            free(id);
            free(caption);
        }
    }
}

void threats(struct report *r)
{
    bool rated = has_answers(r, "threats"), useful = has_answers(r, "usefulness"),
         own = has_answers(r, "own_situation");

    if (!rated && !useful && !own && !indicator_exists(r, "incidents"))
        return;
    heading(r, 1, "hot", "Hot, våld och otillåten påverkan");
    if (rated) {
        paragraph(r,
                  "Deltagarna i workshoppar har skattat hur stora problemen är i verksamheterna. De är inte ett urval "
                  "av alla anställda, och många har inte svarat: svaren visar vad de svarande anser.");
        figure(r, "threats", "Hur stora problemen anses vara", "tabell-hot");
        answers_table(r, "tabell-hot",
                      "Hur stora problemen med otillåten påverkan, hot och våld är, från 1 (inget "
                      "problem) till 7 (mycket stort)",
                      "threats", EDITION_ALL, "Nivå");
    }
    if (useful)
        answers_table(r, "tabell-nytta",
                      "Hur användbara kunskaperna från workshopen är, från 1 (inte alls) till 5 (i "
                      "mycket hög grad)",
                      "usefulness", EDITION_ALL, "Nivå");
    if (indicator_exists(r, "incidents"))
        incident_tables(r);
    if (own) {
        heading(r, 2, "egen-arbetssituation", "Skattningar vid regelbundna samtal");
        ratings_of_districts(r);
    }
}

/* ---- exit interviews ---- */

static void by_gender(struct report *r)
{
    static const char *const GROUPS[] = { "gender:woman", "gender:man" };
    static const char *const COLUMNS[] = { "Skäl", "Kvinnor", "Män" };
    const struct table *t = r->followup.distributions;
    const char *period = NULL;
    char *caption;

    for (size_t row = 0; row < table_rows(t); row++)
        if (table_is(t, row, "question", "exit_reason") && table_is(t, row, "group", GROUPS[0]))
            period = table_text(t, row, "period");
    if (period == NULL)
        return;
    caption = phrase_say("Skäl att sluta för kvinnor och män %s", followup_period(period).text);
    table_begin(r, "tabell-skal-kon", caption, COLUMNS, 3, "lrr");
    for (size_t i = 0; indicator_nth(INDICATOR_EXIT, i) != NULL; i++) {
        const char *reason = indicator_nth(INDICATOR_EXIT, i);
        size_t rows[2];

        for (size_t g = 0; g < 2; g++)
            rows[g] = edition_find(t, 0, "question", "exit_reason", "period", period, "group", GROUPS[g], "answer",
                                   reason, NULL);
        if (rows[0] == table_rows(t) && rows[1] == table_rows(t))
            continue;
        cell(r, indicator_label(INDICATOR_EXIT, reason));
        for (size_t g = 0; g < 2; g++)
            cell_count(r, rows[g] < table_rows(t) ? table_real(t, rows[g], "count") : NAN,
                       rows[g] < table_rows(t) ? table_text(t, rows[g], "count_status") : NULL);
        row_end(r);
    }
    table_end(r);
    free(caption);
}

void exit_reasons(struct report *r)
{
    const struct table *t = r->followup.distributions;
    size_t row;

    if (!has_answers(r, "exit_reason"))
        return;
    heading(r, 1, "avslutningssamtal", "Skäl att sluta");
    paragraph(r,
              "Vid avslutningssamtal antecknas ett huvudsakligt skäl, kodat enligt en lista; vad den enskilda har sagt "
              "redovisas inte. Den som slutar är inte alltid missnöjd: ett bättre erbjudande någon annanstans är "
              "också ett skäl. Där skäl saknas vet vi ingenting, och de som har lämnat skäl behöver inte likna dem.");
    figure(r, "exits", "Skäl att sluta", "tabell-skal");
    answers_table(r, "tabell-skal", "Skäl att sluta enligt avslutningssamtal, hela staden", "exit_reason", EDITION_ALL,
                  "Skäl");
    by_gender(r);
    if (indicator_exists(r, "manager_stability")) {
        const struct followup_key key = { .indicator = "manager_stability",
                                          .district = EDITION_ALL,
                                          .category = EDITION_ALL };
        const struct indicator_column columns[] = {
            { "Chefer vid årets början", key, CELL_OF, 0 },
            { "Kvar vid årets slut, %", key, CELL_VALUE, 0 },
        };

        heading(r, 2, "chefer", "Stabilitet i chefsled");
        indicator_years(r, "tabell-chefer", "Chefer som var kvar efter ett år", key, columns, COUNT(columns));
    }
    row = edition_find(t, 0, "question", "exit_reason", NULL);
    paragraph(r, "Källa: %s.", table_text(t, row, "source"));
}
