#include "pipeline/base/utf8.h"

size_t utf8_character(const char *bytes, size_t left)
{
    const unsigned char *b = (const unsigned char *) bytes;
    unsigned char least = 0x80, most = 0xBF; /* of the second byte */
    size_t n;

    if (b[0] < 0x80)
        return 1;
    if (b[0] < 0xC2 || b[0] > 0xF4)
        return 0;
    n = b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : 4;
    if (b[0] == 0xE0)
        least = 0xA0; /* less is overlong */
    else if (b[0] == 0xED)
        most = 0x9F; /* more is a surrogate */
    else if (b[0] == 0xF0)
        least = 0x90; /* less is overlong */
    else if (b[0] == 0xF4)
        most = 0x8F; /* more is above U+10FFFF */
    if (left < n || b[1] < least || b[1] > most)
        return 0;
    for (size_t i = 2; i < n; i++)
        if (b[i] < 0x80 || b[i] > 0xBF)
            return 0;
    return n;
}

bool utf8_valid(const char *bytes, size_t length)
{
    while (length > 0) {
        size_t n = utf8_character(bytes, length);

        if (n == 0)
            return false;
        bytes += n;
        length -= n;
    }
    return true;
}

size_t utf8_cut(const char *bytes, size_t length)
{
    size_t begin = length;

    /* The last character begins at the last byte that is no continuation; it is kept only if it is whole. */
    while (begin > 0 && length - begin < 4) {
        unsigned char b = (unsigned char) bytes[--begin];

        if (b < 0x80)
            return length;
        if (b >= 0xC0)
            return utf8_valid(bytes + begin, length - begin) ? length : begin;
    }
    return length;
}
