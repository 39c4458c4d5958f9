#include "stages/stat/method.h"

#include "pipeline/base/memory.h"
#include "stages/stat/columns.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct quantity {
    char *name;
    double value;
};

struct method_call {
    const struct method *method;
    const char **values; /* one an option; NULL: not given */
    const char *only;    /* names of quantities, by commas; NULL: all */
    struct columns *columns;
    void **owned; /* arrays handed to the method */
    size_t n_owned, owned_capacity;
    struct quantity *quantities;
    size_t n_quantities, quantities_capacity;
};

static size_t option_index(const struct method *method, const char *name, size_t length)
{
    for (size_t i = 0; i < method->n_options; i++) {
        if (strlen(method->options[i].name) == length && strncmp(method->options[i].name, name, length) == 0)
            return i;
    }
    return method->n_options;
}

static void own(struct method_call *call, void *array)
{
    call->owned = memory_grow(call->owned, &call->owned_capacity, call->n_owned + 1, sizeof *call->owned);
    call->owned[call->n_owned++] = array;
}

/* The command line: options, conditions, one file. */

static bool take_option(struct method_call *call, const char *name, size_t length, const char *value,
                        const char **where, size_t *n_where, struct fault *f)
{
    size_t i = option_index(call->method, name, length);

    if (length == strlen("where") && strncmp(name, "where", length) == 0) {
        where[(*n_where)++] = value;
        return true;
    }
    if (length == strlen("only") && strncmp(name, "only", length) == 0) {
        call->only = value;
        return true;
    }
    if (i == call->method->n_options)
        return fault_set(f, FAULT_USAGE, "okänd flagga --%.*s: se stat %s --help", (int) length, name,
                         call->method->name);
    call->values[i] = value;
    return true;
}

static bool parse(struct method_call *call, int argc, char **argv, const char **path, const char **where,
                  size_t *n_where, struct fault *f)
{
    for (int i = 0; i < argc; i++) {
        const char *name = argv[i] + 2, *equals;
        size_t length;

        if (strncmp(argv[i], "--", 2) != 0) {
            if (*path != NULL)
                return fault_set(f, FAULT_USAGE, "bara en fil kan anges");
            *path = argv[i];
            continue;
        }
        equals = strchr(name, '=');
        length = equals != NULL ? (size_t) (equals - name) : strlen(name);
        if (equals == NULL && i + 1 == argc)
            return fault_set(f, FAULT_USAGE, "flaggan --%s saknar värde", name);
        if (!take_option(call, name, length, equals != NULL ? equals + 1 : argv[++i], where, n_where, f))
            return false;
    }
    for (size_t i = 0; i < call->method->n_options; i++) {
        if (call->values[i] == NULL && call->method->options[i].fallback == NULL)
            return fault_set(f, FAULT_USAGE, "flaggan --%s måste anges: se stat %s --help",
                             call->method->options[i].name, call->method->name);
    }
    return true;
}

bool method_call_new(const struct method *method, int argc, char **argv, struct method_call **out, struct fault *f)
{
    struct method_call *call = memory_zeroed(1, sizeof *call);
    const char **where = memory_zeroed((size_t) argc, sizeof *where);
    const char *path = NULL;
    size_t n_where = 0;
    bool good;

    call->method = method;
    call->values = memory_zeroed(method->n_options, sizeof *call->values);
    good = parse(call, argc, argv, &path, where, &n_where, f);
    if (good && path != NULL)
        good = columns_read(path, where, n_where, &call->columns, f);
    free(where);
    if (good)
        *out = call;
    else
        method_call_free(call);
    return good;
}

void method_call_free(struct method_call *call)
{
    if (call == NULL)
        return;
    for (size_t i = 0; i < call->n_owned; i++)
        free(call->owned[i]);
    for (size_t i = 0; i < call->n_quantities; i++)
        free(call->quantities[i].name);
    columns_free(call->columns);
    free(call->quantities);
    free(call->owned);
    free(call->values);
    free(call);
}

/* Is `name` one of the words of `list`? */
static bool is_listed(const char *list, const char *name)
{
    size_t length = strlen(name);

    for (const char *word = list; word != NULL; word = strchr(word, ',')) {
        word += *word == ',';
        if (strncmp(word, name, length) == 0 && (word[length] == ',' || word[length] == '\0'))
            return true;
    }
    return false;
}

static bool all_were_emitted(const struct method_call *call, struct fault *f)
{
    const char *word = call->only;

    while (word != NULL && *word != '\0') {
        size_t length = strcspn(word, ","), i = 0;

        while (i < call->n_quantities &&
               (strlen(call->quantities[i].name) != length || strncmp(call->quantities[i].name, word, length) != 0))
            i++;
        if (i == call->n_quantities)
            return fault_set(f, FAULT_USAGE, "--only: metoden skriver ingen storhet %.*s", (int) length, word);
        word += length + (word[length] == ',');
    }
    return true;
}

bool method_call_print(const struct method_call *call, FILE *to, struct fault *f)
{
    if (!all_were_emitted(call, f))
        return false;
    fputs("quantity,value\n", to);
    for (size_t i = 0; i < call->n_quantities; i++) {
        double value = call->quantities[i].value;

        if (call->only != NULL && !is_listed(call->only, call->quantities[i].name))
            continue;
        fprintf(to, "%s,", call->quantities[i].name);
        if (isnan(value))
            fputs("NaN\n", to);
        else if (isinf(value))
            fputs(value > 0 ? "Inf\n" : "-Inf\n", to);
        else
            fprintf(to, "%.17g\n", value);
    }
    return true;
}

/* Options. */

const char *method_text(const struct method_call *call, const char *option)
{
    size_t i = option_index(call->method, option, strlen(option));

    assert(i < call->method->n_options);
    return call->values[i] != NULL ? call->values[i] : call->method->options[i].fallback;
}

bool method_given(const struct method_call *call, const char *option)
{
    return method_text(call, option)[0] != '\0';
}

bool method_is(const struct method_call *call, const char *option, const char *word)
{
    return strcmp(method_text(call, option), word) == 0;
}

static bool parse_real(const char *text, double *out)
{
    char *end;

    *out = strtod(text, &end);
    return end != text && *end == '\0';
}

bool method_real(const struct method_call *call, const char *option, double least, double most, double *out,
                 struct fault *f)
{
    if (!parse_real(method_text(call, option), out))
        return fault_set(f, FAULT_USAGE, "--%s ska vara ett tal med decimalpunkt", option);
    if (!(*out >= least && *out <= most))
        return fault_set(f, FAULT_USAGE, "--%s ska ligga mellan %g och %g", option, least, most);
    return true;
}

bool method_integer(const struct method_call *call, const char *option, long least, long most, long *out,
                    struct fault *f)
{
    const char *text = method_text(call, option);
    char *end;

    errno = 0;
    *out = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0)
        return fault_set(f, FAULT_USAGE, "--%s ska vara ett heltal", option);
    if (*out < least || *out > most)
        return fault_set(f, FAULT_USAGE, "--%s ska ligga mellan %ld och %ld", option, least, most);
    return true;
}

void method_list(const struct method_call *call, const char *option, char ***out, size_t *n)
{
    const char *text = method_text(call, option);
    size_t length = strlen(text), most = 1;
    char *words, *word, *rest = NULL;

    for (const char *p = text; *p != '\0'; p++)
        most += *p == ',';
    *n = 0;
    *out = memory_zeroed(1, most * sizeof **out + length + 1); /* pointers, then the text they point into */
    words = (char *) (*out + most);
    memcpy(words, text, length + 1);
    for (word = strtok_r(words, ",", &rest); word != NULL; word = strtok_r(NULL, ",", &rest)) {
        char *end = word + strlen(word);

        while (*word == ' ')
            word++;
        while (end > word && end[-1] == ' ')
            *--end = '\0';
        (*out)[(*n)++] = word;
    }
}

bool method_reals(const struct method_call *call, const char *option, double **out, size_t *n, struct fault *f)
{
    char **words;
    bool good = true;

    method_list(call, option, &words, n);
    *out = memory_zeroed(*n, sizeof **out);
    for (size_t i = 0; good && i < *n; i++) {
        if (!parse_real(words[i], &(*out)[i]))
            good = fault_set(f, FAULT_USAGE, "--%s ska vara tal med decimalpunkt, skilda av kommatecken", option);
    }
    free(words);
    if (!good) {
        free(*out);
        *out = NULL;
    }
    return good;
}

/* Columns. */

size_t method_rows(const struct method_call *call)
{
    return call->columns != NULL ? columns_rows(call->columns) : 0;
}

static bool find_column(const struct method_call *call, const char *header, size_t *column, struct fault *f)
{
    if (call->columns == NULL)
        return fault_set(f, FAULT_USAGE, "en CSV-fil måste anges: se stat %s --help", call->method->name);
    return columns_find(call->columns, header, column, f);
}

static bool is_missing(const char *text)
{
    return text[0] == '\0' || strcmp(text, "NA") == 0 || strcmp(text, "NaN") == 0;
}

static bool read_column(struct method_call *call, const char *header, bool missing_is_fine, double **out,
                        struct fault *f)
{
    size_t n = method_rows(call), column;
    double *values;

    if (!find_column(call, header, &column, f))
        return false;
    values = memory_zeroed(n, sizeof *values);
    own(call, values);
    for (size_t i = 0; i < n; i++) {
        const char *text = columns_text(call->columns, i, column);

        if (is_missing(text) && missing_is_fine) {
            values[i] = NAN;
        } else if (is_missing(text)) {
            return fault_at(f, FAULT_DATA, columns_path(call->columns), columns_line(call->columns, i), header,
                            "värde saknas");
        } else if (!parse_real(text, &values[i])) {
            return fault_at(f, FAULT_DATA, columns_path(call->columns), columns_line(call->columns, i), header,
                            "ska vara ett tal med decimalpunkt");
        }
    }
    *out = values;
    return true;
}

bool method_column(struct method_call *call, const char *option, double **out, struct fault *f)
{
    return read_column(call, method_text(call, option), false, out, f);
}

bool method_column_missing(struct method_call *call, const char *option, double **out, struct fault *f)
{
    return read_column(call, method_text(call, option), true, out, f);
}

bool method_column_named(struct method_call *call, const char *header, double **out, struct fault *f)
{
    return read_column(call, header, false, out, f);
}

bool method_words(struct method_call *call, const char *option, const char *const **out, struct fault *f)
{
    return method_words_named(call, method_text(call, option), out, f);
}

bool method_words_named(struct method_call *call, const char *header, const char *const **out, struct fault *f)
{
    size_t n = method_rows(call), column;
    const char **words;

    if (!find_column(call, header, &column, f))
        return false;
    words = memory_zeroed(n, sizeof *words);
    own(call, words);
    for (size_t i = 0; i < n; i++)
        words[i] = columns_text(call->columns, i, column);
    *out = words;
    return true;
}

bool method_groups(struct method_call *call, const char *option, size_t **group, const char *const **labels,
                   size_t *n_groups, struct fault *f)
{
    const char *const *words;
    const char **names;
    size_t n = method_rows(call);

    if (!method_words(call, option, &words, f))
        return false;
    *group = memory_zeroed(n, sizeof **group);
    own(call, *group);
    names = memory_zeroed(n, sizeof *names);
    own(call, names);
    *n_groups = 0;
    for (size_t i = 0; i < n; i++) {
        size_t g = 0;

        while (g < *n_groups && strcmp(names[g], words[i]) != 0)
            g++;
        if (g == *n_groups)
            names[(*n_groups)++] = words[i];
        (*group)[i] = g;
    }
    *labels = names;
    return true;
}

/* Output. */

void method_emit(struct method_call *call, double value, const char *format, ...)
{
    char name[128];
    va_list words;

    va_start(words, format);
    vsnprintf(name, sizeof name, format, words);
    va_end(words);
    call->quantities = memory_grow(call->quantities, &call->quantities_capacity, call->n_quantities + 1,
                                   sizeof *call->quantities);
    call->quantities[call->n_quantities].name = memory_copy_text(name);
    call->quantities[call->n_quantities].value = value;
    call->n_quantities++;
}

void method_emit_row(struct method_call *call, double value, const char *name, size_t row)
{
    if (method_rows(call) > 1)
        method_emit(call, value, "%s_%zu", name, row + 1);
    else
        method_emit(call, value, "%s", name);
}

bool method_fault_row(const struct method_call *call, size_t row, struct fault *f, const char *format, ...)
{
    char text[512];
    va_list words;

    va_start(words, format);
    vsnprintf(text, sizeof text, format, words);
    va_end(words);
    return fault_at(f, FAULT_DATA, columns_path(call->columns), columns_line(call->columns, row), NULL, "%s", text);
}
