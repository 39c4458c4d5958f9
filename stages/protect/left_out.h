/* left_out.h - tables that the settings leave out of the report: none of their numbers is shown.
 *
 * Each of them is withheld like any other, and the audit judges it: what is left out of one table may still follow from
 * others, and from earlier reports. The reader is told how many they are. */
#ifndef STAGE_PROTECT_LEFT_OUT_H
#define STAGE_PROTECT_LEFT_OUT_H

#include "stages/protect/protect.h"

#include "pipeline/base/settings.h"

/* False where one is no table that can be left out. `path` is that of the settings. */
bool left_out_read(struct protect *p, const struct settings *settings, const char *path, struct fault *f);

#endif
