/* districts.c - in how many districts a change is clear, beside the number expected if all had followed the city. No
 * ranking: districts stand in the alphabet's order. */
#include "stages/claims/claims.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct tally {
    size_t n;                  /* districts with a row in both years */
    size_t down, up, unclear;  /* unclear: also those that are not shown */
    size_t withheld;           /* of the unclear: not shown out of regard for individuals */
    size_t few;                /* with fewer exits than SWEDISH_FEW_EXITS in a year */
    struct unit_change *shown; /* the others */
    size_t n_shown;
};

static struct tally count(const struct claims *c)
{
    const struct edition *e = &c->edition;
    struct tally t = { .shown = memory_zeroed(e->districts.n, sizeof *t.shown) };

    for (size_t i = 0; i < e->districts.n; i++) {
        struct edition_rate before = edition_district(e, e->base, e->districts.items[i]);
        struct edition_rate now = edition_district(e, e->compare, e->districts.items[i]);
        struct unit_change u = { before.exits, before.person_years, now.exits, now.person_years };
        int change;

        if (!before.found || !now.found)
            continue;
        t.n++;
        if (!before.shown || !now.shown || edition_bases_differ(&before, &now)) {
            t.unclear++;
            t.withheld += before.withheld || now.withheld;
            continue;
        }
        change = common_change_of(&u, CLAIM_CONFIDENCE);
        t.down += change < 0;
        t.up += change > 0;
        t.unclear += change == 0;
        t.few += fmin(u.events_before, u.events_after) < SWEDISH_FEW_EXITS;
        t.shown[t.n_shown++] = u;
    }
    return t;
}

/* "0–3", "2" */
static struct swedish range(size_t low, size_t high)
{
    struct swedish out;

    if (low == high)
        return swedish_number((double) low, 0);
    snprintf(out.text, sizeof out.text, "%zu%s%zu", low, SWEDISH_MINUS, high);
    return out;
}

static char *cells_of_districts(const struct claims *c)
{
    return phrase_say(
        "districts:%s,*:exits; districts:%s,*:person_years; districts:%s,*:exits; districts:%s,*:person_years",
        c->edition.base, c->edition.base, c->edition.compare, c->edition.compare);
}

/* How much more than chance the districts vary from year to year; 1 where the years are too few to tell. */
static double dispersion_of(const struct edition *e)
{
    const struct table *t = e->tables[EDITION_CHANGE_COUNTS];
    size_t row = edition_find(t, 0, "dimension", "district", "base_period", e->base, "period", e->compare, NULL);

    return row < table_rows(t) ? table_real(t, row, "dispersion") : 1;
}

/* What to expect if every district had followed the city; false where that cannot be said. */
static bool expected_of(const struct claims *c, const struct tally *t, struct common_change *expected)
{
    const struct edition *e = &c->edition;
    struct edition_rate before = edition_city(e, e->base, EDITION_ALL, "none", EDITION_ALL);
    struct edition_rate now = edition_city(e, e->compare, EDITION_ALL, "none", EDITION_ALL);

    return c->direction != 0 && common_change_expected(t->shown, t->n_shown, now.rate / before.rate, dispersion_of(e),
                                                       CLAIM_CONFIDENCE, expected);
}

/* Whether so many are what a common development may give. */
static bool is_within(const struct tally *t, const struct common_change *expected)
{
    return t->down >= expected->down_low && t->down <= expected->down_high && t->up >= expected->up_low &&
           t->up <= expected->up_high;
}

/* `within`: the outcome can be reconciled with one development of all. */
static char *lead_of(const struct claims *c, const struct tally *t, bool within)
{
    const char *unit = settings_text(c->report, "report", "unit_singular");
    const char *units = settings_text(c->report, "report", "unit_plural");

    if (t->n_shown == 0)
        return phrase_say("Utvecklingen i enskilda %s kan inte redovisas.", units);
    if (t->down == t->n)
        return phrase_say("Minskningen är statistiskt säkerställd i varje %s.", unit);
    if (t->up == t->n)
        return phrase_say("Ökningen är statistiskt säkerställd i varje %s.", unit);
    if (t->down > 0 && t->up > 0 && !within)
        return phrase_say("I enskilda %s går utvecklingen åt olika håll.", units);
    if (t->down == 0 && t->up == 0 && c->change == 0)
        return phrase_say("Inte heller i enskilda %s kan en förändring beläggas.", units);
    return phrase_say("I enskilda %s är bilden mindre entydig.", units);
}

/* Of those where it cannot be told, how many are not shown. The caller's, to free(). */
static char *why_unclear(const struct tally *t)
{
    static const char WITHHELD[] = "eftersom uppgifter inte visas av hänsyn till enskilda";

    if (t->withheld == 0)
        return phrase_say("%s", "");
    if (t->unclear == t->withheld)
        return phrase_say(", %s", WITHHELD);
    return t->withheld == 1 ? phrase_say(", i en av dem %s", WITHHELD)
                            : phrase_say(", i %zu av dem %s", t->withheld, WITHHELD);
}

static void add_count(struct claims *c, const struct tally *t)
{
    char *withheld = why_unclear(t);

    if (2 * t->few > t->n_shown)
        claim_add(c,
                  phrase_say("De flesta förvaltningar har så få anställda att siffrorna för enskilda år varierar "
                             "mycket av slumpen."),
                  cells_of_districts(c), "färre än tjugo avgångar ett av åren", CLAIM_STATED);
    claim_add(c,
              phrase_say("Mellan %s är en minskning statistiskt säkerställd i %s av %zu %s och en ökning i %s.",
                         claim_between(c).text, t->down > 0 ? swedish_number((double) t->down, 0).text : "ingen", t->n,
                         settings_text(c->report, "report", "unit_plural"),
                         t->up > 0 ? swedish_number((double) t->up, 0).text : "ingen"),
              cells_of_districts(c), "kvot mellan två tal i varje förvaltning, exakt 95 procents intervall",
              CLAIM_STATED);
    if (t->unclear > 0)
        claim_add(c,
                  phrase_say("I %s går det inte att avgöra%s.",
                             t->unclear == 1 ? "en" : swedish_number((double) t->unclear, 0).text, withheld),
                  cells_of_districts(c), "", CLAIM_STATED);
    free(withheld);
}

/* What to expect if every district had followed the city, and whether the outcome is within it. */
static void add_expected(struct claims *c, const struct tally *t)
{
    struct common_change expected;
    bool fell = c->direction < 0, within;
    char *test;

    if (!expected_of(c, t, &expected))
        return;
    within = is_within(t, &expected);
    test = phrase_say(
        "antal säkerställda minskningar %s (i medeltal %s) och ökningar %s (i medeltal %s), om alla följt staden",
        range(expected.down_low, expected.down_high).text, swedish_number(expected.down_expected, 1).text,
        range(expected.up_low, expected.up_high).text, swedish_number(expected.up_expected, 1).text);
    claim_add(
        c,
        phrase_say(
            "%s alla hade %s lika mycket som staden som helhet skulle man vänta sig en säkerställd %s i %s%s av de %zu "
            "förvaltningar vars uppgifter visas.",
            (fell ? expected.down_high : expected.up_high) < t->n_shown ? "Även om" : "Om", fell ? "minskat" : "ökat",
            fell ? "minskning" : "ökning",
            (fell ? expected.down_high : expected.up_high) < t->n_shown / 2 ? "endast " : "",
            fell ? range(expected.down_low, expected.down_high).text : range(expected.up_low, expected.up_high).text,
            t->n_shown),
        cells_of_districts(c), test, CLAIM_STATED);
    claim_add(
        c,
        within
            ? phrase_say("Utfallet är alltså förenligt med en gemensam utveckling, men utesluter inte att utvecklingen "
                         "skiljer sig åt.")
            : phrase_say("Utfallet är svårt att förena med en gemensam utveckling i alla förvaltningar."),
        cells_of_districts(c), test, within ? CLAIM_NOT_SHOWN : CLAIM_SHOWN);
    free(test);
}

/* Why districts have no verdict: one reason, or both; districts whose verdict is withheld have none that may be said.
 * The caller's, to free(). */
static char *reason_of_districts(const struct table *t, const char *period)
{
    const char *one = NULL, *other = NULL;

    for (size_t row = 0;
         (row = edition_find(t, row, "family", "district", "grain", "annual", "period", period, NULL)) < table_rows(t);
         row++) {
        const char *reason = table_is(t, row, "verdict", "not_answerable") ? claim_reason(t, row)
                             : table_is(t, row, "verdict", "") ? "uppgifter inte visas av hänsyn till enskilda"
                                                               : NULL;

        if (reason == NULL)
            continue;
        if (one == NULL)
            one = reason;
        else if (strcmp(reason, one) != 0)
            other = reason;
    }
    return phrase_say("%s%s%s", one != NULL ? one : "", other != NULL ? " eller " : "", other != NULL ? other : "");
}

static char *named_in_districts(const char *year, size_t n_supported, size_t n, size_t n_unanswerable,
                                const char *reason)
{
    char *supported = n_supported > 0 ? phrase_say("%zu", n_supported) : phrase_say("ingen");
    char *unanswerable = n_unanswerable > 1 ? phrase_say("%zu", n_unanswerable) : phrase_say("en");
    char *text = phrase_say(
        "Att %s avvek på ett annat sätt i en enskild förvaltning än i övriga staden har starkt eller visst stöd i %s "
        "av "
        "%zu%s%s%s%s.",
        year, supported, n, n_unanswerable > 0 ? "; i " : "", n_unanswerable > 0 ? unanswerable : "",
        n_unanswerable > 0 ? " går frågan inte att besvara, eftersom " : "", n_unanswerable > 0 ? reason : "");

    free(supported);
    free(unanswerable);
    return text;
}

/* Whether the named year deviated in single districts. */
static void add_named(struct claims *c)
{
    const struct table *t = c->edition.tables[EDITION_VERDICTS];

    for (size_t row = 0; (row = edition_find(t, row, "family", "primary", "grain", "annual", NULL)) < table_rows(t);
         row++) {
        const char *period = table_text(t, row, "period");
        size_t n = 0, n_supported = 0, n_unanswerable = 0;
        char *reason = reason_of_districts(t, period);

        for (size_t d = 0;
             (d = edition_find(t, d, "family", "district", "grain", "annual", "period", period, NULL)) < table_rows(t);
             d++) {
            n++;
            n_supported += table_is(t, d, "verdict", "strong") || table_is(t, d, "verdict", "moderate");
            n_unanswerable += table_is(t, d, "verdict", "not_answerable") || table_is(t, d, "verdict", "");
        }
        if (n == 0)
            claim_add(c,
                      phrase_say(
                          "Om %s avvek på ett annat sätt i en enskild förvaltning än i övriga staden har inte prövats.",
                          swedish_period(period).text),
                      NULL, "", CLAIM_NOT_ANSWERABLE);
        else if (n_unanswerable == n)
            claim_add(
                c,
                phrase_say("Om %s avvek på ett annat sätt i en enskild förvaltning än i övriga staden går inte att "
                           "besvara, eftersom %s.",
                           swedish_period(period).text, reason),
                phrase_say("public_verdicts:district,*,all,all,annual,%s:verdict", period), "", CLAIM_NOT_ANSWERABLE);
        else
            claim_add(c, named_in_districts(swedish_period(period).text, n_supported, n, n_unanswerable, reason),
                      phrase_say("public_verdicts:district,*,all,all,annual,%s:verdict", period),
                      "förvaltningen mot övriga staden, med hänsyn till att flera prövas", CLAIM_STATED);
        free(reason);
    }
}

void claim_districts(struct claims *c)
{
    struct tally t;

    if (c->edition.districts.n < 2 || !claim_can_compare(c))
        return;
    t = count(c);
    if (t.n >= 2 && (c->bases_differ || c->silenced)) {
        const char *verdict = c->bases_differ ? CLAIM_NOT_ANSWERABLE : CLAIM_SILENCED;

        claim_lead(
            c, "summary", "districts",
            phrase_say("Utvecklingen i enskilda %s bedöms inte.", settings_text(c->report, "report", "unit_plural")),
            NULL, "", verdict);
        claim_add(c,
                  c->parted         ? phrase_say("Definitionen, eller vilka som räknas, ändrades mellan perioderna.")
                  : c->bases_differ ? phrase_say("De två perioderna har olika underlag för antalet årsanställda.")
                                    : phrase_say("Definitionerna ger olika bild redan för staden som helhet."),
                  NULL, "", verdict);
    } else if (t.n >= 2) {
        struct common_change expected;
        bool within = expected_of(c, &t, &expected) && is_within(&t, &expected);

        claim_lead(c, "summary", "districts", lead_of(c, &t, within), cells_of_districts(c), "",
                   t.unclear > 0 ? CLAIM_NOT_SHOWN : CLAIM_SHOWN);
        add_count(c, &t);
        add_expected(c, &t);
        claim_add(c, phrase_say("Uppgifterna lämpar sig inte för att rangordna förvaltningarna."), NULL, "",
                  CLAIM_NOT_ANSWERABLE);
        add_named(c);
    }
    free(t.shown);
}
