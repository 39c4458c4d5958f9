/* revisions.c - what has changed since the last report: old, new, difference and why. */
#include "stages/report/report.h"

#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *words_of_reason(const char *code)
{
    static const char *const WORDS[][2] = {
        { "late_registration", "sen registrering" }, { "correction", "rättelse" }, { "definition", "ny definition" },
        { "organisation", "ny organisation" },       { "coding", "ny kodning" },   { "unexplained", "utan förklaring" },
    };

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (strcmp(WORDS[i][0], code) == 0)
            return WORDS[i][1];
    return code;
}

static const char *words_of_item(const char *item)
{
    return strcmp(item, "exits") == 0          ? "Avgångar"
           : strcmp(item, "person_years") == 0 ? "Årsanställda"
                                               : "Avgångar per 100 årsanställda";
}

static size_t n_changed(const struct table *t, const char *reason)
{
    size_t n = 0;

    for (size_t row = 0; row < table_rows(t); row++)
        n += reason == NULL ? table_text(t, row, "reason")[0] != '\0' : table_is(t, row, "reason", reason);
    return n;
}

/* What earlier reports knew of their last year, what has come since, and what that makes of this report's. */
static void late(struct report *r)
{
    static const char *const COLUMNS[] = { "År", "Utgåva", "Avgångar enligt utgåvan", "Nu", "Tillkommit" };
    const struct table *t = r->late;
    size_t last = SIZE_MAX;

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        if (table_is(t, row, "occupation", EDITION_ALL) && table_real(t, row, "years_after") == 0 &&
            table_real(t, row, "reports") > 0)
            last = row;
    if (last == SIZE_MAX || !isfinite(table_real(t, last, "expected")))
        return;
    heading(r, 2, "sena-registreringar", "Avgångar som registreras sent");
    table_begin(r, "tabell-sena", "Det sista året i tidigare rapporter, då och nu", COLUMNS, 5, "llrrr");
    for (size_t row = 0; row < table_rows(t); row++) {
        double exits = table_real(t, row, "exits"), since = table_real(t, row, "late");

        if (!table_is(t, row, "occupation", EDITION_ALL) || table_real(t, row, "years_after") != 0 || row == last)
            continue;
        cell(r, table_text(t, row, "period"));
        cell(r, table_text(t, row, "edition"));
        cell_decimals(r, exits, 0);
        cell_decimals(r, exits + since, 0);
        cell(r, swedish_signed(since, 0).text);
        row_end(r);
    }
    table_end(r);
    if (isfinite(table_real(t, last, "expected_lower")))
        paragraph(
            r,
            "Efter en rapport har det i genomsnitt tillkommit %s procent avgångar för dess sista år. Fortsätter det "
            "så väntas de %s avgångarna %s bli %s (osäkerhetsintervall %s) när alla är registrerade.",
            swedish_number(table_real(t, last, "late_share"), 1).text,
            swedish_number(table_real(t, last, "exits"), 0).text, table_text(t, last, "period"),
            swedish_number(table_real(t, last, "expected"), 0).text,
            swedish_interval(table_real(t, last, "expected_lower"), table_real(t, last, "expected_upper"), 0).text);
    else
        paragraph(
            r, "För de sista åren i tidigare rapporter är avgångarna nu färre än då: det tyder på rättelser och inte "
               "på sena registreringar.");
    paragraph(
        r, "Skattningen bygger på hur det har varit. Ändringar som har ett annat skäl än sen registrering räknas inte "
           "med. Talen i rapporten är inte uppräknade.");
}

static void changes(struct report *r, const struct table *t)
{
    static const char *const COLUMNS[] = { "År", "Yrke", "Uppgift", "Förra rapporten", "Nu", "Ändring", "Skäl" };

    table_begin(r, "tabell-revideringar", "Uppgifter som har ändrats", COLUMNS, 7, "lllrrrl");
    for (size_t row = 0; row < table_rows(t); row++) {
        const char *item = table_text(t, row, "item"), *occupation = table_text(t, row, "occupation");
        int decimals = strcmp(item, "exits") == 0 ? 0 : 1;
        char *name, *why;

        if (table_text(t, row, "reason")[0] == '\0')
            continue;
        name = phrase_capital(strcmp(occupation, EDITION_ALL) == 0 ? "alla" : occupation);
        why = phrase_say("%s%s%s", words_of_reason(table_text(t, row, "reason")),
                         table_text(t, row, "comment")[0] != '\0' ? ": " : "", table_text(t, row, "comment"));
        cell(r, swedish_period(table_text(t, row, "period")).text);
        cell(r, name);
        cell(r, words_of_item(item));
        cell_decimals(r, table_real(t, row, "old"), decimals);
        cell_decimals(r, table_real(t, row, "new"), decimals);
        cell(r, swedish_signed(table_real(t, row, "difference"), decimals).text);
        cell(r, why);
        row_end(r);
        free(name);
        free(why);
    }
    table_end(r);
    if (n_changed(t, "unexplained") > 0)
        paragraph(r, "En ändring utan förklaring är inte utredd.");
}

void revisions(struct report *r)
{
    const struct table *t = r->revisions;
    size_t n;

    if (t == NULL || table_rows(t) == 0)
        return;
    n = n_changed(t, NULL);
    heading(r, 1, "revideringar", "Ändringar sedan förra rapporten");
    paragraph(r,
              "Hela serien räknas om varje år ur det senaste uttaget. Jämfört med utgåvan %s har %s av %s uppgifter om "
              "staden ändrats.",
              table_text(t, 0, "edition"), swedish_count(n).text, swedish_number((double) table_rows(t), 0).text);
    if (n > 0)
        changes(r, t);
    late(r);
}
