/* why.c - the question why people leave: the causes that the register knows, the reasons of exit interviews with the
 * share that has none, workload by name; and first of all what can not be answered. */
#include "stages/claims/claims.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/staff/indicator.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_REASONS = 3 };

/* ---- the register ---- */

static void add_causes(struct claims *c)
{
    static const struct {
        const char *code, *words;
    } CAUSES[] = { { "own_request", "på egen begäran" }, { "pension", "med pension" } };
    const struct edition *e = &c->edition;
    struct edition_rate all = edition_city(e, e->compare, EDITION_ALL, "none", EDITION_ALL),
                        unknown = edition_city(e, e->compare, EDITION_ALL, "cause", "unknown");
    const char *said[2];
    struct names parts = { said, 0 };
    char *cells = claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "exits"), *list, *left_out;

    for (size_t i = 0; i < sizeof CAUSES / sizeof CAUSES[0]; i++) {
        struct edition_rate cause = edition_city(e, e->compare, EDITION_ALL, "cause", CAUSES[i].code);

        if (!isfinite(cause.exits) || !isfinite(all.exits))
            continue;
        parts.items[parts.n++] = phrase_say("%s %s", swedish_number(cause.exits, 0).text, CAUSES[i].words);
        cells = claim_join(cells, claim_city(e->compare, EDITION_ALL, "cause", CAUSES[i].code, "exits"));
    }
    if (parts.n == 0) {
        free(cells);
        return;
    }
    left_out = isfinite(unknown.exits) ? phrase_say("; för %s saknas orsak", swedish_number(unknown.exits, 0).text)
                                       : memory_copy_text("");
    if (isfinite(unknown.exits))
        cells = claim_join(cells, claim_city(e->compare, EDITION_ALL, "cause", "unknown", "exits"));
    list = swedish_list(parts.items, parts.n);
    claim_add(c,
              phrase_say("Enligt personalsystemet slutade %s av de %s som lämnade staden %s%s.", list,
                         swedish_number(all.exits, 0).text, swedish_in(e->compare).text, left_out),
              cells, "", CLAIM_STATED);
    for (size_t i = 0; i < parts.n; i++)
        free((char *) (uintptr_t) parts.items[i]);
    free(list);
    free(left_out);
}

/* ---- exit interviews ---- */

static bool is_reason(const struct table *t, size_t row, const char *period)
{
    return table_is(t, row, "question", "exit_reason") && table_is(t, row, "group", EDITION_ALL) &&
           table_is(t, row, "district", EDITION_ALL) && (period == NULL || table_is(t, row, "period", period));
}

const char *claim_interviews(const struct table *t)
{
    const char *last = NULL;

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        if (is_reason(t, row, NULL))
            last = table_text(t, row, "period");
    return last;
}

size_t claim_interviews_row(const struct table *t, const char *period, const char *reason)
{
    for (size_t row = 0; row < table_rows(t); row++)
        if (is_reason(t, row, period) && table_is(t, row, "answer", reason))
            return isfinite(table_real(t, row, "share")) ? row : SIZE_MAX;
    return SIZE_MAX;
}

/* The most common reasons whose share is shown, most common first; those that say as much stay in the list's order.
 * *n_hidden: reasons whose share is not shown. */
static size_t most_common(const struct table *t, const char *period, size_t rows[MOST_REASONS], size_t *n_hidden)
{
    size_t n = 0;

    *n_hidden = 0;
    for (size_t row = 0; row < table_rows(t); row++) {
        double share = table_real(t, row, "share");
        size_t place = n;

        if (!is_reason(t, row, period) || table_is(t, row, "answer", "unknown"))
            continue;
        if (!isfinite(share)) {
            (*n_hidden)++;
            continue;
        }
        while (place > 0 && table_real(t, rows[place - 1], "share") < share)
            place--;
        if (place == MOST_REASONS)
            continue;
        n += n < MOST_REASONS;
        memmove(rows + place + 1, rows + place, (n - place - 1) * sizeof *rows);
        rows[place] = row;
    }
    return n;
}

/* "hög arbetsbelastning (17 procent)" */
static char *reason_words(const struct table *t, size_t row)
{
    char *text = phrase_say("%s (%s procent)", indicator_label(INDICATOR_EXIT, table_text(t, row, "answer")),
                            swedish_number(table_real(t, row, "share"), 0).text);

    text[0] = (char) tolower((unsigned char) text[0]); /* no label begins with another letter than a-z */
    return text;
}

/* True where workload is one of them. */
static bool add_most_common(struct claims *c, const struct table *t, const char *period)
{
    size_t rows[MOST_REASONS], n_hidden, n = most_common(t, period, rows, &n_hidden);
    const char *said[MOST_REASONS];
    char *list, *cells = NULL;
    bool workload = false;

    if (n == 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        workload = workload || table_is(t, rows[i], "answer", "workload");
        said[i] = reason_words(t, rows[i]);
        cells = claim_join(cells, claim_answer_cell(t, rows[i]));
    }
    list = swedish_list(said, n);
    claim_add(c,
              phrase_say("Vid avslutningssamtalen %s var %s%s %s.%s", period,
                         n == 1 ? "det vanligaste skälet" : "de vanligaste skälen", n_hidden > 0 ? " som visas" : "",
                         list, n_hidden > 0 ? " Skäl som inte visas kan vara vanligare." : ""),
              cells, "", CLAIM_STATED);
    for (size_t i = 0; i < n; i++)
        free((char *) (uintptr_t) said[i]);
    free(list);
    return workload;
}

static void add_interviews(struct claims *c, const struct table *t, const char *period)
{
    size_t workload = claim_interviews_row(t, period, "workload"), unknown = claim_interviews_row(t, period, "unknown");
    bool told = add_most_common(c, t, period);

    if (workload == SIZE_MAX)
        claim_add(c, phrase_say("Hur många som angav hög arbetsbelastning visas inte eller är inte känt."), NULL, "",
                  CLAIM_NOT_ANSWERABLE);
    else if (!told)
        claim_add(c,
                  phrase_say("Just hög arbetsbelastning angavs av %s procent.",
                             swedish_number(table_real(t, workload, "share"), 0).text),
                  claim_answer_cell(t, workload), "", CLAIM_STATED);
    if (unknown != SIZE_MAX)
        claim_add(c,
                  phrase_say("För %s procent saknas skäl, och de som har angett ett skäl behöver inte likna dem.",
                             swedish_number(table_real(t, unknown, "share"), 0).text),
                  claim_answer_cell(t, unknown), "", CLAIM_STATED);
}

void claim_why(struct claims *c)
{
    const struct table *t = c->followup.distributions;
    const char *period = claim_interviews(t);

    claim_ask(c, "Varför slutar medarbetare, och är det arbetsbelastningen?");
    claim_add(c,
              phrase_say("Varför den enskilda slutar, och vad som skulle ha fått fler att stanna, går inte att besvara "
                         "med statistik."),
              NULL, "", CLAIM_NOT_ANSWERABLE);
    if (c->edition.compare != NULL)
        add_causes(c);
    if (period != NULL)
        add_interviews(c, t, period);
    else
        claim_add(c, phrase_say("Skäl från avslutningssamtal, som hög arbetsbelastning, finns inte i underlaget."),
                  NULL, "", CLAIM_NOT_ANSWERABLE);
}
