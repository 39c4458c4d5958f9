/* shards.h - the steps of a register that is counted in shards (staff/shard.h). */
#ifndef STAGE_TURNOVER_SHARDS_H
#define STAGE_TURNOVER_SHARDS_H

#include "stages/turnover/counted.h"

/* For checks, too. Without a register (`dates` empty) there is nothing to be found, and that is written. */
bool shards_find_facts(const struct shard *s, const char *spells, const struct plan *plan,
                       const struct register_dates *dates, struct fault *f);

/* `c` NULL: no register. */
bool shards_write(const struct shard *s, const struct counted *c, struct fault *f);

/* Adds up all shards. The windows of `c` are known, its population is begun. */
bool shards_sum(const struct shard *s, const struct plan *plan, struct counted *c, struct fault *f);

#endif
