/* audit_rounded.c - counts of an earlier report that are rounded: near to what is shown lies what they were. */
#include "pipeline/disclosure/audit_inside.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>

void audit_edition_rounded(struct audit *a, const char *table, const char *column, int base)
{
    char id[ID_LENGTH];
    size_t i = dictionary_intern(a->rounded, id, audit_id(id, "", table, "", column));

    a->bases = memory_grow(a->bases, &a->bases_capacity, i + 1, sizeof *a->bases);
    a->bases[i] = base;
}

double audit_half_of(const struct audit *a, const struct audit_number *number)
{
    char id[ID_LENGTH];
    uint32_t i = *a->edition == '\0'
                     ? UINT32_MAX
                     : dictionary_find(a->rounded, id, audit_id(id, "", number->table, "", number->column));

    if (i == UINT32_MAX || !isfinite(number->value) || number->value == 0 || fmod(number->value, a->bases[i]) != 0)
        return 0;
    return number->kind == AUDIT_COUNT ? floor(a->bases[i] / 2.0)
                                       : a->bases[i] / 2.0; /* a mean of stocks is not whole */
}

void audit_put_near(struct audit *a, size_t same, const struct audit_number *shown, double half)
{
    static const char *const family = "rounded numbers lie near what they were";
    struct audit_number near = { .kind = AUDIT_UNSEEN, .key = shown->key, .column = shown->column, .open = true };
    char table[ID_LENGTH], name[ID_LENGTH];

    snprintf(table, sizeof table, "rounded %s", shown->table);
    snprintf(name, sizeof name, "%s|%s|%s", shown->table, shown->key, shown->column);
    near.table = table;
    near.value = shown->value;
    if (audit_has(a, family, name))
        return;
    audit_join(a, family, name, same, 1);
    audit_join(a, family, name, audit_add(a, &near), -1);
    audit_allow(a, family, name, half);
    audit_told(a, same);
}
