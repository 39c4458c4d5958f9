/* settings_check.c - what no key can be judged for alone: keys that must agree, and lists whose items must. */
#include "pipeline/base/settings.h"

#include "pipeline/base/calendar.h"

#include <stdlib.h>
#include <string.h>

struct checked {
    const char *path;
    const struct settings *settings;
};

static bool wrong(const struct checked *c, const char *section, const char *key, struct fault *f, const char *text)
{
    return fault_at(f, FAULT_DATA, c->path, settings_line(c->settings, section, key), key, "%s", text);
}

/* 0: not given. */
static int year_of(const struct checked *c, const char *section, const char *key)
{
    return settings_text(c->settings, section, key)[0] == '\0' ? 0 : (int) settings_integer(c->settings, section, key);
}

static bool check_years(const struct checked *c, const char *section, struct fault *f)
{
    int first = year_of(c, section, "first_year"), last = year_of(c, section, "last_year");

    return first == 0 || last == 0 || first <= last ||
           wrong(c, section, "last_year", f, "ligger före first_year: byt plats på åren, eller lämna det ena tomt");
}

static bool check_within(const struct checked *c, const char *key, struct fault *f)
{
    int year = year_of(c, "report", key), first = year_of(c, "turnover", "first_year"),
        last = year_of(c, "turnover", "last_year");

    return year == 0 || ((first == 0 || first <= year) && (last == 0 || year <= last)) ||
           wrong(c, "report", key, f,
                 "året redovisas inte: det ska ligga från first_year till last_year under [turnover]");
}

static bool check_bands(const struct checked *c, const char *key, struct fault *f)
{
    size_t n;
    const char *const *items = settings_list(c->settings, "turnover", key, &n);
    long before = 0;

    for (size_t i = 0; i < n; i++) {
        char *rest;
        long limit = strtol(items[i], &rest, 10);

        if (rest == items[i] || *rest != '\0' || limit <= before || limit > 999999999)
            return wrong(c, "turnover", key, f,
                         "gränserna ska vara hela år i stigande ordning, till exempel 30, 40, 50");
        before = limit;
    }
    return true;
}

static bool check_reference_day(const struct checked *c, struct fault *f)
{
    enum { LEAP_YEAR = 2000 };
    const char *text = settings_text(c->settings, "turnover", "reference_day");

    return (strlen(text) == 5 && strspn(text, "0123456789") == 2 && text[2] == '-' &&
            strspn(text + 3, "0123456789") == 2 &&
            calendar_exists(LEAP_YEAR, (int) strtol(text, NULL, 10), (int) strtol(text + 3, NULL, 10))) ||
           wrong(c, "turnover", "reference_day", f, "ska vara en dag som finns, skriven månad-dag, till exempel 11-01");
}

/* 2016-2018 */
static bool parse_period(const char *text, int *first, int *last)
{
    if (strlen(text) != 9 || strspn(text, "0123456789") != 4 || text[4] != '-' || strspn(text + 5, "0123456789") != 4)
        return false;
    *first = (int) strtol(text, NULL, 10);
    *last = (int) strtol(text + 5, NULL, 10);
    return *first <= *last && *first >= CALENDAR_FIRST_YEAR && *last <= CALENDAR_LAST_YEAR;
}

static bool check_plan_periods(const struct checked *c, struct fault *f)
{
    size_t n;
    const char *const *items = settings_list(c->settings, "turnover", "plan_periods", &n);

    for (size_t i = 0; i < n; i++) {
        int first, last, other_first, other_last;

        if (!parse_period(items[i], &first, &last))
            return wrong(c, "turnover", "plan_periods", f,
                         "ska vara perioder av hela år, till exempel 2016-2018, 2019-2022");
        for (size_t j = 0; j < i; j++)
            if (parse_period(items[j], &other_first, &other_last) && first <= other_last && other_first <= last)
                return wrong(c, "turnover", "plan_periods", f,
                             "två perioder har samma år: ett år kan bara höra till en");
    }
    return true;
}

/* Numbers are withheld first, and rounded then: that the base is less than the threshold gives nothing away, as it
 * would where rounding stands alone (tau-ARGUS). Were it more than twice the threshold, numbers that are shown would
 * become 0, and a reader take them for none. */
static bool check_rounding(const struct checked *c, struct fault *f)
{
    static const char *const thresholds[] = { "count_threshold", "group_threshold" };
    long base = settings_integer(c->settings, "protect", "rounding_base");

    if (base == 1)
        return wrong(c, "protect", "rounding_base", f,
                     "1 avrundar ingenting: skriv 0, så avrundas inte, eller ett tal från 2 till 20");
    for (size_t i = 0; i < sizeof thresholds / sizeof thresholds[0]; i++)
        if (base > 2 * settings_integer(c->settings, "protect", thresholds[i]))
            return wrong(c, "protect", "rounding_base", f,
                         "är mer än två gånger count_threshold eller group_threshold: då blir antal som visas noll. "
                         "Skriv ett mindre tal");
    return true;
}

bool settings_check(const struct settings *s, const char *path, struct fault *f)
{
    const struct checked c = { path, s };

    return check_years(&c, "turnover", f) && check_years(&c, "trend", f) && check_bands(&c, "age_bands", f) &&
           check_bands(&c, "tenure_bands", f) && check_reference_day(&c, f) && check_plan_periods(&c, f) &&
           check_within(&c, "base_year", f) && check_within(&c, "compare_year", f) && check_rounding(&c, f);
}
