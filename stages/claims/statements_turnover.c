/* statements_turnover.c - statements on turnover: in the city or a district, in how many districts, in one year. */
#include "stages/claims/statements.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/statistics/two_rates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEVERAL = 2 }; /* "på flera håll": in at least so many districts */

/* Exits and person-years of one year or several together; NaN where one of them is not shown. */
struct pool {
    double exits, person_years;
    bool found;
    char *cells;
};

static struct edition_rate rate_of(const struct claims *c, const char *year, const char *district)
{
    return district[0] != '\0' ? edition_district(&c->edition, year, district)
                               : edition_city(&c->edition, year, EDITION_ALL, "none", EDITION_ALL);
}

static char *cell_of(const char *year, const char *district, const char *column)
{
    return district[0] != '\0' ? claim_district(year, district, column)
                               : claim_city(year, EDITION_ALL, "none", EDITION_ALL, column);
}

static struct pool pool_of(const struct claims *c, const char *years, const char *district)
{
    struct pool p = { 0, 0, true, NULL };
    int first = atoi(years), last = strlen(years) == 9 ? atoi(years + 5) : first;

    for (int year = first; year <= last; year++) {
        char name[16];
        struct edition_rate rate;

        snprintf(name, sizeof name, "%d", year);
        rate = rate_of(c, name, district);
        p.found = p.found && rate.found;
        p.exits += rate.shown ? rate.exits : NAN;
        p.person_years += rate.shown ? rate.person_years : NAN;
        p.cells = claim_join(p.cells,
                             claim_join(cell_of(name, district, "exits"), cell_of(name, district, "person_years")));
    }
    return p;
}

static struct swedish per_100(const struct pool *p)
{
    return swedish_rate(100 * p->exits / p->person_years, p->exits);
}

static char *where(const struct statement *s)
{
    return s->district[0] != '\0' ? phrase_say("i %s", s->district) : phrase_say("i staden");
}

static char *change_in_words(const struct pool *before, const struct pool *after, const struct statement *s, int change)
{
    char *place = where(s);
    char *words = phrase_say("Personalrörligheten %s var %s avgångar per 100 årsanställda %s och %s %s. %s", place,
                             per_100(before).text, swedish_in(s->from).text, per_100(after).text,
                             swedish_in(s->to).text,
                             change < 0   ? "Minskningen är statistiskt säkerställd."
                             : change > 0 ? "Ökningen är statistiskt säkerställd."
                                          : "Skillnaden kan inte skiljas från slumpmässig variation.");

    free(place);
    return words;
}

struct finding statement_turnover_fell(const struct claims *c, const struct statement *s)
{
    struct pool before = pool_of(c, s->from, s->district), after = pool_of(c, s->to, s->district);
    struct unit_change u = { before.exits, before.person_years, after.exits, after.person_years };
    struct finding found = { CLAIM_NOT_TELLABLE, NULL, claim_join(before.cells, after.cells), NULL };
    struct interval ratio = two_rates_compare(after.exits, after.person_years, before.exits, before.person_years,
                                              CLAIM_CONFIDENCE)
                                .ratio_exact;
    int change;

    if (!before.found || !after.found || !isfinite(before.exits) || !isfinite(after.exits)) {
        free(found.cells);
        return statement_not_tellable(phrase_say(before.found && after.found
                                                     ? "Uppgifterna för perioderna visas inte av hänsyn till enskilda."
                                                     : "Uppgifter för perioderna finns inte i underlaget."));
    }
    change = common_change_of(&u, CLAIM_CONFIDENCE);
    found.test = phrase_say("kvot mellan två tal, exakt %d procents intervall: %s", CLAIM_CONFIDENCE_PERCENT,
                            swedish_interval(ratio.lower, ratio.upper, 2).text);
    found.sentence = change_in_words(&before, &after, s, change);
    if (change < 0 && s->district[0] == '\0' && c->silenced) {
        free(found.sentence);
        found.sentence = phrase_say("De olika sätten att räkna personalrörlighet ger olika riktning på förändringen.");
        return found;
    }
    found.verdict = change < 0 ? CLAIM_CONFIRMED : change > 0 ? CLAIM_CONTRADICTED : CLAIM_NOT_TELLABLE;
    return found;
}

/* ---- districts ---- */

struct tally {
    size_t n, down, up, unclear, withheld;
};

static struct tally tally_of(const struct claims *c, const struct statement *s)
{
    const struct edition *e = &c->edition;
    struct tally t = { 0, 0, 0, 0, 0 };

    for (size_t i = 0; i < e->districts.n; i++) {
        struct edition_rate before = edition_district(e, s->from, e->districts.items[i]);
        struct edition_rate after = edition_district(e, s->to, e->districts.items[i]);
        struct unit_change u = { before.exits, before.person_years, after.exits, after.person_years };
        int change = before.shown && after.shown ? common_change_of(&u, CLAIM_CONFIDENCE) : 0;

        if (!before.found || !after.found)
            continue;
        t.n++;
        t.down += change < 0;
        t.up += change > 0;
        t.unclear += change == 0;
        t.withheld += before.withheld || after.withheld;
    }
    return t;
}

static char *tally_in_words(const struct statement *s, const struct tally *t)
{
    char *hidden = t->withheld > 0 ? phrase_say(", av dem %s vars uppgifter inte visas av hänsyn till enskilda",
                                                swedish_count(t->withheld).text)
                                   : memory_copy_text("");
    char *words = phrase_say("Mellan %s och %s är en minskning statistiskt säkerställd i %s av %s förvaltningar och en "
                             "ökning i %s. I %s kan det inte avgöras%s.",
                             swedish_period(s->from).text, swedish_period(s->to).text, swedish_count(t->down).text,
                             swedish_count(t->n).text, t->up == 0 ? "ingen" : swedish_count(t->up).text,
                             t->unclear == 0 ? "ingen" : swedish_count(t->unclear).text, hidden);

    free(hidden);
    return words;
}

static struct finding of_districts(const struct statement *s, const struct tally *t, const char *verdict)
{
    if (t->n == 0)
        return statement_not_tellable(phrase_say("Uppgifter för perioderna finns inte i underlaget."));
    return (struct finding){ verdict, tally_in_words(s, t),
                             phrase_say("districts:%s,*:exits; districts:%s,*:person_years; districts:%s,*:exits; "
                                        "districts:%s,*:person_years",
                                        s->from, s->from, s->to, s->to),
                             phrase_say("kvot mellan två tal i varje förvaltning, exakt %d procents intervall",
                                        CLAIM_CONFIDENCE_PERCENT) };
}

/* More districts that fell than one, and none that rose: several. As many that rose: it can not be told which it is. */
struct finding statement_fell_in_several(const struct claims *c, const struct statement *s)
{
    struct tally t = tally_of(c, s);
    const char *verdict = t.down >= SEVERAL && t.down > t.up ? CLAIM_CONFIRMED
                          : t.up >= SEVERAL && t.up > t.down ? CLAIM_CONTRADICTED
                                                             : CLAIM_NOT_TELLABLE;

    return of_districts(s, &t, verdict);
}

/* The picture is not the same everywhere: contradicted only where every district shows the same clear change. */
struct finding statement_mixed(const struct claims *c, const struct statement *s)
{
    struct tally t = tally_of(c, s);
    const char *verdict = t.n > 0 && (t.down == t.n || t.up == t.n) ? CLAIM_CONTRADICTED : CLAIM_CONFIRMED;

    return of_districts(s, &t, verdict);
}

/* ---- one year ---- */

struct finding statement_year_deviates(const struct claims *c, const struct statement *s)
{
    const struct table *t = c->edition.tables[EDITION_VERDICTS];
    size_t row = edition_find(t, 0, "family", "primary", "period", s->from, NULL);
    const char *verdict;

    if (row == table_rows(t))
        return statement_not_tellable(phrase_say("År %s har inte prövats.", s->from));
    verdict = table_text(t, row, "verdict");
    return (struct finding){
        strcmp(verdict, "strong") == 0 || strcmp(verdict, "moderate") == 0 ? CLAIM_CONFIRMED : CLAIM_NOT_TELLABLE,
        phrase_say("Prövningen av om %s avvek från utvecklingen övriga år gav bedömningen %s.", s->from,
                   phrase_word(PHRASE_VERDICT, verdict)),
        claim_verdict(t, row, "verdict"),
        phrase_say("största kvottest över alla år och former, simulerat; se metodbilagan"),
    };
}
