#include "pipeline/base/config.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/utf8.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    char *section;
    char *key;
    char *value;
    uint64_t line;
};

struct config {
    char *path;
    struct entry *entries;
    size_t n_entries, capacity;
};

/* libinih takes one line at a time through next_line, and gives keys back to take_entry before it asks for the next
 * line. That is how the line of a key is known: Debian's library is built without line numbers in its callback. */
struct reading {
    struct config *config;
    FILE *file;
    uint64_t line;
    bool failed;
    struct fault *fault;
};

static bool refuse(struct reading *r, const char *column, const char *why)
{
    if (!r->failed)
        fault_at(r->fault, FAULT_DATA, r->config->path, r->line, column, "%s", why);
    r->failed = true;
    return false;
}

/* One line without its end (LF, CRLF or CR); false at the end of the file, or where the line can not be used. */
static bool read_line(struct reading *r, char *line, size_t room, size_t *length)
{
    size_t n = 0;
    int c = getc(r->file);

    if (c == EOF)
        return false;
    r->line++;
    for (; c != EOF && c != '\n' && c != '\r'; c = getc(r->file)) {
        if (c == '\0')
            return refuse(r, NULL, "filen är inte ren text, kanske UTF-16: spara om den som UTF-8");
        if (n < room)
            line[n++] = (char) c;
        else
            return refuse(r, NULL, "raden är för lång (högst 190 tecken): korta av den");
    }
    if (c == '\r') {
        c = getc(r->file);
        if (c != '\n' && c != EOF)
            ungetc(c, r->file);
    }
    *length = n;
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "[name]", then nothing, blanks, or a comment behind a blank. libinih itself takes anything behind the bracket. */
static bool is_section_line(const char *text)
{
    const char *end = strchr(text, ']');

    if (end == NULL)
        return false;
    if (end[1] == '\0')
        return true;
    if (!is_blank(end[1]))
        return false;
    text = end + 1 + strspn(end + 1, " \t");
    return *text == '\0' || *text == ';';
}

/* libinih's reader: fills `line` like fgets. Blanks in front are dropped, for libinih would take an indented key for
 * more of the value above it. */
static char *next_line(char *line, int room, void *stream)
{
    struct reading *r = stream;
    size_t length, lead = 0;

    if (r->failed || !read_line(r, line, (size_t) room - 1, &length))
        return NULL;
    line[length] = '\0';
    if (r->line == 1 && strncmp(line, "\xEF\xBB\xBF", 3) == 0)
        lead = 3;
    lead += strspn(line + lead, " \t");
    length -= lead;
    memmove(line, line + lead, length + 1);
    if (!utf8_valid(line, length)) {
        refuse(r, NULL, "raden är inte UTF-8: spara om filen som UTF-8");
        return NULL;
    }
    if (line[0] == '[' && !is_section_line(line)) {
        refuse(r, NULL, "ett avsnitt skrivs [namn] ensamt på sin rad");
        return NULL;
    }
    return line;
}

static int take_entry(void *user, const char *section, const char *key, const char *value)
{
    struct reading *r = user;
    struct config *c = r->config;
    struct entry *e;

    if (r->failed)
        return 1;
    if (key[0] == '\0')
        return refuse(r, NULL, "namnet på nyckeln saknas före likhetstecknet"), 1;
    if (section[0] == '\0')
        return refuse(r, key, "nyckeln står före det första avsnittet, till exempel [turnover]"), 1;
    for (size_t i = 0; i < c->n_entries; i++)
        if (strcmp(c->entries[i].section, section) == 0 && strcmp(c->entries[i].key, key) == 0) {
            fault_at(r->fault, FAULT_DATA, c->path, r->line, key,
                     "nyckeln finns redan på rad %llu i samma avsnitt: ta bort den ena",
                     (unsigned long long) c->entries[i].line);
            r->failed = true;
            return 1;
        }
    c->entries = memory_grow(c->entries, &c->capacity, c->n_entries + 1, sizeof *c->entries);
    e = &c->entries[c->n_entries++];
    e->section = memory_copy_text(section);
    e->key = memory_copy_text(key);
    e->value = memory_copy_text(value);
    e->line = r->line;
    return 1;
}

bool config_read(const char *path, struct config **out, struct fault *f)
{
    struct reading r = { .file = fopen(path, "rb"), .fault = f };
    int bad_line;

    if (r.file == NULL)
        return fault_errno(f, path, "kan inte läsa filen");
    r.config = memory_zeroed(1, sizeof *r.config);
    r.config->path = memory_copy_text(path);
    bad_line = ini_parse_stream(next_line, &r, take_entry, &r);
    if (ferror(r.file))
        r.failed = !fault_errno(f, path, "kan inte läsa filen");
    else if (bad_line > 0 && (!r.failed || (uint64_t) bad_line < f->line))
        r.failed = !fault_at(f, FAULT_DATA, path, (uint64_t) bad_line, NULL,
                             "raden är varken [avsnitt], nyckel = värde eller kommentar (som börjar med ;)");
    fclose(r.file);
    if (r.failed) {
        config_free(r.config);
        return false;
    }
    *out = r.config;
    return true;
}

void config_free(struct config *c)
{
    if (c == NULL)
        return;
    for (size_t i = 0; i < c->n_entries; i++) {
        free(c->entries[i].section);
        free(c->entries[i].key);
        free(c->entries[i].value);
    }
    free(c->entries);
    free(c->path);
    free(c);
}

size_t config_count(const struct config *c)
{
    return c->n_entries;
}

void config_entry(const struct config *c, size_t i, const char **section, const char **key, const char **value,
                  uint64_t *line)
{
    const struct entry *e = &c->entries[i];

    *section = e->section;
    *key = e->key;
    *value = e->value;
    *line = e->line;
}

const char *config_value(const struct config *c, const char *section, const char *key, uint64_t *line)
{
    for (size_t i = 0; i < c->n_entries; i++) {
        const struct entry *e = &c->entries[i];

        if (strcmp(e->section, section) == 0 && strcmp(e->key, key) == 0) {
            if (line != NULL)
                *line = e->line;
            return e->value;
        }
    }
    return NULL;
}

const char *config_path(const struct config *c)
{
    return c->path;
}
