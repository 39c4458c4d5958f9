/* fault.h - what went wrong, for whom, and where: the one way in which the pipeline says no.
 *
 * A function that can fail returns bool and takes a struct fault last. On failure it fills the fault and returns false;
 * on success it leaves the fault alone. Nobody frees a fault: it owns its text. Only a stage's main prints it and
 * exits.
 *
 * Texts are read by analysts, so they are Swedish, end without a full stop, say what is wrong and what to do, and never
 * hold a value from a personnel record. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* The value is the exit status of the stage. */
enum fault_kind {
    FAULT_NONE = 0,
    FAULT_DATA = 1,        /* whoever sent or set up the delivery can mend it */
    FAULT_USAGE = 2,       /* the command line is wrong */
    FAULT_SYSTEM = 3,      /* disk, permission, memory */
    FAULT_DEPENDENCY = 69, /* a program or library is missing */
};

struct fault {
    enum fault_kind kind;
    char path[512];  /* empty: no file is concerned */
    uint64_t line;   /* physical line on which the record begins, header = 1; 0: none */
    char column[64]; /* name of the column or key; empty: none */
    char text[1024]; /* what is wrong and what to do */
};

/* Both fill *f and return false, so that a caller can write `return fault_set(...)`. fault_at's path and column may be
 * NULL. */
bool fault_set(struct fault *f, enum fault_kind kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool fault_at(struct fault *f, enum fault_kind kind, const char *path, uint64_t line, const char *column,
              const char *format, ...) __attribute__((format(printf, 6, 7)));

/* FAULT_SYSTEM with errno in words: "kan inte skriva: No space left on device" -> in Swedish where we know the errno.
 */
bool fault_errno(struct fault *f, const char *path, const char *doing);

/* For main alone: writes `stage: path:line: column: text` as one line to `to` and returns the exit status. Control
 * characters, which only a hostile name can bring, are written as question marks. */
int fault_report(const struct fault *f, const char *stage, FILE *to);

#endif
