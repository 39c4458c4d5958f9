/* spell_columns.h - spells of observation from the columns that a method's options name: shared by the methods on
 * spells. */
#ifndef STAT_SPELL_COLUMNS_H
#define STAT_SPELL_COLUMNS_H

#include "pipeline/statistics/survival.h"
#include "stages/stat/method.h"

/* Options that these functions read; a method lists those it needs. */
#define OPTION_TIME                                                                                                    \
    {                                                                                                                  \
        "time", "KOLUMN", "time", "tid till avgång eller till sista uppföljning"                                     \
    }
#define OPTION_ENTRY                                                                                                   \
    {                                                                                                                  \
        "entry", "KOLUMN", "", "tid då uppföljningen börjar (fördröjt inträde)"                                  \
    }
#define OPTION_EVENT                                                                                                   \
    {                                                                                                                  \
        "event", "KOLUMN", "event", "om personen har slutat"                                                           \
    }
#define OPTION_EVENT_VALUE                                                                                             \
    {                                                                                                                  \
        "event-value", "ORD,...", "", "värden i --event som betyder att personen har slutat; annars 1, och 0 = kvar"  \
    }
#define OPTION_LEVEL                                                                                                   \
    {                                                                                                                  \
        "level", "TAL", "0.95", "konfidensgrad"                                                                        \
    }
#define OPTION_LIMITS                                                                                                  \
    {                                                                                                                  \
        "limits", "ORD", "log-log", "intervallets skala: log-log, log (R:s förval) eller plain"                       \
    }

/* Each array is the caller's, to free(); *spells borrows from them and from the call. Without --event-value a column of
 * other words than 0 and 1 is refused: R reads 1 and 2 as kept and left, and nobody should find out afterwards. */
bool spell_columns_events(struct method_call *call, uint8_t **cause, struct fault *f);
/* From --time and --entry; spells->cause must be set already. Fails with the row where a spell has no length. */
bool spell_columns_times(struct method_call *call, struct risk_spells *spells, struct fault *f);
bool spell_columns_groups(struct method_call *call, const char *option, uint32_t **group, const char *const **labels,
                          size_t *n_groups, struct fault *f);

/* Groups by the values of one column or several: of_row[row] is 0..n-1 in order of first appearance. values[] is the
 * column's own value where there is one column, else as names[]: headers and values strung together without what is
 * no letter or digit, `sex1phecog0` for sex = 1 and ph.ecog = 0. The caller's, to spell_strata_free(). */
struct spell_strata {
    uint32_t *of_row;
    char **values, **names;
    size_t n;
};
bool spell_strata_read(struct method_call *call, const char *option, struct spell_strata *out, struct fault *f);
void spell_strata_free(struct spell_strata *s);

bool spell_columns_limits(const struct method_call *call, enum survival_limits *kind, double *level, struct fault *f);

#endif
