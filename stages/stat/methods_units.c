/* Many units or tests seen together: adjusted p-values, funnel, shrinkage, heterogeneity. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/exact.h"
#include "pipeline/statistics/funnel.h"
#include "pipeline/statistics/meta.h"
#include "pipeline/statistics/multiplicity.h"
#include "pipeline/statistics/shrinkage.h"
#include "stages/stat/areas.h"

#include <math.h>
#include <stdlib.h>

#define CONFIDENCE                                                                                                     \
    {                                                                                                                  \
        "conf", "TAL", "0.95", "konfidensgrad, mellan 0 och 1"                                                         \
    }

static const struct method_option adjust_options[] = {
    { "p", "KOLUMN", "p", "p-värden" },
    { "level", "TAL", "0.05", "nivån för antalet utpekade" },
};

static double count_at_most(const double *values, size_t n, double level)
{
    double count = 0;

    for (size_t i = 0; i < n; i++)
        count += values[i] <= level;
    return count;
}

static bool run_adjust(struct method_call *call, struct fault *f)
{
    static const struct {
        enum multiplicity_method method;
        const char *name;
    } adjustments[] = {
        { MULTIPLICITY_BH, "BH" },
        { MULTIPLICITY_BY, "BY" },
        { MULTIPLICITY_HOLM, "holm" },
        { MULTIPLICITY_HOCHBERG, "hochberg" },
        { MULTIPLICITY_BONFERRONI, "bonferroni" },
    };
    size_t n = method_rows(call);
    double *p, *adjusted, level;
    char name[32];

    if (!method_column_missing(call, "p", &p, f) || !method_real(call, "level", 0, 1, &level, f))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (p[i] < 0 || p[i] > 1)
            return method_fault_row(call, i, f, "ett p-värde ligger mellan 0 och 1");
    }
    snprintf(name, sizeof name, "%g", level);
    adjusted = memory_zeroed(n, sizeof *adjusted);
    for (size_t a = 0; a < METHOD_COUNT(adjustments); a++) {
        multiplicity_adjust(adjustments[a].method, p, n, adjusted);
        for (size_t i = 0; i < n; i++)
            method_emit(call, adjusted[i], "%s_%zu", adjustments[a].name, i + 1);
        method_emit(call, count_at_most(adjusted, n, level), "n_%.4s_%s", adjustments[a].name, name + (name[0] == '0'));
    }
    free(adjusted);
    return true;
}

static const struct method_option funnel_options[] = {
    { "observed", "KOLUMN", "O", "händelser, en rad för varje enhet" },
    { "expected", "KOLUMN", "E", "väntade händelser, eller exponering" },
    { "winsorise", "TAL", "0.1", "andel i varje svans som dras in" },
};

static void emit_funnel_limits(struct method_call *call, double expected, const struct funnel *fit, size_t i)
{
    struct interval limits = funnel_limits_exact(expected, fit->target, 0.95);

    method_emit(call, limits.lower, "lim95_lo_%zu", i);
    method_emit(call, limits.upper, "lim95_hi_%zu", i);
    limits = funnel_limits_exact(expected, fit->target, 0.998);
    method_emit(call, limits.lower, "lim998_lo_%zu", i);
    method_emit(call, limits.upper, "lim998_hi_%zu", i);
    limits = funnel_limits_interpolated(expected, fit->target, 0.95);
    method_emit(call, limits.lower, "sp95_lo_%zu", i);
    method_emit(call, limits.upper, "sp95_hi_%zu", i);
    limits = funnel_limits_interpolated(expected, fit->target, 0.998);
    method_emit(call, limits.lower, "sp998_lo_%zu", i);
    method_emit(call, limits.upper, "sp998_hi_%zu", i);
    limits = funnel_limits_overdispersed(expected, fit, 0.95);
    method_emit(call, limits.lower, "od95_lo_%zu", i);
    method_emit(call, limits.upper, "od95_hi_%zu", i);
    limits = funnel_limits_overdispersed(expected, fit, 0.998);
    method_emit(call, limits.lower, "od998_lo_%zu", i);
    method_emit(call, limits.upper, "od998_hi_%zu", i);
}

static bool run_funnel(struct method_call *call, struct fault *f)
{
    size_t n = method_rows(call);
    double *observed, *expected, *z, *p, *adjusted, winsorise;
    struct funnel fit;

    if (!method_column(call, "observed", &observed, f) || !method_column(call, "expected", &expected, f) ||
        !method_real(call, "winsorise", 0, 0.5, &winsorise, f))
        return false;
    z = memory_zeroed(n, sizeof *z);
    p = memory_zeroed(n, sizeof *p);
    adjusted = memory_zeroed(n, sizeof *adjusted);
    fit = funnel_fit(observed, expected, n, winsorise, z);
    method_emit(call, fit.target, "target");
    method_emit(call, fit.phi, "phi_w%g", 100 * winsorise);
    method_emit(call, fit.tau2, "tau2_w%g", 100 * winsorise);
    method_emit(call, fit.z_low, "z%g", 100 * winsorise);
    method_emit(call, fit.z_high, "z%g", 100 * (1 - winsorise));
    method_emit(call, fit.phi_raw, "phi_raw");
    for (size_t i = 0; i < n; i++) {
        struct exact_p exact = exact_poisson(observed[i], fit.target * expected[i]);

        p[i] = exact.central;
        method_emit(call, exact.central, "p_central_%zu", i + 1);
        method_emit(call, exact.midp, "p_mid_%zu", i + 1);
        method_emit(call, z[i], "z_%zu", i + 1);
        method_emit(call, funnel_z_multiplicative(z[i], &fit), "z_od_mult_%zu", i + 1);
        method_emit(call, funnel_z_additive(observed[i], expected[i], &fit), "z_od_add_%zu", i + 1);
        emit_funnel_limits(call, expected[i], &fit, i + 1);
    }
    multiplicity_adjust(MULTIPLICITY_BH, p, n, adjusted);
    for (size_t i = 0; i < n; i++)
        method_emit(call, adjusted[i], "bh_q_%zu", i + 1);
    method_emit(call, count_at_most(adjusted, n, 0.05), "n_bh05");
    multiplicity_adjust(MULTIPLICITY_BONFERRONI, p, n, adjusted);
    method_emit(call, count_at_most(adjusted, n, 0.05), "n_bonf05");
    method_emit(call, count_at_most(p, n, 0.002), "n_998");
    method_emit(call, count_at_most(p, n, 0.05), "n_95");
    free(z);
    free(p);
    free(adjusted);
    return true;
}

static const struct method_option funnel_ratio_options[] = {
    { "observed", "TAL,...", NULL, "antal händelser" },
};

static bool run_funnel_ratio(struct method_call *call, struct fault *f)
{
    double *observed;
    size_t n;

    if (!method_reals(call, "observed", &observed, &n, f))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct interval two = funnel_expected_on_limits(observed[i], 0.95);
        struct interval three = funnel_expected_on_limits(observed[i], 0.998);

        method_emit(call, two.upper, "obs%g_lower2s_exp", observed[i]);
        method_emit(call, two.lower, "obs%g_upper2s_exp", observed[i]);
        method_emit(call, three.upper, "obs%g_lower3s_exp", observed[i]);
        method_emit(call, three.lower, "obs%g_upper3s_exp", observed[i]);
    }
    free(observed);
    return true;
}

static const struct method_option shrinkage_options[] = {
    { "observed", "KOLUMN", "O", "händelser, en rad för varje enhet" },
    { "expected", "KOLUMN", "E", "väntade händelser, eller exponering" },
    { "scale", "ja|nej", "nej", "skala om E så att summan blir den av händelserna" },
    { "reference", "TAL", "1", "O/E som sannolikheten p_gt1 avser" },
    CONFIDENCE,
};

static void scale_to(double *expected, const double *observed, size_t n)
{
    double all_observed = 0, all_expected = 0;

    for (size_t i = 0; i < n; i++) {
        all_observed += observed[i];
        all_expected += expected[i];
    }
    for (size_t i = 0; i < n; i++)
        expected[i] *= all_observed / all_expected;
}

static bool run_shrinkage(struct method_call *call, struct fault *f)
{
    size_t n = method_rows(call);
    double *observed, *expected, *moments, reference, confidence;
    struct shrinkage s;
    struct marshall m;
    struct heterogeneity h;

    if (!method_column(call, "observed", &observed, f) || !method_column(call, "expected", &expected, f) ||
        !method_real(call, "reference", 0, INFINITY, &reference, f) || !method_real(call, "conf", 0, 1, &confidence, f))
        return false;
    if (method_is(call, "scale", "ja"))
        scale_to(expected, observed, n);
    s = shrinkage_fit(observed, expected, n);
    method_emit(call, s.nu, "nu");
    method_emit(call, s.alpha, "alpha");
    method_emit(call, s.mean, "mean");
    method_emit(call, s.log_likelihood, "loglik");
    for (size_t i = 0; i < n; i++) {
        struct shrunken unit = shrinkage_unit(&s, observed[i], expected[i], reference, confidence);

        method_emit(call, unit.estimate, "eb_%zu", i + 1);
        method_emit(call, unit.limits.lower, "eb_lo_%zu", i + 1);
        method_emit(call, unit.limits.upper, "eb_hi_%zu", i + 1);
        method_emit(call, unit.p_above, "p_gt1_%zu", i + 1);
        method_emit(call, unit.own_weight, "shrink_%zu", i + 1);
    }
    moments = memory_zeroed(n, sizeof *moments);
    m = shrinkage_marshall(observed, expected, n, moments);
    method_emit(call, m.mean, "marshall_m");
    method_emit(call, m.s2, "marshall_s2");
    method_emit(call, m.variance, "marshall_A");
    for (size_t i = 0; i < n; i++)
        method_emit(call, moments[i], "marshall_%zu", i + 1);
    free(moments);
    h = shrinkage_heterogeneity(observed, expected, n);
    method_emit(call, h.chi_square, "chisq_homog");
    method_emit(call, (double) h.df, "chisq_df");
    method_emit(call, h.p, "chisq_p");
    method_emit(call, h.p_matched, "chisq_p_matched");
    method_emit(call, h.phi, "phi");
    method_emit(call, h.score_z, "pw_z");
    return true;
}

static const struct method_option meta_options[] = {
    { "estimate", "KOLUMN", "y", "skattningar, t.ex. logaritmerade kvoter" },
    { "variance", "KOLUMN", "v", "deras varianser" },
    { "method", "NAMN", "paule-mandel", "paule-mandel, dersimonian-laird, reml eller common" },
    CONFIDENCE,
};

static bool meta_method(const struct method_call *call, enum meta_method *method, struct fault *f)
{
    static const char *const names[] = {
        [META_PAULE_MANDEL] = "paule-mandel",
        [META_DERSIMONIAN_LAIRD] = "dersimonian-laird",
        [META_REML] = "reml",
        [META_COMMON] = "common",
    };

    for (size_t i = 0; i < METHOD_COUNT(names); i++) {
        if (method_is(call, "method", names[i])) {
            *method = (enum meta_method) i;
            return true;
        }
    }
    return fault_set(f, FAULT_USAGE, "--method känns inte igen: se stat meta --help");
}

static bool run_meta(struct method_call *call, struct fault *f)
{
    double *estimates, *variances, confidence;
    enum meta_method method = META_PAULE_MANDEL;
    struct interval spread;
    struct meta m;

    if (!method_column_missing(call, "estimate", &estimates, f) ||
        !method_column_missing(call, "variance", &variances, f) || !method_real(call, "conf", 0, 1, &confidence, f) ||
        !meta_method(call, &method, f))
        return false;
    m = meta_pool(estimates, variances, method_rows(call), method, confidence);
    method_emit(call, (double) m.n, "n");
    method_emit(call, m.tau2, "tau2");
    method_emit(call, m.estimate, "estimate");
    method_emit(call, m.se, "se");
    method_emit(call, m.limits.lower, "lo");
    method_emit(call, m.limits.upper, "hi");
    method_emit(call, m.se_hksj, "se_hksj");
    method_emit(call, m.limits_hksj.lower, "hksj_lo");
    method_emit(call, m.limits_hksj.upper, "hksj_hi");
    method_emit(call, m.prediction.lower, "prediction_lo");
    method_emit(call, m.prediction.upper, "prediction_hi");
    method_emit(call, m.q, "Q");
    method_emit(call, m.q_p, "Q_p");
    method_emit(call, m.i2, "I2");
    spread = meta_tau2_limits(estimates, variances, method_rows(call), confidence);
    method_emit(call, spread.lower, "tau2_lo");
    method_emit(call, spread.upper, "tau2_hi");
    for (size_t i = 0; i < method_rows(call); i++) {
        struct meta_unit unit = meta_shrink(&m, estimates[i], variances[i], confidence);

        method_emit(call, unit.estimate, "shrunken_%zu", i + 1);
        method_emit(call, unit.se, "shrunken_se_%zu", i + 1);
    }
    return true;
}

static const struct method methods[] = {
    { "adjust", "p-värden justerade för att flera prövats: BH, BY, Holm, Hochberg, Bonferroni", adjust_options,
      METHOD_COUNT(adjust_options), run_adjust },
    { "funnel", "enheter mot gemensamt tal: gränser, z, överspridning", funnel_options, METHOD_COUNT(funnel_options),
      run_funnel },
    { "funnel-ratio", "väntade antal där ett antal händelser ligger precis på gränserna", funnel_ratio_options,
      METHOD_COUNT(funnel_ratio_options), run_funnel_ratio },
    { "shrinkage", "enheters tal dragna mot det gemensamma: gamma-Poisson och Marshall", shrinkage_options,
      METHOD_COUNT(shrinkage_options), run_shrinkage },
    { "meta", "skattningar sammanvägda, med spridning mellan enheter", meta_options, METHOD_COUNT(meta_options),
      run_meta },
};

const struct method_area methods_units = { "Många enheter", methods, METHOD_COUNT(methods) };
