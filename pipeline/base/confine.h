/* confine.h - a process gives up, for itself and its children, what it does not need: hostile text that got through to
 * some program below would then find nothing to run and nobody to talk to.
 *
 * The kernel has to have it (Linux 5.13 with Landlock; seccomp). Where it has not, nothing is given up and nothing
 * fails: the text is made harmless before, and this is the second lock. What is given up can not be had back. */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include <stdbool.h>

/* For programs that hold personal data, before they read any: a crash leaves no core file, nobody else's debugger reads
 * the memory, what starts below leaves no core file either, and what is made is the owner's alone whatever the umask
 * was. A kernel that has no such thing is left as it is. */
void confine_memory(void);

/* From now on nothing can be executed but `program`, as PATH finds it, with the loader it names. False where the kernel
 * can not do it, or the program is not there or is a script, which needs others. */
bool confine_to_program(const char *program);

/* From now on nothing new can be executed, and no socket opened, at all. False where the kernel can not do it. */
bool confine_to_files(void);

#endif
