/* rates.c - the rows of rates.csv: each definition of each group in each period. */
#include "stages/turnover/tables.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/codebook.h"
#include "pipeline/staff/balance_sums.h"
#include "pipeline/table/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One row. */
struct rate_row {
    const char *grouping, *definition, *period;
    const char *attribute[N_ATTRIBUTES];
    const char *cause;
    int32_t start, last;
    double persons;
};

static void put_row(struct rows *rows, const struct plan *plan, const struct rate_row *row, const struct measure *m)
{
    static const char *const columns[N_ATTRIBUTES] = { "district", "occupation", "operation",
                                                       "gender",   "age_band",   "tenure_band" };

    rows_begin(rows);
    rows_text(rows, "grouping", row->grouping);
    rows_text(rows, "definition", row->definition);
    rows_text(rows, "period", row->period);
    for (size_t a = 0; a < N_ATTRIBUTES; a++)
        rows_text(rows, columns[a], row->attribute[a]);
    rows_text(rows, "cause", row->cause);
    rows_text(rows, "population", plan->population);
    rows_date(rows, "period_start", row->start);
    rows_date(rows, "period_end", row->last);
    rows_number(rows, "numerator", m->numerator);
    rows_number(rows, "denominator", m->denominator);
    rows_number(rows, "value", m->value);
    rows_number(rows, "lower", m->lower);
    rows_number(rows, "upper", m->upper);
    rows_number(rows, "persons", row->persons);
    rows_text(rows, "reason", m->reason);
    rows_number(rows, "preliminary", m->preliminary);
    rows_text(rows, "exposure_basis", m->exposure_basis);
}

/* A register's grouping being turned into rows. */
struct grouped {
    struct rows *rows;
    const struct plan *plan;
    const struct counted *counted;
    enum grouping_id id;
    const struct balance_sums *sums;
    struct count_limits *limits;
};

static bool splits_by_district(enum grouping_id id)
{
    return grouping_splits_by(grouping_of(id), ATTRIBUTE_DISTRICT);
}

/* Whether the grouping has rows of a definition: the headline always, moves where there are districts, the others where
 * they are wanted and the grouping has them. */
static bool is_wanted(const struct plan *plan, enum grouping_id id, enum definition_id definition)
{
    switch (definition) {
    case DEFINITION_T17:
        return true;
    case DEFINITION_T17_MOVES:
    case DEFINITION_T17_DEPARTURES:
        return splits_by_district(id);
    default:
        return grouping_of(id)->all_definitions && plan->definitions[definition];
    }
}

static const struct period *period_of(const struct windows *w, size_t slot)
{
    return slot < w->n_periods ? &w->periods[slot] : &w->pools[slot - w->n_periods];
}

static struct definition_group group_in(const struct grouped *g, uint32_t group, size_t slot)
{
    const struct windows *w = &g->counted->windows;
    const struct follow *follow = g->counted->population.follow;
    const struct balance_count *counts = &g->sums->counts[group * g->sums->n_slots];
    bool cohort = slot < w->n_periods && grouping_of(g->id)->all_definitions;

    return (struct definition_group){ .balance = &counts[slot],
                                      .person_years = definition_person_years(w, counts, slot),
                                      .follow = follow_count(follow, g->id, group, slot, &counts[slot]),
                                      .cohort = cohort ? follow_cohort(follow, g->id, group, slot) : NULL,
                                      .limits = g->limits };
}

/* The rows of the group of `key`, of which this is known. */
static void put_known(const struct grouped *g, const struct cell_key *key, size_t slot, struct definition_group known)
{
    const struct windows *w = &g->counted->windows;
    const struct period *period = period_of(w, slot);
    const struct grouping *grouping = grouping_of(g->id);
    const struct stay_rules *rules = &g->counted->population.rules;
    struct definition_period about = { .n_windows = period->end - period->first,
                                       .snapshots = w->snapshots,
                                       .monthly = w->month != NULL,
                                       .reference = period->reference_from != WINDOW_NONE,
                                       .covered = plan_covers(g->plan, &g->counted->facts, period),
                                       .years = period->years,
                                       .days = period->stop - period->start,
                                       .settled_days = rules->horizon - rules->gap_days - period->stop };
    struct rate_row row = { .grouping = grouping->name,
                            .period = period->label,
                            .cause = "all",
                            .start = period->start,
                            .last = period->stop - 1,
                            .persons = known.follow.persons };
    struct survival_curve curve;
    char room[N_ATTRIBUTES][BAND_LABEL];

    if (known.cohort != NULL && about.monthly && definition_curve(known.cohort, &curve))
        known.curve = &curve;
    for (size_t a = 0; a < N_ATTRIBUTES; a++)
        row.attribute[a] = counted_word(g->plan, g->counted, key, (enum attribute) a, room[a]);
    for (enum definition_id d = 0; d < N_DEFINITIONS; d++) {
        struct rate_row own = row;
        struct measure m;

        if (!is_wanted(g->plan, g->id, d))
            continue;
        if (d == DEFINITION_T1 && about.reference) {
            own.start = period->reference_from;
            own.last = period->reference_to - 1;
        }
        own.definition = definition_name(d);
        m = definition_measure(d, &known, &about);
        put_row(g->rows, g->plan, &own, &m);
    }
    for (size_t place = 0; place < TALLY_CAUSES && grouping->by_cause != NULL; place++) {
        struct measure m = definition_by_cause(&known, &about, place);

        row.grouping = grouping->by_cause;
        row.definition = definition_name(DEFINITION_T17);
        row.cause = codebook_cause_word(tally_cause(place));
        put_row(g->rows, g->plan, &row, &m);
    }
    if (known.curve != NULL)
        survival_free(&curve);
}

static void put_group(const struct grouped *g, uint32_t group, size_t slot)
{
    put_known(g, cells_group_key(g->counted->population.cells, g->id, group), slot, group_in(g, group, slot));
}

/* Whether anybody in a district ever had an occupation: there[district * n_occupations + occupation]; to be freed. */
static bool *find_anybody(const struct cells *cells)
{
    size_t n_occupations = cells_groups(cells, GROUPING_OCCUPATION);
    bool *there = memory_zeroed(cells_groups(cells, GROUPING_DISTRICT) * n_occupations, sizeof *there);

    for (uint32_t cell = 0; cell < cells_count(cells); cell++)
        there[cells_group(cells, GROUPING_DISTRICT, cell) * n_occupations +
              cells_group(cells, GROUPING_OCCUPATION, cell)] = true;
    return there;
}

/* Nobody in the district ever had the occupation, which others in the city have: so much its plan periods say, as those
 * of another in which nobody was do. Of few persons in a district a row that is not there tells what they are not. */
static void put_nobody(const struct grouped *g)
{
    static const struct balance_count none;
    const struct cells *cells = g->counted->population.cells;
    size_t n_occupations = cells_groups(cells, GROUPING_OCCUPATION);
    bool *there = find_anybody(cells);

    for (uint32_t d = 0; d < cells_groups(cells, GROUPING_DISTRICT); d++)
        for (uint32_t o = 0; o < n_occupations; o++) {
            struct cell_key key = *cells_group_key(cells, GROUPING_DISTRICT, d);

            if (there[d * n_occupations + o])
                continue;
            key.attribute[ATTRIBUTE_OCCUPATION] =
                cells_group_key(cells, GROUPING_OCCUPATION, o)->attribute[ATTRIBUTE_OCCUPATION];
            for (size_t slot = g->counted->windows.n_periods; slot < g->sums->n_slots; slot++)
                put_known(g, &key, slot, (struct definition_group){ .balance = &none, .limits = g->limits });
        }
    free(there);
}

static bool put_register(struct rows *rows, const struct plan *plan, const struct counted *c, struct fault *f)
{
    struct balance_sums sums[N_GROUPINGS] = { { 0 } };
    struct count_limits limits = { .confidence = DEFINITION_CONFIDENCE };
    bool ok = balance_sums_by_period(c->population.balance, sums, f);

    for (enum grouping_id id = 0; id < N_GROUPINGS && ok; id++) {
        struct grouped g = { rows, plan, c, id, &sums[id], &limits };
        bool pooled = id == GROUPING_DISTRICT_OCCUPATION;
        size_t n_slots = pooled ? sums[id].n_slots : c->windows.n_periods;

        for (uint32_t group = 0; group < sums[id].n_groups; group++)
            for (size_t slot = 0; slot < n_slots; slot++)
                put_group(&g, group, slot);
        if (pooled)
            put_nobody(&g);
    }
    for (size_t id = 0; id < N_GROUPINGS; id++)
        balance_sums_free(&sums[id]);
    return ok;
}

/* What a definition rests on in finished counts: N_AGGREGATE_FIGURES ends the list; empty: never possible. */
static bool is_possible(const struct aggregates *a, enum definition_id d)
{
    switch (d) {
    case DEFINITION_T3:
        return a->has[AGGREGATE_HIRES] && a->has[AGGREGATE_EXITS] && a->has[AGGREGATE_STOCK_OPEN] &&
               a->has[AGGREGATE_STOCK_CLOSE];
    case DEFINITION_T8:
        return a->has[AGGREGATE_EXITS] && a->has[AGGREGATE_STOCK_CLOSE];
    case DEFINITION_T9:
        return a->has[AGGREGATE_EXITS] && a->has[AGGREGATE_STOCK_OPEN] && a->has[AGGREGATE_STOCK_CLOSE];
    case DEFINITION_T17:
        return a->has[AGGREGATE_EXITS] && a->has[AGGREGATE_PERSON_YEARS];
    default:
        return false;
    }
}

static struct measure measure_of(const struct aggregate *g, enum definition_id d)
{
    const double *figure = g->figure;
    double mean = (figure[AGGREGATE_STOCK_OPEN] + figure[AGGREGATE_STOCK_CLOSE]) / 2;
    struct measure m;

    if (d == DEFINITION_T8)
        m = definition_rate(figure[AGGREGATE_EXITS], figure[AGGREGATE_STOCK_CLOSE], "closing_stock");
    else if (d == DEFINITION_T9)
        m = definition_rate(figure[AGGREGATE_EXITS], mean, "mean_of_stocks");
    else if (d == DEFINITION_T3)
        m = definition_replacement(figure[AGGREGATE_HIRES], figure[AGGREGATE_EXITS], mean);
    else
        m = definition_rate(figure[AGGREGATE_EXITS], figure[AGGREGATE_PERSON_YEARS], g->exposure_basis);
    m.preliminary = NAN;
    return m;
}

static void put_aggregate(struct rows *rows, const struct plan *plan, const struct aggregates *a,
                          const struct aggregate *g)
{
    bool pooled = strlen(g->period) == 9 && g->period[4] == '-';
    struct rate_row row = { .grouping = grouping_of(g->grouping)->name,
                            .period = g->period,
                            .attribute = { g->district[0] != '\0' ? g->district : "all",
                                           g->occupation[0] != '\0' ? g->occupation : "all", "all", "all", "all",
                                           "all" },
                            .cause = "all",
                            .start = g->start,
                            .last = g->last,
                            .persons = NAN };

    for (enum definition_id d = 0; d < N_DEFINITIONS; d++) {
        bool moves = d == DEFINITION_T17_MOVES || d == DEFINITION_T17_DEPARTURES;
        struct measure m = definition_not_possible();

        if (moves || !is_wanted(plan, g->grouping, d) || (pooled && d != DEFINITION_T17))
            continue;
        if (is_possible(a, d))
            m = measure_of(g, d);
        else if (g->grouping != GROUPING_CITY)
            continue;
        row.definition = definition_name(d);
        put_row(rows, plan, &row, &m);
    }
}

static void put_aggregates(struct rows *rows, const struct plan *plan, const struct aggregates *a)
{
    for (size_t i = 0; i < a->n; i++)
        if (!a->items[i].in_year)
            put_aggregate(rows, plan, a, &a->items[i]);
}

/* Finished counts of a time that the register tells of too would be counted twice. */
static bool check_apart(const struct counted *c, const struct aggregates *a, struct fault *f)
{
    for (size_t i = 0; c != NULL && i < a->n; i++)
        if (a->items[i].start < c->windows.boundary[c->windows.n] && c->windows.boundary[0] <= a->items[i].last)
            return fault_at(f, FAULT_DATA, NULL, 0, "period",
                            "perioden %s finns både i counts/ och bland anställningarna i staff/: ta bort den ena, "
                            "eller ändra first_year och last_year under [turnover]",
                            a->items[i].period);
    return true;
}

bool tables_write_rates(const char *path, const struct plan *plan, const struct counted *c, const struct aggregates *a,
                        struct fault *f)
{
    struct rows *rows = rows_new(schema_find("rates"));
    bool ok = check_apart(c, a, f) && (c == NULL || put_register(rows, plan, c, f));

    if (ok) {
        put_aggregates(rows, plan, a);
        ok = rows_write(rows, path, f);
    }
    rows_free(rows);
    return ok;
}
