/* followup.c - what the summary says beside turnover: consultants, and whether workload can be judged. */
#include "stages/claims/statements.h"

#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The city's value in a year; of several days of measurement the last. */
static struct followup_value value_in(const struct claims *c, const char *indicator, const char *year)
{
    const struct followup_key key = { .indicator = indicator, .district = EDITION_ALL, .category = EDITION_ALL };
    size_t found = SIZE_MAX;

    for (size_t row = 0; (row = followup_find(&c->followup, row, "own", key)) != SIZE_MAX; row++)
        if (strncmp(table_text(c->followup.indicators, row, "period"), year, 4) == 0)
            found = row;
    return followup_row(&c->followup, found);
}

static struct swedish when(const struct claims *c, struct followup_value v)
{
    return followup_when(table_text(c->followup.indicators, v.row, "period"));
}

static const char *direction(double before, double after)
{
    return after <= before * 0.75 ? "är betydligt lägre"
           : after < before       ? "är lägre"
           : after > before       ? "är högre"
                                  : "är detsamma";
}

static bool are_comparable(const struct claims *c, struct followup_value before, struct followup_value after)
{
    return strcmp(table_text(c->followup.indicators, before.row, "definition"),
                  table_text(c->followup.indicators, after.row, "definition")) == 0;
}

static void add_share(struct claims *c)
{
    struct followup_value before = value_in(c, "consultant_share", c->edition.base),
                          after = value_in(c, "consultant_share", c->edition.compare);

    if (!before.shown || !after.shown || before.value == after.value)
        return;
    claim_add(c,
              phrase_say("Konsulternas andel av bemanningen %s från %s till %s procent.",
                         after.value < before.value ? "minskade" : "ökade", swedish_number(before.value, 1).text,
                         swedish_number(after.value, 1).text),
              claim_join(claim_indicator(c, before.row, "value"), claim_indicator(c, after.row, "value")),
              "konsulter av konsulter och egna anställda, alla räknade", CLAIM_STATED);
}

void claim_consultants(struct claims *c)
{
    struct followup_value before, after;
    char *cells;

    if (c->edition.base == NULL)
        return;
    before = value_in(c, "consultants", c->edition.base);
    after = value_in(c, "consultants", c->edition.compare);
    if (!before.shown || !after.shown || before.row == after.row)
        return;
    cells = claim_join(claim_indicator(c, before.row, "value"), claim_indicator(c, after.row, "value"));
    if (!are_comparable(c, before, after)) {
        claim_lead(c, "summary", "consultants",
                   phrase_say("Antalet socionomkonsulter kan inte jämföras: det är räknat i %s %s och i %s %s.",
                              table_text(c->followup.indicators, before.row, "unit"), when(c, before).text,
                              table_text(c->followup.indicators, after.row, "unit"), when(c, after).text),
                   cells, "", CLAIM_NOT_ANSWERABLE);
        return;
    }
    claim_lead(c, "summary", "consultants",
               phrase_say("Antalet socionomkonsulter %s.", direction(before.value, after.value)), cells,
               "alla räknade; betydligt betyder minst en fjärdedel", CLAIM_STATED);
    claim_add(
        c,
        phrase_say("%s anlitades %s konsulter, jämfört med %s %s.",
                   followup_when_capital(table_text(c->followup.indicators, after.row, "period")).text,
                   swedish_number(after.value, 0).text, swedish_number(before.value, 0).text, when(c, before).text),
        claim_join(claim_indicator(c, before.row, "value"), claim_indicator(c, after.row, "value")), "", CLAIM_STATED);
    add_share(c);
    claim_add(c,
              phrase_say("Uppgiften avser antal %s vid ett mättillfälle per år.",
                         table_text(c->followup.indicators, after.row, "unit")),
              NULL, "", CLAIM_STATED);
}

void claim_workload_unknown(struct claims *c)
{
    struct followup_key key = { .indicator = "cases_per_holder", .district = EDITION_ALL, .category = EDITION_ALL };
    struct followup_value v = followup_row(&c->followup, SIZE_MAX);

    if (c->followup.indicators == NULL || table_rows(c->followup.indicators) == 0)
        return;
    for (size_t row = 0; (row = followup_find(&c->followup, row, "own", key)) != SIZE_MAX; row++)
        v = followup_row(&c->followup, row);
    if (!v.found)
        claim_add(c,
                  phrase_say("Arbetsbelastningen kan inte bedömas, eftersom ingen förvaltning redovisar ärenden per "
                             "handläggare."),
                  NULL, "", CLAIM_NOT_ANSWERABLE);
    else if (v.districts < v.districts_of)
        claim_add(
            c,
            phrase_say("Arbetsbelastningen kan inte bedömas för staden som helhet, eftersom ärenden per handläggare "
                       "redovisas av %s av %s förvaltningar.",
                       swedish_number(v.districts, 0).text, swedish_number(v.districts_of, 0).text),
            claim_join(claim_indicator(c, v.row, "districts"), claim_indicator(c, v.row, "districts_of")), "",
            CLAIM_NOT_ANSWERABLE);
}
