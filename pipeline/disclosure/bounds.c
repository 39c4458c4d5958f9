#include "pipeline/disclosure/bounds.h"

#include <math.h>

static int kind_of(double least, double most)
{
    if (!isfinite(least))
        return isfinite(most) ? GLP_UP : GLP_FR;
    return !isfinite(most) ? GLP_LO : least == most ? GLP_FX : GLP_DB;
}

void bounds_of_column(glp_prob *lp, int column, double least, double most)
{
    glp_set_col_bnds(lp, column, kind_of(least, most), isfinite(least) ? least : 0, isfinite(most) ? most : 0);
}

void bounds_of_row(glp_prob *lp, int row, double least, double most)
{
    glp_set_row_bnds(lp, row, kind_of(least, most), isfinite(least) ? least : 0, isfinite(most) ? most : 0);
}
