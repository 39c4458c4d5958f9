#include "stages/protect/earlier_districts.h"
#include "stages/protect/linked_rooms.h"

#include "pipeline/disclosure/rounding.h"

#include <math.h>
#include <string.h>

/* The columns of the table, what today's number is called in the links, and the whole that they are together. */
static const struct {
    const char *column, *status, *name, *whole;
    bool is_group;
} COLUMNS[] = {
    { "person_years", "person_years_status", "group of district", "group", true },
    { "exits", "exits_status", "exits of district", "exits", false },
    { "moved_out", "moved_out_status", "moves of district", "moves", false },
};

enum { N_COLUMNS = sizeof COLUMNS / sizeof COLUMNS[0] };

/* ---- rows of then ---- */

static bool is_told(const struct table *t, size_t row, const char *column, const char *status)
{
    return isfinite(table_real(t, row, column)) || table_is(t, row, status, "withheld");
}

static bool became(const struct comparison *c, const struct table *t, size_t row, const struct district_cell *cell)
{
    return table_is(t, row, "period", cell->period) && is_told(t, row, cell->column, cell->status) &&
           strcmp(organisation_today(c->organisation, table_text(t, row, "district")), cell->district) == 0;
}

/* What a report told of the districts of then that are one of today's: the sum of what it showed, and how many. */
struct parts {
    double shown;       /* of what it can have been, where it was rounded, what lies nearest to today's number */
    double least, most; /* that it can have been */
    size_t n, n_withheld;
    bool itself; /* it was that district alone */
};

/* What a row of then shows, and between which numbers it was, where it was rounded. */
static double shown_of(const struct comparison *c, size_t row, const char *column, double *least, double *most)
{
    double shown = table_real(earlier_tables_districts(c->then), row, column);
    int base = rounded_base_of(earlier_tables_rounded(c->then), "districts", column, shown);

    *least = rounding_nearest_to(0, shown, base);
    *most = rounding_nearest_to(2 * shown + base, shown, base);
    return shown;
}

/* The same as one number: together with the others what `parts` says. */
static double shown_as(const struct comparison *c, size_t row, const char *column, const struct parts *parts)
{
    double least, most, shown = shown_of(c, row, column, &least, &most);

    return most > least ? least + (most - least) * (parts->shown - parts->least) / (parts->most - parts->least) : shown;
}

static struct parts parts_of(const struct comparison *c, const struct district_cell *cell)
{
    const struct table *t = earlier_tables_districts(c->then);
    struct parts parts = { 0 };

    for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
        double value, least, most;

        if (!became(c, t, row, cell))
            continue;
        value = shown_of(c, row, cell->column, &least, &most);
        parts.itself = ++parts.n == 1 && table_is(t, row, "district", cell->district);
        parts.n_withheld += isnan(value) ? 1 : 0;
        parts.least += isnan(value) ? 0 : least;
        parts.most += isnan(value) ? 0 : most;
    }
    parts.shown = isnan(cell->now) ? parts.least : fmin(fmax(cell->now, parts.least), parts.most);
    return parts;
}

/* ---- numbers of then ---- */

static const char *name_then(const struct comparison *c, const char *period, const char *district, const char *column,
                             char name[LINKED_NAME])
{
    return LINKED(name, "then", c->edition, period, district, column);
}

/* Known where it was shown; else withheld for ever, and nearby is as good a guess as any. */
static struct quantity number_then(double shown, double nearby, bool is_group, size_t group)
{
    return (struct quantity){ .kind = is_group ? LINKS_GROUP : LINKS_COUNT,
                              .value = isnan(shown) ? fmax(0, nearby) : shown,
                              .weight = 1,
                              .known = isfinite(shown),
                              .rule = isnan(shown) ? SUPPRESSION_LINKED : SUPPRESSION_NONE,
                              .kept = true,
                              .earlier = true,
                              .guessed = isnan(shown),
                              .group = group == SIZE_MAX ? 0 : group + 1 };
}

/* The numbers of then; where some are withheld, today's is all of them together, or, of moves, all but those between
 * them. */
static void put_parts(const struct comparison *c, const struct district_cell *cell, const struct parts *parts)
{
    const struct table *t = earlier_tables_districts(c->then);
    bool is_group = strcmp(cell->column, "person_years") == 0;
    double each = parts->n_withheld == 0 ? 0 : (cell->now - parts->shown) / (double) parts->n_withheld;
    char relation[LINKED_NAME], name[LINKED_NAME];

    LINKED(relation, "became", c->edition, cell->period, cell->district, cell->column);
    if (parts->n_withheld > 0)
        links_join(c->p->links, relation, cell->q, 1);
    if (parts->n_withheld > 0 && strcmp(cell->column, "moved_out") == 0)
        links_join(c->p->links, relation, SIZE_MAX, 1);
    for (size_t row = 0; row < table_rows(t); row++) {
        const char *district = table_text(t, row, "district");
        size_t group = links_find(c->p->links, name_then(c, cell->period, district, "person_years", name));
        struct quantity then;
        size_t number;

        if (!became(c, t, row, cell))
            continue;
        then = number_then(shown_as(c, row, cell->column, parts), each, is_group, is_group ? SIZE_MAX : group);
        number = links_add(c->p->links, name_then(c, cell->period, district, cell->column, name), &then);
        if (parts->n_withheld > 0)
            links_join(c->p->links, relation, number, -1);
    }
}

static void note_others(struct comparison *c, const char *period)
{
    dictionary_intern(c->others, period, strlen(period));
}

static bool has_districts(const struct comparison *c, const struct district_cell *cell)
{
    const struct table *t = earlier_tables_districts(c->then);

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        if (table_is(t, row, "period", cell->period) && is_told(t, row, cell->column, cell->status))
            return true;
    return false;
}

/* What has a row, and no number in it, was left out: that is no silence. */
static bool has_row(const struct comparison *c, const struct district_cell *cell)
{
    const struct table *t = earlier_tables_districts(c->then);

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        if (table_is(t, row, "period", cell->period) &&
            strcmp(organisation_today(c->organisation, table_text(t, row, "district")), cell->district) == 0)
            return true;
    return false;
}

void districts_compare(struct comparison *c, const struct district_cell *cell)
{
    struct parts parts = parts_of(c, cell);
    bool revised = compare_is_revised(c, cell->period, "all"), same = compare_is_same(parts.shown, cell->now);
    char key[LINKED_NAME];

    if (parts.n > 0 && !parts.itself)
        note_others(c, cell->period);
    if (parts.n == 0 && has_districts(c, cell) && !has_row(c, cell))
        compare_none(c, cell->q);
    if (cell->q == SIZE_MAX || parts.n == 0)
        return;
    LINKED(key, cell->period, cell->district);
    if (parts.itself && (parts.n_withheld == 1 || revised || same)) {
        compare_same(c, "districts", key, cell->column, cell->q);
        return;
    }
    put_parts(c, cell, &parts);
    if (parts.n_withheld == 0 && (same || revised))
        links_at(c->p->links, cell->q)->known = true;
    else if (parts.n_withheld == 0) {
        note_others(c, cell->period);
        compare_others(c, key, cell->column, cell->q, cell->now, parts.shown);
    }
}

/* ---- and together ---- */

static bool has_others(const struct comparison *c, const char *period)
{
    return dictionary_has(c->others, period);
}

static size_t moves_then(const struct comparison *c, const char *period, const char *occupation, double nearby)
{
    char key[LINKED_NAME], name[LINKED_NAME];
    double then = NAN;
    struct quantity number;

    LINKED(key, period, occupation, "moves");
    if (earlier_tables_find(c->then, "balance", key, "persons", &then) == TOLD_NOTHING)
        return SIZE_MAX;
    number = number_then(then, nearby, false, SIZE_MAX);
    return links_add(c->p->links, LINKED(name, "moves then", c->edition, period, occupation), &number);
}

void districts_compare_moves(struct comparison *c, const char *period, const char *occupation, size_t q, double now)
{
    char key[LINKED_NAME], relation[LINKED_NAME];
    double then = NAN;
    enum told told;
    size_t number;

    LINKED(key, period, occupation, "moves");
    told = earlier_tables_find_near(c->then, "balance", key, "persons", now, &then);
    if (q == SIZE_MAX || told == TOLD_NOTHING)
        return;
    if (told == TOLD_WITHHELD || !has_others(c, period))
        compare_same(c, "balance", key, "persons", q);
    if (!has_others(c, period))
        return;
    number = moves_then(c, period, occupation, now);
    LINKED(relation, "occupations of moves then", c->edition, period);
    links_join(c->p->links, relation, number, strcmp(occupation, "all") == 0 ? 1 : -1);
    if (told == TOLD_NUMBER && !compare_is_same(then, now) && !compare_is_revised(c, period, occupation)) {
        compare_others(c, key, "moves", q, now, then);
        return;
    }
    LINKED(relation, "fewer moves", c->edition, period, occupation);
    links_join(c->p->links, relation, q, 1);
    links_join(c->p->links, relation, SIZE_MAX, 1);
    links_join(c->p->links, relation, number, -1);
}

/* The number of then, where it is one of its own, or else today's, which is the same. */
static size_t find_then(const struct comparison *c, size_t column, const char *period, const char *district)
{
    char name[LINKED_NAME];
    size_t then = links_find(c->p->links, name_then(c, period, district, COLUMNS[column].column, name));

    return then != SIZE_MAX ? then
                            : links_find(c->p->links, LINKED(name, COLUMNS[column].name, period,
                                                             organisation_today(c->organisation, district)));
}

static size_t find_whole(const struct comparison *c, size_t column, const char *period)
{
    char name[LINKED_NAME], key[LINKED_NAME];
    size_t told;
    double then;

    LINKED(key, period, "all", "none", "all");
    told = links_find(c->p->links, LINKED(name, "told", c->edition, key, COLUMNS[column].column));
    if (c->other_people && earlier_tables_find(c->then, "city", key, COLUMNS[column].column, &then) == TOLD_WITHHELD)
        return SIZE_MAX;
    if (c->other_people && told != SIZE_MAX)
        return told; /* today's is of others */
    return COLUMNS[column].is_group || strcmp(COLUMNS[column].whole, "exits") == 0
               ? links_find(c->p->links, LINKED(name, COLUMNS[column].whole, period, "all", "none", "all"))
               : moves_then(c, period, "all", 0);
}

/* ---- what was withheld then, as far as it can be told now ---- */

/* The sum of what they are, and how many of them are withheld and numbers of then alone. */
static double sum_then(const struct comparison *c, size_t column, const char *period, size_t *n_open)
{
    const struct table *t = earlier_tables_districts(c->then);
    double sum = 0;

    *n_open = 0;
    for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
        size_t q = table_is(t, row, "period", period) ? find_then(c, column, period, table_text(t, row, "district"))
                                                      : SIZE_MAX;

        if (q == SIZE_MAX || !is_told(t, row, COLUMNS[column].column, COLUMNS[column].status))
            continue;
        sum += links_at(c->p->links, q)->value;
        *n_open += links_at(c->p->links, q)->earlier && !links_at(c->p->links, q)->known;
    }
    return sum;
}

static void add_to_open(const struct comparison *c, size_t column, const char *period, double each)
{
    const struct table *t = earlier_tables_districts(c->then);

    for (size_t row = 0; row < table_rows(t); row++) {
        size_t q = table_is(t, row, "period", period) ? find_then(c, column, period, table_text(t, row, "district"))
                                                      : SIZE_MAX;

        if (q != SIZE_MAX && links_at(c->p->links, q)->earlier && !links_at(c->p->links, q)->known)
            links_at(c->p->links, q)->value += each;
    }
}

static bool is_of(const struct balance_year *y, const char *period, bool whole)
{
    return strcmp(y->period, period) == 0 && (strcmp(y->occupation, "all") == 0) == whole;
}

/* What the occupations whose moves were withheld had together, in equal parts. */
static void fit_occupations(const struct comparison *c, const struct balance_years *years, const char *period,
                            double whole)
{
    char name[LINKED_NAME];
    size_t n_open = 0;

    for (int giving = 0; giving < 2; giving++)
        for (size_t i = 0; i < years->n; i++) {
            const struct balance_year *y = &years->items[i];
            size_t q = is_of(y, period, false)
                           ? links_find(c->p->links, LINKED(name, "moves then", c->edition, period, y->occupation))
                           : SIZE_MAX;

            if (q == SIZE_MAX)
                continue;
            if (giving == 0 && links_at(c->p->links, q)->known)
                whole -= links_at(c->p->links, q)->value;
            else if (!links_at(c->p->links, q)->known && giving == 0)
                n_open++;
            else if (!links_at(c->p->links, q)->known)
                links_at(c->p->links, q)->value = fmax(0, whole / (double) n_open);
        }
}

/* Moves between districts that have been merged are in none of today's numbers: they are what is left of the whole. */
static void fit_moves(const struct comparison *c, const struct balance_years *years, const char *period)
{
    size_t column = N_COLUMNS - 1, n_open, q;
    char name[LINKED_NAME];
    double sum = sum_then(c, column, period, &n_open);
    struct quantity *whole;

    q = links_find(c->p->links, LINKED(name, "moves then", c->edition, period, "all"));
    if (q == SIZE_MAX)
        return;
    whole = links_at(c->p->links, q);
    if (!whole->known)
        whole->value = sum;
    else if (n_open > 0 && whole->value > sum)
        add_to_open(c, column, period, (whole->value - sum) / (double) n_open);
    fit_occupations(c, years, period, whole->value);
}

void districts_sum(const struct comparison *c, const struct balance_years *years)
{
    const struct table *t = earlier_tables_districts(c->then);

    for (size_t i = 0; i < years->n; i++)
        if (is_of(&years->items[i], years->items[i].period, true) && has_others(c, years->items[i].period))
            fit_moves(c, years, years->items[i].period);
    for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
        const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");

        for (size_t i = 0; has_others(c, period) && i < N_COLUMNS; i++) {
            char relation[LINKED_NAME];

            if (!is_told(t, row, COLUMNS[i].column, COLUMNS[i].status))
                continue;
            LINKED(relation, "districts then", c->edition, period, COLUMNS[i].column);
            if (!links_has_relation(c->p->links, relation))
                links_join(c->p->links, relation, find_whole(c, i, period), 1);
            links_join(c->p->links, relation, find_then(c, i, period, district), -1);
        }
    }
}
