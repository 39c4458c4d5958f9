#include "stages/claims/claims.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/markup.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/publish/wording.h"

#include <stdlib.h>
#include <string.h>

char *claim_city(const char *period, const char *occupation, const char *dimension, const char *category,
                 const char *column)
{
    return phrase_say("city:%s,%s,%s,%s,%s:%s", period, occupation, dimension, category, EDITION_HEADLINE, column);
}

char *claim_district(const char *period, const char *district, const char *column)
{
    return phrase_say("districts:%s,%s:%s", period, district, column);
}

char *claim_definition(const char *period, const char *occupation, const char *definition)
{
    return phrase_say("definitions:%s,%s,%s:value", period, occupation, definition);
}

char *claim_verdict(const struct table *verdicts, size_t row, const char *column)
{
    return phrase_say("public_verdicts:%s,%s,%s,%s,%s,%s:%s", table_text(verdicts, row, "family"),
                      table_text(verdicts, row, "district"), table_text(verdicts, row, "occupation"),
                      table_text(verdicts, row, "cause"), table_text(verdicts, row, "grain"),
                      table_text(verdicts, row, "period"), column);
}

char *claim_join(char *one, char *other)
{
    char *both;

    if (one == NULL || other == NULL)
        return one != NULL ? one : other;
    both = phrase_say("%s; %s", one, other);
    free(one);
    free(other);
    return both;
}

static void put(struct claims *c, char *text, char *cells, const char *test, const char *verdict)
{
    char *worded = wording_say(text), *lead = wording_say(c->heading);
    char *clean = markup_clean(worded), *sentence = phrase_capital(clean);
    char *id = phrase_say("%s.%zu", c->topic, ++c->n_of_topic);

    rows_begin(c->rows);
    rows_number(c->rows, "number", (double) ++c->n);
    rows_text(c->rows, "claim", id);
    rows_text(c->rows, "place", c->place);
    rows_text(c->rows, "heading", lead);
    rows_text(c->rows, "text", sentence);
    rows_text(c->rows, "cells", cells != NULL ? cells : "");
    rows_text(c->rows, "test", test);
    rows_text(c->rows, "verdict", verdict);
    free(id);
    free(worded);
    free(lead);
    free(clean);
    free(sentence);
    free(text);
    free(cells);
}

void claim_lead(struct claims *c, const char *place, const char *topic, char *heading, char *cells, const char *test,
                const char *verdict)
{
    free(c->heading);
    c->heading = heading;
    c->place = place;
    if (c->topic == NULL || strcmp(c->topic, topic) != 0)
        c->n_of_topic = 0;
    c->topic = topic;
    put(c, memory_copy_text(heading), cells, test, verdict);
}

void claim_add(struct claims *c, char *text, char *cells, const char *test, const char *verdict)
{
    put(c, text, cells, test, verdict);
}

struct swedish claim_between(const struct claims *c)
{
    const char *base = c->edition.base, *compare = c->edition.compare;
    struct swedish out;

    snprintf(out.text, sizeof out.text, "%s%.40s och %.40s",
             strlen(base) == 4 && strlen(compare) == 4 ? "" : "perioderna ", swedish_period(base).text,
             swedish_period(compare).text);
    return out;
}

bool claim_can_compare(const struct claims *c)
{
    const struct edition *e = &c->edition;

    return e->base != NULL && strcmp(e->base, e->compare) != 0 &&
           edition_city(e, e->base, EDITION_ALL, "none", EDITION_ALL).shown &&
           edition_city(e, e->compare, EDITION_ALL, "none", EDITION_ALL).shown;
}
