/* audit_inside.h - what the rooms of the audit share: audit.c takes in numbers and relations, audit_relation.c weighs
 * relations up, audit_solve.c solves them. */
#ifndef DISCLOSURE_AUDIT_INSIDE_H
#define DISCLOSURE_AUDIT_INSIDE_H

#include "pipeline/base/dictionary.h"
#include "pipeline/disclosure/audit.h"

enum { ID_LENGTH = 1024 };

struct member {
    uint32_t relation;
    size_t number;
    double factor;
};

/* A number that is shown, among those by which something is found out. */
struct reason {
    size_t set, number;
    double weight;
};

struct audit {
    double count_threshold, group_threshold, survey_threshold;
    double dominance_contributors, dominance_percent;
    struct dictionary *ids, *relations, *families;
    struct audit_number *numbers;
    size_t n, capacity;
    struct member *members;
    size_t n_members, members_capacity;
    uint32_t *family_of; /* by relation */
    size_t family_capacity;
    bool *dropped;               /* by family */
    struct dictionary *doubted;  /* families, by name */
    struct dictionary *left_out; /* tables */
    bool *derived;               /* by number */
    size_t derived_capacity;
    double *slack; /* by relation */
    size_t slack_capacity;
    bool *now; /* by relation */
    size_t now_capacity;
    bool *before; /* by number: of an earlier report, or shown by one */
    size_t before_capacity;
    bool any_revealed;
    bool alone;                 /* what is shown is what the earlier reports show alone */
    const char *edition;        /* "": this report */
    char extracted[12];         /* the last day of extraction, as it is told; "": none is */
    struct dictionary *apart;   /* of the edition that is being read */
    struct dictionary *rounded; /* its columns that are, by table */
    int *bases;
    size_t bases_capacity;
    double *half; /* by number: it may be so much more or less than what is shown of it */
    size_t half_capacity;
    struct audit_finding *findings;
    struct reason *reasons;
    size_t n_reasons, reasons_capacity, n_sets;
};

/* What names a number or a relation, of a report. */
size_t audit_id(char id[ID_LENGTH], const char *edition, const char *table, const char *key, const char *column);

/* audit_rounded.c: within so much of what the edition that is being read shows of it lies what the number was; 0 where
 * it is that. */
double audit_half_of(const struct audit *a, const struct audit_number *number);
/* The number `same`, which this report does not show, lies within `half` of what that edition shows of it. */
void audit_put_near(struct audit *a, size_t same, const struct audit_number *shown, double half);

/* audit_reason.c: the unknown at that place of a block is not safe, and by what. */
struct audit_block;
void audit_note_reasons(struct audit *a, const struct audit_block *b, size_t place);

#endif
