/* register_pass.h - a pass over the register, or over a part of it: what register.c and register_count.c share. */
#ifndef STAFF_REGISTER_PASS_H
#define STAFF_REGISTER_PASS_H

#include "pipeline/staff/register.h"

/* What is found once for each name, by its number. */
struct register_known {
    uint16_t *items;
    size_t n, capacity;
};

/* A pass over the register. */
struct register_pass {
    const char *path;
    const struct register_dates *dates;
    const struct register_rules *rules;
    struct register_facts *facts;
    struct register_names *names;
    struct spell_stream *stream;
    struct register_known followed; /* per occupation: 1 in the population */
    struct register_known today;    /* per unit: number of today's district */
    /* Of register_visit(). */
    const struct register_visitor *visitor;
    int32_t gap_days;
    uint8_t person[PSEUDONYM_BYTES];
    struct spell first; /* of all */
    struct stay_person about;
    int32_t gender_from, birth_year_from; /* extraction dates of what is known about the person */
    struct post_record *records;
    size_t n_records, capacity;
    bool begun, anybody;
    bool preceded; /* `person` is that of the row before all of them */
};

/* Opens the stream; to register_pass_end() in any case. */
bool register_pass_begin(struct register_pass *p, struct fault *f);
void register_pass_end(struct register_pass *p);

/* Visits everybody of the stream. Fails with path and line on a damaged row, or persons out of order. */
bool register_pass_all(struct register_pass *p, struct fault *f);

/* Once, after all: what is said of everybody; of a shard nothing is. Fails as register_pass_check() does. */
bool register_pass_finish(const struct register_pass *p, struct fault *f);

/* Fails where nobody is in the population, or an occupation that is asked for is in no record. */
bool register_pass_check(const struct register_rules *rules, const struct register_names *names, bool anybody,
                         struct fault *f);

/* Fills the fault: the person of s stands after one who comes later. Returns false. */
bool register_pass_disorder(const struct register_pass *p, const struct spell *s, struct fault *f);

#endif
