/* linked.h - every published number under its name in the links, and what it adds up to.
 *
 * Names are made of the table's words, so that the room which puts a number into the links and the room which releases
 * it find the same quantity. What is linked, table by table:
 *
 *   - city: the categories of each split are together its whole, the occupations the city; exits and person-years
 *   - districts: together the city; moves out of districts, the city's moves
 *   - district_occupation: the years of a plan period, by district and by occupation
 *   - definitions: numerators that are exits, exits by cause or min(in, out); denominators that are stocks or hires;
 *     those who remain of a share; occupations together
 *   - balance: opening + in - out = closing = the next opening; occupations together
 *   - public_retention: hired = left + lost + remain; hired in a cohort = hires of its years; categories; between
 *     horizons
 *   - public_intake: records in = kept + rejected + merged; rejected = the sum of the reasons
 */
#ifndef STAGE_PROTECT_LINKED_H
#define STAGE_PROTECT_LINKED_H

#include "stages/protect/balance.h"

enum { LINKED_NAME = 768 };

/* The words joined by |, into `name`, which is returned. */
#define LINKED(name, ...) linked_name((name), (const char *const[]){ __VA_ARGS__, NULL })
const char *linked_name(char name[LINKED_NAME], const char *const words[]);

/* The names of the count and the group behind a row of rates.csv, as far as the catalogue publishes it. */
bool linked_row(const struct protect *p, const struct table *rates, size_t row, char count[LINKED_NAME],
                char group[LINKED_NAME]);

/* The rule for a quantity of that name; DERIVED where nothing of that name is published. */
enum suppression_rule linked_rule(const struct protect *p, const char *name);

/* The names of an item of the balance of a year, see balance.h. */
const char *linked_item(const struct protect *p, const struct balance_year *y, int item, char name[LINKED_NAME]);

void linked_rates(struct protect *p, const struct table *rates, const struct balance_years *years);
/* Withholds the lesser of two sums where the stocks that tell which of them it is are withheld, and exits on own
 * request where no cause is stated of any and their number is: true where any was, for then the links must be closed
 * once more. */
bool linked_settle(struct protect *p, const struct table *rates);
/* A file of so few records may be all there is of a unit whose size is not told. */
bool linked_is_small_file(const struct protect *p, const struct table *intake, size_t row);
void linked_intake(struct protect *p, const struct table *intake, const struct table *rejects);

/* Every year from `first` to `last` of a period like 2016-2018, or of a single year; false where it is neither. */
bool linked_years(const char *period, int *first, int *last);

#endif
