#include "stages/protect/left_out.h"

#include <string.h>

/* Those that nothing else in the report needs. */
static const char *const TABLES[] = { "districts", "district_occupation", "definitions", "balance",
                                      "public_retention_cause" };

static bool can_be_left_out(const char *table)
{
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++)
        if (strcmp(TABLES[i], table) == 0)
            return true;
    return false;
}

bool left_out_read(struct protect *p, const struct settings *settings, const char *path, struct fault *f)
{
    p->left_out = settings_list(settings, "protect", "leave_out", &p->n_left_out);
    for (size_t i = 0; i < p->n_left_out; i++)
        if (!can_be_left_out(p->left_out[i]))
            return fault_set(
                f, FAULT_DATA,
                "%s: [protect] leave_out '%s' är ingen tabell som kan utelämnas: skriv en eller flera av districts, "
                "district_occupation, definitions, balance och public_retention_cause",
                path, p->left_out[i]);
    return true;
}

bool protect_leaves_out(const struct protect *p, const char *table)
{
    for (size_t i = 0; i < p->n_left_out; i++)
        if (strcmp(p->left_out[i], table) == 0)
            return true;
    return false;
}
