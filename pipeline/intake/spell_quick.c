#include "pipeline/intake/spell_quick.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/table/scan.h"

#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { MOST_RECALLED = 1 << 16, FIRST_PLACES = 256, NAMES = 4 };

/* What some neighbouring cells mean. */
struct meaning {
    int32_t extraction;
    uint16_t district, occupation, operation, grade, birth_year;
    uint8_t form, gender, cause, basis;
};

/* Cells as they stand, and their meaning: what has to be looked at to find one is in one line of a cache, but the text.
 */
struct place {
    uint64_t hash;
    const char *text; /* NULL: none */
    size_t length;
    struct meaning meaning;
};

/* Open addressing, at most half full. */
struct recall {
    struct place *places;
    size_t n, n_places; /* a power of two */
};

struct spell_quick {
    struct recall names;                 /* district,occupation,operation,form */
    struct recall details;               /* grade,gender,birth_year,cause,basis,extraction */
    struct field new_names, new_details; /* of the row that was left to the reader; bytes NULL: not to be recalled */
};

static void begin(struct recall *r)
{
    r->n_places = FIRST_PLACES;
    r->places = memory_zeroed(r->n_places, sizeof *r->places);
}

static void end(struct recall *r)
{
    for (size_t i = 0; i < r->n_places; i++)
        free((void *) (uintptr_t) r->places[i].text);
    free(r->places);
}

struct spell_quick *spell_quick_new(void)
{
    struct spell_quick *q = memory_zeroed(1, sizeof *q);

    begin(&q->names);
    begin(&q->details);
    return q;
}

void spell_quick_free(struct spell_quick *q)
{
    if (q == NULL)
        return;
    end(&q->names);
    end(&q->details);
    free(q);
}

/* Sixteen bytes at a time, the last of them again where there are fewer; the two sums do not wait for each other. */
static uint64_t hash_of(struct field text)
{
    uint64_t one = 0x9e3779b97f4a7c15u, other = text.length, word[2];
    const char *at = text.bytes, *last;

    if (text.length < sizeof word)
        return text.length; /* which no such cells are */
    last = text.bytes + text.length - sizeof word;
    for (;; at += sizeof word) {
        at = at < last ? at : last;
        memcpy(word, at, sizeof word);
        one = (one ^ word[0]) * 0xbf58476d1ce4e5b9u;
        other = (other ^ word[1]) * 0x94d049bb133111ebu;
        one ^= one >> 32;
        other ^= other >> 32;
        if (at == last)
            break;
    }
    one = (one ^ (other << 23 | other >> 41)) * 0x9e3779b97f4a7c15u;
    return one ^ one >> 32;
}

/* The place of the text, or the free one where it would stand. */
static struct place *place_of(const struct recall *r, uint64_t hash, struct field text)
{
    size_t i = (size_t) hash & (r->n_places - 1);

    while (r->places[i].text != NULL && (r->places[i].hash != hash || r->places[i].length != text.length ||
                                         memcmp(r->places[i].text, text.bytes, text.length) != 0))
        i = (i + 1) & (r->n_places - 1);
    return &r->places[i];
}

static const struct meaning *recalled(const struct recall *r, struct field text)
{
    const struct place *p = place_of(r, hash_of(text), text);

    return p->text != NULL ? &p->meaning : NULL;
}

static void make_room(struct recall *r)
{
    struct recall larger = { .n = r->n, .n_places = 2 * r->n_places };

    larger.places = memory_zeroed(larger.n_places, sizeof *larger.places);
    for (size_t i = 0; i < r->n_places; i++) {
        const struct place *p = &r->places[i];

        if (p->text != NULL)
            *place_of(&larger, p->hash, (struct field){ p->text, p->length }) = *p;
    }
    free(r->places);
    *r = larger;
}

static void learn(struct recall *r, struct field text, const struct spell *s)
{
    uint64_t hash;
    struct place *p;

    if (text.bytes == NULL || r->n == MOST_RECALLED)
        return;
    if (2 * (r->n + 1) > r->n_places)
        make_room(r);
    hash = hash_of(text);
    p = place_of(r, hash, text);
    if (p->text != NULL)
        return;
    r->n++;
    *p = (struct place){ .hash = hash,
                         .text = memory_copy_bytes(text.bytes, text.length),
                         .length = text.length,
                         .meaning = { .extraction = s->extraction,
                                      .district = s->district,
                                      .occupation = s->occupation,
                                      .operation = s->operation,
                                      .grade = s->grade,
                                      .birth_year = s->birth_year,
                                      .form = s->form,
                                      .gender = s->gender,
                                      .cause = s->cause,
                                      .basis = s->basis } };
}

bool spell_quick_person_by_digit(const char *hex, uint8_t person[PSEUDONYM_BYTES])
{
    enum { NONE = 0x80 };
    static const uint8_t OTHER[256] = {
        ['0'] = 16, ['1'] = 1, ['2'] = 2,  ['3'] = 3,  ['4'] = 4,  ['5'] = 5,  ['6'] = 6,  ['7'] = 7,
        ['8'] = 8,  ['9'] = 9, ['a'] = 10, ['b'] = 11, ['c'] = 12, ['d'] = 13, ['e'] = 14, ['f'] = 15
    }; /* 0: no digit; 16: zero */
    bool all = true;

    for (size_t i = 0; i < PSEUDONYM_BYTES; i++) {
        uint8_t high = OTHER[(uint8_t) hex[2 * i]], low = OTHER[(uint8_t) hex[2 * i + 1]];

        all = all && high != 0 && low != 0;
        person[i] = (uint8_t) (high << 4 | (low & 15));
    }
    return all;
}

#ifdef __SSE2__
/* Sixteen hex digits as sixteen numbers; *all stays true where all are digits. */
static __m128i nibbles(const char *hex, bool *all)
{
    __m128i c = _mm_loadu_si128((const __m128i *) (const void *) hex);
    __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(c, _mm_set1_epi8('0' - 1)), _mm_cmplt_epi8(c, _mm_set1_epi8('9' + 1)));
    __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(c, _mm_set1_epi8('a' - 1)),
                                   _mm_cmplt_epi8(c, _mm_set1_epi8('f' + 1)));
    __m128i from = _mm_or_si128(_mm_and_si128(digit, _mm_set1_epi8('0')),
                                _mm_and_si128(letter, _mm_set1_epi8('a' - 10)));

    *all = *all && _mm_movemask_epi8(_mm_or_si128(digit, letter)) == 0xFFFF;
    return _mm_sub_epi8(c, from);
}

/* The first of two digits counts sixteen: sixteen numbers become eight, each in two bytes. */
static __m128i pairs(__m128i nibble)
{
    return _mm_or_si128(_mm_slli_epi16(_mm_and_si128(nibble, _mm_set1_epi16(0xFF)), 4), _mm_srli_epi16(nibble, 8));
}

bool spell_quick_person(const char *hex, uint8_t person[PSEUDONYM_BYTES])
{
    bool all = true;
    __m128i low = nibbles(hex, &all), high = nibbles(hex + SPELL_HEX / 2, &all);

    _mm_storeu_si128((__m128i *) (void *) person, _mm_packus_epi16(pairs(low), pairs(high)));
    return all;
}
#else
bool spell_quick_person(const char *hex, uint8_t person[PSEUDONYM_BYTES])
{
    return spell_quick_person_by_digit(hex, person);
}
#endif

/* A date and the comma after it; an empty one is SPELL_OPEN where it may be. Returns past the comma, or NULL. */
static const char *take_day(const char *at, bool may_lack, int32_t *day)
{
    if (may_lack && *at == ',') {
        *day = SPELL_OPEN;
        return at + 1;
    }
    if (at[CALENDAR_ISO_LENGTH] != ',' || !calendar_parse_iso(at, CALENDAR_ISO_LENGTH, day))
        return NULL;
    return at + CALENDAR_ISO_LENGTH + 1;
}

/* One to ten digits and the comma after them, a number up to `most`. */
static const char *take_number(const char *at, uint64_t most, uint64_t *number)
{
    enum { MOST_DIGITS = 10 };
    const char *from = at;
    uint64_t value = 0;

    for (; *at >= '0' && *at <= '9' && at - from < MOST_DIGITS; at++)
        value = 10 * value + (uint64_t) (*at - '0');
    *number = value;
    return at > from && *at == ',' && value <= most ? at + 1 : NULL;
}

size_t spell_quick_take(struct spell_quick *q, struct field rest, struct spell *out)
{
    enum { SHORTEST = 128 }; /* what is read before an end of line is looked for */
    const char *stop = rest.bytes + rest.length;
    const char *at = rest.bytes + SPELL_HEX, *comma, *end_of_row;
    const struct meaning *names, *details;
    uint64_t file, line;

    q->new_names.bytes = q->new_details.bytes = NULL;
    if (rest.length < SHORTEST || *at != ',' || !spell_quick_person(rest.bytes, out->person) ||
        (at = take_day(at + 1, false, &out->start)) == NULL || (at = take_day(at, true, &out->end)) == NULL ||
        (comma = scan_nth(at, stop, ',', NAMES)) == NULL)
        return 0;
    q->new_names = (struct field){ at, (size_t) (comma - at) };
    names = recalled(&q->names, q->new_names);
    if (stop - comma < SHORTEST || (at = take_number(comma + 1, UINT16_MAX, &file)) == NULL ||
        (at = take_number(at, UINT32_MAX, &line)) == NULL)
        return 0;
    end_of_row = scan_end_or_quote(at, stop);
    if (end_of_row == stop || *end_of_row != '\n')
        return 0;
    q->new_details = (struct field){ at, (size_t) (end_of_row - at) };
    details = recalled(&q->details, q->new_details);
    if (names == NULL || details == NULL)
        return 0;
    out->district = names->district;
    out->occupation = names->occupation;
    out->operation = names->operation;
    out->form = names->form;
    out->file = (uint16_t) file;
    out->line = (uint32_t) line;
    out->grade = details->grade;
    out->gender = details->gender;
    out->birth_year = details->birth_year;
    out->cause = details->cause;
    out->basis = details->basis;
    out->extraction = details->extraction;
    out->century_given = true;
    return (size_t) (end_of_row + 1 - rest.bytes);
}

void spell_quick_learn(struct spell_quick *q, const struct spell *s)
{
    learn(&q->names, q->new_names, s);
    learn(&q->details, q->new_details, s);
}
