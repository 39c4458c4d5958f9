/* earlier_indicators_rows.c - which rows of an earlier report a row of today was, and what they told. */
#include "stages/protect/earlier_indicators_rooms.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- indicators ---- */

static double near_rounded(const struct comparison *c, const char *table, const char *column, double value)
{
    return rounded_base_of(earlier_tables_rounded(c->then), table, column, value) / 2.0;
}

/* Others' groups are compared in their own rows. */
static size_t quantity_of_indicator(const struct indicators *all, size_t row, size_t cell)
{
    const struct table *t = all->indicators;
    const struct indicator_cells *c = &all->cells[row];
    const size_t quantities[MOST_CELLS] = { c->denominator, c->numerator, c->remainder, c->group };

    if (cell == OWN_STAFF && !table_is(t, row, "indicator", "consultant_share") &&
        !table_is(t, row, "indicator", "vacancy_rate"))
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

/* ---- rows, by what they have become ---- */

bool look_is_of_indicators(const struct look *x)
{
    return x->kind == &KINDS[0];
}

size_t look_key(const struct kind *kind, const struct table *t, size_t row, const char *district, const char *group,
                char key[KEY_LENGTH])
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

bool look_is_own(const struct look *x, const struct table *t, size_t row)
{
    return !look_is_of_indicators(x) || table_is(t, row, "basis", "own");
}

static void look_find(struct look *x)
{
    char key[KEY_LENGTH];

    for (size_t row = 0; row < table_rows(x->now); row++) {
        uint32_t at;

        if (!look_is_own(x, x->now, row))
            continue;
        at = dictionary_intern(x->nows, key, look_key(x->kind, x->now, row, text(x->now, row, "district"), NULL, key));
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
        if (!look_is_own(x, x->then, row))
            continue;
        dictionary_intern(x->places, text(x->then, row, "district"), strlen(text(x->then, row, "district")));
        at = dictionary_intern(x->exact, key,
                               look_key(x->kind, x->then, row, text(x->then, row, "district"), NULL, key));
        x->exact_rows = memory_grow(x->exact_rows, &x->exact_capacity, at + 1, sizeof *x->exact_rows);
        x->exact_rows[at] = row;
        at = dictionary_intern(x->thens, key, look_key(x->kind, x->then, row, today_of(x, row), NULL, key));
        x->first = memory_grow(x->first, &x->first_capacity, at + 1, sizeof *x->first);
        x->next[row] = at == known ? SIZE_MAX : x->first[at];
        x->first[at] = row;
    }
}

size_t look_row(const struct dictionary *keys, const size_t *rows, const char *key, size_t n)
{
    uint32_t at = dictionary_find(keys, key, n);

    return at == UINT32_MAX ? SIZE_MAX : rows[at];
}

size_t look_first(const struct look *x, size_t row, const char *district)
{
    char key[KEY_LENGTH];
    size_t n = look_key(x->kind, x->now, row, district, NULL, key);

    return look_row(x->thens, x->first, key, n);
}

bool look_is_summed(const struct look *x, const struct table *t, size_t row)
{
    return look_is_of_indicators(x) && isfinite(real(t, row, "districts"));
}

struct look look_begin(struct comparison *c, const struct indicators *all, bool answers)
{
    struct look x = { .c = c,
                      .all = all,
                      .kind = &KINDS[answers],
                      .now = answers ? all->answers : all->indicators,
                      .then = answers ? earlier_tables_answers(c->then) : earlier_tables_indicators(c->then),
                      .nows = dictionary_new(),
                      .thens = dictionary_new(),
                      .exact = dictionary_new(),
                      .places = dictionary_new(),
                      .others = dictionary_new() };

    if (x.now != NULL && x.then != NULL)
        look_find(&x);
    return x;
}

void look_end(struct look *x)
{
    dictionary_free(x->nows);
    dictionary_free(x->thens);
    dictionary_free(x->exact);
    dictionary_free(x->places);
    dictionary_free(x->others);
    free(x->now_rows);
    free(x->first);
    free(x->next);
    free(x->same);
    free(x->exact_rows);
}
