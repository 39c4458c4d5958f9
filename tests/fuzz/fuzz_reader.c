/* Any bytes are a fault or a table: then head and records hash to the text, fields are within their limits and valid,
 * and parts give what the whole gives. */
#include "tests/fuzz/fuzz.h"

#include "pipeline/base/utf8.h"
#include "pipeline/table/conservation.h"
#include "pipeline/table/reader.h"

#include <string.h>

enum { N_PARTS = 3 };

static size_t read_all(struct reader *r, struct conservation *c)
{
    const struct field *fields = NULL;
    struct record record;
    enum reader_status status;
    size_t n = 0;

    while ((status = reader_next(r, &fields, &record)) != READER_END) {
        if (c != NULL)
            conservation_book(c, &record);
        for (size_t i = 0; status == READER_FIELDS && i < reader_columns(r); i++)
            HOLDS(fields[i].length <= READER_MAX_FIELD && utf8_valid(fields[i].bytes, fields[i].length) &&
                  memchr(fields[i].bytes, '\0', fields[i].length) == NULL);
        n += (size_t) status * 31 + record.full_length;
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const ENCODINGS[] = { NULL, "cp1252", "utf-16le", "macintosh" };
    struct reader_options options = { .encoding = length > 0 ? ENCODINGS[bytes[length - 1] % 4] : NULL };
    struct reader *whole, *split, *parts[N_PARTS];
    struct conservation c;
    struct fault f = { 0 };
    size_t n, of_whole, of_parts = 0;

    if (!reader_open_bytes("fuzz", bytes, length, &options, &whole, &f)) {
        HOLDS(f.kind == FAULT_DATA && f.text[0] != '\0' && utf8_valid(f.text, strlen(f.text)));
        return 0;
    }
    c = conservation_begin(whole);
    of_whole = read_all(whole, &c);
    HOLDS(conservation_end(&c, whole, true, &(struct infile_state){ 0 }, "fuzz",
                           &f)); /* no such file, before and after */
    reader_close(whole);
    HOLDS(reader_open_bytes("fuzz", bytes, length, &options, &split, &f));
    n = reader_split(split, N_PARTS, parts);
    for (size_t i = 0; i < n; i++) {
        of_parts += read_all(parts[i], NULL);
        reader_close(parts[i]);
    }
    HOLDS(of_parts == of_whole);
    reader_close(split);
    return 0;
}
