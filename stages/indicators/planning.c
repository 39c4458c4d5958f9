/* planning.c - the plan and what is done under it: focus areas, leadership programmes, activities, student placements,
 * and how the boards have taken it up. */
#include "stages/indicators/indicators.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM(columns) columns, sizeof columns / sizeof columns[0]

/* ---- the catalogue of areas: names are data ---- */

enum { AREA_NUMBER, AREA_NAME, AREA_FROM, AREA_TO, AREA_KNOWN };

static const struct sheet_column AREA_COLUMNS[] = {
    { "nr|number|nummer", true }, { "område|name|namn", true },        { "från år|from|tillkom", true },
    { "till år|to", false },      { "namnet känt|name_known", false },
};

static bool year_of(const struct line *l, size_t column, int *year, const char **text, struct fault *f)
{
    *year = 0;
    if (l->cells[column].length == 0)
        return true;
    if (!line_period(l, column, PERIOD_YEAR, text, f))
        return false;
    *year = atoi(*text);
    return true;
}

static bool take_area(const struct line *l, struct fault *f)
{
    struct areas *all = &l->to->areas;
    struct area a = { .origin = "" };
    const char *known, *ignored;

    if (!line_required(l, AREA_NUMBER, &a.number, f) || !line_text(l, AREA_NAME, &a.name, f) ||
        !year_of(l, AREA_FROM, &a.first_year, &a.origin, f) || !year_of(l, AREA_TO, &a.last_year, &ignored, f) ||
        !line_word(l, AREA_KNOWN, INDICATOR_YES_NO, "yes", &known, f))
        return false;
    if (isnan(a.number) || a.number != floor(a.number) || a.number < 1)
        return line_fault(l, AREA_NUMBER, f, "är inget nummer: skriv 1, 2, 3 ...");
    if (a.first_year == 0)
        return line_fault(l, AREA_FROM, f, "året saknas: skriv det år då området togs in i planen");
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].number == a.number)
            return line_fault(l, AREA_NUMBER, f, "numret står på en tidigare rad: ge varje område ett eget");
    a.known = strcmp(known, "yes") == 0;
    all->items = memory_grow(all->items, &all->capacity, all->n + 1, sizeof *all->items);
    all->items[all->n++] = a;
    return true;
}

/* ---- status of an area in a district and year ---- */

enum { STATUS_AREA = COMMON_N, STATUS };

static const struct sheet_column STATUS_COLUMNS[] = {
    COMMON_COLUMNS,
    { "område|area|nr", true },
    { "läge|status", true },
};

static bool take_status(const struct line *l, struct fault *f)
{
    struct areas *all = &l->to->areas;
    struct area_status s = { .path = l->path, .line = l->number };
    struct measure m;

    if (!line_measure(l, PERIOD_YEAR, &m, f) || !line_required(l, STATUS_AREA, &s.number, f) ||
        !line_word(l, STATUS, INDICATOR_STATUS, "", &s.status, f))
        return false;
    if (m.unit[0] == '\0')
        return line_fault(l, COMMON_DISTRICT, f, "förvaltningen saknas: läget anges för en förvaltning i taget");
    s.period = m.period;
    s.unit = m.unit;
    s.district = m.district;
    s.source = m.source;
    all->statuses = memory_grow(all->statuses, &all->statuses_capacity, all->n_statuses + 1, sizeof *all->statuses);
    all->statuses[all->n_statuses++] = s;
    return true;
}

/* ---- leadership programmes: how many went through one each year ---- */

enum { PROGRAMME_LEVEL = COMMON_N, PARTICIPANTS };

static const struct sheet_column LEADERSHIP_COLUMNS[] = {
    COMMON_COLUMNS,
    { "nivå|level|chefsnivå", true },
    { "deltagare|participants|nya deltagare", true },
};

static bool take_leadership(const struct line *l, struct fault *f)
{
    struct measure m;

    if (!line_measure(l, PERIOD_YEAR, &m, f) || !line_word(l, PROGRAMME_LEVEL, INDICATOR_LEVEL, NULL, &m.category, f) ||
        !line_whole(l, PARTICIPANTS, &m.numerator, f))
        return false;
    if (m.unit[0] != '\0')
        return line_fault(l, COMMON_DISTRICT, f, "programmen redovisas för hela staden: lämna förvaltningen tom");
    line_add(l, "leadership_programme", m);
    return true;
}

/* ---- register of activities ---- */

enum { ACTIVITY = COMMON_N, ACTIVITY_NAME, ACTIVITY_PARTICIPANTS, ACTIVITY_ANSWERED, ACTIVITY_PRECISION };

static const struct sheet_column ACTIVITY_COLUMNS[] = {
    COMMON_COLUMNS,
    { "aktivitet|activity|slag", true },
    { "namn|name|benämning", true },
    { "deltagare|participants", false },
    { "svar|answered|svar på utvärdering", false },
    { "precision", false },
};

static bool take_activity(const struct line *l, struct fault *f)
{
    struct measure m;
    double answered;
    char name[256];
    const char *kind, *what;

    if (!line_measure(l, PERIOD_ANY, &m, f) || !line_word(l, ACTIVITY, INDICATOR_ACTIVITY, NULL, &kind, f) ||
        !line_text(l, ACTIVITY_NAME, &what, f) || !line_number(l, ACTIVITY_ANSWERED, &answered, f))
        return false;
    m.precision = line_intern(l, l->cells[ACTIVITY_PRECISION]);
    snprintf(name, sizeof name, "%s:%.200s", kind, what);
    m.category = line_intern(l, (struct field){ name, strlen(name) });
    m.numerator = 1;
    line_add(l, "activities", m);
    m.numerator = NAN;
    if (l->cells[ACTIVITY_PARTICIPANTS].length == 0)
        return true;
    if (!line_range(l, ACTIVITY_PARTICIPANTS, &m.low, &m.high, f))
        return false;
    line_add(l, "activity_participants", m);
    if (answered > m.high)
        return line_fault(l, ACTIVITY_ANSWERED, f, "fler svar än deltagare: rätta det ena");
    if (isfinite(answered)) {
        m.numerator = answered;
        m.denominator = (m.low + m.high) / 2;
        m.people = answered;
        m.denominator_basis = "given";
        m.low = m.high = NAN;
        line_add(l, "activity_response_rate", m);
    }
    return true;
}

/* ---- student placements: a number, or a range ---- */

enum { PLACES = COMMON_N, PLACE_PRECISION };

static const struct sheet_column PLACEMENT_COLUMNS[] = {
    COMMON_COLUMNS,
    { "platser|placements|vfu-platser", true },
    { "precision", false },
};

static bool take_placement(const struct line *l, struct fault *f)
{
    struct measure m;

    if (!line_measure(l, PERIOD_YEAR, &m, f) || !line_range(l, PLACES, &m.low, &m.high, f))
        return false;
    m.precision = line_intern(l, l->cells[PLACE_PRECISION]);
    line_add(l, "student_placements", m);
    return true;
}

/* ---- whether the board has the plan in its activity plan, and how the work is done ---- */

enum { IN_PLAN = COMMON_N, PLAN_FORM };

static const struct sheet_column BOARD_COLUMNS[] = {
    COMMON_COLUMNS,
    { "i verksamhetsplanen|in_activity_plan|verksamhetsplan", true },
    { "arbetsform|form|arbetet bedrivs som", false },
};

static bool take_board(const struct line *l, struct fault *f)
{
    struct measure m;
    const char *in_plan;

    if (!line_measure(l, PERIOD_YEAR, &m, f) || !line_word(l, IN_PLAN, INDICATOR_YES_NO, NULL, &in_plan, f) ||
        !line_word(l, PLAN_FORM, INDICATOR_PLAN_FORM, "", &m.definition, f))
        return false;
    if (m.unit[0] == '\0')
        return line_fault(l, COMMON_DISTRICT, f, "förvaltningen saknas: varje nämnd redovisas för sig");
    m.numerator = 1;
    if (m.definition[0] != '\0')
        line_add(l, "plan_form", m);
    m.numerator = strcmp(in_plan, "yes") == 0;
    m.definition = "";
    line_add(l, "plan_in_activity_plan", m);
    return true;
}

const struct kind PLAN_KINDS[] = {
    { "focus_areas", "focus_areas|fokusområden", ROOM(AREA_COLUMNS), take_area, NULL, NULL },
    { "focus_status", "focus_status|läge|fokuslägen", ROOM(STATUS_COLUMNS), take_status, NULL, NULL },
    { "leadership", "leadership|ledarprogram", ROOM(LEADERSHIP_COLUMNS), take_leadership, NULL, NULL },
    { "activities", "activities|aktiviteter", ROOM(ACTIVITY_COLUMNS), take_activity, NULL, NULL },
    { "placements", "placements|vfu", ROOM(PLACEMENT_COLUMNS), take_placement, NULL, NULL },
    { "plan", "plan|verksamhetsplaner", ROOM(BOARD_COLUMNS), take_board, NULL, NULL },
    { .name = NULL },
};
