#include "pipeline/table/record.h"

#include "pipeline/table/scan.h"

#include <string.h>

void record_begin(struct splitter *s, const char *bytes, size_t length, char delimiter, uint64_t first_line)
{
    s->next = bytes;
    s->end = bytes + length;
    s->line = first_line;
    s->columns = 0;
    s->delimiter = delimiter;
}

static bool is_end_of_line(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_blank(const struct splitter *s, char c)
{
    return (c == ' ' || c == '\t') && c != s->delimiter;
}

/* Bytes of the end of line at `at`: 0 at the end of the input. */
static size_t end_of_line_length(const struct splitter *s, const char *at)
{
    if (at == s->end)
        return 0;
    return *at == '\r' && at + 1 < s->end && at[1] == '\n' ? 2 : 1;
}

static const char *find_end_of_line(const char *from, const char *end)
{
    while ((from = scan_end_or_quote(from, end)) < end && *from == '"')
        from++;
    return from;
}

static bool holds_only_delimiters(const struct splitter *s, const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\t' || *from == s->delimiter))
        from++;
    return from == to;
}

/* The byte after the quote that closes the field opened at `quote`; NULL: there is none. */
static const char *closing_quote(const struct splitter *s, const char *quote)
{
    for (;;) {
        quote = memchr(quote + 1, '"', (size_t) (s->end - quote - 1));
        if (quote == NULL)
            return NULL;
        if (++quote == s->end || *quote != '"')
            return quote;
    }
}

/* The end of the record whose first quote is at `quote`, in a field that begins at `field`; NULL: it is damaged (rules
 * 1-3). */
static const char *quoted_end(const struct splitter *s, const char *field, const char *quote)
{
    for (;;) {
        const char *after;

        /* Only back to the last delimiter: a long row is not walked over again for each of its quotes. */
        for (after = quote; after > field && is_blank(s, after[-1]); after--)
            ;
        if (after > field && after[-1] != s->delimiter)
            return NULL;
        after = closing_quote(s, quote);
        if (after == NULL)
            return NULL;
        while (after < s->end && is_blank(s, *after))
            after++;
        if (after == s->end || is_end_of_line(*after))
            return after;
        if (*after != s->delimiter)
            return NULL;
        field = after + 1;
        quote = scan_end_or_quote(field, s->end);
        if (quote == s->end || *quote != '"')
            return quote;
    }
}

static size_t count_delimiters(const struct splitter *s, const char *from, const char *to)
{
    return scan_places(from, to, s->end, s->delimiter, NULL, 0);
}

/* Rule 4, for a record of several lines that ends at `to`. */
static bool holds_rows(const struct splitter *s, const char *from, const char *to)
{
    bool first_is_row = false;
    bool is_first = true;

    if (s->columns < RECORD_ROW_COLUMNS)
        return false;
    for (;;) {
        const char *line_end = find_end_of_line(from, to);
        bool is_row = count_delimiters(s, from, line_end) + 1 == s->columns;

        if (line_end == to)
            return is_row && first_is_row;
        if (is_first)
            first_is_row = is_row;
        else if (is_row)
            return true;
        is_first = false;
        from = line_end + end_of_line_length(s, line_end);
    }
}

static uint64_t count_lines(const struct splitter *s, const char *from, const char *to)
{
    uint64_t n = 0;

    while ((from = find_end_of_line(from, to)) < to) {
        from += end_of_line_length(s, from);
        n++;
    }
    return n;
}

/* The record that begins at s->next has a quote, its first, at `quote`. Returns its end and says what it is. */
static const char *with_quotes(struct splitter *s, const char *quote, enum record_kind *kind)
{
    const char *end = quoted_end(s, s->next, quote);
    uint64_t lines = end != NULL ? count_lines(s, quote, end) : 0;

    if (end == NULL || (lines > 0 && holds_rows(s, s->next, end))) {
        *kind = RECORD_BAD_QUOTE;
        return find_end_of_line(quote, s->end);
    }
    *kind = RECORD_QUOTED;
    s->line += lines;
    return end;
}

void record_skip(struct splitter *s, const char *until)
{
    const char *last, *line_end;
    struct record record;

    if (until > s->end)
        until = s->end;
    last = until > s->next ? until - 1 : s->next;
    if (last > s->next && *last == '\n' && last[-1] == '\r')
        last--; /* both end one line */
    line_end = find_end_of_line(last, s->end);
    if (s->next < until && memchr(s->next, '"', (size_t) (line_end - s->next)) == NULL) {
        s->line += scan_lines(s->next, line_end);
        s->line += line_end < s->end;
        s->next = line_end + end_of_line_length(s, line_end);
    }
    while (s->next < until && record_next(s, &record))
        ;
}

bool record_next(struct splitter *s, struct record *r)
{
    const char *end;
    size_t rest;

    if (s->next == s->end)
        return false;
    r->bytes = s->next;
    r->line = s->line;
    end = scan_end_or_quote(s->next, s->end);
    if (end < s->end && *end == '"')
        end = with_quotes(s, end, &r->kind);
    else
        r->kind = holds_only_delimiters(s, s->next, end) ? RECORD_BLANK : RECORD_PLAIN;
    rest = end_of_line_length(s, end);
    r->length = (size_t) (end - s->next);
    r->full_length = r->length + rest;
    s->line += rest > 0;
    s->next = end + rest;
    return true;
}
