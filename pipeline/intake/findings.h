/* findings.h - what the intake has to say about records: rejects, and notes on what was kept. Line numbers and codes,
 * never values. Grows with the number of remarks, eight to twelve bytes each. */
#ifndef INTAKE_FINDINGS_H
#define INTAKE_FINDINGS_H

#include "pipeline/base/dictionary.h"
#include "pipeline/base/packet.h"
#include "pipeline/intake/reason.h"

#include <stddef.h>
#include <stdint.h>

/* File numbers begin at 1; 0 in `line` means the file as a whole. */
struct reject {
    uint32_t line;
    uint16_t file;
    uint16_t column; /* of findings.columns */
    uint8_t reason;
};

struct remark {
    uint32_t line;
    uint32_t records;
    uint16_t file;
    uint16_t column;
    uint8_t note;
};

/* Two extracts that disagree about days that both could know: the later one has the last word. */
struct revision {
    uint16_t file, later_file;
    uint32_t line, later_line;
    int32_t days;  /* by which a date moved; 0: no two dates */
    uint8_t field; /* enum codebook_field */
};

struct findings {
    struct revision *revisions;
    size_t n_revisions, revisions_capacity;
    struct reject *rejects;
    size_t n_rejects, rejects_capacity;
    struct remark *remarks;
    size_t n_remarks, remarks_capacity;
    struct dictionary *units; /* districts of rejected records, where they could be read */
    uint64_t *lost;           /* so many records of each */
    size_t lost_capacity;
    struct dictionary *columns; /* header names as they stand in the files; number 0 is "" */
};

void findings_begin(struct findings *fs);
void findings_free(struct findings *fs);

/* The number of a header name; at most UINT16_MAX different ones are told apart, the rest are "". */
uint16_t findings_column(struct findings *fs, const char *bytes, size_t length);

void findings_reject(struct findings *fs, uint16_t file, uint32_t line, uint16_t column, enum reason reason);
/* So many rejected records of a district. */
void findings_lost(struct findings *fs, const char *unit, size_t length, uint64_t records);
void findings_note(struct findings *fs, uint16_t file, uint32_t line, uint16_t column, enum note note,
                   uint32_t records);

void findings_revision(struct findings *fs, const struct revision *revision);

/* Adds what others hold, with the same numbers of columns. */
void findings_join(struct findings *into, const struct findings *from);

/* Handed on; and back, into empty findings: the names of columns, then the rest, by whoever needs it. Then columns are
 * those of `into` (in the order in which they were met), where *columns, the caller's to free(), has the numbers of
 * all. */
void findings_pack_columns(const struct findings *fs, FILE *to);
uint16_t *findings_unpack_columns(struct findings *into, struct packet *from, size_t *n);
void findings_pack(const struct findings *fs, FILE *to);
void findings_unpack(struct findings *into, struct packet *from, size_t n_files, const uint16_t *columns,
                     size_t n_columns);

/* Records of a file with the note. */
uint64_t findings_count(const struct findings *fs, uint16_t file, enum note note);

/* Sorts the lists by file, line, column name, reason or note: the order of rejects.csv and notes.csv; revisions by
 * file, line, later file, later line, field. */
void findings_sort(struct findings *fs);

#endif
