/* indicators.h - what of the indicators may be shown, shared by the two rooms that release them.
 *
 * Counts of persons and of events that happened to staff: 1 to threshold - 1 are withheld. Properties of a group
 * (sickness absence, survey, caseload): as many persons as [protect] survey_threshold says, more than ten, and a share
 * of answers that all or none gave is withheld. Among cells that sum to a shown total the withheld ones are made so
 * many that what is small could be anything from 0 to the threshold: the others withheld with it hold at least the
 * threshold together. */
#ifndef STAGE_PROTECT_INDICATORS_H
#define STAGE_PROTECT_INDICATORS_H

#include "stages/protect/protect.h"

/* Cells that sum to a total that is shown. */
struct cover {
    const double *counts;         /* NaN: not known, and left alone */
    enum suppression_rule *rules; /* of each cell; more of them are made SUPPRESSION_DERIVED */
    size_t n;
};

/* Withholds more cells, the smallest first, until none that is small can be worked out; zeros only where nothing else
 * is left. */
void cover_small(const struct cover *c, double threshold);

/* Of fewer persons than the threshold for surveys, or than that for groups where it is higher. */
enum suppression_rule indicators_group_rule(const struct protect *p, double people);

/* NULL where the stage indicators has written no such table. */
bool indicators_read(const char *directory, const char *name, struct table **out, struct fault *f);

bool protect_answers(struct protect *p, const char *private_directory, const char *directory, struct fault *f);

#endif
