#include "stages/retention/retention.h"

#include "pipeline/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool wrong(const struct ask *a, const char *key, const char *text, struct fault *f)
{
    return fault_at(f, FAULT_DATA, a->path, settings_line(a->settings, "retention", key), key, "%s", text);
}

static bool is_year(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789") == 4;
}

/* 2019 or 2016-2018. */
static bool read_cohort(const char *text, struct ask_cohort *c)
{
    char first[5] = "";

    if (strlen(text) == 9 && text[4] == '-' && is_year(text + 5))
        memcpy(first, text, 4);
    if (!is_year(text) && !is_year(first))
        return false;
    c->first_year = atoi(text);
    c->last_year = is_year(text) ? c->first_year : atoi(text + 5);
    snprintf(c->label, sizeof c->label, "%s", text);
    return c->first_year <= c->last_year;
}

static int by_label(const void *a, const void *b)
{
    return strcmp(((const struct ask_cohort *) a)->label, ((const struct ask_cohort *) b)->label);
}

static bool read_cohorts(struct ask *a, struct fault *f)
{
    const char *const *items = settings_list(a->settings, "retention", "cohorts", &a->n_cohorts);

    a->cohorts = memory_zeroed(a->n_cohorts, sizeof *a->cohorts);
    for (size_t i = 0; i < a->n_cohorts; i++)
        if (!read_cohort(items[i], &a->cohorts[i]))
            return wrong(a, "cohorts", "ska vara år eller perioder av hela år, till exempel 2014-2016, 2017-2019", f);
    if (a->n_cohorts > 1)
        qsort(a->cohorts, a->n_cohorts, sizeof *a->cohorts, by_label);
    for (size_t i = 1; i < a->n_cohorts; i++)
        if (a->cohorts[i].first_year <= a->cohorts[i - 1].last_year)
            return wrong(a, "cohorts", "två perioder har samma år: ett år kan bara höra till en", f);
    return true;
}

static bool read_horizons(struct ask *a, struct fault *f)
{
    const char *const *items = settings_list(a->settings, "retention", "horizons", &a->n_horizons);

    if (a->n_horizons == 0 || a->n_horizons > ASK_MOST_HORIZONS)
        return wrong(a, "horizons", "ange ett till tjugo hela antal år, till exempel 1, 2, 3", f);
    for (size_t i = 0; i < a->n_horizons; i++) {
        if (items[i][strspn(items[i], "0123456789")] != '\0')
            return wrong(a, "horizons", "ska vara hela antal år, till exempel 1, 2, 3", f);
        a->horizons[i] = atoi(items[i]);
        if (i > 0 && a->horizons[i] <= a->horizons[i - 1])
            return wrong(a, "horizons", "ska stå i stigande ordning, till exempel 1, 2, 3", f);
    }
    return true;
}

bool ask_read(const char *path, struct ask *out, struct fault *f)
{
    *out = (struct ask){ .path = path };
    return settings_read(path, &out->settings, f) && read_cohorts(out, f) && read_horizons(out, f);
}

void ask_free(struct ask *a)
{
    free(a->cohorts);
    settings_free(a->settings);
    *a = (struct ask){ 0 };
}

int ask_days(int years)
{
    return years * 1461 / 4;
}

static bool is_in(const struct period *period, const struct ask_cohort *c)
{
    return is_year(period->label) && atoi(period->label) >= c->first_year && atoi(period->label) <= c->last_year;
}

static bool check_reported(const struct ask *a, const struct ask_cohort *c, const struct windows *w, struct fault *f)
{
    int n = 0;

    for (size_t p = 0; p < w->n_periods; p++)
        n += is_in(&w->periods[p], c);
    return n == c->last_year - c->first_year + 1 ||
           fault_at(f, FAULT_DATA, a->path, settings_line(a->settings, "retention", "cohorts"), "cohorts",
                    "perioden %s har år som inte redovisas (de är %s till %s): rätta den, eller first_year och "
                    "last_year under [turnover]",
                    c->label, w->periods[0].label, w->periods[w->n_periods - 1].label);
}

static void each_period(struct ask *a, const struct windows *w)
{
    free(a->cohorts);
    a->n_cohorts = w->n_periods;
    a->cohorts = memory_zeroed(a->n_cohorts, sizeof *a->cohorts);
    for (size_t p = 0; p < w->n_periods; p++)
        snprintf(a->cohorts[p].label, sizeof a->cohorts[p].label, "%s", w->periods[p].label);
}

bool ask_cohorts(struct ask *a, const struct windows *w, size_t **cohort_of_period, struct fault *f)
{
    bool each = a->n_cohorts == 0;
    size_t *of;

    for (size_t c = 0; c < a->n_cohorts; c++)
        if (!check_reported(a, &a->cohorts[c], w, f))
            return false;
    if (each)
        each_period(a, w);
    of = memory_zeroed(w->n_periods, sizeof *of);
    for (size_t p = 0; p < w->n_periods; p++) {
        of[p] = each ? p : a->n_cohorts;
        for (size_t c = 0; c < a->n_cohorts && !each; c++)
            if (is_in(&w->periods[p], &a->cohorts[c]))
                of[p] = c;
    }
    *cohort_of_period = of;
    return true;
}
