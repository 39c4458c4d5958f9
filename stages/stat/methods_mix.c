/* The mix of groups: standardised rates and the parts of a change. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/decomposition.h"
#include "pipeline/statistics/standardisation.h"
#include "stages/stat/areas.h"

#include <math.h>
#include <stdlib.h>

#define CONFIDENCE                                                                                                     \
    {                                                                                                                  \
        "conf", "TAL", "0.95", "konfidensgrad, mellan 0 och 1"                                                         \
    }

static void emit_limits(struct method_call *call, struct interval limits, const char *name)
{
    method_emit(call, limits.lower, "%s_lo", name);
    method_emit(call, limits.upper, "%s_hi", name);
}

static const struct method_option standardise_options[] = {
    { "events", "KOLUMN", "x", "händelser, en rad för varje grupp" },
    { "exposure", "KOLUMN", "n", "exponering" },
    { "weight", "KOLUMN", "w", "standardbefolkningen" },
    CONFIDENCE,
};

static bool run_standardise(struct method_call *call, struct fault *f)
{
    double *events, *exposure, *weights, confidence;
    struct standardised s;

    if (!method_column(call, "events", &events, f) || !method_column(call, "exposure", &exposure, f) ||
        !method_column(call, "weight", &weights, f) || !method_real(call, "conf", 0, 1, &confidence, f))
        return false;
    s = standardisation_direct(events, exposure, weights, method_rows(call), confidence);
    method_emit(call, s.crude, "crude");
    method_emit(call, s.rate, "dsr");
    method_emit(call, s.variance, "var_dsr");
    method_emit(call, s.events, "O");
    emit_limits(call, s.fay_feuer, "ff_gamma");
    method_emit(call, s.tiwari_upper, "tiwari_hi");
    emit_limits(call, s.dobson_byar, "dobson_byar");
    emit_limits(call, s.dobson_exact, "dobson_exact");
    emit_limits(call, s.log_normal, "lognorm");
    emit_limits(call, s.normal, "normal");
    return true;
}

static const struct method_option smr_options[] = {
    { "events", "KOLUMN", "x", "händelser, en rad för varje grupp" },
    { "exposure", "KOLUMN", "n", "exponering" },
    { "standard-events", "KOLUMN", "stdx", "händelser i standarden" },
    { "standard-exposure", "KOLUMN", "stdn", "exponering i standarden" },
    CONFIDENCE,
};

static bool run_smr(struct method_call *call, struct fault *f)
{
    double *events, *exposure, *standard_events, *standard_exposure, confidence, observed = 0, expected = 0;
    struct smr s;

    if (!method_column(call, "events", &events, f) || !method_column(call, "exposure", &exposure, f) ||
        !method_column(call, "standard-events", &standard_events, f) ||
        !method_column(call, "standard-exposure", &standard_exposure, f) ||
        !method_real(call, "conf", 0, 1, &confidence, f))
        return false;
    for (size_t i = 0; i < method_rows(call); i++) {
        observed += events[i];
        if (exposure[i] != 0)
            expected += exposure[i] * standard_events[i] / standard_exposure[i];
    }
    s = standardisation_smr(observed, expected, confidence);
    method_emit(call, s.events, "O");
    method_emit(call, s.expected, "E");
    method_emit(call, s.expected, "expected");
    method_emit(call, s.smr, "smr");
    method_emit(call, s.exact.lower, "smr_lo_exact");
    method_emit(call, s.exact.upper, "smr_hi_exact");
    method_emit(call, s.byar.lower, "smr_lo_byar");
    method_emit(call, s.byar.upper, "smr_hi_byar");
    method_emit(call, s.log_wald.lower, "smr_lo_logwald");
    method_emit(call, s.log_wald.upper, "smr_hi_logwald");
    method_emit(call, s.p, "p_central");
    return true;
}

/* Rows as a block of cells for each time: place[row] = time * n_cells + cell. Each pair may stand on one row only. */
struct layout {
    size_t *place, n_times, n_cells;
    const char *const *times, *const *cells;
};

static bool lay_out(struct method_call *call, struct layout *l, struct fault *f)
{
    size_t *time, *cell, n = method_rows(call);
    bool *taken, good = true;

    if (!method_groups(call, "time", &time, &l->times, &l->n_times, f) ||
        !method_groups(call, "cell", &cell, &l->cells, &l->n_cells, f))
        return false;
    if (l->n_times < 2)
        return fault_set(f, FAULT_DATA, "minst två tidpunkter behövs i kolumnen %s", method_text(call, "time"));
    taken = memory_zeroed(l->n_times * l->n_cells, sizeof *taken);
    for (size_t i = 0; good && i < n; i++) {
        time[i] = time[i] * l->n_cells + cell[i];
        if (taken[time[i]])
            good = method_fault_row(call, i, f, "samma tidpunkt och cell står på två rader");
        taken[time[i]] = true;
    }
    free(taken);
    l->place = time;
    return good;
}

static const struct method_option kitagawa_options[] = {
    { "events", "KOLUMN", "x", "händelser, en rad för varje cell och tidpunkt" },
    { "exposure", "KOLUMN", "n", "exponering" },
    { "time", "KOLUMN", "time", "tidpunkt; de två första i filen jämförs" },
    { "cell", "KOLUMN", "cell", "cell" },
};

static bool run_kitagawa(struct method_call *call, struct fault *f)
{
    double *events, *exposure, *x, *e, *mix, *rate;
    struct decomposition d;
    struct layout l;

    if (!method_column(call, "events", &events, f) || !method_column(call, "exposure", &exposure, f) ||
        !lay_out(call, &l, f))
        return false;
    x = memory_zeroed(l.n_times * l.n_cells, sizeof *x); /* a cell without a row has neither events nor exposure */
    e = memory_zeroed(l.n_times * l.n_cells, sizeof *e);
    mix = memory_zeroed(l.n_cells, sizeof *mix);
    rate = memory_zeroed(l.n_cells, sizeof *rate);
    for (size_t i = 0; i < method_rows(call); i++) {
        x[l.place[i]] = events[i];
        e[l.place[i]] = exposure[i];
    }
    d = decomposition_kitagawa(x, e, x + l.n_cells, e + l.n_cells, l.n_cells, mix, rate);
    method_emit(call, d.crude1, "crude1");
    method_emit(call, d.crude2, "crude2");
    method_emit(call, d.total, "total");
    method_emit(call, d.mix, "mix");
    method_emit(call, d.rate, "rate");
    method_emit(call, d.rate_se, "rate_se");
    method_emit(call, (double) d.n_borrowed, "n_borrowed");
    for (size_t i = 0; i < l.n_cells; i++) {
        method_emit(call, mix[i], "mix_%s", l.cells[i]);
        method_emit(call, rate[i], "rate_%s", l.cells[i]);
    }
    free(x);
    free(e);
    free(mix);
    free(rate);
    return true;
}

static const struct method_option das_gupta_options[] = {
    { "factors", "KOLUMN,...", NULL, "faktorer, högst 6; i varje cell multipliceras de, och cellerna summeras" },
    { "time", "KOLUMN", "time", "tidpunkt, i filens ordning; fler än två läggs ihop steg för steg" },
    { "cell", "KOLUMN", "cell", "cell" },
};

static bool read_factors(struct method_call *call, const struct layout *l, char *const *names, size_t n_factors,
                         double *values, struct fault *f)
{
    for (size_t k = 0; k < n_factors; k++) {
        double *column;

        if (!method_column_named(call, names[k], &column, f))
            return false;
        for (size_t i = 0; i < method_rows(call); i++) {
            size_t time = l->place[i] / l->n_cells, cell = l->place[i] % l->n_cells;

            values[(time * n_factors + k) * l->n_cells + cell] = column[i];
        }
    }
    return true;
}

static double value_at(const double *block, size_t n_factors, size_t n_cells)
{
    double sum = 0;

    for (size_t cell = 0; cell < n_cells; cell++) {
        double product = 1;

        for (size_t k = 0; k < n_factors; k++)
            product *= block[k * n_cells + cell];
        sum += product;
    }
    return sum;
}

static void emit_das_gupta(struct method_call *call, const struct layout *l, char *const *names, size_t n_factors,
                           const double *values)
{
    double effects[DECOMPOSITION_MOST_FACTORS], sum = 0;
    double total = decomposition_chain(values, l->n_times, n_factors, l->n_cells, effects);

    for (size_t k = 0; k < n_factors; k++) {
        method_emit(call, effects[k], "%s", names[k]);
        sum += effects[k];
    }
    method_emit(call, sum, "sum");
    method_emit(call, total, "total");
    for (size_t t = 0; t < l->n_times; t++)
        method_emit(call, value_at(values + t * n_factors * l->n_cells, n_factors, l->n_cells), "crude%s", l->times[t]);
}

static bool run_das_gupta(struct method_call *call, struct fault *f)
{
    char **names;
    double *values = NULL;
    size_t n_factors;
    struct layout l;
    bool good;

    method_list(call, "factors", &names, &n_factors);
    if (n_factors < 1 || n_factors > DECOMPOSITION_MOST_FACTORS)
        good = fault_set(f, FAULT_USAGE, "--factors ska vara 1 till %d kolumner", DECOMPOSITION_MOST_FACTORS);
    else
        good = lay_out(call, &l, f);
    if (good && method_rows(call) != l.n_times * l.n_cells)
        good = fault_set(f, FAULT_DATA, "varje cell behöver en rad för varje tidpunkt");
    if (good) {
        values = memory_zeroed(l.n_times * n_factors * l.n_cells, sizeof *values);
        good = read_factors(call, &l, names, n_factors, values, f);
    }
    if (good)
        emit_das_gupta(call, &l, names, n_factors, values);
    free(values);
    free(names);
    return good;
}

static const struct method methods[] = {
    { "standardise", "direkt standardiserat tal: Dobson, Fay-Feuer, Tiwari", standardise_options,
      METHOD_COUNT(standardise_options), run_standardise },
    { "smr", "indirekt standardiserat tal: händelser mot väntade", smr_options, METHOD_COUNT(smr_options), run_smr },
    { "kitagawa", "en förändring delad i sammansättning och avgångstal, cell för cell", kitagawa_options,
      METHOD_COUNT(kitagawa_options), run_kitagawa },
    { "das-gupta", "en förändring delad på upp till sex faktorer, även över flera år", das_gupta_options,
      METHOD_COUNT(das_gupta_options), run_das_gupta },
};

const struct method_area methods_mix = { "Sammansättning", methods, METHOD_COUNT(methods) };
