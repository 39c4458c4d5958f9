#include "pipeline/statistics/statistics.h"

#include <gsl/gsl_errno.h>

void statistics_begin(void)
{
    gsl_set_error_handler_off();
}
