#include "stages/stat/model.h"

#include <stdlib.h>

bool model_read(struct method_call *call, struct model *m, struct fault *f)
{
    double *events, *exposure = NULL;

    *m = (struct model){ .prefix = "" };
    if (!method_column(call, "events", &events, f) ||
        (method_given(call, "exposure") && !method_column(call, "exposure", &exposure, f)) ||
        !terms_read(call, "terms", &m->terms, f))
        return false;
    m->x = terms_design(&m->terms, 0, &m->data.p);
    m->data.n = method_rows(call);
    m->data.x = m->x;
    m->data.events = events;
    m->data.exposure = exposure;
    return true;
}

void model_free(struct model *m)
{
    terms_free(&m->terms);
    free(m->x);
}

bool model_explain(const struct model *m, const struct poisson_fit *fit, struct fault *f)
{
    switch (fit->status) {
    case POISSON_DEPENDENT:
        if (fit->column < m->terms.n_columns)
            return fault_set(f, FAULT_DATA, "kolumnen %s följer av dem före den: ta bort den",
                             m->terms.columns[fit->column].name);
        return fault_set(f, FAULT_DATA, "modellen har fler kolumner än filen har rader");
    case POISSON_BAD_INPUT:
        return fault_set(f, FAULT_DATA,
                         "antal och persontid ska vara tal från 0 och uppåt, och händelser kräver persontid");
    default:
        return fault_set(f, FAULT_DATA, "modellen kunde inte anpassas");
    }
}

bool model_fit(const struct model *m, struct poisson_fit *fit, struct fault *f)
{
    if (poisson_model_fit(&m->data, fit))
        return true;
    poisson_model_free(fit);
    return model_explain(m, fit, f);
}
