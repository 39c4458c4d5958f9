/* revisions - what the last report said and what this one says of the same: every headline figure of the city that both
 * have, old, new, difference and why.
 *
 * The last report is the newest folder of the delivery's published/ whose name comes before this edition's; its tables
 * are public already. Why is told by revisions.csv (period, occupation, reason, comment); a change that nobody has
 * explained is said to be so. */
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/settings.h"
#include "pipeline/disclosure/rounding.h"
#include "pipeline/publish/published.h"
#include "pipeline/publish/rounded.h"
#include "pipeline/staff/revision.h"
#include "pipeline/table/rows.h"
#include "pipeline/table/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct revision_reason *reason_of(const struct revision_reasons *reasons, const char *period,
                                               const char *occupation)
{
    for (size_t i = 0; i < reasons->n; i++)
        if (strcmp(reasons->items[i].period, period) == 0 &&
            (reasons->items[i].occupation[0] == '\0' || strcmp(reasons->items[i].occupation, occupation) == 0))
            return &reasons->items[i];
    return NULL;
}

static bool is_headline(const struct table *t, size_t row)
{
    return table_is(t, row, "dimension", "none") && table_is(t, row, "definition", "T17");
}

static size_t same_row(const struct table *t, const char *period, const char *occupation)
{
    for (size_t row = 0; row < table_rows(t); row++)
        if (is_headline(t, row) && table_is(t, row, "period", period) && table_is(t, row, "occupation", occupation))
            return row;
    return SIZE_MAX;
}

/* Less than what is shown is no revision. */
static double rounded(const char *item, double value)
{
    return strcmp(item, "exits") == 0 ? round(value) : round(10 * value) / 10;
}

/* The two reports, and which of their counts are rounded. */
struct reports {
    struct table *old, *new;
    struct rounded *old_rounded, *new_rounded;
};

/* The change as it is shown; 0 where it may be of the rounding alone. A rate changes with what it is made of. */
static double change_of(const struct reports *r, const char *item, size_t before, size_t after)
{
    double was = rounded(item, table_real(r->old, before, item)), is = rounded(item, table_real(r->new, after, item));
    double change = is - was;

    if (r->old_rounded == NULL && r->new_rounded == NULL)
        return change;
    if (strcmp(item, "rate") != 0)
        return rounding_difference(is, rounded_base_of(r->new_rounded, "city", item, is), was,
                                   rounded_base_of(r->old_rounded, "city", item, was));
    return change_of(r, "exits", before, after) == 0 && change_of(r, "person_years", before, after) == 0 ? 0 : change;
}

static void put(struct rows *out, const char *edition, const struct reports *r, size_t before, size_t after,
                const struct revision_reasons *reasons)
{
    static const char *const ITEMS[] = { "exits", "person_years", "rate" };
    const struct table *old = r->old, *new = r->new;
    const char *period = table_text(old, before, "period"), *occupation = table_text(old, before, "occupation");
    const struct revision_reason *why = reason_of(reasons, period, occupation);

    for (size_t i = 0; i < sizeof ITEMS / sizeof ITEMS[0]; i++) {
        double was = rounded(ITEMS[i], table_real(old, before, ITEMS[i])),
               is = rounded(ITEMS[i], table_real(new, after, ITEMS[i]));
        double change = change_of(r, ITEMS[i], before, after);
        bool changed = isfinite(change) && change != 0;

        rows_begin(out);
        rows_text(out, "edition", edition);
        rows_text(out, "period", period);
        rows_text(out, "occupation", occupation);
        rows_text(out, "item", ITEMS[i]);
        rows_number(out, "old", was);
        rows_number(out, "new", is);
        rows_number(out, "difference", rounded(ITEMS[i], change));
        rows_text(out, "reason", !changed ? "" : why != NULL ? why->code : "unexplained");
        rows_text(out, "comment", changed && why != NULL ? why->comment : "");
    }
}

static bool compare(const struct published *before, const char *directory, const struct revision_reasons *reasons,
                    struct rows *out, struct fault *f)
{
    char old_path[4096], new_path[4096];
    struct reports r = { NULL, NULL, NULL, NULL };
    bool ok;

    snprintf(old_path, sizeof old_path, "%s/city.csv", before->folder);
    snprintf(new_path, sizeof new_path, "%s/city.csv", directory);
    ok = table_read(old_path, schema_find("city"), &r.old, f) && table_read(new_path, schema_find("city"), &r.new, f) &&
         rounded_read(before->folder, &r.old_rounded, f) && rounded_read(directory, &r.new_rounded, f);
    for (size_t row = 0; ok && row < table_rows(r.old); row++) {
        size_t after = is_headline(r.old, row)
                           ? same_row(r.new, table_text(r.old, row, "period"), table_text(r.old, row, "occupation"))
                           : SIZE_MAX;

        if (after != SIZE_MAX)
            put(out, before->name, &r, row, after, reasons);
    }
    table_free(r.old);
    table_free(r.new);
    rounded_free(r.old_rounded);
    rounded_free(r.new_rounded);
    return ok;
}

static bool run(const char *published, const char *directory, const char *report_path, const char *reasons_path,
                const char *output, struct fault *f)
{
    struct settings *report = NULL;
    struct revision_reasons reasons = { NULL, 0, 0 };
    struct rows *out = rows_new(schema_find("public_revisions"));
    struct published_list earlier = { NULL, 0, 0 };
    bool ok = settings_read(report_path, &report, f) && revision_reasons_read(reasons_path, &reasons, f) &&
              published_read(published, settings_text(report, "report", "edition"), &earlier, f);

    if (ok && earlier.n > 0) /* the newest of them */
        ok = compare(&earlier.items[earlier.n - 1], directory, &reasons, out, f);
    ok = ok && rows_write(out, output, f);
    revision_reasons_free(&reasons);
    published_free(&earlier);
    rows_free(out);
    settings_free(report);
    return ok;
}

int main(int argc, char **argv)
{
    const char *published = NULL, *directory = NULL, *report = NULL, *reasons = NULL, *output = NULL;
    const struct arg args[] = {
        { "published", "MAPP", "leveransens mapp published, med tidigare rapporters tabeller", true, &published },
        { "public", "MAPP", "mapp med de offentliga tabellerna", true, &directory },
        { "report", "FIL", "inställningar, avsnittet [report]", true, &report },
        { "reasons", "FIL", "revisions.csv: varför uppgifter har ändrats", false, &reasons },
        { "output", "FIL", "public_revisions.csv som skrivs", true, &output },
    };
    struct fault fault;

    switch (args_parse(argc, argv, "revisions", "Jämför rapportens huvuduppgifter med den förra rapportens.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "revisions", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(published, directory, report, reasons, output, &fault) ? 0 : fault_report(&fault, "revisions", stderr);
}
