/* revisions.c - what has changed since the last report: old, new, difference and why. */
#include "stages/report/report.h"

#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
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

/* The last year of the last report: what was registered too late for it is seen now. */
static void say_late(struct report *r, const struct table *t)
{
    size_t last = table_rows(t);

    for (size_t row = 0; row < table_rows(t); row++)
        if (table_is(t, row, "occupation", EDITION_ALL) && table_is(t, row, "item", "exits"))
            last = row;
    if (last < table_rows(t) && isfinite(table_real(t, last, "difference")))
        paragraph(r,
                  "För förra rapportens sista år, %s, är antalet avgångar nu %s mot %s då. Så mycket kan även den här "
                  "rapportens sista år komma att ändras när avgångar registreras i efterhand.",
                  swedish_period(table_text(t, last, "period")).text,
                  swedish_number(table_real(t, last, "new"), 0).text,
                  swedish_number(table_real(t, last, "old"), 0).text);
}

void revisions(struct report *r)
{
    static const char *const COLUMNS[] = { "År", "Yrke", "Uppgift", "Förra rapporten", "Nu", "Ändring", "Skäl" };
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
    say_late(r, t);
    if (n == 0)
        return;
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
