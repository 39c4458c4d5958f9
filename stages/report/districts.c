/* districts.c - each district's level, interval and change, in the order of the alphabet; and the long tables of the
 * annex. */
#include "stages/report/report.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_YEARS_ABREAST = 11, PLAN_PERIODS_ABREAST = 2, MOST_FIGURES = 20 };

static size_t district_row(const struct report *r, const char *period, const char *district)
{
    return edition_find(r->edition.tables[EDITION_DISTRICTS], 0, "period", period, "district", district, "definition",
                        EDITION_HEADLINE, NULL);
}

static size_t city_row(const struct report *r, const char *period)
{
    return edition_find(r->edition.tables[EDITION_CITY], 0, "period", period, "occupation", EDITION_ALL, "dimension",
                        "none", "definition", EDITION_HEADLINE, NULL);
}

static double real_of(const struct table *t, size_t row, const char *column)
{
    return row < table_rows(t) ? table_real(t, row, column) : NAN;
}

static const char *status_of(const struct table *t, size_t row, const char *column)
{
    return row < table_rows(t) ? table_text(t, row, column) : NULL;
}

/* The verdict on the district's change, in few words; NULL where the claims hold none. */
static const char *change_of(const struct report *r, const char *district)
{
    const struct edition *e = &r->edition;
    size_t claim = edition_find(r->claims, 0, "place", "district", "heading", district, NULL);

    if (claim == table_rows(r->claims))
        return NULL;
    if (table_is(r->claims, claim, "verdict", "not_answerable"))
        return "visas inte";
    if (table_is(r->claims, claim, "verdict", "not_shown"))
        return "kan inte beläggas";
    return edition_district(e, e->compare, district).rate < edition_district(e, e->base, district).rate
               ? "säkerställd minskning"
               : "säkerställd ökning";
}

static bool has_moves(const struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_DISTRICTS];

    for (size_t row = 0; row < table_rows(t); row++)
        if (isfinite(table_real(t, row, "move_rate")))
            return true;
    return false;
}

struct columns {
    bool before, moves, change;
};

static void write_rate(struct report *r, const struct columns *c, struct edition_rate base, const char *base_status,
                       struct edition_rate rate, const char *status, const char *years_status, const char *exits_status)
{
    cell_count(r, rate.exits, exits_status);
    cell_count(r, rate.person_years, years_status);
    if (c->before)
        cell_rate(r, base.rate, base.exits, base_status);
    cell_rate(r, rate.rate, rate.exits, status);
    cell_interval(r, rate.lower, rate.upper, rate.exits, status);
}

static void district_cells(struct report *r, const struct columns *c, const char *district)
{
    const struct edition *e = &r->edition;
    const struct table *t = e->tables[EDITION_DISTRICTS];
    size_t now = district_row(r, e->compare, district), before = district_row(r, e->base, district);

    cell(r, district);
    write_rate(r, c, edition_rate_of(t, before), status_of(t, before, "rate_status"), edition_rate_of(t, now),
               status_of(t, now, "rate_status"), status_of(t, now, "person_years_status"),
               status_of(t, now, "exits_status"));
    if (c->moves)
        cell_rate(r, real_of(t, now, "move_rate"), real_of(t, now, "moved_out"), status_of(t, now, "move_rate_status"));
    if (c->change)
        cell(r, change_of(r, district));
    row_end(r);
}

static void city_cells(struct report *r, const struct columns *c)
{
    const struct edition *e = &r->edition;
    const struct table *balance = e->tables[EDITION_BALANCE];
    const struct table *t = e->tables[EDITION_CITY];
    size_t before = city_row(r, e->base), row = city_row(r, e->compare);
    struct edition_rate now = edition_rate_of(t, row);
    size_t moves = edition_find(balance, 0, "period", e->compare, "occupation", EDITION_ALL, "item", "moves", NULL);
    double moved = real_of(balance, moves, "persons");

    cell(r, "Staden");
    write_rate(r, c, edition_rate_of(t, before), status_of(t, before, "rate_status"), now,
               status_of(t, row, "rate_status"), status_of(t, row, "person_years_status"),
               status_of(t, row, "exits_status"));
    if (c->moves)
        cell_rate(r, 100 * moved / now.person_years, moved, status_of(balance, moves, "persons_status"));
    if (c->change)
        cell(r, "");
    row_end(r);
}

static void district_table(struct report *r)
{
    const struct edition *e = &r->edition;
    struct columns c = { .before = strcmp(e->base, e->compare) != 0, .moves = has_moves(r) };
    struct swedish base = swedish_period_short(e->base), compare = swedish_period_short(e->compare);
    char *caption = phrase_say("Personalrörligheten per förvaltning, %s", swedish_in(e->compare).text);
    struct heads h = { .n = 0 };

    for (size_t d = 0; d < e->districts.n; d++)
        c.change = c.change || change_of(r, e->districts.items[d]) != NULL;
    heads_add(&h, 'l', phrase_say("Förvaltning"));
    heads_add(&h, 'r', phrase_say("Avgångar %s", compare.text));
    heads_add(&h, 'r', phrase_say("Årsanställda %s", compare.text));
    if (c.before)
        heads_add(&h, 'r', phrase_say("Per 100 %s", base.text));
    heads_add(&h, 'r', phrase_say("Per 100 %s", compare.text));
    heads_add(&h, 'r', phrase_say("Intervall"));
    if (c.moves)
        heads_add(&h, 'r', phrase_say("Byten per 100 %s", compare.text));
    if (c.change)
        heads_add(&h, 'l', phrase_say("Förändring"));
    heads_begin(r, "tabell-forvaltningar", caption, &h);
    for (size_t d = 0; d < e->districts.n; d++)
        district_cells(r, &c, e->districts.items[d]);
    city_cells(r, &c);
    table_end(r);
    free(caption);
}

void districts(struct report *r)
{
    const struct edition *e = &r->edition;
    char *title = phrase_capital(settings_text(r->report, "report", "unit_plural"));

    heading(r, 1, "forvaltningar", title);
    free(title);
    if (e->districts.n == 0 || e->periods.n == 0) {
        paragraph(r, "Underlaget skiljer inte mellan förvaltningar.");
        return;
    }
    paragraph(r, "Alla år redovisas i dagens organisation. Förvaltningarna står i bokstavsordning. Siffror för en "
                 "enskild förvaltning "
                 "och ett enskilt år vilar ofta på få avgångar; osäkerhetsintervallet visar hur mycket de kan variera "
                 "av slumpen.");
    figure(r, "districts", "Personalrörligheten per förvaltning", "tabell-forvaltningar-ar-1");
    for (size_t page = 2; page < MOST_FIGURES; page++) {
        char name[32];

        snprintf(name, sizeof name, "districts-%02zu", page);
        if (!figure(r, name, "Personalrörligheten per förvaltning, fortsättning", "tabell-forvaltningar-ar-1"))
            break;
    }
    district_table(r);
    if (figure(r, "moves", "Avgångar från staden och byten till annan förvaltning", "tabell-byten-1"))
        paragraph(r, "Den som byter till en annan förvaltning har lämnat förvaltningen men inte staden. Avgångar och "
                     "byten tillsammans är "
                     "alla som har lämnat förvaltningen.");
}

/* ---- the annex ---- */

/* Rows districts, columns years, of one column of the table of districts. */
static void year_table(struct report *r, const char *id, const char *title, const char *column, const char *status,
                       bool rates, const char *count_column)
{
    const struct edition *e = &r->edition;
    const struct table *t = e->tables[EDITION_DISTRICTS];

    for (size_t from = 0; from < e->periods.n; from += MOST_YEARS_ABREAST) {
        size_t to = from + MOST_YEARS_ABREAST < e->periods.n ? from + MOST_YEARS_ABREAST : e->periods.n;
        char *full_id = phrase_say("%s-%zu", id, from / MOST_YEARS_ABREAST + 1);
        char *caption = phrase_say("%s per förvaltning %s", title,
                                   swedish_span(e->periods.items[from], e->periods.items[to - 1]).text);
        struct heads h = { .n = 0 };

        heads_add(&h, 'l', phrase_say("Förvaltning"));
        for (size_t p = from; p < to; p++)
            heads_add(&h, 'r', phrase_say("%s", swedish_period_short(e->periods.items[p]).text));
        heads_begin(r, full_id, caption, &h);
        for (size_t d = 0; d < e->districts.n; d++) {
            cell(r, e->districts.items[d]);
            for (size_t p = from; p < to; p++) {
                size_t row = district_row(r, e->periods.items[p], e->districts.items[d]);

                if (rates)
                    cell_rate(r, real_of(t, row, column), real_of(t, row, count_column), status_of(t, row, status));
                else
                    cell_count(r, real_of(t, row, column), status_of(t, row, status));
            }
            row_end(r);
        }
        table_end(r);
        free(full_id);
        free(caption);
    }
}

/* One occupation: rows districts, periods side by side, so that a name stands once. */
static void plan_table_of(struct report *r, const struct names *districts, const struct names *periods, size_t from,
                          size_t to, const char *occupation, size_t number)
{
    const struct table *t = r->edition.tables[EDITION_DISTRICT_OCCUPATION];
    char *id = phrase_say("tabell-planperioder-%zu", number);
    char *caption = phrase_say("Förvaltningar per planperiod, %s", occupation);
    struct heads h = { .n = 0 };

    heads_add(&h, 'l', phrase_say("Förvaltning"));
    for (size_t p = from; p < to; p++) {
        struct swedish period = swedish_period_short(periods->items[p]);

        heads_add(&h, 'r', phrase_say("Avgångar %s", period.text));
        heads_add(&h, 'r', phrase_say("Årsanställda %s", period.text));
        heads_add(&h, 'r', phrase_say("Per 100 %s", period.text));
        heads_add(&h, 'r', phrase_say("Intervall"));
    }
    heads_begin(r, id, caption, &h);
    for (size_t d = 0; d < districts->n; d++) {
        cell(r, districts->items[d]);
        for (size_t p = from; p < to; p++) {
            size_t row = edition_find(t, 0, "district", districts->items[d], "period", periods->items[p], "occupation",
                                      occupation, NULL);
            struct edition_rate rate = edition_rate_of(t, row);

            cell_count(r, rate.exits, status_of(t, row, "exits_status"));
            cell_count(r, rate.person_years, status_of(t, row, "person_years_status"));
            cell_rate(r, rate.rate, rate.exits, status_of(t, row, "rate_status"));
            cell_interval(r, rate.lower, rate.upper, rate.exits, status_of(t, row, "rate_status"));
        }
        row_end(r);
    }
    table_end(r);
    free(id);
    free(caption);
}

/* District and occupation over the fixed plan periods. */
static void plan_tables(struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_DISTRICT_OCCUPATION];
    struct names districts = edition_names(t, "district", NULL, NULL);
    struct names periods = edition_names(t, "period", NULL, NULL);
    struct names occupations = edition_names(t, "occupation", NULL, NULL);
    size_t number = 0;

    for (size_t o = 0; o < occupations.n; o++)
        for (size_t from = 0; from < periods.n; from += PLAN_PERIODS_ABREAST)
            plan_table_of(r, &districts, &periods, from,
                          from + PLAN_PERIODS_ABREAST < periods.n ? from + PLAN_PERIODS_ABREAST : periods.n,
                          occupations.items[o], ++number);
    free(districts.items);
    free(periods.items);
    free(occupations.items);
}

void table_annex(struct report *r)
{
    heading(r, 1, "tabellbilaga", "Tabellbilaga");
    if (r->edition.districts.n > 0 && r->edition.periods.n > 0) {
        year_table(r, "tabell-forvaltningar-ar", "Avgångar per 100 årsanställda", "rate", "rate_status", true, "exits");
        year_table(r, "tabell-avgangar-ar", "Avgångar från staden", "exits", "exits_status", false, NULL);
        year_table(r, "tabell-arsanstallda-ar", "Årsanställda", "person_years", "person_years_status", false, NULL);
        if (has_moves(r))
            year_table(r, "tabell-byten", "Byten till annan förvaltning", "moved_out", "moved_out_status", false, NULL);
    }
    plan_tables(r);
    paragraph(r, "Alla tabeller finns också som filer i mappen public, med samma uppgifter utelämnade.");
}
