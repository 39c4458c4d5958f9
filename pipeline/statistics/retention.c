#include "pipeline/statistics/retention.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>

/* The spells in order of cohort; first[c] .. first[c + 1] are those of cohort c. */
struct sorted {
    double *entry, *exit;
    uint8_t *cause;
    uint32_t *count; /* NULL: one each */
    size_t *first;
};

static struct sorted sort_by_cohort(const struct risk_spells *spells, const uint32_t *cohort, size_t n_cohorts)
{
    struct sorted s = {
        .entry = spells->entry != NULL ? memory_zeroed(spells->n, sizeof *s.entry) : NULL,
        .exit = memory_zeroed(spells->n, sizeof *s.exit),
        .cause = memory_zeroed(spells->n, sizeof *s.cause),
        .count = spells->count != NULL ? memory_zeroed(spells->n, sizeof *s.count) : NULL,
        .first = memory_zeroed(n_cohorts + 1, sizeof *s.first),
    };
    size_t *next = memory_zeroed(n_cohorts, sizeof *next);

    for (size_t i = 0; i < spells->n; i++)
        s.first[cohort[i] + 1]++;
    for (size_t c = 0; c < n_cohorts; c++) {
        s.first[c + 1] += s.first[c];
        next[c] = s.first[c];
    }
    for (size_t i = 0; i < spells->n; i++) {
        size_t to = next[cohort[i]]++;

        s.exit[to] = spells->exit[i];
        s.cause[to] = spells->cause[i];
        if (s.entry != NULL)
            s.entry[to] = spells->entry[i];
        if (s.count != NULL)
            s.count[to] = spells->count[i];
    }
    free(next);
    return s;
}

static struct retention_cell cell_at(const struct survival_curve *curve, double horizon, double level,
                                     enum survival_limits kind)
{
    struct retention_cell cell = { RETENTION_NOT_FOLLOWED, 0, 0, NAN, NAN, NAN, NAN };
    struct survival_point point;

    cell.n_at_risk = survival_at_risk(curve, horizon);
    if (!survival_at(curve, horizon, level, kind, &point))
        return cell;
    cell = (struct retention_cell){
        .reason = RETENTION_KNOWN,
        .n_left = point.n_events,
        .n_at_risk = point.at_risk,
        .probability = 1.0 - point.survival,
        .standard_error = point.standard_error,
        .low = 1.0 - point.high,
        .high = 1.0 - point.low,
    };
    if (point.survival == 0.0) {
        cell.reason = RETENTION_ALL_HAVE_LEFT;
    } else if (point.n_events == 0) {
        size_t m = survival_least_at_risk(curve, horizon);

        cell.reason = RETENTION_NOBODY_HAS_LEFT;
        cell.low = 0.0;
        cell.high = m > 0 ? -expm1(log((1.0 - level) / 2.0) / (double) m) : NAN;
    }
    return cell;
}

static bool is_sound(const struct risk_spells *spells, const uint32_t *cohort, size_t n_cohorts, const double *horizons,
                     size_t n_horizons, double level)
{
    if (!(level > 0.0 && level < 1.0) || !risk_spells_are_sound(spells))
        return false;
    for (size_t i = 0; i < spells->n; i++)
        if (cohort[i] >= n_cohorts)
            return false;
    for (size_t h = 0; h < n_horizons; h++)
        if (!(horizons[h] > 0.0) || !isfinite(horizons[h]))
            return false;
    return true;
}

bool retention_by_cohort(const struct risk_spells *spells, const uint32_t *cohort, size_t n_cohorts,
                         const double *horizons, size_t n_horizons, double level, enum survival_limits kind,
                         struct retention_cell *cells, struct retention_cohort *cohorts)
{
    struct sorted s;

    if (!is_sound(spells, cohort, n_cohorts, horizons, n_horizons, level))
        return false;
    s = sort_by_cohort(spells, cohort, n_cohorts);
    for (size_t c = 0; c < n_cohorts; c++) {
        size_t from = s.first[c];
        struct risk_spells own = { .n = s.first[c + 1] - from,
                                   .entry = s.entry != NULL ? s.entry + from : NULL,
                                   .exit = s.exit + from,
                                   .cause = s.cause + from,
                                   .count = s.count != NULL ? s.count + from : NULL };
        struct survival_curve curve;

        cohorts[c] = (struct retention_cohort){ .n = 0, .median = { NAN, NAN, NAN } };
        if (!survival_fit(&own, &curve)) {
            for (size_t h = 0; h < n_horizons; h++)
                cells[c * n_horizons + h] = (struct retention_cell){ RETENTION_EMPTY, 0, 0, NAN, NAN, NAN, NAN };
            continue;
        }
        cohorts[c].n = curve.n;
        cohorts[c].n_left = curve.n_events;
        survival_quantile(&curve, 0.5, level, kind, SURVIVAL_QUANTILE_FIRST, &cohorts[c].median);
        for (size_t h = 0; h < n_horizons; h++)
            cells[c * n_horizons + h] = cell_at(&curve, horizons[h], level, kind);
        survival_free(&curve);
    }
    free(s.entry);
    free(s.exit);
    free(s.cause);
    free(s.count);
    free(s.first);
    return true;
}
