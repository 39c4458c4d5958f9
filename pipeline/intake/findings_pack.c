/* findings_pack.c - what was found of a file, or of some of the persons, handed on to whoever joins the findings. */
#include "pipeline/intake/findings.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/codebook.h"

#include <string.h>

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

/* Number by number, so that nothing is handed on that stood between them in memory. */
static void pack_lists(const struct findings *fs, FILE *to)
{
    packet_put_number(to, fs->n_rejects);
    for (size_t i = 0; i < fs->n_rejects; i++) {
        const struct reject *r = &fs->rejects[i];
        const uint32_t numbers[] = { r->line, r->file, r->column, r->reason };

        packet_put_array(to, numbers, sizeof numbers / sizeof numbers[0], sizeof numbers[0]);
    }
    packet_put_number(to, fs->n_remarks);
    for (size_t i = 0; i < fs->n_remarks; i++) {
        const struct remark *r = &fs->remarks[i];
        const uint32_t numbers[] = { r->line, r->records, r->file, r->column, r->note };

        packet_put_array(to, numbers, sizeof numbers / sizeof numbers[0], sizeof numbers[0]);
    }
    packet_put_number(to, fs->n_revisions);
    for (size_t i = 0; i < fs->n_revisions; i++) {
        const struct revision *r = &fs->revisions[i];
        const uint32_t numbers[] = { r->file, r->later_file, r->line, r->later_line, (uint32_t) r->days, r->field };

        packet_put_array(to, numbers, sizeof numbers / sizeof numbers[0], sizeof numbers[0]);
    }
}

void findings_pack(const struct findings *fs, FILE *to)
{
    pack_lists(fs, to);
    packet_put_number(to, dictionary_size(fs->units));
    for (uint32_t i = 0; i < dictionary_size(fs->units); i++) {
        packet_put_bytes(to, dictionary_text(fs->units, i), dictionary_length(fs->units, i));
        packet_put_number(to, fs->lost[i]);
    }
}

/* Who unpacks, and into what. */
struct unpacking {
    struct findings *into;
    struct packet *from;
    size_t n_files;
    const uint16_t *columns;
    size_t n_columns;
};

/* The next row of so many numbers; false where there is none. */
static bool next_row(struct unpacking *u, size_t n, uint32_t *numbers)
{
    size_t length;
    const char *bytes = packet_bytes(u->from, &length);

    u->from->whole = u->from->whole && length == n * sizeof *numbers;
    if (u->from->whole)
        memcpy(numbers, bytes, length);
    return u->from->whole;
}

static uint16_t file_of(struct unpacking *u, uint32_t file)
{
    u->from->whole = u->from->whole && file > 0 && file <= u->n_files;
    return (uint16_t) file;
}

/* Column 0 is the same everywhere. */
static uint16_t column_of(struct unpacking *u, uint32_t column)
{
    u->from->whole = u->from->whole && (column == 0 || column < u->n_columns);
    return column > 0 && u->from->whole ? u->columns[column] : 0;
}

static void unpack_rejects(struct unpacking *u)
{
    uint32_t row[4];

    for (uint64_t n = packet_number(u->from); n > 0 && next_row(u, 4, row); n--) {
        uint16_t file = file_of(u, row[1]), column = column_of(u, row[2]);

        u->from->whole = u->from->whole && row[3] < REASON_COUNT;
        if (u->from->whole)
            findings_reject(u->into, file, row[0], column, (enum reason) row[3]);
    }
}

static void unpack_remarks(struct unpacking *u)
{
    uint32_t row[5];

    for (uint64_t n = packet_number(u->from); n > 0 && next_row(u, 5, row); n--) {
        uint16_t file = file_of(u, row[2]), column = column_of(u, row[3]);

        u->from->whole = u->from->whole && row[4] < NOTE_COUNT;
        if (u->from->whole)
            findings_note(u->into, file, row[0], column, (enum note) row[4], row[1]);
    }
}

static void unpack_revisions(struct unpacking *u)
{
    uint32_t row[6];

    for (uint64_t n = packet_number(u->from); n > 0 && next_row(u, 6, row); n--) {
        struct revision r = { .file = file_of(u, row[0]),
                              .later_file = file_of(u, row[1]),
                              .line = row[2],
                              .later_line = row[3],
                              .days = (int32_t) row[4],
                              .field = (uint8_t) row[5] };

        u->from->whole = u->from->whole && row[5] < FIELD_COUNT;
        if (u->from->whole)
            findings_revision(u->into, &r);
    }
}

void findings_unpack(struct findings *into, struct packet *from, size_t n_files, const uint16_t *columns,
                     size_t n_columns)
{
    struct unpacking u = { into, from, n_files, columns, n_columns };
    uint64_t n_units;

    unpack_rejects(&u);
    unpack_remarks(&u);
    unpack_revisions(&u);
    n_units = packet_number(from);
    for (uint64_t i = 0; i < n_units && from->whole; i++) {
        size_t length;
        const char *unit = packet_bytes(from, &length);

        findings_lost(into, unit, length, packet_number(from));
    }
}
