#include "pipeline/staff/statement.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/sheet.h"
#include "pipeline/intake/value.h"
#include "pipeline/staff/indicator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STATEMENT, SOURCE, DATE, TEST, INDICATOR, CATEGORY, DISTRICT, FROM, TO, LEAST, N_COLUMNS };

static const struct sheet_column COLUMNS[N_COLUMNS] = {
    { "statement|påstående", true },
    { "source|källa", true },
    { "date|datum", true },
    { "test|prövning", true },
    { "indicator|indikator", false },
    { "category|kategori", false },
    { "district|förvaltning", false },
    { "from|från", false },
    { "to|till", false },
    { "least_percent|minst procent", false },
};

static const struct {
    const char *name;
    bool from, to, indicator, district; /* what it asks for */
} TESTS[] = {
    [STATEMENT_TURNOVER_FELL] = { "turnover_fell", true, true, false, false },
    [STATEMENT_FELL_IN_SEVERAL] = { "fell_in_several", true, true, false, false },
    [STATEMENT_MIXED_IN_DISTRICTS] = { "mixed_in_districts", true, true, false, false },
    [STATEMENT_YEAR_DEVIATES] = { "year_deviates", true, false, false, false },
    [STATEMENT_INDICATOR_FELL] = { "indicator_fell", true, true, true, false },
    [STATEMENT_INDICATOR_ROSE] = { "indicator_rose", true, true, true, false },
    [STATEMENT_ABOVE_THE_REST] = { "above_the_rest", true, false, true, true },
    [STATEMENT_CAUSE] = { "cause", false, false, false, false },
};

static size_t test_of(struct field cell)
{
    size_t i = 0;

    while (i < sizeof TESTS / sizeof TESTS[0] && !sheet_cell_is(cell, TESTS[i].name))
        i++;
    return i;
}

static bool is_indicator(struct field cell)
{
    char *id = memory_copy_bytes(cell.bytes, cell.length);
    bool known = indicator_find(id) != NULL;

    free(id);
    return known;
}

/* Where there is a period it begins with a year: 2016, 2015-2017, 2016-11, 2016-11-01. */
static bool has_year(struct field period)
{
    size_t digits = 0;

    while (digits < period.length && period.bytes[digits] >= '0' && period.bytes[digits] <= '9')
        digits++;
    return period.length == 0 || digits == 4;
}

/* Written so, periods stand in the order of their names; of two that begin alike the longer name is later. */
static bool is_later(struct field one, struct field other)
{
    size_t shared = one.length < other.length ? one.length : other.length;
    int order = memcmp(one.bytes, other.bytes, shared);

    return order != 0 ? order > 0 : one.length > other.length;
}

/* A period that is none would be told to the committee as a claim that can not be judged; two in the wrong order turn
 * the verdict round. */
static bool check_periods(const struct sheet *sheet, const struct field *cells, uint64_t line, bool two,
                          struct fault *f)
{
    for (size_t k = FROM; k <= TO; k++)
        if (!has_year(cells[k]))
            return sheet_fault(sheet, k, line, f,
                               "perioden börjar inte med ett årtal: skriv 2016, 2015-2017, 2016-11 eller 2016-11-01");
    if (two && !is_later(cells[TO], cells[FROM]))
        return sheet_fault(sheet, TO, line, f,
                           "perioden är inte senare än den i from: skriv den tidigare i from och den senare i to");
    return true;
}

static bool check(const struct sheet *sheet, const struct field *cells, uint64_t line, struct fault *f)
{
    size_t i = test_of(cells[TEST]);
    char text[512] = "prövningen känns inte igen: skriv någon av";

    if (i == sizeof TESTS / sizeof TESTS[0]) {
        for (size_t k = 0; k < i; k++) {
            size_t used = strlen(text);

            snprintf(text + used, sizeof text - used, "%s %s", k > 0 ? "," : "", TESTS[k].name);
        }
        return sheet_fault(sheet, TEST, line, f, text);
    }
    for (size_t k = STATEMENT; k <= DATE; k++)
        if (cells[k].length == 0)
            return sheet_fault(sheet, k, line, f, "uppgiften saknas: fyll i den");
    if (TESTS[i].from && cells[FROM].length == 0)
        return sheet_fault(sheet, FROM, line, f, "prövningen behöver en period att jämföra med: fyll i den");
    if (TESTS[i].to && cells[TO].length == 0)
        return sheet_fault(sheet, TO, line, f, "prövningen behöver en period som jämförs: fyll i den");
    if (TESTS[i].indicator && cells[INDICATOR].length == 0)
        return sheet_fault(sheet, INDICATOR, line, f, "prövningen behöver en indikator: fyll i den");
    if (TESTS[i].indicator && !is_indicator(cells[INDICATOR]))
        return sheet_fault(sheet, INDICATOR, line, f,
                           "indikatorn känns inte igen: skriv den som i kolumnen indicator i public_indicators.csv");
    if (!check_periods(sheet, cells, line, TESTS[i].to, f))
        return false;
    if (TESTS[i].district && cells[DISTRICT].length == 0)
        return sheet_fault(sheet, DISTRICT, line, f, "prövningen behöver en förvaltning: fyll i den");
    return true;
}

static struct statement statement_of(const struct field cells[N_COLUMNS])
{
    struct statement s = { .test = (enum statement_test) test_of(cells[TEST]) };
    char **const texts[] = {
        [STATEMENT] = &s.text,    [SOURCE] = &s.source,     [DATE] = &s.date, [INDICATOR] = &s.indicator,
        [CATEGORY] = &s.category, [DISTRICT] = &s.district, [FROM] = &s.from, [TO] = &s.to,
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (texts[i] != NULL)
            *texts[i] = memory_copy_bytes(cells[i].bytes, cells[i].length);
    return s;
}

bool statements_read(const char *path, struct statements *out, struct fault *f)
{
    struct sheet *sheet = NULL;
    struct field cells[N_COLUMNS];
    uint64_t line = 0;
    bool more = true, ok;

    *out = (struct statements){ NULL, 0, 0 };
    if (!sheet_is_there(path))
        return true;
    ok = sheet_open(path, COLUMNS, N_COLUMNS, &sheet, f);
    while (ok && (ok = sheet_next(sheet, cells, &line, &more, f)) && more) {
        double least;

        if (value_count(cells[LEAST].bytes, cells[LEAST].length, &least) != REASON_NONE)
            ok = sheet_fault(sheet, LEAST, line, f, "är inget tal: skriv hur många procent, eller lämna tomt");
        if (!ok || !(ok = check(sheet, cells, line, f)))
            break;
        out->items = memory_grow(out->items, &out->capacity, out->n + 1, sizeof *out->items);
        out->items[out->n] = statement_of(cells);
        out->items[out->n++].least_percent = isnan(least) ? 0 : least;
    }
    sheet_close(sheet);
    return ok;
}

void statements_free(struct statements *all)
{
    for (size_t i = 0; i < all->n; i++) {
        struct statement *s = &all->items[i];
        char *const texts[] = { s->text, s->source, s->date, s->indicator, s->category, s->district, s->from, s->to };

        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++)
            free(texts[k]);
    }
    free(all->items);
    *all = (struct statements){ NULL, 0, 0 };
}
