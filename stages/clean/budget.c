/* budget.c - how many records may be rejected: of the delivery, and of one file of it. */
#include "stages/clean/clean.h"

#include <stdio.h>

enum { PATH_ROOM = 4096 };

void clean_find_budget(struct clean *c)
{
    double records = (double) settings_integer(c->settings, "clean", "reject_budget_records");
    double share = (double) c->records_in * settings_real(c->settings, "clean", "reject_budget_percent") / 100;

    c->budget = (uint64_t) (records > share ? records : share);
}

/* A small part of the delivery may be all there is of a district: the first file of which too much was rejected. */
static const struct intake *spoilt_file(const struct clean *c)
{
    enum { FEWEST = 10 };
    double percent = settings_real(c->settings, "clean", "reject_budget_file_percent"),
           of_all = settings_real(c->settings, "clean", "reject_budget_percent");

    for (size_t i = 0; i < c->n_files; i++) {
        const struct intake *a = &c->accounts[i];

        if (a->rejected >= FEWEST &&
            100 * (double) a->rejected > (percent > of_all ? percent : of_all) * (double) a->records_in)
            return a;
    }
    return NULL;
}

bool clean_is_within_budget(const struct clean *c, const char *directory, struct fault *f)
{
    const struct intake *spoilt = spoilt_file(c);
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
    return spoilt == NULL ||
           fault_at(f, FAULT_DATA, path, 0, NULL,
                    "%llu av %llu poster i %s kan inte användas: rätta det som står i fixlistan och ta ut filen på "
                    "nytt, eller höj reject_budget_file_percent under [clean] i report.ini",
                    (unsigned long long) spoilt->rejected, (unsigned long long) spoilt->records_in, spoilt->name);
}
