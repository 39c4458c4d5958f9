/* city.c - reads the headline's exits and person-years, of all that is known or of what is public. */
#include "stages/compare/compare.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"
#include "pipeline/disclosure/catalogue.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/table/stream.h"
#include "pipeline/table/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const WORDS[N_DIMENSIONS] = { "city",   "district", "occupation", "operation",
                                                 "gender", "age",      "tenure" };

const char *dimension_word(enum dimension d)
{
    return WORDS[d];
}

/* One cell as it was read. */
struct reading {
    enum dimension dimension;
    uint32_t name, label, basis;
    struct cell cell;
};

struct readings {
    struct reading *items;
    size_t n, capacity;
};

static void add(struct readings *all, struct city *c, enum dimension d, struct field name, struct field label,
                struct field basis, double events, double years)
{
    all->items = memory_grow(all->items, &all->capacity, all->n + 1, sizeof *all->items);
    all->items[all->n++] = (struct reading){ d,
                                             dictionary_intern(c->names, name.bytes, name.length),
                                             dictionary_intern(c->labels, label.bytes, label.length),
                                             dictionary_intern(c->names, basis.bytes, basis.length),
                                             { events, years } };
}

static struct field field_of(const char *text)
{
    return (struct field){ text, strlen(text) };
}

static bool find_dimension(struct field word, enum dimension *d)
{
    for (int i = 0; i < N_DIMENSIONS; i++)
        if (strlen(WORDS[i]) == word.length && memcmp(WORDS[i], word.bytes, word.length) == 0) {
            *d = (enum dimension) i;
            return true;
        }
    return false;
}

static bool is(struct field field, const char *word)
{
    return field.length == strlen(word) && memcmp(field.bytes, word, field.length) == 0;
}

/* ---- Order ----------------------------------------------------------------------------------------------------------
 */

static int by_time(const void *a, const void *b)
{
    const struct period *x = a, *y = b;

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return strcmp(x->label, y->label);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* The single years that the city has. */
static void take_periods(struct city *c, const struct readings *all, size_t *place_of_label)
{
    bool *seen = memory_zeroed(dictionary_size(c->labels), sizeof *seen);

    c->periods = memory_zeroed(dictionary_size(c->labels), sizeof *c->periods);
    for (size_t i = 0; i < all->n; i++) {
        uint32_t label = all->items[i].label;
        struct period p = { .label = dictionary_text(c->labels, label) };

        if (all->items[i].dimension != DIMENSION_CITY || seen[label] || catalogue_is_pooled(p.label) ||
            !swedish_period_days(p.label, &p.first, &p.last))
            continue;
        p.year = swedish_period_year(p.label);
        seen[label] = true;
        c->periods[c->n_periods++] = p;
    }
    qsort(c->periods, c->n_periods, sizeof *c->periods, by_time);
    for (size_t i = 0; i < dictionary_size(c->labels); i++) {
        place_of_label[i] = c->n_periods;
        for (size_t p = 0; p < c->n_periods; p++)
            if (c->periods[p].label == dictionary_text(c->labels, (uint32_t) i))
                place_of_label[i] = p;
    }
    free(seen);
}

static void take_split(struct city *c, const struct readings *all, enum dimension d, const size_t *place_of_label)
{
    struct split *s = &c->splits[d];
    size_t n_names = dictionary_size(c->names), *place = memory_zeroed(n_names, sizeof *place);
    bool *seen = memory_zeroed(n_names, sizeof *seen);

    s->names = memory_zeroed(n_names, sizeof *s->names);
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].dimension == d && place_of_label[all->items[i].label] < c->n_periods &&
            !seen[all->items[i].name]) {
            seen[all->items[i].name] = true;
            s->names[s->n++] = dictionary_text(c->names, all->items[i].name);
        }
    qsort(s->names, s->n, sizeof *s->names, by_name);
    for (uint32_t name = 0; name < n_names; name++) {
        const char *text = dictionary_text(c->names, name);
        const char **found = seen[name] ? bsearch(&text, s->names, s->n, sizeof *s->names, by_name) : NULL;

        place[name] = found != NULL ? (size_t) (found - s->names) : 0;
    }
    s->cells = memory_zeroed(s->n * c->n_periods, sizeof *s->cells);
    s->bases = memory_zeroed(s->n * c->n_periods, sizeof *s->bases);
    for (size_t i = 0; i < s->n * c->n_periods; i++)
        s->bases[i] = "";
    for (size_t i = 0; i < all->n; i++) {
        const struct reading *r = &all->items[i];
        size_t at = place[r->name] * c->n_periods + place_of_label[r->label];

        if (r->dimension != d || place_of_label[r->label] == c->n_periods)
            continue;
        s->cells[at] = r->cell;
        s->bases[at] = dictionary_text(c->names, r->basis);
    }
    free(place);
    free(seen);
}

static void arrange(struct city *c, struct readings *all)
{
    size_t *place_of_label = memory_zeroed(dictionary_size(c->labels), sizeof *place_of_label);

    take_periods(c, all, place_of_label);
    for (int d = 0; d < N_DIMENSIONS; d++)
        take_split(c, all, (enum dimension) d, place_of_label);
    free(place_of_label);
    free(all->items);
}

static void begin(struct city *c, struct readings *all)
{
    *c = (struct city){ .names = dictionary_new(), .labels = dictionary_new() };
    *all = (struct readings){ NULL, 0, 0 };
}

void city_free(struct city *c)
{
    for (int d = 0; d < N_DIMENSIONS; d++) {
        free(c->splits[d].names);
        free(c->splits[d].cells);
        free(c->splits[d].bases);
    }
    free(c->periods);
    dictionary_free(c->names);
    dictionary_free(c->labels);
    *c = (struct city){ 0 };
}

/* ---- Two sources ----------------------------------------------------------------------------------------------------
 */

/* Streamed: a table of thousands of districts holds many rows that are not the headline's. */
bool city_read_rates(const char *path, struct city *c, struct fault *f)
{
    static const char *const splits_by[N_DIMENSIONS] = { NULL,     "district", "occupation", "operation",
                                                         "gender", "age_band", "tenure_band" };
    const struct schema *schema = schema_find("rates");
    size_t grouping = schema_column(schema, "grouping"), definition = schema_column(schema, "definition");
    size_t period = schema_column(schema, "period"), numerator = schema_column(schema, "numerator");
    size_t denominator = schema_column(schema, "denominator"), basis = schema_column(schema, "exposure_basis");
    struct stream *s = NULL;
    struct readings all;
    bool more = true, ok;

    begin(c, &all);
    ok = stream_open(path, schema, &s, f);
    while (ok && (ok = stream_next(s, &more, f)) && more) {
        enum dimension d;

        if (!is(stream_text(s, definition), COMPARE_DEFINITION) || !find_dimension(stream_text(s, grouping), &d))
            continue;
        add(&all, c, d, splits_by[d] != NULL ? stream_text(s, schema_column(schema, splits_by[d])) : field_of("all"),
            stream_text(s, period), stream_text(s, basis), stream_real(s, numerator), stream_real(s, denominator));
    }
    stream_close(s);
    arrange(c, &all);
    if (!ok)
        city_free(c);
    return ok;
}

static void add_public(struct readings *all, struct city *c, const struct table *t, size_t row, enum dimension d,
                       const char *column)
{
    if (table_is(t, row, "definition", COMPARE_DEFINITION))
        add(all, c, d, field_of(column != NULL ? table_text(t, row, column) : "all"),
            field_of(table_text(t, row, "period")), field_of(table_text(t, row, "exposure_basis")),
            table_real(t, row, "exits"), table_real(t, row, "person_years"));
}

static void add_city(struct readings *all, struct city *c, const struct table *t)
{
    for (size_t row = 0; row < table_rows(t); row++) {
        bool whole = table_is(t, row, "occupation", "all");
        enum dimension d;

        if (table_is(t, row, "dimension", "none"))
            add_public(all, c, t, row, whole ? DIMENSION_CITY : DIMENSION_OCCUPATION, whole ? NULL : "occupation");
        else if (whole && find_dimension(field_of(table_text(t, row, "dimension")), &d))
            add_public(all, c, t, row, d, "category");
    }
}

bool city_read_public(const char *directory, struct city *c, struct fault *f)
{
    struct table *city = NULL, *districts = NULL;
    struct readings all;
    char path[4096];
    bool ok;

    begin(c, &all);
    snprintf(path, sizeof path, "%s/city.csv", directory);
    ok = table_read(path, schema_find("city"), &city, f);
    snprintf(path, sizeof path, "%s/districts.csv", directory);
    ok = ok && table_read(path, schema_find("districts"), &districts, f);
    if (ok) {
        add_city(&all, c, city);
        for (size_t row = 0; row < table_rows(districts); row++)
            add_public(&all, c, districts, row, DIMENSION_DISTRICT, "district");
    }
    table_free(city);
    table_free(districts);
    arrange(c, &all);
    if (!ok)
        city_free(c);
    return ok;
}

/* ---- Answers --------------------------------------------------------------------------------------------------------
 */

struct cell city_sum(const struct city *c, enum dimension d, size_t unit, size_t from, size_t to)
{
    struct cell sum = { 0, 0 };

    for (size_t p = from; p <= to; p++) {
        sum.events += c->splits[d].cells[unit * c->n_periods + p].events;
        sum.years += c->splits[d].cells[unit * c->n_periods + p].years;
    }
    return sum;
}

struct cell city_total(const struct city *c, size_t from, size_t to)
{
    return city_sum(c, DIMENSION_CITY, 0, from, to);
}

static int run_of(const struct city *c, size_t period)
{
    const struct period *p = &c->periods[period];

    return c->changes != NULL ? timeline_run(c->changes, p->first, p->last) : 0;
}

bool city_same_basis(const struct city *c, enum dimension d, size_t unit, size_t one, size_t other)
{
    const char **bases = &c->splits[d].bases[unit * c->n_periods];
    int run = run_of(c, one);

    if (one != other && (run == TIMELINE_MIXED || run != run_of(c, other)))
        return false;
    return bases[one][0] == '\0' || bases[other][0] == '\0' || strcmp(bases[one], bases[other]) == 0;
}

/* Sums of person-years are exact to some 10 digits. */
static bool is_exposure(double years, struct cell city)
{
    return years > 1e-9 * city.years;
}

bool cell_is_somebody(struct cell rest, struct cell city)
{
    return rest.events > 0 || is_exposure(rest.years, city);
}

bool city_rest(struct cell city, struct cell groups, struct cell *rest)
{
    *rest = (struct cell){ city.events - groups.events, city.years - groups.years };
    if (rest->events < 0 || is_exposure(-rest->years, city) || (rest->events > 0 && !is_exposure(rest->years, city)))
        return false;
    rest->years = fmax(0, rest->years);
    return true;
}

bool city_may_show(const struct city *c, struct cell rest)
{
    return (rest.events == 0 || rest.events >= c->least_count) && (rest.years == 0 || rest.years >= c->least_group);
}

void row_begin(struct rows *rows)
{
    rows_begin(rows);
    rows_text(rows, "definition", COMPARE_DEFINITION);
}

void row_number(struct rows *rows, const char *column, double value)
{
    char text[32];

    snprintf(text, sizeof text, "%.10g", value);
    rows_number(rows, column, strtod(text, NULL));
}

void row_interval(struct rows *rows, const char *lower, const char *upper, double low, double high, double factor)
{
    row_number(rows, lower, factor * low);
    row_number(rows, upper, factor * high);
}
