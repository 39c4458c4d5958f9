#include "stages/claims/statements.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/sheet.h"
#include "pipeline/intake/value.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/staff/indicator.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STATEMENT, SOURCE, DATE, TEST, INDICATOR, CATEGORY, DISTRICT, FROM, TO, LEAST, N_COLUMNS };

static const struct sheet_column COLUMNS[N_COLUMNS] = {
    { "statement|påstående", true },
    { "source|källa", true },
    { "date|datum", true },
    { "test|prövning", true },
    { "indicator|indikator", false },
    { "category|kategori", false },
    { "district|förvaltning", false },
    { "from|från", false },
    { "to|till", false },
    { "least_percent|minst procent", false },
};

struct finding statement_not_tellable(char *sentence)
{
    return (struct finding){ CLAIM_NOT_TELLABLE, sentence, NULL, memory_copy_text("") };
}

static struct finding cause(const struct claims *c, const struct statement *s)
{
    (void) c;
    (void) s;
    return statement_not_tellable(
        phrase_say("Påståendet handlar om orsak och verkan. Statistiken visar vad som har hänt, men inte varför."));
}

static const struct {
    const char *name;
    struct finding (*find)(const struct claims *, const struct statement *);
    bool from, to, indicator, district; /* what it asks for */
} TESTS[] = {
    { "turnover_fell", statement_turnover_fell, true, true, false, false },
    { "fell_in_several", statement_fell_in_several, true, true, false, false },
    { "mixed_in_districts", statement_mixed, true, true, false, false },
    { "year_deviates", statement_year_deviates, true, false, false, false },
    { "indicator_fell", statement_indicator_fell, true, true, true, false },
    { "indicator_rose", statement_indicator_rose, true, true, true, false },
    { "above_the_rest", statement_above_the_rest, true, false, true, true },
    { "cause", cause, false, false, false, false },
};

static size_t test_of(const char *name)
{
    size_t i = 0;

    while (i < sizeof TESTS / sizeof TESTS[0] && strcmp(TESTS[i].name, name) != 0)
        i++;
    return i;
}

static bool check(const struct sheet *sheet, const struct field *cells, uint64_t line, const struct statement *s,
                  struct fault *f)
{
    size_t i = test_of(s->test);
    char text[512] = "prövningen känns inte igen: skriv någon av";

    if (i == sizeof TESTS / sizeof TESTS[0]) {
        for (size_t k = 0; k < i; k++) {
            size_t used = strlen(text);

            snprintf(text + used, sizeof text - used, "%s %s", k > 0 ? "," : "", TESTS[k].name);
        }
        return sheet_fault(sheet, TEST, line, f, text);
    }
    for (size_t k = STATEMENT; k <= DATE; k++)
        if (cells[k].length == 0)
            return sheet_fault(sheet, k, line, f, "uppgiften saknas: fyll i den");
    if (TESTS[i].from && s->from[0] == '\0')
        return sheet_fault(sheet, FROM, line, f, "prövningen behöver en period att jämföra med: fyll i den");
    if (TESTS[i].to && s->to[0] == '\0')
        return sheet_fault(sheet, TO, line, f, "prövningen behöver en period som jämförs: fyll i den");
    if (TESTS[i].indicator && s->indicator[0] == '\0')
        return sheet_fault(sheet, INDICATOR, line, f, "prövningen behöver en indikator: fyll i den");
    if (TESTS[i].indicator && indicator_find(s->indicator) == NULL)
        return sheet_fault(sheet, INDICATOR, line, f,
                           "indikatorn känns inte igen: skriv den som i kolumnen indicator i public_indicators.csv");
    if (TESTS[i].district && s->district[0] == '\0')
        return sheet_fault(sheet, DISTRICT, line, f, "prövningen behöver en förvaltning: fyll i den");
    return true;
}

static void statement_free(struct statement *s)
{
    char *const texts[] = {
        s->text, s->source, s->date, s->test, s->indicator, s->category, s->district, s->from, s->to
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        free(texts[i]);
}

static struct statement statement_of(const struct field cells[N_COLUMNS])
{
    struct statement s = { .least_percent = 0 };
    char **const texts[] = { &s.text,     &s.source,   &s.date, &s.test, &s.indicator,
                             &s.category, &s.district, &s.from, &s.to };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = memory_copy_bytes(cells[i].bytes, cells[i].length);
    return s;
}

static const char *words_of(const char *verdict)
{
    return strcmp(verdict, CLAIM_CONFIRMED) == 0      ? "Uppgifterna bekräftar påståendet."
           : strcmp(verdict, CLAIM_CONTRADICTED) == 0 ? "Uppgifterna motsäger påståendet."
                                                      : "Uppgifterna kan inte avgöra om påståendet stämmer.";
}

static void put(struct claims *c, const struct statement *s, struct finding found)
{
    claim_lead(c, "statement", "statement", phrase_say("”%s”", s->text), NULL, "", CLAIM_STATED);
    claim_add(c,
              phrase_say("%s, %s.", s->source,
                         strlen(s->date) == 7 ? followup_period(s->date).text : swedish_date(s->date).text),
              NULL, "statements.csv", CLAIM_STATED);
    claim_add(c, phrase_say("%s", words_of(found.verdict)), NULL, found.test, found.verdict);
    claim_add(c, found.sentence, found.cells, found.test, found.verdict);
    free(found.test);
}

bool claim_statements(struct claims *c, const char *path, struct fault *f)
{
    struct sheet *sheet = NULL;
    struct field cells[N_COLUMNS];
    uint64_t line = 0;
    bool more = true, ok;

    if (path == NULL || path[0] == '\0' || (access(path, F_OK) != 0 && errno == ENOENT))
        return true;
    ok = sheet_open(path, COLUMNS, N_COLUMNS, &sheet, f);
    while (ok && (ok = sheet_next(sheet, cells, &line, &more, f)) && more) {
        struct statement s = statement_of(cells);

        if (value_count(cells[LEAST].bytes, cells[LEAST].length, &s.least_percent) != REASON_NONE)
            ok = sheet_fault(sheet, LEAST, line, f, "är inget tal: skriv hur många procent, eller lämna tomt");
        s.least_percent = isnan(s.least_percent) ? 0 : s.least_percent;
        ok = ok && check(sheet, cells, line, &s, f);
        if (ok)
            put(c, &s, TESTS[test_of(s.test)].find(c, &s));
        statement_free(&s);
    }
    sheet_close(sheet);
    return ok;
}
