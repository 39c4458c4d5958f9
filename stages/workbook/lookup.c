/* lookup.c - one district and one year at a time: what turnover and the indicators of the public tables say of it,
 * beside the whole. What is withheld there is withheld here. */
#include "stages/workbook/workbook.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/publish/wording.h"
#include "pipeline/staff/indicator.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define DATA_SHEET "Uppslag"

enum { FIRST_MEASURE = 3, MOST_MEASURES = WORKBOOK_MAX_COLUMNS - FIRST_MEASURE, LONGEST_YEAR = 370 };

struct cell {
    bool there;
    double value; /* NaN: withheld, or not applicable */
    bool withheld;
};

/* A measure is a column of the data sheet and a line of the look-up. */
struct measure {
    char *label;
    const char *unit;
    int decimals;
    struct cell *cells; /* unit x year */
};

struct lookup {
    struct workbook_column *columns;
    struct workbook_line *lines;
    struct measure *measures;
    size_t n_measures, measure_capacity;
    size_t n_more;                 /* found a measure that the sheet has no column for: so often */
    char *whole, **units, **years; /* the whole comes last */
    char *unit, *chosen;           /* headings */
    char *explanation;
    size_t n_units, unit_capacity, n_years, year_capacity;
};

/* ---- what can be chosen ---- */

static size_t position(char *const *items, size_t n, const char *text)
{
    size_t i = 0;

    while (i < n && strcmp(items[i], text) != 0)
        i++;
    return i;
}

static void add(char ***items, size_t *n, size_t *capacity, const char *text)
{
    if (position(*items, *n, text) < *n)
        return;
    *items = memory_grow(*items, capacity, *n + 1, sizeof **items);
    (*items)[(*n)++] = memory_copy_text(text);
}

static int by_alphabet(const void *a, const void *b)
{
    return swedish_compare(*(char *const *) a, *(char *const *) b);
}

static int by_year(const void *a, const void *b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

/* The year that a period of at most a year ends in, "" for longer ones. A day, 2020-11-01, is of its year. */
static struct swedish year_of(const char *period)
{
    struct swedish year = { "" };
    int32_t first, last;

    if (swedish_period_days(period, &first, &last) && last - first < LONGEST_YEAR)
        snprintf(year.text, sizeof year.text, "%d", swedish_period_year(period));
    else if (strlen(period) == strlen("2020-11-01") || strlen(period) == strlen("2020-11"))
        snprintf(year.text, sizeof year.text, "%.4s", period);
    return year;
}

static void choices(struct lookup *l, const struct table *districts)
{
    for (size_t row = 0; row < table_rows(districts); row++) {
        struct swedish year = year_of(table_text(districts, row, "period"));

        if (year.text[0] == '\0')
            continue;
        add(&l->units, &l->n_units, &l->unit_capacity, table_text(districts, row, "district"));
        add(&l->years, &l->n_years, &l->year_capacity, year.text);
    }
    if (l->n_units > 0) {
        qsort(l->units, l->n_units, sizeof *l->units, by_alphabet);
        qsort(l->years, l->n_years, sizeof *l->years, by_year);
        add(&l->units, &l->n_units, &l->unit_capacity, l->whole);
    }
}

/* ---- what is found ---- */

static size_t measure(struct lookup *l, char *label, const char *unit, int decimals)
{
    size_t i = 0;

    while (i < l->n_measures && strcmp(l->measures[i].label, label) != 0)
        i++;
    if (i < l->n_measures || i == MOST_MEASURES) {
        l->n_more += i == MOST_MEASURES;
        free(label);
        return i;
    }
    l->measures = memory_grow(l->measures, &l->measure_capacity, i + 1, sizeof *l->measures);
    l->measures[l->n_measures++] = (struct measure){ label, unit, decimals,
                                                     memory_zeroed(l->n_units * l->n_years, sizeof(struct cell)) };
    return i;
}

static void put(struct lookup *l, const char *unit, const char *period, size_t m, double value, bool withheld)
{
    size_t u = position(l->units, l->n_units, unit), y = position(l->years, l->n_years, year_of(period).text);

    if (u < l->n_units && y < l->n_years && m < l->n_measures)
        l->measures[m].cells[u * l->n_years + y] = (struct cell){ true, value, withheld };
}

/* Of districts.csv and, for the whole, city.csv, which have the same columns as far as they go. */
static void turnover(struct lookup *l, const struct table *t, bool whole)
{
    static const struct {
        const char *column, *status, *label, *unit;
        int decimals;
    } MEASURES[] = {
        { "exits", "exits_status", "Avgångar", "personer", 0 },
        { "person_years", "person_years_status", "Årsanställda", "år", 1 },
        { "rate", "rate_status", "Avgångar per 100 årsanställda", "per 100", 1 },
        { "lower", "rate_status", "Avgångar per 100 årsanställda, undre gräns", "per 100", 1 },
        { "upper", "rate_status", "Avgångar per 100 årsanställda, övre gräns", "per 100", 1 },
        { "moved_out", "moved_out_status", "Byten till annan förvaltning", "personer", 0 },
        { "move_rate", "move_rate_status", "Byten per 100 årsanställda", "per 100", 1 },
        { "departure_rate", "departure_rate_status", "Avgångar och byten per 100 årsanställda", "per 100", 1 },
    };
    size_t n_columns = table_schema(t)->n_columns;

    for (size_t i = 0; i < sizeof MEASURES / sizeof MEASURES[0]; i++) {
        size_t m = measure(l, wording_say(MEASURES[i].label), MEASURES[i].unit, MEASURES[i].decimals);

        if (schema_column(table_schema(t), MEASURES[i].column) >= n_columns)
            continue;
        for (size_t row = 0; row < table_rows(t); row++)
            if (!whole || (table_is(t, row, "dimension", "none") && table_is(t, row, "occupation", "all")))
                put(l, whole ? l->whole : table_text(t, row, "district"), table_text(t, row, "period"), m,
                    table_real(t, row, MEASURES[i].column), table_is(t, row, MEASURES[i].status, "withheld"));
    }
}

/* "Sjukfrånvaro (lagstadgad)", "Andel som instämmer: kan rekommendera sin arbetsplats" */
static char *indicator_words_of(const struct table *t, size_t row, const struct indicator *what)
{
    bool parted = !table_is(t, row, "category", "all");
    char *category = sheet_words("category", table_text(t, row, "category"));
    char *definition = sheet_words("definition", table_text(t, row, "definition"));
    char *out = phrase_say("%s%s%s%s%s%s", what->label, parted ? ": " : "", parted ? category : "",
                           definition[0] != '\0' ? " (" : "", definition, definition[0] != '\0' ? ")" : "");

    free(category);
    free(definition);
    return out;
}

/* Numbers that districts have; what is a code (how the plan stands) is no number to look up. */
static void indicators(struct lookup *l, const struct table *t)
{
    for (int whole = 0; whole < 2; whole++)
        for (size_t row = 0; row < table_rows(t); row++) {
            const struct indicator *what = indicator_find(table_text(t, row, "indicator"));
            const char *district = table_text(t, row, "district");
            char *label;
            size_t known, m;

            if (what == NULL || what->unit[0] == '\0' || !table_is(t, row, "basis", "own") ||
                !table_is(t, row, "group", "all") || table_is(t, row, "category", "rest_of_city") ||
                district[0] == '\0' || (strcmp(district, "all") == 0) != (whole == 1))
                continue;
            label = indicator_words_of(t, row, what);
            known = l->n_measures;
            m = measure(l, label, what->unit, what->decimals);
            if (whole && m == known && m < l->n_measures) { /* the city alone has it */
                l->n_measures--;
                free(l->measures[m].label);
                free(l->measures[m].cells);
                continue;
            }
            put(l, whole ? l->whole : district, table_text(t, row, "period"), m, table_real(t, row, "value"),
                table_is(t, row, "value_status", "withheld"));
        }
}

static const char *mark_of(const struct cell *c)
{
    return c->there && c->withheld ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE;
}

static const struct cell *at(const struct lookup *l, size_t unit, size_t year, size_t m)
{
    return &l->measures[m].cells[unit * l->n_years + year];
}

static struct workbook_found found(const struct cell *c)
{
    return (struct workbook_found){ c->there ? c->value : NAN, mark_of(c) };
}

/* ---- the two sheets ---- */

struct lookup *lookup_make(const struct table *districts, const struct table *city, const struct table *beside)
{
    struct lookup *l = memory_zeroed(1, sizeof *l);

    l->whole = phrase_capital(wording_whole());
    l->unit = wording_say("Förvaltning");
    l->chosen = wording_say("Vald förvaltning");
    if (districts != NULL)
        choices(l, districts);
    if (l->n_units == 0) {
        lookup_free(l);
        return NULL;
    }
    turnover(l, districts, false);
    if (city != NULL)
        turnover(l, city, true);
    if (beside != NULL)
        indicators(l, beside);
    return l;
}

void lookup_write(struct workbook *w, struct lookup *l)
{
    size_t last = l->n_years - 1, whole = l->n_units - 1;
    struct workbook_lookup sheet = {
        .title = "Slå upp en förvaltning och ett år",
        .choices = { { l->unit, (const char *const *) l->units, l->n_units, 0 },
                     { "År", (const char *const *) l->years, l->n_years, last } },
        .second = l->whole,
        .table = DATA_SHEET,
        .n_rows = l->n_units * l->n_years,
        .headings = { "Uppgift", l->chosen, l->whole, "Enhet" },
        .n_lines = l->n_measures,
    };

    l->explanation = phrase_say("Välj förvaltning och år i de två cellerna nedanför. Två punkter betyder att uppgiften "
                                "inte visas av hänsyn till enskilda, en punkt att den inte finns.%s",
                                l->n_more > 0 ? " Bladet rymmer inte alla uppgifter: de övriga står på sina egna blad."
                                              : "");
    sheet.explanation = l->explanation;
    l->lines = memory_zeroed(l->n_measures, sizeof *l->lines);
    for (size_t m = 0; m < l->n_measures; m++)
        l->lines[m] = (struct workbook_line){ .label = l->measures[m].label,
                                              .unit = l->measures[m].unit,
                                              .column = FIRST_MEASURE + m,
                                              .decimals = l->measures[m].decimals,
                                              .chosen = found(at(l, 0, last, m)),
                                              .second = found(at(l, whole, last, m)) };
    sheet.lines = l->lines;
    workbook_look_up(w, "Slå upp", &sheet);
}

void lookup_write_data(struct workbook *w, struct lookup *l)
{
    l->columns = memory_zeroed(FIRST_MEASURE + l->n_measures, sizeof *l->columns);
    l->columns[0] = (struct workbook_column){ "Nyckel", WORKBOOK_TEXT, 0 };
    l->columns[1] = (struct workbook_column){ l->unit, WORKBOOK_TEXT, 0 };
    l->columns[2] = (struct workbook_column){ "År", WORKBOOK_TEXT, 0 };
    for (size_t m = 0; m < l->n_measures; m++)
        l->columns[FIRST_MEASURE + m] = (struct workbook_column){ l->measures[m].label, WORKBOOK_NUMBER,
                                                                  l->measures[m].decimals };
    workbook_table(w, DATA_SHEET, l->columns, FIRST_MEASURE + l->n_measures);
    for (size_t u = 0; u < l->n_units; u++)
        for (size_t y = 0; y < l->n_years; y++) {
            char *key = phrase_say("%s|%s", l->units[u], l->years[y]);

            workbook_text(w, key);
            workbook_text(w, l->units[u]);
            workbook_text(w, l->years[y]);
            for (size_t m = 0; m < l->n_measures; m++)
                if (at(l, u, y, m)->there && isfinite(at(l, u, y, m)->value))
                    workbook_number(w, at(l, u, y, m)->value);
                else
                    workbook_text(w, mark_of(at(l, u, y, m)));
            workbook_end_row(w);
            free(key);
        }
}

void lookup_free(struct lookup *l)
{
    if (l == NULL)
        return;
    for (size_t m = 0; m < l->n_measures; m++) {
        free(l->measures[m].label);
        free(l->measures[m].cells);
    }
    for (size_t i = 0; i < l->n_units; i++)
        free(l->units[i]);
    for (size_t i = 0; i < l->n_years; i++)
        free(l->years[i]);
    free(l->whole);
    free(l->unit);
    free(l->chosen);
    free(l->units);
    free(l->years);
    free(l->measures);
    free(l->explanation);
    free(l->columns);
    free(l->lines);
    free(l);
}
