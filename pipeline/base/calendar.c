#include "pipeline/base/calendar.h"

#include <assert.h>

/* Years are counted from 1 March, so that the leap day is the last of its year and the months before it have a fixed
 * pattern: the month k after March begins (153 k + 2) / 5 days after 1 March. Days are counted from 1 March of year 0.
 */
enum { DAYS_IN_400_YEARS = 146097, DAYS_IN_100_YEARS = 36524, DAYS_IN_4_YEARS = 1461, DAYS_IN_YEAR = 365 };
enum { DAY_0_TO_1970 = 719468, FIRST_YEAR = 1, LAST_YEAR = 9999 };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int calendar_days_in_year(int year)
{
    return is_leap(year) ? DAYS_IN_YEAR + 1 : DAYS_IN_YEAR;
}

int calendar_days_in_month(int year, int month)
{
    static const signed char DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    assert(month >= 1 && month <= 12);
    return month == 2 && is_leap(year) ? 29 : DAYS[month - 1];
}

bool calendar_exists(int year, int month, int day)
{
    enum { SHORTEST_MONTH = 28 };

    return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 &&
           (day <= SHORTEST_MONTH || day <= calendar_days_in_month(year, month));
}

static int32_t first_of_march(int year)
{
    return (int32_t) (year * DAYS_IN_YEAR + year / 4 - year / 100 + year / 400 - DAY_0_TO_1970);
}

/* Of a date that exists. */
static int32_t day_of(int year, int month, int day)
{
    int march_month = month > 2 ? month - 3 : month + 9;

    return first_of_march(month > 2 ? year : year - 1) + (int32_t) ((153 * march_month + 2) / 5 + day - 1);
}

int32_t calendar_from_civil(int year, int month, int day)
{
    assert(calendar_exists(year, month, day));
    return day_of(year, month, day);
}

struct calendar_anniversaries calendar_anniversaries(int32_t day)
{
    int rest = (int) day + DAY_0_TO_1970;
    int year, centuries;

    assert(rest >= 306 && rest <= 3652364); /* 0001-01-01 and 9999-12-31 */
    year = rest / DAYS_IN_400_YEARS * 400;
    rest %= DAYS_IN_400_YEARS;
    centuries = rest / DAYS_IN_100_YEARS;
    if (centuries == 4)
        centuries = 3; /* the last day of 400 years: a century of 36525 days */
    year += centuries * 100;
    rest -= centuries * DAYS_IN_100_YEARS;
    year += rest / DAYS_IN_4_YEARS * 4;
    rest %= DAYS_IN_4_YEARS;
    if (rest == DAYS_IN_4_YEARS - 1) { /* the leap day ends the fourth year */
        year += 3;
        rest = DAYS_IN_YEAR;
    } else {
        year += rest / DAYS_IN_YEAR;
        rest %= DAYS_IN_YEAR;
    }
    return (struct calendar_anniversaries){ year, rest };
}

int32_t calendar_anniversary(const struct calendar_anniversaries *of, int years)
{
    return first_of_march(of->year + years) + of->days; /* one more than the year has: the 1 March after it */
}

struct calendar_date calendar_to_civil(int32_t day)
{
    struct calendar_anniversaries march = calendar_anniversaries(day);
    struct calendar_date date;
    int rest = march.days, month;

    month = (5 * rest + 2) / 153;
    date.day = rest - (153 * month + 2) / 5 + 1;
    date.month = month < 10 ? month + 3 : month - 9;
    date.year = month < 10 ? march.year : march.year + 1;
    return date;
}

/* Two digits; *all stays true where both are. */
static int two_digits(const char *bytes, bool *all)
{
    unsigned tens = (unsigned char) bytes[0] - (unsigned) '0', ones = (unsigned char) bytes[1] - (unsigned) '0';

    *all = *all && tens < 10 && ones < 10;
    return (int) (10 * tens + ones);
}

int calendar_year(int32_t day)
{
    enum { DAY_OF_1901 = -25202, DAY_OF_2100 = 47482 }; /* 1 January; between them every fourth year is a leap year */

    if (day < DAY_OF_1901 || day >= DAY_OF_2100)
        return calendar_to_civil(day).year;
    return 1901 + (4 * (day - DAY_OF_1901) + 3) / DAYS_IN_4_YEARS;
}

bool calendar_parse_iso(const char *bytes, size_t length, int32_t *day)
{
    int year, month, day_of_month;
    bool all = true;

    if (length != CALENDAR_ISO_LENGTH || bytes[4] != '-' || bytes[7] != '-')
        return false;
    year = 100 * two_digits(bytes, &all) + two_digits(bytes + 2, &all);
    month = two_digits(bytes + 5, &all);
    day_of_month = two_digits(bytes + 8, &all);
    if (!all || year < CALENDAR_FIRST_YEAR || year > CALENDAR_LAST_YEAR || !calendar_exists(year, month, day_of_month))
        return false;
    *day = day_of(year, month, day_of_month);
    return true;
}

static void digits(char *to, int n_digits, int value)
{
    for (int i = n_digits - 1; i >= 0; i--, value /= 10)
        to[i] = (char) ('0' + value % 10);
}

void calendar_format_iso(int32_t day, char text[CALENDAR_ISO_LENGTH + 1])
{
    struct calendar_date date = calendar_to_civil(day);

    digits(text, 4, date.year);
    text[4] = '-';
    digits(text + 5, 2, date.month);
    text[7] = '-';
    digits(text + 8, 2, date.day);
    text[10] = '\0';
}
