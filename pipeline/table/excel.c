#define _GNU_SOURCE /* memmem */
#include "pipeline/table/excel.h"

#include "pipeline/base/infile.h"
#include "pipeline/base/memory.h"
#include "pipeline/table/excel_sheet.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_ROOM = 200, FEWEST_CELLS = 4 /* of a record */ };

/* ---- what is called xlsx and is none ---- */

static bool is_other(const char *path, const char *bytes, size_t length, struct fault *f)
{
    static const char compound[] = "\xD0\xCF\x11\xE0", locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    size_t begin = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    const char *what = "är ingen Excelfil (xlsx): öppna den i Excel och spara den som xlsx, eller som CSV UTF-8";

    if (length == 0)
        what = "filen är tom: ta ut den på nytt";
    else if (length >= 4 && memcmp(bytes, compound, 4) == 0)
        what = memmem(bytes, length, locked, sizeof locked - 1) != NULL
                   ? "Excelfilen är låst med lösenord: öppna den, ta bort lösenordet och spara den på nytt som xlsx"
                   : "filen är ett äldre kalkylblad (xls) trots sitt namn: öppna den och spara den som xlsx eller CSV "
                     "UTF-8";
    else if (length > begin && bytes[begin] == '<')
        what = "filen är en webbsida eller XML trots sitt namn: öppna den i Excel och spara den som xlsx eller CSV "
               "UTF-8";
    else if (memchr(bytes, '\0', length) == NULL)
        what = "filen är vanlig text trots sitt namn: ändra filändelsen till csv";
    return fault_at(f, FAULT_DATA, path, 0, NULL, "%s", what);
}

static bool is_other_package(const char *path, const struct zip *z, struct fault *f)
{
    const char *what = zip_has(z, "xl/workbook.bin")
                           ? "filen är en binär Excelbok (xlsb) trots sitt namn: spara den som xlsx"
                       : zip_has(z, "content.xml") ? "filen är ett OpenDocument-kalkylblad (ods) trots sitt namn: "
                                                     "spara den som xlsx eller CSV UTF-8"
                                                   : "filen är packad (zip) men ingen Excelbok: packa upp den, eller "
                                                     "spara den som xlsx";

    return fault_at(f, FAULT_DATA, path, 0, NULL, "%s", what);
}

/* ---- the workbook ---- */

struct workbook {
    const char *path;
    struct zip *zip;
    struct excel_book book;
};

static bool open_workbook(struct workbook *w, const char *path, const char *bytes, size_t length, struct fault *f)
{
    enum zip_status status;

    *w = (struct workbook){ .path = path };
    if (length < 4 || memcmp(bytes, "PK\3\4", 4) != 0)
        return is_other(path, bytes, length, f);
    if (!zip_open(bytes, length, &w->zip))
        return excel_fault(ZIP_DAMAGED, path, f);
    if (!zip_has(w->zip, "xl/workbook.xml"))
        return is_other_package(path, w->zip, f);
    status = excel_book_read(w->zip, &w->book);
    return status == ZIP_DONE || excel_fault(status, path, f);
}

static void close_workbook(struct workbook *w)
{
    excel_book_free(&w->book);
    zip_close(w->zip);
}

static bool read_page(const struct workbook *w, size_t i, bool strict, struct excel_lines *lines, struct fault *f)
{
    const struct excel_page *page = &w->book.pages[i];

    *lines = (struct excel_lines){ 0 };
    if (page->part == NULL)
        return excel_fault(ZIP_DAMAGED, w->path, f);
    return excel_sheet_read(w->zip, &w->book, page->part, w->path, strict, lines, f);
}

/* ---- one sheet of many ---- */

/* The next cell of a header; NULL at the end of its line. */
static const char *next_name(const char *at, const char **name, size_t *length)
{
    if (at == NULL || *at == '\n' || *at == '\0')
        return NULL;
    *name = at;
    *length = strcspn(at, "\t\n");
    return at + *length + (at[*length] == '\t');
}

static const char *header_of(const struct excel_lines *lines)
{
    return lines->text.bytes + strspn(lines->text.bytes, "\n");
}

/* At least half of the names of the narrower header stand in the other, and two, for a table that counts has a name of
 * what it counts; and `other` has rows below. */
static bool has_the_columns(const struct excel_lines *one, const struct excel_lines *other)
{
    size_t names = 0, others = 0, shared = 0, length, m;
    const char *name, *candidate;

    if (one->rows == 0 || other->rows < 2)
        return false;
    for (const char *at = header_of(one); (at = next_name(at, &name, &length)) != NULL;) {
        bool found = false;

        for (const char *to = header_of(other); length > 0 && (to = next_name(to, &candidate, &m)) != NULL;)
            found = found || (m == length && memcmp(name, candidate, m) == 0);
        names += length > 0;
        shared += found;
    }
    for (const char *to = header_of(other); (to = next_name(to, &candidate, &m)) != NULL;)
        others += m > 0;
    return shared >= (names < 2 ? 1 : 2) && 2 * shared >= (names < others ? names : others);
}

/* How many cells of the line that begins at `at` say something; *next is the line after it. */
static size_t cells_of_line(const char *at, const char **next)
{
    const char *name;
    size_t n = 0, length;

    for (; (*next = next_name(at, &name, &length)) != NULL; at = *next)
        n += length > 0;
    *next = at + (*at == '\n');
    return n;
}

/* Records, whatever their columns are called and wherever their header stands: two lines of as many cells as a record
 * has at least (who, where, as what, since when), or as `one` has columns where those are fewer. */
static bool has_as_wide_rows(const struct excel_lines *one, const struct excel_lines *other)
{
    const char *next;
    size_t names = one->rows > 0 ? cells_of_line(header_of(one), &next) : 0, wide = 0;
    size_t least = names < FEWEST_CELLS ? names : FEWEST_CELLS;

    if (names == 0 || other->rows == 0)
        return false;
    for (const char *at = other->text.bytes; *at != '\0'; at = next)
        wide += cells_of_line(at, &next) >= least;
    return wide >= 2;
}

static bool is_several(const struct workbook *w, size_t one, size_t other, struct fault *f)
{
    return fault_at(f, FAULT_DATA, w->path, 0, NULL,
                    "boken har uppgifter på flera blad, bland dem \"%.*s\" och \"%.*s\": spara varje blad som en egen "
                    "fil, och dölj eller ta bort blad som inte ska läsas",
                    NAMES_ROOM, w->book.pages[one].name, NAMES_ROOM, w->book.pages[other].name);
}

static bool read_only_page(const struct workbook *w, struct excel_lines *read, struct fault *f)
{
    size_t first = SIZE_MAX;
    bool ok = true;

    *read = (struct excel_lines){ 0 };
    for (size_t i = 0; ok && i < w->book.n_pages; i++) {
        struct excel_lines lines;

        if (w->book.pages[i].hidden)
            continue;
        if (first == SIZE_MAX) {
            ok = read_page(w, i, true, read, f);
            first = ok && read->rows > 0 ? i : SIZE_MAX;
            continue;
        }
        if (!read_page(w, i, false, &lines, f))
            return free(read->text.bytes), false;
        ok = !(has_the_columns(read, &lines) || has_as_wide_rows(read, &lines)) || is_several(w, first, i, f);
        free(lines.text.bytes);
    }
    if (ok && first == SIZE_MAX)
        for (size_t i = 0; ok && i < w->book.n_pages; i++)
            ok = !w->book.pages[i].hidden ||
                 fault_at(f, FAULT_DATA, w->path, 0, NULL,
                          "alla blad som har uppgifter är dolda: visa det blad som ska läsas, och spara filen");
    if (!ok)
        free(read->text.bytes);
    return ok;
}

bool excel_read_bytes(const char *path, const char *workbook, size_t size, char **bytes, size_t *length,
                      struct fault *f)
{
    struct workbook w;
    struct excel_lines lines;
    bool ok = open_workbook(&w, path, workbook, size, f) && read_only_page(&w, &lines, f);

    close_workbook(&w);
    if (!ok)
        return false;
    *length = lines.text.length;
    *bytes = lines.text.bytes != NULL ? lines.text.bytes : memory_copy_bytes("", 0);
    return true;
}

bool excel_read(const char *path, char **bytes, size_t *length, struct fault *f)
{
    char *workbook;
    size_t size;
    bool ok;

    if (!infile_read(path, &workbook, &size, f))
        return false;
    ok = excel_read_bytes(path, workbook, size, bytes, length, f);
    free(workbook);
    return ok;
}

static bool read_pages(const struct workbook *w, bool (*wanted)(const char *name), struct excel_sheet **sheets,
                       size_t *n, struct fault *f)
{
    size_t capacity = 0;

    for (size_t i = 0; i < w->book.n_pages; i++) {
        const struct excel_page *page = &w->book.pages[i];
        struct excel_lines lines;

        if (page->hidden || !wanted(page->name))
            continue;
        if (!read_page(w, i, true, &lines, f))
            return false;
        *sheets = memory_grow(*sheets, &capacity, *n + 1, sizeof **sheets);
        (*sheets)[(*n)++] = (struct excel_sheet){ memory_copy_text(page->name), lines.text.bytes, lines.text.length };
    }
    return true;
}

bool excel_read_all(const char *path, bool (*wanted)(const char *name), struct excel_sheet **sheets, size_t *n,
                    struct fault *f)
{
    struct workbook w;
    char *bytes;
    size_t size;
    bool ok;

    *sheets = NULL;
    *n = 0;
    if (!infile_read(path, &bytes, &size, f))
        return false;
    ok = open_workbook(&w, path, bytes, size, f) && read_pages(&w, wanted, sheets, n, f);
    close_workbook(&w);
    free(bytes);
    if (!ok)
        excel_sheets_free(*sheets, *n);
    return ok;
}

void excel_sheets_free(struct excel_sheet *sheets, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(sheets[i].name);
        free(sheets[i].bytes);
    }
    free(sheets);
}
