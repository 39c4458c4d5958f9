#include "pipeline/intake/delivery.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/infile.h"
#include "pipeline/base/memory.h"
#include "pipeline/intake/file_name.h"
#include "pipeline/intake/word.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { DEEPEST = 16 };

static bool has_ending(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);

    return n > m && strcasecmp(name + n - m, ending) == 0;
}

static bool is_passed_over(const char *name)
{
    return name[0] == '.' || strncmp(name, "~$", 2) == 0 || has_ending(name, ".part") ||
           strcasecmp(name, "thumbs.db") == 0 || strcasecmp(name, "desktop.ini") == 0;
}

static bool add_file(struct delivery *d, const char *path, const char *name, uint64_t bytes, struct fault *f)
{
    bool excel = has_ending(name, ".xlsx");

    if (!file_name_check(name, file_name_year(), f))
        return false;
    if (!excel && !has_ending(name, ".csv") && !has_ending(name, ".txt") && !has_ending(name, ".tsv"))
        return fault_at(f, FAULT_DATA, path, 0, NULL,
                        "filen är varken csv, txt, tsv eller xlsx: spara om den, eller flytta den ur mappen");
    d->files = memory_grow(d->files, &d->capacity, d->n + 1, sizeof *d->files);
    d->files[d->n++] = (struct delivery_file){ memory_copy_text(name), memory_copy_text(path), bytes, excel };
    return true;
}

/* `name` is where the folder lies in the delivery. */
static bool add_folder(struct delivery *d, const char *path, const char *name, int depth, struct fault *f)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    bool ok = true;

    if (folder == NULL)
        return depth == 0 && errno == ENOENT ? true : fault_errno(f, path, "kan inte läsa mappen");
    while (ok && (errno = 0, entry = readdir(folder)) != NULL) {
        char inner_path[PATH_MAX], inner_name[PATH_MAX];
        struct stat st;

        if (is_passed_over(entry->d_name))
            continue;
        if (snprintf(inner_path, sizeof inner_path, "%s/%s", path, entry->d_name) >= (int) sizeof inner_path ||
            snprintf(inner_name, sizeof inner_name, "%s/%s", name, entry->d_name) >= (int) sizeof inner_name)
            ok = fault_at(f, FAULT_SYSTEM, path, 0, NULL, "sökvägen är för lång");
        else if (stat(inner_path, &st) != 0)
            ok = fault_errno(f, inner_path, "kan inte läsa filen");
        else if (S_ISDIR(st.st_mode) && depth == DEEPEST)
            ok = fault_at(f, FAULT_DATA, inner_path, 0, NULL, "för många mappar i varandra");
        else if (S_ISDIR(st.st_mode))
            ok = add_folder(d, inner_path, inner_name, depth + 1, f);
        else
            ok = infile_is_file(inner_path, f) && add_file(d, inner_path, inner_name, (uint64_t) st.st_size, f);
    }
    if (ok && errno != 0)
        ok = fault_errno(f, path, "kan inte läsa mappen");
    closedir(folder);
    return ok;
}

static int by_name(const void *one, const void *other)
{
    const struct delivery_file *a = one, *b = other;

    return strcmp(a->name, b->name);
}

bool delivery_list(const char *root, const char *folder, struct delivery *d, struct fault *f)
{
    char path[PATH_MAX];

    if (snprintf(path, sizeof path, "%s/%s", root, folder) >= (int) sizeof path)
        return fault_at(f, FAULT_SYSTEM, root, 0, NULL, "sökvägen är för lång");
    if (!add_folder(d, path, folder, 0, f))
        return false;
    if (d->n > 0)
        qsort(d->files, d->n, sizeof *d->files, by_name);
    return true;
}

void delivery_free(struct delivery *d)
{
    for (size_t i = 0; i < d->n; i++) {
        free(d->files[i].name);
        free(d->files[i].path);
    }
    free(d->files);
    memset(d, 0, sizeof *d);
}

bool delivery_is_name_of(const char *entry, const char *name)
{
    char one[WORD_MAX], other[WORD_MAX];
    const char *base = strrchr(name, '/');
    size_t n = word_name(entry, strlen(entry), one);

    for (int i = 0; i < 2; i++) {
        const char *candidate = i == 0 ? name : base != NULL ? base + 1 : name;
        size_t m = word_name(candidate, strlen(candidate), other);

        if (strcmp(entry, candidate) == 0 || (n != SIZE_MAX && n == m && memcmp(one, other, n) == 0))
            return true;
    }
    return false;
}

static bool is_word(const char *bytes, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(bytes, word, length) == 0;
}

static bool layout_of(const char *bytes, size_t length, enum value_layout *layout)
{
    static const char *const words[] = { "iso", "excel", "d/m/y", "m/d/y" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (is_word(bytes, length, words[i])) {
            *layout = (enum value_layout) i;
            return true;
        }
    return false;
}

static bool delimiter_of(const char *bytes, size_t length, char *delimiter)
{
    static const struct {
        const char *word;
        char delimiter;
    } words[] = { { "semicolon", ';' }, { "comma", ',' }, { "tab", '\t' }, { "pipe", '|' } };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (is_word(bytes, length, words[i].word)) {
            *delimiter = words[i].delimiter;
            return true;
        }
    return false;
}

static void set_encoding(struct delivery_options *o, const char *bytes, size_t length)
{
    bool utf8 = length == 5 ? strncasecmp(bytes, "utf-8", 5) == 0 : length == 4 && strncasecmp(bytes, "utf8", 4) == 0;

    snprintf(o->encoding, sizeof o->encoding, "%.*s", utf8 ? 0 : (int) length, bytes);
}

/* One `what value`. NULL where it is right, else what is wrong. */
static const char *take_option(const char *bytes, size_t length, struct delivery_options *o)
{
    size_t what = 0, from;
    const char *value;
    size_t n;

    while (what < length && bytes[what] != ' ' && bytes[what] != '\t')
        what++;
    from = what;
    while (from < length && (bytes[from] == ' ' || bytes[from] == '\t'))
        from++;
    value = bytes + from;
    n = length - from;
    if (is_word(bytes, what, "extraction_date")) {
        o->extraction_of_file = true;
        return calendar_parse_iso(value, n, &o->extraction)
                   ? NULL
                   : "extraction_date ska vara ett datum, till exempel 2021-03-08";
    }
    if (is_word(bytes, what, "encoding")) {
        if (n == 0 || n >= sizeof o->encoding)
            return "encoding ska vara namnet på en teckenkodning, till exempel cp1252";
        set_encoding(o, value, n);
        return NULL;
    }
    if (is_word(bytes, what, "date"))
        return layout_of(value, n, &o->layout) ? NULL : "date ska vara iso, excel, d/m/y eller m/d/y";
    if (is_word(bytes, what, "grade")) {
        o->fraction = is_word(value, n, "fraction");
        return o->fraction || is_word(value, n, "percent") ? NULL : "grade ska vara percent eller fraction";
    }
    if (is_word(bytes, what, "delimiter"))
        return delimiter_of(value, n, &o->delimiter) ? NULL : "delimiter ska vara semicolon, comma, tab eller pipe";
    return "skriv extraction_date, encoding, date, grade eller delimiter och sedan värdet, med komma emellan";
}

static const char *take_options(const char *text, struct delivery_options *o)
{
    while (*text != '\0') {
        size_t length = strcspn(text, ",");
        const char *item = text;
        size_t n = length;
        const char *wrong;

        word_trim(&item, &n);
        wrong = n == 0 ? NULL : take_option(item, n, o);
        if (wrong != NULL)
            return wrong;
        text += text[length] == ',' ? length + 1 : length;
    }
    return NULL;
}

bool delivery_options(const struct settings *clean, const struct settings *files, const char *files_path,
                      const char *name, struct delivery_options *out, struct fault *f)
{
    const char *encoding = settings_text(clean, "clean", "encoding");
    const char *layout = settings_text(clean, "clean", "date");
    const char *extraction = settings_text(clean, "clean", "extraction_date");
    const char *entry, *value;
    uint64_t line;

    memset(out, 0, sizeof *out);
    out->extraction = INT32_MIN;
    out->threads = settings_threads(clean, "clean");
    set_encoding(out, encoding, strlen(encoding));
    layout_of(layout, strlen(layout), &out->layout);
    if (extraction[0] != '\0')
        calendar_parse_iso(extraction, strlen(extraction), &out->extraction);
    for (size_t i = 0; settings_file(files, i, &entry, &value, &line); i++) {
        const char *wrong = delivery_is_name_of(entry, name) ? take_options(value, out) : NULL;

        if (wrong != NULL)
            return fault_at(f, FAULT_DATA, files_path, line, entry, "%s", wrong);
    }
    return true;
}

bool delivery_check_entries(const struct settings *files, const char *files_path,
                            const struct delivery *const *deliveries, size_t n, struct fault *f)
{
    const char *entry, *value;
    uint64_t line;

    for (size_t i = 0; settings_file(files, i, &entry, &value, &line); i++) {
        bool found = false;

        for (size_t j = 0; j < n; j++)
            for (size_t k = 0; k < deliveries[j]->n && !found; k++)
                found = delivery_is_name_of(entry, deliveries[j]->files[k].name);
        if (!found)
            return fault_at(f, FAULT_DATA, files_path, line, entry,
                            "filen finns inte i staff/, counts/ eller indicators/: kontrollera stavningen under "
                            "[files]; andra filer ska vara UTF-8");
    }
    return true;
}

bool delivery_check_settings(const struct settings *s, const char *path, struct fault *f)
{
    static const char *const FOLDERS[] = { "staff", "counts", "indicators" };
    const struct delivery *all[] = { NULL };
    struct delivery d = { NULL, 0, 0 };
    struct delivery_options options = { .threads = 0 };
    const char *slash = strrchr(path, '/'), *entry, *value;
    char root[PATH_MAX];
    uint64_t line;
    struct fault unreadable;
    bool ok = true;

    snprintf(root, sizeof root, "%.*s", slash != NULL ? (int) (slash - path) : 1, slash != NULL ? path : ".");
    for (size_t i = 0; i < sizeof FOLDERS / sizeof FOLDERS[0]; i++)
        ok = ok && delivery_list(root, FOLDERS[i], &d, &unreadable);
    all[0] = &d;
    ok = !ok || d.n == 0 || delivery_check_entries(s, path, all, 1, f); /* what can not be listed is told by clean */
    for (size_t i = 0; ok && settings_file(s, i, &entry, &value, &line); i++) {
        const char *wrong = take_options(value, &options);

        ok = wrong == NULL || fault_at(f, FAULT_DATA, path, line, entry, "%s", wrong);
    }
    delivery_free(&d);
    return ok;
}
