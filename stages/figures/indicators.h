/* indicators.h - what the figures of the follow-up beside turnover share. */
#ifndef STAGE_FIGURES_INDICATORS_H
#define STAGE_FIGURES_INDICATORS_H

#include "stages/figures/figure.h"

/* "Källa: ..." of a row, with the mark of synthetic data. The caller's. */
char *indicators_source(const struct inputs *in, size_t row);

/* The last period of the key, or NULL. */
const char *indicators_last(const struct inputs *in, struct followup_key key);

/* Up to four series over the years, drawn by series.gp. */
enum { SERIES_MOST = 4 };
struct series {
    const char *name;
    struct followup_key key; /* period NULL: all of them */
    int decimals;
};
/* Writes the series and the published figures of the indicator `published` (NULL: none), and draws. `name` is the
 * figure's; title, subtitle, alt and notes stand already. */
bool indicators_draw_series(struct figure *fig, const struct inputs *in, const struct series *series, size_t n,
                            const char *published, struct fault *f);

#endif
