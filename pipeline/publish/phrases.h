/* phrases.h - every fixed word and sentence of the report, in one place: the same verdict always gives the same words.
 *
 * Sentences hold places in braces, filled by phrase_fill; a place that is not filled asserts, so that no reader meets
 * an empty one. Codes of the tables become Swedish words by phrase_word; a code that has no word stands as it is. What
 * phrase_fill returns is the caller's, to free(); everything else lives for ever. */
#ifndef PUBLISH_PHRASES_H
#define PUBLISH_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

/* Pairs name, text, ... ended by NULL: phrase_fill("År {år}", "år", "2019", NULL). */
char *phrase_fill(const char *sentence, ...) __attribute__((sentinel));

/* As printf, into memory that is the caller's, to free(). */
char *phrase_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The sentence on a verdict (strong, moderate, weak, not_shown, not_answerable); NULL for another code. Places: {avvek}
 * {år}, {avvikelse} in not_shown, {skäl} in not_answerable. */
const char *phrase_verdict(const char *verdict);

/* The sentence on a shape (pulse, step, slope, undecided, last_year), or on what stands beside one: several_years. NULL
 * for another code. Places: {år} {nivå} {period} {utveckling} {före} {därefter} {antal} {åren}. */
const char *phrase_shape(const char *shape);

/* That counts are rounded to a base, and what follows of it; the caller's, to free(). */
char *phrase_rounding(long base);

enum phrase_vocabulary {
    PHRASE_VERDICT,    /* strong -> "starkt stöd" */
    PHRASE_SHAPE,      /* pulse -> "avbrott (ett år)" */
    PHRASE_DIMENSION,  /* gender -> "Kön" */
    PHRASE_CATEGORY,   /* woman, own_request, unknown ... of any dimension */
    PHRASE_ITEM,       /* opening -> "Anställda vid årets början" */
    PHRASE_KIND,       /* spells -> "anställningar" */
    PHRASE_BASIS,      /* column -> "kolumn i filen" */
    PHRASE_DEFINITION, /* T1 -> short name */
    PHRASE_MOMENT,     /* kind of an event, type of a documented change */
    PHRASE_REASON,     /* why a value or a verdict is missing */
    PHRASE_CHECK,      /* without_year -> "utan ett år": of the table of robustness */
};

const char *phrase_word(enum phrase_vocabulary vocabulary, const char *code);
bool phrase_has(enum phrase_vocabulary vocabulary, const char *code);

/* A category of any dimension: a word of PHRASE_CATEGORY, or a band of years (under_30, 30_to_39, 60_or_over, 1), or
 * itself, with a capital. The caller's, to free(). */
char *phrase_category(const char *code);
/* Where a category stands among others: bands by age, known words in their fixed order, others between, unknown last.
 */
int phrase_category_order(const char *code);

/* A definition of turnover as the report explains it. */
struct phrase_definition {
    const char *id;
    const char *name;
    const char *formula; /* numerator over denominator, in words */
    const char *unit;    /* of the value */
    const char *who;     /* who counts so */
    bool leavers;        /* a rate of leavers per 100: comparable in level and sign with the headline */
};
const struct phrase_definition *phrase_definitions(size_t *n);
const struct phrase_definition *phrase_definition(const char *id); /* NULL where unknown */

/* The text with a capital: the caller's, to free(). */
char *phrase_capital(const char *text);

/* What a district is called: one, several, and before another word. */

/* The marks of a table: withheld, not applicable, zero. */
#define PHRASE_WITHHELD ".."
#define PHRASE_NOT_APPLICABLE "."
#define PHRASE_ZERO "\xe2\x80\x93"

#define PHRASE_DRAFT "UTKAST \xe2\x80\x93 arbetsmaterial"
#define PHRASE_SYNTHETIC "Syntetiska uppgifter"

#endif
