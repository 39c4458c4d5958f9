/* delivery - lists the files of a delivery, so that make can hang on them without naming one: their names may hold
 * blanks. A file that nothing would read, and what is no file, are refused here, before anything waits for them.
 *
 * One line a file, sorted by bytes: path, size, time of change in nanoseconds, inode, with tabs between. Written only
 * if it changed. published/ is left out, for it belongs to earlier reports, and so are files that programs leave while
 * they work. */
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/infile.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/outfile.h"
#include "pipeline/intake/file_name.h"
#include "pipeline/intake/unread.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 16 }; /* a folder below this is a link that leads round */

struct file {
    char *path; /* from the root of the delivery */
    struct stat status;
};

struct listing {
    const char *root;
    struct file *files;
    size_t n_files, capacity;
    bool has_settings;
    bool has_records; /* a file below staff/ or counts/ */
};

static char *join(const char *folder, const char *name)
{
    size_t n_folder = strlen(folder), n_name = strlen(name);
    char *path = memory_zeroed(n_folder + n_name + 2, 1);

    memcpy(path, folder, n_folder);
    if (n_folder > 0 && n_name > 0)
        path[n_folder++] = '/';
    memcpy(path + n_folder, name, n_name);
    return path;
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool is_left_out(const char *path, const char *name)
{
    size_t n = strlen(name);

    return name[0] == '.' || begins(name, "~$") || (n > 5 && strcmp(name + n - 5, ".part") == 0) ||
           strcmp(path, "published") == 0;
}

static void print_escaped(const char *path, FILE *to)
{
    for (; *path != '\0'; path++)
        switch (*path) {
        case '\t':
            fputs("\\t", to);
            break;
        case '\n':
            fputs("\\n", to);
            break;
        case '\r':
            fputs("\\r", to);
            break;
        case '\\':
            fputs("\\\\", to);
            break;
        default:
            putc(*path, to);
        }
}

static void add_file(struct listing *l, const char *path, const struct stat *status)
{
    l->files = memory_grow(l->files, &l->capacity, l->n_files + 1, sizeof *l->files);
    l->files[l->n_files++] = (struct file){ memory_copy_text(path), *status };
    l->has_settings = l->has_settings || strcmp(path, "report.ini") == 0;
    l->has_records = l->has_records || begins(path, "staff/") || begins(path, "counts/");
}

static bool list_folder(struct listing *l, const char *folder, int depth, struct fault *f);

/* `path` is relative to the root. */
static bool list_one(struct listing *l, const char *path, int depth, struct fault *f)
{
    char *full = join(l->root, path);
    struct stat status;
    bool ok = true;

    if (stat(full, &status) != 0)
        ok = fault_errno(f, full, "kan inte läsa filen");
    else if (S_ISDIR(status.st_mode))
        ok = list_folder(l, path, depth + 1, f);
    else if ((ok = file_name_check(path, file_name_year(), f) && infile_is_file(full, f) &&
                   unread_check(path, full, f)))
        add_file(l, path, &status);
    free(full);
    return ok;
}

static bool list_folder(struct listing *l, const char *folder, int depth, struct fault *f)
{
    char *full = join(l->root, folder);
    DIR *directory = opendir(full);
    struct dirent *entry;
    bool ok = true;

    if (directory == NULL)
        ok = depth == 0 && (errno == ENOENT || errno == ENOTDIR)
                 ? fault_at(f, FAULT_DATA, full, 0, NULL, "leveransens mapp finns inte: kontrollera RAW=")
                 : fault_errno(f, full, "kan inte läsa mappen");
    else if (depth > DEEPEST)
        ok = fault_at(f, FAULT_DATA, full, 0, NULL, "mappen ligger för djupt: är den en länk som går runt?");
    while (ok && directory != NULL && (errno = 0, entry = readdir(directory)) != NULL) {
        char *path = join(folder, entry->d_name);

        if (!is_left_out(path, entry->d_name))
            ok = list_one(l, path, depth, f);
        free(path);
    }
    if (ok && errno != 0)
        ok = fault_errno(f, full, "kan inte läsa mappen");
    if (directory != NULL)
        closedir(directory);
    free(full);
    return ok;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct file *) a)->path, ((const struct file *) b)->path);
}

static bool is_delivery(const struct listing *l, struct fault *f)
{
    if (!l->has_settings)
        return fault_at(
            f, FAULT_DATA, l->root, 0, NULL,
            "mappen har ingen report.ini: gör en ny leverans med make new-delivery DIR=mapp och lägg uttagen där");
    if (!l->has_records)
        return fault_at(f, FAULT_DATA, l->root, 0, NULL,
                        "mappen har inga uppgifter: lägg minst ett personaluttag i staff/ eller antal i counts/");
    return true;
}

static void print_file(const struct file *file, FILE *to)
{
    const struct stat *status = &file->status;

    print_escaped(file->path, to);
    fprintf(to, "\t%" PRIdMAX "\t%" PRIdMAX "%09ld\t%" PRIuMAX "\n", (intmax_t) status->st_size,
            (intmax_t) status->st_mtim.tv_sec, status->st_mtim.tv_nsec, (uintmax_t) status->st_ino);
}

static bool write_listing(struct listing *l, const char *path, struct fault *f)
{
    struct outfile *out;

    qsort(l->files, l->n_files, sizeof *l->files, by_path);
    if (!outfile_open(path, OUTFILE_PRIVATE, &out, f))
        return false;
    for (size_t i = 0; i < l->n_files; i++)
        print_file(&l->files[i], outfile_stream(out));
    return outfile_commit_if_changed(out, f);
}

static bool run(const char *input, const char *output, struct fault *f)
{
    struct listing l = { .root = input };
    bool ok = list_folder(&l, "", 0, f) && is_delivery(&l, f) && write_listing(&l, output, f);

    for (size_t i = 0; i < l.n_files; i++)
        free(l.files[i].path);
    free(l.files);
    return ok;
}

int main(int argc, char **argv)
{
    const char *input, *output;
    const struct arg args[] = {
        { "input", "MAPP", "leveransen", true, &input },
        { "output", "FIL", "listan, skrivs bara om den har ändrats", true, &output },
    };
    struct fault f;

    confine_memory();
    switch (args_parse(argc, argv, "delivery", "Listar leveransens filer, så att bara det som har ändrats görs om.",
                       args, sizeof args / sizeof args[0], &f)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&f, "delivery", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(input, output, &f) ? 0 : fault_report(&f, "delivery", stderr);
}
