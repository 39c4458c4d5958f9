/* limits.c - what the numbers do not show, how they were made, and how individuals are protected. */
#include "stages/claims/claims.h"

#include "pipeline/base/calendar.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct kinds {
    bool spells, snapshots, counts;
};

static struct kinds kinds_of(const struct edition *e)
{
    const struct table *t = e->tables[EDITION_INTAKE];
    struct kinds k = { false, false, false };

    for (size_t row = 0; row < table_rows(t); row++) {
        k.spells = k.spells || table_is(t, row, "kind", "spells");
        k.snapshots = k.snapshots || table_is(t, row, "kind", "snapshots");
        k.counts = k.counts || table_is(t, row, "kind", "counts");
    }
    return k;
}

static bool has_persons(const struct kinds *k)
{
    return k->spells || k->snapshots || !k->counts;
}

static bool has_causes(const struct edition *e)
{
    return e->compare != NULL && edition_find(e->tables[EDITION_CITY], 0, "period", e->compare, "dimension", "cause",
                                              NULL) < table_rows(e->tables[EDITION_CITY]);
}

static void add_causes(struct claims *c)
{
    const struct edition *e = &c->edition;
    struct edition_rate all = e->compare != NULL ? edition_city(e, e->compare, EDITION_ALL, "none", EDITION_ALL)
                                                 : (struct edition_rate){ .exits = NAN };
    struct edition_rate unknown = e->compare != NULL ? edition_city(e, e->compare, EDITION_ALL, "cause", "unknown")
                                                     : (struct edition_rate){ .exits = NAN };

    if (!has_causes(e))
        claim_add(
            c,
            phrase_say("Statistiken visar inte varför medarbetare slutar; uppgift om orsak finns inte i underlaget."),
            NULL, "", CLAIM_NOT_ANSWERABLE);
    else if (isfinite(unknown.exits) && all.exits > 0)
        claim_add(c,
                  phrase_say(
                      "Statistiken visar inte varför medarbetare slutar; orsak saknas för %s procent av avgångarna %s.",
                      swedish_number(100 * unknown.exits / all.exits, 0).text, swedish_in(e->compare).text),
                  claim_join(claim_city(e->compare, EDITION_ALL, "cause", "unknown", "exits"),
                             claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "exits")),
                  "", CLAIM_NOT_ANSWERABLE);
    else
        claim_add(c, phrase_say("Statistiken visar inte varför medarbetare slutar."), NULL, "", CLAIM_NOT_ANSWERABLE);
}

/* Changes of the measurement between the two years that are compared. */
static void add_changes(struct claims *c)
{
    const struct edition *e = &c->edition;
    int32_t first, last, other;
    char *list = NULL;

    if (!claim_can_compare(c) || !swedish_period_days(e->base, &first, &other) ||
        !swedish_period_days(e->compare, &other, &last))
        return;
    for (size_t i = 0; timeline_next(&c->comparability, first, last, &i); i++) {
        const struct moment *m = &c->comparability.moments[i];
        char *longer;

        if (strcmp(m->kind, "organisation") == 0)
            continue;
        longer = phrase_say("%s%s%s (%s)", list != NULL ? list : "", list != NULL ? "; " : "", m->text,
                            swedish_month(m->date).text);
        free(list);
        list = longer;
    }
    if (list != NULL)
        claim_add(
            c,
            phrase_say("Mellan åren ändrades även sådant som påverkar jämförelsen: %s. Se avsnittet Jämförbarhet.",
                       list),
            NULL, "comparability.csv", CLAIM_STATED);
    free(list);
}

static bool has_plan(const struct timeline *events)
{
    for (size_t i = 0; i < events->n; i++)
        if (strcmp(events->moments[i].kind, "plan") == 0)
            return true;
    return false;
}

void claim_unknown(struct claims *c)
{
    struct kinds k = kinds_of(&c->edition);

    claim_lead(c, "summary", "unknown", phrase_say("Vad uppgifterna inte visar."), NULL, "", CLAIM_NOT_ANSWERABLE);
    add_causes(c);
    claim_add(c,
              phrase_say("Den visar inte vilken effekt %senskilda åtgärder har haft.",
                         has_plan(&c->events) ? "handlingsplanen eller " : ""),
              NULL, "", CLAIM_NOT_ANSWERABLE);
    claim_workload_unknown(c);
    add_changes(c);
    if (!has_persons(&k))
        claim_add(
            c,
            phrase_say(
                "Byten mellan förvaltningar och avgångarnas orsaker kan inte redovisas, eftersom underlaget består av "
                "färdiga antal."),
            NULL, "", CLAIM_NOT_ANSWERABLE);
    if (settings_flag(c->report, "report", "kolada"))
        claim_add(
            c,
            phrase_say("Siffrorna kan inte jämföras direkt med Kolada, som räknar på ett annat sätt (se avsnittet "
                       "Samma uppgifter %s olika definitioner).",
                       SWEDISH_MINUS),
            NULL, "", CLAIM_NOT_ANSWERABLE);
}

/* How far apart snapshots are, where that is not a year; NULL where it is. The caller's, to free(). */
static char *snapshot_interval(const struct edition *e)
{
    double shortest = INFINITY, longest = 0;

    for (size_t p = 0; p < e->periods.n; p++) {
        int32_t first, last;
        double months;

        if (!swedish_period_days(e->periods.items[p], &first, &last))
            continue;
        months = swedish_round((last - first + 1) / (365.25 / 12), 0);
        shortest = fmin(shortest, months);
        longest = fmax(longest, months);
    }
    if (longest == 0 || (shortest >= 11 && longest <= 13))
        return NULL;
    if (longest > shortest + 1)
        return phrase_say("Mätningarna görs med olika långa mellanrum; talen är omräknade till ett år.");
    if (fabs(longest - 12 * swedish_round(longest / 12, 0)) <= 1)
        return phrase_say("Mätningarna görs med %s års mellanrum; talen är omräknade till ett år.",
                          swedish_count((size_t) swedish_round(longest / 12, 0)).text);
    return phrase_say("Mätningarna görs med %s månaders mellanrum; talen är omräknade till ett år.",
                      swedish_count((size_t) longest).text);
}

void claim_method(struct claims *c)
{
    const struct edition *e = &c->edition;
    struct kinds k = kinds_of(e);
    bool all = strcmp(settings_text(c->turnover, "turnover", "population"), "permanent") != 0;

    claim_lead(c, "summary", "method", phrase_say("Så har uppgifterna tagits fram."), NULL, "", CLAIM_STATED);
    if (has_persons(&k)) {
        claim_add(c,
                  phrase_say("En avgång är när en %s lämnar staden, oavsett orsak.",
                             all ? "tillsvidareanställd eller visstidsanställd" : "tillsvidareanställd"),
                  NULL, "", CLAIM_STATED);
        claim_add(
            c,
            phrase_say("Byte mellan stadens förvaltningar räknas inte, och inte heller ett uppehåll på högst %s dagar.",
                       settings_text(c->turnover, "turnover", "gap_days")),
            NULL, "", CLAIM_STATED);
        claim_add(c,
                  k.snapshots && !k.spells ? phrase_say("Årsanställda är medelvärdet av antalet vid periodens början "
                                                        "och slut gånger periodens längd.")
                                           : phrase_say("Antal anställda är ett genomsnitt över året (årsanställda)."),
                  NULL, "", CLAIM_STATED);
        claim_add(c, phrase_say("Alla anställda ingår, det är ingen urvalsundersökning."), NULL, "", CLAIM_STATED);
    } else {
        claim_add(
            c,
            phrase_say("Uppgifterna bygger på färdiga antal avgångar och anställda, inte på enskilda anställningar."),
            NULL, "", CLAIM_STATED);
        claim_add(c, phrase_say("Vad som räknas som en avgång bestäms av den som har lämnat antalen."), NULL, "",
                  CLAIM_STATED);
    }
    if (k.snapshots) {
        char *interval = snapshot_interval(e);

        if (interval != NULL)
            claim_add(c, interval, NULL, "", CLAIM_STATED);
        claim_add(c,
                  phrase_say("%s är ögonblicksbilder: avgångar och nyanställningar antas jämnt "
                             "fördelade mellan två "
                             "mätningar, och den som både börjat och slutat däremellan syns inte.",
                             k.spells || k.counts ? "En del av underlaget" : "Underlaget"),
                  NULL, "", CLAIM_STATED);
    }
    claim_add(c,
              phrase_say(
                  "Osäkerhetsintervallen (%d procent) visar hur mycket antalet avgångar kan variera av slumpen även om "
                  "förutsättningarna är oförändrade.",
                  CLAIM_CONFIDENCE_PERCENT),
              NULL, "", CLAIM_STATED);
}

/* Is the headline rate of the city as a whole shown for every year? Of its groups this says nothing. */
static bool headline_is_whole(const struct edition *e)
{
    for (size_t p = 0; p < e->periods.n; p++) {
        struct edition_rate rate = edition_city(e, e->periods.items[p], EDITION_ALL, "none", EDITION_ALL);

        if (!rate.shown || !isfinite(rate.exits))
            return false;
    }
    return e->periods.n > 0;
}

void claim_protection(struct claims *c)
{
    const struct table *t = c->edition.tables[EDITION_WITHHELD];
    int64_t threshold = settings_integer(c->protect, "protect", "count_threshold");
    int64_t base = settings_integer(c->protect, "protect", "rounding_base");
    double values = 0, withheld = 0;

    for (size_t row = 0; row < table_rows(t); row++) {
        values += fmax(0, table_real(t, row, "values"));
        withheld += fmax(0, table_real(t, row, "withheld"));
    }
    claim_lead(c, "summary", "protection", phrase_say("Skydd av enskilda."), NULL, "", CLAIM_STATED);
    claim_add(
        c,
        phrase_say("Uppgifter som avser 1%s%lld personer, och mått för grupper med färre än %lld personer, visas inte "
                   "(markeras med %s).",
                   SWEDISH_MINUS, (long long) threshold - 1,
                   (long long) settings_integer(c->protect, "protect", "group_threshold"), PHRASE_WITHHELD),
        NULL, "", CLAIM_STATED);
    claim_add(c,
              phrase_say("Vid framställningen prövas att de inte heller kan räknas fram ur andra uppgifter i rapporten "
                         "eller ur tidigare rapporter."),
              NULL, "", CLAIM_STATED);
    if (base > 0)
        claim_add(c, phrase_rounding((long) base), NULL, "", CLAIM_STATED);
    if (values > 0 && withheld > 0)
        claim_add(c,
                  phrase_say("Av %s uppgifter i tabellerna har %s utelämnats.", swedish_number(values, 0).text,
                             swedish_number(withheld, 0).text),
                  phrase_say("withheld:*:values; withheld:*:withheld"), "", CLAIM_STATED);
    else if (values > 0)
        claim_add(
            c,
            phrase_say("Ingen av de %s uppgifterna i tabellerna har behövt utelämnas.", swedish_number(values, 0).text),
            phrase_say("withheld:*:values; withheld:*:withheld"), "", CLAIM_STATED);
    if (headline_is_whole(&c->edition))
        claim_add(c, phrase_say("Huvudmåttet för staden som helhet visas för alla år."),
                  phrase_say("city:*,all,none,all,%s:rate_status", EDITION_HEADLINE), "", CLAIM_STATED);
}
