#include "pipeline/intake/personnummer.h"

#include "pipeline/base/calendar.h"

#include <string.h>

enum { YOUNGEST = 15, EARLIEST_YEAR = 1800, LATEST_YEAR = 2099 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int number(const char *digits, int n)
{
    int value = 0;

    for (int i = 0; i < n; i++)
        value = 10 * value + (digits[i] - '0');
    return value;
}

/* Luhn over YYMMDDNNN and its check digit: weights 2, 1, 2, 1 ... from the left (SKV 704). */
static bool check_digit_holds(const char ten[10])
{
    int sum = 0;

    for (int i = 0; i < 10; i++) {
        int product = (ten[i] - '0') * (i % 2 == 0 ? 2 : 1);

        sum += product > 9 ? product - 9 : product;
    }
    return sum % 10 == 0;
}

/* One digit ten times, or Tolvan Tolvansson; born in 2012 he may be a real child. */
static bool is_dummy(const char *century, const char ten[10])
{
    for (int i = 1; i < 10; i++)
        if (ten[i] != ten[0])
            return memcmp(ten, "1212121212", 10) == 0 && memcmp(century, "20", 2) != 0;
    return true;
}

/* Takes the text apart into an optional century, ten characters and the separator (0 where there is none). */
static bool take_apart(const char *bytes, size_t length, char *century, char ten[10], char *separator)
{
    size_t date;

    *separator = 0;
    if (length == 11 || length == 13) {
        *separator = bytes[length - 5];
        if (*separator != '-' && *separator != '+')
            return false;
        date = length - 5;
    } else if (length == 10 || length == 12) {
        date = length - 4;
    } else {
        return false;
    }
    for (size_t i = 0; i < date; i++)
        if (!is_digit(bytes[i]))
            return false;
    if (date == 8)
        memcpy(century, bytes, 2);
    else
        century[0] = 0;
    memcpy(ten, bytes + date - 6, 6);
    memcpy(ten + 6, bytes + length - 4, 4);
    for (int i = 7; i < 10; i++)
        if (!is_digit(ten[i]))
            return false;
    return is_digit(ten[6]) || (ten[6] >= 'A' && ten[6] <= 'Z');
}

static int full_year(const char *century, int year_of_century, char separator, int reference_year)
{
    int year;

    if (century[0] != 0)
        return 100 * number(century, 2) + year_of_century;
    year = reference_year - reference_year % 100 + year_of_century;
    while (reference_year - year < YOUNGEST)
        year -= 100;
    return separator == '+' ? year - 100 : year;
}

/* A coordination number may say that month, day or both are unknown: 0. */
static bool birth_date_holds(int year, int month, int day, bool coordination)
{
    if (coordination && (month == 0 || day == 0))
        return month <= 12 && day <= 31;
    return calendar_exists(year, month, day);
}

enum personnummer_fault personnummer_parse(const char *bytes, size_t length, int reference_year,
                                           struct personnummer *out)
{
    char century[2] = { 0, 0 };
    char ten[10];
    char separator;
    int year, month, day;

    while (length > 0 && (bytes[0] == ' ' || bytes[0] == '\t')) {
        bytes++;
        length--;
    }
    while (length > 0 && (bytes[length - 1] == ' ' || bytes[length - 1] == '\t'))
        length--;
    if (length == 0)
        return PERSONNUMMER_MISSING;
    if (!take_apart(bytes, length, century, ten, &separator))
        return PERSONNUMMER_FORMAT;
    if (is_dummy(century, ten))
        return PERSONNUMMER_DUMMY;

    memset(out, 0, sizeof *out);
    out->interim = !is_digit(ten[6]);
    month = number(ten + 2, 2);
    day = number(ten + 4, 2);
    if (month >= 20) /* an organisation number: no date gone wrong but another kind of id */
        return PERSONNUMMER_FORMAT;
    if (day >= 60) {
        out->coordination = true;
        day -= 60;
    }
    year = full_year(century, number(ten, 2), separator, reference_year);
    if (year < EARLIEST_YEAR || year > LATEST_YEAR || !birth_date_holds(year, month, day, out->coordination))
        return PERSONNUMMER_BIRTH_DATE;
    if (!out->interim && memcmp(ten + 6, "000", 3) == 0)
        return PERSONNUMMER_SERIAL;
    if (!out->interim && !check_digit_holds(ten))
        return PERSONNUMMER_CHECK_DIGIT;

    out->birth_year = year;
    out->birth_day = month == 0 || day == 0 ? INT32_MIN : calendar_from_civil(year, month, day);
    out->gender = out->interim ? 0 : (ten[8] - '0') % 2 == 0 ? 1 : 2;
    out->normal[0] = (char) ('0' + year / 1000);
    out->normal[1] = (char) ('0' + year / 100 % 10);
    memcpy(out->normal + 2, ten, 10);
    return PERSONNUMMER_OK;
}
