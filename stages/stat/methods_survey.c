/* Answers on scales, and shares over ordered groups. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/ordinal.h"
#include "stages/stat/areas.h"

#include <math.h>
#include <stdlib.h>

#define CONFIDENCE                                                                                                     \
    {                                                                                                                  \
        "conf", "TAL", "0.95", "konfidensgrad, mellan 0 och 1"                                                         \
    }

static double sum(const double *values, size_t n)
{
    double s = 0;

    for (size_t i = 0; i < n; i++)
        s += values[i];
    return s;
}

static const struct method_option shares_options[] = {
    { "counts", "KOLUMN", "count", "svar, en rad för varje alternativ" },
    { "method", "NAMN", "goodman", "goodman, quesenberry eller wilson (en i taget)" },
    CONFIDENCE,
};

static bool run_shares(struct method_call *call, struct fault *f)
{
    size_t k = method_rows(call);
    double *counts, confidence, n;
    struct interval *limits;

    if (!method_column(call, "counts", &counts, f) || !method_real(call, "conf", 0, 1, &confidence, f))
        return false;
    n = sum(counts, k);
    limits = memory_zeroed(k, sizeof *limits);
    if (method_is(call, "method", "goodman")) {
        ordinal_goodman(counts, k, confidence, limits);
    } else if (method_is(call, "method", "quesenberry")) {
        ordinal_quesenberry(counts, k, confidence, limits);
    } else if (method_is(call, "method", "wilson")) {
        for (size_t i = 0; i < k; i++)
            limits[i] = interval_wilson(counts[i], n, confidence);
    } else {
        free(limits);
        return fault_set(f, FAULT_USAGE, "--method känns inte igen: se stat shares --help");
    }
    for (size_t i = 0; i < k; i++) {
        method_emit(call, n > 0 ? counts[i] / n : NAN, "share_%zu", i + 1);
        method_emit(call, limits[i].lower, "lo_%zu", i + 1);
        method_emit(call, limits[i].upper, "hi_%zu", i + 1);
    }
    free(limits);
    return true;
}

static const struct method_option mean_options[] = {
    { "counts", "KOLUMN", "count", "svar, en rad för varje alternativ, i ordning" },
    { "scores", "KOLUMN", "", "alternativens poäng; annars 1, 2, 3, ..." },
    { "top", "ANTAL", "2", "hur många av de högsta alternativen som räknas som höga" },
    CONFIDENCE,
};

static bool run_mean(struct method_call *call, struct fault *f)
{
    size_t k = method_rows(call);
    double *counts, *given = NULL, *scores, confidence, high;
    struct mean_score m;
    struct interval limits;
    long top;

    if (!method_column(call, "counts", &counts, f) || !method_real(call, "conf", 0, 1, &confidence, f) ||
        !method_integer(call, "top", 1, 1000, &top, f) ||
        (method_given(call, "scores") && !method_column(call, "scores", &given, f)))
        return false;
    if ((size_t) top > k)
        return fault_set(f, FAULT_USAGE, "--top är fler än alternativen");
    scores = memory_zeroed(k, sizeof *scores);
    for (size_t i = 0; i < k; i++)
        scores[i] = given != NULL ? given[i] : (double) (i + 1);
    m = ordinal_mean(counts, scores, k);
    high = sum(counts + (k - (size_t) top), (size_t) top);
    limits = interval_wilson(high, m.n, confidence);
    method_emit(call, m.n, "n");
    method_emit(call, m.mean, "mean");
    method_emit(call, m.se, "se");
    method_emit(call, m.n > 0 ? high / m.n : NAN, "top%ld", top);
    method_emit(call, limits.lower, "top%ld_wilson_lo", top);
    method_emit(call, limits.upper, "top%ld_wilson_hi", top);
    free(scores);
    return true;
}

static const struct method_option groups_options[] = {
    { "group1", "KOLUMN", "group1", "svar i första gruppen, en rad för varje alternativ, i ordning" },
    { "group2", "KOLUMN", "group2", "svar i andra gruppen" },
};

static bool run_groups(struct method_call *call, struct fault *f)
{
    size_t k = method_rows(call);
    double *one, *two, *table;
    struct wilcoxon w;
    struct chi_square c;

    if (!method_column(call, "group1", &one, f) || !method_column(call, "group2", &two, f))
        return false;
    table = memory_zeroed(2 * k, sizeof *table);
    for (size_t i = 0; i < k; i++) {
        table[2 * i] = one[i];
        table[2 * i + 1] = two[i];
    }
    w = ordinal_wilcoxon(one, two, k);
    c = ordinal_chi_square(table, k, 2);
    method_emit(call, w.w, "W");
    method_emit(call, w.z, "z");
    method_emit(call, w.p, "p");
    method_emit(call, w.auc, "auc");
    method_emit(call, c.statistic, "chisq");
    method_emit(call, c.df, "chisq_df");
    method_emit(call, c.p, "chisq_p");
    method_emit(call, c.cramers_v, "cramers_v");
    free(table);
    return true;
}

static const struct method_option trend_options[] = {
    { "x", "KOLUMN", "x", "antal med egenskapen, en rad för varje grupp" },
    { "n", "KOLUMN", "n", "antal i gruppen" },
    { "scores", "KOLUMN", "score", "gruppernas poäng" },
};

static bool run_trend(struct method_call *call, struct fault *f)
{
    double *x, *n, *scores;
    struct trend t;

    if (!method_column(call, "x", &x, f) || !method_column(call, "n", &n, f) ||
        !method_column(call, "scores", &scores, f))
        return false;
    t = ordinal_trend(x, n, scores, method_rows(call));
    method_emit(call, t.chi_square, "chisq");
    method_emit(call, t.p, "p");
    method_emit(call, t.slope, "slope");
    method_emit(call, t.homogeneity, "homog_chisq");
    method_emit(call, t.homogeneity_p, "homog_p");
    return true;
}

static const struct method methods[] = {
    { "shares", "andelar av svar, med gränser som gäller samtidigt", shares_options, METHOD_COUNT(shares_options),
      run_shares },
    { "mean-score", "medelpoäng, och andel höga svar", mean_options, METHOD_COUNT(mean_options), run_mean },
    { "two-groups", "två gruppers svar: Wilcoxon med lika svar, AUC, chitvå", groups_options,
      METHOD_COUNT(groups_options), run_groups },
    { "proportion-trend", "andelar över ordnade grupper: Cochran-Armitage", trend_options, METHOD_COUNT(trend_options),
      run_trend },
};

const struct method_area methods_survey = { "Svar på skalor", methods, METHOD_COUNT(methods) };
