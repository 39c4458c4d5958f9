/* days.h - a set of days, each once and in ascending order. For few days that are met again and again. */
#ifndef BASE_DAYS_H
#define BASE_DAYS_H

#include <stddef.h>
#include <stdint.h>

/* All zero is empty; to days_free(). */
struct days {
    int32_t *items;
    size_t n, capacity;
};

void days_add(struct days *d, int32_t day);
/* How many days are before it; SIZE_MAX where it is not there. */
size_t days_number(const struct days *d, int32_t day);
void days_free(struct days *d);

#endif
