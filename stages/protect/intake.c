/* intake.c - what became of the records of each file, and why some could not be used. */
#include "stages/protect/linked.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum suppression_rule rule_of(const struct protect *p, const char *file, const char *what)
{
    char name[LINKED_NAME];

    return linked_rule(p, LINKED(name, "records", file, what));
}

/* Records, not persons; what a handful of records have in common could still point at one. */
static void put_counts(struct release *r, const struct table *intake, size_t row)
{
    const char *file = table_text(intake, row, "file");

    release_value(r, "records_in", "records_in_status", table_real(intake, row, "records_in"),
                  rule_of(r->protect, file, "in"), false);
    release_value(r, "kept", "kept_status", table_real(intake, row, "kept"), rule_of(r->protect, file, "kept"), false);
    release_value(r, "rejected", "rejected_status", table_real(intake, row, "rejected"),
                  rule_of(r->protect, file, "rejected"), false);
    release_value(r, "merged", "merged_status", table_real(intake, row, "merged"), rule_of(r->protect, file, "merged"),
                  false);
}

static void put_file(struct release *r, const struct table *intake, size_t row)
{
    const char *date = table_text(intake, row, "last_extraction");
    int32_t day;

    rows_begin(r->rows);
    rows_text(r->rows, "file", table_text(intake, row, "file"));
    rows_text(r->rows, "kind", table_text(intake, row, "kind"));
    /* an extract of persons nobody can guess; a small one, or a table of counts, can be tried until the checksum agrees
     */
    rows_text(r->rows, "sha256",
              table_is(intake, row, "kind", "counts") || linked_is_small_file(r->protect, intake, row)
                  ? ""
                  : table_text(intake, row, "sha256"));
    rows_text(r->rows, "extraction_basis", table_text(intake, row, "extraction_basis"));
    if (calendar_parse_iso(date, strlen(date), &day))
        rows_date(r->rows, "last_extraction", day);
    put_counts(r, intake, row);
}

static void put_reason(struct release *r, const char *reason, double records)
{
    rows_begin(r->rows);
    rows_text(r->rows, "reason", reason);
    release_value(r, "records", "records_status", records, rule_of(r->protect, "all", reason), false);
}

struct tally { /* the table's word, and how often it stands */
    const char *reason;
    double records;
};

static size_t count_reasons(const struct table *rejects, struct tally **out)
{
    struct tally *all = NULL;
    size_t n = 0, capacity = 0;

    for (size_t row = 0; row < table_rows(rejects); row++) {
        const char *reason = table_text(rejects, row, "reason");
        size_t i = 0;

        while (i < n && strcmp(all[i].reason, reason) != 0)
            i++;
        if (i == n) {
            all = memory_grow(all, &capacity, n + 1, sizeof *all);
            all[n++] = (struct tally){ .reason = reason };
        }
        all[i].records++;
    }
    *out = all;
    return n;
}

bool protect_intake(struct protect *p, const struct table *intake, const struct table *rejects, const char *directory,
                    struct fault *f)
{
    struct release files, reasons;
    struct tally *tallies;
    size_t n_reasons;
    bool ok;

    release_begin(&files, p, "public_intake");
    for (size_t row = 0; row < table_rows(intake); row++)
        put_file(&files, intake, row);
    release_begin(&reasons, p, "public_rejects");
    n_reasons = count_reasons(rejects, &tallies);
    for (size_t i = 0; i < n_reasons; i++)
        put_reason(&reasons, tallies[i].reason, tallies[i].records);
    free(tallies);
    ok = release_write(&files, directory, f);
    return release_write(&reasons, directory, f) && ok;
}
