/* areas.h - the areas of methods, one file each: methods_<area>.c defines its list, main.c puts them in order. */
#ifndef STAT_AREAS_H
#define STAT_AREAS_H

#include "stages/stat/method.h"

extern const struct method_area methods_rates;
extern const struct method_area methods_mix;
extern const struct method_area methods_units;
extern const struct method_area methods_survival;
extern const struct method_area methods_spells;
extern const struct method_area methods_survey;
extern const struct method_area methods_poisson;
extern const struct method_area methods_diagnostics;
extern const struct method_area methods_breaks;
extern const struct method_area methods_trend;
extern const struct method_area methods_verdict;
extern const struct method_area methods_compare;

#endif
