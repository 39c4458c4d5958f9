/* stays.c - how long people stay: of those hired, how many have left within some years, and why; and the rates at equal
 * tenure. */
#include "stages/report/report.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_HORIZONS = 4 };

/* The horizons that have a column, in years. */
struct horizons {
    int years[MOST_HORIZONS];
    size_t n;
};

struct group {
    const char *grouping, *category, *cohort;
};

static struct horizons horizons_of(const struct table *t)
{
    struct horizons h = { .n = 0 };

    for (size_t row = 0; row < table_rows(t); row++) {
        int years = (int) table_real(t, row, "horizon");
        size_t i = 0;

        while (i < h.n && h.years[i] != years)
            i++;
        if (i == h.n && h.n < MOST_HORIZONS)
            h.years[h.n++] = years;
    }
    return h;
}

/* The row of a group in a table; of that horizon, and that cause where there is one. */
static size_t row_of(const struct table *t, const struct group *g, int years, const char *cause)
{
    for (size_t row = 0; (row = edition_find(t, row, "grouping", g->grouping, "category", g->category, "cohort",
                                             g->cohort, NULL)) < table_rows(t);
         row++)
        if ((years == 0 || (int) table_real(t, row, "horizon") == years) &&
            (cause == NULL || table_is(t, row, "cause", cause)))
            return row;
    return table_rows(t);
}

static bool is_withheld(const struct table *t, size_t row, const char *status)
{
    return row < table_rows(t) && table_is(t, row, status, "withheld");
}

/* "27 (23-31)" percent; zero where nobody has left, and 0 where it is less than half a percent. */
static void share_cell(struct report *r, const struct table *t, size_t row, bool interval)
{
    double share = row < table_rows(t) ? 100 * table_real(t, row, "probability") : NAN;
    char *text;

    if (!isfinite(share)) {
        cell(r, is_withheld(t, row, "probability_status") ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE);
        return;
    }
    if (table_real(t, row, "events") == 0) {
        cell(r, PHRASE_ZERO);
        return;
    }
    if (interval && isfinite(table_real(t, row, "lower")) && isfinite(table_real(t, row, "upper")))
        text = phrase_say(
            "%s (%s)", swedish_number(share, 0).text,
            swedish_interval(100 * table_real(t, row, "lower"), 100 * table_real(t, row, "upper"), 0).text);
    else
        text = phrase_say("%s", swedish_number(share, 0).text);
    cell(r, text);
    free(text);
}

/* "ett år", "två år" */
static char *years_in_words(int years)
{
    return years == 1 ? phrase_say("ett år") : phrase_say("%s år", swedish_count((size_t) years).text);
}

static void horizon_heads(struct heads *heads, const struct horizons *h)
{
    for (size_t k = 0; k < h->n; k++) {
        char *years = years_in_words(h->years[k]);

        heads_add(heads, 'r', phrase_say("Inom %s", years));
        free(years);
    }
}

static void median_cell(struct report *r, const struct group *g)
{
    const struct table *t = r->edition.tables[EDITION_MEDIAN_STAY];
    size_t row = row_of(t, g, 0, NULL);

    if (row < table_rows(t) && table_is(t, row, "reason", "not_reached"))
        cell(r, "inte uppnått");
    else
        cell_count(r, row < table_rows(t) ? table_real(t, row, "median_months") : NAN,
                   row < table_rows(t) ? table_text(t, row, "median_status") : NULL);
}

static void group_cells(struct report *r, const struct group *g, const char *name, const struct horizons *h)
{
    const struct table *t = r->edition.tables[EDITION_RETENTION];
    size_t first = row_of(t, g, h->years[0], NULL);

    cell(r, name);
    cell_count(r, first < table_rows(t) ? table_real(t, first, "entrants") : NAN,
               first < table_rows(t) ? table_text(t, first, "entrants_status") : NULL);
    for (size_t k = 0; k < h->n; k++)
        share_cell(r, t, row_of(t, g, h->years[k], NULL), true);
    median_cell(r, g);
    row_end(r);
}

static void groups_begin(struct report *r, const char *id, const char *caption, const char *what,
                         const struct horizons *h)
{
    struct heads heads = { .n = 0 };

    heads_add(&heads, 'l', phrase_say("%s", what));
    heads_add(&heads, 'r', phrase_say("Nyanställda"));
    horizon_heads(&heads, h);
    heads_add(&heads, 'r', phrase_say("Hälften efter månader"));
    heads_begin(r, id, caption, &heads);
}

static void cohort_table(struct report *r, const struct horizons *h)
{
    struct names cohorts = edition_names(r->edition.tables[EDITION_RETENTION], "cohort", "grouping", "city");
    struct group city = { "city", EDITION_ALL, EDITION_ALL };

    groups_begin(r, "tabell-stannar", "Procent av de nyanställda som hade lämnat staden", "Anställda år", h);
    for (size_t i = 0; i < cohorts.n; i++) {
        city.cohort = cohorts.items[i];
        if (strcmp(city.cohort, EDITION_ALL) != 0)
            group_cells(r, &city, swedish_period(city.cohort).text, h);
    }
    city.cohort = EDITION_ALL;
    group_cells(r, &city, "Alla år", h);
    table_end(r);
    free(cohorts.items);
}

static void group_table(struct report *r, const struct horizons *h)
{
    const struct table *t = r->edition.tables[EDITION_RETENTION];
    struct names genders = edition_names(t, "category", "grouping", "gender");

    groups_begin(r, "tabell-stannar-grupper", "Procent som hade lämnat staden, efter yrke och kön", "Grupp", h);
    for (size_t i = 0; i < r->edition.occupations.n; i++) {
        struct group g = { "occupation", r->edition.occupations.items[i], EDITION_ALL };
        char *name = phrase_capital(g.category);

        group_cells(r, &g, name, h);
        free(name);
    }
    for (size_t i = 0; i < genders.n; i++) {
        struct group g = { "gender", genders.items[i], EDITION_ALL };
        char *name = phrase_category(g.category);

        group_cells(r, &g, name, h);
        free(name);
    }
    table_end(r);
    free(genders.items);
}

static int by_order(const void *a, const void *b)
{
    const char *x = *(const char *const *) a, *y = *(const char *const *) b;
    int p = phrase_category_order(x), q = phrase_category_order(y);

    return p != q ? (p > q) - (p < q) : swedish_compare(x, y);
}

static bool is_any_cause_told(const struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_RETENTION_CAUSE];

    for (size_t row = 0; row < table_rows(t); row++)
        if (table_is(t, row, "grouping", "city") && table_is(t, row, "cohort", EDITION_ALL) &&
            isfinite(table_real(t, row, "probability")))
            return true;
    return false;
}

static void cause_table(struct report *r, const struct horizons *h)
{
    const struct table *t = r->edition.tables[EDITION_RETENTION_CAUSE];
    struct names causes = edition_names(t, "cause", "grouping", "city");
    struct group city = { "city", EDITION_ALL, EDITION_ALL };
    struct heads heads = { .n = 0 };

    if (!is_any_cause_told(r)) {
        paragraph(r, "Av vilken orsak nyanställda har lämnat staden visas inte av hänsyn till enskilda.");
        free(causes.items);
        return;
    }
    if (causes.n > 1)
        qsort(causes.items, causes.n, sizeof *causes.items, by_order);
    heads_add(&heads, 'l', phrase_say("Orsak"));
    horizon_heads(&heads, h);
    heads_begin(r, "tabell-stannar-orsak", "Procent som hade lämnat staden av varje orsak, alla år", &heads);
    for (size_t i = 0; i < causes.n; i++) {
        char *name = phrase_category(causes.items[i]);

        cell(r, name);
        for (size_t k = 0; k < h->n; k++)
            share_cell(r, t, row_of(t, &city, h->years[k], causes.items[i]), true);
        row_end(r);
        free(name);
    }
    table_end(r);
    free(causes.items);
}

/* Who left the district, to another one or from the city; and of them who left the city. */
static void district_table(struct report *r, const struct horizons *h)
{
    const struct edition *e = &r->edition;
    int last = h->years[h->n - 1];
    char *years = years_in_words(last);
    struct heads heads = { .n = 0 };

    heads_add(&heads, 'l', phrase_say("Förvaltning"));
    horizon_heads(&heads, h);
    heads_add(&heads, 'r', phrase_say("Från staden inom %s", years));
    free(years);
    heads_begin(r, "tabell-stannar-forvaltningar", "Procent som hade lämnat förvaltningen, alla år", &heads);
    for (size_t d = 0; d < e->districts.n; d++) {
        struct group g = { "district", e->districts.items[d], EDITION_ALL };

        cell(r, g.category);
        for (size_t k = 0; k < h->n; k++)
            share_cell(r, e->tables[EDITION_RETENTION], row_of(e->tables[EDITION_RETENTION], &g, h->years[k], NULL),
                       true);
        share_cell(r, e->tables[EDITION_RETENTION_CAUSE], row_of(e->tables[EDITION_RETENTION_CAUSE], &g, last, "exit"),
                   false);
        row_end(r);
    }
    table_end(r);
}

enum { N_BETWEEN = 4 };

static const struct {
    const char *comparison, *between;
} BETWEEN[N_BETWEEN] = {
    { "cohort", "anställningsår" }, { "occupation", "yrken" }, { "gender", "kön" }, { "district", "förvaltningar" }
};

/* NaN where the two or more were not compared. */
static double p_between(const struct report *r, size_t i)
{
    const struct table *t = r->edition.tables[EDITION_RETENTION_TESTS];
    size_t row = edition_find(t, 0, "comparison", BETWEEN[i].comparison, NULL);

    return row < table_rows(t) ? table_real(t, row, "p_value") : NAN;
}

/* What differs beyond chance, when all that is compared is taken together (Bonferroni), and what does not. */
static void test_sentences(struct report *r)
{
    const char *differs[N_BETWEEN], *unclear[N_BETWEEN];
    size_t n_differs = 0, n_unclear = 0, n = 0;
    char *list;

    for (size_t i = 0; i < N_BETWEEN; i++)
        if (isfinite(p_between(r, i)))
            n++;
    for (size_t i = 0; i < N_BETWEEN; i++) {
        double p = p_between(r, i);

        if (isfinite(p) && p * (double) n < 0.05)
            differs[n_differs++] = BETWEEN[i].between;
        else if (isfinite(p))
            unclear[n_unclear++] = BETWEEN[i].between;
    }
    list = swedish_list(differs, n_differs);
    if (n_differs > 0)
        paragraph(r, "Takten skiljer sig statistiskt säkerställt mellan %s.", list);
    free(list);
    list = swedish_list(unclear, n_unclear);
    if (n_unclear > 0)
        paragraph(r, "Mellan %s kan någon skillnad i takt inte beläggas.", list);
    free(list);
}

void stays_annex(struct report *r)
{
    char *parts[N_BETWEEN];
    size_t n = 0;
    char *list;

    for (size_t i = 0; i < N_BETWEEN; i++) {
        double p = p_between(r, i);

        if (isfinite(p))
            parts[n++] = p < 0.001 ? phrase_say("mellan %s p < 0,001", BETWEEN[i].between)
                                   : phrase_say("mellan %s p = %s", BETWEEN[i].between, swedish_number(p, 3).text);
    }
    list = swedish_list((const char *const *) parts, n);
    if (n > 0)
        paragraph(r,
                  n > 1 ? "Log-rank-test av om takten skiljer sig: %s. P-värdena är ojusterade; en skillnad sägs vara "
                          "säkerställd om p gånger antalet prövningar är under 0,05 (Bonferroni)."
                        : "Log-rank-test av om takten skiljer sig: %s.",
                  list);
    free(list);
    for (size_t i = 0; i < n; i++)
        free(parts[i]);
}

static void tenure_table(struct report *r)
{
    static const char *const COLUMNS[] = { "År", "Avgångar per 100 årsanställda", "Vid lika anställningstid",
                                           "Osäkerhetsintervall" };
    const struct edition *e = &r->edition;
    const struct table *t = e->tables[EDITION_TENURE_RATES];

    if (edition_find(t, 0, "occupation", EDITION_ALL, "reason", "", NULL) == table_rows(t))
        return;
    paragraph(
        r, "Nyanställda slutar oftare än andra. Ett år då många nyligen har anställts har därför fler avgångar, även "
           "om ingen grupp slutar oftare än förut. Vid lika anställningstid hålls fördelningen mellan nya och "
           "erfarna fast, så att en våg av nyanställningar inte tas för en förändring.");
    table_begin(r, "tabell-lika-anstallningstid", "Personalrörligheten vid lika anställningstid", COLUMNS, 4, "lrrr");
    for (size_t p = 0; p < e->periods.n; p++) {
        size_t row = edition_find(t, 0, "occupation", EDITION_ALL, "period", e->periods.items[p], NULL);
        bool found = row < table_rows(t);

        cell(r, swedish_period(e->periods.items[p]).text);
        cell_rate(r, found ? table_real(t, row, "crude") : NAN, NAN, found ? table_text(t, row, "crude_status") : NULL);
        cell_rate(r, found ? table_real(t, row, "standardised") : NAN, NAN,
                  found ? table_text(t, row, "standardised_status") : NULL);
        cell_interval(r, found ? table_real(t, row, "lower") : NAN, found ? table_real(t, row, "upper") : NAN, NAN,
                      found ? table_text(t, row, "standardised_status") : NULL);
        row_end(r);
    }
    table_end(r);
}

void stays(struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_RETENTION];
    struct horizons h = horizons_of(t);

    heading(r, 1, "hur-lange", "Hur länge de anställda stannar");
    if (h.n == 0 || edition_find(t, 0, "reason", "not_possible", NULL) < table_rows(t)) {
        paragraph(r,
                  "Hur länge de anställda stannar kan inte redovisas, eftersom underlaget inte visar varje persons in- "
                  "och utträde dag för dag.");
        return;
    }
    paragraph(
        r, "Nyanställda följs från första dagen tills de lämnar staden. Den som går till ett arbete i staden utanför "
           "uppföljningen, eller är kvar vid uttaget, följs så långt det går. Raden Alla år omfattar även dem som "
           "var anställda från början, från den anställningstid de då hade. Inom parentes: 95 procents "
           "osäkerhetsintervall.");
    cohort_table(r, &h);
    figure(r, "retention", "Andel kvar i staden efter anställningsår", "tabell-stannar");
    group_table(r, &h);
    figure(r, "retention-occupation", "Andel kvar i staden efter yrke", "tabell-stannar-grupper");
    test_sentences(r);
    cause_table(r, &h);
    if (r->edition.districts.n > 1)
        district_table(r, &h);
    tenure_table(r);
}
