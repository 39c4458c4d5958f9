/* register.h - spells.csv, person by person: what it covers, and the population counted from it.
 *
 * The register is known up to its horizon: the extraction date or, where records that still go on come from several
 * extraction dates, the earliest of these. What begins after the horizon has not happened yet, and an end after it is
 * not known yet. Between snapshots the horizon is the last snapshot. */
#ifndef STAFF_REGISTER_H
#define STAFF_REGISTER_H

#include "pipeline/base/fault.h"
#include "pipeline/intake/spell.h"
#include "pipeline/staff/organisation.h"
#include "pipeline/staff/population.h"
#include "pipeline/staff/shard.h"

/* The dates of extracts.csv. */
struct register_dates {
    int32_t *items; /* rising */
    size_t n, capacity;
    bool snapshots;
};

/* Fails where spells and snapshots are in one delivery: who is the same person at the same time can not be told. */
bool register_dates_read(const char *path, struct register_dates *out, struct fault *f);
void register_dates_free(struct register_dates *d);

struct register_rules {
    bool fixed_term;                /* fixed-term employees are in the population too */
    const char *const *occupations; /* those in the population; n_occupations 0: all that have a code */
    size_t n_occupations;
    const char *occupations_path; /* the settings in which they stand, for a message; or NULL */
    uint64_t occupations_line;
    const struct organisation *organisation;
    const struct shard *shard; /* of the register this part alone; NULL: all of it */
};

/* What the register covers; days, and INT32_MAX where there are none. */
struct register_facts {
    int32_t horizon;
    int32_t first_start; /* earliest first day of a record in the population */
    int32_t first_end;   /* earliest recorded last day of one: leavers are recorded from about then on */
    uint16_t
        old_file; /* where the horizon lies before the last extraction date: file and line of a record that says so */
    uint32_t old_line;
    bool anybody; /* is in the population */
};

/* Reads the whole register once for its facts. Not needed where there is one extraction date and years are given:
 * then the horizon is that date. Fails like register_count(). */
bool register_look(const char *path, const struct register_dates *dates, const struct register_rules *rules,
                   struct register_facts *out, struct fault *f);

/* The names that a population's numbers refer to. */
struct register_names {
    struct spells
        written; /* its dictionaries: units, occupations and operations as they stand in spells.csv; no items */
    struct dictionary *districts; /* today's */
};

void register_names_begin(struct register_names *names);
void register_names_free(struct register_names *names);

/* Takes one person: all monthly-paid records, in any order (between snapshots as days, see snapshot.h), which are the
 * register's again afterwards. */
struct register_visitor {
    void (*person)(void *context, const struct post_record *records, size_t n, const struct stay_person *about);
    void *context;
};

/* Visits everybody, one person after the other, with names that grow meanwhile. facts->horizon is read, first_start and
 * first_end and anybody are set. Fails with path and line on a damaged row, or persons out of order; unless it is a
 * shard, where nobody is in the population, and where an occupation that is asked for is in no record. */
bool register_visit(const char *path, const struct register_dates *dates, const struct register_rules *rules,
                    int32_t gap_days, struct register_names *names, struct register_facts *facts,
                    const struct register_visitor *visitor, struct fault *f);

/* Counts everybody, in as many threads (0: what the machine and the size of the register are good for): what is counted
 * is the same for any number. `population` has its windows and
 * rules but for names and organisation, which are set here. Fails like register_visit(). */
bool register_count(const char *path, const struct register_dates *dates, const struct register_rules *rules,
                    size_t n_threads, struct register_names *names, struct register_facts *facts,
                    struct population *population, struct fault *f);

#endif
