#include "pipeline/publish/embed.h"

#include "pipeline/base/infile.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char SHEET[] = "<link rel=\"stylesheet\" href=\"report.css\">", PICTURE[] = "<img src=\"figures/";

void embed_base64(const unsigned char *bytes, size_t length, FILE *to)
{
    static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < length; i += 3) {
        size_t n = length - i < 3 ? length - i : 3;
        unsigned long group = (unsigned long) bytes[i] << 16 | (n > 1 ? (unsigned long) bytes[i + 1] << 8 : 0) |
                              (n > 2 ? bytes[i + 2] : 0);

        putc_unlocked(LETTERS[group >> 18 & 63], to);
        putc_unlocked(LETTERS[group >> 12 & 63], to);
        putc_unlocked(n > 1 ? LETTERS[group >> 6 & 63] : '=', to);
        putc_unlocked(n > 2 ? LETTERS[group & 63] : '=', to);
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void embed_style(const char *style, FILE *to)
{
    bool begun = false;

    for (const char *next = style; *next != '\0';) {
        const char *end = next + 1;

        if (strncmp(next, "/*", 2) == 0) {
            end = strstr(next + 2, "*/");
            next = end != NULL ? end + 2 : next + strlen(next);
            continue;
        }
        if (*next == '"' || *next == '\'') {
            while (*end != '\0' && *end != *next)
                end += *end == '\\' && end[1] != '\0' ? 2 : 1;
            end += *end != '\0';
            fwrite(next, 1, (size_t) (end - next), to);
        } else {
            if (begun || !is_blank(*next))
                putc(*next, to);
            if (is_blank(*next))
                end = next + strspn(next, " \t\n\r");
        }
        begun = begun || !is_blank(*next);
        next = end;
    }
}

/* A name of a figure: letters, digits and hyphens, then .svg or .png and a quote. NULL: something else. */
static const char *kind_of(const char *name, size_t *length)
{
    static const char NAME[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    size_t n = strspn(name, NAME);

    *length = n + 4;
    if (n == 0)
        return NULL;
    return strncmp(name + n, ".svg\"", 5) == 0   ? "image/svg+xml"
           : strncmp(name + n, ".png\"", 5) == 0 ? "image/png"
                                                 : NULL;
}

static bool write_picture(const char *figures, const char *name, size_t length, FILE *to, struct fault *f)
{
    char path[PATH_MAX], *bytes;
    size_t n;

    snprintf(path, sizeof path, "%s/%.*s", figures, (int) length, name);
    if (!infile_read(path, &bytes, &n, f))
        return false;
    embed_base64((const unsigned char *) bytes, n, to);
    free(bytes);
    return true;
}

bool embed_page(const char *page, const char *style, const char *figures, FILE *to, struct fault *f)
{
    for (const char *next = page; *next != '\0';) {
        const char *mark = strchr(next, '<'), *kind;
        size_t length;

        if (mark == NULL)
            mark = next + strlen(next);
        fwrite(next, 1, (size_t) (mark - next), to);
        next = mark;
        if (strncmp(mark, SHEET, sizeof SHEET - 1) == 0) {
            fputs("<style type=\"text/css\">\n", to);
            embed_style(style, to);
            fputs("</style>", to);
            next += sizeof SHEET - 1;
        } else if (strncmp(mark, PICTURE, sizeof PICTURE - 1) == 0 &&
                   (kind = kind_of(mark + sizeof PICTURE - 1, &length)) != NULL) {
            fprintf(to, "<img src=\"data:%s;base64,", kind);
            if (!write_picture(figures, mark + sizeof PICTURE - 1, length, to, f))
                return false;
            next += sizeof PICTURE - 1 + length;
        } else if (*mark != '\0') {
            putc(*next++, to);
        }
    }
    return true;
}
