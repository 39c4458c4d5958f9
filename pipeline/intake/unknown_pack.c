/* unknown_pack.c - what was counted and changed of the facts in one shard, handed on and added up. */
#include "pipeline/intake/unknown_inside.h"

#include <stdlib.h>

void unknown_pack_counts(const struct unknown *u, FILE *to)
{
    for (size_t i = 0; i < N_FACTS; i++) {
        const struct fact *t = &u->all[i];

        packet_put_number(to, t->n_lacking);
        packet_put_number(to, t->n_known);
        packet_put_array(to, t->n_of, t->n_values, sizeof *t->n_of);
    }
}

void unknown_add_counts(struct unknown *u, struct packet *from)
{
    for (size_t i = 0; i < N_FACTS; i++) {
        struct fact *t = &u->all[i];
        size_t *n_of, n;

        unknown_begin_values(t);
        t->n_lacking += (size_t) packet_number(from);
        t->n_known += (size_t) packet_number(from);
        n_of = packet_array(from, &n, sizeof *n_of);
        from->whole = from->whole && n == t->n_values;
        for (size_t k = 0; k < n && from->whole; k++)
            t->n_of[k] += n_of[k];
        free(n_of);
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
