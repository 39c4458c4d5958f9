/* bridge.c - from Kolada's way of counting to ours, step by step, with the numbers of our own definitions. */
#include "stages/report/report.h"

#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *measure, *what, *why;
} STEPS[] = {
    { "three_years", "Koladas medelvärde för tre år", "så visar Kolada delar av en kommun" },
    { "kolada", "Koladas sätt, ett år (T1)",
      "de som var anställda den 1 november året före och inte är det den 1 november" },
    { "all_exits", "Alla avgångar under kalenderåret",
      "även de som började och slutade mellan de två mättillfällena, och avgångar i november och december" },
    { "mean_stock", "Delat med medeltalet (T9)",
      "antalet anställda vid årets början och slut i stället för före året" },
    { "person_years", "Delat med årsanställda (T17)", "all tid som någon var anställd: rapportens huvudmått" },
};

void bridge(struct report *r)
{
    static const char *const COLUMNS[] = { "Sätt att räkna", "Vad som skiljer", "Antal",
                                           "Delat med",      "Per 100",         "Skillnad" };
    const struct table *t = r->bridge;
    const char *period = r->edition.compare;

    if (t == NULL || period == NULL ||
        edition_find(t, 0, "period", period, "occupation", EDITION_ALL, NULL) == table_rows(t))
        return;
    heading(r, 2, "kolada", "Varför talet skiljer sig från Koladas");
    paragraph(
        r,
        "Koladas nyckeltal N00216 räknar personer vid två mättillfällen. Tabellen går från det sättet att räkna till "
        "rapportens, ett steg i taget, på samma uppgifter: %s.",
        swedish_in(period).text);
    table_begin(r, "tabell-kolada", "Från Koladas sätt att räkna till rapportens", COLUMNS, 6, "llrrrr");
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++) {
        size_t row = edition_find(t, 0, "period", period, "occupation", EDITION_ALL, "measure", STEPS[i].measure, NULL);
        double difference;

        if (row == table_rows(t))
            continue;
        difference = table_real(t, row, "difference");
        cell(r, STEPS[i].what);
        cell(r, STEPS[i].why);
        cell_decimals(r, table_real(t, row, "numerator"), 0);
        cell_decimals(r, table_real(t, row, "denominator"), 0);
        cell_decimals(r, table_real(t, row, "value"), 1);
        cell(r, isfinite(difference) ? swedish_signed(difference, 1).text : PHRASE_NOT_APPLICABLE);
        row_end(r);
    }
    table_end(r);
    paragraph(r, "Stegen räknas på oavrundade tal. Därför kan en skillnad avvika med en tiondel från skillnaden mellan "
                 "de tal som visas, och stegen tillsammans från skillnaden mellan första och sista raden.");
    paragraph(
        r, "Det som inte kan räknas om ur underlaget: Kolada räknar alla yrken i kommunen och inte bara de som följs "
           "upp här. Den som byter till ett annat yrke i kommunen har inte lämnat den. Kolada kan också ändra "
           "sina uppgifter utan att det meddelas.");
}
