#include "pipeline/table/cell.h"

#include "pipeline/table/shortest.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Up to 10^22 powers of ten are doubles, and integers up to 2^53 are: one division or product of two such is rounded
 * once. */
enum { EXACT_POWER = 22, EXACT_DIGITS = 15, LONGEST_REAL = 400, MOST_EXPONENT = 9999 };

static const double POWERS[EXACT_POWER + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

/* Not isdigit: no locale has a say. */
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool cell_parse_integer(const char *bytes, size_t length, int64_t *value)
{
    bool negative = length > 0 && bytes[0] == '-';
    uint64_t most = negative ? (uint64_t) INT64_MAX + 1 : (uint64_t) INT64_MAX;
    uint64_t sum = 0;
    size_t i = negative;

    if (i == length)
        return false;
    for (; i < length; i++) {
        uint64_t digit = (uint64_t) (bytes[i] - '0');

        if (!is_digit(bytes[i]) || sum > (most - digit) / 10)
            return false;
        sum = sum * 10 + digit;
    }
    *value = negative ? (int64_t) (0 - sum) : (int64_t) sum;
    return true;
}

static bool is_word(const char *bytes, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(bytes, word, length) == 0;
}

/* What a decimal is made of: mantissa * 10^power, exact while n_digits <= EXACT_DIGITS. */
struct decimal {
    bool negative;
    uint64_t mantissa;
    size_t n_digits; /* without leading zeros */
    int power;
    size_t point; /* place of the decimal point; length: none */
};

static size_t take_digits(const char *bytes, size_t length, size_t i, struct decimal *d)
{
    for (; i < length && is_digit(bytes[i]); i++) {
        d->n_digits += d->n_digits > 0 || bytes[i] != '0';
        if (d->n_digits <= EXACT_DIGITS)
            d->mantissa = d->mantissa * 10 + (uint64_t) (bytes[i] - '0');
    }
    return i;
}

static bool take_decimal(const char *bytes, size_t length, struct decimal *d)
{
    size_t i, begin;

    memset(d, 0, sizeof *d);
    d->negative = length > 0 && bytes[0] == '-';
    d->point = length;
    begin = d->negative;
    i = take_digits(bytes, length, begin, d);
    if (i == begin)
        return false;
    if (i < length && bytes[i] == '.') {
        d->point = i;
        begin = i + 1;
        i = take_digits(bytes, length, begin, d);
        if (i == begin)
            return false;
        d->power = (int) begin - (int) i;
    }
    if (i < length && (bytes[i] == 'e' || bytes[i] == 'E')) {
        bool minus = i + 1 < length && bytes[i + 1] == '-';
        int exponent = 0;

        begin = i + 1 + (minus || (i + 1 < length && bytes[i + 1] == '+'));
        for (i = begin; i < length && is_digit(bytes[i]); i++)
            if (exponent <= MOST_EXPONENT)
                exponent = exponent * 10 + (bytes[i] - '0');
        if (i == begin)
            return false;
        d->power += minus ? -exponent : exponent;
    }
    return i == length;
}

/* Through strtod, with the decimal point that it expects at the moment. */
static double through_strtod(const char *bytes, size_t length, size_t point)
{
    const char *local_point = localeconv()->decimal_point;
    size_t width = point < length ? strlen(local_point) : 0;
    size_t after = point < length ? point + 1 : length;
    char text[LONGEST_REAL + 16];

    if (width > 8)
        return (double) NAN;
    memcpy(text, bytes, point);
    memcpy(text + point, local_point, width);
    memcpy(text + point + width, bytes + after, length - after);
    text[point + width + length - after] = '\0';
    return strtod(text, NULL);
}

bool cell_parse_real(const char *bytes, size_t length, double *value)
{
    struct decimal d;
    double result;

    if (is_word(bytes, length, "NaN"))
        result = (double) NAN;
    else if (is_word(bytes, length, "Inf"))
        result = (double) INFINITY;
    else if (is_word(bytes, length, "-Inf"))
        result = -(double) INFINITY;
    else if (length > LONGEST_REAL || !take_decimal(bytes, length, &d))
        return false;
    else if (d.n_digits <= EXACT_DIGITS && d.power >= -EXACT_POWER && d.power <= EXACT_POWER) {
        result = d.power < 0 ? (double) d.mantissa / POWERS[-d.power] : (double) d.mantissa * POWERS[d.power];
        result = d.negative ? -result : result;
    } else {
        result = through_strtod(bytes, length, d.point);
        if (!isfinite(result))
            return false;
    }
    *value = result;
    return true;
}

static const char PAIRS[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                            "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                            "8081828384858687888990919293949596979899";

static size_t count_digits(uint64_t value)
{
    size_t n = 1;

    for (; value >= 10000; value /= 10000)
        n += 4;
    return n + (value >= 10) + (value >= 100) + (value >= 1000);
}

/* And a NUL, as cell_format_integer(), wherever there is room for it. */
static size_t put_integer(int64_t value, char *text)
{
    uint64_t rest = value < 0 ? 0 - (uint64_t) value : (uint64_t) value;
    char *to = text;
    size_t n;

    if (value < 0)
        *to++ = '-';
    n = count_digits(rest);
    to[n] = '\0';
    for (size_t i = n; i > 1; i -= 2, rest /= 100)
        memcpy(to + i - 2, &PAIRS[2 * (rest % 100)], 2);
    if (n % 2 == 1)
        *to = (char) ('0' + rest % 10);
    return (size_t) (to - text) + n;
}

size_t cell_format_integer(int64_t value, char text[CELL_ROOM])
{
    return put_integer(value, text);
}

/* Numbers with few decimals, which most are: true if `value` is written. The digits are those of %.15g, for a decimal
 * of up to 15 digits that reads back to a double is what %.15g finds. */
static bool format_short(double value, char text[CELL_ROOM], size_t *length)
{
    enum { MOST_DECIMALS = 6 };
    static const double LEAST = 1e-4, MOST = 1e9; /* below, %g writes an exponent; above, digits run out */
    double size = fabs(value);

    if (size < LEAST || size >= MOST)
        return false;
    for (int decimals = 1; decimals <= MOST_DECIMALS; decimals++) {
        int64_t scaled = (int64_t) (size * POWERS[decimals] + 0.5);
        int64_t power = (int64_t) POWERS[decimals];

        if ((double) scaled / POWERS[decimals] != size)
            continue;
        *length = 0;
        if (value < 0)
            text[(*length)++] = '-';
        *length += put_integer(scaled / power, text + *length);
        text[(*length)++] = '.';
        for (scaled %= power; power > 1; scaled %= power) {
            power /= 10;
            text[(*length)++] = (char) ('0' + scaled / power);
        }
        text[*length] = '\0';
        return true;
    }
    return false;
}

/* The digits of a number of ordinary size, without zeros at the end; true if `value` is written. */
static bool format_digits(double value, char text[CELL_ROOM], size_t *length)
{
    struct shortest s;
    char digits[CELL_ROOM];
    size_t n, before;
    char *to = text;

    if (!shortest_find(fabs(value), &s))
        return false;
    for (; s.decimals > 0 && s.digits % 10 == 0; s.decimals--)
        s.digits /= 10;
    n = cell_format_integer((int64_t) s.digits, digits);
    before = n > (size_t) s.decimals ? n - (size_t) s.decimals : 0;
    if (value < 0)
        *to++ = '-';
    if (before == 0)
        *to++ = '0';
    memcpy(to, digits, before);
    to += before;
    if (s.decimals > 0)
        *to++ = '.';
    for (size_t zeros = n - before; zeros < (size_t) s.decimals; zeros++)
        *to++ = '0';
    memcpy(to, digits + before, n - before);
    to += n - before;
    *to = '\0';
    *length = (size_t) (to - text);
    return true;
}

/* Through printf, with the decimal point that it writes at the moment turned into ours. */
static size_t format_long(double value, char text[CELL_ROOM])
{
    const char *local_point = localeconv()->decimal_point;
    int digits = fabs(value) < DBL_MIN ? 1 : EXACT_DIGITS;
    char local[2 * CELL_ROOM];
    const char *point;
    size_t length;

    do
        snprintf(local, sizeof local, "%.*g", digits, value);
    while (strtod(local, NULL) != value && ++digits <= DBL_DECIMAL_DIG);
    point = strstr(local, local_point);
    length = point != NULL ? (size_t) (point - local) : strlen(local);
    memcpy(text, local, length);
    if (point != NULL) {
        size_t rest = strlen(point + strlen(local_point));

        text[length++] = '.';
        memcpy(text + length, point + strlen(local_point), rest);
        length += rest;
    }
    text[length] = '\0';
    return length;
}

size_t cell_format_real(double value, char text[CELL_ROOM])
{
    static const double MOST_WHOLE = 1e15;
    size_t length;

    if (isnan(value))
        return (size_t) snprintf(text, CELL_ROOM, "NaN");
    if (isinf(value))
        return (size_t) snprintf(text, CELL_ROOM, value < 0 ? "-Inf" : "Inf");
    if (fabs(value) < MOST_WHOLE && value == trunc(value))
        return cell_format_integer((int64_t) value, text);
    if (format_short(value, text, &length) || format_digits(value, text, &length))
        return length;
    return format_long(value, text);
}

/* Digits that a double tells apart, and a number that is written without an exponent, are written as they are. */
size_t cell_format_decimal(int64_t scaled, int decimals, char text[CELL_ROOM])
{
    static const int64_t MOST = INT64_C(999999999999999);
    int64_t power = (int64_t) POWERS[decimals], rest = scaled % power;
    size_t length;

    if (scaled < power || scaled > MOST)
        return cell_format_real((double) scaled / POWERS[decimals], text);
    length = cell_format_integer(scaled / power, text);
    if (rest > 0)
        text[length++] = '.';
    for (; rest > 0; rest %= power) {
        power /= 10;
        text[length++] = (char) ('0' + rest / power);
    }
    text[length] = '\0';
    return length;
}

/* The reader trims what is not quoted. */
static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool cell_needs_quotes(const char *text, size_t length)
{
    static const bool SPECIAL[256] = { ['\n'] = true, ['\r'] = true, ['"'] = true, [','] = true };

    if (length == 0)
        return false;
    if (is_blank(text[0]) || is_blank(text[length - 1]))
        return true;
    for (size_t i = 0; i < length; i++)
        if (SPECIAL[(unsigned char) text[i]])
            return true;
    return false;
}

size_t cell_format_text(const char *text, size_t length, char *to)
{
    char *begin = to;

    if (!cell_needs_quotes(text, length)) {
        memcpy(to, text, length);
        return length;
    }
    *to++ = '"';
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            *to++ = '"';
        *to++ = text[i];
    }
    *to++ = '"';
    return (size_t) (to - begin);
}
