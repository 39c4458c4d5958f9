/* causes.c - of what people leave, horizon by horizon: each cause while the others are at work. */
#include "stages/retention/curves.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/codebook.h"
#include "pipeline/statistics/competing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double CONFIDENCE = 0.95;

struct cause_word {
    const char *word;
    size_t number; /* cause of the spells */
};

static int by_word(const void *a, const void *b)
{
    return strcmp(((const struct cause_word *) a)->word, ((const struct cause_word *) b)->word);
}

/* The causes in the order of their words. */
static size_t causes_of(enum split split, struct cause_word words[TALLY_CAUSES])
{
    if (split_by_district(split)) {
        words[0] = (struct cause_word){ "exit", 1 };
        words[1] = (struct cause_word){ "moved", 2 };
        return 2;
    }
    for (size_t i = 0; i < TALLY_CAUSES; i++)
        words[i] = (struct cause_word){ codebook_cause_word(tally_cause(i)), 1 + i };
    qsort(words, TALLY_CAUSES, sizeof *words, by_word);
    return TALLY_CAUSES;
}

static void put_cause(struct curves *c, const struct slot *s, int years, const char *word, double n_events,
                      const struct competing_point *point, const char *reason)
{
    struct writer *w = c->to[CAUSE];

    curves_put_slot(w, s);
    writer_integer(w, years);
    writer_text(w, word);
    writer_real(w, n_events);
    writer_real(w, point->share);
    writer_real(w, point->standard_error);
    writer_real(w, point->low);
    writer_real(w, point->high);
    writer_text(w, reason);
    writer_end_row(w);
}

/* The spells with exits from the city as one cause and moves as another, where that is what is told apart. */
static struct risk_spells told_apart(const struct slot *s, uint8_t *cause)
{
    struct risk_spells spells = s->people->spells;

    for (size_t i = 0; i < spells.n; i++)
        cause[i] = !split_by_district(s->split)           ? spells.cause[i]
                   : spells.cause[i] == OBSERVATION_MOVED ? 2
                                                          : spells.cause[i] != OBSERVATION_STAYED;
    spells.cause = cause;
    return spells;
}

/* The curve of what is told of them, each cause rounded by itself; false where nothing is rounded. */
static bool fit_told(const struct risk_spells *spells, int base, size_t n_causes, struct competing_curve *told)
{
    struct durations_spells people;
    bool fitted;

    if (base == 0)
        return false;
    told_people(spells, base, true, &people);
    fitted = competing_fit(&people.spells, n_causes, told);
    durations_spells_free(&people);
    return fitted;
}

/* The share as it is told, beside how many they were. */
static void tell_share(const struct competing_curve *told, size_t cause, double days, struct competing_point *point)
{
    size_t n_events = point->n_events;

    competing_at(told, cause, fmin(days, told->last_time), CONFIDENCE, SURVIVAL_LOG_LOG, point);
    point->n_events = n_events;
}

void curves_put_causes(struct curves *c, const struct slot *s)
{
    static const struct competing_point none = { NAN, NAN, NAN, NAN, 0 };
    struct cause_word words[TALLY_CAUSES];
    size_t n_causes = causes_of(s->split, words);
    uint8_t *cause = memory_zeroed(s->people->spells.n, sizeof *cause);
    struct risk_spells spells = told_apart(s, cause);
    struct competing_curve curve = { .n_causes = 0 }, told;
    bool fitted = competing_fit(&spells, n_causes, &curve);
    bool rounded = fitted && fit_told(&spells, c->base, n_causes, &told);

    for (size_t h = 0; h < c->ask->n_horizons; h++)
        for (size_t k = 0; k < n_causes; k++) {
            struct competing_point point = none;
            int days = ask_days(c->ask->horizons[h]);

            if (!fitted)
                put_cause(c, s, c->ask->horizons[h], words[k].word, 0, &none, CURVES_NOBODY);
            else if (!competing_at(&curve, words[k].number, days, CONFIDENCE, SURVIVAL_LOG_LOG, &point))
                put_cause(c, s, c->ask->horizons[h], words[k].word, NAN, &none, "short_follow_up");
            else {
                const char *reason = point.share > 0 ? "" : "nobody_has_left";

                if (rounded)
                    tell_share(&told, words[k].number, days, &point);
                put_cause(c, s, c->ask->horizons[h], words[k].word, (double) point.n_events, &point, reason);
            }
        }
    if (fitted)
        competing_free(&curve);
    if (rounded)
        competing_free(&told);
    free(cause);
}
