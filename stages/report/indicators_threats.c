/* indicators_threats.c - threats, violence and undue influence. */
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
        columns[n++] = (struct indicator_column){ "Per 100 årsanställda", key, CELL_VALUE_AND_INTERVAL, 1 };
    }
    heading(r, 2, "anmalda-handelser", "Anmälda händelser");
    paragraph(r,
              "Anmälda händelser är inte alla händelser. Fler anmälningar kan betyda att mer inträffar eller att mer "
              "anmäls, och det går inte att skilja på här.");
    figure(r, "incidents", "Anmälda händelser", "tabell-handelser");
    indicator_years(r, "tabell-handelser", "Anmälda händelser i staden, med osäkerhetsintervall inom parentes", rows,
                    columns, n);
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
