#include "pipeline/table/excel_book.h"

#include "pipeline/base/memory.h"
#include "pipeline/table/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_TEXT = 1 << 30, LONGEST_PART = 512, ESCAPE = 7 };
/* Excel itself has at most 65,490 formats; what has more of them, sheets or texts than this was made to take memory. */
enum { MOST_FORMATS = 1 << 16, MOST_OWN_FORMATS = 1 << 12, MOST_PAGES = 1 << 12, MOST_STRINGS = 1 << 26 };

void excel_text_add(struct excel_text *t, const char *bytes, size_t length)
{
    t->bytes = memory_grow(t->bytes, &t->capacity, t->length + length + 1, 1);
    if (length > 0)
        memcpy(t->bytes + t->length, bytes, length);
    t->length += length;
    t->bytes[t->length] = '\0';
}

static int hexadecimal(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* The ASCII character that _x00HH_ stands for, or 0 where the text is none. */
static char escaped(const char *bytes, size_t length)
{
    int high, low;

    if (length < ESCAPE || memcmp(bytes, "_x00", 4) != 0 || bytes[6] != '_')
        return '\0';
    high = hexadecimal(bytes[4]);
    low = hexadecimal(bytes[5]);
    return high >= 0 && high < 8 && low >= 0 ? (char) (16 * high + low) : '\0';
}

void excel_text_plain(struct excel_text *t, size_t from)
{
    size_t to = from;

    for (size_t at = from; at < t->length; at++) {
        char c = escaped(t->bytes + at, t->length - at);

        if (c != '\0')
            at += ESCAPE - 1;
        else
            c = t->bytes[at];
        t->bytes[to++] = (unsigned char) c < ' ' ? ' ' : c;
    }
    t->length = to;
    if (t->bytes != NULL)
        t->bytes[to] = '\0';
}

/* ---- number formats ---- */

/* What shows a number: the first of its sections, without quoted text, escaped characters and words in brackets. Year
 * or day is a date, and so is a month alone; with hours or seconds m is minutes, and a time alone stays a number. */
enum excel_format excel_format_of(const char *code)
{
    bool month = false, time = false;

    if (strncasecmp(code, "general", strlen("general")) == 0)
        return EXCEL_AS_IT_STANDS;
    for (const char *p = code; *p != '\0' && *p != ';'; p += *p != '\0') /* a quote may never end */
        switch (*p) {
        case '"':
            p++;
            p += strcspn(p, "\"");
            break;
        case '[':
            time = time || (p[1] != '\0' && strchr("hHmMsS", p[1]) != NULL); /* [h]:mm, hours that go on */
            p += strcspn(p, "]");
            break;
        case '\\':
        case '_':
        case '*':
            p++;
            break;
        case 'y':
        case 'Y':
        case 'd':
        case 'D':
            return EXCEL_DATE;
        case 'm':
        case 'M':
            month = true;
            break;
        case 'h':
        case 'H':
        case 's':
        case 'S':
            time = true;
            break;
        case '%':
            return EXCEL_PERCENT;
        default:
            break;
        }
    return month && !time ? EXCEL_DATE : EXCEL_AS_IT_STANDS;
}

/* The formats that have a number and no code (18.8.30); those of East Asia are dates as well. */
static enum excel_format built_in(long id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? EXCEL_DATE
           : id == 9 || id == 10                                                                  ? EXCEL_PERCENT
                                                                                                  : EXCEL_AS_IT_STANDS;
}

struct styles {
    struct excel_book *book;
    struct own_format {
        long id;
        enum excel_format format;
    } * own;
    size_t n, capacity;
    bool in_cells;
};

static long number_of(const char **attributes, const char *name)
{
    const char *text = xml_attribute(attributes, name);

    return text != NULL ? strtol(text, NULL, 10) : 0;
}

static void styles_start(void *to, const char *name, const char **attributes)
{
    struct styles *s = to;
    const char *code = xml_attribute(attributes, "formatCode");
    long id = number_of(attributes, "numFmtId");
    enum excel_format format = built_in(id);

    if (strcmp(name, "numFmt") == 0 && code != NULL) {
        s->own = memory_grow(s->own, &s->capacity, s->n + 1, sizeof *s->own);
        s->own[s->n++] = (struct own_format){ id, excel_format_of(code) };
    }
    if (strcmp(name, "cellXfs") == 0)
        s->in_cells = true;
    if (strcmp(name, "xf") != 0 || !s->in_cells)
        return;
    for (size_t i = 0; i < s->n; i++)
        if (s->own[i].id == id)
            format = s->own[i].format;
    s->book->formats = memory_grow(s->book->formats, &s->book->formats_capacity, s->book->n_formats + 1,
                                   sizeof *s->book->formats);
    s->book->formats[s->book->n_formats++] = format;
}

static void styles_end(void *to, const char *name)
{
    struct styles *s = to;

    if (strcmp(name, "cellXfs") == 0)
        s->in_cells = false;
}

static bool styles_go_on(const void *to)
{
    const struct styles *s = to;

    return s->book->n_formats <= MOST_FORMATS && s->n <= MOST_OWN_FORMATS;
}

/* ---- shared strings ---- */

struct strings {
    struct excel_book *book;
    bool in_item;             /* between <si> and </si> */
    bool in_text, in_reading; /* of a <t>, and of how a Japanese word is read aloud */
    bool damaged;             /* an item within an item */
};

static void strings_start(void *to, const char *name, const char **attributes)
{
    struct strings *s = to;
    struct excel_book *b = s->book;

    (void) attributes;
    if (strcmp(name, "si") == 0) {
        s->damaged = s->damaged || s->in_item;
        s->in_item = true;
        b->begins = memory_grow(b->begins, &b->begins_capacity, b->n_strings + 2, sizeof *b->begins);
        b->begins[b->n_strings] = b->text.length;
    }
    s->in_reading = s->in_reading || strcmp(name, "rPh") == 0;
    s->in_text = strcmp(name, "t") == 0 && !s->in_reading;
}

static void strings_end(void *to, const char *name)
{
    struct strings *s = to;
    struct excel_book *b = s->book;

    s->in_text = false;
    if (strcmp(name, "rPh") == 0)
        s->in_reading = false;
    if (strcmp(name, "si") != 0 || !s->in_item)
        return;
    s->in_item = false;
    excel_text_plain(&b->text, b->begins[b->n_strings]);
    b->begins[++b->n_strings] = b->text.length;
}

static void strings_text(void *to, const char *bytes, size_t length)
{
    struct strings *s = to;

    if (s->in_text)
        excel_text_add(&s->book->text, bytes, length);
}

static bool strings_go_on(const void *to)
{
    const struct strings *s = to;

    return s->book->text.length < MOST_TEXT && s->book->n_strings < MOST_STRINGS && !s->damaged;
}

/* ---- the sheets ---- */

static void sheets_start(void *to, const char *name, const char **attributes)
{
    struct excel_book *b = to;
    const char *state = xml_attribute(attributes, "state"), *since = xml_attribute(attributes, "date1904");
    const char *title = xml_attribute(attributes, "name"), *relation = xml_attribute(attributes, "id");

    if (strcmp(name, "workbookPr") == 0 && since != NULL)
        b->from_1904 = strcmp(since, "1") == 0 || strcasecmp(since, "true") == 0 || strcasecmp(since, "on") == 0;
    if (strcmp(name, "sheet") != 0)
        return;
    b->pages = memory_grow(b->pages, &b->pages_capacity, b->n_pages + 1, sizeof *b->pages);
    b->pages[b->n_pages++] = (struct excel_page){ memory_copy_text(title != NULL ? title : ""),
                                                  memory_copy_text(relation != NULL ? relation : ""), NULL,
                                                  state != NULL && strcmp(state, "visible") != 0 };
}

static bool sheets_go_on(const void *to)
{
    const struct excel_book *b = to;

    return b->n_pages <= MOST_PAGES;
}

struct relations {
    struct excel_book *book;
    size_t n;
};

static void relations_start(void *to, const char *name, const char **attributes)
{
    struct relations *r = to;
    struct excel_book *b = r->book;
    const char *id = xml_attribute(attributes, "Id"), *target = xml_attribute(attributes, "Target");
    char part[LONGEST_PART];

    r->n++;
    if (strcmp(name, "Relationship") != 0 || id == NULL || target == NULL)
        return;
    snprintf(part, sizeof part, "%s%s", target[0] == '/' ? "" : "xl/", target + (target[0] == '/'));
    for (size_t i = 0; i < b->n_pages; i++)
        if (strcmp(b->pages[i].relation, id) == 0 && b->pages[i].part == NULL)
            b->pages[i].part = memory_copy_text(part);
}

static bool relations_go_on(const void *to)
{
    const struct relations *r = to;

    return r->n <= 4 * MOST_PAGES;
}

/* What may be left out is left out; all else has to be whole. */
static bool is_well(enum zip_status *status)
{
    *status = *status == ZIP_MISSING ? ZIP_DONE : *status;
    return *status == ZIP_DONE;
}

enum zip_status excel_book_read(const struct zip *z, struct excel_book *book)
{
    static const struct xml_events sheets = { .start = sheets_start, .goes_on = sheets_go_on },
                                   relations = { .start = relations_start, .goes_on = relations_go_on },
                                   styles = { styles_start, styles_end, NULL, styles_go_on },
                                   strings = { strings_start, strings_end, strings_text, strings_go_on };
    struct styles how = { .book = book };
    struct strings what = { .book = book };
    struct relations where = { .book = book };
    enum zip_status status;

    memset(book, 0, sizeof *book);
    status = xml_walk(z, "xl/workbook.xml", &sheets, book);
    if (status == ZIP_DONE)
        status = xml_walk(z, "xl/_rels/workbook.xml.rels", &relations, &where);
    if (status != ZIP_DONE)
        return status;
    status = xml_walk(z, "xl/styles.xml", &styles, &how);
    free(how.own);
    if (is_well(&status))
        status = xml_walk(z, "xl/sharedStrings.xml", &strings, &what);
    is_well(&status);
    return status;
}

void excel_book_free(struct excel_book *book)
{
    for (size_t i = 0; i < book->n_pages; i++) {
        free(book->pages[i].name);
        free(book->pages[i].relation);
        free(book->pages[i].part);
    }
    free(book->pages);
    free(book->text.bytes);
    free(book->begins);
    free(book->formats);
    memset(book, 0, sizeof *book);
}
