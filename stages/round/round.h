/* round.h - what the rooms of the stage share: the tables as they may be shown, and what each of them becomes. */
#ifndef STAGE_ROUND_H
#define STAGE_ROUND_H

#include "pipeline/base/dictionary.h"
#include "pipeline/table/rows.h"
#include "pipeline/table/table.h"

/* One table being rounded. */
struct rounding {
    int base;
    const struct table *from;   /* as protect let it through */
    const struct table *city;   /* city.csv of those, which says how person-years were counted */
    struct rows *to;            /* the public table */
    struct dictionary *columns; /* those of the table that are rounded */
    size_t n_left_out;          /* values that can not be had of rounded counts, and are not shown */
};

/* Puts the rounded number, where it is there, in the row begun last, and notes that the column is rounded. */
void round_number(struct rounding *r, const char *column, double value);

/* Whether person-years of a period (2019, 2016-2018) are days. Else they are made of numbers of persons, and are
 * rounded like those. */
bool round_is_days(const struct rounding *r, const char *period);

/* Each puts what is not a copy in the row of `to` that was begun last, a copy of row `row` of `from`. */
typedef void round_row(struct rounding *r, size_t row);
round_row round_city, round_district, round_plan, round_definition, round_item, round_stay, round_stay_cause,
    round_file, round_reason, round_indicator, round_answer;

#endif
