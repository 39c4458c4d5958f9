/* findings_pack.c - what was found of a file, or of some of the persons, handed on to whoever joins the findings. */
#include "pipeline/intake/findings.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>

void findings_pack_columns(const struct findings *fs, FILE *to)
{
    packet_put_number(to, dictionary_size(fs->columns));
    for (uint32_t i = 0; i < dictionary_size(fs->columns); i++)
        packet_put_bytes(to, dictionary_text(fs->columns, i), dictionary_length(fs->columns, i));
}

uint16_t *findings_unpack_columns(struct findings *into, struct packet *from, size_t *n)
{
    uint64_t n_packed = packet_number(from);
    uint16_t *numbers = NULL;
    size_t capacity = 0;

    for (*n = 0; *n < n_packed && from->whole; ++*n) {
        size_t length;
        const char *name = packet_bytes(from, &length);
        uint32_t number = dictionary_intern(into->columns, name, length);

        numbers = memory_grow(numbers, &capacity, *n + 1, sizeof *numbers);
        numbers[*n] = number <= UINT16_MAX ? (uint16_t) number : 0;
    }
    return numbers;
}

void findings_pack(const struct findings *fs, FILE *to)
{
    packet_put_array(to, fs->rejects, fs->n_rejects, sizeof *fs->rejects);
    packet_put_array(to, fs->remarks, fs->n_remarks, sizeof *fs->remarks);
    packet_put_array(to, fs->revisions, fs->n_revisions, sizeof *fs->revisions);
    packet_put_number(to, dictionary_size(fs->units));
    for (uint32_t i = 0; i < dictionary_size(fs->units); i++) {
        packet_put_bytes(to, dictionary_text(fs->units, i), dictionary_length(fs->units, i));
        packet_put_number(to, fs->lost[i]);
    }
}

/* Column 0 is the same everywhere. */
static uint16_t column_of(uint16_t column, const uint16_t *columns, size_t n, struct packet *from)
{
    from->whole = from->whole && (column == 0 || column < n);
    return column > 0 && from->whole ? columns[column] : 0;
}

/* Of files 1 to n_files. */
static void check_files(const struct findings *fs, size_t n_files, struct packet *from)
{
    bool within = true;

    for (size_t i = 0; i < fs->n_rejects; i++)
        within = within && fs->rejects[i].file > 0 && fs->rejects[i].file <= n_files;
    for (size_t i = 0; i < fs->n_remarks; i++)
        within = within && fs->remarks[i].file > 0 && fs->remarks[i].file <= n_files;
    for (size_t i = 0; i < fs->n_revisions; i++)
        within = within && fs->revisions[i].file > 0 && fs->revisions[i].file <= n_files &&
                 fs->revisions[i].later_file > 0 && fs->revisions[i].later_file <= n_files;
    from->whole = from->whole && within;
}

void findings_unpack(struct findings *into, struct packet *from, size_t n_files, const uint16_t *columns,
                     size_t n_columns)
{
    struct findings some = { 0 };
    uint64_t n_units;

    some.rejects = packet_array(from, &some.n_rejects, sizeof *some.rejects);
    some.remarks = packet_array(from, &some.n_remarks, sizeof *some.remarks);
    some.revisions = packet_array(from, &some.n_revisions, sizeof *some.revisions);
    for (size_t i = 0; i < some.n_rejects; i++)
        some.rejects[i].column = column_of(some.rejects[i].column, columns, n_columns, from);
    for (size_t i = 0; i < some.n_remarks; i++)
        some.remarks[i].column = column_of(some.remarks[i].column, columns, n_columns, from);
    check_files(&some, n_files, from);
    if (from->whole)
        findings_join_lists(into, &some);
    n_units = packet_number(from);
    for (uint64_t i = 0; i < n_units && from->whole; i++) {
        size_t length;
        const char *unit = packet_bytes(from, &length);

        findings_lost(into, unit, length, packet_number(from));
    }
    free(some.rejects);
    free(some.remarks);
    free(some.revisions);
}
