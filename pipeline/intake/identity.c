#include "pipeline/intake/identity.h"

#include "pipeline/intake/untold.h"
#include "pipeline/intake/word.h"

#include <stdint.h>
#include <string.h>

enum { SHORTEST_WITH_CENTURY = 12 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Rows of sums, and posts that nobody has: "Summa", "Totalt:", "Summa Södra", "Antal: 30", "Vakant 2". */
static bool is_no_person(struct field cell)
{
    static const char *const words[] = { "summa", "delsumma", "totalsumma", "totalt", "total",  "subtotal",
                                         "grand", "antal",    "vakant",     "vakans", "obesatt" };
    size_t n = 0;

    while (n < cell.length && cell.bytes[n] != ' ' && cell.bytes[n] != ':')
        n++;
    return word_is_among(cell.bytes, n, words, sizeof words / sizeof words[0]);
}

/* Quick, and true of nearly all: has a digit, and no blank or colon behind a word. */
static bool is_plain(struct field cell)
{
    bool digit = false;

    for (size_t i = 0; i < cell.length; i++) {
        if (cell.bytes[i] == ' ' || cell.bytes[i] == ':')
            return false;
        digit = digit || is_digit(cell.bytes[i]);
    }
    return digit;
}

/* An id of zeros is as good as others, but where nobody is, a formula shows 0. */
static bool is_missing(struct field cell)
{
    if (cell.length == 0 || cell.bytes[0] == '#' || (cell.length == 1 && cell.bytes[0] == '0'))
        return true;
    return !is_plain(cell) && (untold_is_missing(cell) || is_no_person(cell));
}

/* What a spreadsheet is told to take as text, 'x1 and ="x1", without what tells it so. */
static struct field without_text_mark(struct field cell)
{
    if (cell.length > 1 && cell.bytes[0] == '\'')
        return (struct field){ cell.bytes + 1, cell.length - 1 };
    if (cell.length > 3 && cell.bytes[0] == '=' && cell.bytes[1] == '"' && cell.bytes[cell.length - 1] == '"')
        return (struct field){ cell.bytes + 2, cell.length - 3 };
    return cell;
}

static bool is_spreadsheet_number(struct field cell)
{
    size_t i = 0;

    while (i < cell.length && (is_digit(cell.bytes[i]) || cell.bytes[i] == ',' || cell.bytes[i] == '.'))
        i++;
    return i > 0 && i + 1 < cell.length && (cell.bytes[i] == 'E' || cell.bytes[i] == 'e') && cell.bytes[i + 1] == '+';
}

static enum reason reason_of(enum personnummer_fault fault)
{
    switch (fault) {
    case PERSONNUMMER_OK:
        return REASON_NONE;
    case PERSONNUMMER_MISSING:
        return REASON_ID_MISSING;
    case PERSONNUMMER_FORMAT:
        return REASON_ID_FORMAT;
    case PERSONNUMMER_BIRTH_DATE:
        return REASON_ID_BIRTH_DATE;
    case PERSONNUMMER_CHECK_DIGIT:
        return REASON_ID_CHECK_DIGIT;
    case PERSONNUMMER_SERIAL:
        return REASON_ID_SERIAL;
    case PERSONNUMMER_DUMMY:
        break;
    }
    return REASON_ID_DUMMY;
}

/* True where the id had to be rewritten, into `name`. A longer one stands as it is. */
static bool take_what_is_seen(struct field *personid, char name[WORD_MAX])
{
    size_t n;

    if (word_is_plain(personid->bytes, personid->length) ||
        (n = word_name(personid->bytes, personid->length, name)) == SIZE_MAX)
        return false;
    *personid = (struct field){ name, n };
    return true;
}

/* Quick, and true of nearly all: letters and digits alone, and a digit. None of the rules below says anything of it. */
static bool is_bare(struct field cell)
{
    unsigned all = 1, any = 0; /* added up without a branch a byte */

    for (size_t i = 0; i < cell.length; i++) {
        unsigned byte = (unsigned char) cell.bytes[i];
        unsigned digit = byte - '0' < 10, letter = (byte | 0x20) - 'a' < 26;

        all &= digit | letter;
        any |= digit;
    }
    return cell.length > 1 && all != 0 && any != 0;
}

enum reason identity_take(struct field personnummer, struct field personid, int reference_year,
                          const struct digest_key *key, struct identity *out)
{
    char name[WORD_MAX];
    size_t as_written = personid.length;

    memset(out, 0, sizeof *out);
    personnummer = without_text_mark(personnummer);
    personid = without_text_mark(personid);
    out->rewritten = personid.length < as_written;
    out->number.birth_day = INT32_MIN;
    out->century_given = true;
    if (personnummer.length == 0 && !out->rewritten && is_bare(personid)) {
        out->by_personid = true;
        pseudonym_make(key, PSEUDONYM_PERSONID, personid.bytes, personid.length, out->person);
        return REASON_NONE;
    }
    if (!is_missing(personnummer)) {
        enum reason reason = reason_of(
            personnummer_parse(personnummer.bytes, personnummer.length, reference_year, &out->number));

        if (reason != REASON_NONE)
            return reason;
        out->century_given = personnummer.length >= SHORTEST_WITH_CENTURY;
        pseudonym_make(key, PSEUDONYM_PERSONNUMMER, out->number.normal, sizeof out->number.normal - 1, out->person);
        return REASON_NONE;
    }
    out->by_personid = personnummer.length == 0;
    if (is_missing(personid))
        return REASON_ID_MISSING;
    out->by_personid = true;
    if (is_spreadsheet_number(personid))
        return REASON_ID_FORMAT;
    out->rewritten = take_what_is_seen(&personid, name) || out->rewritten;
    if (out->rewritten && is_missing(personid))
        return REASON_ID_MISSING;
    pseudonym_make(key, PSEUDONYM_PERSONID, personid.bytes, personid.length, out->person);
    return REASON_NONE;
}
