/* args.h - a stage's options from one table: parsing with getopt_long and --help can not drift apart.
 *
 * Every option takes a value, is long (`--output FILE`), and may be required. --help and --version are handled here:
 * they write to stdout and args_parse returns ARGS_DONE. Help is Swedish, as the analyst reads it.
 * From then on a file that may not become as large as it has to is a write that fails, and no signal. */
#ifndef BASE_ARGS_H
#define BASE_ARGS_H

#include "pipeline/base/fault.h"

#include <stddef.h>

struct arg {
    const char *name;    /* "output" */
    const char *operand; /* "FIL" */
    const char *help;    /* one line */
    bool required;
    const char **value; /* where the value goes; keeps its content where the option is not given */
};

enum args_result { ARGS_RUN, ARGS_DONE, ARGS_WRONG };

/* `what` is one sentence: what the stage does. ARGS_WRONG fills the fault (FAULT_USAGE). */
enum args_result args_parse(int argc, char **argv, const char *stage, const char *what, const struct arg *args,
                            size_t n_args, struct fault *f);

/* "0.1.0": of the program, as --version says. */
const char *args_version(void);

#endif
