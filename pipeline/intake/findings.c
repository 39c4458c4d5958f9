#define _GNU_SOURCE /* qsort_r */
#include "pipeline/intake/findings.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/word.h"

#include <stdlib.h>
#include <string.h>

void findings_begin(struct findings *fs)
{
    memset(fs, 0, sizeof *fs);
    fs->units = dictionary_new();
    fs->columns = dictionary_new();
    dictionary_intern(fs->columns, "", 0);
}

void findings_free(struct findings *fs)
{
    free(fs->rejects);
    free(fs->remarks);
    free(fs->revisions);
    free(fs->lost);
    dictionary_free(fs->units);
    dictionary_free(fs->columns);
    memset(fs, 0, sizeof *fs);
}

uint16_t findings_column(struct findings *fs, const char *bytes, size_t length)
{
    char name[WORD_MAX];
    size_t n = word_name(bytes, length, name); /* tables that people open in a spreadsheet hold it */
    uint32_t number = n != SIZE_MAX ? dictionary_intern(fs->columns, name, n) : 0;

    return number <= UINT16_MAX ? (uint16_t) number : 0;
}

void findings_reject(struct findings *fs, uint16_t file, uint32_t line, uint16_t column, enum reason reason)
{
    fs->rejects = memory_grow(fs->rejects, &fs->rejects_capacity, fs->n_rejects + 1, sizeof *fs->rejects);
    fs->rejects[fs->n_rejects++] = (struct reject){ line, file, column, (uint8_t) reason };
}

void findings_lost(struct findings *fs, const char *unit, size_t length, uint64_t records)
{
    size_t n = dictionary_size(fs->units);
    uint32_t number = dictionary_intern(fs->units, unit, length);

    fs->lost = memory_grow(fs->lost, &fs->lost_capacity, n + 1, sizeof *fs->lost);
    if (number == n)
        fs->lost[n] = 0;
    fs->lost[number] += records;
}

void findings_note(struct findings *fs, uint16_t file, uint32_t line, uint16_t column, enum note note, uint32_t records)
{
    fs->remarks = memory_grow(fs->remarks, &fs->remarks_capacity, fs->n_remarks + 1, sizeof *fs->remarks);
    fs->remarks[fs->n_remarks++] = (struct remark){ line, records, file, column, (uint8_t) note };
}

void findings_revision(struct findings *fs, const struct revision *revision)
{
    fs->revisions = memory_grow(fs->revisions, &fs->revisions_capacity, fs->n_revisions + 1, sizeof *fs->revisions);
    fs->revisions[fs->n_revisions++] = *revision;
}

void findings_join(struct findings *into, const struct findings *from)
{
    for (size_t i = 0; i < from->n_rejects; i++) {
        const struct reject *r = &from->rejects[i];

        findings_reject(into, r->file, r->line, r->column, r->reason);
    }
    for (size_t i = 0; i < from->n_remarks; i++) {
        const struct remark *r = &from->remarks[i];

        findings_note(into, r->file, r->line, r->column, r->note, r->records);
    }
    for (size_t i = 0; i < from->n_revisions; i++)
        findings_revision(into, &from->revisions[i]);
    for (uint32_t i = 0; i < dictionary_size(from->units); i++) {
        const char *unit = dictionary_text(from->units, i);

        findings_lost(into, unit, strlen(unit), from->lost[i]);
    }
}

uint64_t findings_count(const struct findings *fs, uint16_t file, enum note note)
{
    uint64_t n = 0;

    for (size_t i = 0; i < fs->n_remarks; i++)
        if (fs->remarks[i].file == file && fs->remarks[i].note == note)
            n += fs->remarks[i].records;
    return n;
}

static int compare(const struct dictionary *columns, const uint32_t a[3], const uint32_t b[3], const char *word_a,
                   const char *word_b)
{
    if (a[0] != b[0])
        return a[0] < b[0] ? -1 : 1;
    if (a[1] != b[1])
        return a[1] < b[1] ? -1 : 1;
    if (a[2] != b[2])
        return strcmp(dictionary_text(columns, a[2]), dictionary_text(columns, b[2]));
    return strcmp(word_a, word_b);
}

static int by_reject(const void *one, const void *other, void *columns)
{
    const struct reject *a = one, *b = other;

    return compare(columns, (uint32_t[]){ a->file, a->line, a->column }, (uint32_t[]){ b->file, b->line, b->column },
                   reason_word(a->reason), reason_word(b->reason));
}

static int by_remark(const void *one, const void *other, void *columns)
{
    const struct remark *a = one, *b = other;

    return compare(columns, (uint32_t[]){ a->file, a->line, a->column }, (uint32_t[]){ b->file, b->line, b->column },
                   note_word(a->note), note_word(b->note));
}

static int by_revision(const void *one, const void *other)
{
    const struct revision *a = one, *b = other;
    const uint32_t x[] = { a->file, a->line, a->later_file, a->later_line, a->field };
    const uint32_t y[] = { b->file, b->line, b->later_file, b->later_line, b->field };
    size_t i = 0;

    while (i + 1 < sizeof x / sizeof x[0] && x[i] == y[i])
        i++;
    return (x[i] > y[i]) - (x[i] < y[i]);
}

void findings_sort(struct findings *fs)
{
    if (fs->n_revisions > 0)
        qsort(fs->revisions, fs->n_revisions, sizeof *fs->revisions, by_revision);
    if (fs->n_rejects > 0)
        qsort_r(fs->rejects, fs->n_rejects, sizeof *fs->rejects, by_reject, fs->columns);
    if (fs->n_remarks > 0)
        qsort_r(fs->remarks, fs->n_remarks, sizeof *fs->remarks, by_remark, fs->columns);
}
