/* zip.h - the parts of a ZIP file that others wrote, unpacked a piece at a time: no size that the file states is
 * believed, and nothing of a part has to fit in memory.
 *
 * Stored and deflated parts, and no archive of more than 4 GiB (ZIP64). Names are compared without regard to case of
 * ASCII letters, as Office does.
 *
 * Source: PKWARE, APPNOTE.TXT 6.3.3, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end). */
#ifndef TABLE_ZIP_H
#define TABLE_ZIP_H

#include <stdbool.h>
#include <stddef.h>

struct zip;

enum zip_status {
    ZIP_DONE,
    ZIP_MISSING,   /* no part has the name */
    ZIP_DAMAGED,   /* cut off, not as the directory says, or the checksum is another */
    ZIP_LOCKED,    /* encrypted by the packer */
    ZIP_NO_MEMORY, /* zlib had none */
    ZIP_STOPPED,   /* the one who takes wanted no more */
};

/* `bytes` is borrowed until zip_close(). False where they hold no directory that can be read. */
bool zip_open(const char *bytes, size_t length, struct zip **out);
void zip_close(struct zip *z);

bool zip_has(const struct zip *z, const char *name);

/* Gives the part to `take`, piece by piece. What was given before a fault was found can be wrong. */
enum zip_status zip_unpack(const struct zip *z, const char *name,
                           bool (*take)(void *to, const char *bytes, size_t length), void *to);

#endif
