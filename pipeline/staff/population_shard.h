/* population_shard.h - the population of a shard of the register as tables, and the population of all shards from them.
 *
 * shard_cells names the cells; by their numbers shard_tallies has stocks, flows and days, shard_transfers the moves and
 * changes of groups, shard_persons and shard_hires what is known from following persons. Everybody is in one shard, so
 * all of it adds up, distinct persons too. */
#ifndef STAFF_POPULATION_SHARD_H
#define STAFF_POPULATION_SHARD_H

#include "pipeline/staff/register.h"

/* After population_settle(). */
bool population_shard_write(const struct population *p, const struct shard *s, struct fault *f);

/* Adds up all shards in an empty population that has its windows, counted by the same: it is settled then. `names` grow
 * by theirs, and are the population's from then on. Fails on a damaged table, and as population_settle() does. */
bool population_shard_sum(struct population *p, const struct shard *s, struct register_names *names, struct fault *f);

#endif
