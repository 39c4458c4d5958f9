/* checks.c - what is unlikely in the register, so that nobody takes a change of system for a change of staff. */
#include "stages/report/report.h"

#include "pipeline/publish/swedish.h"

#include <string.h>

static const struct {
    const char *check, *words;
} CHECKS[] = {
    { "mass_end", "Ovanligt många anställningar slutar samma dag utan att fortsätta någon annanstans i staden" },
    { "mass_start", "Ovanligt många anställningar börjar samma dag" },
    { "mass_move", "Ovanligt många byter förvaltning samma dag, utan att en omorganisation är angiven" },
    { "mass_title", "Ovanligt många byter yrke eller benämning samma dag" },
    { "mass_form", "Ovanligt många byter anställningsform samma dag" },
    { "ends_at_extraction",
      "Ovanligt många anställningar slutar på uttagsdagen eller strax före den, som om de egentligen pågår" },
    { "partial_snapshot", "Ögonblicksbilden har så få anställda att den kanske inte är hel" },
    { "fallen_snapshot", "Ögonblicksbilden och de efter den har så få anställda att grupper kan ha tagits bort" },
    { "partial_district", "I någon förvaltning är antalet i ögonblicksbilden mycket lägre än i den före, och hälften "
                          "finns inte någonstans" },
    { "missing_district",
      "En hel förvaltning saknas i ögonblicksbilden, och de som fanns i den finns inte någonstans" },
    { "new_ids", "Nästan ingen i ögonblicksbilden före finns kvar, som om alla hade fått nya id" },
    { "new_ids_district",
      "I någon förvaltning finns nästan ingen ur ögonblicksbilden före kvar, som om alla där hade fått nya id" },
    { "grown_snapshot", "Ögonblicksbilden har så många fler anställda än den före att fler grupper kan ha tagits med" },
    { "unknown_causes", "Andelen avgångar med okänd orsak ändras mycket från året före" },
    { "missing_leavers", "Åren före har nästan inga avgångar, som om uttaget bara hade dem som var anställda senare" },
    { "silent_end", "Från då till uttagsdagen börjar och slutar nästan ingen, som om uttaget slutade tidigare" },
    { "counts_missing", "Någon förvaltning saknas i perioden som börjar då, utan att en omorganisation är angiven" },
    { "counts_fallen", "Antalet anställda är mycket lägre än i perioden före" },
    { "counts_grown", "Antalet anställda är mycket högre än i perioden före" },
    { "counts_balance", "Antal anställda, nyanställda och avgångar går inte ihop i perioden som börjar då" },
    { "shared_id", "Samma id har fler anställningar samtidigt än en person kan ha" },
};

static const char *words_of(const char *check)
{
    for (size_t i = 0; i < sizeof CHECKS / sizeof CHECKS[0]; i++)
        if (strcmp(CHECKS[i].check, check) == 0)
            return CHECKS[i].words;
    return check;
}

void checks(struct report *r)
{
    static const char *const COLUMNS[] = { "Datum", "Vad som är ovanligt", "Förklaring" };
    const struct table *t = r->edition.tables[EDITION_CHECKS];

    if (table_rows(t) == 0)
        return;
    paragraph(r,
              "I underlaget finns händelser som ser ut som en ändring av organisation, system eller registrering. De "
              "kan ge brott i serierna som inte beror på att fler eller färre har slutat.");
    table_begin(r, "tabell-rimlighet", "Ovanliga händelser i underlaget", COLUMNS, 3, "lll");
    for (size_t row = 0; row < table_rows(t); row++) {
        cell(r, swedish_date(table_text(t, row, "date")).text);
        cell(r, words_of(table_text(t, row, "check")));
        cell(r, table_is(t, row, "verdict", "explained") ? "känd" : "inte angiven");
        row_end(r);
    }
    table_end(r);
}
