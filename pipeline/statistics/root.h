/* root.h - where a function crosses zero, between two points at which its signs differ. */
#ifndef STATISTICS_ROOT_H
#define STATISTICS_ROOT_H

/* The root within [low, high], to the last digits of a double. An end at which the function is 0 is the root. Infinite
 * values of the function are fine; NaN where the signs at the ends do not differ. Method: Chandrupatla 1997 (Adv. Eng.
 * Softw. 28, 145-149), inverse quadratic interpolation where it is safe, else bisection. */
double root_find(double (*function)(double x, void *context), void *context, double low, double high);

#endif
