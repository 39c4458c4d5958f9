/* calendar.h - days and civil dates (Gregorian, proleptic), for whoever counts days.
 *
 * A day is an int32_t: days since 1970-01-01, negative before. Arithmetic holds for the years 1 to 9999; text is only
 * read for CALENDAR_FIRST_YEAR to CALENDAR_LAST_YEAR, the years that a staff register can mean. Nothing here allocates,
 * fails with a fault, or depends on time zone or locale. */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CALENDAR_FIRST_YEAR = 1900, CALENDAR_LAST_YEAR = 2099, CALENDAR_ISO_LENGTH = 10 };

struct calendar_date {
    int year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

int calendar_days_in_year(int year);
int calendar_days_in_month(int year, int month);

/* True for a date that exists, years 1 to 9999. */
bool calendar_exists(int year, int month, int day);

/* The date must exist. */
int32_t calendar_from_civil(int year, int month, int day);
struct calendar_date calendar_to_civil(int32_t day);
/* The year alone, for those who ask of every record. */
int calendar_year(int32_t day);

/* A day, to be found again in later years: on the same date, or on 1 March where that is 29 February and the year has
 * none. Years are counted from 1 March, so that the leap day is the last of its year. */
struct calendar_anniversaries {
    int year;
    int32_t days; /* after its 1 March */
};

struct calendar_anniversaries calendar_anniversaries(int32_t day);
int32_t calendar_anniversary(const struct calendar_anniversaries *of, int years);

/* Exactly 2019-01-31: ten bytes, a date that exists, in the years above. False leaves *day alone. */
bool calendar_parse_iso(const char *bytes, size_t length, int32_t *day);

/* Ten bytes and a NUL. */
void calendar_format_iso(int32_t day, char text[CALENDAR_ISO_LENGTH + 1]);

#endif
