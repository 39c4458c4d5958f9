#define _GNU_SOURCE /* memmem */
#include "pipeline/publish/pdf.h"

#include "pipeline/base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
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

static int by_number(const void *a, const void *b)
{
    uint32_t one = *(const uint32_t *) a, other = *(const uint32_t *) b;

    return (one > other) - (one < other);
}

/* The numbers of all names, each once, in order; sets the dates on its way. The caller's, to free(). */
static uint32_t *nodes_of(char *bytes, const char *end, const char *date, size_t *n)
{
    uint32_t *nodes = NULL;
    size_t room = 0, n_all = 0;

    *n = 0;
    for (char *c = bytes; c < end; c = past_stream(c + 1, end)) {
        const char *digits = node_at(c, end);

        set_dates(c, end, date);
        if (digits == NULL)
            continue;
        nodes = memory_grow(nodes, &room, n_all + 1, sizeof *nodes);
        nodes[n_all++] = node_number(digits);
    }
    if (n_all > 0)
        qsort(nodes, n_all, sizeof *nodes, by_number);
    for (size_t i = 0; i < n_all; i++)
        if (*n == 0 || nodes[*n - 1] != nodes[i])
            nodes[(*n)++] = nodes[i];
    return nodes;
}

bool pdf_normalise(char *bytes, size_t length, const char *date)
{
    const char *end = bytes + length;
    size_t tail = length < 16 ? length : 16, n;
    uint32_t *nodes;

    if (!begins(bytes, end, "%PDF-") || memmem(end - tail, tail, "%%EOF", 5) == NULL)
        return false;
    nodes = nodes_of(bytes, end, date, &n);
    for (char *c = bytes; c < end; c = past_stream(c + 1, end)) {
        char *digits = node_at(c, end), text[NODE_DIGITS + 3];
        const uint32_t *place;
        uint32_t number;

        if (digits == NULL)
            continue;
        number = node_number(digits);
        place = bsearch(&number, nodes, n, sizeof *nodes, by_number);
        snprintf(text, sizeof text, "%0*u", NODE_DIGITS, (unsigned) (place - nodes + 1));
        memcpy(digits, text, NODE_DIGITS);
    }
    free(nodes);
    return true;
}
