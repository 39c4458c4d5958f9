/* identity.h - who a record is about: a pseudonym, and what a personnummer says beside it.
 *
 * The personnummer is used where there is one, else the personid, which is opaque. A word that says that the id is
 * missing ("saknas", "NULL", "skyddad") is no id, nor is what a spreadsheet makes of a long number (1,97504E+11) or of
 * a failed formula (#N/A), a mark without letter or digit, or nothing but zeros: each would make one person of many.
 * Characters that are not seen, and blanks of another kind, are no part of a personid: they would make two of one. */
#ifndef INTAKE_IDENTITY_H
#define INTAKE_IDENTITY_H

#include "pipeline/intake/personnummer.h"
#include "pipeline/intake/pseudonym.h"
#include "pipeline/intake/reason.h"
#include "pipeline/table/reader.h"

struct identity {
    uint8_t person[PSEUDONYM_BYTES];
    struct personnummer number; /* zeros, birth_day INT32_MIN: the id is a personid */
    bool by_personid;           /* which of the two cells the reason is about */
    bool rewritten;             /* the personid had something in it that is not seen */
    bool century_given;         /* false: a personnummer without century */
};

/* The cells without blanks at their ends; a column that the file lacks is an empty cell. `reference_year`:
 * personnummer.h. */
enum reason identity_take(struct field personnummer, struct field personid, int reference_year,
                          const struct digest_key *key, struct identity *out);

#endif
