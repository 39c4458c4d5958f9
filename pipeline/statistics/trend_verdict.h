/* trend_verdict.h - the words that the report may use about a break, decided by a table and nothing else.
 *
 *   not_answerable  identifiability fails, or only changes larger than asked for would be seen (trend_reason)
 *   strong          p <= .01, and the date is in a date set of at most 2 years
 *   moderate        p <= .05, and the date is in the set
 *   weak            the date is in the set, and fixed-date p < .05 or p <= .10
 *   not_shown       otherwise
 *
 * First match wins. p is the search-adjusted one, unless the date was named before anyone had seen the data: then the
 * fixed-date p takes its place. Where a quadratic development, or a window of +-4 years, gives a lower grade, the
 * verdict goes down one step, once, and says so. */
#ifndef STATISTICS_TREND_VERDICT_H
#define STATISTICS_TREND_VERDICT_H

#include "pipeline/statistics/trend_shape.h"

enum trend_grade { TREND_NOT_ANSWERABLE, TREND_NOT_SHOWN, TREND_WEAK, TREND_MODERATE, TREND_STRONG };

/* What one model says of the date. p may be adjusted for a family of series. NaN counts as no evidence. */
struct trend_evidence {
    double p_search, p_fixed;
    bool in_set;  /* the date is in the date set */
    double years; /* length of the date set: dates a year */
};

/* The grade from evidence alone: never TREND_NOT_ANSWERABLE. */
enum trend_grade trend_verdict_grade(const struct trend_evidence *evidence, bool before_data);

/* The verdict. quadratic and windowed may be NULL: not tried. *lowered says whether they took it down a step. */
enum trend_grade trend_verdict_decide(enum trend_reason reason, const struct trend_evidence *evidence,
                                      const struct trend_evidence *quadratic, const struct trend_evidence *windowed,
                                      bool before_data, bool *lowered);

/* What the deviation may be called. A shape is named from "moderate" up, where its weight among the identified shapes
 * exceeds .8 and there is another to tell it from; a pulse only with at least a year after it, a step or slope only
 * with three years from the date on, and none for a single district. In the last year pulse and step are one model. */
enum trend_name {
    TREND_UNNAMED,
    TREND_NAMED_PULSE,
    TREND_NAMED_STEP,
    TREND_NAMED_SLOPE,
    TREND_UNDECIDED,
    TREND_LAST_YEAR
};
struct trend_shape_evidence {
    bool identified[TREND_SHAPES];
    double weight[TREND_SHAPES]; /* among the identified */
    double years_from;           /* years from the date to the end, the date's own included */
    bool single_district;
};
enum trend_name trend_verdict_name(enum trend_grade grade, const struct trend_shape_evidence *evidence);

/* "strong" ...; "pulse", "undecided", "last_year" ..., "" for TREND_UNNAMED. */
const char *trend_grade_word(enum trend_grade grade);
const char *trend_name_word(enum trend_name name);

#endif
