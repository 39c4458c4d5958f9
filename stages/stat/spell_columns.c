#include "stages/stat/spell_columns.h"

#include "pipeline/base/memory.h"

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
