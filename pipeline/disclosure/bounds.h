/* bounds.h - least and most of a column or a row of a linear programme, either of them infinite. */
#ifndef DISCLOSURE_BOUNDS_H
#define DISCLOSURE_BOUNDS_H

#include <glpk.h>

void bounds_of_column(glp_prob *lp, int column, double least, double most);
void bounds_of_row(glp_prob *lp, int row, double least, double most);

#endif
