#include "stages/stat/terms.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846

static double *add_column(struct terms *t, size_t term, const char *name)
{
    struct terms_column *c;

    t->columns = memory_grow(t->columns, &t->capacity, t->n_columns + 1, sizeof *t->columns);
    c = t->columns + t->n_columns++;
    snprintf(c->name, sizeof c->name, "%s", name);
    c->term = term;
    c->values = memory_zeroed(t->n_rows, sizeof *c->values);
    return c->values;
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

static void add_words(struct terms *t, size_t term, const char *header, const char *const *words)
{
    const char **sorted = memory_zeroed(t->n_rows, sizeof *sorted);
    char name[96];

    memcpy(sorted, words, t->n_rows * sizeof *sorted);
    qsort(sorted, t->n_rows, sizeof *sorted, compare_words);
    for (size_t i = 1; i < t->n_rows; i++) {
        double *values;

        if (strcmp(sorted[i], sorted[i - 1]) == 0)
            continue;
        snprintf(name, sizeof name, "%.47s%.47s", header, sorted[i]);
        values = add_column(t, term, name);
        for (size_t r = 0; r < t->n_rows; r++)
            values[r] = strcmp(words[r], sorted[i]) == 0;
    }
    free(sorted);
}

static void add_classes(struct terms *t, size_t term, const char *format, const char *header, const double *x)
{
    double *sorted = memory_zeroed(t->n_rows, sizeof *sorted);
    char name[96], prefix[64];

    snprintf(prefix, sizeof prefix, strcmp(format, "factor") == 0 ? "factor(%.40s)" : "%.40s", header);
    memcpy(sorted, x, t->n_rows * sizeof *sorted);
    qsort(sorted, t->n_rows, sizeof *sorted, compare_numbers);
    for (size_t i = 1; i < t->n_rows; i++) {
        double *values;

        if (sorted[i] == sorted[i - 1])
            continue;
        snprintf(name, sizeof name, "%s%g", prefix, sorted[i]);
        values = add_column(t, term, name);
        for (size_t r = 0; r < t->n_rows; r++)
            values[r] = x[r] == sorted[i];
    }
    free(sorted);
}

static void add_harmonics(struct terms *t, size_t term, const double *x, double k)
{
    char name[32];

    for (int j = 1; j <= (int) k; j++) {
        for (int cosine = 0; cosine < 2; cosine++) {
            double *values;

            snprintf(name, sizeof name, "%c%d", cosine ? 'c' : 's', j);
            values = add_column(t, term, name);
            for (size_t r = 0; r < t->n_rows; r++)
                values[r] = cosine ? cos(2 * PI * j * x[r] / 12) : sin(2 * PI * j * x[r] / 12);
        }
    }
}

static bool add_shape(struct terms *t, size_t term, const char *kind, const double *x, double at)
{
    static const struct {
        const char *kind, *name;
    } shapes[] = { { "since", "t" }, { "step", "S" }, { "pulse", "P" }, { "slope", "R" }, { "bend", "R0" } };
    size_t s = 0;
    double *values;

    while (s < METHOD_COUNT(shapes) && strcmp(shapes[s].kind, kind) != 0)
        s++;
    if (s == METHOD_COUNT(shapes))
        return false;
    values = add_column(t, term, shapes[s].name);
    for (size_t r = 0; r < t->n_rows; r++) {
        double by_kind[] = { x[r] - at, x[r] >= at, x[r] == at, fmax(0, x[r] - at + 1), fmax(0, x[r] - at) };

        values[r] = by_kind[s];
    }
    return true;
}

static bool is_number(const char *text, double *out)
{
    char *end;

    *out = strtod(text, &end);
    return end != text && *end == '\0';
}

/* kind:column or kind:column:number; a column by itself; or words, where the column holds some. */
static bool add_simple(struct method_call *call, struct terms *t, size_t term, char *text, struct fault *f)
{
    char *kind = text, *header = strchr(text, ':'), *operand = NULL;
    double *x, number = 0;
    const char *const *words;

    if (header == NULL) {
        double unused;

        if (!method_words_named(call, text, &words, f))
            return false;
        for (size_t r = 0; r < t->n_rows; r++) {
            if (!is_number(words[r], &unused)) {
                add_words(t, term, text, words);
                return true;
            }
        }
        return method_column_named(call, text, &x, f) &&
               memcpy(add_column(t, term, text), x, t->n_rows * sizeof *x) != NULL;
    }
    *header++ = '\0';
    operand = strchr(header, ':');
    if (operand != NULL)
        *operand++ = '\0';
    if (operand != NULL && !is_number(operand, &number))
        return fault_set(f, FAULT_USAGE, "termen %s:%s ska sluta med ett tal", kind, header);
    if (!method_column_named(call, header, &x, f))
        return false;
    if (operand == NULL && (strcmp(kind, "class") == 0 || strcmp(kind, "factor") == 0))
        add_classes(t, term, kind, header, x);
    else if (operand != NULL && strcmp(kind, "harmonics") == 0)
        add_harmonics(t, term, x, number);
    else if (operand == NULL || !add_shape(t, term, kind, x, number))
        return fault_set(f, FAULT_USAGE, "okänd term %s: se docs/stat.md", kind);
    return true;
}

/* Columns first..middle and middle..n_columns become their products. */
static void multiply(struct terms *t, size_t term, size_t first, size_t middle)
{
    size_t last = t->n_columns;
    char name[96];

    for (size_t a = first; a < middle; a++) {
        for (size_t b = middle; b < last; b++) {
            double *values;

            snprintf(name, sizeof name, "%.47s:%.47s", t->columns[a].name, t->columns[b].name);
            values = add_column(t, term, name);
            for (size_t r = 0; r < t->n_rows; r++)
                values[r] = t->columns[a].values[r] * t->columns[b].values[r];
        }
    }
    for (size_t c = first; c < last; c++)
        free(t->columns[c].values);
    memmove(t->columns + first, t->columns + last, (t->n_columns - last) * sizeof *t->columns);
    t->n_columns -= last - first;
}

static bool add_term(struct method_call *call, struct terms *t, size_t term, char *text, struct fault *f)
{
    char *times = strchr(text, '*');
    size_t first = t->n_columns, middle;

    if (times == NULL)
        return add_simple(call, t, term, text, f);
    *times = '\0';
    if (!add_simple(call, t, term, text, f))
        return false;
    middle = t->n_columns;
    if (!add_simple(call, t, term, times + 1, f))
        return false;
    multiply(t, term, first, middle);
    return true;
}

bool terms_read(struct method_call *call, const char *option, struct terms *out, struct fault *f)
{
    char **words;
    size_t n, first;
    double *one;
    bool good = true;

    *out = (struct terms){ .n_rows = method_rows(call) };
    one = add_column(out, 0, "(Intercept)");
    for (size_t r = 0; r < out->n_rows; r++)
        one[r] = 1;
    method_list(call, option, &words, &n);
    out->labels = memory_zeroed(n + 1, sizeof *out->labels);
    for (size_t i = 0; good && i < n; i++) {
        char *equals = strchr(words[i], '='), *text = equals != NULL ? equals + 1 : words[i];
        const char *colon = strchr(words[i], ':');

        out->n_terms = i + 1;
        if (equals != NULL)
            out->labels[i + 1] = memory_copy_bytes(words[i], (size_t) (equals - words[i]));
        else
            out->labels[i + 1] = memory_copy_text(colon != NULL ? colon + 1 : words[i]);
        first = out->n_columns;
        good = add_term(call, out, i + 1, text, f);
        if (good && equals != NULL && out->n_columns == first + 1)
            snprintf(out->columns[first].name, sizeof out->columns[first].name, "%s", out->labels[i + 1]);
    }
    free(words);
    if (!good)
        terms_free(out);
    return good;
}

void terms_free(struct terms *t)
{
    for (size_t c = 0; c < t->n_columns; c++)
        free(t->columns[c].values);
    for (size_t i = 0; i <= t->n_terms; i++)
        free(t->labels[i]);
    free(t->columns);
    free(t->labels);
    *t = (struct terms){ 0 };
}

double *terms_design(const struct terms *t, size_t without, size_t *p)
{
    double *x = memory_zeroed(t->n_rows * t->n_columns, sizeof *x);
    size_t k = 0;

    *p = 0;
    for (size_t c = 0; c < t->n_columns; c++)
        *p += without == 0 || t->columns[c].term != without;
    for (size_t c = 0; c < t->n_columns; c++) {
        if (without != 0 && t->columns[c].term == without)
            continue;
        for (size_t r = 0; r < t->n_rows; r++)
            x[r * *p + k] = t->columns[c].values[r];
        k++;
    }
    return x;
}
