/* word - makes the Word template of the report from its parts, with what stands at the top and bottom of every page. */
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/memory.h"
#include "pipeline/publish/archive.h"
#include "pipeline/publish/markup.h"

#include <stdlib.h>
#include <string.h>

/* A part of the package, and the file that holds it. Content types come first, as some readers want them. */
static const struct {
    const char *part, *file;
} PARTS[] = {
    { "[Content_Types].xml", "content_types.xml" },
    { "_rels/.rels", "package_rels.xml" },
    { "word/document.xml", "document.xml" },
    { "word/_rels/document.xml.rels", "document_rels.xml" },
    { "word/styles.xml", "styles.xml" },
    { "word/settings.xml", "settings.xml" },
    { "word/header1.xml", "header1.xml" },
    { "word/footer1.xml", "footer1.xml" },
};

struct words {
    const char *parts, *top, *bottom, *output;
};

static char *read_part(const char *folder, const char *name, struct fault *f)
{
    char path[4096], *text = NULL;
    size_t length = 0, room = 0;
    FILE *from;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    from = fopen(path, "rbe");
    if (from == NULL) {
        fault_errno(f, path, "kan inte läsa mallens del");
        return NULL;
    }
    do {
        text = memory_grow(text, &room, length + 16384, 1);
        length += fread(text + length, 1, room - length - 1, from);
    } while (!feof(from) && !ferror(from));
    text[length] = '\0';
    if (ferror(from)) {
        fault_errno(f, path, "kan inte läsa mallens del");
        free(text);
        text = NULL;
    }
    fclose(from);
    return text;
}

static void write_xml(FILE *to, const char *text)
{
    char *clean = markup_clean(text);

    for (const char *c = clean; *c != '\0'; c++)
        if (*c == '<')
            fputs("&lt;", to);
        else if (*c == '>')
            fputs("&gt;", to);
        else if (*c == '&')
            fputs("&amp;", to);
        else
            fputc(*c, to);
    free(clean);
}

/* The part with its places filled: @DRAFT@ at the top, @SYNTHETIC@ at the bottom. */
static char *filled(const char *part, const struct words *w, size_t *length)
{
    char *out = NULL;
    FILE *to = memory_stream_open(&out, length);

    for (const char *c = part; *c != '\0';) {
        if (strncmp(c, "@DRAFT@", 7) == 0) {
            write_xml(to, w->top);
            c += 7;
        } else if (strncmp(c, "@SYNTHETIC@", 11) == 0) {
            write_xml(to, w->bottom);
            c += 11;
        } else {
            fputc(*c++, to);
        }
    }
    memory_stream_close(to, &out);
    return out;
}

static bool add_parts(struct archive *a, const struct words *w, struct fault *f)
{
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++) {
        char *part = read_part(w->parts, PARTS[i].file, f), *whole;
        size_t length = 0;

        if (part == NULL)
            return false;
        whole = filled(part, w, &length);
        free(part);
        archive_add(a, PARTS[i].part, whole, length);
        free(whole);
    }
    return true;
}

int main(int argc, char **argv)
{
    struct words w = { .top = "", .bottom = "" };
    const struct arg args[] = {
        { "parts", "MAPP", "mapp med mallens delar", true, &w.parts },
        { "top", "TEXT", "vad som står överst på varje sida", false, &w.top },
        { "bottom", "TEXT", "vad som står nederst på varje sida", false, &w.bottom },
        { "output", "FIL", "mallen som skrivs", true, &w.output },
    };
    struct archive *archive = NULL;
    struct fault fault;
    bool ok;

    switch (args_parse(argc, argv, "word", "Gör mallen till rapporten i Word.", args, sizeof args / sizeof args[0],
                       &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "word", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    ok = archive_open(w.output, &archive, &fault);
    if (ok && add_parts(archive, &w, &fault))
        ok = archive_commit(archive, &fault);
    else if (ok) {
        archive_discard(archive);
        ok = false;
    }
    return ok ? 0 : fault_report(&fault, "word", stderr);
}
