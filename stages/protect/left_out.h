/* left_out.h - the last resort: what earlier reports told may leave nothing to protect a number with, whatever else is
 * withheld today. Then it is not reported at all, nor what gives it away, and the reader is told how much there is of
 * that. Nothing of what is left out is ever reported again, so that it ends. */
#ifndef STAGE_PROTECT_LEFT_OUT_H
#define STAGE_PROTECT_LEFT_OUT_H

#include "stages/protect/protect.h"

#include "pipeline/base/settings.h"

/* Whole tables that the settings leave out; false where one is no table that can be. `path` is that of the settings. */
bool left_out_read(struct protect *p, const struct settings *settings, const char *path, struct fault *f);

/* To be called when the links are closed. True where more was left out: then they must be closed once more. */
bool left_out_more(struct protect *p);

#endif
