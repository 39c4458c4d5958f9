#define _GNU_SOURCE /* memmem */
#include "pipeline/publish/pdf.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { DATE_DIGITS = 14, NODE_DIGITS = 8 };

static bool begins(const char *bytes, const char *end, const char *word)
{
    size_t n = strlen(word);

    return (size_t) (end - bytes) >= n && memcmp(bytes, word, n) == 0;
}

static bool are_digits(const char *bytes, const char *end, size_t n)
{
    if ((size_t) (end - bytes) < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (bytes[i] < '0' || bytes[i] > '9')
            return false;
    return true;
}

/* The next place at or after `c` that is not within a stream. */
static char *past_stream(char *c, const char *end)
{
    static const char END[] = "endstream";
    char *close;

    if (!begins(c, end, "stream\n") && !begins(c, end, "stream\r\n"))
        return c;
    close = memmem(c, (size_t) (end - c), END, sizeof END - 1);
    return close != NULL ? close + sizeof END - 1 : c;
}

/* Digits of a name like (node00000026), or NULL. */
static char *node_at(char *c, const char *end)
{
    static const char NODE[] = "(node";
    char *digits = c + sizeof NODE - 1;

    if (!begins(c, end, NODE) || !are_digits(digits, end, NODE_DIGITS) || !begins(digits + NODE_DIGITS, end, ")"))
        return NULL;
    return digits;
}

static uint32_t node_number(const char *digits)
{
    uint32_t n = 0;

    for (int i = 0; i < NODE_DIGITS; i++)
        n = n * 10 + (uint32_t) (digits[i] - '0');
    return n;
}

static void set_dates(char *c, const char *end, const char *date)
{
    static const char *const DATES[] = { "/CreationDate (D:", "/ModDate (D:" };

    for (size_t i = 0; i < sizeof DATES / sizeof DATES[0]; i++)
        if (begins(c, end, DATES[i]) && are_digits(c + strlen(DATES[i]), end, DATE_DIGITS))
            memcpy(c + strlen(DATES[i]), date, DATE_DIGITS);
}

bool pdf_normalise(char *bytes, size_t length, const char *date)
{
    const char *end = bytes + length;
    uint32_t least = UINT32_MAX;
    size_t tail = length < 16 ? length : 16;

    if (!begins(bytes, end, "%PDF-") || memmem(end - tail, tail, "%%EOF", 5) == NULL)
        return false;
    for (char *c = bytes; c < end; c = past_stream(c + 1, end)) {
        const char *digits = node_at(c, end);

        set_dates(c, end, date);
        if (digits != NULL && node_number(digits) < least)
            least = node_number(digits);
    }
    for (char *c = bytes; c < end; c = past_stream(c + 1, end)) {
        char *digits = node_at(c, end), text[NODE_DIGITS + 3];

        if (digits == NULL)
            continue;
        snprintf(text, sizeof text, "%0*u", NODE_DIGITS, (unsigned) (node_number(digits) - least + 1));
        memcpy(digits, text, NODE_DIGITS);
    }
    return true;
}
