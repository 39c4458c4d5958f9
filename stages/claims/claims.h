/* claims.h - the sentences of the summary, each a row that names the published cells it rests on, how it was tested,
 * and the verdict.
 *
 * A paragraph begins with its lead: a row whose text is its heading. Where numbers are lacking a sentence says what
 * could not be done; no sentence has an empty place. Words of cause are never used. */
#ifndef STAGE_CLAIMS_H
#define STAGE_CLAIMS_H

#include "pipeline/publish/edition.h"
#include "pipeline/publish/followup.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/publish/timeline.h"
#include "pipeline/statistics/common_change.h"
#include "pipeline/table/rows.h"

/* The verdicts of a claim, beside those of a named year. */
#define CLAIM_STATED "stated"                 /* a published number, or how it was made */
#define CLAIM_SHOWN "shown"                   /* a difference whose limits leave out 0 */
#define CLAIM_NOT_SHOWN "not_shown"           /* a difference whose limits hold 0 */
#define CLAIM_NOT_ANSWERABLE "not_answerable" /* what the question needs is not there */
#define CLAIM_SILENCED "silenced"             /* definitions contradict each other, so no trend is stated */

enum { CLAIM_CONFIDENCE_PERCENT = 95 };
#define CLAIM_CONFIDENCE 0.95

struct claims {
    struct rows *rows;
    size_t n;          /* claims so far */
    char *heading;     /* of the paragraph begun last */
    const char *place; /* summary, district, statement or answer */
    const char *topic; /* level, break ... */
    size_t n_of_topic;
    struct edition edition;
    struct followup followup;
    struct timeline events, comparability;
    struct settings *report, *protect, *trend, *turnover;
    bool bases_differ; /* person-years of base and compare were not made in the same way: nothing is compared */
    bool parted;       /* likewise, since what is measured, or who is counted, was changed between them */
    bool silenced;     /* definitions disagree in the sign of the change */
    int change;        /* -1 clear decline, 1 clear rise, 0 neither, of the city between base and compare */
    int direction;     /* the sign of that change, clear or not */
};

/* A cell as claims name it: "city:2016,all,none,all,T17:rate". Each returns what the caller frees. */
char *claim_city(const char *period, const char *occupation, const char *dimension, const char *category,
                 const char *column);
char *claim_district(const char *period, const char *district, const char *column);
char *claim_definition(const char *period, const char *occupation, const char *definition);
char *claim_verdict(const struct table *verdicts, size_t row, const char *column);
/* Joins with "; " and frees both; either may be NULL. */
char *claim_join(char *one, char *other);

/* Begins a paragraph. `heading` and `cells` (may be NULL) are taken over and freed; place and topic must outlive the
 * claims. */
void claim_lead(struct claims *c, const char *place, const char *topic, char *heading, char *cells, const char *test,
                const char *verdict);
/* Adds a sentence to it; `text` and `cells` are taken over and freed. `test` and `verdict` are copied. */
void claim_add(struct claims *c, char *text, char *cells, const char *test, const char *verdict);

/* The paragraphs, in the order of the summary. Each writes what there is to write. */
void claim_level(struct claims *c);
void claim_breaks(struct claims *c);
void claim_districts(struct claims *c);
void claim_each_district(struct claims *c);
void claim_consultants(struct claims *c);
void claim_unknown(struct claims *c);
/* Whether workload can be judged: a sentence of claim_unknown's paragraph. */
void claim_workload_unknown(struct claims *c);
void claim_method(struct claims *c);
void claim_protection(struct claims *c);
void claim_answers(struct claims *c);
/* One of the answers: why people leave. */
void claim_why(struct claims *c);

/* Begins the answer to a question. */
void claim_ask(struct claims *c, const char *question);
/* The share of a row of public_distributions, as claims name it; the caller's. */
char *claim_answer_cell(const struct table *t, size_t row);
/* The period of the city's latest exit interviews; NULL where `t`, public_distributions, has none or is NULL. */
const char *claim_interviews(const struct table *t);
/* Their row of a reason; SIZE_MAX where its share is not shown. */
size_t claim_interviews_row(const struct table *t, const char *period, const char *reason);

/* Do the definitions of leaving agree on the sign of the change? Fills the cells (the caller's to free), and how many
 * fell and rose. */
bool claim_definitions_agree(const struct claims *c, char **cells, size_t *n_down, size_t *n_up);

/* Rival explanations of a deviation in the days first..last, and documented changes where none is shown. */
void claim_rivals(struct claims *c, int32_t first, int32_t last);
void claim_changes(struct claims *c, int32_t first, int32_t last);

/* Why a verdict could not be reached, as the fixed sentence ends. */
const char *claim_reason(const struct table *verdicts, size_t row);

/* "2016 och 2024", "perioderna november 2015–oktober 2016 och november 2023–oktober 2024" */
struct swedish claim_between(const struct claims *c);

/* Base and compare, both published and different. */
bool claim_can_compare(const struct claims *c);

#endif
