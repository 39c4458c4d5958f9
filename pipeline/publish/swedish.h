/* swedish.h - numbers, intervals, dates, periods and lists as Swedish readers expect them.
 *
 * No locale is relied on: sv_SE is not installed on a plain Debian. Texts are UTF-8. Short ones are returned by value,
 * so that they can stand straight in a printf argument: swedish_number(14.04, 1).text. Nothing here fails. */
#ifndef PUBLISH_SWEDISH_H
#define PUBLISH_SWEDISH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct swedish {
    char text[128];
};

#define SWEDISH_SPACE "\xc2\xa0"     /* no-break space: in thousands and before the sign of percent */
#define SWEDISH_MINUS "\xe2\x80\x93" /* en dash, as tables of official statistics write minus, and ranges */

/* A rate on fewer exits than this is shown without decimals. */
enum { SWEDISH_FEW_EXITS = 20 };

/* Half away from zero; a value within one part in 10^12 of a half counts as the half that its decimals say. Never -0.
 */
double swedish_round(double value, int decimals);

/* "1 085,7". Anything that is not a finite number is ".", the sign of "not applicable". */
struct swedish swedish_number(double value, int decimals);
/* "+0,4", "–0,4", "0,0" */
struct swedish swedish_signed(double value, int decimals);
/* "15,9 %" for tables; running text writes procent. */
struct swedish swedish_percent(double value, int decimals);

/* Decimals that a rate resting on this many exits is shown with. */
int swedish_decimals(double exits);
struct swedish swedish_rate(double rate, double exits);

/* "2,5–9,5"; "–1,2 till 2,9" where a limit is below zero, for a dash can not be both sign and range. */
struct swedish swedish_interval(double low, double high, int decimals);

/* "2019-03-08" -> "8 mars 2019", and "mars 2019". A text that is no such date is given back as it is, cut to fit. */
struct swedish swedish_date(const char *iso);
struct swedish swedish_month(const char *iso);

/* The period of a table as words: "2019", "2016–2018", "november 2018–oktober 2019", "15 mars 2018–14 mars 2019". */
struct swedish swedish_period(const char *period);
/* From the first day of one period to the last day of another: "2014–2024", "november 2013–oktober 2024". */
struct swedish swedish_span(const char *first_period, const char *last_period);
/* "nov 2018–okt 2019" where swedish_period has months; for titles. */
struct swedish swedish_period_short(const char *period);
/* The same with its noun: "år 2019", "perioden november 2018–oktober 2019", "åren 2016–2018"; and with a capital. */
struct swedish swedish_in(const char *period);
struct swedish swedish_in_capital(const char *period);
/* The first and last day of a period of a table, "2019", "2016-2018" or "2018-11-01--2019-10-31", as days since
 * 1970-01-01. False for any other text. */
bool swedish_period_days(const char *period, int32_t *first, int32_t *last);
/* The calendar year of the last day; 0 where the text is no period. */
int swedish_period_year(const char *period);
/* Where the period stands on an axis of years: a calendar year at its own number, a shifted year between two. NaN if
 * none. */
double swedish_period_position(const char *period);
/* Where a day stands on the same axis, on which the number of a year marks its middle. */
double swedish_day_position(int32_t day);

/* "inga", "en", "två" ... "tolv", then figures. */
struct swedish swedish_count(size_t n);
/* The same with a capital. */
struct swedish swedish_count_capital(size_t n);

/* "a", "a och b", "a, b och c"; "" for none. The caller's, to free(). */
char *swedish_list(const char *const *items, size_t n);

/* The order of a Swedish telephone book: a-z, å, ä, ö whatever the case, other letters after; like strcmp. */
int swedish_compare(const char *a, const char *b);

#endif
