/* stays_curves.h - what hangs on the horizons that are shown (stays.h): curves up to them, and causes at them. */
#ifndef STAGE_PROTECT_STAYS_CURVES_H
#define STAGE_PROTECT_STAYS_CURVES_H

#include "stages/protect/stays.h"

/* survival.csv into public_survival.csv, and retention_cause.csv into public_retention_cause.csv. */
bool stays_release_curves(struct protect *p, const struct table *survival, const struct horizons *all,
                          const char *directory, struct fault *f);
bool stays_release_causes(struct protect *p, const struct table *causes, const struct horizons *all,
                          const char *directory, struct fault *f);

#endif
