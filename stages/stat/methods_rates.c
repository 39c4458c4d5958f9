/* Rates and shares, one by one and two by two, and what change could have been seen. */
#include "pipeline/base/memory.h"
#include "pipeline/statistics/detectable.h"
#include "pipeline/statistics/exact.h"
#include "pipeline/statistics/interval.h"
#include "pipeline/statistics/quantile.h"
#include "pipeline/statistics/ratio.h"
#include "pipeline/statistics/two_proportions.h"
#include "pipeline/statistics/two_rates.h"
#include "stages/stat/areas.h"

#include <math.h>
#include <stdlib.h>

static void emit_limits(struct method_call *call, struct interval limits, const char *name, size_t row)
{
    char text[64];

    snprintf(text, sizeof text, "%s_lo", name);
    method_emit_row(call, limits.lower, text, row);
    snprintf(text, sizeof text, "%s_hi", name);
    method_emit_row(call, limits.upper, text, row);
}

#define CONFIDENCE                                                                                                     \
    {                                                                                                                  \
        "conf", "TAL", "0.95", "konfidensgrad, mellan 0 och 1"                                                         \
    }

static const struct method_option rate_options[] = {
    { "events", "KOLUMN", "x", "händelser" },
    { "exposure", "KOLUMN", "pt", "exponering, t.ex. årsanställda" },
    { "reference", "TAL", "", "avgångstal att pröva mot" },
    CONFIDENCE,
};

static bool run_rate(struct method_call *call, struct fault *f)
{
    double *events, *exposure, confidence, reference = NAN;

    if (!method_column(call, "events", &events, f) || !method_column(call, "exposure", &exposure, f) ||
        !method_real(call, "conf", 0, 1, &confidence, f))
        return false;
    if (method_given(call, "reference") && !method_real(call, "reference", 0, INFINITY, &reference, f))
        return false;
    for (size_t i = 0; i < method_rows(call); i++) {
        double x = events[i], e = exposure[i];

        method_emit_row(call, x >= 0 && e > 0 ? x / e : NAN, "rate", i);
        emit_limits(call, interval_poisson_exact(x, e, confidence), "exact", i);
        emit_limits(call, interval_poisson_byar(x, e, confidence), "byar", i);
        emit_limits(call, interval_poisson_midp(x, e, confidence), "midp", i);
        emit_limits(call, interval_poisson_score(x, e, confidence), "score", i);
        emit_limits(call, interval_poisson_jeffreys(x, e, confidence), "jeffreys", i);
        emit_limits(call, interval_poisson_log_wald(x, e, confidence), "waldlog", i);
        if (!isnan(reference)) {
            struct exact_p p = exact_poisson(x, reference * e);

            method_emit_row(call, p.central, "p_vs_ref_central", i);
            method_emit_row(call, p.midp, "p_vs_ref_midp", i);
            method_emit_row(call, p.minlike, "p_vs_ref_minlike", i);
        }
    }
    return true;
}

static const struct method_option two_rates_options[] = {
    { "events1", "KOLUMN", "x1", "händelser, den första" },
    { "exposure1", "KOLUMN", "t1", "exponering, den första" },
    { "events2", "KOLUMN", "x2", "händelser, den andra" },
    { "exposure2", "KOLUMN", "t2", "exponering, den andra" },
    CONFIDENCE,
};

static void emit_two_rates(struct method_call *call, const struct two_rates *r, size_t i)
{
    method_emit_row(call, r->rate1, "rate1", i);
    method_emit_row(call, r->rate2, "rate2", i);
    method_emit_row(call, r->ratio, "rr", i);
    method_emit_row(call, r->difference, "rd", i);
    emit_limits(call, r->ratio_exact, "rr_exact", i);
    method_emit_row(call, r->p_exact, "p_exact_central", i);
    method_emit_row(call, r->p_exact, "exact_p_central", i);
    method_emit_row(call, r->p_minlike, "p_exact_minlike", i);
    method_emit_row(call, r->p_midp, "p_midp", i);
    emit_limits(call, r->ratio_midp, "rr_midp", i);
    method_emit_row(call, r->ratio_median_unbiased, "rr_mue", i);
    emit_limits(call, r->ratio_wald, "rr_wald", i);
    method_emit_row(call, r->p_wald, "p_wald", i);
    emit_limits(call, r->ratio_score, "rr_score", i);
    method_emit_row(call, r->score_z, "score_z", i);
    method_emit_row(call, r->score_p, "score_p", i);
    method_emit_row(call, r->likelihood_ratio, "lr_stat", i);
    method_emit_row(call, r->likelihood_ratio_p, "lr_p", i);
    emit_limits(call, r->difference_wald, "rd_wald", i);
    emit_limits(call, r->difference_mover, "rd_mover", i);
}

static bool run_two_rates(struct method_call *call, struct fault *f)
{
    double *events1, *exposure1, *events2, *exposure2, confidence;

    if (!method_column(call, "events1", &events1, f) || !method_column(call, "exposure1", &exposure1, f) ||
        !method_column(call, "events2", &events2, f) || !method_column(call, "exposure2", &exposure2, f) ||
        !method_real(call, "conf", 0, 1, &confidence, f))
        return false;
    for (size_t i = 0; i < method_rows(call); i++) {
        struct two_rates r = two_rates_compare(events1[i], exposure1[i], events2[i], exposure2[i], confidence);

        emit_two_rates(call, &r, i);
        method_emit_row(call, two_rates_e_test(events1[i], exposure1[i], events2[i], exposure2[i]), "p_etest", i);
        method_emit_row(call, two_rates_log_firth(events1[i], exposure1[i], events2[i], exposure2[i]), "firth_logRR",
                        i);
    }
    return true;
}

static const struct method_option proportion_options[] = {
    { "x", "KOLUMN", "x", "antal med egenskapen" },
    { "n", "KOLUMN", "n", "antal i allt" },
    { "population", "TAL", "", "hela gruppens storlek, för ändlighetskorrektion" },
    CONFIDENCE,
};

static bool run_proportion(struct method_call *call, struct fault *f)
{
    double *x, *n, confidence, population = NAN;

    if (!method_column(call, "x", &x, f) || !method_column(call, "n", &n, f) ||
        !method_real(call, "conf", 0, 1, &confidence, f))
        return false;
    if (method_given(call, "population") && !method_real(call, "population", 1, INFINITY, &population, f))
        return false;
    for (size_t i = 0; i < method_rows(call); i++) {
        method_emit_row(call, x[i] >= 0 && x[i] <= n[i] && n[i] > 0 ? x[i] / n[i] : NAN, "share", i);
        emit_limits(call, interval_wilson(x[i], n[i], confidence), "wilson", i);
        emit_limits(call, interval_wilson_corrected(x[i], n[i], confidence), "wilsoncc", i);
        emit_limits(call, interval_binomial_exact(x[i], n[i], confidence), "cp", i);
        emit_limits(call, interval_binomial_jeffreys(x[i], n[i], confidence), "jeffreys", i);
        emit_limits(call, interval_agresti_coull(x[i], n[i], confidence), "ac", i);
        emit_limits(call, interval_binomial_midp(x[i], n[i], confidence), "midp", i);
        if (!isnan(population))
            emit_limits(call, interval_wilson_finite(x[i], n[i], population, confidence), "wilson_fpc", i);
    }
    return true;
}

static const struct method_option two_proportions_options[] = {
    { "x1", "KOLUMN", "x1", "antal med egenskapen, den första gruppen" },
    { "n1", "KOLUMN", "n1", "antal i allt, den första gruppen" },
    { "x2", "KOLUMN", "x2", "antal med egenskapen, den andra gruppen" },
    { "n2", "KOLUMN", "n2", "antal i allt, den andra gruppen" },
    CONFIDENCE,
};

static bool run_two_proportions(struct method_call *call, struct fault *f)
{
    double *x1, *n1, *x2, *n2, confidence;

    if (!method_column(call, "x1", &x1, f) || !method_column(call, "n1", &n1, f) ||
        !method_column(call, "x2", &x2, f) || !method_column(call, "n2", &n2, f) ||
        !method_real(call, "conf", 0, 1, &confidence, f))
        return false;
    for (size_t i = 0; i < method_rows(call); i++) {
        struct two_proportions r = two_proportions_compare(x1[i], n1[i], x2[i], n2[i], confidence);

        method_emit_row(call, r.difference, "diff", i);
        emit_limits(call, r.newcombe, "newcombe", i);
        method_emit_row(call, r.chi_square, "chisq_stat", i);
        method_emit_row(call, r.chi_square_p, "chisq_p", i);
        method_emit_row(call, r.fisher_p, "fisher_p", i);
        method_emit_row(call, r.fisher_central_p, "fisher_central_p", i);
    }
    return true;
}

static const struct method_option ratio_options[] = {
    { "numerator", "KOLUMN", "y", "täljare, en rad för varje enhet" },
    { "denominator", "KOLUMN", "x", "nämnare" },
    CONFIDENCE,
};

static bool run_ratio(struct method_call *call, struct fault *f)
{
    double *y, *x, confidence;
    struct ratio r;

    if (!method_column(call, "numerator", &y, f) || !method_column(call, "denominator", &x, f) ||
        !method_real(call, "conf", 0, 1, &confidence, f))
        return false;
    r = ratio_of_totals(y, x, method_rows(call), confidence);
    method_emit(call, r.ratio, "ratio");
    method_emit(call, r.se, "se_lin");
    method_emit(call, r.limits.lower, "lo");
    method_emit(call, r.limits.upper, "hi");
    method_emit(call, r.fieller_g, "fieller_g");
    method_emit(call, r.fieller.lower, "fieller_lo");
    method_emit(call, r.fieller.upper, "fieller_hi");
    method_emit(call, r.se_jackknife, "se_jackknife");
    return true;
}

static bool run_ratio_of_counts(struct method_call *call, struct fault *f)
{
    double *y, *x, confidence;

    if (!method_column(call, "numerator", &y, f) || !method_column(call, "denominator", &x, f) ||
        !method_real(call, "conf", 0, 1, &confidence, f))
        return false;
    for (size_t i = 0; i < method_rows(call); i++) {
        struct interval limits = two_rates_counts(y[i], x[i], confidence);

        method_emit_row(call, x[i] > 0 ? y[i] / x[i] : y[i] > 0 ? INFINITY : NAN, "ratio", i);
        method_emit_row(call, limits.lower, "lo", i);
        method_emit_row(call, limits.upper, "hi", i);
    }
    return true;
}

static const struct method_option e_value_options[] = {
    { "ratio", "TAL,...", "", "kvoter" },
    { "limit", "TAL,...", "", "den gräns i en kvots intervall som ligger närmast 1" },
};

static bool run_e_value(struct method_call *call, struct fault *f)
{
    double *ratios, *limits;
    size_t n, n_limits;

    if (!method_reals(call, "ratio", &ratios, &n, f))
        return false;
    if (!method_reals(call, "limit", &limits, &n_limits, f)) {
        free(ratios);
        return false;
    }
    for (size_t i = 0; i < n; i++)
        method_emit(call, two_rates_e_value(ratios[i]), "rr%g", ratios[i]);
    for (size_t i = 0; i < n_limits; i++)
        method_emit(call, two_rates_e_value(limits[i]), "ci%g", limits[i]);
    free(ratios);
    free(limits);
    return true;
}

static const struct method_option detectable_options[] = {
    { "pre", "ANTAL", NULL, "år före brottet" },
    { "post", "ANTAL", NULL, "år från och med brottet" },
    { "per", "ANTAL", "1", "perioder per år: 1 eller 12" },
    { "trend", "ja|nej", "ja", "om modellen har en trend" },
    { "mu", "TAL,...", "10,30,100,400,2000", "händelser per år" },
    { "phi", "TAL", "1", "överspridning" },
    { "alpha", "TAL", "0.05", "tvåsidig nivå" },
    { "power", "TAL", "0.8", "styrka" },
};

static bool run_detectable(struct method_call *call, struct fault *f)
{
    long pre, post, per;
    double *mu, phi, alpha, power, *shape, *ones, information;
    bool trend = !method_is(call, "trend", "nej");
    size_t n, n_mu;
    char layout[64];

    if (!method_integer(call, "pre", 1, 1000, &pre, f) || !method_integer(call, "post", 1, 1000, &post, f) ||
        !method_integer(call, "per", 1, 366, &per, f) || !method_real(call, "phi", 0, INFINITY, &phi, f) ||
        !method_real(call, "alpha", 0, 1, &alpha, f) || !method_real(call, "power", 0, 1, &power, f) ||
        !method_reals(call, "mu", &mu, &n_mu, f))
        return false;
    n = (size_t) ((pre + post) * per);
    shape = memory_zeroed(n, sizeof *shape);
    ones = memory_zeroed(n, sizeof *ones);
    for (size_t i = 0; i < n; i++) {
        shape[i] = i >= (size_t) (pre * per);
        ones[i] = 1;
    }
    information = detectable_information(shape, ones, n, trend);
    if (trend)
        snprintf(layout, sizeof layout, "pre%ld_post%ld_per%ld", pre, post, per);
    else
        snprintf(layout, sizeof layout, "pre%ld_post%ld_notrend", pre, post);
    method_emit(call, information, "%s_rss", layout);
    method_emit(call, (double) per / information, "%s_varfactor", layout);
    for (size_t i = 0; i < n_mu; i++)
        method_emit(call, detectable_rate_ratio(information * mu[i] / (double) per, phi, alpha, power), "%s_mu%g_rr%g",
                    layout, mu[i], 100 * power);
    free(shape);
    free(ones);
    free(mu);
    return true;
}

static const struct method_option quantile_options[] = {
    { "distribution", "NAMN", NULL, "normal, t, chi-square, gamma, beta, poisson eller binomial" },
    { "p", "TAL,...", NULL, "sannolikheter" },
    { "a", "TAL", "1", "frihetsgrader, form, väntevärde eller antal" },
    { "b", "TAL", "1", "andra formen (beta) eller sannolikheten (binomial)" },
    { "tail", "lower|upper", "lower", "om p räknas nedifrån eller uppifrån" },
};

static bool quantile(const struct method_call *call, double p, double a, double b, double *value, struct fault *f)
{
    bool upper = method_is(call, "tail", "upper");
    double below = upper ? 1 - p : p;

    if (method_is(call, "distribution", "normal"))
        *value = upper ? -quantile_normal(p) : quantile_normal(p);
    else if (method_is(call, "distribution", "t"))
        *value = upper ? -quantile_t(p, a) : quantile_t(p, a);
    else if (method_is(call, "distribution", "chi-square"))
        *value = upper ? quantile_chi_square_upper(p, a) : quantile_chi_square_lower(p, a);
    else if (method_is(call, "distribution", "gamma"))
        *value = upper ? quantile_gamma_upper(p, a) : quantile_gamma_lower(p, a);
    else if (method_is(call, "distribution", "beta"))
        *value = upper ? quantile_beta_upper(p, a, b) : quantile_beta_lower(p, a, b);
    else if (method_is(call, "distribution", "poisson"))
        *value = quantile_poisson(below, a);
    else if (method_is(call, "distribution", "binomial"))
        *value = quantile_binomial(below, a, b);
    else
        return fault_set(f, FAULT_USAGE, "--distribution känns inte igen: se stat quantile --help");
    return true;
}

static bool run_quantile(struct method_call *call, struct fault *f)
{
    double *p, a, b, value = NAN;
    size_t n;
    bool good = true;

    if (!method_real(call, "a", 0, INFINITY, &a, f) || !method_real(call, "b", 0, INFINITY, &b, f) ||
        !method_reals(call, "p", &p, &n, f))
        return false;
    for (size_t i = 0; good && i < n; i++) {
        good = quantile(call, p[i], a, b, &value, f);
        if (good)
            method_emit(call, value, "q%g", p[i]);
    }
    free(p);
    return good;
}

static const struct method methods[] = {
    { "rate", "avgångstal med exakt (Garwood), Byars, mid-P-, poäng- och Jeffreysintervall", rate_options,
      METHOD_COUNT(rate_options), run_rate },
    { "rate-ratio", "två avgångstal: kvot och skillnad med intervall och p-värden", two_rates_options,
      METHOD_COUNT(two_rates_options), run_two_rates },
    { "proportion", "andel med Wilsons, exakt, Jeffreys, Agresti-Coulls och mid-P-intervall", proportion_options,
      METHOD_COUNT(proportion_options), run_proportion },
    { "proportion-difference", "två andelar: skillnad (Newcombe), chitvå och Fishers exakta prövning",
      two_proportions_options, METHOD_COUNT(two_proportions_options), run_two_proportions },
    { "ratio", "kvot mellan två summor över enheter: linjäriserad, Fieller, jackknife", ratio_options,
      METHOD_COUNT(ratio_options), run_ratio },
    { "ratio-of-counts", "kvot mellan två antal i en enhet", ratio_options, METHOD_COUNT(ratio_options),
      run_ratio_of_counts },
    { "e-value", "hur starkt något osett måste vara för att förklara en kvot", e_value_options,
      METHOD_COUNT(e_value_options), run_e_value },
    { "detectable", "minsta nivåskifte som en serie kan visa", detectable_options, METHOD_COUNT(detectable_options),
      run_detectable },
    { "quantile", "kvantiler", quantile_options, METHOD_COUNT(quantile_options), run_quantile },
};

const struct method_area methods_rates = { "Tal och andelar", methods, METHOD_COUNT(methods) };
