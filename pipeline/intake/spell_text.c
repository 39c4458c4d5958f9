#include "pipeline/intake/spell_text.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/memory.h"
#include "pipeline/table/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HUNDREDTHS = 100, N_DAYS = 1 << 13, N_DETAILS = 1 << 11, DETAILS_ROOM = 96, OTHER_CELLS = 192, STEP = 16 };

_Static_assert(DETAILS_ROOM % STEP == 0, "details are copied step by step");

struct name {
    char *text; /* as it stands in the table, with a comma, in a room of whole steps */
    size_t length;
};

struct names {
    struct name *items;
    size_t n, longest;
};

/* A day, and its date; found by its last bits. */
struct day {
    int32_t day;
    char text[CALENDAR_ISO_LENGTH + 1];
};

/* The cells from grade to extraction of records that have the same there; found by a hash. */
struct details {
    uint16_t grade, birth_year;
    uint8_t gender, cause, basis;
    int32_t extraction;
    size_t length; /* 0: none yet */
    char text[DETAILS_ROOM];
};

struct spell_text {
    struct names districts, occupations, operations;
    struct day days[N_DAYS];
    struct details details[N_DETAILS];
};

static struct names names_of(const struct dictionary *names)
{
    struct names all = { .n = dictionary_size(names) };

    all.items = memory_zeroed(all.n, sizeof *all.items);
    for (uint32_t i = 0; i < all.n; i++) {
        const char *text = dictionary_text(names, i);
        size_t length = strlen(text);

        all.items[i].text = memory_zeroed(2 * length + 3 + STEP, 1);
        all.items[i].length = cell_format_text(text, length, all.items[i].text);
        all.items[i].text[all.items[i].length++] = ',';
        if (all.items[i].length > all.longest)
            all.longest = all.items[i].length;
    }
    return all;
}

static void names_free(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->items[i].text);
    free(names->items);
}

struct spell_text *spell_text_new(const struct spells *names)
{
    struct spell_text *t = memory_zeroed(1, sizeof *t);

    t->districts = names_of(names->districts);
    t->occupations = names_of(names->occupations);
    t->operations = names_of(names->operations);
    for (size_t i = 0; i < N_DAYS; i++)
        t->days[i].day = SPELL_OPEN; /* which has no date */
    return t;
}

void spell_text_free(struct spell_text *t)
{
    if (t == NULL)
        return;
    names_free(&t->districts);
    names_free(&t->occupations);
    names_free(&t->operations);
    free(t);
}

size_t spell_text_room(const struct spell_text *t)
{
    return t->districts.longest + t->occupations.longest + t->operations.longest + OTHER_CELLS + STEP;
}

static char *put(char *to, const char *text, size_t length)
{
    memcpy(to, text, length);
    return to + length;
}

/* Whole steps, of which the last may go past the end: what comes after is written over it, and rows have room for it.
 */
static char *put_in_steps(char *to, const char *text, size_t length)
{
    for (size_t at = 0; at < length; at += STEP)
        memcpy(to + at, text + at, STEP);
    return to + length;
}

static char *put_word(char *to, const char *word)
{
    return put(to, word, strlen(word));
}

static char *put_name(char *to, const struct names *names, uint32_t number)
{
    return put_in_steps(to, names->items[number].text, names->items[number].length);
}

static char *put_day(struct spell_text *t, char *to, int32_t day)
{
    struct day *d = &t->days[(uint32_t) day % N_DAYS];

    if (day == SPELL_OPEN || day == INT32_MIN)
        return to;
    if (d->day != day) {
        calendar_format_iso(day, d->text);
        d->day = day;
    }
    return put(to, d->text, CALENDAR_ISO_LENGTH);
}

static char *put_integer(char *to, int64_t value)
{
    return to + cell_format_integer(value, to);
}

static void make_details(struct spell_text *t, struct details *d)
{
    char *to = d->text;

    to += cell_format_real(d->grade == SPELL_NO_GRADE ? (double) NAN : (double) d->grade / HUNDREDTHS, to);
    *to++ = ',';
    to = put_word(to, codebook_gender_word(d->gender));
    *to++ = ',';
    to = d->birth_year == 0 ? put_word(to, "NaN") : put_integer(to, d->birth_year);
    *to++ = ',';
    to = put_word(to, codebook_cause_word(d->cause));
    *to++ = ',';
    to = put_word(to, spell_basis_word(d->basis));
    *to++ = ',';
    to = put_day(t, to, d->extraction);
    *to++ = '\n';
    d->length = (size_t) (to - d->text);
}

static char *put_details(struct spell_text *t, char *to, const struct spell *s)
{
    uint32_t hash = s->grade ^ ((uint32_t) s->birth_year << 5) ^ ((uint32_t) s->gender << 3) ^
                    ((uint32_t) s->cause << 11) ^ ((uint32_t) s->basis << 15) ^ (uint32_t) s->extraction * 40503u;
    struct details *d = &t->details[(hash ^ hash >> 11) % N_DETAILS];

    if (d->length == 0 || d->grade != s->grade || d->birth_year != s->birth_year || d->gender != s->gender ||
        d->cause != s->cause || d->basis != s->basis || d->extraction != s->extraction) {
        d->grade = s->grade;
        d->birth_year = s->birth_year;
        d->gender = s->gender;
        d->cause = s->cause;
        d->basis = s->basis;
        d->extraction = s->extraction;
        make_details(t, d);
    }
    return put_in_steps(to, d->text, d->length);
}

size_t spell_text_row(struct spell_text *t, const struct spell *s, char *to)
{
    char *begin = to;

    digest_hex(s->person, PSEUDONYM_BYTES, to);
    to += 2 * PSEUDONYM_BYTES;
    *to++ = ',';
    to = put_day(t, to, s->start);
    *to++ = ',';
    to = put_day(t, to, s->end);
    *to++ = ',';
    to = put_name(to, &t->districts, s->district);
    to = put_name(to, &t->occupations, s->occupation);
    to = put_name(to, &t->operations, s->operation);
    to = put_word(to, codebook_form_word(s->form));
    *to++ = ',';
    to = put_integer(to, s->file);
    *to++ = ',';
    to = put_integer(to, s->line);
    *to++ = ',';
    to = put_details(t, to, s);
    return (size_t) (to - begin);
}
