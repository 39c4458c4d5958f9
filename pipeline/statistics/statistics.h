/* statistics.h - what a program does once before it computes anything. */
#ifndef STATISTICS_STATISTICS_H
#define STATISTICS_STATISTICS_H

/* Switches off GSL's error handler, which would end the program: everything on this floor checks what GSL returns.
 * First line of main in every stage that uses this floor. */
void statistics_begin(void);

#endif
