#include "pipeline/disclosure/catalogue.h"

#include <string.h>

static const struct catalogue_entry ENTRIES[] = {
    { CATALOGUE_CITY, "city", "none", NULL },
    { CATALOGUE_CITY, "occupation", "none", NULL },
    { CATALOGUE_CITY, "operation", "operation", "operation" },
    { CATALOGUE_CITY, "occupation_operation", "operation", "operation" },
    { CATALOGUE_CITY, "gender", "gender", "gender" },
    { CATALOGUE_CITY, "occupation_gender", "gender", "gender" },
    { CATALOGUE_CITY, "age", "age", "age_band" },
    { CATALOGUE_CITY, "occupation_age", "age", "age_band" },
    { CATALOGUE_CITY, "tenure", "tenure", "tenure_band" },
    { CATALOGUE_CITY, "occupation_tenure", "tenure", "tenure_band" },
    { CATALOGUE_CITY, "cause", "cause", "cause" },
    { CATALOGUE_CITY, "occupation_cause", "cause", "cause" },
    { CATALOGUE_DEFINITIONS, "city", NULL, NULL },
    { CATALOGUE_DEFINITIONS, "occupation", NULL, NULL },
    { CATALOGUE_DISTRICTS, "district", NULL, NULL },
    { CATALOGUE_DISTRICT_OCCUPATION, "district_occupation", NULL, NULL },
};

const struct catalogue_entry *catalogue_entries(size_t *n)
{
    *n = sizeof ENTRIES / sizeof ENTRIES[0];
    return ENTRIES;
}

bool catalogue_is_detail(const struct catalogue_entry *entry)
{
    bool occupations = strncmp(entry->grouping, "occupation", strlen("occupation")) == 0;

    return occupations && (entry->table == CATALOGUE_DEFINITIONS || strcmp(entry->dimension, "none") != 0);
}

/* 2016-2018, but neither 2016, 2018-11 nor 2018-11-01--2019-10-31. */
bool catalogue_is_pooled(const char *period)
{
    return strlen(period) == 9 && period[4] == '-' && strspn(period, "0123456789") == 4 &&
           strspn(period + 5, "0123456789") == 4;
}

bool catalogue_publishes(const struct catalogue_entry *entry, const char *grouping, const char *definition,
                         const char *period)
{
    bool pooled = catalogue_is_pooled(period);

    if (strcmp(entry->grouping, grouping) != 0)
        return false;
    switch (entry->table) {
    case CATALOGUE_DEFINITIONS:
        return !pooled;
    case CATALOGUE_DISTRICT_OCCUPATION:
        return pooled && strcmp(definition, CATALOGUE_HEADLINE) == 0;
    case CATALOGUE_CITY:
    case CATALOGUE_DISTRICTS:
        return !pooled && strcmp(definition, CATALOGUE_HEADLINE) == 0;
    }
    return false;
}
