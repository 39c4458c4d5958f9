/* late - exits that are registered after a report was made: what each earlier report said of its years, set beside what
 * is known now, and what that makes of the last year of this one.
 *
 * A report is an extract of the register, so published/ is a reporting triangle: a year, a report, and how many exits
 * it knew of. A report's own last year is the youngest; years_after says how old the year was in that report. Over all
 * reports that had a year of the same age as this report's last one, what has come since, L, over what was known then,
 * E, is the part that is late. Expected is now (1 + L / E), with exact Poisson limits of L (Garwood 1936), for late
 * exits are rare events that come one by one. As the chain ladder it holds as long as registering goes on as before
 * (Mack 1993, ASTIN Bulletin 23, 213-225). A pair whose revision has another reason than late registration is left out.
 */
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/settings.h"
#include "pipeline/disclosure/rounding.h"
#include "pipeline/publish/published.h"
#include "pipeline/publish/rounded.h"
#include "pipeline/statistics/interval.h"
#include "pipeline/statistics/statistics.h"
#include "pipeline/table/rows.h"
#include "pipeline/table/table.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct edition {
    char *name;
    struct table *city, *revisions; /* revisions: NULL where it has none */
    struct rounded *rounded;        /* NULL: no count is */
    long last;                      /* its last calendar year */
};

struct editions {
    struct edition *items; /* by name; the last one is this report */
    size_t n, capacity;
};

/* ---- reading ---- */

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0 || errno != ENOENT;
}

/* A calendar year, or 0: years alone grow old by whole years. */
static long year_of(const struct table *t, size_t row)
{
    char *end;
    long year = strtol(table_text(t, row, "period"), &end, 10);

    return *end == '\0' && table_is(t, row, "dimension", "none") && table_is(t, row, "definition", "T17") ? year : 0;
}

static bool read_edition(const char *folder, const char *name, struct editions *all, struct fault *f)
{
    struct edition e = { .name = memory_copy_text(name) };
    char city[4096], revisions[4096];
    bool ok;

    snprintf(city, sizeof city, "%s/city.csv", folder);
    snprintf(revisions, sizeof revisions, "%s/public_revisions.csv", folder);
    ok = table_read(city, schema_find("city"), &e.city, f) && rounded_read(folder, &e.rounded, f) &&
         (!is_there(revisions) || table_read(revisions, schema_find("public_revisions"), &e.revisions, f));
    for (size_t row = 0; ok && row < table_rows(e.city); row++)
        if (year_of(e.city, row) > e.last && isfinite(table_real(e.city, row, "exits")))
            e.last = year_of(e.city, row);
    all->items = memory_grow(all->items, &all->capacity, all->n + 1, sizeof *all->items);
    all->items[all->n++] = e; /* freed with the others, also where it could not be read */
    return ok;
}

static bool read_published(const char *published, const char *edition, struct editions *all, struct fault *f)
{
    struct published_list earlier;
    bool ok = published_read(published, edition, &earlier, f);

    for (size_t i = 0; ok && i < earlier.n; i++) {
        char city[4096];

        snprintf(city, sizeof city, "%s/city.csv", earlier.items[i].folder);
        if (is_there(city))
            ok = read_edition(earlier.items[i].folder, earlier.items[i].name, all, f);
    }
    published_free(&earlier);
    return ok;
}

/* ---- counting ---- */

static double exits_of(const struct table *city, long year, const char *occupation)
{
    for (size_t row = 0; row < table_rows(city); row++)
        if (year_of(city, row) == year && table_is(city, row, "occupation", occupation))
            return table_real(city, row, "exits");
    return NAN;
}

/* How many have come since; 0 where what is known of both may be the same. */
static double late_since(const struct edition *before, double then, const struct edition *this, double now)
{
    return rounding_difference(now, rounded_base_of(this->rounded, "city", "exits", now), then,
                               rounded_base_of(before->rounded, "city", "exits", then));
}

/* Between this edition and the last, a revision of the year had another reason than that exits came late. */
static bool changed_otherwise(const struct editions *all, size_t from, long year, const char *occupation)
{
    static const char *const OTHERWISE[] = { "correction", "definition", "organisation", "coding" };
    char period[16];

    snprintf(period, sizeof period, "%ld", year);
    for (size_t e = from + 1; e < all->n; e++)
        for (size_t row = 0; all->items[e].revisions != NULL && row < table_rows(all->items[e].revisions); row++)
            for (size_t i = 0; i < sizeof OTHERWISE / sizeof OTHERWISE[0]; i++)
                if (table_is(all->items[e].revisions, row, "period", period) &&
                    table_is(all->items[e].revisions, row, "occupation", occupation) &&
                    table_is(all->items[e].revisions, row, "reason", OTHERWISE[i]))
                    return true;
    return false;
}

struct sums {
    double then, late;
    size_t n;
};

static struct sums sums_of(const struct editions *all, long age, const char *occupation)
{
    const struct table *now = all->items[all->n - 1].city;
    struct sums s = { 0, 0, 0 };

    for (size_t e = 0; e + 1 < all->n; e++) {
        long year = all->items[e].last - age;
        double then = exits_of(all->items[e].city, year, occupation), known = exits_of(now, year, occupation);

        if (!isfinite(then) || !isfinite(known) || changed_otherwise(all, e, year, occupation) ||
            all->items[all->n - 1].last - year <= age) /* as old now as it was then: nothing can have come */
            continue;
        s.then += then;
        s.late += late_since(&all->items[e], then, &all->items[all->n - 1], known);
        s.n++;
    }
    return s;
}

static void expect(struct rows *out, const struct sums *s, double now)
{
    bool known = s->n > 0 && s->then > 0, rising = known && s->late >= 0;
    struct interval late = interval_poisson_exact(rising ? s->late : NAN, known ? s->then : NAN, 0.95);

    rows_number(out, "reports", (double) s->n);
    rows_number(out, "late_share", known ? 100 * s->late / s->then : NAN);
    rows_number(out, "expected", known ? now * (1 + s->late / s->then) : NAN);
    rows_number(out, "expected_lower", rising ? now * (1 + late.lower) : NAN);
    rows_number(out, "expected_upper", rising ? now * (1 + late.upper) : NAN);
    rows_text(out, "reason", !known ? "no_earlier_report" : rising ? "" : "fewer_now");
}

/* One row for each report that had the year; that of this report says what is expected. */
static void put_year(struct rows *out, const struct editions *all, long year, const char *occupation)
{
    const struct edition *this = &all->items[all->n - 1];
    double now = exits_of(this->city, year, occupation);
    char period[16];

    snprintf(period, sizeof period, "%ld", year);
    for (size_t e = 0; e < all->n; e++) {
        double then = exits_of(all->items[e].city, year, occupation);

        if (!isfinite(then) || !isfinite(now))
            continue;
        rows_begin(out);
        rows_text(out, "period", period);
        rows_text(out, "occupation", occupation);
        rows_text(out, "edition", all->items[e].name);
        rows_number(out, "years_after", (double) (all->items[e].last - year));
        rows_number(out, "exits", then);
        rows_number(out, "late", late_since(&all->items[e], then, this, now));
        if (e + 1 < all->n) {
            rows_number(out, "reports", NAN);
            rows_number(out, "late_share", NAN);
            rows_number(out, "expected", NAN);
            rows_number(out, "expected_lower", NAN);
            rows_number(out, "expected_upper", NAN);
            rows_text(out, "reason", "");
        } else {
            struct sums s = sums_of(all, this->last - year, occupation);

            expect(out, &s, now);
        }
    }
}

static void put_all(struct rows *out, const struct editions *all)
{
    const struct table *city = all->items[all->n - 1].city;

    for (size_t row = 0; row < table_rows(city); row++)
        if (year_of(city, row) != 0)
            put_year(out, all, year_of(city, row), table_text(city, row, "occupation"));
}

static bool run(const char *published, const char *directory, const char *report_path, const char *output,
                struct fault *f)
{
    struct settings *report = NULL;
    struct editions all = { NULL, 0, 0 };
    struct rows *out = rows_new(schema_find("public_late"));
    bool ok = settings_read(report_path, &report, f);
    const char *edition = ok ? settings_text(report, "report", "edition") : "";

    ok = ok && read_published(published, edition, &all, f) &&
         (all.n == 0 || read_edition(directory, edition[0] != '\0' ? edition : "nu", &all, f));
    if (ok && all.n > 1)
        put_all(out, &all);
    ok = ok && rows_write(out, output, f);
    for (size_t i = 0; i < all.n; i++) {
        free(all.items[i].name);
        table_free(all.items[i].city);
        table_free(all.items[i].revisions);
        rounded_free(all.items[i].rounded);
    }
    free(all.items);
    rows_free(out);
    settings_free(report);
    return ok;
}

int main(int argc, char **argv)
{
    const char *published = NULL, *directory = NULL, *report = NULL, *output = NULL;
    const struct arg args[] = {
        { "published", "MAPP", "leveransens mapp published, med tidigare rapporters tabeller", true, &published },
        { "public", "MAPP", "mapp med de offentliga tabellerna", true, &directory },
        { "report", "FIL", "inställningar, avsnittet [report]", true, &report },
        { "output", "FIL", "public_late.csv som skrivs", true, &output },
    };
    struct fault fault;

    statistics_begin();
    switch (args_parse(argc, argv, "late", "Skattar hur många avgångar som registreras efter att rapporten är gjord.",
                       args, sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "late", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(published, directory, report, output, &fault) ? 0 : fault_report(&fault, "late", stderr);
}
