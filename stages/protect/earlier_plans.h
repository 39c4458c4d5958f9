/* earlier_plans.h - plan periods of several reports, whose years differ.
 *
 * A report of 2021-2024 and one of 2021-2023 tell by their difference what a district's occupation did in 2024, which
 * no table shows. Where plan periods of this report and of earlier ones overlap and are not the same, the years are cut
 * into stretches of which every period has all or none: what a district's occupation did in one of them is a number
 * like any other, and is protected with the rest. A period is its stretches; the occupations of a district are together
 * its years, the districts of an occupation the city's. Where all periods are the same there are none such. */
#ifndef STAGE_PROTECT_EARLIER_PLANS_H
#define STAGE_PROTECT_EARLIER_PLANS_H

#include "stages/protect/earlier_tables.h"
#include "stages/protect/linked.h"

#include "pipeline/staff/organisation.h"

struct plans_report {
    const char *edition;
    const struct earlier_tables *tables;
};

/* To be called when all of today's numbers are in the links, and those of districts have been compared. */
void plans_link(struct protect *p, const struct table *rates, const struct organisation *organisation,
                const struct plans_report *reports, size_t n);

#endif
