/* posting_pack.c - what was noted of a file that was taken by itself, handed on to whoever joins the files. */
#include "pipeline/intake/posting_inside.h"

/* All that is counted of a file, in one order. */
static void each_count(struct posting *p, void visit(void *context, uint32_t *count), void *context)
{
    uint32_t *const single[] = { &p->century_inferred,  &p->interim,           &p->id_rewritten,
                                 &p->end_without_cause, &p->cause_without_end, &p->occupation_missing,
                                 &p->birth_year_doubted };

    for (int i = 0; i < FIELD_COUNT; i++) {
        visit(context, &p->rewritten[i]);
        visit(context, &p->untold[i]);
    }
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++)
        visit(context, single[i]);
}

static void pack_count(void *to, uint32_t *count)
{
    packet_put_number(to, *count);
}

static void unpack_count(void *from, uint32_t *count)
{
    *count = (uint32_t) packet_number_to(from, UINT32_MAX);
}

void posting_pack(const struct posting *p, FILE *to)
{
    struct posting counts = *p;

    each_count(&counts, pack_count, to);
    glossary_pack(p->glossary, to);
}

void posting_unpack(struct posting *p, struct packet *from)
{
    each_count(p, unpack_count, from);
    glossary_unpack(p->glossary, from);
}
