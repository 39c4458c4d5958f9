#include "pipeline/publish/releases.h"

#include "pipeline/base/digest.h"
#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/table/reader.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char TABLES[] = "public/"; /* documents stand there too, and are not kept in the folder */

/* A line of the log, as far as it is read here. */
struct release {
    char *edition, *file, *sum; /* "" where the log has no such column */
    uint64_t line;
};

struct log {
    char *path;
    struct release *items;
    size_t n, capacity;
};

static size_t column_of(const struct reader *r, const char *name)
{
    for (size_t i = 0; i < reader_columns(r); i++) {
        struct field field = reader_name(r, i);

        if (field.length == strlen(name) && memcmp(field.bytes, name, field.length) == 0)
            return i;
    }
    return SIZE_MAX;
}

static char *copy(const struct field *fields, size_t column)
{
    return column == SIZE_MAX ? memory_copy_text("")
                              : phrase_say("%.*s", (int) fields[column].length, fields[column].bytes);
}

static bool read_lines(struct log *log, struct reader *r, struct fault *f)
{
    size_t edition = column_of(r, "edition"), file = column_of(r, "file"), sum = column_of(r, "sha256");
    const struct field *fields;
    struct record record;
    enum reader_status status;

    if (edition == SIZE_MAX)
        return fault_at(f, FAULT_DATA, log->path, 0, NULL,
                        "kolumnen edition saknas: lägg tillbaka filen från en säkerhetskopia");
    while ((status = reader_next(r, &fields, &record)) != READER_END) {
        if (status == READER_BLANK)
            continue;
        if (status != READER_FIELDS)
            return fault_at(f, FAULT_DATA, log->path, record.line, NULL,
                            "raden om en utgiven tabell kan inte läsas: lägg tillbaka filen från en säkerhetskopia");
        log->items = memory_grow(log->items, &log->capacity, log->n + 1, sizeof *log->items);
        log->items[log->n++] = (struct release){ copy(fields, edition), copy(fields, file), copy(fields, sum),
                                                 record.line };
    }
    return true;
}

static bool read_log(struct log *log, struct fault *f)
{
    struct reader *r;
    bool ok;

    if (access(log->path, F_OK) != 0 && errno == ENOENT)
        return true;
    if (!reader_open(log->path, &(struct reader_options){ .rows_in_text = true }, &r, f))
        return false;
    ok = read_lines(log, r, f);
    reader_close(r);
    return ok;
}

static void free_log(struct log *log)
{
    for (size_t i = 0; i < log->n; i++) {
        free(log->items[i].edition);
        free(log->items[i].file);
        free(log->items[i].sum);
    }
    free(log->items);
    free(log->path);
}

static bool has_sum(const struct release *release)
{
    return strncmp(release->file, TABLES, strlen(TABLES)) == 0 && release->sum[0] != '\0';
}

/* ---- a release against its folder ---- */

static bool hold_table(const char *path, const char *sum, struct fault *f)
{
    char now[DIGEST_HEX];

    if (access(path, F_OK) != 0 && errno == ENOENT)
        return fault_at(
            f, FAULT_DATA, path, 0, NULL,
            "tabellen har getts ut, men finns inte längre: lägg tillbaka den från en säkerhetskopia, annars "
            "vet skyddet inte vad som redan har visats");
    if (!digest_sha256_file(path, now, f))
        return false;
    return strcmp(now, sum) == 0 ||
           fault_at(
               f, FAULT_DATA, path, 0, NULL,
               "tabellen är inte längre den som gavs ut (kontrollsumman i releases.csv är en annan): lägg tillbaka "
               "den från en säkerhetskopia, annars vet skyddet inte vad som redan har visats");
}

static struct published *find(const struct published_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->items[i].name, name) == 0)
            return &list->items[i];
    return NULL;
}

static bool hold_release(const struct log *log, const struct release *release, const struct published_list *list,
                         struct fault *f)
{
    struct published *edition = find(list, release->edition);
    char *path;
    bool ok;

    if (edition == NULL)
        return fault_at(
            f, FAULT_DATA, log->path, release->line, NULL,
            "utgåvan %s har getts ut, men mappen med dess tabeller finns inte längre: lägg tillbaka den från "
            "en säkerhetskopia, annars vet skyddet inte vad som redan har visats",
            release->edition);
    if (!has_sum(release)) {
        if (edition->known == PUBLISHED_UNLISTED)
            edition->known = PUBLISHED_WITHOUT_SUMS;
        return true;
    }
    edition->known = PUBLISHED_FROZEN;
    path = phrase_say("%s/%s", edition->folder, release->file + strlen(TABLES));
    ok = hold_table(path, release->sum, f);
    free(path);
    return ok;
}

/* Editions are in the order of their names: one that has been released and comes after a new one would be forgotten. */
static bool hold_order(const struct log *log, const char *edition, struct fault *f)
{
    const struct release *later = NULL;

    for (size_t i = 0; i < log->n; i++) {
        int order = strcmp(log->items[i].edition, edition);

        if (order == 0) /* released itself: what came after it is of no concern */
            return true;
        if (order > 0 && later == NULL)
            later = &log->items[i];
    }
    return later == NULL || edition[0] == '\0' ||
           fault_at(
               f, FAULT_DATA, log->path, later->line, NULL,
               "utgåvan %s har getts ut, men räknas inte som tidigare än %s, för namnen går i bokstavsordning: välj "
               "ett namn som kommer efter de utgivna, till exempel med årtalet först (edition under [report] i "
               "report.ini)",
               later->edition, edition);
}

/* ---- a folder against its release ---- */

static bool is_listed(const struct log *log, const char *edition, const char *table)
{
    for (size_t i = 0; i < log->n; i++)
        if (strcmp(log->items[i].edition, edition) == 0 && has_sum(&log->items[i]) &&
            strcmp(log->items[i].file + strlen(TABLES), table) == 0)
            return true;
    return false;
}

/* What was never shown may not count as shown: it would be no protection for what is. */
static bool hold_folder(const struct log *log, const struct published *edition, struct fault *f)
{
    DIR *directory = opendir(edition->folder);
    struct dirent *entry;
    bool ok = true;

    if (directory == NULL)
        return fault_errno(f, edition->folder, "kan inte läsa mappen");
    while (ok && (entry = readdir(directory)) != NULL) {
        size_t length = strlen(entry->d_name);

        if (length < 4 || strcmp(&entry->d_name[length - 4], ".csv") != 0 ||
            is_listed(log, edition->name, entry->d_name))
            continue;
        ok = fault_at(f, FAULT_DATA, edition->folder, 0, NULL,
                      "tabellen %s har inte getts ut, för den står inte i releases.csv: ta bort den ur mappen, eller "
                      "lägg tillbaka releases.csv från en säkerhetskopia",
                      entry->d_name);
    }
    closedir(directory);
    return ok;
}

bool releases_hold(const char *folder, const char *edition, const struct published_list *list, struct fault *f)
{
    struct log log = { .path = phrase_say("%s/releases.csv", folder) };
    bool ok = read_log(&log, f) && hold_order(&log, edition, f);

    for (size_t i = 0; ok && i < log.n; i++)
        if (edition[0] == '\0' || strcmp(log.items[i].edition, edition) < 0)
            ok = hold_release(&log, &log.items[i], list, f);
    for (size_t i = 0; ok && i < list->n; i++)
        if (list->items[i].known == PUBLISHED_FROZEN)
            ok = hold_folder(&log, &list->items[i], f);
    free_log(&log);
    return ok;
}
