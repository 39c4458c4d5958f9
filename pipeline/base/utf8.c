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

uint32_t utf8_code(const char *bytes, size_t n)
{
    static const uint8_t OF_FIRST[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    uint32_t code = (uint8_t) bytes[0] & OF_FIRST[n];

    for (size_t i = 1; i < n; i++)
        code = code << 6 | ((uint8_t) bytes[i] & 0x3F);
    return code;
}

bool utf8_is_unseen(uint32_t code)
{
    static const struct {
        uint32_t from, to;
    } UNSEEN[] = {
        { 0xAD, 0xAD },       { 0x34F, 0x34F },     { 0x61C, 0x61C },     { 0x115F, 0x1160 }, { 0x17B4, 0x17B5 },
        { 0x180B, 0x180F },   { 0x200B, 0x200F },   { 0x202A, 0x202E },   { 0x2060, 0x206F }, { 0x3164, 0x3164 },
        { 0xFE00, 0xFE0F },   { 0xFEFF, 0xFEFF },   { 0xFFA0, 0xFFA0 },   { 0xFFF0, 0xFFFB }, { 0xFFFE, 0xFFFF },
        { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A }, { 0xE0000, 0xE0FFF },
    };

    for (size_t i = 0; i < sizeof UNSEEN / sizeof UNSEEN[0]; i++)
        if (code >= UNSEEN[i].from && code <= UNSEEN[i].to)
            return true;
    return false;
}
