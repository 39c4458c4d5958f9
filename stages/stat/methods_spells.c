/* Spells as exposure: Lexis cells, rates by length of employment, and the person-days of a register with dates. */
#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/statistics/lexis.h"
#include "stages/stat/areas.h"
#include "stages/stat/spell_columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct method_option lexis_options[] = {
    { "entry", "KOLUMN", "", "tid då uppföljningen börjar, på kalendern; annars 0, utan --periods" },
    { "time", "KOLUMN", "exit", "tid då den slutar" },
    OPTION_EVENT,
    OPTION_EVENT_VALUE,
    { "origin", "KOLUMN", "", "tid för anställningen, på kalendern; annars --entry" },
    { "periods", "TAL,...", "", "gränser på kalendern; annars en period" },
    { "tenures", "TAL,...", "", "gränser för anställningens längd; annars en klass" },
    { "group", "KOLUMN", "", "celler för varje värde; namnen inleds med värdet" },
};

static void emit_cells(struct method_call *call, const char *prefix, const struct lexis_grid *grid,
                       const struct lexis_cells *cells)
{
    for (size_t p = 0; p < grid->n_periods; p++) {
        for (size_t t = 0; t < grid->n_tenures; t++) {
            size_t cell = p * grid->n_tenures + t;
            char name[64];

            if (method_given(call, "periods") && method_given(call, "tenures"))
                snprintf(name, sizeof name, "%g_%g", grid->period_breaks[p], grid->tenure_breaks[t]);
            else
                snprintf(name, sizeof name, "%g",
                         method_given(call, "periods") ? grid->period_breaks[p] : grid->tenure_breaks[t]);
            method_emit(call, cells->person_time[cell], "%spy_%s", prefix, name);
            method_emit(call, (double) cells->events[cell], "%sd_%s", prefix, name);
            method_emit(call,
                        cells->person_time[cell] > 0 ? (double) cells->events[cell] / cells->person_time[cell] : NAN,
                        "%srate_%s", prefix, name);
        }
    }
    method_emit(call, cells->time_outside, "%spy_outside", prefix);
    method_emit(call, (double) cells->events_outside, "%sd_outside", prefix);
}

static void split(struct method_call *call, const struct lexis_grid *grid, const struct risk_spells *spells,
                  const double *origin, const uint32_t *group, const char *const *labels, size_t n_groups)
{
    size_t n_cells = grid->n_periods * grid->n_tenures;

    for (size_t g = 0; g < n_groups; g++) {
        struct lexis_cells cells = { memory_zeroed(n_cells, sizeof(double)), memory_zeroed(n_cells, sizeof(size_t)),
                                     0.0, 0 };
        char prefix[64] = "";

        for (size_t i = 0; i < spells->n; i++)
            if (group == NULL || group[i] == g)
                lexis_add(grid, spells->entry[i], spells->exit[i], origin[i], spells->cause[i] != 0, &cells);
        if (group != NULL)
            snprintf(prefix, sizeof prefix, "%s_", labels[g]);
        emit_cells(call, prefix, grid, &cells);
        free(cells.person_time);
        free(cells.events);
    }
}

static bool split_columns(struct method_call *call, const struct lexis_grid *grid, const struct risk_spells *spells,
                          struct fault *f)
{
    uint32_t *group = NULL;
    const char *const *labels = NULL;
    double *read = NULL;
    const double *origin = spells->entry;
    size_t n_groups = 1;

    if (method_given(call, "periods") && !method_given(call, "entry"))
        return fault_set(f, FAULT_USAGE, "--periods kräver --entry: ingen är anställd sedan kalenderns nollpunkt");
    if (!lexis_grid_is_sound(grid))
        return fault_set(f, FAULT_USAGE, "--periods och --tenures ska vara minst två stigande tal");
    if (method_given(call, "origin")) {
        if (!method_column(call, "origin", &read, f))
            return false;
        origin = read;
    }
    if (method_given(call, "group") && !spell_columns_groups(call, "group", &group, &labels, &n_groups, f))
        return false;
    for (size_t i = 0; i < spells->n; i++) {
        if (!(spells->exit[i] > spells->entry[i]) || !isfinite(origin[i])) {
            free(group);
            return method_fault_row(call, i, f, "tiden ska vara större än inträdet, och ursprunget ett tal");
        }
    }
    split(call, grid, spells, origin, group, labels, n_groups);
    free(group);
    return true;
}

static bool run_lexis(struct method_call *call, struct fault *f)
{
    static const double any_time[] = { -INFINITY, INFINITY };
    struct lexis_grid grid = { any_time, 1, any_time, 1 };
    struct risk_spells spells = { 0 };
    double *periods = NULL, *tenures = NULL, *beginning = memory_zeroed(method_rows(call), sizeof *beginning);
    uint8_t *cause = NULL;
    size_t n_periods, n_tenures;
    bool good = method_reals(call, "periods", &periods, &n_periods, f) &&
                method_reals(call, "tenures", &tenures, &n_tenures, f) && spell_columns_events(call, &cause, f) &&
                spell_columns_times(call, &spells, f);

    spells.cause = cause;
    if (spells.entry == NULL)
        spells.entry = beginning;
    if (good) {
        if (n_periods > 0) {
            grid.period_breaks = periods;
            grid.n_periods = n_periods - 1;
        }
        if (n_tenures > 0) {
            grid.tenure_breaks = tenures;
            grid.n_tenures = n_tenures - 1;
        }
        good = split_columns(call, &grid, &spells, f);
    }
    free(periods);
    free(tenures);
    free(beginning);
    free(cause);
    return good;
}

static const struct method_option person_days_options[] = {
    { "start", "KOLUMN", "start", "första dag, 2019-01-31" },
    { "end", "KOLUMN", "end", "sista dag, medräknad; tom = pågår" },
    OPTION_EVENT,
    OPTION_EVENT_VALUE,
    { "from", "ÅR", NULL, "första året" },
    { "to", "ÅR", NULL, "sista året; därefter är alla osedda" },
};

struct employment {
    int32_t start, end; /* both included */
    bool left;
};

static bool read_day(const struct method_call *call, size_t row, const char *word, int32_t *day, struct fault *f)
{
    if (!calendar_parse_iso(word, strlen(word), day))
        return method_fault_row(call, row, f, "datum ska stå som 2019-01-31");
    return true;
}

static bool read_employments(struct method_call *call, int32_t last_day, struct employment **out, struct fault *f)
{
    const char *const *start, *const *end;
    size_t n = method_rows(call);
    uint8_t *left = NULL;
    bool good = method_words(call, "start", &start, f) && method_words(call, "end", &end, f) &&
                spell_columns_events(call, &left, f);

    *out = memory_zeroed(n, sizeof **out);
    for (size_t i = 0; good && i < n; i++) {
        struct employment *e = &(*out)[i];

        e->end = last_day;
        e->left = left[i] != 0;
        good = read_day(call, i, start[i], &e->start, f) &&
               (end[i][0] == '\0' || read_day(call, i, end[i], &e->end, f));
        if (good && end[i][0] != '\0' && e->end < e->start)
            good = method_fault_row(call, i, f, "sista dagen ligger före första");
    }
    free(left);
    return good;
}

static double stock_on(const struct employment *employments, size_t n, int32_t day)
{
    size_t stock = 0;

    for (size_t i = 0; i < n; i++)
        stock += employments[i].start <= day && day <= employments[i].end;
    return (double) stock;
}

static void emit_year(struct method_call *call, const struct employment *employments, size_t n, int year,
                      double person_days, size_t exits)
{
    double days = calendar_days_in_year(year), month_ends = 0.0;
    double open = stock_on(employments, n, calendar_from_civil(year, 1, 1));
    double close = stock_on(employments, n, calendar_from_civil(year, 12, 31));

    for (int month = 1; month <= 12; month++)
        month_ends += stock_on(employments, n, calendar_from_civil(year, month, calendar_days_in_month(year, month))) /
                      12.0;
    method_emit(call, person_days, "persondays_%d", year);
    method_emit(call, person_days / days, "personyears_%d", year);
    method_emit(call, person_days / days, "avg_daily_headcount_%d", year);
    method_emit(call, (double) exits, "exits_%d", year);
    method_emit(call, person_days > 0 ? (double) exits / (person_days / days) : NAN, "rate_%d", year);
    method_emit(call, open, "headcount_open_%d", year);
    method_emit(call, close, "headcount_close_%d", year);
    method_emit(call, (open + close) / 2.0, "avg_open_close_%d", year);
    method_emit(call, month_ends, "avg_month_ends_%d", year);
}

static bool run_person_days(struct method_call *call, struct fault *f)
{
    static const double any_tenure[] = { -INFINITY, INFINITY };
    struct employment *employments = NULL;
    size_t n = method_rows(call), n_years;
    long from, to;
    double *breaks;
    struct lexis_cells cells = { 0 };
    struct lexis_grid grid;

    if (!method_integer(call, "from", CALENDAR_FIRST_YEAR, CALENDAR_LAST_YEAR, &from, f) ||
        !method_integer(call, "to", from, CALENDAR_LAST_YEAR, &to, f))
        return false;
    if (!read_employments(call, calendar_from_civil((int) to, 12, 31), &employments, f)) {
        free(employments);
        return false;
    }
    n_years = (size_t) (to - from + 1);
    breaks = memory_zeroed(n_years + 1, sizeof *breaks);
    for (size_t y = 0; y <= n_years; y++)
        breaks[y] = calendar_from_civil((int) from + (int) y, 1, 1);
    grid = (struct lexis_grid){ breaks, n_years, any_tenure, 1 };
    cells.person_time = memory_zeroed(n_years, sizeof *cells.person_time);
    cells.events = memory_zeroed(n_years, sizeof *cells.events);
    for (size_t i = 0; i < n; i++)
        lexis_add(&grid, employments[i].start, employments[i].end + 1.0, employments[i].start, employments[i].left,
                  &cells);
    for (size_t y = 0; y < n_years; y++)
        emit_year(call, employments, n, (int) from + (int) y, cells.person_time[y], cells.events[y]);
    free(cells.person_time);
    free(cells.events);
    free(breaks);
    free(employments);
    return true;
}

static const struct method methods[] = {
    { "lexis", "persontid och avgångar i celler av kalendertid och anställningens längd", lexis_options,
      METHOD_COUNT(lexis_options), run_lexis },
    { "person-days", "persondagar, stock och avgångar per år ur anställningar med datum", person_days_options,
      METHOD_COUNT(person_days_options), run_person_days },
};

const struct method_area methods_spells = { "Anställningar som persontid", methods, METHOD_COUNT(methods) };
