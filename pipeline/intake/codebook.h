/* codebook.h - the local words of a delivery and what they mean here: headers, occupations, causes of exit, forms,
 * genders.
 *
 * Built-in Swedish and English words, extended or overruled by the files in codes/ of the delivery (columns `word,code`
 * and, where wanted, `valid_from,valid_to`): headers.csv, occupation.csv, cause.csv, form.csv, gender.csv, pay.csv,
 * operation.csv, unit.csv. Codes of causes, forms, genders and pay are the words of the exchange tables, or a built-in
 * word that means the same
 * ("tillsvidare"); codes of headers are canonical headers or one of their aliases, and `ignoreras` for a column not to
 * be used. Words match whatever their case, surrounding blanks, and composed or decomposed å ä ö. A word that nobody
 * mapped is never guessed: it is counted, and becomes what the kind's comment says. */
#ifndef INTAKE_CODEBOOK_H
#define INTAKE_CODEBOOK_H

#include "pipeline/base/fault.h"

#include <stddef.h>
#include <stdint.h>

enum codebook_field { /* canonical columns of a staff file */
                      FIELD_PERSONNUMMER,
                      FIELD_PERSONID,
                      FIELD_DISTRICT,
                      FIELD_OCCUPATION, /* yrke, befattning, title, aid */
                      FIELD_OPERATION,
                      FIELD_FORM,
                      FIELD_PAY, /* avlöning: månad | timme */
                      FIELD_GRADE,
                      FIELD_GENDER,
                      FIELD_BIRTH_YEAR,
                      FIELD_START,
                      FIELD_END,
                      FIELD_CAUSE,
                      FIELD_EXTRACTION,
                      FIELD_UNKNOWN, /* not asked for: its content is never copied */
};
enum { FIELD_COUNT = FIELD_UNKNOWN };

enum staff_form { FORM_UNKNOWN, FORM_PERMANENT, FORM_FIXED_TERM, FORM_HOURLY };
enum staff_gender { GENDER_UNKNOWN, GENDER_WOMAN, GENDER_MAN };
enum staff_cause {             /* of exit, domain.md 2.4 */
                   CAUSE_NONE, /* not stated and the spell is open */
                   CAUSE_OWN_REQUEST,
                   CAUSE_PENSION,
                   CAUSE_TERM_ENDED,
                   CAUSE_DISMISSED,
                   CAUSE_DEATH_OR_ILLNESS,
                   CAUSE_OTHER,
                   CAUSE_INTERNAL, /* "internt byte": a hint, never taken as proof that the person stayed */
                   CAUSE_UNKNOWN,  /* not stated, or a word nobody mapped */
};
enum { CAUSE_COUNT = CAUSE_UNKNOWN + 1 };

struct codebook;

/* `directory` is the delivery's codes/ or NULL; a file that is not there is no fault. Fails with file, line and column
 * on an unknown code, a word given two codes at the same time, an unreadable file. */
bool codebook_open(const char *directory, struct codebook **out, struct fault *f);
void codebook_free(struct codebook *c);

/* True where some word of the delivery's files has a validity: what a word means then depends on the day. */
bool codebook_is_dated(const struct codebook *c);

/* True where the delivery has a code list, with a word in it, of FIELD_OCCUPATION or FIELD_OPERATION: the names are
 * then its codes and no others. */
bool codebook_is_listed(const struct codebook *c, enum codebook_field field);

enum codebook_field codebook_header(const struct codebook *c, const char *bytes, size_t length);
const char *codebook_field_name(enum codebook_field field); /* the Swedish canonical header */

/* Each looks a word up as of `day`. *known says whether it was mapped. Unmapped form: FORM_UNKNOWN; gender: unknown;
 * cause: CAUSE_UNKNOWN. */
enum staff_form codebook_form(const struct codebook *c, const char *bytes, size_t length, int32_t day, bool *known);
enum staff_gender codebook_gender(const struct codebook *c, const char *bytes, size_t length, bool *known);
enum staff_cause codebook_cause(const struct codebook *c, const char *bytes, size_t length, int32_t day, bool *known);
/* True where the pay is by the hour; unmapped: false. */
bool codebook_is_hourly(const struct codebook *c, const char *bytes, size_t length, bool *known);
/* The code of an occupation, operation or unit: where the delivery has the code list (with words in it), its code, or
 * "" for a word that is not in it (occupation: outside the follow-up; operation: okänd; unit: stands as it is); where
 * it has none, the word itself, trimmed and composed. Borrowed; *length_out is its length. */
const char *codebook_occupation(const struct codebook *c, const char *bytes, size_t length, int32_t day,
                                size_t *length_out, bool *known);
const char *codebook_operation(const struct codebook *c, const char *bytes, size_t length, int32_t day,
                               size_t *length_out, bool *known);
const char *codebook_unit(const struct codebook *c, const char *bytes, size_t length, int32_t day, size_t *length_out,
                          bool *known);

/* The words of the exchange tables: "permanent", "woman", "own_request" ... and back; back fails with false. */
const char *codebook_form_word(enum staff_form form);
const char *codebook_gender_word(enum staff_gender gender);
const char *codebook_cause_word(enum staff_cause cause);
bool codebook_form_from_word(const char *bytes, size_t length, enum staff_form *out);
bool codebook_gender_from_word(const char *bytes, size_t length, enum staff_gender *out);
bool codebook_cause_from_word(const char *bytes, size_t length, enum staff_cause *out);

#endif
