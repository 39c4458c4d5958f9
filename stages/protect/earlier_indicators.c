#include "stages/protect/earlier_indicators.h"
#include "stages/protect/indicators_rooms.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/disclosure/rounding.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHOLE, COUNTED, OTHERS, OWN_STAFF, MOST_CELLS, MOST_KEYS = 5, KEY_LENGTH = 1024, LONG_NAME = 4 * LINKED_NAME };

/* What an earlier report told of one number. */
struct told_number {
    bool any;
    double value, slack; /* NaN: withheld; the value may be so much more or less */
};

/* The two tables, and which numbers of their rows are of whom. */
struct kind {
    const char *keys[MOST_KEYS]; /* beside the district; NULL after the last */
    size_t n_cells;
    size_t (*quantity)(const struct indicators *all, size_t row, size_t cell);
    struct told_number (*told)(const struct comparison *c, const struct table *then, size_t row, size_t cell);
};

/* ---- indicators ---- */

static double near_rounded(const struct comparison *c, const char *table, const char *column, double value)
{
    return rounded_base_of(earlier_tables_rounded(c->then), table, column, value) / 2.0;
}

/* Person-years are compared where they belong, and others' groups in their own rows. */
static size_t quantity_of_indicator(const struct indicators *all, size_t row, size_t cell)
{
    const struct table *t = all->indicators;
    const struct indicator_cells *c = &all->cells[row];
    const size_t quantities[MOST_CELLS] = { c->denominator, c->numerator, c->remainder, c->group };

    if ((cell == WHOLE && table_is(t, row, "denominator_basis", "person_years")) ||
        (cell == OWN_STAFF && !table_is(t, row, "indicator", "consultant_share") &&
         !table_is(t, row, "indicator", "vacancy_rate")))
        return SIZE_MAX;
    return quantities[cell];
}

static struct told_number told_of_indicator(const struct comparison *c, const struct table *t, size_t row, size_t cell)
{
    double whole = real(t, row, "denominator"), counted = real(t, row, "numerator"), slack = 0;
    struct told_number told = { .any = true };

    if (table_is(t, row, "indicator", "survey_share")) { /* told by the share, in whole percent */
        counted = round(whole * real(t, row, "value") / 100);
        slack = ceil(0.005 * whole);
    }
    told.value = cell == WHOLE ? whole : cell == COUNTED ? counted : whole - counted;
    told.slack = (cell == WHOLE ? 0 : slack) + near_rounded(c, "public_indicators", "numerator", counted) +
                 near_rounded(c, "public_indicators", "denominator", whole);
    told.any = isfinite(told.value) || table_is(t, row, "value_status", "withheld");
    return told;
}

/* ---- answers ---- */

static size_t quantity_of_answer(const struct indicators *all, size_t row, size_t cell)
{
    return cell == WHOLE ? all->answer_cells[row].group : all->answer_cells[row].count;
}

static struct told_number told_of_answer(const struct comparison *c, const struct table *t, size_t row, size_t cell)
{
    const char *column = cell == WHOLE ? "n" : "count";
    double value = real(t, row, column);

    return (struct told_number){ .any = isfinite(value) || table_is(t, row, "count_status", "withheld"),
                                 .value = value,
                                 .slack = near_rounded(c, "public_distributions", column, value) };
}

static const struct kind KINDS[] = {
    { { "indicator", "period", "category", "group", "definition" },
      MOST_CELLS,
      quantity_of_indicator,
      told_of_indicator },
    { { "question", "period", "group", "answer", NULL }, 2, quantity_of_answer, told_of_answer },
};

/* ---- rows of then, by what they have become ---- */

struct look {
    struct comparison *c;
    const struct indicators *all;
    const struct kind *kind;
    const struct table *now, *then;
    struct dictionary *nows, *thens; /* rows of today, and of then by what is today's, by key */
    size_t *now_rows;                /* by key */
    size_t now_capacity;
    size_t *first, *next; /* the rows of then of a key, one after the other; SIZE_MAX after the last */
    size_t first_capacity;
    size_t *same;              /* by row of then and cell: the quantity that it is */
    struct dictionary *others; /* relations of the city of then that say something new */
};

static size_t key_of(const struct kind *kind, const struct table *t, size_t row, const char *district,
                     const char *group, char key[KEY_LENGTH])
{
    size_t n = (size_t) snprintf(key, KEY_LENGTH, "%s", district);

    for (size_t i = 0; i < MOST_KEYS && kind->keys[i] != NULL && n < KEY_LENGTH; i++)
        n += (size_t) snprintf(key + n, KEY_LENGTH - n, "|%s",
                               group != NULL && strcmp(kind->keys[i], "group") == 0 ? group
                                                                                    : text(t, row, kind->keys[i]));
    return n < KEY_LENGTH ? n : KEY_LENGTH - 1;
}

static const char *today_of(const struct look *x, size_t row)
{
    return organisation_today(x->c->organisation, text(x->then, row, "district"));
}

/* Published figures and comparisons with others are told as they were told elsewhere. */
static bool is_own(const struct look *x, const struct table *t, size_t row)
{
    return x->kind != &KINDS[0] || table_is(t, row, "basis", "own");
}

static void find_rows(struct look *x)
{
    char key[KEY_LENGTH];

    for (size_t row = 0; row < table_rows(x->now); row++) {
        uint32_t at;

        if (!is_own(x, x->now, row))
            continue;
        at = dictionary_intern(x->nows, key, key_of(x->kind, x->now, row, text(x->now, row, "district"), NULL, key));
        x->now_rows = memory_grow(x->now_rows, &x->now_capacity, at + 1, sizeof *x->now_rows);
        x->now_rows[at] = row;
    }
    x->next = memory_zeroed(table_rows(x->then), sizeof *x->next);
    x->same = memory_zeroed(table_rows(x->then) * MOST_CELLS, sizeof *x->same);
    for (size_t row = table_rows(x->then); row-- > 0;) {
        size_t known = dictionary_size(x->thens);
        uint32_t at;

        for (size_t cell = 0; cell < MOST_CELLS; cell++)
            x->same[row * MOST_CELLS + cell] = SIZE_MAX;
        if (!is_own(x, x->then, row))
            continue;
        at = dictionary_intern(x->thens, key, key_of(x->kind, x->then, row, today_of(x, row), NULL, key));
        x->first = memory_grow(x->first, &x->first_capacity, at + 1, sizeof *x->first);
        x->next[row] = at == known ? SIZE_MAX : x->first[at];
        x->first[at] = row;
    }
}

static size_t row_of(const struct dictionary *keys, const size_t *rows, const char *key, size_t n)
{
    uint32_t at = dictionary_find(keys, key, n);

    return at == UINT32_MAX ? SIZE_MAX : rows[at];
}

static size_t first_then(const struct look *x, size_t row, const char *district)
{
    char key[KEY_LENGTH];
    size_t n = key_of(x->kind, x->now, row, district, NULL, key);

    return row_of(x->thens, x->first, key, n);
}

/* ---- what was told of those that are one number of today ---- */

struct parts {
    double shown;   /* of what it can have been, what lies nearest to today's */
    double towards; /* so much of the slack of each */
    size_t n, n_withheld, n_absorbed;
    bool itself;
    bool missing; /* some that became part of it had no row */
};

static size_t n_became(const struct look *x, const char *district, const char *period)
{
    const char *unit, *successor;
    int32_t day;
    size_t n = 0;

    for (size_t i = 0; organisation_event(x->c->organisation, i, &day, &unit, &successor); i++)
        n += strcmp(unit, district) != 0 && strcmp(organisation_today(x->c->organisation, unit), district) == 0 &&
             calendar_to_civil(day).year >= atoi(period);
    return n;
}

static struct parts parts_of(const struct look *x, size_t row, const char *district, size_t cell, double now)
{
    struct parts parts = { 0 };
    double slack = 0;

    for (size_t then = first_then(x, row, district); then != SIZE_MAX; then = x->next[then]) {
        struct told_number told = x->kind->told(x->c, x->then, then, cell);
        bool same = table_is(x->then, then, "district", district);

        if (!told.any)
            continue;
        parts.itself = ++parts.n == 1 && same;
        parts.n_absorbed += !same;
        parts.n_withheld += isnan(told.value) ? 1 : 0;
        parts.shown += isnan(told.value) ? 0 : told.value;
        slack += isnan(told.value) ? 0 : told.slack;
    }
    if (parts.n_withheld == 0 && slack > 0) {
        double sum = parts.shown;

        parts.shown = fmin(fmax(now, sum - slack), sum + slack);
        parts.towards = (parts.shown - sum) / slack;
    }
    parts.missing = n_became(x, district, text(x->now, row, "period")) > parts.n_absorbed;
    return parts;
}

/* The city's number of the same has not changed, and both reports show it. */
static bool is_same_city(const struct look *x, size_t row, size_t cell)
{
    char key[KEY_LENGTH];
    size_t n = key_of(x->kind, x->now, row, "all", NULL, key), city = row_of(x->nows, x->now_rows, key, n), q;
    struct parts parts;

    q = city == SIZE_MAX ? SIZE_MAX : x->kind->quantity(x->all, city, cell);
    if (q == SIZE_MAX)
        return false;
    parts = parts_of(x, city, "all", cell, links_at(x->c->p->links, q)->value);
    return parts.n == 1 && parts.n_withheld == 0 && compare_is_same(parts.shown, links_at(x->c->p->links, q)->value);
}

/* ---- numbers of then ---- */

static void note_others(struct look *x, size_t then, size_t cell)
{
    char key[KEY_LENGTH + 16];
    size_t n = key_of(x->kind, x->then, then, "", NULL, key);

    n += (size_t) snprintf(key + n, sizeof key - n, "|%zu", cell);
    dictionary_intern(x->others, key, n);
}

/* Known where it was shown; else withheld for ever, and `guess` is as good as any. */
static size_t put_then(const struct look *x, size_t q, size_t then, double guess, const struct told_number *told)
{
    const struct quantity *now = links_at(x->c->p->links, q);
    bool shown = isfinite(told->value);
    struct quantity number = { .kind = now->kind,
                               .threshold = now->threshold,
                               .value = fmax(0, guess),
                               .weight = 1,
                               .known = shown,
                               .mixed = now->mixed,
                               .rule = shown ? SUPPRESSION_NONE : SUPPRESSION_LINKED,
                               .kept = true,
                               .earlier = true,
                               .guessed = !shown };
    char name[LONG_NAME], value[32] = "";

    if (shown) /* one number of today may have been several */
        snprintf(value, sizeof value, "%g", told->value);
    snprintf(name, sizeof name, "then|%s|%s|%s|%s", x->c->edition, text(x->then, then, "district"), value,
             links_name(x->c->p->links, q));
    return links_add(x->c->p->links, name, &number);
}

/* What of today's number the others of then are: those that had no row, or that were not in it. */
static void join_others(const struct look *x, size_t q, const char *relation, double others)
{
    struct quantity hidden = { .kind = links_at(x->c->p->links, q)->kind,
                               .threshold = links_at(x->c->p->links, q)->threshold,
                               .value = fabs(others) };
    char name[LONG_NAME + 16];

    if (hidden.kind == LINKS_GROUP && hidden.threshold > 0)
        hidden.rule = hidden.value > 0 && hidden.value < hidden.threshold ? SUPPRESSION_GROUP : SUPPRESSION_NONE;
    else if (hidden.kind == LINKS_GROUP)
        hidden.rule = suppression_of_group(&x->c->p->limits, hidden.value, NAN);
    else
        hidden.rule = suppression_of_count(&x->c->p->limits, hidden.value, INFINITY, INFINITY);
    snprintf(name, sizeof name, "others of %s", relation);
    links_join(x->c->p->links, relation, links_add(x->c->p->links, name, &hidden), others < 0 ? 1 : -1);
}

/* Today's number is those of then together, and some others. */
static void join_then(struct look *x, size_t row, size_t cell, size_t q, const struct parts *parts, bool others)
{
    double now = links_at(x->c->p->links, q)->value;
    double guess = parts->n_withheld > 0 ? (now - parts->shown) / (double) parts->n_withheld : 0;
    char relation[LONG_NAME];

    snprintf(relation, sizeof relation, "became|%s|%s|%zu", x->c->edition, links_name(x->c->p->links, q), row);
    links_join(x->c->p->links, relation, q, 1);
    for (size_t then = first_then(x, row, text(x->now, row, "district")); then != SIZE_MAX; then = x->next[then]) {
        struct told_number told = x->kind->told(x->c, x->then, then, cell);
        size_t number;

        if (!told.any)
            continue;
        told.value += parts->towards * told.slack;
        number = put_then(x, q, then, isnan(told.value) ? guess : told.value, &told);
        x->same[then * MOST_CELLS + cell] = number;
        links_join(x->c->p->links, relation, number, -1);
        note_others(x, then, cell);
    }
    if (others)
        join_others(x, q, relation, parts->n_withheld > 0 ? 0 : now - parts->shown);
}

static void keep(const struct look *x, size_t q, const struct parts *parts)
{
    struct quantity *quantity = links_at(x->c->p->links, q);

    if (parts->n_withheld == 0) {
        quantity->known = true;
        return;
    }
    if (quantity->rule == SUPPRESSION_NONE)
        quantity->rule = SUPPRESSION_LINKED;
    quantity->kept = true;
}

/* ---- today's numbers, one by one ---- */

static bool is_summed(const struct look *x, const struct table *t, size_t row)
{
    return x->kind == &KINDS[0] && isfinite(real(t, row, "districts"));
}

/* A city that was summed is of the districts that reported then. */
static void compare_city(struct look *x, size_t row, size_t cell, size_t q, const struct parts *parts)
{
    size_t then = first_then(x, row, "all");
    bool summed = is_summed(x, x->now, row), same = compare_is_same(parts->shown, links_at(x->c->p->links, q)->value);
    bool alike = summed == is_summed(x, x->then, then) &&
                 (!summed || real(x->now, row, "districts") == real(x->then, then, "districts"));
    struct told_number told = x->kind->told(x->c, x->then, then, cell);

    if ((parts->n_withheld > 0 && alike) || (parts->n_withheld == 0 && (same || (alike && !summed)))) {
        keep(x, q, parts);
        x->same[then * MOST_CELLS + cell] = q;
        return;
    }
    x->same[then * MOST_CELLS + cell] = put_then(
        x, q, then, isnan(told.value) ? links_at(x->c->p->links, q)->value : told.value, &told);
    note_others(x, then, cell);
}

static void compare_cell(struct look *x, size_t row, size_t cell)
{
    const char *district = text(x->now, row, "district");
    size_t q = x->kind->quantity(x->all, row, cell), then = first_then(x, row, district);
    bool same, rest = x->kind == &KINDS[0] && indicators_is_rest(x->now, row);
    struct parts parts;

    if (q == SIZE_MAX || then == SIZE_MAX)
        return;
    parts = parts_of(x, row, district, cell, links_at(x->c->p->links, q)->value);
    same = compare_is_same(parts.shown, links_at(x->c->p->links, q)->value);
    if (parts.n == 0)
        return;
    if (is_all(x->now, row, "district"))
        compare_city(x, row, cell, q, &parts);
    else if (rest) {
        if (parts.itself && parts.n_withheld == 0 && same)
            keep(x, q, &parts);
    } else if (parts.itself && !parts.missing && (parts.n_withheld > 0 || same || !is_same_city(x, row, cell))) {
        keep(x, q, &parts);
        x->same[then * MOST_CELLS + cell] = q;
    } else {
        bool revised = parts.n_withheld == 0 && !parts.missing && (same || !is_same_city(x, row, cell));

        join_then(x, row, cell, q, &parts, parts.missing || (parts.n_withheld == 0 && !revised));
        if (revised)
            links_at(x->c->p->links, q)->known = true;
    }
}

/* ---- and what those of then were together ---- */

static bool has_others(const struct look *x, size_t then, size_t cell)
{
    char key[KEY_LENGTH + 16];
    size_t n = key_of(x->kind, x->then, then, "", NULL, key);

    n += (size_t) snprintf(key + n, sizeof key - n, "|%zu", cell);
    return dictionary_find(x->others, key, n) != UINT32_MAX;
}

static bool is_then_alone(const struct look *x, size_t q)
{
    return q != SIZE_MAX && links_at(x->c->p->links, q)->earlier;
}

static void join_districts(const struct look *x, size_t then, size_t cell)
{
    bool city = is_all(x->then, then, "district");
    size_t q = x->same[then * MOST_CELLS + cell];
    char key[KEY_LENGTH], relation[KEY_LENGTH + 64];

    key_of(x->kind, x->then, then, "", NULL, key);
    snprintf(relation, sizeof relation, "indicator districts then|%s|%zu|%s", x->c->edition, cell, key);
    if (city && !is_summed(x, x->then, then))
        indicators_join_parts(x->c->p, q, true, relation);
    else
        links_join(x->c->p->links, relation, q, city ? 1 : -1);
}

static void join_groups(const struct look *x, size_t then, size_t cell)
{
    char key[KEY_LENGTH], relation[KEY_LENGTH + 64];

    key_of(x->kind, x->then, then, text(x->then, then, "district"), "", key);
    snprintf(relation, sizeof relation, "indicator groups then|%s|%zu|%s", x->c->edition, cell, key);
    indicators_join_parts(x->c->p, x->same[then * MOST_CELLS + cell], is_all(x->then, then, "group"), relation);
}

static void join_share(const struct look *x, size_t then)
{
    const size_t *same = &x->same[then * MOST_CELLS];
    char key[KEY_LENGTH], relation[KEY_LENGTH + 64];

    if (same[WHOLE] == SIZE_MAX || same[COUNTED] == SIZE_MAX || same[OTHERS] == SIZE_MAX)
        return;
    key_of(x->kind, x->then, then, text(x->then, then, "district"), NULL, key);
    snprintf(relation, sizeof relation, "indicator share then|%s|%s", x->c->edition, key);
    for (size_t cell = WHOLE; cell <= OTHERS; cell++)
        links_join(x->c->p->links, relation, same[cell], cell == WHOLE ? 1 : -1);
}

static bool is_rest_of_city(const struct look *x, size_t then)
{
    return x->kind == &KINDS[0] && indicators_is_rest(x->then, then);
}

static void join_row(const struct look *x, size_t then)
{
    bool alone = false;

    for (size_t cell = 0; cell < x->kind->n_cells; cell++) {
        bool own = is_then_alone(x, x->same[then * MOST_CELLS + cell]);

        if (!x->kind->told(x->c, x->then, then, cell).any)
            continue;
        alone = alone || own;
        if (has_others(x, then, cell))
            join_districts(x, then, cell);
        if (own && x->kind == &KINDS[0])
            join_groups(x, then, cell);
    }
    if (alone)
        join_share(x, then);
}

static void compare_kind(struct comparison *c, const struct indicators *all, const struct kind *kind,
                         const struct table *now, const struct table *then)
{
    struct look x = { .c = c,
                      .all = all,
                      .kind = kind,
                      .now = now,
                      .then = then,
                      .nows = dictionary_new(),
                      .thens = dictionary_new(),
                      .others = dictionary_new() };

    if (now != NULL && then != NULL) {
        find_rows(&x);
        for (size_t row = 0; row < table_rows(now); row++)
            for (size_t cell = 0; is_own(&x, now, row) && cell < kind->n_cells; cell++)
                compare_cell(&x, row, cell);
        for (size_t row = 0; row < table_rows(then); row++)
            if (is_own(&x, then, row) && !is_rest_of_city(&x, row))
                join_row(&x, row);
    }
    dictionary_free(x.nows);
    dictionary_free(x.thens);
    dictionary_free(x.others);
    free(x.now_rows);
    free(x.first);
    free(x.next);
    free(x.same);
}

void earlier_indicators_compare(struct comparison *c, const struct indicators *all)
{
    compare_kind(c, all, &KINDS[0], all->indicators, earlier_tables_indicators(c->then));
    compare_kind(c, all, &KINDS[1], all->answers, earlier_tables_answers(c->then));
}
