#include "pipeline/intake/header_row.h"

#include <string.h>

enum { FEWEST_KNOWN = 3, QUOTE = 0x22 };

static bool holds_digit(struct field cell)
{
    size_t i = 0;

    while (i < cell.length && (cell.bytes[i] < '0' || cell.bytes[i] > '9'))
        i++;
    return i < cell.length;
}

static struct field without_mark(struct field cell)
{
    enum { MARK = 3 };

    if (cell.length < MARK || memcmp(cell.bytes, "\xEF\xBB\xBF", MARK) != 0)
        return cell;
    return field_trimmed((struct field){ cell.bytes + MARK, cell.length - MARK });
}

static bool same_bytes(struct field a, struct field b)
{
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

enum header_row header_row(const struct codebook *codebook, const struct reader *r, size_t id,
                           const struct field *fields)
{
    size_t n_same = 0, n_known = 0;

    if (holds_digit(fields[id]) || fields[id].length == 0)
        return HEADER_ROW_NONE;
    for (size_t i = 0; i < reader_columns(r); i++) {
        struct field cell = i == 0 ? without_mark(fields[i]) : fields[i], name = reader_name(r, i);
        enum codebook_field field = codebook_header(codebook, cell.bytes, cell.length);
        bool same = same_bytes(cell, name) ||
                    (field != FIELD_UNKNOWN && field == codebook_header(codebook, name.bytes, name.length));

        n_same += same;
        n_known += field != FIELD_UNKNOWN;
    }
    if (n_same == reader_columns(r))
        return HEADER_ROW_SAME;
    return n_known >= FEWEST_KNOWN && 2 * n_known > reader_columns(r) ? HEADER_ROW_OTHER : HEADER_ROW_NONE;
}

static struct field without_quotes(struct field cell)
{
    return cell.length >= 2 && cell.bytes[0] == QUOTE && cell.bytes[cell.length - 1] == QUOTE
               ? field_trimmed((struct field){ cell.bytes + 1, cell.length - 2 })
               : cell;
}

enum header_row header_row_of_record(const struct codebook *codebook, const struct reader *r,
                                     const struct record *record)
{
    const char *at = record->bytes, *end = at + record->length;
    size_t n = 0, n_known = 0;

    for (const char *cut;; at = cut + 1) {
        struct field cell;

        cut = memchr(at, reader_delimiter(r), (size_t) (end - at));
        cell = without_quotes(field_trimmed((struct field){ at, (size_t) ((cut != NULL ? cut : end) - at) }));
        n += cell.length > 0;
        n_known += codebook_header(codebook, cell.bytes, cell.length) != FIELD_UNKNOWN;
        if (cut == NULL)
            break;
    }
    return n_known >= FEWEST_KNOWN && 2 * n_known > n ? HEADER_ROW_OTHER : HEADER_ROW_NONE;
}
