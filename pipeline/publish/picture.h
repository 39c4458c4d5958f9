/* picture.h - what gnuplot drew, put where it belongs: whole or not at all, and the same bytes whichever process drew
 * it.
 *
 * `drawn` is gnuplot's file, `script` the name of what drew it, for a fault, `target` where it goes. Used by plot.c
 * alone. Fails where the file is not a whole picture, or can not be written. */
#ifndef PUBLISH_PICTURE_H
#define PUBLISH_PICTURE_H

#include "pipeline/base/fault.h"

#include <stdbool.h>

/* With the title and the description of ours, and fonts of the same widths where ours is missing. */
bool picture_put_svg(const char *drawn, const char *script, const char *title, const char *description,
                     const char *target, struct fault *f);
bool picture_put_png(const char *drawn, const char *script, const char *target, struct fault *f);

#endif
