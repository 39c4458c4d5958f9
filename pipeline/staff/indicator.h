/* indicator.h - what the follow-up measures beside turnover: every indicator and its words, as data.
 *
 * An indicator is a value made from sums that add up over districts, and says how: a count, a range, a ratio of two
 * sums, a share with an interval, a rate over person-years, a weighted mean, a value that does not add up. Words that
 * people type in the files of indicators/ are matched whatever their case and blanks, in Swedish or as codes. */
#ifndef STAFF_INDICATOR_H
#define STAFF_INDICATOR_H

#include <stddef.h>

enum indicator_form {
    INDICATOR_COUNT, /* the numerator */
    INDICATOR_RANGE, /* low to high */
    INDICATOR_RATIO, /* scale * numerator / denominator, all counted: no interval */
    INDICATOR_SHARE, /* 100 * numerator / denominator of those who answered, out of a finite population: Wilson */
    INDICATOR_RATE,  /* 100 * events / person-years: exact Poisson */
    INDICATOR_MEAN,  /* numerator / denominator is a mean of answers; an interval where their spread is given */
    INDICATOR_GIVEN, /* as it was given: does not add up over districts */
};

/* What stands behind a value, and so what protects it. */
enum indicator_protection {
    INDICATOR_OPEN,    /* places, posts, money, cases, plans: no persons */
    INDICATOR_PERSONS, /* persons are counted: small counts */
    INDICATOR_GROUP,   /* a property of a group: more than ten */
    INDICATOR_EVENTS,  /* events that happened to staff: small counts */
};

struct indicator {
    const char *id;
    const char *kind; /* the kind of file it comes from */
    enum indicator_form form;
    double scale;
    int decimals;
    enum indicator_protection protection;
    const char *label; /* Swedish */
    const char *unit;  /* Swedish, of the value */
};

/* NULL where no indicator has that id. */
const struct indicator *indicator_find(const char *id);
const struct indicator *indicator_all(size_t *n);

enum indicator_vocabulary {
    INDICATOR_UNIT,       /* persons | fte */
    INDICATOR_ITEM,       /* of an employee survey; other words stand as they are */
    INDICATOR_INCIDENT,   /* incident | injury | police_report | police_report_backed */
    INDICATOR_LEVEL,      /* of managers */
    INDICATOR_ACTIVITY,   /* workshop | interviews | ... */
    INDICATOR_EXIT,       /* coded reasons of exit interviews */
    INDICATOR_STATUS,     /* of a focus area */
    INDICATOR_PLAN_FORM,  /* special | ordinary | both */
    INDICATOR_YES_NO,     /* yes | no */
    INDICATOR_QUESTION,   /* rated on a scale; other words stand as they are */
    INDICATOR_DEFINITION, /* of sickness absence; other words stand as they are */
    INDICATOR_GENDER,     /* all | woman | man | unknown */
};

/* The code of a word; NULL where nobody knows it. */
const char *indicator_code(enum indicator_vocabulary vocabulary, const char *bytes, size_t length);
/* The Swedish words of a code; the code itself where it has none. */
const char *indicator_label(enum indicator_vocabulary vocabulary, const char *code);
/* The highest level of a question of INDICATOR_QUESTION, whose scale begins with 1; 0 where its scale is not known. */
int indicator_scale(const char *question);
/* The codes of a vocabulary in their order: i-th, or NULL past the last. */
const char *indicator_nth(enum indicator_vocabulary vocabulary, size_t i);
/* The labels that may be typed, "a, b, c", for messages: into `text`. */
void indicator_choices(enum indicator_vocabulary vocabulary, char *text, size_t size);

#endif
