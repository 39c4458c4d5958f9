/* spell.h - one employment record as the pipeline knows it, and how it stands in spells.csv. */
#ifndef STAFF_SPELL_H
#define STAFF_SPELL_H

#include "pipeline/staff/codebook.h"
#include "pipeline/staff/pseudonym.h"

enum { SPELL_OPEN = INT32_MAX, SPELL_NO_GRADE = UINT16_MAX };
enum spell_basis { BASIS_SPELLS, BASIS_SNAPSHOT };

/* Days are days since 1970-01-01. 56 bytes: five million of them are read on a laptop. */
struct spell {
    uint8_t person[PSEUDONYM_BYTES];
    int32_t start;      /* first day; snapshot: first snapshot of this state */
    int32_t end;        /* last day, inclusive, or SPELL_OPEN; snapshot: last snapshot of this state, SPELL_OPEN if the latest */
    int32_t extraction; /* the day that censors it */
    uint32_t line;
    uint16_t file;
    uint16_t district;   /* numbers of the dictionaries that go with it */
    uint16_t occupation;
    uint16_t operation;
    uint16_t grade; /* hundredths of a percent of full time; SPELL_NO_GRADE: not stated */
    uint16_t birth_year; /* 0: not stated */
    uint8_t form;        /* enum staff_form */
    uint8_t gender;
    uint8_t cause;
    uint8_t basis;
};

#endif
