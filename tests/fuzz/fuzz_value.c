/* Dates and numbers: what is accepted lies within the bounds that value.h promises, and says the same when it is
 * written out again. */
#include "tests/fuzz/fuzz.h"

#include "pipeline/base/calendar.h"
#include "pipeline/intake/value.h"

#include <math.h>

static void look_at_date(const char *text, size_t length)
{
    for (int layout = LAYOUT_ISO; layout <= LAYOUT_MONTH_DAY_YEAR; layout++) {
        char iso[CALENDAR_ISO_LENGTH + 1];
        int32_t day, again;
        bool rewritten;

        if (value_date(text, length, (enum value_layout) layout, &day, &rewritten) != REASON_NONE)
            continue;
        calendar_format_iso(day, iso);
        HOLDS(value_date(iso, CALENDAR_ISO_LENGTH, LAYOUT_ISO, &again, &rewritten) == REASON_NONE);
        HOLDS(again == day && !rewritten);
        HOLDS(day >= calendar_from_civil(CALENDAR_FIRST_YEAR, 1, 1) &&
              day <= calendar_from_civil(CALENDAR_LAST_YEAR, 12, 31));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *text = (const char *) bytes;
    uint16_t grade, year;
    double count;
    bool rewritten;

    look_at_date(text, length);
    for (int fraction = 0; fraction <= 1; fraction++)
        if (value_grade(text, length, fraction, &grade, &rewritten) == REASON_NONE)
            HOLDS(grade == UINT16_MAX || grade <= 10000);
    if (value_count(text, length, &count) == REASON_NONE)
        HOLDS(isnan(count) || (count >= 0 && count < 1e15));
    if (value_birth_year(text, length, &year) == REASON_NONE)
        HOLDS(year <= 9999);
    value_is_open_end(text, length);
    return 0;
}
