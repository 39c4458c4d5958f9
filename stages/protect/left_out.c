#include "stages/protect/left_out.h"

#include <string.h>

/* ---- whole tables ---- */

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

/* ---- single numbers ---- */

/* It stands in today's tables, and leaving it out keeps it from somebody. */
static bool is_reported(const struct protect *p, size_t quantity)
{
    const struct quantity *q = links_at(p->links, quantity);

    return q->weight > 0 && !q->earlier && !q->known && q->rule != SUPPRESSION_LEFT_OUT;
}

static bool leave_out(const struct protect *p, size_t quantity)
{
    struct quantity *q = links_at(p->links, quantity);

    if (!is_reported(p, quantity))
        return false;
    q->rule = SUPPRESSION_LEFT_OUT;
    q->kept = true;
    return true;
}

static bool strand(const struct protect *p, size_t quantity)
{
    links_at(p->links, quantity)->stranded = links_at(p->links, quantity)->stranded || is_reported(p, quantity);
    return leave_out(p, quantity);
}

/* A number that stands in no table of today's is given away by those that it is worked out from: the ones that cost the
 * reader least. */
static bool leave_out_around(const struct protect *p, size_t quantity)
{
    double least = 0;
    size_t n_of;
    const size_t *of = links_of(p->links, quantity, &n_of);
    bool more = false;

    for (int taking = 0; taking < 2; taking++)
        for (size_t k = 0; k < n_of; k++) {
            struct links_relation relation = links_relation(p->links, of[k]);

            for (size_t t = 0; t < relation.n; t++) {
                size_t beside = relation.terms[t].quantity;
                double weight = links_at(p->links, beside)->weight;

                if (taking == 0 && is_reported(p, beside) && (least == 0 || weight < least))
                    least = weight;
                if (taking == 1 && weight <= least)
                    more = strand(p, beside) || more;
            }
        }
    return more;
}

/* Beside a number that an earlier report told: then that is what binds it. Else whoever knows the rules learns no more
 * than that something near was small. */
static bool is_beside_told(const struct protect *p, size_t quantity)
{
    size_t n_of;
    const size_t *of = links_of(p->links, quantity, &n_of);

    for (size_t k = 0; k < n_of; k++) {
        struct links_relation relation = links_relation(p->links, of[k]);

        for (size_t t = 0; t < relation.n; t++) {
            const struct quantity *q = links_at(p->links, relation.terms[t].quantity);

            if (q->known && (q->weight > 0 || q->earlier))
                return true;
        }
    }
    return false;
}

/* What was withheld for its sake would give it away again; it needs no protection itself, but whoever is not told of
 * this one can not tell that any more. */
static bool leave_out_with(const struct protect *p, size_t quantity)
{
    size_t n_of;
    const size_t *of = links_of(p->links, quantity, &n_of);
    bool more = false;

    for (size_t k = 0; k < n_of; k++) {
        struct links_relation relation = links_relation(p->links, of[k]);

        for (size_t t = 0; t < relation.n; t++)
            if (links_at(p->links, relation.terms[t].quantity)->large)
                more = leave_out(p, relation.terms[t].quantity) || more;
    }
    return more;
}

bool left_out_more(struct protect *p)
{
    bool more = false;

    for (size_t i = 0; i < links_size(p->links); i++)
        if (links_at(p->links, i)->bare || (links_at(p->links, i)->bound && is_beside_told(p, i)))
            more = strand(p, i) || leave_out_around(p, i) || more;
        else if (links_at(p->links, i)->stranded)
            more = leave_out_with(p, i) || more;
    return more;
}
