/* model.h - a regression of counts with person-time, from the columns and terms that a method's options name. */
#ifndef STAT_MODEL_H
#define STAT_MODEL_H

#include "pipeline/statistics/poisson_model.h"
#include "stages/stat/terms.h"

/* Options that model_read reads. */
#define MODEL_OPTIONS                                                                                                  \
    { "events", "KOLUMN", "events", "antal händelser" }, { "exposure", "KOLUMN", "", "persontid; annars 1" },          \
    {                                                                                                                  \
        "terms", "TERMER", "", "termer skilda av kommatecken, se docs/stat.md; intercept ingår"                       \
    }

struct model {
    struct terms terms;
    struct poisson_data data;
    double *x;
    const char *prefix;
};

/* From --events, --exposure and --terms. *m is the caller's, to model_free(); the columns belong to the call. */
bool model_read(struct method_call *call, struct model *m, struct fault *f);
void model_free(struct model *m);

/* Fits, or says why there is no fit (FAULT_DATA): then there is nothing to free. */
bool model_fit(const struct model *m, struct poisson_fit *fit, struct fault *f);
bool model_explain(const struct model *m, const struct poisson_fit *fit, struct fault *f);

#endif
