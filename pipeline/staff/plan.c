#include "pipeline/staff/plan.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/staff/register_shard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_YEARS = 60 };

static bool wrong(const struct plan *p, const char *key, const char *text, struct fault *f)
{
    return fault_at(f, FAULT_DATA, p->path, settings_line(p->settings, "turnover", key), key, "%s", text);
}

static int year_of(const struct settings *s, const char *key)
{
    return settings_text(s, "turnover", key)[0] == '\0' ? 0 : (int) settings_integer(s, "turnover", key);
}

static bool read_bands(const struct plan *p, const char *key, struct bands *out, struct fault *f)
{
    size_t n;
    const char *const *items = settings_list(p->settings, "turnover", key, &n);

    return bands_read(items, n, out) ||
           wrong(p, key, "gränserna ska vara hela år i stigande ordning, till exempel 30, 40, 50", f);
}

static bool read_reference_day(struct plan *p, struct fault *f)
{
    static const char form[] = "ska vara månad-dag, till exempel 11-01";
    const char *text = settings_text(p->settings, "turnover", "reference_day");
    char rest;

    if (strlen(text) != 5 || sscanf(text, "%2d-%2d%c", &p->reference_month, &p->reference_day, &rest) != 2 ||
        !calendar_exists(2000, p->reference_month, p->reference_day))
        return wrong(p, "reference_day", form, f);
    return true;
}

/* Numerals, a hyphen, numerals: 2016-2018. */
static bool parse_years(const char *text, struct plan_years *years)
{
    char rest;

    return strlen(text) == 9 && strspn(text, "0123456789") == 4 && strspn(text + 5, "0123456789") == 4 &&
           sscanf(text, "%4d-%4d%c", &years->first, &years->last, &rest) == 2 && years->first <= years->last &&
           years->first >= CALENDAR_FIRST_YEAR && years->last <= CALENDAR_LAST_YEAR;
}

static bool read_pools(struct plan *p, struct fault *f)
{
    const char *const *items = settings_list(p->settings, "turnover", "plan_periods", &p->n_pools);

    p->pools = memory_zeroed(p->n_pools, sizeof *p->pools);
    for (size_t i = 0; i < p->n_pools; i++) {
        if (!parse_years(items[i], &p->pools[i]))
            return wrong(p, "plan_periods", "ska vara perioder av hela år, till exempel 2016-2018, 2019-2022", f);
        for (size_t j = 0; j < i; j++)
            if (p->pools[i].first <= p->pools[j].last && p->pools[j].first <= p->pools[i].last)
                return wrong(p, "plan_periods", "två perioder har samma år: ett år kan bara höra till en", f);
    }
    return true;
}

static bool read_definitions(struct plan *p, struct fault *f)
{
    size_t n;
    const char *const *items = settings_list(p->settings, "turnover", "definitions", &n);

    for (size_t i = 0; i < n; i++) {
        enum definition_id id = definition_from_name(items[i]);

        if (id == N_DEFINITIONS)
            return fault_at(f, FAULT_DATA, p->path, settings_line(p->settings, "turnover", "definitions"),
                            "definitions", "definitionen %s finns inte: de som finns står i docs/definitioner.md",
                            items[i]);
        p->definitions[id] = true;
    }
    p->definitions[DEFINITION_T17] = true;
    p->definitions[DEFINITION_T17_MOVES] = true;
    p->definitions[DEFINITION_T17_DEPARTURES] = true;
    return true;
}

static bool read_settings(struct plan *p, struct fault *f)
{
    const struct settings *s;
    bool ok;

    if (!settings_read(p->path, &p->settings, f))
        return false;
    s = p->settings;
    p->population = settings_text(s, "turnover", "population");
    p->rules.fixed_term = strcmp(p->population, "permanent_and_fixed_term") == 0;
    p->rules.occupations = settings_list(s, "turnover", "occupations", &p->rules.n_occupations);
    p->rules.occupations_path = p->path;
    p->rules.occupations_line = settings_line(s, "turnover", "occupations");
    p->first_year = year_of(s, "first_year");
    p->last_year = year_of(s, "last_year");
    p->n_threads = settings_threads(s, "turnover");
    p->gap_days = (int32_t) settings_integer(s, "turnover", "gap_days");
    ok = read_bands(p, "age_bands", &p->age, f) && read_bands(p, "tenure_bands", &p->tenure, f) &&
         read_reference_day(p, f) && read_definitions(p, f) && read_pools(p, f);
    if (ok && p->first_year != 0 && p->last_year != 0 && p->last_year < p->first_year)
        ok = wrong(p, "last_year", "ligger före first_year", f);
    return ok;
}

bool plan_read(const char *path, const char *organisation, struct plan *out, struct fault *f)
{
    const char *units = organisation[0] != '\0' ? organisation : NULL;

    *out = (struct plan){ .path = path };
    if (!read_settings(out, f) || !organisation_read(units, &out->organisation, f)) {
        plan_free(out);
        return false;
    }
    out->rules.organisation = out->organisation;
    return true;
}

void plan_free(struct plan *p)
{
    settings_free(p->settings);
    organisation_free(p->organisation);
    free(p->pools);
    *p = (struct plan){ 0 };
}

/* The last year that the day does not cut. */
static int last_whole_year(int32_t day)
{
    struct calendar_date date = calendar_to_civil(day);

    return date.month == 12 && date.day == 31 ? date.year : date.year - 1;
}

static int first_whole_year(const struct register_facts *facts)
{
    struct calendar_date date = calendar_to_civil(facts->first_end != INT32_MAX ? facts->first_end
                                                                                : facts->first_start);

    return date.month == 1 ? date.year : date.year + 1;
}

static bool check_years(const struct plan *p, const struct register_facts *facts, int first, int last, struct fault *f)
{
    char horizon[CALENDAR_ISO_LENGTH + 1];

    calendar_format_iso(facts->horizon, horizon);
    if (last > last_whole_year(facts->horizon) && facts->old_line != 0)
        return fault_at(
            f, FAULT_DATA, NULL, 0, NULL,
            "fil nr %u rad %u (numret står i intake.csv): anställningen pågår enligt uttaget %s men finns "
            "inte i ett senare uttag, så det går inte att säga vem som arbetade %d: har förvaltningen eller "
            "yrket bytt namn mellan uttagen, låt codes/unit.csv eller codes/occupation.csv ge båda namnen "
            "samma kod; rätta annars i corrections.csv, ta bort det äldre uttaget, eller sätt last_year "
            "under [turnover]",
            (unsigned) facts->old_file, (unsigned) facts->old_line, horizon, last);
    if (last > last_whole_year(facts->horizon))
        return fault_at(f, FAULT_DATA, p->path, settings_line(p->settings, "turnover", "last_year"), "last_year",
                        "uttaget %s täcker inte hela %d: ange ett tidigare år, eller gör ett senare uttag", horizon,
                        last);
    if (last < first)
        return fault_at(f, FAULT_DATA, p->path, settings_line(p->settings, "turnover", "first_year"), "first_year",
                        "inget helt år finns att redovisa: uttaget täcker %d till %s; ange first_year och last_year "
                        "om avgångar är registrerade tidigare",
                        first, horizon);
    if (last - first >= MOST_YEARS)
        return wrong(p, "first_year", "fler än 60 år kan inte redovisas på en gång", f);
    return true;
}

/* Shards have been looked through before. */
static bool look(const struct plan *p, const char *spells, const struct register_dates *dates,
                 struct register_facts *facts, struct fault *f)
{
    return p->rules.shard != NULL ? register_facts_sum(p->rules.shard, facts, f)
                                  : register_look(spells, dates, &p->rules, facts, f);
}

static bool windows_of_spells(const struct plan *p, const char *spells, const struct register_dates *dates,
                              struct register_facts *facts, struct windows *out, struct fault *f)
{
    int first = p->first_year, last = p->last_year;

    facts->horizon = dates->items[dates->n - 1];
    if ((first == 0 || dates->n > 1) && !look(p, spells, dates, facts, f))
        return false;
    if (facts->first_start == INT32_MAX && first == 0)
        first = last_whole_year(facts->horizon); /* nobody in the population: said when they are counted */
    if (first == 0)
        first = first_whole_year(facts);
    if (last == 0)
        last = last_whole_year(dates->items[dates->n - 1]);
    if (!check_years(p, facts, first, last, f))
        return false;
    windows_of_years(first, last, p->reference_month, p->reference_day, out);
    return true;
}

bool plan_windows(const struct plan *p, const char *spells, const struct register_dates *dates,
                  struct register_facts *facts, struct windows *out, struct fault *f)
{
    bool ok;

    *facts = (struct register_facts){ .horizon = dates->items[dates->n - 1], .first_start = 0, .first_end = 0 };
    if (dates->snapshots)
        ok = windows_of_snapshots(dates->items, dates->n, p->first_year, p->last_year, out, f);
    else
        ok = windows_of_spells(p, spells, dates, facts, out, f);
    for (size_t i = 0; i < p->n_pools && ok; i++)
        windows_pool(out, p->pools[i].first, p->pools[i].last);
    return ok;
}

struct stay_rules plan_stay_rules(const struct plan *p, const struct register_dates *dates, int32_t horizon)
{
    return (struct stay_rules){ .age = p->age,
                                .tenure = p->tenure,
                                .gap_days = p->gap_days,
                                .horizon = horizon,
                                .tenure_known_after = dates->snapshots ? dates->items[0] - 1 : INT32_MIN,
                                .organisation = p->organisation };
}

int32_t plan_break_days(const struct plan *p, const struct register_dates *dates)
{
    return dates->snapshots ? 0 : p->gap_days;
}

bool plan_covers(const struct plan *p, const struct register_facts *facts, const struct period *period)
{
    int32_t from = p->first_year != 0 || facts->first_end == INT32_MAX ? facts->first_start : facts->first_end;

    return period->reference_from >= from;
}
