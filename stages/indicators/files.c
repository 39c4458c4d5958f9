/* files.c - what a file holds, told by its name, or, in a workbook of several kinds, by the names of its sheets. */
#include "stages/indicators/indicators.h"

#include "pipeline/base/digest.h"
#include "pipeline/intake/delivery.h"
#include "pipeline/intake/word.h"
#include "pipeline/table/excel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct kind *const ROOMS[] = { STAFFING_KINDS, PEOPLE_KINDS, ANSWER_KINDS, PLAN_KINDS, STATED_KINDS };

/* True where a name begins with one of `names`, which | divides. */
static bool begins(const char *name, size_t length_of_name, const char *names)
{
    char folded[WORD_MAX], wanted[WORD_MAX];
    size_t n = word_fold_header(name, length_of_name, folded);

    while (n != SIZE_MAX && *names != '\0') {
        size_t length = strcspn(names, "|"), m = word_fold_header(names, length, wanted);

        if (n >= m && memcmp(folded, wanted, m) == 0)
            return true;
        names += names[length] == '|' ? length + 1 : length;
    }
    return false;
}

/* `what` is the file or the sheet whose name it is. */
static const struct kind *kind_of(const char *name, size_t length, const char *path, const char *what, struct fault *f)
{
    char names[512] = "";
    size_t used = 0;

    for (size_t r = 0; r < sizeof ROOMS / sizeof ROOMS[0]; r++)
        for (const struct kind *k = ROOMS[r]; k->name != NULL; k++) {
            const char *last = strrchr(k->files, '|');

            if (begins(name, length, k->files))
                return k;
            used += (size_t) snprintf(names + used, used < sizeof names ? sizeof names - used : 0, "%s%s",
                                      used > 0 ? ", " : "", last != NULL ? last + 1 : k->files);
        }
    fault_at(f, FAULT_DATA, path, 0, NULL,
             "%s namn säger inte vad %s innehåller: låt det börja med något av %s (docs/indikatorer.md)", what,
             strcmp(what, "filens") == 0 ? "den" : "det", names);
    return NULL;
}

/* The template's own rows are no data: they begin with the word. */
static bool is_example(struct field first)
{
    return begins(first.bytes, first.length, "exempel");
}

void intake_fault(struct intake *to, const struct fault *f)
{
    if (to->n_faults < FAULTS_SHOWN)
        to->faults[to->n_faults] = *f;
    to->n_faults++;
    to->worst = f->kind > to->worst ? f->kind : to->worst;
}

/* A line that is wrong does not keep the next from being looked at; what is the system's fault does. */
static bool take_records(struct intake *to, const struct kind *kind, struct sheet *sheet, const char *path,
                         bool template, size_t *records, struct fault *f)
{
    struct field cells[SHEET_MAX_COLUMNS];
    struct line line = { .to = to, .cells = cells, .sheet = sheet };
    bool more = true, ok = kind->begin == NULL || kind->begin(&line, f);

    line.path = line_intern(&line, (struct field){ path, strlen(path) });
    while (ok && (ok = sheet_next(sheet, cells, &line.number, &more, f)) && more) {
        if (template && is_example(cells[0]))
            continue;
        if (!kind->take(&line, f)) {
            ok = f->kind == FAULT_DATA;
            if (ok)
                intake_fault(to, f);
        }
        (*records)++;
    }
    return ok && (kind->end == NULL || kind->end(&line, f));
}

static void put(struct rows *files, const char *name, const struct kind *kind, const char *hash, uint64_t bytes,
                size_t records)
{
    rows_begin(files);
    rows_text(files, "file", name);
    rows_text(files, "kind", kind->name);
    rows_text(files, "sha256", hash);
    rows_number(files, "bytes", (double) bytes);
    rows_number(files, "records", (double) records);
}

/* ---- a workbook of several kinds ---- */

static bool is_workbook_of_kinds(const char *base)
{
    size_t length = strlen(base);

    return length > 5 && strcasecmp(base + length - 5, ".xlsx") == 0 &&
           begins(base, strcspn(base, "."), "indikatorer|indicators");
}

/* Sheets without anything but examples say nothing. */
static bool take_sheet(struct intake *to, const struct delivery_file *file, const struct excel_sheet *part,
                       const char *hash, struct rows *files, struct fault *f)
{
    const struct kind *kind;
    struct sheet *sheet = NULL;
    char path[4096], name[4096];
    size_t records = 0;
    bool ok;

    if (part->length == 0)
        return true;
    snprintf(path, sizeof path, "%s, bladet %s", file->path, part->name);
    snprintf(name, sizeof name, "%s, %s", file->name, part->name);
    kind = kind_of(part->name, strlen(part->name), path, "bladets", f);
    if (kind == NULL)
        return false;
    ok = sheet_open_bytes(path, part->bytes, part->length, kind->columns, kind->n_columns, &sheet, f) &&
         take_records(to, kind, sheet, path, true, &records, f);
    sheet_close(sheet);
    if (ok && records > 0)
        put(files, name, kind, hash, file->bytes, records);
    return ok;
}

/* One named Läs mig explains. */
static bool is_read(const char *name)
{
    return !begins(name, strlen(name), "läs mig|read me");
}

static bool take_workbook(struct intake *to, const struct delivery_file *file, const char *hash, struct rows *files,
                          struct fault *f)
{
    struct excel_sheet *sheets;
    size_t n;
    bool ok = excel_read_all(file->path, is_read, &sheets, &n, f);

    if (!ok)
        return false;
    for (size_t i = 0; ok && i < n; i++)
        ok = take_sheet(to, file, &sheets[i], hash, files, f);
    excel_sheets_free(sheets, n);
    return ok;
}

/* ---- a file of one kind ---- */

bool file_take(struct intake *to, const struct delivery_file *file, const struct settings *named,
               const char *named_path, struct rows *files, struct fault *f)
{
    const char *base = strrchr(file->name, '/') + 1;
    const struct kind *kind;
    struct delivery_options options;
    struct sheet *sheet = NULL;
    char hash[DIGEST_HEX];
    size_t records = 0;
    bool ok;

    if (!digest_sha256_file(file->path, hash, f))
        return false;
    if (is_workbook_of_kinds(base))
        return take_workbook(to, file, hash, files, f);
    kind = kind_of(base, strcspn(base, "."), file->path, "filens", f);
    if (kind == NULL || !delivery_options(named, named, named_path, file->name, &options, f))
        return false;
    ok = sheet_open_encoded(file->path, options.encoding, kind->columns, kind->n_columns, &sheet, f) &&
         take_records(to, kind, sheet, file->path, false, &records, f);
    sheet_close(sheet);
    if (ok)
        put(files, file->name, kind, hash, file->bytes, records);
    return ok;
}
