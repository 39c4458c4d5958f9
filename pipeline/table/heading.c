#include "pipeline/table/heading.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/utf8.h"
#include "pipeline/table/scan.h"
#include "pipeline/table/source.h"
#include "pipeline/table/unquote.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char DELIMITERS[] = ";,\t|";
enum { N_DELIMITERS = sizeof DELIMITERS - 1, SHOWN = 60, MARK = 3 };

/* Not isdigit: no locale has a say. */
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Past the lines that say nothing. */
static const char *skip_blank_lines(const char *from, const char *end, uint64_t *line)
{
    const char *at = from;

    for (; at < end && strchr(";,\t| \r\n", *at) != NULL && *at != '\0'; at++)
        if (*at == '\n' || (*at == '\r' && (at + 1 == end || at[1] != '\n'))) {
            from = at + 1;
            ++*line;
        }
    return at < end ? from : end;
}

/* Files put together by programs that each began with a mark of byte order have more than one. */
static const char *past_marks(const char *from, const char *end)
{
    while (end - from >= MARK && memcmp(from, "\xEF\xBB\xBF", MARK) == 0)
        from += MARK;
    return from;
}

static const char *line_end(const char *from, const char *end)
{
    while (from < end && *from != '\n' && *from != '\r')
        from++;
    return from;
}

/* Excel's `sep=;` on a line of its own. Returns where the next line begins, or NULL. */
static const char *skip_separator_line(const char *from, const char *end, char *delimiter)
{
    const char *stop = line_end(from, end);

    if (stop - from != 5 || strncasecmp(from, "sep=", 4) != 0 || memchr(DELIMITERS, from[4], N_DELIMITERS) == NULL)
        return NULL;
    *delimiter = from[4];
    if (stop < end && *stop == '\r' && stop + 1 < end && stop[1] == '\n')
        stop++;
    return stop < end ? stop + 1 : end;
}

static char most_frequent_delimiter(const char *from, const char *end)
{
    size_t count[N_DELIMITERS] = { 0 };
    size_t best = 0;
    bool quoted = false;

    for (; from < end && *from != '\n' && *from != '\r'; from++) {
        const char *hit = memchr(DELIMITERS, *from, N_DELIMITERS);

        quoted ^= *from == '"';
        if (hit != NULL && !quoted)
            count[hit - DELIMITERS]++;
    }
    for (size_t i = 1; i < N_DELIMITERS; i++)
        if (count[i] > count[best])
            best = i;
    return DELIMITERS[best];
}

/* As many names as there are, up to READER_MAX_COLUMNS + 1, into h->names, which own their bytes. */
static bool split_names(struct heading *h, const struct record *record, const char *path, struct fault *f)
{
    enum { ROOM = READER_MAX_COLUMNS + 1 };
    struct field *names = memory_zeroed(ROOM, sizeof *names);
    struct unquoter *unquoter = unquoter_new(h->delimiter);
    enum unquoted result = unquote(unquoter, record->bytes, record->length, names, ROOM, &h->n_fields);
    char *to;

    h->names = names;
    if (result == UNQUOTED && h->n_fields <= READER_MAX_COLUMNS) {
        size_t room = 0;

        for (size_t i = 0; i < h->n_fields; i++) {
            names[i] = field_trimmed(names[i]);
            room += names[i].length + 1;
        }
        to = h->bytes = memory_zeroed(room, 1);
        for (size_t i = 0; i < h->n_fields; i++) {
            if (names[i].length > 0)
                memcpy(to, names[i].bytes, names[i].length);
            names[i].bytes = to;
            to += names[i].length + 1;
        }
    }
    unquoter_free(unquoter);
    if (result == UNQUOTED_LONG_FIELD)
        return fault_at(f, FAULT_DATA, path, h->line, NULL,
                        "ett kolumnnamn är längre än %d byte: kontrollera att filen är en CSV-fil", READER_MAX_FIELD);
    if (result == UNQUOTED_BAD_QUOTE)
        return fault_at(f, FAULT_DATA, path, h->line, NULL,
                        "rubrikraden har ett citattecken för mycket eller för lite: rätta den");
    if (h->n_fields > READER_MAX_COLUMNS)
        return fault_at(f, FAULT_DATA, path, h->line, NULL,
                        "rubrikraden har fler än %d kolumner: kontrollera skiljetecknet eller ta ut färre kolumner",
                        READER_MAX_COLUMNS);
    return true;
}

/* A file without a header has somebody's record here: then nothing of it may be told. */
static bool looks_like_header(const struct heading *h)
{
    for (size_t i = 0; i < h->n_columns; i++)
        if (is_digit(h->names[i].bytes[0]))
            return false;
    return true;
}

static bool check_names(struct heading *h, const char *path, struct fault *f)
{
    h->n_columns = h->n_fields;
    while (h->n_columns > 0 && h->names[h->n_columns - 1].length == 0)
        h->n_columns--;
    if (h->n_columns == 0)
        return fault_at(f, FAULT_DATA, path, h->line, NULL,
                        "rubrikraden har inga namn: första raden ska hålla kolumnernas namn");
    for (size_t i = 0; i < h->n_columns; i++) {
        struct field name = h->names[i];

        if (name.length == 0)
            return fault_at(f, FAULT_DATA, path, h->line, NULL,
                            "kolumn %zu saknar namn i rubrikraden: ge den ett namn eller ta bort kolumnen", i + 1);
        if (line_end(name.bytes, name.bytes + name.length) < name.bytes + name.length)
            return fault_at(f, FAULT_DATA, path, h->line, NULL,
                            "namnet på kolumn %zu har en radbrytning: skriv det på en rad", i + 1);
    }
    for (size_t i = 0; i < h->n_columns; i++)
        for (size_t k = 0; k < i; k++) {
            struct field name = h->names[i];

            if (name.length != h->names[k].length || memcmp(name.bytes, h->names[k].bytes, name.length) != 0)
                continue;
            if (!looks_like_header(h))
                return fault_at(
                    f, FAULT_DATA, path, h->line, NULL,
                    "den första raden ser inte ut som en rubrikrad: första raden ska hålla kolumnernas namn");
            return fault_at(f, FAULT_DATA, path, h->line, NULL,
                            "kolumnen '%.*s' finns två gånger (kolumn %zu och %zu): döp om eller ta bort den ena",
                            (int) utf8_cut(name.bytes, name.length < SHOWN ? name.length : SHOWN), name.bytes, k + 1,
                            i + 1);
        }
    return true;
}

bool heading_find(struct heading *h, const struct source *s, char delimiter, const char *path, struct fault *f)
{
    const char *end = s->text + s->text_length;
    const char *at, *next;
    struct splitter splitter;
    struct record record;
    char separator = '\0';
    bool ok;

    memset(h, 0, sizeof *h);
    h->line = 1;
    at = skip_blank_lines(past_marks(s->text, end), end, &h->line);
    next = skip_separator_line(at, end, &separator);
    if (next != NULL) {
        h->line++;
        at = skip_blank_lines(next, end, &h->line);
    }
    if (at == end)
        return fault_at(f, FAULT_DATA, path, 0, NULL,
                        "filen har ingen rubrikrad: första raden ska hålla kolumnernas namn");
    if (separator != '\0' && memchr(at, separator, (size_t) (line_end(at, end) - at)) == NULL)
        return fault_at(
            f, FAULT_DATA, path, h->line, NULL,
            "raden `sep=` ovanför anger ett skiljetecken som rubrikraden inte har: rätta eller ta bort den");
    h->delimiter = delimiter != '\0' ? delimiter : separator != '\0' ? separator : most_frequent_delimiter(at, end);
    record_begin(&splitter, at, (size_t) (end - at), h->delimiter, h->line);
    record_next(&splitter, &record);
    h->after = splitter.next;
    h->next_line = splitter.line;
    if (scan_utf8(record.bytes, record.length) < record.length)
        ok = source_misfit(s, path, h->line, "rubrikraden", f);
    else if (record.kind == RECORD_BAD_QUOTE)
        ok = fault_at(f, FAULT_DATA, path, h->line, NULL,
                      "rubrikraden har ett citattecken för mycket eller för lite: rätta den");
    else
        ok = split_names(h, &record, path, f) && check_names(h, path, f);
    if (!ok)
        heading_free(h);
    return ok;
}

void heading_free(struct heading *h)
{
    free(h->names);
    free(h->bytes);
    memset(h, 0, sizeof *h);
}
