#include "pipeline/publish/page.h"

#include "pipeline/base/memory.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NAME = 22, /* letters of a row's heading that stands on one line: a district, a date */
    SHORT = 13 /* rows of a table that fit on what is left of a page often enough */
};

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Whether an element of this name begins here: <td>, <td style="...">, and no <tdx>. */
static bool opens(const char *mark, const char *name)
{
    size_t n = strlen(name);

    return mark[0] == '<' && strncmp(mark + 1, name, n) == 0 && (mark[n + 1] == '>' || mark[n + 1] == ' ') &&
           strchr(mark, '>') != NULL;
}

/* What follows a tag, whose attributes hold no > as pandoc writes them. */
static const char *after_tag(const char *mark)
{
    return mark + strcspn(mark, ">") + (strchr(mark, '>') != NULL);
}

static size_t letters_between(const char *from, const char *end)
{
    size_t n = 0;

    while (from < end) {
        if (*from == '<') {
            from = after_tag(from);
            continue;
        }
        n += ((unsigned char) *from & 0xC0) != 0x80;
        from += *from == '&' ? strcspn(from, ";") + 1 : 1;
    }
    return n;
}

/* A cell becomes the heading of its row: returns what follows it. */
static const char *write_row_heading(FILE *to, const char *cell)
{
    const char *attributes = cell + strlen("<td"), *text = after_tag(cell);
    const char *end = strstr(text, cell[2] == 'd' ? "</td>" : "</th>");

    if (end == NULL)
        return cell;
    fprintf(to, "<th%s%.*s scope=\"row\">%.*s</th>", letters_between(text, end) <= NAME ? " class=\"name\"" : "",
            (int) (text - 1 - attributes), attributes, (int) (end - text), text);
    return end + strlen("</td>");
}

static bool has_class(const char *tag, const char *name)
{
    static const char CLASS[] = " class=\"";
    const char *end = after_tag(tag), *words = strstr(tag, CLASS);
    size_t n = strlen(name);

    if (words == NULL || words > end)
        return false;
    for (const char *word = words + sizeof CLASS - 1;;) {
        size_t length = strcspn(word, " \"");

        if (length == n && strncmp(word, name, n) == 0)
            return true;
        if (word[length] != ' ')
            return false;
        word += length + 1;
    }
}

/* Rows of tables between this <div> and its end, headings not counted. */
static size_t rows_within(const char *div)
{
    size_t depth = 0, rows = 0;
    bool body = false;

    for (const char *c = div; (c = strchr(c, '<')) != NULL; c++) {
        depth += opens(c, "div");
        if (begins(c, "</div>") && --depth == 0)
            break;
        if (begins(c, "<tbody") || begins(c, "</tbody"))
            body = c[1] != '/';
        rows += body && opens(c, "tr");
    }
    return rows;
}

static const char *write_div(FILE *to, const char *div)
{
    const char *end = after_tag(div), *classes;

    if (!has_class(div, "table") || rows_within(div) > SHORT)
        return div;
    classes = strstr(div, " class=\"") + strlen(" class=\"");
    classes += strcspn(classes, "\"");
    fprintf(to, "%.*s short%.*s", (int) (classes - div), div, (int) (end - classes), classes);
    return end;
}

char *page_head_tables(const char *page)
{
    char *out = NULL;
    size_t length;
    FILE *to = memory_stream_open(&out, &length);
    bool head = false, body = false, first = false;

    for (const char *next = page; *next != '\0';) {
        const char *before = next + strcspn(next, "<"), *mark = before;

        fwrite(next, 1, (size_t) (before - next), to);
        head = opens(mark, "thead") || (head && !begins(mark, "</thead>"));
        body = opens(mark, "tbody") || (body && !begins(mark, "</tbody>"));
        first = first || (body && opens(mark, "tr"));
        if (opens(mark, "div")) {
            next = write_div(to, mark);
        } else if (head && opens(mark, "th")) {
            next = after_tag(mark);
            fprintf(to, "%.*s scope=\"col\">", (int) (next - 1 - mark), mark);
        } else if (first && (opens(mark, "td") || opens(mark, "th"))) {
            next = write_row_heading(to, mark);
            first = false;
        } else {
            next = mark;
        }
        if (next == mark && *next != '\0')
            putc(*next++, to);
    }
    memory_stream_close(to, &out);
    return out;
}
