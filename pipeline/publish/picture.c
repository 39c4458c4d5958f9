#include "pipeline/publish/picture.h"

#include "pipeline/base/infile.h"
#include "pipeline/base/outfile.h"
#include "pipeline/publish/markup.h"

#include <stdlib.h>
#include <string.h>

static bool is_whole_svg(const char *bytes, size_t length)
{
    while (length > 0 && strchr("\r\n \t", bytes[length - 1]) != NULL)
        length--;
    return length > 6 && memcmp(bytes + length - 6, "</svg>", 6) == 0;
}

/* The last chunk of every PNG is an empty IEND with its check sum. */
static bool is_whole_png(const char *bytes, size_t length)
{
    return length > 20 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0 &&
           memcmp(bytes + length - 12, "\0\0\0\0IEND\xae\x42\x60\x82", 12) == 0;
}

static void write_xml(FILE *to, const char *text)
{
    char *clean = markup_clean(text);

    for (const char *c = clean; *c != '\0'; c++)
        switch (*c) {
        case '<':
            fputs("&lt;", to);
            break;
        case '>':
            fputs("&gt;", to);
            break;
        case '&':
            fputs("&amp;", to);
            break;
        default:
            fputc(*c, to);
        }
    free(clean);
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* A drawing begins with empty groups, in the pen that the same gnuplot drew its last picture with: what they are in a
 * process that has drawn nothing yet is written in their place. Returns what follows them. */
static const char *write_first_groups(FILE *to, const char *next)
{
    static const char GROUP[] = "<g fill=\"none\" color=\"", EMPTY[] = ">\n</g>\n";
    static const char *const WIDTHS[] = { "1.00", "0.80" };
    const char *first = next;
    size_t n_colour = begins(first, GROUP) ? sizeof GROUP + strcspn(first + sizeof GROUP, " ") : 0;

    /* The colour is the page's: those of other groups, which may be empty too, are left alone. */
    while (begins(next, GROUP) && strncmp(next, first, n_colour) == 0 && begins(next + strcspn(next, ">"), EMPTY))
        next += strcspn(next, ">") + sizeof EMPTY - 1;
    for (size_t i = 0; next > first && i < sizeof WIDTHS / sizeof WIDTHS[0]; i++)
        fprintf(to,
                "%.*s stroke=\"currentColor\" stroke-width=\"%s\" stroke-linecap=\"butt\" stroke-linejoin=\"miter\"%s",
                (int) n_colour, first, WIDTHS[i], EMPTY);
    return next;
}

/* gnuplot names the picture after its terminal, describes it by its own version, gives each curve a title that browsers
 * show as a tip, and knows one font at a time. */
static void write_svg(FILE *to, const char *bytes, const char *title, const char *description)
{
    static const char FONT[] = "font-family=\"Liberation Sans\"";
    bool titled = false;

    for (const char *next = bytes; *next != '\0';) {
        const char *end = begins(next, "<title>")  ? strstr(next, "</title>")
                          : begins(next, "<desc>") ? strstr(next, "</desc>")
                                                   : NULL;

        if (end != NULL && begins(next, "<desc>")) {
            fputs("<desc>", to);
            write_xml(to, description);
            next = end;
        } else if (end != NULL && !titled) {
            fputs("<title>", to);
            write_xml(to, title);
            titled = true;
            next = end;
        } else if (end != NULL) {
            next = end + sizeof "</title>" - 1;
        } else if (begins(next, "</defs>\n")) {
            fputs("</defs>\n", to);
            next = write_first_groups(to, next + strlen("</defs>\n"));
        } else if (begins(next, FONT)) {
            fputs("font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\"", to);
            next += sizeof FONT - 1;
        } else if (begins(next, "]]>")) { /* of a name: not allowed in XML, and gnuplot writes it as it stands */
            fputs("]]&gt;", to);
            next += strlen("]]>");
        } else { /* nothing of that begins in between */
            size_t plain = 1 + strcspn(next + 1, "<f]");

            fwrite(next, 1, plain, to);
            next += plain;
        }
    }
}

static bool read_drawn(const char *drawn, const char *script, bool (*is_whole)(const char *, size_t),
                       const char *target, char **bytes, size_t *length, struct fault *f)
{
    struct fault unread;

    if (infile_read(drawn, bytes, length, &unread) && is_whole(*bytes, *length))
        return true;
    free(*bytes);
    return fault_at(f, FAULT_SYSTEM, target, 0, NULL, "gnuplot (%s) gav ingen hel bild", script);
}

bool picture_put_svg(const char *drawn, const char *script, const char *title, const char *description,
                     const char *target, struct fault *f)
{
    struct outfile *out;
    size_t length;
    char *bytes;
    bool ok;

    if (!read_drawn(drawn, script, is_whole_svg, target, &bytes, &length, f))
        return false;
    ok = outfile_open(target, OUTFILE_PUBLIC, &out, f);
    if (ok) {
        write_svg(outfile_stream(out), bytes, title, description);
        ok = outfile_commit(out, f);
    }
    free(bytes);
    return ok;
}

bool picture_put_png(const char *drawn, const char *script, const char *target, struct fault *f)
{
    struct outfile *out;
    size_t length;
    char *bytes;
    bool ok;

    if (!read_drawn(drawn, script, is_whole_png, target, &bytes, &length, f))
        return false;
    ok = outfile_open(target, OUTFILE_PUBLIC, &out, f);
    if (ok) {
        fwrite(bytes, 1, length, outfile_stream(out));
        ok = outfile_commit(out, f);
    }
    free(bytes);
    return ok;
}
