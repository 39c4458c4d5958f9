/* outfile.h - output files that appear whole or not at all.
 *
 * Bytes go to PATH.part beside the target; outfile_commit flushes, syncs, closes and renames it to PATH. Until then the
 * old PATH, if any, is untouched. A device, a pipe or another special file (/dev/stdout, /dev/full) is written directly
 * and never replaced, nor is anything below /dev or /proc. The mode is set whatever the umask: OUTFILE_PRIVATE 0600,
 * OUTFILE_PUBLIC 0644. */
#ifndef BASE_OUTFILE_H
#define BASE_OUTFILE_H

#include "pipeline/base/fault.h"

#include <stdbool.h>
#include <stdio.h>

struct outfile;

enum outfile_access { OUTFILE_PRIVATE = 0600, OUTFILE_PUBLIC = 0644 };

/* On success *out is the caller's, to commit or discard exactly once. */
bool outfile_open(const char *path, enum outfile_access access, struct outfile **out, struct fault *f);

/* Owned by o, never fclose() it. Large buffer: write small pieces freely. */
FILE *outfile_stream(struct outfile *o);

/* For large files, now and then: what was written so far begins its way to the disk, and commit has less to wait for.
 */
void outfile_begin_sync(struct outfile *o);

/* Each of these frees o. Commit fails, and removes the part, if any write failed: a full disk is not success.
 * outfile_commit_if_changed leaves PATH and its time alone where it already holds the same bytes: what depends on it in
 * make then need not be made again. outfile_discard takes NULL. */
bool outfile_commit(struct outfile *o, struct fault *f);
bool outfile_commit_if_changed(struct outfile *o, struct fault *f);
void outfile_discard(struct outfile *o);

#endif
