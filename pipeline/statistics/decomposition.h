/* decomposition.h - why a rate changed: how much is who was there, how much is how often they left. */
#ifndef STATISTICS_DECOMPOSITION_H
#define STATISTICS_DECOMPOSITION_H

#include <stddef.h>

/* Kitagawa 1955 (JASA 50, 1168-1194): the change of a crude rate from time 1 to time 2 over cells (occupation, tenure,
 * ...) as mix = (c2 - c1)(m1 + m2)/2 and rate = (m2 - m1)(c1 + c2)/2, summed; c is a cell's share of the exposure, m
 * its rate. */
struct decomposition {
    double crude1, crude2; /* events over exposure */
    double total;          /* crude2 - crude1 = mix + rate */
    double mix;
    double rate;
    double
        rate_se; /* mix held fixed, counts Poisson: sqrt(sum cbar^2 (x1/e1^2 + x2/e2^2)) over cells seen both times */
    size_t n_borrowed; /* cells with exposure at one time only: the rate of that time stands for both, and the whole
                          change is mix */
};

/* events and exposure of n cells at two times. mix_terms[n] and rate_terms[n] (either may be NULL) get each cell's
 * part; they add up to mix and rate. Everything is NaN, and terms too, where a time has no exposure at all. Cells
 * without exposure at either time contribute 0. */
struct decomposition decomposition_kitagawa(const double *events1, const double *exposure1, const double *events2,
                                            const double *exposure2, size_t n, double *mix_terms, double *rate_terms);

enum { DECOMPOSITION_MOST_FACTORS = 6 };

/* Das Gupta 1993 (Standardization and Decomposition of Rates, US Census P23-186) for the change of any function of K
 * factors, which is the Shapley value: effect_i = sum over sets S without i of |S|! (K-1-|S|)!/K! (f(S + i) - f(S)).
 * value[2^K]: f with the factors of the bits set at their second value. effects[K] add up to value[2^K - 1] - value[0].
 * K at most DECOMPOSITION_MOST_FACTORS. */
void decomposition_shapley(const double *value, size_t n_factors, double *effects);

/* The same for f = sum over cells of a product of factors: first and second hold n_factors rows of n_cells values.
 * terms[n_factors * n_cells] (may be NULL) gets each cell's part of each effect. Returns f(second) - f(first). */
double decomposition_products(const double *first, const double *second, size_t n_factors, size_t n_cells,
                              double *effects, double *terms);

/* Over several years, the sum of the effects between neighbouring years, so that no year in between is skipped: values
 * holds n_times blocks of n_factors rows of n_cells values. Returns f(last) - f(first). */
double decomposition_chain(const double *values, size_t n_times, size_t n_factors, size_t n_cells, double *effects);

#endif
