/* level.c - how many left, at what rate, and whether it changed between the two years compared; in all and by
 * occupation. */
#include "stages/claims/claims.h"

#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/statistics/two_rates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OCCUPATIONS_NAMED = 3 };

static struct edition_rate rate_of(const struct claims *c, const char *period, const char *occupation)
{
    return edition_city(&c->edition, period, occupation, "none", EDITION_ALL);
}

/* Cells of the exits and person-years of both years: what a difference rests on. */
static char *cells_of_change(const struct claims *c, const char *occupation)
{
    const struct edition *e = &c->edition;

    return claim_join(claim_join(claim_city(e->base, occupation, "none", EDITION_ALL, "exits"),
                                 claim_city(e->base, occupation, "none", EDITION_ALL, "person_years")),
                      claim_join(claim_city(e->compare, occupation, "none", EDITION_ALL, "exits"),
                                 claim_city(e->compare, occupation, "none", EDITION_ALL, "person_years")));
}

static char *test_of_change(struct interval limits)
{
    return phrase_say("skillnad mellan två tal per 100 årsanställda, %d procents intervall (Zou och Donner 2008): %s",
                      CLAIM_CONFIDENCE_PERCENT, swedish_interval(100 * limits.lower, 100 * limits.upper, 1).text);
}

/* Of an occupation no interval is printed; whether its change is clear rests on the exact test, as for a district. */
static char *test_of_ratio(const struct unit_change *u)
{
    struct interval ratio = two_rates_compare(u->events_after, u->exposure_after, u->events_before, u->exposure_before,
                                              CLAIM_CONFIDENCE)
                                .ratio_exact;

    return phrase_say("kvot mellan två tal, exakt %d procents intervall: %s", CLAIM_CONFIDENCE_PERCENT,
                      swedish_interval(ratio.lower, ratio.upper, 2).text);
}

static struct unit_change change_of(const struct edition_rate *base, const struct edition_rate *compare)
{
    return (struct unit_change){ base->exits, base->person_years, compare->exits, compare->person_years };
}

static struct interval limits_of(const struct unit_change *u)
{
    return two_rates_difference(u->events_after, u->exposure_after, u->events_before, u->exposure_before,
                                CLAIM_CONFIDENCE);
}

bool claim_definitions_agree(const struct claims *c, char **cells, size_t *n_down, size_t *n_up)
{
    const struct edition *e = &c->edition;
    const struct table *t = e->tables[EDITION_DEFINITIONS];
    size_t n_definitions;
    const struct phrase_definition *definitions = phrase_definitions(&n_definitions);

    *cells = NULL;
    *n_down = *n_up = 0;
    for (size_t i = 0; i < n_definitions; i++) {
        const char *id = definitions[i].id;
        size_t before = edition_find(t, 0, "period", e->base, "occupation", EDITION_ALL, "definition", id, NULL);
        size_t after = edition_find(t, 0, "period", e->compare, "occupation", EDITION_ALL, "definition", id, NULL);
        double change;

        if (!definitions[i].leavers || before == table_rows(t) || after == table_rows(t))
            continue;
        change = swedish_round(table_real(t, after, "value"), 1) - swedish_round(table_real(t, before, "value"), 1);
        if (!isfinite(change))
            continue;
        *n_down += change < 0;
        *n_up += change > 0;
        *cells = claim_join(*cells, claim_join(claim_definition(e->base, EDITION_ALL, id),
                                               claim_definition(e->compare, EDITION_ALL, id)));
    }
    return *n_down == 0 || *n_up == 0;
}

/* "socialsekreterare" is one and many; of other words we do not know the plural. */
static bool is_its_own_plural(const char *word)
{
    size_t n = strlen(word);

    return n > 3 && strcmp(word + n - 3, "are") == 0;
}

/* Who left: the occupations that the compared period has, by name where they are few and can be named. */
static char *who(const struct edition *e)
{
    const char *names[MOST_OCCUPATIONS_NAMED];
    size_t n = 0;

    for (size_t i = 0; i < e->occupations.n; i++) {
        const char *occupation = e->occupations.items[i];

        if (!edition_city(e, e->compare, occupation, "none", EDITION_ALL).found)
            continue;
        if (n == MOST_OCCUPATIONS_NAMED || !is_its_own_plural(occupation))
            return phrase_say("anställda");
        names[n++] = occupation;
    }
    return n > 0 ? swedish_list(names, n) : phrase_say("anställda");
}

static void add_level(struct claims *c)
{
    const struct edition *e = &c->edition;
    struct edition_rate now = rate_of(c, e->compare, EDITION_ALL);
    bool compared = claim_can_compare(c);
    struct edition_rate before = rate_of(c, e->base, EDITION_ALL);
    char *people = who(e);
    char *than = compared ? phrase_say(c->bases_differ ? "; talet var %s avgångar %s" : ", jämfört med %s avgångar %s",
                                       swedish_rate(before.rate, before.exits).text, swedish_in(e->base).text)
                          : phrase_say("%s", "");

    claim_add(c,
              phrase_say("%s lämnade %s %s sin anställning i staden.", swedish_in_capital(e->compare).text,
                         swedish_number(now.exits, 0).text, people),
              claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "exits"), "", CLAIM_STATED);
    claim_add(
        c, phrase_say("Det motsvarar %s avgångar per 100 anställda%s.", swedish_rate(now.rate, now.exits).text, than),
        claim_join(claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "rate"),
                   compared ? claim_city(e->base, EDITION_ALL, "none", EDITION_ALL, "rate") : NULL),
        "", CLAIM_STATED);
    if (now.preliminary)
        claim_add(
            c,
            phrase_say("Uppgiften för %s är preliminär: den som slutade kort före uttaget kan ännu komma tillbaka.",
                       swedish_period(e->compare).text),
            claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "rate_status"), "", CLAIM_STATED);
    free(people);
    free(than);
}

static void add_change(struct claims *c)
{
    const struct edition *e = &c->edition;
    struct edition_rate before = rate_of(c, e->base, EDITION_ALL), now = rate_of(c, e->compare, EDITION_ALL);
    struct unit_change u = change_of(&before, &now);
    struct interval limits = limits_of(&u);
    double difference = 100 * (u.events_after / u.exposure_after - u.events_before / u.exposure_before);
    int decimals = swedish_decimals(fmin(before.exits, now.exits));
    char *test = test_of_change(limits);

    if (c->change != 0) {
        double low = c->change < 0 ? -limits.upper : limits.lower, high = c->change < 0 ? -limits.lower : limits.upper;

        claim_add(c,
                  phrase_say("%s är %s avgångar per 100 anställda (osäkerhetsintervall %s).",
                             c->change < 0 ? "Minskningen" : "Ökningen",
                             swedish_number(fabs(difference), decimals).text,
                             swedish_interval(100 * low, 100 * high, decimals).text),
                  cells_of_change(c, EDITION_ALL), test, CLAIM_SHOWN);
    } else {
        claim_add(
            c,
            phrase_say("Skillnaden är %s avgångar per 100 anställda (osäkerhetsintervall %s) och kan inte skiljas från "
                       "slumpmässig variation.",
                       swedish_signed(difference, decimals).text,
                       swedish_interval(100 * limits.lower, 100 * limits.upper, decimals).text),
            cells_of_change(c, EDITION_ALL), test, CLAIM_NOT_SHOWN);
    }
    free(test);
}

static bool is_smallest(const struct claims *c, const char *occupation)
{
    double own = rate_of(c, c->edition.compare, occupation).person_years;

    for (size_t i = 0; i < c->edition.occupations.n; i++)
        if (rate_of(c, c->edition.compare, c->edition.occupations.items[i]).person_years < own)
            return false;
    return true;
}

/* One occupation beside the whole. Clear changes come first, so that "åt samma håll" has something to point at. */
static void add_occupation(struct claims *c, const char *occupation, bool clear)
{
    const struct edition *e = &c->edition;
    struct edition_rate before = rate_of(c, e->base, occupation), now = rate_of(c, e->compare, occupation);
    struct unit_change u = change_of(&before, &now);
    int change = common_change_of(&u, CLAIM_CONFIDENCE);
    double difference = now.rate - before.rate;
    const char *noun = difference < 0 ? "minskningen" : "ökningen";
    char *from_to, *test, *text;

    if (!before.shown || !now.shown) {
        if (!clear)
            claim_add(c,
                      phrase_say("För %s kan förändringen inte redovisas%s.", occupation,
                                 before.withheld || now.withheld ? " av hänsyn till enskilda"
                                                                 : ", eftersom uppgifter saknas"),
                      claim_join(claim_city(e->base, occupation, "none", EDITION_ALL, "rate_status"),
                                 claim_city(e->compare, occupation, "none", EDITION_ALL, "rate_status")),
                      "", CLAIM_NOT_ANSWERABLE);
        return;
    }
    if ((change != 0) != clear || c->parted || edition_bases_differ(&before, &now))
        return;
    from_to = phrase_say("från %s till %s", swedish_rate(before.rate, before.exits).text,
                         swedish_rate(now.rate, now.exits).text);
    if (change != 0)
        text = phrase_say("För %s är %s statistiskt säkerställd (%s).", occupation, noun, from_to);
    else if (difference * c->direction > 0)
        text = phrase_say(
            "För %s pekar uppgifterna åt samma håll (%s), men %s%s kan inte skiljas från slumpmässig variation.",
            occupation, from_to, is_smallest(c, occupation) && c->change != 0 ? "gruppen är mindre och " : "", noun);
    else
        text = phrase_say(
            "För %s pekar uppgifterna inte åt samma håll (%s), men skillnaden kan inte skiljas från slumpmässig "
            "variation.",
            occupation, from_to);
    test = test_of_ratio(&u);
    claim_add(c, text, cells_of_change(c, occupation), test, change != 0 ? CLAIM_SHOWN : CLAIM_NOT_SHOWN);
    free(from_to);
    free(test);
}

static void add_occupations(struct claims *c)
{
    for (int clear = 1; clear >= 0; clear--)
        for (size_t i = 0; i < c->edition.occupations.n && c->edition.occupations.n > 1; i++)
            add_occupation(c, c->edition.occupations.items[i], clear);
}

static void add_replaced(struct claims *c)
{
    const struct edition *e = &c->edition;

    if (e->base_replaced)
        claim_add(c,
                  phrase_say(
                      "Jämförelseåret %s finns inte i underlaget; jämförelsen görs i stället med %s, som är det första "
                      "som redovisas.",
                      settings_text(c->report, "report", "base_year"), swedish_period(e->base).text),
                  NULL, "", CLAIM_STATED);
    if (e->compare_replaced)
        claim_add(c,
                  phrase_say("Året %s finns inte i underlaget; i stället jämförs %s, som är det senaste som redovisas.",
                             settings_text(c->report, "report", "compare_year"), swedish_period(e->compare).text),
                  NULL, "", CLAIM_STATED);
}

/* Definitions that contradict each other: the numbers stand, the trend is not stated. */
static void add_silence(struct claims *c, char *cells, size_t n_down, size_t n_up)
{
    const struct edition *e = &c->edition;

    claim_lead(
        c, "summary", "level",
        phrase_say("Olika sätt att räkna ger olika bild av utvecklingen %s.", swedish_span(e->base, e->compare).text),
        cells, "tecken på förändringen enligt varje definition", CLAIM_SILENCED);
    add_level(c);
    claim_add(c,
              phrase_say("Enligt %zu av %zu definitioner är värdet lägre %s än %s, enligt %s är det högre.", n_down,
                         n_down + n_up, swedish_in(e->compare).text, swedish_period(e->base).text,
                         swedish_count(n_up).text),
              NULL, "", CLAIM_STATED);
    claim_add(c, phrase_say("Någon utveckling anges därför inte."), NULL, "", CLAIM_SILENCED);
}

/* Person-years of the two years were not made in the same way: both numbers stand, nothing is said of a change. */
static void add_two_bases(struct claims *c)
{
    const struct edition *e = &c->edition;
    bool years = strlen(e->base) == 4 && strlen(e->compare) == 4;

    claim_lead(c, "summary", "level",
               phrase_say("%s%s %s och kan inte jämföras direkt.", years ? "Åren " : "", claim_between(c).text,
                          c->parted ? "har olika definition av vad eller vilka som räknas"
                                    : "har olika underlag för antalet årsanställda"),
               claim_join(claim_city(e->base, EDITION_ALL, "none", EDITION_ALL, "exposure_basis"),
                          claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "exposure_basis")),
               "", CLAIM_NOT_ANSWERABLE);
    add_level(c);
}

/* A year stands alone, another period has its noun. */
static struct swedish bare_or_noun(const char *period)
{
    return strlen(period) == 4 ? swedish_period(period) : swedish_in(period);
}

/* Whether a documented change of the definition, or of who is counted, lies between or within the two periods. */
static bool is_parted(const struct claims *c)
{
    int32_t first, last, first_now, last_now;
    int run;

    if (!swedish_period_days(c->edition.base, &first, &last) ||
        !swedish_period_days(c->edition.compare, &first_now, &last_now))
        return false;
    run = timeline_run(&c->comparability, first, last);
    return run == TIMELINE_MIXED || run != timeline_run(&c->comparability, first_now, last_now);
}

static void add_comparison(struct claims *c)
{
    const struct edition *e = &c->edition;
    struct edition_rate before = rate_of(c, e->base, EDITION_ALL), now = rate_of(c, e->compare, EDITION_ALL);
    struct unit_change u = change_of(&before, &now);
    struct interval limits = limits_of(&u);
    size_t n_down, n_up;
    char *cells, *test;

    c->parted = is_parted(c);
    c->bases_differ = c->parted || edition_bases_differ(&before, &now);
    if (c->bases_differ) {
        add_two_bases(c);
        return;
    }
    c->direction = (now.rate > before.rate) - (now.rate < before.rate);
    c->change = (limits.lower > 0) - (limits.upper < 0); /* by the interval that is printed */
    c->silenced = !claim_definitions_agree(c, &cells, &n_down, &n_up);
    if (c->silenced) {
        add_silence(c, cells, n_down, n_up);
        return;
    }
    free(cells);
    test = test_of_change(limits);
    claim_lead(c, "summary", "level",
               c->change != 0 ? phrase_say("Personalrörligheten var %s %s än %s.", c->change < 0 ? "lägre" : "högre",
                                           bare_or_noun(e->compare).text, bare_or_noun(e->base).text)
                              : phrase_say("Någon förändring av personalrörligheten mellan %s kan inte beläggas.",
                                           claim_between(c).text),
               cells_of_change(c, EDITION_ALL), test, c->change != 0 ? CLAIM_SHOWN : CLAIM_NOT_SHOWN);
    free(test);
    add_level(c);
    add_change(c);
    add_occupations(c);
}

/* Why two years are not compared. */
static char *why_not_compared(const struct claims *c)
{
    const struct edition *e = &c->edition;

    if (strcmp(e->base, e->compare) == 0)
        return e->periods.n == 1
                   ? phrase_say("Underlaget omfattar bara %s, så någon utveckling kan inte redovisas.",
                                swedish_period(e->compare).text)
                   : phrase_say("Jämförelseåret är samma år som redovisas, så någon utveckling anges inte.");
    return phrase_say("Förändringen sedan %s kan inte redovisas, eftersom en av uppgifterna inte visas eller saknas.",
                      swedish_period(e->base).text);
}

void claim_level(struct claims *c)
{
    const struct edition *e = &c->edition;

    if (e->compare == NULL) {
        claim_lead(c, "summary", "level", phrase_say("Personalrörligheten kan inte redovisas."), NULL, "",
                   CLAIM_NOT_ANSWERABLE);
        claim_add(c, phrase_say("Underlaget innehåller ingen period med både avgångar och antal anställda."), NULL, "",
                  CLAIM_NOT_ANSWERABLE);
        return;
    }
    if (claim_can_compare(c)) {
        add_comparison(c);
    } else if (rate_of(c, e->compare, EDITION_ALL).shown) {
        struct edition_rate now = rate_of(c, e->compare, EDITION_ALL);

        claim_lead(c, "summary", "level",
                   phrase_say("Personalrörligheten var %s avgångar per 100 anställda %s.",
                              swedish_rate(now.rate, now.exits).text, swedish_in(e->compare).text),
                   claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "rate"), "", CLAIM_STATED);
        claim_add(c,
                  phrase_say("Antalet avgångar var %s (osäkerhetsintervall för talet per 100 anställda %s).",
                             swedish_number(now.exits, 0).text,
                             swedish_interval(now.lower, now.upper, swedish_decimals(now.exits)).text),
                  claim_join(claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "exits"),
                             claim_join(claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "lower"),
                                        claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "upper"))),
                  "exakt intervall (Garwood 1936)", CLAIM_STATED);
        claim_add(c, why_not_compared(c), NULL, "", CLAIM_NOT_ANSWERABLE);
    } else {
        claim_lead(c, "summary", "level",
                   phrase_say("Personalrörligheten %s kan inte redovisas.", swedish_in(e->compare).text),
                   claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "rate_status"), "", CLAIM_NOT_ANSWERABLE);
        claim_add(c, phrase_say("Uppgiften visas inte av hänsyn till enskilda, eller saknas i underlaget."), NULL, "",
                  CLAIM_NOT_ANSWERABLE);
    }
    add_replaced(c);
}
