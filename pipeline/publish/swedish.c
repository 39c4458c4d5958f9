#include "pipeline/publish/swedish.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DECIMALS = 6, WHOLE_MONTH = 9 };

static const char *const MONTHS[] = { "januari", "februari", "mars",      "april",   "maj",      "juni",
                                      "juli",    "augusti",  "september", "oktober", "november", "december" };

double swedish_round(double value, int decimals)
{
    double scale = pow(10, decimals);
    double rounded = floor(fabs(value) * scale * (1 + 1e-12) + 0.5) / scale;

    if (rounded == 0)
        return 0;
    return value < 0 ? -rounded : rounded;
}

struct swedish swedish_number(double value, int decimals)
{
    struct swedish out = { "." };
    char plain[64];
    double rounded;
    size_t n_whole, n = 0;

    if (decimals < 0 || decimals > MOST_DECIMALS || !isfinite(value) || fabs(value) > 1e15)
        return out;
    rounded = swedish_round(value, decimals);
    snprintf(plain, sizeof plain, "%.*f", decimals, fabs(rounded));
    n_whole = strcspn(plain, ".");
    if (rounded < 0)
        n += (size_t) snprintf(out.text, sizeof out.text, "%s", SWEDISH_MINUS);
    for (size_t i = 0; plain[i] != '\0'; i++) {
        if (i > 0 && i < n_whole && (n_whole - i) % 3 == 0)
            n += (size_t) snprintf(out.text + n, sizeof out.text - n, "%s", SWEDISH_SPACE);
        out.text[n++] = plain[i] == '.' ? ',' : plain[i];
    }
    out.text[n] = '\0';
    return out;
}

struct swedish swedish_signed(double value, int decimals)
{
    struct swedish number = swedish_number(value, decimals);
    struct swedish out;

    if (!isfinite(value) || swedish_round(value, decimals) <= 0)
        return number;
    snprintf(out.text, sizeof out.text, "+%.100s", number.text);
    return out;
}

struct swedish swedish_percent(double value, int decimals)
{
    struct swedish number = swedish_number(value, decimals);
    struct swedish out;

    if (!isfinite(value))
        return number;
    snprintf(out.text, sizeof out.text, "%.100s%s%%", number.text, SWEDISH_SPACE);
    return out;
}

int swedish_decimals(double exits)
{
    return exits >= SWEDISH_FEW_EXITS ? 1 : 0;
}

struct swedish swedish_rate(double rate, double exits)
{
    return swedish_number(rate, swedish_decimals(exits));
}

struct swedish swedish_interval(double low, double high, int decimals)
{
    bool negative = swedish_round(low, decimals) < 0 || swedish_round(high, decimals) < 0;
    struct swedish out;

    snprintf(out.text, sizeof out.text, "%.50s%s%.50s", swedish_number(low, decimals).text,
             negative ? " till " : SWEDISH_MINUS, swedish_number(high, decimals).text);
    return out;
}

/* ---- dates and periods ---- */

static struct swedish as_it_is(const char *text)
{
    struct swedish out;

    snprintf(out.text, sizeof out.text, "%s", text);
    return out;
}

static bool date_read(const char *iso, struct calendar_date *date)
{
    int32_t day;

    if (!calendar_parse_iso(iso, strlen(iso), &day))
        return false;
    *date = calendar_to_civil(day);
    return true;
}

struct swedish swedish_date(const char *iso)
{
    struct swedish out;
    struct calendar_date date;

    if (!date_read(iso, &date))
        return as_it_is(iso);
    snprintf(out.text, sizeof out.text, "%d %s %d", date.day, MONTHS[date.month - 1], date.year);
    return out;
}

struct swedish swedish_month(const char *iso)
{
    struct swedish out;
    struct calendar_date date;

    if (!date_read(iso, &date))
        return as_it_is(iso);
    snprintf(out.text, sizeof out.text, "%s %d", MONTHS[date.month - 1], date.year);
    return out;
}

static bool year_at(const char *text, int *year)
{
    *year = 0;
    for (size_t i = 0; i < 4; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *year = *year * 10 + (text[i] - '0');
    }
    return *year >= CALENDAR_FIRST_YEAR && *year <= CALENDAR_LAST_YEAR;
}

bool swedish_period_days(const char *period, int32_t *first, int32_t *last)
{
    enum { DATE = CALENDAR_ISO_LENGTH };
    size_t n = strlen(period);
    int32_t begin, end;
    int from, to;

    if (n == 4 && year_at(period, &from)) {
        to = from;
    } else if (n == 9 && year_at(period, &from) && period[4] == '-' && year_at(period + 5, &to)) {
        if (to < from)
            return false;
    } else if (n == 2 * DATE + 2 && memcmp(period + DATE, "--", 2) == 0 && calendar_parse_iso(period, DATE, &begin) &&
               calendar_parse_iso(period + DATE + 2, DATE, &end) && begin <= end) {
        *first = begin;
        *last = end;
        return true;
    } else {
        return false;
    }
    *first = calendar_from_civil(from, 1, 1);
    *last = calendar_from_civil(to, 12, 31);
    return true;
}

int swedish_period_year(const char *period)
{
    int32_t first, last;

    return swedish_period_days(period, &first, &last) ? calendar_to_civil(last).year : 0;
}

/* The beginning of a day in years: 2019.0 is the beginning of 1 January 2019. */
static double in_years(int32_t day)
{
    int year = calendar_to_civil(day).year;

    return year + (double) (day - calendar_from_civil(year, 1, 1)) / calendar_days_in_year(year);
}

double swedish_period_position(const char *period)
{
    int32_t first, last;

    if (!swedish_period_days(period, &first, &last))
        return NAN;
    return (in_years(first) + in_years(last + 1)) / 2 - 0.5;
}

double swedish_day_position(int32_t day)
{
    return in_years(day) - 0.5;
}

static struct swedish days_in_words(int32_t first, int32_t last, int month_letters)
{
    struct swedish out;
    struct calendar_date from = calendar_to_civil(first), to = calendar_to_civil(last);
    bool whole_months = from.day == 1 && calendar_to_civil(last + 1).day == 1;
    bool whole_years = whole_months && from.month == 1 && to.month == 12;

    if (whole_years && from.year == to.year)
        snprintf(out.text, sizeof out.text, "%d", from.year);
    else if (whole_years)
        snprintf(out.text, sizeof out.text, "%d%s%d", from.year, SWEDISH_MINUS, to.year);
    else if (whole_months)
        snprintf(out.text, sizeof out.text, "%.*s %d%s%.*s %d", month_letters, MONTHS[from.month - 1], from.year,
                 SWEDISH_MINUS, month_letters, MONTHS[to.month - 1], to.year);
    else
        snprintf(out.text, sizeof out.text, "%d %.*s %d%s%d %.*s %d", from.day, month_letters, MONTHS[from.month - 1],
                 from.year, SWEDISH_MINUS, to.day, month_letters, MONTHS[to.month - 1], to.year);
    return out;
}

struct swedish swedish_period(const char *period)
{
    int32_t first, last;

    return swedish_period_days(period, &first, &last) ? days_in_words(first, last, WHOLE_MONTH) : as_it_is(period);
}

struct swedish swedish_period_short(const char *period)
{
    int32_t first, last;

    return swedish_period_days(period, &first, &last) ? days_in_words(first, last, 3) : as_it_is(period);
}

struct swedish swedish_span(const char *first_period, const char *last_period)
{
    int32_t first, last, other;
    struct swedish out;

    if (strcmp(first_period, last_period) == 0)
        return swedish_period(first_period);
    if (swedish_period_days(first_period, &first, &other) && swedish_period_days(last_period, &other, &last))
        return days_in_words(first, last, WHOLE_MONTH);
    snprintf(out.text, sizeof out.text, "%.50s till %.50s", first_period, last_period);
    return out;
}

static struct swedish with_noun(const char *period, const char *year, const char *years, const char *other)
{
    struct swedish words = swedish_period(period);
    size_t n = strlen(words.text);
    struct swedish out;

    snprintf(out.text, sizeof out.text, "%s %.100s",
             n == 4                              ? year
             : n == 8 + sizeof SWEDISH_MINUS - 1 ? years
                                                 : other,
             words.text);
    return out;
}

struct swedish swedish_in(const char *period)
{
    return with_noun(period, "år", "åren", "perioden");
}

struct swedish swedish_in_capital(const char *period)
{
    return with_noun(period, "År", "Åren", "Perioden");
}

/* ---- words ---- */

struct swedish swedish_count(size_t n)
{
    static const char *const WORDS[] = { "inga", "en",   "två", "tre", "fyra", "fem", "sex",
                                         "sju",  "åtta", "nio", "tio", "elva", "tolv" };

    if (n < sizeof WORDS / sizeof WORDS[0])
        return as_it_is(WORDS[n]);
    return swedish_number((double) n, 0);
}

struct swedish swedish_count_capital(size_t n)
{
    struct swedish out = swedish_count(n);

    if (strncmp(out.text, "å", sizeof "å" - 1) == 0)
        memcpy(out.text, "Å", sizeof "Å" - 1);
    else if (out.text[0] >= 'a' && out.text[0] <= 'z')
        out.text[0] = (char) (out.text[0] - 'a' + 'A');
    return out;
}

char *swedish_list(const char *const *items, size_t n)
{
    size_t length = 1;
    char *out, *end;

    for (size_t i = 0; i < n; i++)
        length += strlen(items[i]) + sizeof " och ";
    out = end = memory_zeroed(length, 1);
    for (size_t i = 0; i < n; i++)
        end += sprintf(end, "%s%s", i == 0 ? "" : i + 1 == n ? " och " : ", ", items[i]);
    return out;
}

/* A letter's place in the alphabet; *text moves past it. é counts as e, so that André stands beside Andre. */
static unsigned place(const char **text)
{
    static const struct {
        const char *letter;
        unsigned place;
    } SPECIAL[] = {
        { "å", 'z' + 1 }, { "Å", 'z' + 1 }, { "ä", 'z' + 2 }, { "Ä", 'z' + 2 }, { "ö", 'z' + 3 },
        { "Ö", 'z' + 3 }, { "é", 'e' },     { "É", 'e' },     { "ü", 'y' },     { "Ü", 'y' },
    };
    unsigned char c = (unsigned char) **text;

    if (c < 0x80) {
        (*text)++;
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
    for (size_t i = 0; i < sizeof SPECIAL / sizeof SPECIAL[0]; i++)
        if (strncmp(*text, SPECIAL[i].letter, 2) == 0) {
            *text += 2;
            return SPECIAL[i].place;
        }
    (*text)++;
    return 0x100u + c;
}

int swedish_compare(const char *a, const char *b)
{
    const char *x = a, *y = b;

    while (*x != '\0' && *y != '\0') {
        unsigned p = place(&x);
        unsigned q = place(&y);

        if (p != q)
            return p < q ? -1 : 1;
    }
    if (*x != *y)
        return *x == '\0' ? -1 : 1;
    return strcmp(a, b);
}
