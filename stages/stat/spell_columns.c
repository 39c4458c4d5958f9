#include "stages/stat/spell_columns.h"

#include "pipeline/base/memory.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool read_event(const struct method_call *call, size_t row, const char *word, char *const *values,
                       size_t n_values, uint8_t *cause, struct fault *f)
{
    if (word[0] == '\0' || strcmp(word, "NA") == 0)
        return method_fault_row(call, row, f, "det saknas om personen har slutat");
    for (size_t v = 0; v < n_values; v++)
        if (strcmp(word, values[v]) == 0)
            *cause = 1;
    if (n_values > 0)
        return true;
    *cause = strcmp(word, "1") == 0;
    if (*cause == 0 && strcmp(word, "0") != 0)
        return method_fault_row(call, row, f,
                                "andra värden än 0 och 1: ange med --event-value vilka som betyder slutat");
    return true;
}

bool spell_columns_events(struct method_call *call, uint8_t **cause, struct fault *f)
{
    const char *const *words;
    char **values;
    size_t n_values;
    bool good = true;

    if (!method_words(call, "event", &words, f))
        return false;
    method_list(call, "event-value", &values, &n_values);
    *cause = memory_zeroed(method_rows(call), sizeof **cause);
    for (size_t i = 0; good && i < method_rows(call); i++)
        good = read_event(call, i, words[i], values, n_values, &(*cause)[i], f);
    free(values);
    return good;
}

bool spell_columns_times(struct method_call *call, struct risk_spells *spells, struct fault *f)
{
    double *entry = NULL, *leaving;

    if (!method_column(call, "time", &leaving, f) ||
        (method_given(call, "entry") && !method_column(call, "entry", &entry, f)))
        return false;
    for (size_t i = 0; i < method_rows(call); i++) {
        uint8_t cause = 0;
        struct risk_spells one = { 1, entry != NULL ? &entry[i] : NULL, &leaving[i], &cause, NULL };

        if (!risk_spells_are_sound(&one))
            return method_fault_row(call, i, f, "tiden ska vara ett ändligt tal, större än inträdet");
    }
    if (method_rows(call) == 0)
        return fault_set(f, FAULT_DATA, "filen har inga rader som uppfyller villkoren");
    spells->n = method_rows(call);
    spells->entry = entry;
    spells->exit = leaving;
    return true;
}

bool spell_columns_groups(struct method_call *call, const char *option, uint32_t **group, const char *const **labels,
                          size_t *n_groups, struct fault *f)
{
    size_t *wide, n = method_rows(call);

    if (!method_groups(call, option, &wide, labels, n_groups, f))
        return false;
    *group = memory_zeroed(n, sizeof **group);
    for (size_t i = 0; i < n; i++)
        (*group)[i] = (uint32_t) wide[i];
    return true;
}

static void append_name(char *name, size_t size, const char *text)
{
    size_t length = strlen(name);

    for (const char *p = text; *p != '\0' && length + 1 < size; p++)
        if (isalnum((unsigned char) *p) || (unsigned char) *p >= 0x80)
            name[length++] = *p;
    name[length] = '\0';
}

static void add_row(struct spell_strata *s, size_t row, const char *value, const char *name)
{
    size_t g = 0;

    while (g < s->n && (strcmp(s->names[g], name) != 0 || strcmp(s->values[g], value) != 0))
        g++;
    if (g == s->n) {
        s->values[g] = memory_copy_text(value);
        s->names[g] = memory_copy_text(name);
        s->n++;
    }
    s->of_row[row] = (uint32_t) g;
}

bool spell_strata_read(struct method_call *call, const char *option, struct spell_strata *out, struct fault *f)
{
    size_t n_columns, n = method_rows(call);
    const char *const **columns;
    char **headers;
    bool good = true;

    method_list(call, option, &headers, &n_columns);
    columns = memory_zeroed(n_columns, sizeof *columns);
    for (size_t c = 0; good && c < n_columns; c++)
        good = method_words_named(call, headers[c], &columns[c], f);
    if (good) {
        *out = (struct spell_strata){ memory_zeroed(n, sizeof *out->of_row), memory_zeroed(n, sizeof *out->values),
                                      memory_zeroed(n, sizeof *out->names), 0 };
        for (size_t i = 0; i < n; i++) {
            char name[96] = "";

            for (size_t c = 0; c < n_columns; c++) {
                append_name(name, sizeof name, headers[c]);
                append_name(name, sizeof name, columns[c][i]);
            }
            add_row(out, i, n_columns == 1 ? columns[0][i] : name, name);
        }
    }
    free(columns);
    free(headers);
    return good;
}

void spell_strata_free(struct spell_strata *s)
{
    for (size_t g = 0; g < s->n; g++) {
        free(s->values[g]);
        free(s->names[g]);
    }
    free(s->values);
    free(s->names);
    free(s->of_row);
    *s = (struct spell_strata){ 0 };
}

bool spell_columns_limits(const struct method_call *call, enum survival_limits *kind, double *level, struct fault *f)
{
    if (!method_real(call, "level", 0, 1, level, f))
        return false;
    if (!(*level > 0 && *level < 1))
        return fault_set(f, FAULT_USAGE, "--level ska ligga mellan 0 och 1");
    if (method_is(call, "limits", "log-log"))
        *kind = SURVIVAL_LOG_LOG;
    else if (method_is(call, "limits", "log"))
        *kind = SURVIVAL_LOG;
    else if (method_is(call, "limits", "plain"))
        *kind = SURVIVAL_PLAIN;
    else
        return fault_set(f, FAULT_USAGE, "--limits ska vara log-log, log eller plain");
    return true;
}
