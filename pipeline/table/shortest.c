#include "pipeline/table/shortest.h"

#ifdef __SIZEOF_INT128__

#include <stddef.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

enum { MANTISSA = 52, BIAS = 1075, FEWEST = 15, MOST = 17, POWERS = 24 };

/* value = mantissa / 2^halvings; and the powers of five below that are whole numbers of 64 bits. */
struct binary {
    uint64_t mantissa;
    int halvings;
};

static const uint64_t FIVES[POWERS] = { 1,
                                        5,
                                        25,
                                        125,
                                        625,
                                        3125,
                                        15625,
                                        78125,
                                        390625,
                                        1953125,
                                        9765625,
                                        48828125,
                                        244140625,
                                        1220703125,
                                        6103515625,
                                        30517578125,
                                        152587890625,
                                        762939453125,
                                        3814697265625,
                                        19073486328125,
                                        95367431640625,
                                        476837158203125,
                                        2384185791015625,
                                        11920928955078125 };

/* value * 10^decimals, to the nearest whole number; of two as near the even one. All of it is exact: 53 bits times 56.
 */
static uint64_t scaled(struct binary b, int decimals)
{
    wide product = (wide) b.mantissa * FIVES[decimals];
    int shift = b.halvings - decimals; /* 10^decimals are as many fives and twos */
    wide whole = product >> shift, rest = product - (whole << shift), half = (wide) 1 << (shift - 1);

    if (rest > half || (rest == half && (whole & 1) != 0))
        whole++;
    return (uint64_t) whole;
}

/* Whether no other double is as near to digits / 10^decimals: they differ by less than half a unit of the mantissa, or
 * by half of one and the mantissa is even. Both sides times 2 * 5^decimals * 2^halvings. */
static bool reads_back(struct binary b, uint64_t digits, int decimals)
{
    wide one = (wide) digits << (b.halvings - decimals), other = (wide) b.mantissa * FIVES[decimals];
    wide apart = 2 * (one > other ? one - other : other - one);

    return apart < FIVES[decimals] || (apart == FIVES[decimals] && (b.mantissa & 1) == 0);
}

bool shortest_find(double value, struct shortest *out)
{
    static const double LEAST = 1e-4, END = 1e9;
    const uint64_t lowest = (uint64_t) 1 << MANTISSA;
    struct binary b;
    uint64_t bits;
    int before_point; /* digits; negative: so many zeros stand after it */

    if (!(value >= LEAST && value < END))
        return false;
    memcpy(&bits, &value, sizeof bits);
    b.mantissa = (bits & (lowest - 1)) | lowest;
    b.halvings = BIAS - (int) (bits >> MANTISSA);
    if (b.mantissa == lowest) /* the double below it is nearer than that above */
        return false;
    before_point = value >= 0.1 ? 0 : value >= 0.01 ? -1 : value >= 0.001 ? -2 : -3; /* no double lies between */
    for (double power = 1; value >= power; power *= 10)
        before_point++;
    for (int digits = FEWEST; digits <= MOST; digits++) {
        out->decimals = digits - before_point;
        out->digits = scaled(b, out->decimals);
        if (digits == MOST || reads_back(b, out->digits, out->decimals))
            return true;
    }
    return false;
}

#else

bool shortest_find(double value, struct shortest *out)
{
    (void) value;
    (void) out;
    return false;
}

#endif
