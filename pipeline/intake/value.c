#include "pipeline/intake/value.h"

#include "pipeline/base/calendar.h"
#include "pipeline/intake/word.h"

#include <math.h>
#include <string.h>

enum { EXCEL_EPOCH = -25569, EXCEL_FIRST = 61, MOST_DIGITS = 15 };
enum { FULL_TIME = 10000, UNIT_LIMIT = 150, NOT_STATED = UINT16_MAX };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void trim(const char **bytes, size_t *length)
{
    while (*length > 0 && ((*bytes)[0] == ' ' || (*bytes)[0] == '\t')) {
        (*bytes)++;
        (*length)--;
    }
    while (*length > 0 && ((*bytes)[*length - 1] == ' ' || (*bytes)[*length - 1] == '\t'))
        (*length)--;
}

/* Digits at the beginning, at most `most`: how many, and their value. */
static size_t digits(const char *bytes, size_t length, size_t most, int *value)
{
    size_t n = 0;

    *value = 0;
    while (n < length && n < most && is_digit(bytes[n]))
        *value = 10 * *value + (bytes[n++] - '0');
    return n;
}

/* Nothing, or a time of exactly midnight without a zone. */
static bool is_midnight(const char *bytes, size_t length)
{
    static const char full[] = "00:00:00";
    enum { MINUTES = 5, SECONDS = 8 };

    if (length == 0)
        return true;
    if (bytes[0] != 'T' && bytes[0] != ' ')
        return false;
    bytes++;
    length--;
    if (length == MINUTES || length == SECONDS)
        return memcmp(bytes, full, length) == 0;
    if (length < SECONDS + 2 || memcmp(bytes, full, SECONDS) != 0 || bytes[SECONDS] != '.')
        return false;
    for (size_t i = SECONDS + 1; i < length; i++)
        if (bytes[i] != '0')
            return false;
    return true;
}

/* Takes year, month and day from the ISO writings; false where the bytes are none. */
static bool iso_parts(const char *bytes, size_t length, int *year, int *month, int *day)
{
    bool extended = length >= 10 && bytes[4] == '-' && bytes[7] == '-';

    if (extended)
        return digits(bytes, 4, 4, year) == 4 && digits(bytes + 5, 2, 2, month) == 2 &&
               digits(bytes + 8, 2, 2, day) == 2 && is_midnight(bytes + 10, length - 10);
    return length >= 8 && digits(bytes, 4, 4, year) == 4 && digits(bytes + 4, 2, 2, month) == 2 &&
           digits(bytes + 6, 2, 2, day) == 2 && is_midnight(bytes + 8, length - 8);
}

/* One or two digits, slash, one or two digits, slash, four digits. */
static bool slash_parts(const char *bytes, size_t length, int *first, int *second, int *year)
{
    size_t n = digits(bytes, length, 2, first);
    size_t m;

    if (n == 0 || n == length || bytes[n] != '/')
        return false;
    bytes += n + 1;
    length -= n + 1;
    m = digits(bytes, length, 2, second);
    if (m == 0 || m == length || bytes[m] != '/')
        return false;
    return length - m - 1 == 4 && digits(bytes + m + 1, 4, 4, year) == 4;
}

static enum reason civil(int year, int month, int day, int32_t *out)
{
    if (year > 0 && !calendar_exists(year, month, day))
        return REASON_DATE_INVALID;
    if (year == 0)
        return month == 0 || day == 0 ? REASON_DATE_INVALID : REASON_DATE_RANGE;
    if (year < CALENDAR_FIRST_YEAR || year > CALENDAR_LAST_YEAR)
        return REASON_DATE_RANGE;
    *out = calendar_from_civil(year, month, day);
    return REASON_NONE;
}

enum reason value_date(const char *bytes, size_t length, enum value_layout layout, int32_t *day, bool *rewritten)
{
    int year, month, day_of_month, serial;

    trim(&bytes, &length);
    *rewritten = false;
    if (calendar_parse_iso(bytes, length, day))
        return REASON_NONE;
    if (iso_parts(bytes, length, &year, &month, &day_of_month)) {
        *rewritten = true;
        return civil(year, month, day_of_month, day);
    }
    if (layout == LAYOUT_EXCEL && length > 0 && length <= 6 && digits(bytes, length, length, &serial) == length) {
        struct calendar_date date;

        if (serial < EXCEL_FIRST)
            return REASON_DATE_RANGE;
        *rewritten = true;
        date = calendar_to_civil(serial + EXCEL_EPOCH);
        return civil(date.year, date.month, date.day, day);
    }
    if ((layout == LAYOUT_DAY_MONTH_YEAR && slash_parts(bytes, length, &day_of_month, &month, &year)) ||
        (layout == LAYOUT_MONTH_DAY_YEAR && slash_parts(bytes, length, &month, &day_of_month, &year))) {
        *rewritten = true;
        return civil(year, month, day_of_month, day);
    }
    return REASON_DATE_FORMAT;
}

bool value_is_open_end(const char *bytes, size_t length)
{
    int year, month, day;

    trim(&bytes, &length);
    return iso_parts(bytes, length, &year, &month, &day) && year == 9999 && month == 12 && day == 31;
}

/* Digits, then perhaps one comma or point and digits. The whole part and the decimals are given as they stand. */
static bool decimal_parts(const char *bytes, size_t length, size_t *n_whole, size_t *n_decimals)
{
    size_t i = 0;

    while (i < length && is_digit(bytes[i]))
        i++;
    *n_whole = i;
    *n_decimals = 0;
    if (i == 0 || i == length)
        return i > 0;
    if (bytes[i] != ',' && bytes[i] != '.')
        return false;
    i++;
    while (i < length && is_digit(bytes[i])) {
        i++;
        ++*n_decimals;
    }
    return i == length && *n_decimals > 0;
}

struct scaled {
    uint32_t value; /* the number times 10^n_kept, cut off; above the cap: cap + 1 */
    bool more;      /* something other than zeros was cut off: the number lies above it */
    bool half;      /* half a unit or more was cut off */
};

static struct scaled scale(const char *bytes, size_t n_whole, size_t n_decimals, size_t n_kept, uint32_t cap)
{
    const char *decimals = bytes + n_whole + 1;
    struct scaled s = { 0, false, n_decimals > n_kept && decimals[n_kept] >= '5' };

    for (size_t i = 0; i < n_whole + n_kept; i++) {
        char c = i < n_whole ? bytes[i] : i - n_whole < n_decimals ? decimals[i - n_whole] : '0';

        s.value = 10 * s.value + (uint32_t) (c - '0');
        if (s.value > cap) {
            s.value = cap + 1;
            break;
        }
    }
    for (size_t i = n_kept; i < n_decimals; i++)
        s.more = s.more || decimals[i] != '0';
    return s;
}

enum reason value_grade(const char *bytes, size_t length, bool fraction, uint16_t *hundredths, bool *rewritten)
{
    size_t n_whole, n_decimals;
    struct scaled s;

    *rewritten = false;
    *hundredths = NOT_STATED;
    trim(&bytes, &length);
    if (length > 0 && bytes[length - 1] == '%') {
        *rewritten = true;
        length--;
        word_trim(&bytes, &length); /* before the sign stands as a rule a no-break blank */
        if (length == 0)
            return REASON_GRADE_NUMBER;
    }
    if (length == 0)
        return REASON_NONE;
    if (!decimal_parts(bytes, length, &n_whole, &n_decimals))
        return REASON_GRADE_NUMBER;
    fraction = fraction && !*rewritten;
    s = scale(bytes, n_whole, n_decimals, fraction ? 4 : 2, FULL_TIME);
    if (s.value > FULL_TIME || (s.value == FULL_TIME && s.more))
        return REASON_GRADE_RANGE;
    if (s.value == 0 && !s.more)
        return REASON_NONE;
    if (!fraction && (s.value < UNIT_LIMIT || (s.value == UNIT_LIMIT && !s.more)))
        return REASON_GRADE_UNIT;
    *hundredths = (uint16_t) (s.value + (s.half ? 1 : 0));
    return REASON_NONE;
}

bool value_is_year(const char *bytes, size_t length)
{
    int value;

    return length == 4 && digits(bytes, 4, 4, &value) == 4;
}

enum reason value_birth_year(const char *bytes, size_t length, uint16_t *year)
{
    int value;
    int32_t day;
    bool rewritten;

    trim(&bytes, &length);
    if (length == 4 && digits(bytes, 4, 4, &value) == 4) {
        *year = (uint16_t) value; /* whether it can be right, the age at the start tells */
        return REASON_NONE;
    }
    if (value_date(bytes, length, LAYOUT_ISO, &day, &rewritten) != REASON_NONE)
        return REASON_BIRTH_YEAR;
    *year = (uint16_t) calendar_to_civil(day).year;
    return REASON_NONE;
}

static bool is_missing_mark(const char *bytes, size_t length)
{
    static const char *const marks[] = { "", "..", ".", "-", "–", "x", "z", "u", "c", "low", "k", "NaN", "low(k)" };

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strlen(marks[i]) == length && memcmp(marks[i], bytes, length) == 0)
            return true;
    return false;
}

enum reason value_count(const char *bytes, size_t length, double *count)
{
    size_t n_whole, n_decimals;
    double value = 0, scale = 1;

    trim(&bytes, &length);
    if (is_missing_mark(bytes, length)) {
        *count = (double) NAN;
        return REASON_NONE;
    }
    if (!decimal_parts(bytes, length, &n_whole, &n_decimals) || n_whole + n_decimals > MOST_DIGITS)
        return REASON_COUNT_NUMBER;
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(bytes[i]))
            continue;
        value = 10 * value + (bytes[i] - '0');
        if (i > n_whole)
            scale *= 10;
    }
    *count = value / scale; /* both exact, so rounded once */
    return REASON_NONE;
}

enum reason value_persons(const char *bytes, size_t length, double *persons)
{
    enum reason reason = value_count(bytes, length, persons);
    size_t n_whole, n_decimals;

    if (reason != REASON_NONE || isnan(*persons))
        return reason;
    trim(&bytes, &length);
    decimal_parts(bytes, length, &n_whole, &n_decimals);
    return n_decimals > 2 || floor(*persons) < *persons ? REASON_COUNT_WHOLE : REASON_NONE;
}

bool value_may_be_thousands(const char *bytes, size_t length)
{
    size_t n_whole, n_decimals;

    trim(&bytes, &length);
    return decimal_parts(bytes, length, &n_whole, &n_decimals) && n_whole <= 3 && n_decimals == 3 && bytes[0] != '0';
}
