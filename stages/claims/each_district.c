/* each_district.c - what is said on the page of a district: its level beside the city's, whether it changed, whether it
 * is apart from the city, and whether a named year was another there than in the rest of the city. */
#include "stages/claims/claims.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A ratio with its limits: "0,50 gånger det 2016 (osäkerhetsintervall 0,19–1,25)". */
static char *times(double ratio, double low, double high, const char *than)
{
    return phrase_say("%s gånger %s (osäkerhetsintervall %s)", swedish_number(ratio, 2).text, than,
                      swedish_interval(low, high, 2).text);
}

/* ---- its level, and whether it changed ---- */

static void add_level(struct claims *c, const char *district, const struct edition_rate *before,
                      const struct edition_rate *now)
{
    const struct edition *e = &c->edition;
    struct edition_rate city_before = edition_city(e, e->base, EDITION_ALL, "none", EDITION_ALL),
                        city = edition_city(e, e->compare, EDITION_ALL, "none", EDITION_ALL);

    claim_add(
        c,
        phrase_say("Avgångarna per 100 årsanställda var %s %s och %s %s, i staden %s och %s.",
                   swedish_rate(before->rate, before->exits).text, swedish_in(e->base).text,
                   swedish_rate(now->rate, now->exits).text, swedish_in(e->compare).text,
                   swedish_rate(city_before.rate, city_before.exits).text, swedish_rate(city.rate, city.exits).text),
        claim_join(claim_join(claim_district(e->base, district, "rate"), claim_district(e->compare, district, "rate")),
                   claim_join(claim_city(e->base, EDITION_ALL, "none", EDITION_ALL, "rate"),
                              claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "rate"))),
        "", CLAIM_STATED);
}

/* Where the change is not shown, why; the caller's, to free(). */
static char *not_shown(const struct claims *c, bool differ, bool withheld)
{
    return phrase_say("Förändringen visas inte%s.", c->parted ? ", eftersom definitionen ändrades mellan åren"
                                                    : differ
                                                        ? ", eftersom åren har olika underlag för antalet årsanställda"
                                                    : withheld ? " av hänsyn till enskilda"
                                                               : ", eftersom uppgifter saknas");
}

static void add_change(struct claims *c, const char *district, int change, char *cells, const char *verdict)
{
    const struct edition *e = &c->edition;
    const struct table *t = e->tables[EDITION_CHANGES];
    size_t row = edition_find(t, 0, "dimension", "district", "unit", district, "base_period", e->base, "period",
                              e->compare, NULL);
    const char *says = change < 0   ? "Minskningen är statistiskt säkerställd"
                       : change > 0 ? "Ökningen är statistiskt säkerställd"
                                    : "Någon förändring kan inte beläggas";
    double low = row < table_rows(t) ? table_real(t, row, "ratio_lower") : NAN,
           high = row < table_rows(t) ? table_real(t, row, "ratio_upper") : NAN;
    char *than, *size;

    if (!isfinite(low) || !isfinite(high)) {
        claim_add(c, phrase_say("%s.", says), cells, "", verdict);
        return;
    }
    than = phrase_say("det %s", swedish_period(e->base).text);
    size = times(table_real(t, row, "ratio"), low, high, than);
    claim_add(c, phrase_say("%s: %s var avgångstalet %s.", says, swedish_in(e->compare).text, size),
              claim_join(cells, phrase_say("public_changes:district,%s,%s,%s:ratio", district, e->base, e->compare)),
              "kvot mellan två tal, exakt 95 procents intervall", verdict);
    free(than);
    free(size);
}

/* ---- against the city ---- */

static void add_against_city(struct claims *c, const char *district)
{
    const struct table *t = c->edition.tables[EDITION_FUNNEL];
    size_t row = edition_longest(&c->edition, EDITION_FUNNEL, district);
    const char *period, *side;
    bool apart;
    char *cell, *size;

    if (row == table_rows(t))
        return;
    period = table_text(t, row, "period");
    cell = phrase_say("public_funnel:%s,%s:ratio", period, district);
    if (!isfinite(table_real(t, row, "ratio_lower")) || !isfinite(table_real(t, row, "ratio_upper"))) {
        bool withheld = table_is(t, row, "reason", "withheld");

        claim_add(c,
                  phrase_say("Jämförelsen med staden %s %s.", swedish_in(period).text,
                             withheld ? "visas inte av hänsyn till enskilda" : "går inte att göra"),
                  cell, "", CLAIM_NOT_ANSWERABLE);
        return;
    }
    apart = !table_is(t, row, "flag", "none") && !table_is(t, row, "flag_adjusted", "none");
    side = !apart ? table_is(t, row, "flag", "none")
                        ? "Förvaltningen kan inte skiljas från staden"
                        : "Förvaltningen skiljer sig inte från staden med mer än vanlig variation"
           : table_is(t, row, "flag_adjusted", "high")
               ? "Förvaltningen har statistiskt säkerställt fler avgångar än staden"
               : "Förvaltningen har statistiskt säkerställt färre avgångar än staden";
    size = times(table_real(t, row, "ratio"), table_real(t, row, "ratio_lower"), table_real(t, row, "ratio_upper"),
                 "övriga stadens");
    claim_add(c, phrase_say("%s: %s var avgångstalet %s.", side, swedish_in(period).text, size), cell,
              "exakt prövning mot staden med hänsyn till att alla förvaltningar prövas",
              apart ? CLAIM_SHOWN : CLAIM_NOT_SHOWN);
    free(size);
}

/* ---- named years ---- */

static void add_named_year(struct claims *c, size_t row)
{
    const struct table *t = c->edition.tables[EDITION_VERDICTS];
    const struct swedish period = swedish_period(table_text(t, row, "period"));
    const char *year = period.text, *verdict = table_text(t, row, "verdict");
    char *cell = claim_verdict(t, row, "verdict"), *text;

    if (verdict[0] == '\0')
        text = phrase_say(
            "Om förvaltningen %s avvek på ett annat sätt än övriga staden visas inte av hänsyn till enskilda.", year);
    else if (strcmp(verdict, CLAIM_NOT_ANSWERABLE) == 0)
        text = phrase_say(
            "Om förvaltningen %s avvek på ett annat sätt än övriga staden går inte att besvara, eftersom %s.", year,
            claim_reason(t, row));
    else if (strcmp(verdict, CLAIM_NOT_SHOWN) == 0)
        text = phrase_say("Att förvaltningen %s avvek på ett annat sätt än övriga staden kan inte beläggas.", year);
    else
        text = phrase_say("Att förvaltningen %s avvek på ett annat sätt än övriga staden har %s.", year,
                          phrase_word(PHRASE_VERDICT, verdict));
    claim_add(c, text, cell, "förvaltningen mot övriga staden, med hänsyn till att alla prövas",
              verdict[0] == '\0' ? CLAIM_NOT_ANSWERABLE : verdict);
}

static void add_named_years(struct claims *c, const char *district)
{
    const struct table *t = c->edition.tables[EDITION_VERDICTS];

    for (size_t row = 0; (row = edition_find(t, row, "family", "district", "district", district, "grain", "annual",
                                             NULL)) < table_rows(t);
         row++)
        if (!table_is(t, row, "reason", "no_such_period"))
            add_named_year(c, row);
}

/* ---- each ---- */

static void add_district(struct claims *c, const char *district)
{
    const struct edition *e = &c->edition;
    struct edition_rate before = edition_district(e, e->base, district),
                        now = edition_district(e, e->compare, district);
    struct unit_change u = { before.exits, before.person_years, now.exits, now.person_years };
    bool differ = c->parted || edition_bases_differ(&before, &now);
    bool shown = before.shown && now.shown && !differ;
    int change = shown ? common_change_of(&u, CLAIM_CONFIDENCE) : 0;
    const char *verdict = !shown ? CLAIM_NOT_ANSWERABLE : change != 0 ? CLAIM_SHOWN : CLAIM_NOT_SHOWN;
    char *cells;

    if (!before.found || !now.found)
        return;
    cells = claim_join(claim_district(e->base, district, "rate"), claim_district(e->compare, district, "rate"));
    claim_lead(c, "district", "district", memory_copy_text(district), memory_copy_text(cells),
               "kvot mellan två tal, exakt 95 procents intervall", verdict);
    if (shown) {
        add_level(c, district, &before, &now);
        add_change(c, district, change, cells, verdict);
    } else {
        claim_add(c, not_shown(c, differ, before.withheld || now.withheld), cells, "", verdict);
    }
    add_against_city(c, district);
    add_named_years(c, district);
}

void claim_each_district(struct claims *c)
{
    for (size_t i = 0; i < c->edition.districts.n && c->edition.districts.n > 1 && claim_can_compare(c) &&
                       !c->silenced && !c->bases_differ;
         i++)
        add_district(c, c->edition.districts.items[i]);
}
