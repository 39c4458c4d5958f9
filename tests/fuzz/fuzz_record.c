/* Records cover the input without a gap, lines count up, and splitting may begin anew at any record. */
#include "tests/fuzz/fuzz.h"

#include "pipeline/table/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *text = (const char *) bytes;
    struct splitter all, rest;
    struct record r, again;
    size_t covered = 0;
    uint64_t line = 1;

    record_begin(&all, text, length, ';', 1);
    all.columns = length > 0 ? bytes[0] % 9 : 0;
    while (record_next(&all, &r)) {
        HOLDS(r.bytes == text + covered && r.length <= r.full_length && r.full_length > 0);
        HOLDS(r.line >= line);
        line = r.line;
        record_begin(&rest, r.bytes, length - covered, ';', r.line);
        rest.columns = all.columns;
        HOLDS(record_next(&rest, &again));
        HOLDS(again.kind == r.kind && again.full_length == r.full_length && again.length == r.length);
        covered += r.full_length;
    }
    HOLDS(covered == length);
    return 0;
}
