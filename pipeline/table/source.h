/* source.h - the bytes of one file, and the same as UTF-8 text. Used by the reader alone.
 *
 * A regular file of some size is mapped; a pipe or a small file is read. The bytes stay as they came; where the file is
 * not UTF-8 already, the text is a converted copy. Where the encoding does not hold at some place, the text has a byte
 * 0xFF there, which is never UTF-8: so the record, not the file, is found wanting. */
#ifndef TABLE_SOURCE_H
#define TABLE_SOURCE_H

#include "pipeline/base/fault.h"

#include <stddef.h>

struct source {
    const char *bytes;
    size_t length;
    const char *text; /* without a byte order mark; within bytes, or converted */
    size_t text_length;
    bool is_to_be_utf8; /* no encoding can be declared for it */
    char encoding[32];  /* "utf-8", "utf-8-bom", "utf-16le", "utf-16be", or as declared */
    enum { SOURCE_BORROWED, SOURCE_MAPPED, SOURCE_READ } holding;
    char *converted; /* NULL: text is within bytes */
};

/* read_size: 0, or how many bytes to ask for at a time, never mapping (for tests). FAULT_SYSTEM where the file can not
 * be read. On success source_close() is due. */
bool source_open(struct source *s, const char *path, size_t read_size, struct fault *f);

/* Bytes that outlive the source. */
void source_borrow(struct source *s, const void *bytes, size_t length);

/* Finds the text. A byte order mark decides; then `declared` (NULL or "": UTF-8), except that text which is well-formed
 * UTF-8 and more than ASCII is UTF-8 whatever is declared: in no other encoding does that happen to real words. Fails
 * where iconv does not know the encoding. `path` is for the fault. */
bool source_decode(struct source *s, const char *declared, const char *path, struct fault *f);

void source_close(struct source *s);

/* Tells that the mapped bytes of [from, until) have been read: they may leave memory, and come back by themselves where
 * somebody looks at them again. Bytes that are not mapped stay. */
void source_let_go(const struct source *s, const char *from, const char *until);

/* The encoding that bytes which are not UTF-8 most likely have, as iconv names it; NULL where nothing points to one. */
const char *source_guess(const struct source *s);

/* Fills the fault: `what` (Swedish, "rubrikraden") is not in the encoding of the file, and what to do. Returns false.
 */
bool source_misfit(const struct source *s, const char *path, uint64_t line, const char *what, struct fault *f);

#endif
