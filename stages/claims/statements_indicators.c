/* statements_indicators.c - statements on what is followed up beside turnover: higher or lower than before, or than the
 * other districts. */
#include "stages/claims/statements.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/staff/indicator.h"
#include "pipeline/statistics/interval.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

char *claim_indicator(const struct claims *c, size_t row, const char *column)
{
    const struct table *t = c->followup.indicators;

    return phrase_say("public_indicators:%s,%s,%s,%s,%s,%s,%s:%s", table_text(t, row, "indicator"),
                      table_text(t, row, "basis"), table_text(t, row, "period"), table_text(t, row, "district"),
                      table_text(t, row, "category"), table_text(t, row, "group"), table_text(t, row, "definition"),
                      column);
}

/* Between what and what a value lies: its interval, the range it was given as, or itself where all were counted. */
static struct interval limits_of(struct followup_value v)
{
    if (isfinite(v.lower) && isfinite(v.upper))
        return (struct interval){ v.lower, v.upper };
    if (!v.shown)
        return (struct interval){ v.low, v.high };
    return (struct interval){ v.value, v.value };
}

/* definition NULL: the first there is. */
static struct followup_value value_of(const struct claims *c, const struct statement *s, const char *period,
                                      const char *category, const char *definition)
{
    return followup_own(&c->followup,
                        (struct followup_key){ .indicator = s->indicator,
                                               .period = period,
                                               .district = s->district[0] != '\0' ? s->district : EDITION_ALL,
                                               .category = category,
                                               .group = EDITION_ALL,
                                               .definition = definition });
}

static const char *definition_of(const struct claims *c, struct followup_value v)
{
    return table_text(c->followup.indicators, v.row, "definition");
}

/* The two values by one definition, where there is one that both times have; else as they are first found. */
static void pair_of(const struct claims *c, const struct statement *s, const char *category,
                    struct followup_value *before, struct followup_value *after)
{
    struct followup_value same;

    *before = value_of(c, s, s->from, category, NULL);
    *after = value_of(c, s, s->to, category, NULL);
    if (!before->found || !after->found)
        return;
    same = value_of(c, s, s->to, category, definition_of(c, *before));
    if (same.found) {
        *after = same;
        return;
    }
    same = value_of(c, s, s->from, category, definition_of(c, *after));
    if (same.found)
        *before = same;
}

static char *number_of(const struct claims *c, struct followup_value v)
{
    const struct indicator *indicator = indicator_find(table_text(c->followup.indicators, v.row, "indicator"));

    return v.shown ? phrase_say("%s%s", swedish_number(v.value, indicator->decimals).text,
                                strcmp(indicator->unit, "procent") == 0 ? " procent" : "")
                   : followup_stated(c->followup.indicators, v.row);
}

static char *label_of(const struct claims *c, struct followup_value v)
{
    const char *category = table_text(c->followup.indicators, v.row, "category");
    const char *item = indicator_label(INDICATOR_ITEM, category);
    const char *label = indicator_find(table_text(c->followup.indicators, v.row, "indicator"))->label;

    return strcmp(item, category) != 0 ? phrase_say("%s (%s)", label, item) : phrase_say("%s", label);
}

/* "år 2016", so that two numbers do not stand side by side; else as followup_when() says. */
static struct swedish when_of(const char *period)
{
    return strlen(period) == 4 ? swedish_in(period) : followup_when(period);
}

static bool is_known(struct followup_value v)
{
    return v.found && isfinite(limits_of(v).lower);
}

static struct finding unknown(struct followup_value a, struct followup_value b)
{
    return statement_not_tellable(phrase_say(a.withheld || b.withheld
                                                 ? "Uppgifterna visas inte av hänsyn till enskilda."
                                                 : "Uppgifterna finns inte i underlaget."));
}

/* direction: 1 where the statement says more, -1 where it says less. */
static struct finding compare(const struct claims *c, const struct statement *s, int direction)
{
    const char *category = s->category[0] != '\0' ? s->category : EDITION_ALL;
    struct followup_value before, after;
    struct interval a, b;
    struct finding found = { CLAIM_NOT_TELLABLE, NULL, NULL, NULL };
    bool counted, more, less, enough;
    char *label, *first, *second;

    pair_of(c, s, category, &before, &after);
    if (!is_known(before) || !is_known(after))
        return unknown(before, after);
    if (strcmp(definition_of(c, before), definition_of(c, after)) != 0)
        return statement_not_tellable(phrase_say("Uppgifterna bygger på olika definitioner och kan inte jämföras."));
    if (isfinite(before.districts) && isfinite(after.districts) && before.districts != after.districts)
        return statement_not_tellable(
            phrase_say("Uppgifterna omfattar inte lika många förvaltningar de två gångerna."));
    a = limits_of(before);
    b = limits_of(after);
    counted = a.lower == a.upper && b.lower == b.upper;
    more = b.lower > a.upper;
    less = b.upper < a.lower;
    enough = direction < 0 ? b.upper <= a.lower * (1 - s->least_percent / 100)
                           : b.lower >= a.upper * (1 + s->least_percent / 100);
    if ((direction < 0 ? less : more) && enough)
        found.verdict = CLAIM_CONFIRMED;
    else if (direction < 0 ? more : less)
        found.verdict = CLAIM_CONTRADICTED;
    label = label_of(c, before);
    first = number_of(c, before);
    second = number_of(c, after);
    found.sentence = phrase_say("%s: %s %s, %s %s.%s", label, first, when_of(s->from).text, second, when_of(s->to).text,
                                !more && !less && !counted ? " Osäkerhetsintervallen går in i varandra." : "");
    found.cells = claim_join(claim_indicator(c, before.row, "value"), claim_indicator(c, after.row, "value"));
    found.test = s->least_percent > 0
                     ? phrase_say("skillnad om minst %s procent", swedish_number(s->least_percent, 0).text)
                     : phrase_say(counted ? "alla är räknade: talen jämförs"
                                          : "osäkerhetsintervall eller angivna "
                                            "intervall som inte går in i varandra");
    free(label);
    free(first);
    free(second);
    return found;
}

struct finding statement_indicator_fell(const struct claims *c, const struct statement *s)
{
    return compare(c, s, -1);
}

struct finding statement_indicator_rose(const struct claims *c, const struct statement *s)
{
    return compare(c, s, 1);
}

struct finding statement_above_the_rest(const struct claims *c, const struct statement *s)
{
    struct followup_value own = value_of(c, s, s->from, EDITION_ALL, NULL);
    struct followup_value rest = value_of(c, s, s->from, "rest_of_city", own.found ? definition_of(c, own) : NULL);
    char *label, *first, *second;
    struct finding found = { CLAIM_NOT_TELLABLE, NULL, NULL, NULL };

    if (!is_known(own) || !is_known(rest))
        return unknown(own, rest);
    label = label_of(c, own);
    first = number_of(c, own);
    second = number_of(c, rest);
    found.verdict = own.value > rest.value   ? CLAIM_CONFIRMED
                    : own.value < rest.value ? CLAIM_CONTRADICTED
                                             : CLAIM_NOT_TELLABLE;
    found.sentence = phrase_say("%s %s: %s i %s, %s i övriga förvaltningar.", label, followup_period(s->from).text,
                                first, s->district, second);
    found.cells = claim_join(claim_indicator(c, own.row, "value"), claim_indicator(c, rest.row, "value"));
    found.test = phrase_say("alla är räknade: talen jämförs");
    free(label);
    free(first);
    free(second);
    return found;
}
