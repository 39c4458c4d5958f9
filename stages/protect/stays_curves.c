#include "stages/protect/stays_curves.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double DAYS_PER_MONTH = 365.25 / 12;

static bool is_shown(const struct horizon *h)
{
    return h->known && h->rule == SUPPRESSION_NONE;
}

/* ---- curves ---- */

static void put_step(struct release *r, const struct table *t, const struct horizon *h, int months, size_t row)
{
    stays_put_slot(r, h);
    rows_number(r->rows, "months", months);
    rows_text(r->rows, "outcome", table_text(t, row, "outcome"));
    release_value(r, "survival", NULL, stays_whole_percent(table_real(t, row, "survival")), SUPPRESSION_NONE, false);
    release_value(r, "lower", NULL, stays_whole_percent(table_real(t, row, "lower")), SUPPRESSION_NONE, false);
    release_value(r, "upper", NULL, stays_whole_percent(table_real(t, row, "upper")), SUPPRESSION_NONE, false);
}

/* Between two horizons that are shown, and none that is withheld, a curve may have steps: those beside one that is
 * withheld would bound it from both sides. */
static bool is_open(const struct horizon *first, size_t h)
{
    return h == 0 || is_shown(&first[h - 1]);
}

/* The curve of one slot, rows row .. end - 1 of survival.csv, up to each horizon that is shown: a step wherever enough
 * have left since the last one, and enough are yet to leave before the horizon. */
static void release_curve(struct release *r, const struct table *t, size_t row, size_t end, const struct horizon *first,
                          size_t n_horizons)
{
    double enough = r->protect->limits.count_threshold, left = 0, left_at_step = 0;
    size_t now = row;
    int months = 0;

    for (size_t h = 0; h < n_horizons; h++) {
        int last = 12 * first[h].years;

        if (!is_shown(&first[h]))
            continue;
        if (months == 0)
            put_step(r, t, first, 0, row);
        while (months < last) {
            months++;
            while (now + 1 < end && table_real(t, now + 1, "days") <= floor(months * DAYS_PER_MONTH))
                left += table_real(t, ++now, "events");
            if (months < last &&
                (!is_open(first, h) || left - left_at_step < enough || first[h].events - left < enough))
                continue;
            put_step(r, t, first, months, now);
            left_at_step = left;
        }
    }
}

bool stays_release_curves(struct protect *p, const struct table *t, const struct horizons *all, const char *directory,
                          struct fault *f)
{
    struct release r;
    size_t from = 0;

    release_begin(&r, p, "public_survival");
    for (size_t row = 0, end; row < table_rows(t); row = end) {
        const struct horizon *first = stays_find(all, t, row, &from);

        end = row + 1;
        while (first != NULL && end < table_rows(t) && stays_find(all, t, end, &(size_t){ from }) == first)
            end++;
        if (first != NULL && first->published)
            release_curve(&r, t, row, end, first, stays_count(all, first));
    }
    return release_write(&r, directory, f);
}

/* ---- causes ---- */

static void put_cause(struct release *r, const struct table *t, const struct horizon *h, size_t row)
{
    double events = table_real(t, row, "events");
    enum suppression_rule rule = h->known ? stays_cause_rule(r->protect, t, row) : SUPPRESSION_NONE;

    stays_put_slot(r, h);
    rows_number(r->rows, "horizon", h->years);
    rows_text(r->rows, "cause", table_text(t, row, "cause"));
    release_value(r, "events", "events_status", h->known ? events : NAN, rule, false);
    stays_put_share(r, t, row, rule);
}

bool stays_release_causes(struct protect *p, const struct table *t, const struct horizons *all, const char *directory,
                          struct fault *f)
{
    struct release r;
    size_t from = 0;

    release_begin(&r, p, "public_retention_cause");
    for (size_t row = 0, end; row < table_rows(t); row = end) {
        const struct horizon *first = stays_find(all, t, row, &from);

        end = row + 1;
        while (first != NULL && end < table_rows(t) && stays_find(all, t, end, &(size_t){ from }) == first)
            end++;
        if (first != NULL && stays_tells_causes(p, first))
            for (size_t i = row; i < end; i++)
                put_cause(&r, t, &first[(i - row) / ((end - row) / stays_count(all, first))], i);
    }
    return release_write(&r, directory, f);
}
