/* panel.h - the same deviation under other assumptions and on other data, so that a reader sees what it rests on.
 * Printed, never a grade of its own; the two that may lower a verdict, quadratic and window, are tested in
 * trend_assess.h.
 *
 * For the city and each occupation, a named year, and the shape with the largest likelihood ratio there:
 *
 *   - as_assessed: as the verdict has it
 *   - quadratic: about a quadratic development; window: four years before and four after
 *   - without_trend: about one level
 *   - poisson: no more than chance between the units, dispersion 1
 *   - quasi_poisson, negative_binomial: the dispersion of the series' own residuals
 *   - exact: conditional on total and trend, dispersion 1, where the counts are small
 *   - without_year YEAR: one other year left out (2020 among them)
 *   - without_unit DISTRICT: the staff of one district left out
 *   - placebo_year YEAR: another year asked about, in data without the named deviation; a pulse without its year, a
 *     step or slope in the years before it
 *   - denominator T4|T8|T9: the exits over another number of staff
 *   - equal_occupation, equal_tenure: person-years weighed as if the mix had been that of all years together
 *
 * p_fixed is chi-squared of the likelihood ratio (F for quasi_poisson, exact for exact), without adjustment over a
 * family; the verdict's are simulated and adjusted. Other data have a dispersion of their own: phi_u and tau are the
 * verdict's, mean(mu) is that of their own exits (trend_dispersion.h). Those of quasi_poisson and negative_binomial are
 * as found, not at least 1.
 *
 * A row's reason says why it has no estimate, or which of its numbers were not asked for: one_date (no search),
 * ratio_alone (no excess either), p_alone.
 */
#ifndef STAGE_TREND_PANEL_H
#define STAGE_TREND_PANEL_H

#include "pipeline/table/rows.h"
#include "stages/trend/assess.h"

struct panel_inputs {
    const struct rates *rates;
    const struct table *tenure; /* tenure_rates.csv */
};

/* Rows of robustness.csv for every named year of one series; none for other families, for months, and where no shape is
 * identified. */
void panel(struct rows *rows, const struct analysis *a, size_t series, const struct panel_inputs *inputs);

#endif
