/* delivery.h - which files a folder of a delivery holds, and what report.ini says of each.
 *
 * Names are relative to the delivery ("staff/Södra 2021.csv") and come in the order of their bytes, so that the same
 * delivery gives the same result on every file system. */
#ifndef INTAKE_DELIVERY_H
#define INTAKE_DELIVERY_H

#include "pipeline/base/settings.h"
#include "pipeline/intake/value.h"

struct delivery_file {
    char *name; /* "staff/..." */
    char *path; /* openable */
    uint64_t bytes;
    bool excel;
};

struct delivery {
    struct delivery_file *files;
    size_t n, capacity;
};

/* Adds the files of FOLDER below ROOT and its folders, if it is there. Hidden files and the lock files of office
 * programs are passed over; a file that is neither csv, txt, tsv nor xlsx is a fault, for nobody would miss its rows.
 */
bool delivery_list(const char *root, const char *folder, struct delivery *d, struct fault *f);
void delivery_free(struct delivery *d);

/* True where a person means this file by `entry`: its whole name, or the part behind the last slash; an å typed on a
 * Mac is the å of another system. */
bool delivery_is_name_of(const char *entry, const char *name);

/* What [files], and behind it [clean], says of one file. */
struct delivery_options {
    char encoding[64]; /* "": UTF-8 */
    char delimiter;    /* 0: from the header */
    enum value_layout layout;
    bool fraction;           /* grade as a share of one */
    int32_t extraction;      /* INT32_MIN: not given */
    bool extraction_of_file; /* given under [files], not [clean] */
    size_t threads;          /* that read it; 0: not given */
};

/* An entry of [files] is `name = what value, what value`, with what: extraction_date 2021-03-08, encoding cp1252, date
 * d/m/y, grade fraction, delimiter semicolon. The name is the file's, with or without its folder. `clean` has the
 * section [clean], `files` the section [files]; they may be the same. Fails with the line in `files_path`. */
bool delivery_options(const struct settings *clean, const struct settings *files, const char *files_path,
                      const char *name, struct delivery_options *out, struct fault *f);

/* Fails where an entry of [files] names no file of the delivery: as a rule a misspelling. */
bool delivery_check_entries(const struct settings *files, const char *files_path,
                            const struct delivery *const *deliveries, size_t n, struct fault *f);

/* All entries of [files] in the report.ini at `path`, held against the delivery that it lies in; names are not judged
 * where that has no files, or can not be listed. */
bool delivery_check_settings(const struct settings *s, const char *path, struct fault *f);

#endif
