/* rivals.c - what else happened about a named year: changes of the measurement, of the organisation, and the city's own
 * events. */
#include "stages/claims/claims.h"

#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The text as the end of a sentence begun: with a capital and one full stop. */
static char *as_sentence(const char *text)
{
    char *capital = phrase_capital(text);
    size_t length = strlen(capital);
    char *out = phrase_say("%s%s", capital, length > 0 && capital[length - 1] == '.' ? "" : ".");

    free(capital);
    return out;
}

/* How many changed to what is not followed in the year of a new coding: they went on in the city and are no exits. */
static void add_changed_out(struct claims *c, int32_t day)
{
    const struct table *t = c->edition.tables[EDITION_BALANCE];

    for (size_t row = 0;
         (row = edition_find(t, row, "occupation", EDITION_ALL, "item", "changed_out", NULL)) < table_rows(t); row++) {
        const char *period = table_text(t, row, "period");
        double persons = table_real(t, row, "persons");
        int32_t first, last;

        if (!swedish_period_days(period, &first, &last) || day < first || day > last || !(persons > 1))
            continue;
        claim_add(c,
                  phrase_say("%s övergick %s personer till annat arbete eller annan kod inom staden; de räknas inte "
                             "som avgångar.",
                             swedish_in_capital(period).text, swedish_number(persons, 0).text),
                  phrase_say("balance:%s,all,changed_out:persons", period), "", CLAIM_STATED);
        return;
    }
}

/* Reorganisations in those years: the series is in today's organisation, so they are no change of the measurement, but
 * people were moved about. */
static void add_reorganisations(struct claims *c, int32_t first, int32_t last)
{
    char *months = NULL;

    for (size_t i = 0; timeline_next(&c->comparability, first, last, &i); i++) {
        const struct moment *m = &c->comparability.moments[i];

        if (strcmp(m->kind, "organisation") == 0)
            months = claim_join(months, phrase_say("%s (%s)", m->text, swedish_month(m->date).text));
    }
    if (months != NULL)
        claim_add(
            c,
            phrase_say("Under de möjliga åren ändrades även organisationen: %s. Hela serien är omräknad till dagens "
                       "organisation.",
                       months),
            NULL, "comparability.csv, de möjliga åren", CLAIM_STATED);
    free(months);
}

/* Documented changes of the measurement in those years or the twelve months before, and the city's own events in them.
 */
void claim_rivals(struct claims *c, int32_t first, int32_t last)
{
    char *events = NULL;

    add_reorganisations(c, first, last);
    first -= 365;
    for (size_t i = 0; timeline_next(&c->comparability, first, last, &i); i++) {
        const struct moment *m = &c->comparability.moments[i];

        if (strcmp(m->kind, "organisation") == 0)
            continue; /* said above */
        claim_add(c, phrase_say("I %s ändrades %s.", swedish_month(m->date).text, m->text), NULL,
                  "comparability.csv, de möjliga åren och tolv månader före", CLAIM_STATED);
        if (m->effect[0] != '\0')
            claim_add(c, as_sentence(m->effect), NULL, "comparability.csv", CLAIM_STATED);
        claim_add(c, phrase_say("Förändringen kan helt eller delvis bero på det."), NULL, "", CLAIM_NOT_ANSWERABLE);
        if (strcmp(m->kind, "coding") == 0)
            add_changed_out(c, m->day);
    }
    for (size_t i = 0; timeline_next(&c->events, first, last, &i); i++) {
        const struct moment *m = &c->events.moments[i];

        events = claim_join(events, phrase_say("%s (%s)", m->text, swedish_month(m->date).text));
    }
    if (events != NULL) {
        claim_add(c, phrase_say("Till samma tid hör även: %s.", events), NULL, "events.csv", CLAIM_STATED);
        claim_add(c, phrase_say("Uppgifterna visar inte om det har något samband med avvikelsen."), NULL, "",
                  CLAIM_NOT_ANSWERABLE);
    }
    free(events);
}

/* Documented changes of the measurement in a year, or the twelve months before, of which nothing is shown. */
void claim_changes(struct claims *c, int32_t first, int32_t last)
{
    bool any = false;

    for (size_t i = 0; timeline_next(&c->comparability, first - 365, last, &i); i++) {
        const struct moment *m = &c->comparability.moments[i];

        if (strcmp(m->kind, "organisation") == 0)
            continue; /* the whole series is in today's */
        claim_add(c, phrase_say("I %s ändrades %s.", swedish_month(m->date).text, m->text), NULL,
                  "comparability.csv, året och tolv månader före", CLAIM_STATED);
        if (m->effect[0] != '\0')
            claim_add(c, as_sentence(m->effect), NULL, "comparability.csv", CLAIM_STATED);
        any = true;
    }
    if (any)
        claim_add(c, phrase_say("Det kan både ha dolt och förstärkt en avvikelse."), NULL, "", CLAIM_NOT_ANSWERABLE);
}
