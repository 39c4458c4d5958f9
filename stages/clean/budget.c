/* budget.c - how many records may be rejected: of the delivery, and of one file of it. */
#include "stages/clean/clean.h"

#include "pipeline/base/memory.h"

#include <stdio.h>
#include <string.h>

enum { PATH_ROOM = 4096 };

void clean_find_budget(struct clean *c)
{
    double records = (double) settings_integer(c->settings, "clean", "reject_budget_records");
    double share = (double) c->records_in * settings_real(c->settings, "clean", "reject_budget_percent") / 100;

    c->budget = (uint64_t) (records > share ? records : share);
}

void clean_count_districts(struct clean *c, const struct spells *piece)
{
    for (size_t i = 0; i < piece->n; i++)
        c->taken[piece->items[i].district]++;
}

/* More of a file or a district than may be, whatever its part of the delivery. */
static bool is_spoilt(const struct clean *c, uint64_t rejected, uint64_t of)
{
    enum { FEWEST = 10 };
    double percent = settings_real(c->settings, "clean", "reject_budget_file_percent"),
           of_all = settings_real(c->settings, "clean", "reject_budget_percent");

    return rejected >= FEWEST && 100 * (double) rejected > (percent > of_all ? percent : of_all) * (double) of;
}

/* A small part of the delivery may be all there is of a district: the first file of which too much was rejected. */
static const struct intake *spoilt_file(const struct clean *c)
{
    for (size_t i = 0; i < c->n_files; i++)
        if (is_spoilt(c, c->accounts[i].rejected, c->accounts[i].records_in))
            return &c->accounts[i];
    return NULL;
}

/* And the first district, within a file or over several; NULL: none. */
static const char *spoilt_district(const struct clean *c, uint64_t *rejected, uint64_t *of)
{
    const struct findings *found = &c->findings;

    for (uint32_t i = 0; i < dictionary_size(found->units); i++) {
        const char *unit = dictionary_text(found->units, i);
        uint32_t number = dictionary_find(c->spells.districts, unit, strlen(unit));

        *rejected = found->lost[i];
        *of = *rejected + (number == UINT32_MAX ? 0 : c->taken[number]);
        if (is_spoilt(c, *rejected, *of))
            return unit;
    }
    return NULL;
}

bool clean_is_within_budget(const struct clean *c, const char *directory, struct fault *f)
{
    const struct intake *spoilt = spoilt_file(c);
    const char *district;
    uint64_t rejected, of;
    char path[PATH_ROOM];

    snprintf(path, sizeof path, "%s%s", directory != NULL ? directory : c->root,
             directory != NULL ? "/fixlista.xlsx" : "");
    if (c->rejected > c->budget)
        return fault_at(
            f, FAULT_DATA, path, 0, NULL,
            "%llu av %llu poster kan inte användas och gränsen är %llu: rätta det som står i fixlistan och ta "
            "ut filerna på "
            "nytt, eller höj reject_budget_records eller reject_budget_percent under [clean] i report.ini",
            (unsigned long long) c->rejected, (unsigned long long) c->records_in, (unsigned long long) c->budget);
    if (spoilt != NULL)
        return fault_at(f, FAULT_DATA, path, 0, NULL,
                        "%llu av %llu poster i %s kan inte användas: rätta det som står i fixlistan och ta ut filen på "
                        "nytt, eller höj reject_budget_file_percent under [clean] i report.ini",
                        (unsigned long long) spoilt->rejected, (unsigned long long) spoilt->records_in, spoilt->name);
    district = spoilt_district(c, &rejected, &of);
    return district == NULL ||
           fault_at(f, FAULT_DATA, path, 0, NULL,
                    "%llu av %llu poster i förvaltningen %s kan inte användas: rätta det som står i fixlistan och ta "
                    "ut filen på nytt, eller höj reject_budget_file_percent under [clean] i report.ini",
                    (unsigned long long) rejected, (unsigned long long) of, district);
}
