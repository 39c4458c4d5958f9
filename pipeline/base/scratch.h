/* scratch.h - a file for what memory may not hold: nobody else's, and gone by itself.
 *
 * It is made with mode 0600 in a folder that is private already, and loses its name at once: so whatever happens, a
 * fault, a kill or a power cut, nothing is left of it. Bytes are added at its end and read, or written over, at any
 * place. */
#ifndef BASE_SCRATCH_H
#define BASE_SCRATCH_H

#include "pipeline/base/fault.h"

#include <stddef.h>
#include <stdint.h>

struct scratch;

/* On success *out is the caller's, to scratch_close(), which takes NULL. FAULT_SYSTEM where the folder can not be
 * written. */
bool scratch_open(const char *folder, struct scratch **out, struct fault *f);
void scratch_close(struct scratch *s);

/* How many bytes there are: where the next one will stand. */
uint64_t scratch_bytes(const struct scratch *s);

/* Each fails with FAULT_SYSTEM: the disk is full, or broken. Different places may be read by several threads. */
bool scratch_append(struct scratch *s, const void *bytes, size_t length, struct fault *f);
bool scratch_read(const struct scratch *s, uint64_t at, void *bytes, size_t length, struct fault *f);
bool scratch_replace(const struct scratch *s, uint64_t at, const void *bytes, size_t length, struct fault *f);

#endif
