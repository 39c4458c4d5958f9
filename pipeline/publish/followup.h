/* followup.h - the public tables of what is followed up beside turnover, and how to find a value in them.
 *
 * A delivery may have no indicators: then every table is empty and nothing is found. What is given out is borrowed
 * until followup_free. */
#ifndef PUBLISH_FOLLOWUP_H
#define PUBLISH_FOLLOWUP_H

#include "pipeline/publish/edition.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/table/table.h"

struct followup {
    struct table *indicators, *distributions, *areas, *files;
};

/* Reads those tables of `directory`; one that is not there counts as without rows. On failure *out need not be freed.
 */
bool followup_read(const char *directory, struct followup *out, struct fault *f);
void followup_free(struct followup *u);

/* What a row is about; NULL: whatever. */
struct followup_key {
    const char *indicator, *period, *district, *category, *group, *definition;
};

/* The first row at or after `from` with this basis (own, published, reference; NULL: any) and key; SIZE_MAX where there
 * is none. */
size_t followup_find(const struct followup *u, size_t from, const char *basis, struct followup_key key);

/* The words of one column among the rows with this key, each once: periods in order of time, else as the table has
 * them. The caller frees .items, not the texts. */
struct names followup_names(const struct followup *u, const char *column, const char *basis, struct followup_key key);

/* A value as it is published: NaN where it is not shown or a range. */
struct followup_value {
    bool found, withheld, shown;
    size_t row;
    double value, lower, upper, low, high, numerator, denominator, districts, districts_of;
};
struct followup_value followup_own(const struct followup *u, struct followup_key key);
struct followup_value followup_row(const struct followup *u, size_t row);

/* "2016", "april 2021", "1 november 2016"; and with its preposition: "2016", "i april 2021", "den 1 november 2016". */
struct swedish followup_period(const char *period);
struct swedish followup_when(const char *period);
/* To begin a sentence with: "År 2016", "I april 2021", "Den 1 november 2016". */
struct swedish followup_when_capital(const char *period);
/* Where it stands on an axis of years, as swedish_day_position. */
double followup_position(const char *period);

/* "omkring 30", "130–140", "100": with the word of precision that it was published with, where that is one that can
 * stand before a number. The caller's, to free(). */
char *followup_stated(const struct table *t, size_t row);

#endif
