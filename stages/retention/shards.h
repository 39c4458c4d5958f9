/* shards.h - lengths of stay of a shard of the register as tables, and of all shards from them (staff/shard.h). */
#ifndef STAGE_RETENTION_SHARDS_H
#define STAGE_RETENTION_SHARDS_H

#include "stages/retention/retention.h"

/* `followed` NULL: nobody could be. */
bool shards_write(const struct shard *s, const struct followed *followed, struct fault *f);

/* Adds up all shards. `names` (begun) keeps the categories. On success *out is the caller's, to followed_free(). */
bool shards_sum(const struct shard *s, const struct ask *ask, struct register_names *names, struct followed *out,
                struct fault *f);

#endif
