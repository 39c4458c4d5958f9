#include "pipeline/table/scan.h"

#include "pipeline/base/utf8.h"

#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>

enum { BLOCK = 16, STRETCH = 4 * BLOCK };

static __m128i load(const char *from)
{
    return _mm_loadu_si128((const __m128i *) (const void *) from);
}
#endif

const char *scan_end_or_quote(const char *from, const char *end)
{
#ifdef __SSE2__
    const __m128i lf = _mm_set1_epi8('\n');
    const __m128i cr = _mm_set1_epi8('\r');
    const __m128i quote = _mm_set1_epi8('"');

    for (; end - from >= BLOCK; from += BLOCK) {
        __m128i block = load(from);
        __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, lf), _mm_cmpeq_epi8(block, cr)),
                                   _mm_cmpeq_epi8(block, quote));
        int mask = _mm_movemask_epi8(hit);

        if (mask != 0)
            return from + __builtin_ctz((unsigned) mask);
    }
#endif
    while (from < end && *from != '\n' && *from != '\r' && *from != '"')
        from++;
    return from;
}

size_t scan_places(const char *from, const char *to, const char *end, char byte, const char **at, size_t room)
{
    size_t n = 0;

#ifdef __SSE2__
    const __m128i wanted = _mm_set1_epi8(byte);

    for (; from < to && end - from >= BLOCK; from += BLOCK) {
        unsigned mask = (unsigned) _mm_movemask_epi8(_mm_cmpeq_epi8(load(from), wanted));

        if (to - from < BLOCK)
            mask &= (1u << (to - from)) - 1;
        for (; mask != 0; mask &= mask - 1, n++)
            if (n < room)
                at[n] = from + __builtin_ctz(mask);
    }
#else
    (void) end;
#endif
    for (; from < to; from++)
        if (*from == byte) {
            if (n < room)
                at[n] = from;
            n++;
        }
    return n;
}

#ifdef __SSE2__
/* Where `byte` stands in a block; and where the ends of lines and quotes do. */
static inline unsigned places_in_block(const char *from, char byte, unsigned *stops)
{
    __m128i block = load(from);
    __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\r')));

    *stops = (unsigned) _mm_movemask_epi8(_mm_or_si128(ends, _mm_cmpeq_epi8(block, _mm_set1_epi8('"'))));
    return (unsigned) _mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(byte)));
}

/* Those before the first stop; all where there is none. */
static inline uint64_t before_first(uint64_t places, uint64_t stops)
{
    return places & ((stops & (0 - stops)) - 1);
}

/* Of four blocks, a bit for each of their bytes: who goes through the bits guesses once where they end. */
static inline uint64_t hits_of_stretch(const char *from, char byte, uint64_t *stops)
{
    uint64_t places = 0;

    *stops = 0;
    for (unsigned i = 0; i < STRETCH; i += BLOCK) {
        unsigned stops_here, places_here = places_in_block(from + i, byte, &stops_here);

        *stops |= (uint64_t) stops_here << i;
        places |= (uint64_t) places_here << i;
    }
    return before_first(places, *stops);
}
#endif

const char *scan_row(const char *from, const char *end, char byte, const char **at, size_t room, size_t *n)
{
    size_t found = 0;

#ifdef __SSE2__
    for (; end - from >= STRETCH; from += STRETCH) {
        uint64_t stops, hits = hits_of_stretch(from, byte, &stops);

        for (; hits != 0; hits &= hits - 1, found++)
            if (found < room)
                at[found] = from + __builtin_ctzll(hits);
        if (stops != 0) {
            *n = found;
            return from + __builtin_ctzll(stops);
        }
    }
#endif
    for (; from < end && *from != '\n' && *from != '\r' && *from != '"'; from++)
        if (*from == byte) {
            if (found < room)
                at[found] = from;
            found++;
        }
    *n = found;
    return from;
}

const char *scan_nth(const char *from, const char *end, char byte, size_t n)
{
#ifdef __SSE2__
    for (; end - from >= BLOCK; from += BLOCK) {
        unsigned stops, places = places_in_block(from, byte, &stops);

        for (uint64_t hits = before_first(places, stops); hits != 0; hits &= hits - 1)
            if (--n == 0)
                return from + __builtin_ctzll(hits);
        if (stops != 0)
            return NULL;
    }
#endif
    for (; from < end && *from != '\n' && *from != '\r' && *from != '"'; from++)
        if (*from == byte && --n == 0)
            return from;
    return NULL;
}

static size_t count(const char *from, const char *end, char byte)
{
    return scan_places(from, end, end, byte, NULL, 0);
}

size_t scan_lines(const char *from, const char *end)
{
    size_t n = count(from, end, '\n');

    while ((from = memchr(from, '\r', (size_t) (end - from))) != NULL && ++from < end)
        n += *from != '\n';
    return n + (from != NULL); /* one at the very end */
}

bool scan_only_lines(const char *from, const char *end, size_t *lines)
{
    bool only = true;
    size_t n = 0;

#ifdef __SSE2__
    const __m128i lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r'), quote = _mm_set1_epi8('"');
    __m128i others = _mm_setzero_si128();

    for (; end - from >= BLOCK; from += BLOCK) {
        __m128i block = load(from);
        unsigned ends = (unsigned) _mm_movemask_epi8(_mm_cmpeq_epi8(block, lf));

        others = _mm_or_si128(others, _mm_or_si128(_mm_cmpeq_epi8(block, cr), _mm_cmpeq_epi8(block, quote)));
        for (; ends != 0; ends &= ends - 1)
            n++;
    }
    only = _mm_movemask_epi8(others) == 0;
#endif
    for (; from < end; from++) {
        n += *from == '\n';
        only = only && *from != '\r' && *from != '"';
    }
    *lines = n;
    return only;
}

/* Length of the well-formed character at the beginning of n > 0 bytes; 0: there is none, or a NUL. */
static size_t character(const char *b, size_t n)
{
    return b[0] != '\0' ? utf8_character(b, n) : 0;
}

#ifdef __SSE2__
/* The first byte of a character of two. */
static bool is_lead_of_two(char byte)
{
    return (unsigned char) byte >= 0xC2 && (unsigned char) byte < 0xE0;
}

/* True if the stretch holds only ASCII but NUL and characters of two bytes, as Swedish does; the last of them may be
 * cut off by its end, and the byte before `from` is looked at, for the first may be cut off by its beginning. What is
 * wrong with a byte is gathered without asking, for in Swedish no block is like the next. */
static bool is_simple(const char *from)
{
    __m128i wrong = _mm_setzero_si128();

    for (const char *at = from; at < from + STRETCH; at += BLOCK) {
        __m128i block = load(at), before = load(at - 1);
        /* As signed bytes: 80..BF < -64, and -62 <= C2..DF <= -33. */
        __m128i second = _mm_cmplt_epi8(block, _mm_set1_epi8(-64));
        __m128i lead = _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8(-63)),
                                     _mm_cmplt_epi8(block, _mm_set1_epi8(-32)));
        __m128i after_lead = _mm_and_si128(_mm_cmpgt_epi8(before, _mm_set1_epi8(-63)),
                                           _mm_cmplt_epi8(before, _mm_set1_epi8(-32)));
        __m128i high = _mm_cmplt_epi8(block, _mm_setzero_si128());

        wrong = _mm_or_si128(wrong, _mm_xor_si128(second, after_lead));
        wrong = _mm_or_si128(wrong, _mm_andnot_si128(_mm_or_si128(second, lead), high));
        wrong = _mm_or_si128(wrong, _mm_cmpeq_epi8(block, _mm_setzero_si128()));
    }
    return _mm_movemask_epi8(wrong) == 0;
}
#endif

size_t scan_utf8(const char *bytes, size_t length)
{
    size_t i = 0;

    while (i < length) {
        size_t stop = length; /* read character by character up to here */
        size_t step;

#ifdef __SSE2__
        if (i > 0) {
            while (length - i >= STRETCH && is_simple(bytes + i))
                i += STRETCH;
            i -= is_lead_of_two(bytes[i - 1]);
        }
        if (length - i >= BLOCK)
            stop = i + BLOCK;
#endif
        while (i < stop) {
            step = character(bytes + i, length - i);
            if (step == 0)
                return i;
            i += step;
        }
    }
    return length;
}
