/* archive.h - a ZIP file of a few named parts, as Word and other programs read it: stored, not compressed, and without
 * dates, so that the same parts give the same bytes.
 *
 * Source: PKWARE, APPNOTE.TXT 6.3.3, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end). */
#ifndef PUBLISH_ARCHIVE_H
#define PUBLISH_ARCHIVE_H

#include "pipeline/base/fault.h"

#include <stddef.h>
#include <stdint.h>

struct archive;

/* Whole or not at all, as outfile. On success *out is the caller's, to commit or discard exactly once. */
bool archive_open(const char *path, struct archive **out, struct fault *f);
/* Adds a part; `name` has slashes between folders. At most 65,535 parts and 4 GiB in all: more asserts. */
void archive_add(struct archive *a, const char *name, const void *bytes, size_t length);

/* Each frees a. Discard takes NULL. */
bool archive_commit(struct archive *a, struct fault *f);
void archive_discard(struct archive *a);

/* CRC-32 as ZIP and PNG have it (ISO 3309). */
uint32_t archive_crc32(const void *bytes, size_t length);

#endif
