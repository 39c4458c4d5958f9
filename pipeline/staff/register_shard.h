/* register_shard.h - what shards of the register know of it, as tables: shard_facts, and shard_counted with
 * shard_names.
 */
#ifndef STAFF_REGISTER_SHARD_H
#define STAFF_REGISTER_SHARD_H

#include "pipeline/staff/register.h"

/* What register_look() found in the shard; and in all of them, as in the whole register. */
bool register_facts_write(const struct shard *s, const struct register_facts *facts, struct fault *f);
bool register_facts_sum(const struct shard *s, struct register_facts *out, struct fault *f);

/* What was found when the shard was counted. Of all of them: first_start, first_end and anybody of the facts are set,
 * and `names` get the occupations. Fails as register_count() does of a whole register. */
bool register_counted_write(const struct shard *s, const struct register_facts *facts,
                            const struct register_names *names, struct fault *f);
bool register_counted_sum(const struct shard *s, const struct register_rules *rules, struct register_names *names,
                          struct register_facts *facts, struct fault *f);

#endif
