#include "stages/report/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/staff/indicator.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct names indicator_periods(const struct report *r, struct followup_key key)
{
    return followup_names(&r->followup, "period", "own", key);
}

const char *indicator_last(const struct report *r, struct followup_key key)
{
    struct names periods = indicator_periods(r, key);
    const char *last = periods.n > 0 ? periods.items[periods.n - 1] : NULL;

    free(periods.items);
    return last;
}

bool indicator_exists(const struct report *r, const char *indicator)
{
    return followup_find(&r->followup, 0, "own", (struct followup_key){ .indicator = indicator }) != SIZE_MAX;
}

void indicator_source(struct report *r, struct followup_key key)
{
    size_t row = followup_find(&r->followup, 0, "own", key);

    if (row != SIZE_MAX)
        source_line(r, table_text(r->followup.indicators, row, "source"));
}

/* ---- cells ---- */

static const char *status_of(struct followup_value v)
{
    return v.withheld ? "withheld" : NULL;
}

/* A value of zero is a dash where something is counted, and 0 where something is measured. */
static void value_cell(struct report *r, struct followup_value v, int decimals)
{
    if (!v.shown)
        cell(r, v.withheld ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE);
    else
        cell(r, decimals == 0 && v.value == 0 ? PHRASE_ZERO : swedish_number(v.value, decimals).text);
}

static void coverage_cell(struct report *r, struct followup_value v)
{
    char *text;

    if (!isfinite(v.districts) || !isfinite(v.districts_of)) {
        cell(r, PHRASE_NOT_APPLICABLE);
        return;
    }
    text = phrase_say("%s av %s", swedish_number(v.districts, 0).text, swedish_number(v.districts_of, 0).text);
    cell(r, text);
    free(text);
}

static void stated_cell(struct report *r, struct followup_value v)
{
    char *text = v.found ? followup_stated(r->followup.indicators, v.row) : memory_copy_text(PHRASE_NOT_APPLICABLE);

    cell(r, text);
    free(text);
}

static void cell_with_limits(struct report *r, struct followup_value v, int decimals)
{
    char *text;

    if (!v.shown || !isfinite(v.lower) || !isfinite(v.upper)) {
        value_cell(r, v, decimals);
        return;
    }
    text = phrase_say("%s (%s)", swedish_number(v.value, decimals).text,
                      swedish_interval(v.lower, v.upper, decimals).text);
    cell(r, text);
    free(text);
}

static void put_cell(struct report *r, const struct indicator_column *c, struct followup_value v)
{
    switch (c->cell) {
    case CELL_VALUE:
        value_cell(r, v, c->decimals);
        break;
    case CELL_INTERVAL:
        if (v.withheld)
            cell(r, PHRASE_WITHHELD);
        else
            cell_limits(r, v.lower, v.upper, c->decimals);
        break;
    case CELL_VALUE_AND_INTERVAL:
        cell_with_limits(r, v, c->decimals);
        break;
    case CELL_STATED:
        stated_cell(r, v);
        break;
    case CELL_COUNT:
        cell_count(r, v.numerator, status_of(v));
        break;
    case CELL_OF:
        cell_count(r, v.denominator, status_of(v));
        break;
    case CELL_COVERAGE:
        coverage_cell(r, v);
        break;
    }
}

static bool holds(struct followup_value v, enum indicator_cell cell)
{
    if (!v.found)
        return false;
    if (v.withheld)
        return cell != CELL_COVERAGE;
    return cell == CELL_VALUE || cell == CELL_VALUE_AND_INTERVAL ? v.shown
           : cell == CELL_INTERVAL                               ? isfinite(v.lower)
           : cell == CELL_STATED                                 ? v.shown || isfinite(v.low)
           : cell == CELL_COUNT                                  ? isfinite(v.numerator)
           : cell == CELL_OF                                     ? isfinite(v.denominator)
                                                                 : isfinite(v.districts_of);
}

/* ---- tables ---- */

enum { MOST_COLUMNS = HEADS_MOST - 1, MOST_ROWS = 256 };

struct row_of_table {
    const char *period, *district; /* NULL: the column's own */
    const char *name;
};

static struct followup_value value_at(const struct report *r, const struct indicator_column *c,
                                      const struct row_of_table *row)
{
    struct followup_key key = c->key;

    key.period = row->period != NULL ? row->period : key.period;
    key.district = row->district != NULL ? row->district : key.district;
    return followup_own(&r->followup, key);
}

static bool put_table(struct report *r, const char *id, const char *caption, const char *what,
                      const struct row_of_table *rows, size_t n_rows, const struct indicator_column *columns, size_t n)
{
    bool used[MOST_COLUMNS] = { false };
    struct heads heads = { .n = 0 };

    heads_add(&heads, 'l', memory_copy_text(what));
    for (size_t c = 0; c < n; c++) {
        for (size_t i = 0; i < n_rows; i++)
            used[c] = used[c] || holds(value_at(r, &columns[c], &rows[i]), columns[c].cell);
        if (used[c])
            heads_add(&heads, 'r', memory_copy_text(columns[c].head));
    }
    if (heads.n == 1) {
        free(heads.columns[0]);
        return false;
    }
    heads_begin(r, id, caption, &heads);
    for (size_t i = 0; i < n_rows; i++) {
        cell(r, rows[i].name);
        for (size_t c = 0; c < n; c++)
            if (used[c])
                put_cell(r, &columns[c], value_at(r, &columns[c], &rows[i]));
        row_end(r);
    }
    table_end(r);
    return true;
}

bool indicator_years(struct report *r, const char *id, const char *caption, struct followup_key key,
                     const struct indicator_column *columns, size_t n)
{
    struct names periods = indicator_periods(r, key);
    struct row_of_table rows[MOST_ROWS];
    struct swedish words[MOST_ROWS];
    size_t n_rows = 0;
    bool put;

    for (size_t i = 0; i < periods.n && n_rows < MOST_ROWS; i++) {
        words[n_rows] = followup_period(periods.items[i]);
        rows[n_rows] = (struct row_of_table){ periods.items[i], NULL, words[n_rows].text };
        n_rows++;
    }
    put = n_rows > 0 &&
          put_table(r, id, caption, strlen(rows[0].period) == 4 ? "År" : "Tidpunkt", rows, n_rows, columns, n);
    free(periods.items);
    return put;
}

static int by_name(const void *one, const void *other)
{
    const struct row_of_table *a = one, *b = other;

    return swedish_compare(a->name, b->name);
}

/* The city's number is of those that report, where not all do. */
static const char *name_of_city(const struct report *r, const struct indicator_column *columns, size_t n)
{
    const struct row_of_table city = { NULL, EDITION_ALL, NULL };

    for (size_t c = 0; c < n; c++) {
        struct followup_value v = value_at(r, &columns[c], &city);

        if (v.found && v.districts < v.districts_of)
            return "De som redovisar";
    }
    return "Staden";
}

bool indicator_districts(struct report *r, const char *id, const char *caption, struct followup_key key,
                         const struct indicator_column *columns, size_t n)
{
    struct names districts = followup_names(&r->followup, "district", "own", key);
    struct row_of_table rows[MOST_ROWS];
    size_t n_rows = 0;
    bool city = false, put;

    for (size_t i = 0; i < districts.n && n_rows + 1 < MOST_ROWS; i++) {
        if (strcmp(districts.items[i], EDITION_ALL) == 0)
            city = true;
        else
            rows[n_rows++] = (struct row_of_table){ NULL, districts.items[i], districts.items[i] };
    }
    if (n_rows > 1)
        qsort(rows, n_rows, sizeof *rows, by_name);
    put = n_rows > 0;
    if (city)
        rows[n_rows++] = (struct row_of_table){ NULL, EDITION_ALL, name_of_city(r, columns, n) };
    put = put && put_table(r, id, caption, "Förvaltning", rows, n_rows, columns, n);
    free(districts.items);
    return put;
}

/* ---- answers ---- */

enum { MOST_PERIODS = 6 };

static bool is_answer(const struct table *t, size_t row, const char *question, const char *district)
{
    return table_is(t, row, "question", question) && table_is(t, row, "district", district) &&
           table_is(t, row, "group", EDITION_ALL);
}

/* The last MOST_PERIODS periods. */
static size_t periods_of(const struct table *t, const char *question, const char *district,
                         const char *periods[MOST_PERIODS])
{
    size_t n = 0;

    for (size_t row = 0; row < table_rows(t); row++) {
        const char *period = table_text(t, row, "period");

        if (!is_answer(t, row, question, district) || (n > 0 && strcmp(periods[n - 1], period) == 0))
            continue;
        if (n == MOST_PERIODS)
            memmove(periods, periods + 1, --n * sizeof *periods);
        periods[n++] = period;
    }
    return n;
}

static size_t answer_row(const struct table *t, const char *question, const char *district, const char *period,
                         int position)
{
    for (size_t row = 0; row < table_rows(t); row++)
        if (is_answer(t, row, question, district) && table_is(t, row, "period", period) &&
            (position == 0 || table_integer(t, row, "position") == position))
            return row;
    return SIZE_MAX;
}

void answer_cell(struct report *r, size_t row)
{
    const struct table *t = r->followup.distributions;
    double count = row != SIZE_MAX ? table_real(t, row, "count") : NAN;
    char *text;

    if (row == SIZE_MAX || !isfinite(count)) {
        cell(r,
             row != SIZE_MAX && table_is(t, row, "count_status", "withheld") ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE);
        return;
    }
    text = count == 0 ? memory_copy_text(PHRASE_ZERO)
                      : phrase_say("%s (%s)", swedish_number(count, 0).text,
                                   swedish_percent(table_real(t, row, "share"), 0).text);
    cell(r, text);
    free(text);
}

static void total_row(struct report *r, const struct table *t, const char *name, const char *column,
                      const char *question, const char *district, const char *const *periods, size_t n)
{
    bool any = false;

    for (size_t p = 0; p < n; p++)
        any = any || isfinite(table_real(t, answer_row(t, question, district, periods[p], 0), column));
    if (!any)
        return;
    cell(r, name);
    for (size_t p = 0; p < n; p++)
        cell_count(r, table_real(t, answer_row(t, question, district, periods[p], 0), column), NULL);
    row_end(r);
}

bool answers_table(struct report *r, const char *id, const char *caption, const char *question, const char *district,
                   const char *what)
{
    const struct table *t = r->followup.distributions;
    const char *periods[MOST_PERIODS];
    size_t n = t != NULL ? periods_of(t, question, district, periods) : 0;
    bool reasons = strcmp(question, "exit_reason") == 0;
    struct heads heads = { .n = 0 };

    if (n == 0)
        return false;
    heads_add(&heads, 'l', memory_copy_text(what));
    for (size_t p = 0; p < n; p++)
        heads_add(&heads, 'r', phrase_capital(followup_period(periods[p]).text));
    heads_begin(r, id, caption, &heads);
    for (int position = 1; position <= 32; position++) {
        const char *answer = NULL;

        for (size_t p = 0; p < n; p++) {
            size_t row = answer_row(t, question, district, periods[p], position);

            if (row != SIZE_MAX)
                answer = table_text(t, row, "answer");
        }
        if (answer == NULL)
            continue;
        cell(r, reasons ? indicator_label(INDICATOR_EXIT, answer) : answer);
        for (size_t p = 0; p < n; p++)
            answer_cell(r, answer_row(t, question, district, periods[p], position));
        row_end(r);
    }
    total_row(r, t, reasons ? "Samtal" : "Svar", "n", question, district, periods, n);
    total_row(r, t, "Svarade inte", "missing", question, district, periods, n);
    total_row(r, t, "Tillfrågade", "asked", question, district, periods, n);
    total_row(r, t, "Median", "median", question, district, periods, n);
    table_end(r);
    return true;
}
