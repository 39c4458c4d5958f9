/* unknown.h - facts that so few persons lack that "unknown" as the name of a row would point one of them out.
 *
 * People with protected identity stand in an extract without gender, birth year, operation or district. A row of those
 * of unknown gender tells, whatever is withheld in it, that there is such a person in that occupation and year; and
 * were only the row left out, the difference between the whole and its other parts would tell the same. So where
 * fewer than `fewest` persons lack a fact they are counted with most of the others: one person among many moves no
 * number that is shown by more than that person. */
#ifndef INTAKE_UNKNOWN_H
#define INTAKE_UNKNOWN_H

#include "pipeline/intake/findings.h"
#include "pipeline/intake/spell_store.h"

/* Of persons in the follow-up (with an occupation), where fewer than `fewest` have no gender or no birth year in any of
 * their spells, and as many as that have one: the gender of most spells, the median birth year. Where fewer than that
 * have a spell without operation, or in a district that is not told: what the spell of theirs before it says, or the
 * one after it, or else most spells. 0 leaves all as they are. The spells are as for rare_words_join(), before it.
 * Notes each fact with its spells, at the file and line of the first of them. Fails as the store does. */
bool unknown_join(struct spell_store *store, size_t fewest, struct findings *findings, struct fault *f);

/* ---- the same where persons stand in shards ---- */

/* Each shard is counted; the counts of all are added up, and decided on; then each is filled. Names of all shards have
 * the same numbers. The caller's, to unknown_free(), which takes NULL. */
struct unknown;
struct unknown *unknown_new(const struct spells *names, size_t fewest, size_t n_threads);
void unknown_free(struct unknown *u);
bool unknown_count(struct unknown *u, struct spell_store *store, struct fault *f);
bool unknown_decide(struct unknown *u); /* whether anybody is counted with others */
bool unknown_fill(struct unknown *u, struct spell_store *store, struct fault *f);
void unknown_note(const struct unknown *u, struct findings *findings);

/* What was counted, and what was changed, handed on and added up. */
void unknown_pack_counts(const struct unknown *u, FILE *to);
void unknown_add_counts(struct unknown *u, struct packet *from);
void unknown_pack_changes(const struct unknown *u, FILE *to);
void unknown_add_changes(struct unknown *u, struct packet *from);

#endif
