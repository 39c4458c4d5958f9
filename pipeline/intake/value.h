/* value.h - dates, grades, years and counts as a personnel extract writes them: read by a stated rule or not at all.
 *
 * Blanks and tabs at the ends are dropped; nothing else is forgiven, and nothing is guessed from one record to the
 * next. Digits are ASCII. None of this depends on locale or time zone. All functions are pure. */
#ifndef INTAKE_VALUE_H
#define INTAKE_VALUE_H

#include "pipeline/intake/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a date may be besides 2019-01-31 and 20190131; only ever as declared. */
enum value_layout { LAYOUT_ISO, LAYOUT_EXCEL, LAYOUT_DAY_MONTH_YEAR, LAYOUT_MONTH_DAY_YEAR };

/* A date of the years 1900 to 2099. ISO and basic may be followed by a time of exactly midnight (T or a blank, 00:00,
 * 00:00:00, 00:00:00.000); the other layouts not. Excel: days since 1899-12-30, whole, from 61 on (before that its
 * calendar has a day that never was). *rewritten says that it was not plain ISO. REASON_NONE, or DATE_FORMAT,
 * DATE_INVALID, DATE_RANGE. An empty value is DATE_FORMAT: the caller knows what empty means. */
enum reason value_date(const char *bytes, size_t length, enum value_layout layout, int32_t *day, bool *rewritten);

/* True for 9999-12-31 in any of the ISO writings: the mark of an end that is not known. */
bool value_is_open_end(const char *bytes, size_t length);

/* Grade in hundredths of a percent, 151 to 10000, or UINT16_MAX where it is 0 or empty: not stated. Digits, at most one
 * decimal comma or point between digits, then % if need be. `fraction`: the file gives shares of one. REASON_NONE, or
 * GRADE_NUMBER, GRADE_RANGE, GRADE_UNIT (percent at most 1.5). */
enum reason value_grade(const char *bytes, size_t length, bool fraction, uint16_t *hundredths, bool *rewritten);

/* Four digits, or a date of which the year is kept; whether it can be right is not asked. REASON_NONE or BIRTH_YEAR. */
enum reason value_birth_year(const char *bytes, size_t length, uint16_t *year);
bool value_is_year(const char *bytes, size_t length); /* four digits and nothing else */

/* A count or a number of person-years: digits, at most one decimal comma or point between digits. NaN where empty or
 * one of the marks of a missing figure (`..` `.` `-` x z u c low k NaN). REASON_NONE or COUNT_NUMBER. */
enum reason value_count(const char *bytes, size_t length, double *count);

/* A number of persons: as a count, without decimals but for one or two zeros, as some programs write whole numbers.
 * 1.000 may be a thousand and is none. REASON_NONE, COUNT_NUMBER or COUNT_WHOLE. */
enum reason value_persons(const char *bytes, size_t length, double *persons);

/* Whether a count that could be read may have a point or a comma between thousands: 1.000, 12,345. */
bool value_may_be_thousands(const char *bytes, size_t length);

#endif
