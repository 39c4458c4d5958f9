/* clean.h - what the parts of the stage share: the delivery as it was read, and where it goes. */
#ifndef CLEAN_CLEAN_H
#define CLEAN_CLEAN_H

#include "pipeline/intake/control.h"
#include "pipeline/intake/counts.h"
#include "pipeline/intake/intake.h"
#include "pipeline/intake/merge.h"
#include "pipeline/staff/shard.h"

struct clean_options {
    const char *delivery, *settings, *files, *directory, *project, *only, *units, *step, *number, *shards;
};

struct clean {
    const struct shard *shard;                  /* NULL: the delivery is cleaned as a whole */
    const char *root;                           /* of the delivery */
    const char *directory;                      /* of the outputs */
    struct settings *settings, *files_settings; /* [clean]; [files] */
    const char *files_path;
    struct delivery staff, counted; /* files of staff/ and counts/ */
    struct codebook *codebook;
    struct corrections *corrections;
    struct digest_key *key;
    struct spells spells;
    struct spell_store store; /* of them */
    size_t n_threads;
    struct findings findings;
    struct intake *accounts; /* of file number i + 1 */
    size_t n_files;
    size_t n_unknown;  /* occupations that codes/occupation.csv does not have */
    char unknown[400]; /* the commonest of them, for a message */
    struct rows *counts, *extracts;
    struct control control;
    uint64_t records_in, rejected; /* of the whole delivery */
    uint64_t budget;               /* so many may be rejected */
    uint64_t *taken;               /* records of each district that are used, before they are merged */
    bool followed;                 /* in shards: somebody has an occupation that is followed up */
};

/* prepare.c: settings, lists of files and of codes, mends, totals and key; confined to files from then on. */
bool clean_prepare(struct clean *c, const struct clean_options *o, struct fault *f);

/* main.c: what report.ini says of a file. */
bool clean_file_options(const struct clean *c, const struct delivery_file *file, struct delivery_options *how,
                        struct fault *f);
/* All files have been read, and all records merged. */
void clean_settle_words(struct clean *c, struct posting *posting);
bool clean_is_balanced(struct clean *c, struct merge_account account, struct fault *f);

/* memory.c: how many threads, and how many spells at a time, [clean] memory has room for: the store is begun. Fails
 * where that is none at all. */
bool clean_share_memory(struct clean *c, struct fault *f);

/* tables.c: what extracts.csv will say, and the records of each district, counted before records are merged. */
bool clean_count_records(struct clean *c, struct fault *f);
/* The same of what others have counted: begins empty (all zero), and ends with c->extracts. */
struct extract_counts {
    struct dictionary *keys; /* day and basis: extraction dates are few, but nobody promised it */
    uint64_t *records;
    size_t capacity;
};
void clean_add_extract(struct extract_counts *e, int32_t day, int32_t basis, uint64_t records);
void clean_end_extracts(struct clean *c, struct extract_counts *e);

/* All outputs but the workbook. The largest comes first: where the disk is full, nothing has been replaced. */
bool clean_write_tables(struct clean *c, struct fault *f);
/* The account alone, for whoever mends a delivery that can not be used yet: intake.csv and rejects.csv. */
bool clean_write_account(struct clean *c, struct fault *f);
/* spells.c */
bool clean_write_spells(struct clean *c, const char *path, struct fault *f);
bool clean_write_control(struct clean *c, struct fault *f);

/* fixlist.c: fixlista.xlsx, for the people at HR. */
bool clean_write_fixlist(struct clean *c, struct fault *f);
/* Rejects of one file, column and reason, and their first lines as text: "4, 7, 9 ...". */
struct clean_group {
    uint16_t file, column;
    uint8_t reason;
    uint64_t records;
    char lines[160];
};
/* By file, column and reason; the caller's, to free(). The findings are sorted. */
struct clean_group *clean_groups(const struct findings *findings, size_t *n);

/* budget.c: adds the records of each district to c->taken. */
void clean_count_districts(struct clean *c, const struct spells *piece);
/* Fills c->budget from the settings; false, with the fault, where more was rejected than may be, of all, of
 * one file or of one district. `directory` is where the list to mend will be, NULL: none is made. */
void clean_find_budget(struct clean *c);
bool clean_is_within_budget(const struct clean *c, const char *directory, struct fault *f);

/* summary.c: what make check-delivery says. */
void clean_print_summary(const struct clean *c, FILE *to);

#endif
