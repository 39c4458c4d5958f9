/* unknown_pack.c - what was counted and changed of the facts in one shard, handed on and added up. */
#include "pipeline/intake/unknown_inside.h"

/* Those that there are: of 65,536 birth years that could be some dozen are. */
static void pack_values(FILE *to, const struct fact *t)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n_values; i++)
        n += t->n_of[i] > 0;
    packet_put_number(to, n);
    for (size_t i = 0; i < t->n_values; i++)
        if (t->n_of[i] > 0) {
            packet_put_number(to, i);
            packet_put_number(to, t->n_of[i]);
        }
}

static void add_values(struct packet *from, struct fact *t)
{
    uint64_t n = packet_number(from);

    for (uint64_t i = 0; i < n && from->whole; i++) {
        uint64_t value = packet_number(from), spells = packet_number(from);

        from->whole = from->whole && value < t->n_values;
        if (from->whole)
            t->n_of[value] += (size_t) spells;
    }
}

void unknown_pack_counts(const struct unknown *u, FILE *to)
{
    for (size_t i = 0; i < N_FACTS; i++) {
        const struct fact *t = &u->all[i];

        packet_put_number(to, t->n_lacking);
        packet_put_number(to, t->n_known);
        pack_values(to, t);
    }
}

void unknown_add_counts(struct unknown *u, struct packet *from)
{
    for (size_t i = 0; i < N_FACTS; i++) {
        struct fact *t = &u->all[i];

        unknown_begin_values(t);
        t->n_lacking += (size_t) packet_number(from);
        t->n_known += (size_t) packet_number(from);
        add_values(from, t);
    }
}

void unknown_pack_changes(const struct unknown *u, FILE *to)
{
    for (size_t i = 0; i < N_FACTS; i++) {
        packet_put_number(to, u->all[i].n_changed);
        packet_put_number(to, u->all[i].file);
        packet_put_number(to, u->all[i].line);
    }
}

void unknown_add_changes(struct unknown *u, struct packet *from)
{
    for (size_t i = 0; i < N_FACTS; i++) {
        size_t n = (size_t) packet_number(from);
        uint16_t file = (uint16_t) packet_number_to(from, UINT16_MAX);
        uint32_t line = (uint32_t) packet_number_to(from, UINT32_MAX);

        if (n > 0)
            unknown_changed(&u->all[i], n, file, line);
    }
}
