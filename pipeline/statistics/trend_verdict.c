#include "pipeline/statistics/trend_verdict.h"

#define NAMED_FROM 0.8

enum trend_grade trend_verdict_grade(const struct trend_evidence *e, bool before_data)
{
    double p = before_data ? e->p_fixed : e->p_search;

    if (!e->in_set)
        return TREND_NOT_SHOWN;
    if (p <= 0.01 && e->years <= 2)
        return TREND_STRONG;
    if (p <= 0.05)
        return TREND_MODERATE;
    if (e->p_fixed < 0.05 || p <= 0.10)
        return TREND_WEAK;
    return TREND_NOT_SHOWN;
}

enum trend_grade trend_verdict_decide(enum trend_reason reason, const struct trend_evidence *evidence,
                                      const struct trend_evidence *quadratic, const struct trend_evidence *windowed,
                                      bool before_data, bool *lowered)
{
    enum trend_grade grade = trend_verdict_grade(evidence, before_data);

    *lowered = false;
    if (reason != TREND_IDENTIFIED)
        return TREND_NOT_ANSWERABLE;
    *lowered = (quadratic != NULL && trend_verdict_grade(quadratic, before_data) < grade) ||
               (windowed != NULL && trend_verdict_grade(windowed, before_data) < grade);
    return *lowered ? (enum trend_grade)((int) grade - 1) : grade;
}

enum trend_name trend_verdict_name(enum trend_grade grade, const struct trend_shape_evidence *e)
{
    static const enum trend_name names[] = { TREND_NAMED_PULSE, TREND_NAMED_STEP, TREND_NAMED_SLOPE };
    static const double least_years[] = { 2, 3, 3 };
    int n_identified = 0, best = -1;

    if (grade < TREND_MODERATE || e->single_district)
        return TREND_UNNAMED;
    if (e->years_from <= 1)
        return TREND_LAST_YEAR;
    for (int shape = 0; shape < TREND_SHAPES; shape++) {
        n_identified += e->identified[shape];
        if (e->identified[shape] && e->weight[shape] > NAMED_FROM)
            best = shape;
    }
    if (best < 0 || n_identified < 2 || e->years_from < least_years[best])
        return TREND_UNDECIDED;
    return names[best];
}

const char *trend_grade_word(enum trend_grade grade)
{
    static const char *const words[] = { "not_answerable", "not_shown", "weak", "moderate", "strong" };

    return words[grade];
}

const char *trend_name_word(enum trend_name name)
{
    static const char *const words[] = { "", "pulse", "step", "slope", "undecided", "last_year" };

    return words[name];
}
