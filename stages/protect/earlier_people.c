#include "stages/protect/earlier_people.h"
#include "stages/protect/linked_rooms.h"

#include <math.h>

/* The whole of an occupation, or of the city, in a period. */
static bool is_whole_today(const struct protect *p, const struct table *rates, size_t row)
{
    size_t n;
    const struct catalogue_entry *entries = catalogue_entries(&n);

    for (size_t i = 0; i < n; i++)
        if (entries[i].table == CATALOGUE_CITY && strcmp(entries[i].dimension, "none") == 0 &&
            protect_publishes(p, &entries[i], rates, row))
            return true;
    return false;
}

static void put(struct dictionary *names, const char *name)
{
    dictionary_intern(names, name, strlen(name));
}

struct occupations_told {
    struct dictionary *occupations, *periods; /* those, and the periods that the whole city is told of */
};

static void put_told(struct occupations_told *told, const struct table *t, size_t row)
{
    if (is_all(t, row, "occupation"))
        put(told->periods, text(t, row, "period"));
    else
        put(told->occupations, text(t, row, "occupation"));
}

/* Another occupation than those, in a period that they were told of, and not without anybody. */
static bool is_another(const struct occupations_told *told, const struct table *t, size_t row, double person_years)
{
    return !is_all(t, row, "occupation") && dictionary_has(told->periods, text(t, row, "period")) &&
           !dictionary_has(told->occupations, text(t, row, "occupation")) && (isnan(person_years) || person_years > 0);
}

bool people_are_others(const struct protect *p, const struct table *rates, const struct earlier_tables *then)
{
    const struct table *city = earlier_tables_city(then);
    struct occupations_told today = { dictionary_new(), dictionary_new() },
                            before = { dictionary_new(), dictionary_new() };
    bool others = false;

    for (size_t row = 0; row < table_rows(rates); row++)
        if (is_whole_today(p, rates, row))
            put_told(&today, rates, row);
    for (size_t row = 0; city != NULL && row < table_rows(city); row++)
        if (table_is(city, row, "dimension", "none"))
            put_told(&before, city, row);
    for (size_t row = 0; city != NULL && row < table_rows(city); row++)
        others = others || (table_is(city, row, "dimension", "none") &&
                            is_another(&today, city, row, real(city, row, "person_years")));
    for (size_t row = 0; row < table_rows(rates); row++)
        others = others ||
                 (is_whole_today(p, rates, row) && is_another(&before, rates, row, real(rates, row, "denominator")));
    dictionary_free(today.occupations);
    dictionary_free(today.periods);
    dictionary_free(before.occupations);
    dictionary_free(before.periods);
    return others;
}
