/* nobody.c - see nobody.h. */
#include "stages/protect/nobody.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"
#include "stages/protect/linked_rooms.h"

/* The district of the row in its plan period, or its occupation there in any. */
static void add(struct dictionary *names, const struct table *rates, size_t row, const char *column)
{
    char name[LINKED_NAME];

    LINKED(name, text(rates, row, "district"), text(rates, row, column));
    dictionary_intern(names, name, strlen(name));
}

static bool has(const struct dictionary *names, const struct table *rates, size_t row, const char *column)
{
    char name[LINKED_NAME];

    LINKED(name, text(rates, row, "district"), text(rates, row, column));
    return dictionary_has(names, name);
}

bool *nobody_untold(const struct protect *p, const struct table *rates, const struct earlier *earlier)
{
    struct dictionary *large = dictionary_new(), *somebody = dictionary_new();
    bool *untold = memory_zeroed(table_rows(rates), sizeof *untold);

    for (size_t row = 0; row < table_rows(rates); row++) {
        if (!linked_is_plan(rates, row))
            continue;
        if (linked_group_rule(p, rates, row) == SUPPRESSION_NONE)
            add(large, rates, row, "period");
        if (real(rates, row, "persons") != 0 || /* counts do not say how many persons */
            earlier_has_plan(earlier, text(rates, row, "district"), text(rates, row, "occupation")))
            add(somebody, rates, row, "occupation");
    }
    for (size_t row = 0; row < table_rows(rates); row++)
        untold[row] = linked_is_plan(rates, row) && !has(somebody, rates, row, "occupation") &&
                      has(large, rates, row, "period");
    dictionary_free(large);
    dictionary_free(somebody);
    return untold;
}
