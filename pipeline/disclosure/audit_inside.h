/* audit_inside.h - what the rooms of the audit share: audit.c takes in numbers and relations, audit_solve.c solves
 * them. */
#ifndef DISCLOSURE_AUDIT_INSIDE_H
#define DISCLOSURE_AUDIT_INSIDE_H

#include "pipeline/base/dictionary.h"
#include "pipeline/disclosure/audit.h"

struct member {
    uint32_t relation;
    size_t number;
    double factor;
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
    bool *dropped; /* by family */
    bool *derived; /* by number */
    size_t derived_capacity;
    double *slack; /* by relation */
    size_t slack_capacity;
    bool *now; /* by relation */
    size_t now_capacity;
    bool *before; /* by number: of an earlier report, or shown by one */
    size_t before_capacity;
    bool any_revealed;
    bool alone;               /* what is shown is what the earlier reports show alone */
    const char *edition;      /* "": this report */
    struct dictionary *apart; /* of the edition that is being read */
    struct audit_finding *findings;
};

#endif
