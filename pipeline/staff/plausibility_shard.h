/* plausibility_shard.h - a register asked whether it means what it seems to (plausibility.h), shard by shard.
 *
 * Snapshots are to be known of all shards (shard_snapshots) before any is counted; then what is found by day, snapshot
 * and district adds up, and is judged once. */
#ifndef STAFF_PLAUSIBILITY_SHARD_H
#define STAFF_PLAUSIBILITY_SHARD_H

#include "pipeline/staff/plausibility.h"
#include "pipeline/staff/shard.h"

/* A step of facts; `snapshots`: whether there are any in the register, so that they have to be looked for. */
bool plausibility_shard_facts(const struct shard *s, const char *spells, bool snapshots, struct fault *f);

/* After the facts of all shards. */
bool plausibility_shard_write(const struct shard *s, const char *spells, const struct plausibility *p,
                              const struct organisation *organisation, struct fault *f);

/* As plausibility_look() of the whole register. */
bool plausibility_shard_sum(const struct shard *s, const struct plausibility *p, struct doubts *out, struct fault *f);

#endif
