/* personnummer.h - the Swedish personal identity number: is it one, and what may be kept of it.
 *
 * Accepted: 12 or 10 digits, with or without - or + before the last four; coordination numbers (day + 60), also with
 * unknown month 00 or day 60; interim numbers with a letter in place of the first serial digit (ids without check
 * digit, birth date as written). Sources: SKV 704, SKV 707; Luhn check digit over the ten-digit form. All functions are
 * pure; nothing is kept. */
#ifndef INTAKE_PERSONNUMMER_H
#define INTAKE_PERSONNUMMER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum personnummer_fault {
    PERSONNUMMER_OK,
    PERSONNUMMER_MISSING,    /* empty, blanks */
    PERSONNUMMER_FORMAT,     /* not of the form; also what a spreadsheet made of one */
    PERSONNUMMER_BIRTH_DATE, /* no such day */
    PERSONNUMMER_CHECK_DIGIT,
    PERSONNUMMER_SERIAL, /* serial 000 is never issued */
    PERSONNUMMER_DUMMY,  /* 000000-0000, 111111-1111, 191212121212: a stand-in, not a person */
};

struct personnummer {
    char normal[13];   /* YYYYMMDDNNNC, what the pseudonym is made of */
    int32_t birth_day; /* days since 1970-01-01; INT32_MIN where month or day is unknown */
    int birth_year;
    int gender; /* 0 unknown (interim), 1 woman, 2 man: the ninth digit */
    bool coordination;
    bool interim;
};

/* `reference_year` settles the century of a ten-digit number without +: the newest in which the person is at least 15
 * that year; with + the century before that of the hyphen rule. */
enum personnummer_fault personnummer_parse(const char *bytes, size_t length, int reference_year,
                                           struct personnummer *out);

#endif
