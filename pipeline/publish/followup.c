#include "pipeline/publish/followup.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool read_one(const char *directory, const char *name, struct table **out, struct fault *f)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    return (access(path, F_OK) != 0 && errno == ENOENT) || table_read(path, schema_find(name), out, f);
}

bool followup_read(const char *directory, struct followup *out, struct fault *f)
{
    *out = (struct followup){ NULL, NULL, NULL, NULL };
    if (read_one(directory, "public_indicators", &out->indicators, f) &&
        read_one(directory, "public_distributions", &out->distributions, f) &&
        read_one(directory, "public_focus_areas", &out->areas, f) &&
        read_one(directory, "public_indicator_files", &out->files, f))
        return true;
    followup_free(out);
    return false;
}

void followup_free(struct followup *u)
{
    table_free(u->indicators);
    table_free(u->distributions);
    table_free(u->areas);
    table_free(u->files);
    *u = (struct followup){ NULL, NULL, NULL, NULL };
}

static bool fits(const struct table *t, size_t row, const char *column, const char *wanted)
{
    return wanted == NULL || table_is(t, row, column, wanted);
}

/* The rows of one indicator stand together, for it comes first in the key: the first row at or after `from` that is not
 * of an indicator before it. */
static size_t first_of(const struct table *t, size_t from, const char *indicator)
{
    size_t end = table_rows(t);

    while (from < end) {
        size_t middle = from + (end - from) / 2;

        if (strcmp(table_text(t, middle, "indicator"), indicator) < 0)
            from = middle + 1;
        else
            end = middle;
    }
    return from;
}

size_t followup_find(const struct followup *u, size_t from, const char *basis, struct followup_key key)
{
    const struct table *t = u->indicators;

    if (t != NULL && key.indicator != NULL)
        from = first_of(t, from, key.indicator);
    for (size_t row = from; t != NULL && row < table_rows(t) && fits(t, row, "indicator", key.indicator); row++)
        if (fits(t, row, "basis", basis) && fits(t, row, "period", key.period) &&
            fits(t, row, "district", key.district) && fits(t, row, "category", key.category) &&
            fits(t, row, "group", key.group) && fits(t, row, "definition", key.definition))
            return row;
    return SIZE_MAX;
}

struct names followup_names(const struct followup *u, const char *column, const char *basis, struct followup_key key)
{
    struct names out = { NULL, 0 };
    size_t capacity = 0, row = 0;

    for (; (row = followup_find(u, row, basis, key)) != SIZE_MAX; row++) {
        const char *word = table_text(u->indicators, row, column);
        size_t i = 0;

        while (i < out.n && strcmp(out.items[i], word) != 0)
            i++;
        if (i < out.n)
            continue;
        out.items = memory_grow(out.items, &capacity, out.n + 1, sizeof(const char *));
        out.items[out.n++] = word;
    }
    return out;
}

struct followup_value followup_row(const struct followup *u, size_t row)
{
    const struct table *t = u->indicators;
    struct followup_value v = { .row = row,
                                .value = NAN,
                                .lower = NAN,
                                .upper = NAN,
                                .low = NAN,
                                .high = NAN,
                                .numerator = NAN,
                                .denominator = NAN,
                                .districts = NAN,
                                .districts_of = NAN };

    if (row == SIZE_MAX)
        return v;
    v.found = true;
    v.withheld = table_is(t, row, "value_status", "withheld");
    v.value = table_real(t, row, "value");
    v.lower = table_real(t, row, "lower");
    v.upper = table_real(t, row, "upper");
    v.low = table_real(t, row, "low");
    v.high = table_real(t, row, "high");
    v.numerator = table_real(t, row, "numerator");
    v.denominator = table_real(t, row, "denominator");
    v.districts = table_real(t, row, "districts");
    v.districts_of = table_real(t, row, "districts_of");
    v.shown = isfinite(v.value);
    return v;
}

struct followup_value followup_own(const struct followup *u, struct followup_key key)
{
    return followup_row(u, followup_find(u, 0, "own", key));
}

struct swedish followup_period(const char *period)
{
    char day[16];

    if (strlen(period) == 10)
        return swedish_date(period);
    if (strlen(period) != 7)
        return swedish_period(period);
    snprintf(day, sizeof day, "%.7s-01", period);
    return swedish_month(day);
}

struct swedish followup_when(const char *period)
{
    struct swedish out;

    snprintf(out.text, sizeof out.text, "%s%.100s",
             strlen(period) == 10  ? "den "
             : strlen(period) == 7 ? "i "
                                   : "",
             followup_period(period).text);
    return out;
}

struct swedish followup_when_capital(const char *period)
{
    struct swedish when = followup_when(period), out = when;

    if (when.text[0] >= 'a' && when.text[0] <= 'z')
        out.text[0] = (char) (when.text[0] - 'a' + 'A');
    else
        snprintf(out.text, sizeof out.text, "År %.100s", when.text);
    return out;
}

double followup_position(const char *period)
{
    char day[16];
    int32_t number;

    if (strlen(period) == 7)
        snprintf(day, sizeof day, "%.7s-15", period);
    else
        snprintf(day, sizeof day, "%.10s", period);
    return strlen(period) >= 7 && calendar_parse_iso(day, strlen(day), &number) ? swedish_day_position(number)
                                                                                : swedish_period_position(period);
}

char *followup_stated(const struct table *t, size_t row)
{
    /* words that the source has after the number, or instead of one, stand behind it in brackets */
    static const char *const BEFORE[] = { "omkring", "cirka", "drygt",  "runt",  "högst",
                                          "max",     "minst", "nästan", "knappt" };
    const char *word = table_text(t, row, "precision");
    double low = table_real(t, row, "low"), high = table_real(t, row, "high");
    double value = table_real(t, row, "value");
    bool before = false;
    struct swedish number;

    if (isnan(low))
        low = high = value;
    if (isnan(low))
        return memory_copy_text(table_is(t, row, "value_status", "withheld") ? PHRASE_WITHHELD : PHRASE_NOT_APPLICABLE);
    for (size_t i = 0; i < sizeof BEFORE / sizeof BEFORE[0]; i++)
        before = before || strcmp(BEFORE[i], word) == 0;
    number = low == high ? swedish_number(low, low == floor(low) ? 0 : 1) : swedish_interval(low, high, 0);
    if (word[0] == '\0')
        return memory_copy_text(number.text);
    return before ? phrase_say("%s" SWEDISH_SPACE "%s", word, number.text) : phrase_say("%s (”%s”)", number.text, word);
}
