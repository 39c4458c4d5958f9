/* tenure.c - the year's rates with the mix of lengths of employment held still, so that a wave of hiring, which brings
 * many who leave early, is not taken for a change in how staff leave.
 *
 * From the rates by band of tenure in rates.csv, for the city and each occupation: directly standardised, with the
 * person-years of all years together as weights; and, for models of counts, adjusted person-years
 *   e_t = sum over bands of (person-years in t) x (rate of the band in all years) / (rate in all years)
 * so that exits over e_t is the crude rate times what the mix of year t would have made of it. Bands with little
 * person-time in some year are merged with the shorter tenure beside them (the first with the longer), in all years of
 * the series. */
#include "stages/retention/retention.h"

#include "pipeline/base/memory.h"
#include "pipeline/disclosure/rounding.h"
#include "pipeline/statistics/interval.h"
#include "pipeline/statistics/standardisation.h"
#include "pipeline/table/rows.h"
#include "pipeline/table/stream.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double CONFIDENCE = 0.95, LEAST_PERSON_YEARS = 10;
enum { MOST_BANDS = BAND_MAX_LIMITS + 2 };

struct year {
    char *period;
    double exits[MOST_BANDS], person_years[MOST_BANDS]; /* by band; the last one is unknown */
};

struct series {
    char *occupation; /* "all": the city */
    struct year *years;
    size_t n, capacity;
};

struct all_series {
    struct series *items;
    size_t n, capacity;
};

static bool is(struct field cell, const char *word)
{
    return cell.length == strlen(word) && memcmp(cell.bytes, word, cell.length) == 0;
}

static struct year *year_of(struct all_series *all, struct field occupation, struct field period)
{
    struct series *s = NULL;
    struct year *y = NULL;

    for (size_t i = 0; i < all->n && s == NULL; i++)
        if (is(occupation, all->items[i].occupation))
            s = &all->items[i];
    if (s == NULL) {
        all->items = memory_grow(all->items, &all->capacity, all->n + 1, sizeof *all->items);
        s = &all->items[all->n++];
        *s = (struct series){ .occupation = memory_copy_bytes(occupation.bytes, occupation.length) };
    }
    for (size_t i = 0; i < s->n && y == NULL; i++)
        if (is(period, s->years[i].period))
            y = &s->years[i];
    if (y == NULL) {
        s->years = memory_grow(s->years, &s->capacity, s->n + 1, sizeof *s->years);
        y = &s->years[s->n++];
        *y = (struct year){ .period = memory_copy_bytes(period.bytes, period.length) };
    }
    return y;
}

static size_t band_from_label(const struct bands *bands, struct field label)
{
    size_t band = 0;

    for (; band < band_unknown(bands); band++) {
        char text[BAND_LABEL];

        band_label(bands, band, text);
        if (is(label, text))
            break;
    }
    return band;
}

static void take_row(struct all_series *all, const struct plan *plan, const struct stream *s,
                     const struct schema *schema, int base)
{
    struct field grouping = stream_text(s, schema_column(schema, "grouping"));
    double person_years = stream_real(s, schema_column(schema, "denominator"));
    bool days = is(stream_text(s, schema_column(schema, "exposure_basis")), "person_days");
    struct year *y;
    size_t band;

    if (!(is(grouping, "tenure") || is(grouping, "occupation_tenure")) ||
        !is(stream_text(s, schema_column(schema, "definition")), "T17") ||
        !is(stream_text(s, schema_column(schema, "cause")), "all"))
        return;
    y = year_of(all, stream_text(s, schema_column(schema, "occupation")),
                stream_text(s, schema_column(schema, "period")));
    band = band_from_label(&plan->tenure, stream_text(s, schema_column(schema, "tenure_band")));
    y->exits[band] += rounding_nearest(stream_real(s, schema_column(schema, "numerator")), base);
    y->person_years[band] += days ? person_years : rounding_nearest(person_years, base);
}

static bool read_series(const char *path, const struct plan *plan, int base, struct all_series *all, struct fault *f)
{
    const struct schema *schema = schema_find("rates");
    struct stream *s = NULL;
    bool more = true, ok = stream_open(path, schema, &s, f);

    while (ok && (ok = stream_next(s, &more, f)) && more)
        take_row(all, plan, s, schema, base);
    stream_close(s);
    return ok;
}

static void all_series_free(struct all_series *all)
{
    for (size_t i = 0; i < all->n; i++) {
        for (size_t y = 0; y < all->items[i].n; y++)
            free(all->items[i].years[y].period);
        free(all->items[i].years);
        free(all->items[i].occupation);
    }
    free(all->items);
}

/* ---- One series ---- */

/* The bands of a series as they are used: merged[i] is made of bands first[i] .. first[i + 1] - 1. */
struct merged {
    size_t first[MOST_BANDS + 1], n;
};

static double part(const double by_band[MOST_BANDS], const struct merged *m, size_t i)
{
    double sum = 0;

    for (size_t b = m->first[i]; b < m->first[i + 1]; b++)
        sum += by_band[b];
    return sum;
}

static double total(const double by_band[MOST_BANDS], const struct bands *bands)
{
    double sum = 0;

    for (size_t b = 0; b <= band_unknown(bands); b++)
        sum += by_band[b];
    return sum;
}

static bool is_thin(const struct series *s, const struct merged *m, size_t i)
{
    for (size_t y = 0; y < s->n; y++)
        if (part(s->years[y].person_years, m, i) < LEAST_PERSON_YEARS)
            return true;
    return false;
}

static struct merged merge_thin(const struct series *s, const struct bands *bands)
{
    struct merged m = { .n = bands->n_limits + 1 };
    size_t i = m.n;

    for (size_t b = 0; b <= m.n; b++)
        m.first[b] = b;
    while (i-- > 0 &&
           m.n > 1) { /* from the longest tenure down: what is merged is looked at again as part of the next */
        size_t boundary = i > 0 ? i : 1;

        if (!is_thin(s, &m, i))
            continue;
        memmove(&m.first[boundary], &m.first[boundary + 1], (m.n - boundary) * sizeof m.first[0]);
        m.n--;
    }
    return m;
}

/* A merged band is called after its limits: 5_or_over, 1_to_4. */
static void merged_label(const struct bands *bands, const struct merged *m, size_t i, char label[BAND_LABEL])
{
    struct bands used = { .n_limits = m->n - 1 };

    for (size_t k = 0; k + 1 < m->n; k++)
        used.limits[k] = bands->limits[m->first[k + 1] - 1];
    band_label(&used, i, label);
}

/* What all years of a series have together. */
struct pooled {
    double exits[MOST_BANDS], person_years[MOST_BANDS]; /* by merged band */
    double all_exits, all_person_years;
    bool unknown; /* somebody's tenure is not known: the mix is not known either */
};

static struct pooled pool(const struct series *s, const struct bands *bands, const struct merged *m)
{
    struct pooled p = { .unknown = false };

    for (size_t y = 0; y < s->n; y++) {
        for (size_t i = 0; i < m->n; i++) {
            p.exits[i] += part(s->years[y].exits, m, i);
            p.person_years[i] += part(s->years[y].person_years, m, i);
        }
        p.all_exits += total(s->years[y].exits, bands);
        p.all_person_years += total(s->years[y].person_years, bands);
        p.unknown = p.unknown || s->years[y].person_years[band_unknown(bands)] > 0;
    }
    return p;
}

struct row {
    const char *occupation, *period, *band, *reason;
    double exits, person_years, adjusted, weight, rate, lower, upper;
};

static void put(struct rows *rows, const struct plan *plan, const struct row *r)
{
    rows_begin(rows);
    rows_text(rows, "grouping", strcmp(r->occupation, "all") == 0 ? "city" : "occupation");
    rows_text(rows, "occupation", r->occupation);
    rows_text(rows, "period", r->period);
    rows_text(rows, "tenure_band", r->band);
    rows_text(rows, "definition", "T17");
    rows_text(rows, "population", plan->population);
    rows_number(rows, "exits", r->exits);
    rows_number(rows, "person_years", r->person_years);
    rows_number(rows, "adjusted_person_years", r->adjusted);
    rows_number(rows, "weight", r->weight);
    rows_number(rows, "rate", 100 * r->rate);
    rows_number(rows, "lower", 100 * r->lower);
    rows_number(rows, "upper", 100 * r->upper);
    rows_text(rows, "reason", r->reason);
}

static void put_rate(struct rows *rows, const struct plan *plan, struct row r)
{
    r.adjusted = r.rate = r.lower = r.upper = NAN;
    r.reason = "no_exposure";
    if (r.person_years > 0) {
        struct interval limits = interval_poisson_exact(r.exits, r.person_years, CONFIDENCE);

        r.rate = r.exits / r.person_years;
        r.lower = limits.lower;
        r.upper = limits.upper;
        r.reason = "";
    }
    put(rows, plan, &r);
}

static void put_standardised(struct rows *rows, const struct plan *plan, struct row r, const struct year *y,
                             const struct merged *m, const struct pooled *all)
{
    double exits[MOST_BANDS], person_years[MOST_BANDS], weights[MOST_BANDS];
    struct standardised s;

    r.band = "standardised";
    r.weight = r.rate = r.lower = r.upper = r.adjusted = NAN;
    r.reason = all->unknown ? "unknown_tenure" : "no_exposure";
    if (!all->unknown && r.person_years > 0) {
        r.adjusted = all->all_exits > 0 ? 0 : r.person_years; /* nobody left at any tenure: any mix is as good */
        for (size_t i = 0; i < m->n; i++) {
            exits[i] = part(y->exits, m, i);
            person_years[i] = part(y->person_years, m, i);
            weights[i] = all->person_years[i] / all->all_person_years;
            if (all->all_exits > 0 && person_years[i] > 0)
                r.adjusted += person_years[i] * (all->exits[i] / all->person_years[i]) /
                              (all->all_exits / all->all_person_years);
        }
        s = standardisation_direct(exits, person_years, weights, m->n, CONFIDENCE);
        r.rate = s.rate;
        r.lower = s.dobson_exact.lower;
        r.upper = s.dobson_exact.upper;
        r.reason = isnan(s.rate) ? "no_exposure" : isnan(r.lower) ? "no_interval" : "";
    }
    put(rows, plan, &r);
}

static void put_series(struct rows *rows, const struct plan *plan, const struct series *s)
{
    const struct bands *bands = &plan->tenure;
    struct merged m = merge_thin(s, bands);
    struct pooled all = pool(s, bands, &m);

    for (size_t y = 0; y < s->n; y++) {
        const struct year *year = &s->years[y];
        struct row r = { .occupation = s->occupation, .period = year->period };

        for (size_t i = 0; i < m.n; i++) {
            char label[BAND_LABEL];

            merged_label(bands, &m, i, label);
            r.band = m.n > 1 ? label : "all_bands";
            r.exits = part(year->exits, &m, i);
            r.person_years = part(year->person_years, &m, i);
            r.weight = all.person_years[i] / all.all_person_years;
            put_rate(rows, plan, r);
        }
        r.band = "all";
        r.exits = total(year->exits, bands);
        r.person_years = total(year->person_years, bands);
        r.weight = NAN;
        put_rate(rows, plan, r);
        put_standardised(rows, plan, r, year, &m, &all);
    }
}

bool tenure_write(const char *directory, const char *rates, const struct plan *plan, int base, struct fault *f)
{
    struct rows *rows = rows_new(schema_find("tenure_rates"));
    struct all_series all = { NULL, 0, 0 };
    char path[4096];
    bool ok = read_series(rates, plan, base, &all, f);

    for (size_t i = 0; i < all.n && ok; i++)
        put_series(rows, plan, &all.items[i]);
    snprintf(path, sizeof path, "%s/tenure_rates.csv", directory);
    ok = ok && rows_write(rows, path, f);
    all_series_free(&all);
    rows_free(rows);
    return ok;
}
