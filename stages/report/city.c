/* city.c - the city as a whole, its occupations and groups, and the balance of staff. */
#include "stages/report/report.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_YEARS_ABREAST = 11 };

static const char *status_of(const struct table *t, size_t row, const char *column)
{
    return row < table_rows(t) ? table_text(t, row, column) : NULL;
}

static size_t city_row(const struct report *r, const char *period, const char *occupation, const char *dimension,
                       const char *category)
{
    return edition_find(r->edition.tables[EDITION_CITY], 0, "period", period, "occupation", occupation, "dimension",
                        dimension, "category", category, "definition", EDITION_HEADLINE, NULL);
}

/* exits, person-years, rate, limits */
static void rate_cells(struct report *r, const struct table *t, size_t row)
{
    struct edition_rate rate = edition_rate_of(t, row);

    cell_count(r, rate.exits, status_of(t, row, "exits_status"));
    cell_count(r, rate.person_years, status_of(t, row, "person_years_status"));
    cell_rate(r, rate.rate, rate.exits, status_of(t, row, "rate_status"));
    cell_interval(r, rate.lower, rate.upper, rate.exits, status_of(t, row, "rate_status"));
}

/* ---- the city ---- */

static void city_table(struct report *r)
{
    static const char *const COLUMNS[] = {
        "År", "Avgångar", "Årsanställda", "Avgångar per 100 årsanställda", "Osäkerhetsintervall", "Anpassad utveckling"
    };
    const struct edition *e = &r->edition;
    const struct table *fits = e->tables[EDITION_FITS];
    bool fitted = edition_find(fits, 0, "family", "primary", "grain", "annual", NULL) < table_rows(fits);

    table_begin(r, "tabell-staden", "Personalrörligheten i staden", COLUMNS, fitted ? 6 : 5, "lrrrrr");
    for (size_t p = 0; p < e->periods.n; p++) {
        const char *period = e->periods.items[p];
        size_t fit = edition_find(fits, 0, "family", "primary", "cause", EDITION_ALL, "grain", "annual", "period",
                                  period, NULL);

        cell(r, swedish_period(period).text);
        rate_cells(r, e->tables[EDITION_CITY], city_row(r, period, EDITION_ALL, "none", EDITION_ALL));
        if (fitted)
            cell_rate(r, fit < table_rows(fits) ? table_real(fits, fit, "expected") : NAN, NAN, NULL);
        row_end(r);
    }
    table_end(r);
    if (fitted)
        paragraph(
            r, "Anpassad utveckling är den jämna utveckling som övriga år visar, om det namngivna året räknas bort.");
}

void city(struct report *r)
{
    heading(r, 1, "staden", "Staden");
    if (r->edition.periods.n == 0) {
        paragraph(r, "Underlaget innehåller ingen period med både avgångar och antal anställda.");
        return;
    }
    figure(r, "city", "Personalrörligheten i staden", "tabell-staden");
    city_table(r);
}

/* ---- occupations and groups ---- */

/* One table for each occupation, so that each fits a page. */
static void occupation_table(struct report *r, size_t number)
{
    static const char *const COLUMNS[] = { "År", "Avgångar", "Årsanställda", "Avgångar per 100 årsanställda",
                                           "Osäkerhetsintervall" };
    const struct edition *e = &r->edition;
    const char *occupation = e->occupations.items[number];
    char *id = phrase_say("tabell-yrke-%zu", number + 1),
         *caption = phrase_say("Personalrörligheten bland %s", occupation);

    table_begin(r, id, caption, COLUMNS, 5, "lrrrr");
    for (size_t p = 0; p < e->periods.n; p++) {
        cell(r, swedish_period(e->periods.items[p]).text);
        rate_cells(r, e->tables[EDITION_CITY], city_row(r, e->periods.items[p], occupation, "none", EDITION_ALL));
        row_end(r);
    }
    table_end(r);
    free(id);
    free(caption);
}

static int by_order(const void *a, const void *b)
{
    const char *x = *(const char *const *) a, *y = *(const char *const *) b;
    int p = phrase_category_order(x), q = phrase_category_order(y);

    return p != q ? (p > q) - (p < q) : swedish_compare(x, y);
}

static struct names categories_of(const struct report *r, const char *dimension)
{
    struct names names = edition_names(r->edition.tables[EDITION_CITY], "category", "dimension", dimension);

    if (names.n > 1)
        qsort(names.items, names.n, sizeof *names.items, by_order);
    return names;
}

/* Exits of a category in percent of all exits, where both are shown. */
static void share_cell(struct report *r, const char *period, const char *dimension, const char *category)
{
    const struct table *t = r->edition.tables[EDITION_CITY];
    size_t row = city_row(r, period, EDITION_ALL, dimension, category);
    struct edition_rate part = edition_rate_of(t, row),
                        all = edition_city(&r->edition, period, EDITION_ALL, "none", EDITION_ALL);
    double share = 100 * part.exits / all.exits;

    if (isfinite(share) && share > 0)
        cell(r, swedish_percent(share, 0).text);
    else
        cell_count(r, share, status_of(t, row, "exits_status"));
}

static void group_row(struct report *r, const char *dimension, const char *category, bool before)
{
    const struct edition *e = &r->edition;
    const struct table *t = e->tables[EDITION_CITY];
    bool cause = strcmp(dimension, "cause") == 0;
    size_t row = city_row(r, e->compare, EDITION_ALL, dimension, category);
    char *name = phrase_category(category);

    cell(r, name);
    free(name);
    if (before) {
        size_t base = city_row(r, e->base, EDITION_ALL, dimension, category);
        struct edition_rate rate = edition_rate_of(t, base);

        cell_count(r, rate.exits, status_of(t, base, "exits_status"));
        cell_rate(r, rate.rate, rate.exits, status_of(t, base, "rate_status"));
    }
    rate_cells(r, t, row);
    if (cause)
        share_cell(r, e->compare, dimension, category);
    row_end(r);
}

static void group_table(struct report *r, const char *dimension, const char *id, const char *by)
{
    const struct edition *e = &r->edition;
    struct names categories = categories_of(r, dimension);
    bool before = strcmp(e->base, e->compare) != 0, cause = strcmp(dimension, "cause") == 0;
    struct swedish base = swedish_period_short(e->base), compare = swedish_period_short(e->compare);
    char *caption = phrase_say("Personalrörligheten efter %s, %s", by, swedish_in(e->compare).text);
    struct heads h = { .n = 0 };

    heads_add(&h, 'l', phrase_say("%s", phrase_word(PHRASE_DIMENSION, dimension)));
    if (before) {
        heads_add(&h, 'r', phrase_say("Avgångar %s", base.text));
        heads_add(&h, 'r', phrase_say("Per 100 %s", base.text));
    }
    heads_add(&h, 'r', phrase_say("Avgångar %s", compare.text));
    heads_add(&h, 'r', phrase_say("Årsanställda %s", compare.text));
    heads_add(&h, 'r', phrase_say("Per 100 %s", compare.text));
    heads_add(&h, 'r', phrase_say("Osäkerhetsintervall"));
    if (cause)
        heads_add(&h, 'r', phrase_say("Andel av avgångarna"));
    heads_begin(r, id, caption, &h);
    for (size_t c = 0; c < categories.n; c++)
        group_row(r, dimension, categories.items[c], before);
    table_end(r);
    free(caption);
    free(categories.items);
}

static bool has_dimension(const struct report *r, const char *dimension)
{
    const struct table *t = r->edition.tables[EDITION_CITY];

    return edition_find(t, 0, "occupation", EDITION_ALL, "dimension", dimension, NULL) < table_rows(t);
}

static void group(struct report *r, const char *dimension, const char *id, const char *by)
{
    if (!has_dimension(r, dimension))
        return;
    heading(r, 2, dimension, phrase_word(PHRASE_DIMENSION, dimension));
    group_table(r, dimension, id, by);
    if (strcmp(dimension, "cause") == 0)
        paragraph(
            r,
            "Årsanställda och tal per 100 avser alla anställda, eftersom orsaken är känd först när någon har slutat. "
            "Andelen utan uppgift om orsak gör att orsakerna inte säkert kan jämföras mellan åren.");
}

void occupations(struct report *r)
{
    const struct edition *e = &r->edition;

    heading(r, 1, "yrken", "Yrken och grupper");
    if (e->periods.n == 0) {
        paragraph(r, "Uppgifter saknas.");
        return;
    }
    if (e->occupations.n > 1) {
        figure(r, "occupations", "Personalrörligheten per yrke", "tabell-yrke-1");
        for (size_t o = 0; o < e->occupations.n; o++)
            occupation_table(r, o);
    } else if (e->occupations.n == 1) {
        paragraph(r, "Underlaget omfattar ett yrke: %s.", e->occupations.items[0]);
    } else {
        paragraph(r, "Underlaget skiljer inte mellan yrken.");
    }
    group(r, "operation", "tabell-verksamhet", "verksamhetsområde");
    group(r, "gender", "tabell-kon", "kön");
    group(r, "age", "tabell-alder", "ålder");
    group(r, "tenure", "tabell-anstallningstid", "anställningstid");
    group(r, "cause", "tabell-orsak", "avgångsorsak");
    if (!has_dimension(r, "gender") && !has_dimension(r, "age") && !has_dimension(r, "cause"))
        paragraph(
            r,
            "Uppdelning efter verksamhetsområde, kön, ålder, anställningstid och avgångsorsak kan inte göras, eftersom "
            "underlaget saknar de uppgifterna.");
}

/* ---- balance ---- */

static void balance_table(struct report *r, const char *occupation, const struct names *periods, size_t from, size_t to)
{
    static const char *const ITEMS[] = { "opening", "hires", "changed_in", "exits", "changed_out", "closing", "moves" };
    const struct table *t = r->edition.tables[EDITION_BALANCE];
    struct swedish span = swedish_span(periods->items[from], periods->items[to - 1]);
    char *caption = phrase_say("Personalbalans %s", span.text);
    char *id = phrase_say("tabell-balans-%zu", from / MOST_YEARS_ABREAST + 1);
    struct heads h = { .n = 0 };

    heads_add(&h, 'l', phrase_say("Post"));
    for (size_t p = from; p < to; p++)
        heads_add(&h, 'r', phrase_say("%s", swedish_period_short(periods->items[p]).text));
    heads_begin(r, id, caption, &h);
    for (size_t i = 0; i < sizeof ITEMS / sizeof ITEMS[0]; i++) {
        cell(r, phrase_word(PHRASE_ITEM, ITEMS[i]));
        for (size_t p = from; p < to; p++) {
            size_t row = edition_find(t, 0, "period", periods->items[p], "occupation", occupation, "item", ITEMS[i],
                                      NULL);

            cell_count(r, row < table_rows(t) ? table_real(t, row, "persons") : NAN,
                       status_of(t, row, "persons_status"));
        }
        row_end(r);
    }
    table_end(r);
    free(caption);
    free(id);
}

void balance(struct report *r)
{
    struct names periods = edition_names(r->edition.tables[EDITION_BALANCE], "period", "occupation", EDITION_ALL);

    heading(r, 1, "personalbalans", "Personalbalans");
    if (periods.n == 0) {
        paragraph(r, "Personalbalansen kan inte redovisas, eftersom underlaget inte visar varje persons in- och "
                     "utträde månad för "
                     "månad.");
    } else {
        paragraph(r, "Tabellen visar hur antalet anställda går ihop från årets början till årets slut: anställda vid "
                     "årets början, plus "
                     "nyanställda och tillkomna, minus avgångar och övergångar, är anställda vid årets slut. Byten "
                     "mellan förvaltningar "
                     "ändrar inte antalet i staden.");
        for (size_t from = 0; from < periods.n; from += MOST_YEARS_ABREAST)
            balance_table(r, EDITION_ALL, &periods, from,
                          from + MOST_YEARS_ABREAST < periods.n ? from + MOST_YEARS_ABREAST : periods.n);
    }
    free(periods.items);
}
