/* method.h - what a method of `stat` is: a name, its options, and a function from options and columns to quantities.
 *
 * `stat METHOD [options] FILE.csv` prints `quantity,value` lines with 17 significant digits, so that any number of the
 * report can be checked against R in one line. A method reads columns by header name; which header stands for what is
 * itself an option, so that a researcher's file need not be renamed.
 *
 * To add a method: write its function and an entry of `struct method` in stages/stat/methods_<area>.c, and, for a new
 * area, add its list to `areas` in main.c. */
#ifndef STAT_METHOD_H
#define STAT_METHOD_H

#include "pipeline/base/fault.h"

#include <stddef.h>

struct method_call; /* options and columns of one run, and the quantities it has emitted */

/* An option `--name OPERAND`; every option takes a value. */
struct method_option {
    const char *name;
    const char *operand;
    const char *fallback; /* value where the option is not given; NULL: must be given; "": may be absent */
    const char *help;     /* one line, Swedish */
};

struct method {
    const char *name;
    const char *help; /* one line, Swedish */
    const struct method_option *options;
    size_t n_options;
    bool (*run)(struct method_call *call, struct fault *f);
};

struct method_area {
    const char *title; /* Swedish, heads the area in --help */
    const struct method *methods;
    size_t n_methods;
};

#define METHOD_COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Options. An option that the method does not declare asserts. All texts live as long as the call. */
bool method_given(const struct method_call *call, const char *option); /* false where "" or the fallback "" stands */
const char *method_text(const struct method_call *call, const char *option);
bool method_is(const struct method_call *call, const char *option, const char *word);
/* Fail (FAULT_USAGE) where the value is no number, or not within [least, most]. */
bool method_real(const struct method_call *call, const char *option, double least, double most, double *out,
                 struct fault *f);
bool method_integer(const struct method_call *call, const char *option, long least, long most, long *out,
                    struct fault *f);
/* Numbers separated by commas; *out is the caller's, to free(). Empty text gives n = 0. */
bool method_reals(const struct method_call *call, const char *option, double **out, size_t *n, struct fault *f);
/* Words separated by commas, trimmed; one free(*out) frees all. */
void method_list(const struct method_call *call, const char *option, char ***out, size_t *n);

/* Columns. `option` names the option that holds the header name (as --events exits). Rows are those that pass --where.
 * Fail (FAULT_USAGE) without a file or without such a column, (FAULT_DATA, with the line) on a cell that is no number.
 * An empty cell, NA and NaN are missing: refused by method_column, NaN in method_column_missing; inf is a number.
 * Arrays have method_rows() items, belong to the call, and may be changed. */
size_t method_rows(const struct method_call *call);
bool method_column(struct method_call *call, const char *option, double **out, struct fault *f);
bool method_column_missing(struct method_call *call, const char *option, double **out, struct fault *f);
bool method_words(struct method_call *call, const char *option, const char *const **out, struct fault *f);
/* The same by the header's own name, for methods that take a list of columns. */
bool method_column_named(struct method_call *call, const char *header, double **out, struct fault *f);
bool method_words_named(struct method_call *call, const char *header, const char *const **out, struct fault *f);

/* Words as groups 0..n_groups-1 in order of first appearance; *group and *labels (borrowed texts) belong to the call.
 */
bool method_groups(struct method_call *call, const char *option, size_t **group, const char *const **labels,
                   size_t *n_groups, struct fault *f);

/* Adds a line to the output, printed when the method has returned true. The name is a printf format. */
void method_emit(struct method_call *call, double value, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same for a row (0-based): with several rows the name ends in _1, _2, ...; with one row it stands alone. */
void method_emit_row(struct method_call *call, double value, const char *name, size_t row);

/* For a fault about a row: row (0-based, after --where) as a physical line of the file. */
bool method_fault_row(const struct method_call *call, size_t row, struct fault *f, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* For main: the command line after the method's name. method_call_new fails on an unknown option, a missing value or
 * operand, a second file. On success *out is the caller's, to method_call_free(). */
bool method_call_new(const struct method *method, int argc, char **argv, struct method_call **out, struct fault *f);
void method_call_free(struct method_call *call);
/* Prints all that was emitted, or with --only what it names; fails (FAULT_USAGE) where it names what was not emitted.
 */
bool method_call_print(const struct method_call *call, FILE *to, struct fault *f);

#endif
