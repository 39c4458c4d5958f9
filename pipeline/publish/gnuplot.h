/* gnuplot.h - the program gnuplot: started without a shell, in a folder, with an environment that holds only PATH and
 * what fonts need, and with what it says in a file of that folder. Used by plot.c alone. */
#ifndef PUBLISH_GNUPLOT_H
#define PUBLISH_GNUPLOT_H

#include "pipeline/base/fault.h"

#include <stdbool.h>
#include <sys/types.h>

/* `scripts` is where it looks for scripts, `arguments` what it is called with, its name first. On success *child is to
 * be finished or stopped; fails where gnuplot is not there (FAULT_DEPENDENCY) or can not be started, and *child is 0.
 */
bool gnuplot_start(const char *folder, const char *scripts, char *const *arguments, pid_t *child, struct fault *f);

/* Waits, and says whether it drew all without a word. *said is the caller's, to free(); NULL where it can not be
 * read. *child becomes 0. */
bool gnuplot_finish(const char *folder, pid_t *child, char **said);

void gnuplot_stop(pid_t child);

#endif
