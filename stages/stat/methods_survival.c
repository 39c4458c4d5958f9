/* How long people stay, and of what they leave: survival, competing causes, log-rank, retention by cohort. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/competing.h"
#include "pipeline/statistics/logrank.h"
#include "pipeline/statistics/retention.h"
#include "stages/stat/areas.h"
#include "stages/stat/spell_columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct method_option survival_options[] = {
    OPTION_TIME,
    OPTION_ENTRY,
    OPTION_EVENT,
    OPTION_EVENT_VALUE,
    OPTION_LEVEL,
    OPTION_LIMITS,
    { "at", "TAL,...", "", "tider då överlevnaden ska sägas" },
    { "quantiles", "TAL,...", "0.25,0.5,0.75", "andelar som har slutat, för kvantilerna" },
    { "rule", "ORD", "midpoint", "kvantil där kurvan ligger still på andelen: midpoint eller first" },
    { "tau", "TAL,...", "", "tider för begränsad medelvärdestid" },
    { "group", "KOLUMN,...", "", "en kurva för varje värde, eller par av värden; namnen inleds med det" },
};

struct survival_wanted {
    double *at, *shares, *taus, level;
    size_t n_at, n_shares, n_taus;
    enum survival_limits kind;
    enum survival_quantile_rule rule;
};

static void emit_at(struct method_call *call, const char *prefix, const struct survival_curve *curve, double time,
                    double level)
{
    static const struct {
        enum survival_limits kind;
        const char *name;
    } limits[] = { { SURVIVAL_LOG_LOG, "loglog" }, { SURVIVAL_LOG, "log" }, { SURVIVAL_PLAIN, "plain" } };
    struct survival_point p = { time, NAN, NAN, NAN, NAN, NAN, NAN, 0, 0, 0 };

    survival_at(curve, time, level, SURVIVAL_LOG_LOG, &p);
    method_emit(call, p.survival, "%sS_%g", prefix, time);
    method_emit(call, p.standard_error, "%sse_%g", prefix, time);
    method_emit(call, (double) survival_at_risk(curve, time), "%snrisk_%g", prefix, time);
    for (size_t i = 0; i < METHOD_COUNT(limits); i++) {
        survival_at(curve, time, level, limits[i].kind, &p);
        method_emit(call, p.low, "%s%s_lo_%g", prefix, limits[i].name, time);
        method_emit(call, p.high, "%s%s_hi_%g", prefix, limits[i].name, time);
    }
    method_emit(call, p.hazard, "%sNA_H_%g", prefix, time);
    method_emit(call, p.hazard_standard_error, "%sNA_se_%g", prefix, time);
}

static void emit_curve(struct method_call *call, const char *prefix, const struct survival_curve *curve,
                       const struct survival_wanted *wanted)
{
    for (size_t i = 0; i < wanted->n_at; i++)
        emit_at(call, prefix, curve, wanted->at[i], wanted->level);
    for (size_t i = 0; i < wanted->n_shares; i++) {
        struct survival_quantile q = { NAN, NAN, NAN };

        survival_quantile(curve, wanted->shares[i], wanted->level, wanted->kind, wanted->rule, &q);
        method_emit(call, q.time, "%sq%g", prefix, 100.0 * wanted->shares[i]);
        method_emit(call, q.low, "%sq%g_lo", prefix, 100.0 * wanted->shares[i]);
        method_emit(call, q.high, "%sq%g_hi", prefix, 100.0 * wanted->shares[i]);
    }
    for (size_t i = 0; i < wanted->n_taus; i++) {
        double mean = NAN, standard_error = NAN;

        survival_restricted_mean(curve, wanted->taus[i], &mean, &standard_error);
        method_emit(call, mean, "%srmst_%g", prefix, wanted->taus[i]);
        method_emit(call, standard_error, "%srmst_%g_se", prefix, wanted->taus[i]);
    }
    method_emit(call, (double) curve->n, "%sn", prefix);
    method_emit(call, (double) curve->n_events, "%sevents", prefix);
    method_emit(call, curve->person_time, "%sperson_time", prefix);
    method_emit(call, curve->person_time > 0 ? (double) curve->n_events / curve->person_time : NAN, "%srate", prefix);
}

/* The median once more, named as R names strata: median_sex1phecog0. */
static void emit_median(struct method_call *call, const struct survival_curve *curve, const char *stratum,
                        const struct survival_wanted *wanted)
{
    struct survival_quantile q = { NAN, NAN, NAN };

    survival_quantile(curve, 0.5, wanted->level, wanted->kind, wanted->rule, &q);
    method_emit(call, q.time, "median_%s", stratum);
    method_emit(call, q.low, "lo_%s", stratum);
    method_emit(call, q.high, "hi_%s", stratum);
}

static void emit_curve_of(struct method_call *call, const struct risk_spells *spells, const uint32_t *group, uint32_t g,
                          const char *label, const char *stratum, const struct survival_wanted *wanted)
{
    double *entry = memory_zeroed(spells->n, sizeof *entry), *leaving = memory_zeroed(spells->n, sizeof *leaving);
    uint8_t *cause = memory_zeroed(spells->n, sizeof *cause);
    struct risk_spells own = { 0, spells->entry != NULL ? entry : NULL, leaving, cause, NULL };
    struct survival_curve curve;
    char prefix[64];

    for (size_t i = 0; i < spells->n; i++) {
        if (group[i] != g)
            continue;
        if (spells->entry != NULL)
            entry[own.n] = spells->entry[i];
        leaving[own.n] = spells->exit[i];
        cause[own.n++] = spells->cause[i];
    }
    snprintf(prefix, sizeof prefix, "%s_", label);
    if (survival_fit(&own, &curve)) {
        emit_curve(call, prefix, &curve, wanted);
        emit_median(call, &curve, stratum, wanted);
        survival_free(&curve);
    }
    free(entry);
    free(leaving);
    free(cause);
}

static bool emit_survival(struct method_call *call, const struct risk_spells *spells,
                          const struct survival_wanted *wanted, struct fault *f)
{
    struct survival_curve curve;
    struct spell_strata strata;

    if (!method_given(call, "group")) {
        if (!survival_fit(spells, &curve))
            return fault_set(f, FAULT_DATA, "kurvan kan inte beräknas");
        emit_curve(call, "", &curve, wanted);
        survival_free(&curve);
        return true;
    }
    if (!spell_strata_read(call, "group", &strata, f))
        return false;
    for (size_t g = 0; g < strata.n; g++)
        emit_curve_of(call, spells, strata.of_row, (uint32_t) g, strata.values[g], strata.names[g], wanted);
    spell_strata_free(&strata);
    return true;
}

static bool run_survival(struct method_call *call, struct fault *f)
{
    struct survival_wanted wanted = { 0 };
    struct risk_spells spells = { 0 };
    uint8_t *cause = NULL;
    bool good = spell_columns_limits(call, &wanted.kind, &wanted.level, f) &&
                method_reals(call, "at", &wanted.at, &wanted.n_at, f) &&
                method_reals(call, "quantiles", &wanted.shares, &wanted.n_shares, f) &&
                method_reals(call, "tau", &wanted.taus, &wanted.n_taus, f) && spell_columns_events(call, &cause, f) &&
                spell_columns_times(call, &spells, f);

    wanted.rule = method_is(call, "rule", "first") ? SURVIVAL_QUANTILE_FIRST : SURVIVAL_QUANTILE_MIDPOINT;
    if (good && wanted.rule == SURVIVAL_QUANTILE_MIDPOINT && !method_is(call, "rule", "midpoint"))
        good = fault_set(f, FAULT_USAGE, "--rule ska vara midpoint eller first");
    for (size_t i = 0; good && i < wanted.n_shares; i++)
        if (!(wanted.shares[i] > 0 && wanted.shares[i] < 1))
            good = fault_set(f, FAULT_USAGE, "--quantiles ska vara andelar mellan 0 och 1");
    spells.cause = cause;
    good = good && emit_survival(call, &spells, &wanted, f);
    free(wanted.at);
    free(wanted.shares);
    free(wanted.taus);
    free(cause);
    return good;
}

static const struct method_option competing_options[] = {
    OPTION_TIME,
    OPTION_ENTRY,
    { "cause", "KOLUMN", "cause", "orsak till avgången" },
    { "censored", "ORD", "0", "värde i --cause som betyder att personen är kvar" },
    OPTION_LEVEL,
    OPTION_LIMITS,
    { "at", "TAL,...", NULL, "tider då andelen som har slutat ska sägas" },
};

/* Causes as 1, 2, ... in order of first appearance; names[cause - 1]. Both arrays are the caller's. */
static bool read_causes(struct method_call *call, uint8_t **cause, const char ***names, size_t *n_causes,
                        struct fault *f)
{
    const char *const *labels;
    uint32_t *group;
    size_t n_labels, n = method_rows(call);
    uint8_t *number;

    if (!spell_columns_groups(call, "cause", &group, &labels, &n_labels, f))
        return false;
    if (n_labels > UINT8_MAX) {
        free(group);
        return fault_set(f, FAULT_DATA, "högst %d olika orsaker", UINT8_MAX - 1);
    }
    number = memory_zeroed(n_labels, sizeof *number);
    *names = memory_zeroed(n_labels, sizeof **names);
    *n_causes = 0;
    for (size_t l = 0; l < n_labels; l++) {
        if (method_is(call, "censored", labels[l]))
            continue;
        (*names)[(*n_causes)++] = labels[l];
        number[l] = (uint8_t) *n_causes;
    }
    *cause = memory_zeroed(n, sizeof **cause);
    for (size_t i = 0; i < n; i++)
        (*cause)[i] = number[group[i]];
    free(number);
    free(group);
    return true;
}

static void emit_causes(struct method_call *call, const struct competing_curve *curve, const char **names,
                        const double *at, size_t n_at, double level, enum survival_limits kind)
{
    for (size_t t = 0; t < n_at; t++) {
        for (size_t k = 1; names != NULL && k <= curve->n_causes; k++) {
            struct competing_point p = { NAN, NAN, NAN, NAN, 0 };

            competing_at(curve, k, at[t], level, kind, &p);
            method_emit(call, p.share, "F_%s_%g", names[k - 1], at[t]);
            method_emit(call, p.standard_error, "se_%s_%g", names[k - 1], at[t]);
            method_emit(call, p.low, "lo_%s_%g", names[k - 1], at[t]);
            method_emit(call, p.high, "hi_%s_%g", names[k - 1], at[t]);
        }
    }
}

static bool run_competing(struct method_call *call, struct fault *f)
{
    struct risk_spells spells = { 0 };
    struct competing_curve curve;
    enum survival_limits kind;
    uint8_t *cause = NULL;
    const char **names = NULL;
    double level, *at = NULL;
    size_t n_causes = 0, n_at = 0;
    bool good = spell_columns_limits(call, &kind, &level, f) && method_reals(call, "at", &at, &n_at, f) &&
                read_causes(call, &cause, &names, &n_causes, f) && spell_columns_times(call, &spells, f);

    spells.cause = cause;
    if (good && !competing_fit(&spells, n_causes, &curve))
        good = fault_set(f, FAULT_DATA, "ingen har slutat: andelar per orsak kan inte beräknas");
    else if (good) {
        emit_causes(call, &curve, names, at, n_at, level, kind);
        competing_free(&curve);
    }
    free(cause);
    free(names);
    free(at);
    return good;
}

static const struct method_option logrank_options[] = {
    OPTION_TIME,
    OPTION_ENTRY,
    OPTION_EVENT,
    OPTION_EVENT_VALUE,
    { "group", "KOLUMN", NULL, "grupperna som jämförs" },
    { "strata", "KOLUMN", "", "jämför bara inom vart och ett av dess värden" },
};

static void emit_logrank(struct method_call *call, const char *name, const struct logrank *test)
{
    method_emit(call, test->chi_squared, "%s_chisq", name);
    method_emit(call, (double) test->degrees, "%s_df", name);
    method_emit(call, test->p_value, "%s_p", name);
}

static bool all_numbers(const char *const *labels, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *end;

        (void) strtod(labels[i], &end);
        if (end == labels[i] || *end != '\0')
            return false;
    }
    return true;
}

/* The label's number among all, from 1, in the order that R gives a factor's levels. */
static size_t level_of(const char *const *labels, size_t n, size_t g)
{
    bool numbers = all_numbers(labels, n);
    size_t level = 1;

    for (size_t i = 0; i < n; i++)
        level += numbers ? strtod(labels[i], NULL) < strtod(labels[g], NULL) : strcmp(labels[i], labels[g]) < 0;
    return level;
}

static void emit_group(struct method_call *call, const struct logrank *test, size_t g, const char *name)
{
    method_emit(call, (double) test->n[g], "n_%s", name);
    method_emit(call, test->observed[g], "O_%s", name);
    method_emit(call, test->expected[g], "E_%s", name);
}

static bool emit_logranks(struct method_call *call, const struct risk_spells *spells, const uint32_t *group,
                          const char *const *labels, size_t n_groups, const uint32_t *stratum, struct fault *f)
{
    struct logrank test;

    if (!logrank_test(spells, group, n_groups, stratum, LOGRANK_EQUAL, &test))
        return fault_set(f, FAULT_DATA, "testet kräver 2 till %d grupper", LOGRANK_MOST_GROUPS);
    emit_logrank(call, "logrank", &test);
    for (size_t g = 0; g < n_groups; g++) {
        char level[24];

        if (!all_numbers(labels, n_groups)) /* a number would look like another group's level */
            emit_group(call, &test, g, labels[g]);
        snprintf(level, sizeof level, "%zu", level_of(labels, n_groups, g));
        emit_group(call, &test, g, level);
    }
    logrank_free(&test);
    if (logrank_test(spells, group, n_groups, stratum, LOGRANK_PETO, &test)) {
        emit_logrank(call, "peto", &test);
        logrank_free(&test);
    }
    return true;
}

static bool run_logrank(struct method_call *call, struct fault *f)
{
    struct risk_spells spells = { 0 };
    uint8_t *cause = NULL;
    uint32_t *group = NULL, *stratum = NULL;
    const char *const *labels, *const *strata;
    size_t n_groups, n_strata;
    bool good = spell_columns_events(call, &cause, f) && spell_columns_times(call, &spells, f) &&
                spell_columns_groups(call, "group", &group, &labels, &n_groups, f) &&
                (!method_given(call, "strata") ||
                 spell_columns_groups(call, "strata", &stratum, &strata, &n_strata, f));

    spells.cause = cause;
    good = good && emit_logranks(call, &spells, group, labels, n_groups, stratum, f);
    free(cause);
    free(group);
    free(stratum);
    return good;
}

static const struct method_option retention_options[] = {
    OPTION_TIME,
    OPTION_ENTRY,
    OPTION_EVENT,
    OPTION_EVENT_VALUE,
    { "cohort", "KOLUMN", NULL, "kohort, till exempel anställningsår" },
    { "horizons", "TAL,...", "1,2,3", "tider inom vilka andelen som har slutat ska sägas" },
    OPTION_LEVEL,
    OPTION_LIMITS,
};

static void emit_retention(struct method_call *call, const char *label, const struct retention_cohort *cohort,
                           const struct retention_cell *cells, const double *horizons, size_t n_horizons)
{
    method_emit(call, (double) cohort->n, "%s_n", label);
    method_emit(call, cohort->median.time, "%s_median", label);
    method_emit(call, cohort->median.low, "%s_median_lo", label);
    method_emit(call, cohort->median.high, "%s_median_hi", label);
    for (size_t h = 0; h < n_horizons; h++) {
        method_emit(call, cells[h].probability, "%s_left_%g", label, horizons[h]);
        method_emit(call, cells[h].low, "%s_left_%g_lo", label, horizons[h]);
        method_emit(call, cells[h].high, "%s_left_%g_hi", label, horizons[h]);
        method_emit(call, (double) cells[h].n_at_risk, "%s_nrisk_%g", label, horizons[h]);
    }
}

static bool run_retention(struct method_call *call, struct fault *f)
{
    struct risk_spells spells = { 0 };
    enum survival_limits kind;
    uint8_t *cause = NULL;
    uint32_t *cohort = NULL;
    const char *const *labels;
    double level, *horizons = NULL;
    size_t n_cohorts, n_horizons;
    bool good = spell_columns_limits(call, &kind, &level, f) &&
                method_reals(call, "horizons", &horizons, &n_horizons, f) && spell_columns_events(call, &cause, f) &&
                spell_columns_times(call, &spells, f) &&
                spell_columns_groups(call, "cohort", &cohort, &labels, &n_cohorts, f);

    spells.cause = cause;
    if (good) {
        struct retention_cell *cells = memory_zeroed(n_cohorts * n_horizons, sizeof *cells);
        struct retention_cohort *cohorts = memory_zeroed(n_cohorts, sizeof *cohorts);

        if (!retention_by_cohort(&spells, cohort, n_cohorts, horizons, n_horizons, level, kind, cells, cohorts))
            good = fault_set(f, FAULT_USAGE, "--horizons ska vara tal över 0");
        for (size_t c = 0; good && c < n_cohorts; c++)
            emit_retention(call, labels[c], &cohorts[c], cells + c * n_horizons, horizons, n_horizons);
        free(cells);
        free(cohorts);
    }
    free(cause);
    free(cohort);
    free(horizons);
    return good;
}

static const struct method methods[] = {
    { "survival", "Kaplan-Meier och Nelson-Aalen, med fördröjt inträde", survival_options,
      METHOD_COUNT(survival_options), run_survival },
    { "competing", "andel som har slutat av varje orsak (Aalen-Johansen)", competing_options,
      METHOD_COUNT(competing_options), run_competing },
    { "logrank", "log-rank och Peto-Peto: slutar grupperna i samma takt", logrank_options,
      METHOD_COUNT(logrank_options), run_logrank },
    { "retention", "andel som har slutat inom 1, 2, 3 år, per kohort", retention_options,
      METHOD_COUNT(retention_options), run_retention },
};

const struct method_area methods_survival = { "Anställningens längd", methods, METHOD_COUNT(methods) };
