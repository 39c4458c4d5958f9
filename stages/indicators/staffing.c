/* staffing.c - consultants and reinforcement teams, vacancies, caseload, and managers who stay. */
#include "stages/indicators/indicators.h"

#include <math.h>
#include <string.h>

#define ROOM(columns) columns, sizeof columns / sizeof columns[0]

/* ---- consultants on a day ---- */

enum { CONSULTANTS = COMMON_N, CONSULTANT_UNIT, OWN_STAFF, COST, TEAM };

static const struct sheet_column CONSULTANT_COLUMNS[] = {
    COMMON_COLUMNS,
    { "konsulter|consultants|antal konsulter", true },
    { "räknat i|unit", true },
    { "egna anställda|own_staff|egen personal", false },
    { "kostnad|cost_mkr|kostnad mkr", false },
    { "förstärkningsteam|team", false },
};

static bool take_consultants(const struct line *l, struct fault *f)
{
    struct measure m;
    double own, cost;

    if (!line_measure(l, PERIOD_DAY, &m, f) || !line_required(l, CONSULTANTS, &m.numerator, f) ||
        !line_word(l, CONSULTANT_UNIT, INDICATOR_UNIT, NULL, &m.definition, f) || !line_number(l, OWN_STAFF, &own, f) ||
        !line_number(l, COST, &cost, f))
        return false;
    m.unit_word = indicator_label(INDICATOR_UNIT, m.definition);
    if (strcmp(m.definition, "persons") == 0 && isfinite(m.numerator) && m.numerator != floor(m.numerator))
        return line_fault(l, CONSULTANTS, f, "är inget helt tal: skriv antal personer, eller årsarbetare som enhet");
    if (l->cells[TEAM].length > 0) { /* a resource of the whole city, never a district's staff */
        m.category = line_intern(l, l->cells[TEAM]);
        if (m.unit[0] != '\0')
            return line_fault(l, COMMON_DISTRICT, f,
                              "ett förstärkningsteam är hela stadens resurs: lämna förvaltningen tom");
        if (isfinite(cost) || isfinite(own))
            return line_fault(l, isfinite(cost) ? COST : OWN_STAFF, f,
                              "används inte för ett förstärkningsteam: lämna fältet tomt");
        line_add(l, "reinforcement_team", m);
        return true;
    }
    line_add(l, "consultants", m);
    if (isfinite(cost)) {
        struct measure money = m;

        money.numerator = cost;
        money.definition = money.unit_word = "";
        line_add(l, "consultant_cost", money);
    }
    m.unit_word = "";
    m.rule = DENOMINATOR_OWN_STAFF;
    if (isfinite(own)) {
        m.denominator = m.numerator + own;
        m.denominator_basis = "given";
    }
    line_add(l, "consultant_share", m);
    return true;
}

/* ---- vacancies on a day ---- */

enum { VACANCIES = COMMON_N, POSTS };

static const struct sheet_column VACANCY_COLUMNS[] = {
    COMMON_COLUMNS,
    { "vakanser|vacancies|vakanta tjänster", true },
    { "tjänster|posts|inrättade tjänster", false },
};

static bool take_vacancies(const struct line *l, struct fault *f)
{
    struct measure m;

    if (!line_measure(l, PERIOD_DAY, &m, f) || !line_required(l, VACANCIES, &m.numerator, f) ||
        !line_number(l, POSTS, &m.denominator, f))
        return false;
    if (m.denominator < m.numerator)
        return line_fault(l, POSTS, f, "färre tjänster än vakanser: alla inrättade tjänster ska räknas, även vakanta");
    line_add(l, "vacancies", m);
    m.definition = isfinite(m.denominator) ? "posts" : "persons";
    m.denominator_basis = "given";
    m.rule = DENOMINATOR_OWN_STAFF;
    line_add(l, "vacancy_rate", m);
    return true;
}

/* ---- caseload ---- */

enum { CASES = COMMON_N, HOLDERS, ADMIN, CASEWORKERS, LOWER_QUARTILE, MEDIAN, UPPER_QUARTILE, OPERATION };

static const struct sheet_column CASELOAD_COLUMNS[] = {
    COMMON_COLUMNS,
    { "ärenden|cases|antal ärenden", true },
    { "handläggare med ärenden|case_holders_fte|årsarbetare med ärenden", true },
    { "administrativt stöd|admin_fte|administratörer", false },
    { "handläggare|caseworkers_fte|årsarbetare handläggare", false },
    { "undre kvartil|lower_quartile", false },
    { "median", false },
    { "övre kvartil|upper_quartile", false },
    { "verksamhetsområde|operation|verksamhet", false },
};

static bool add_quartiles(const struct line *l, const struct measure *about, struct fault *f)
{
    static const char *const NAMES[] = { "lower_quartile", "median", "upper_quartile" };
    double quartiles[3];

    for (size_t i = 0; i < 3; i++)
        if (!line_number(l, LOWER_QUARTILE + i, &quartiles[i], f))
            return false;
    if (quartiles[0] > quartiles[1] || quartiles[1] > quartiles[2] || quartiles[0] > quartiles[2])
        return line_fault(l, MEDIAN, f, "kvartilerna står inte i ordning: undre, median, övre");
    for (size_t i = 0; i < 3; i++) {
        struct measure m = *about;

        if (isnan(quartiles[i]))
            continue;
        m.numerator = quartiles[i];
        m.denominator = NAN;
        m.definition = NAMES[i];
        line_add(l, "case_quartile", m);
    }
    return true;
}

static bool take_caseload(const struct line *l, struct fault *f)
{
    struct measure m;
    double admin, caseworkers;

    if (!line_measure(l, PERIOD_ANY, &m, f) || !line_required(l, CASES, &m.numerator, f) ||
        !line_required(l, HOLDERS, &m.denominator, f) || !line_number(l, ADMIN, &admin, f) ||
        !line_number(l, CASEWORKERS, &caseworkers, f))
        return false;
    if (m.denominator == 0 && m.numerator > 0)
        return line_fault(l, HOLDERS, f,
                          "ärenden finns, men ingen handläggare har dem: skriv hur många som har ärenden, eller .. om "
                          "uppgift saknas");
    if (caseworkers < m.denominator)
        return line_fault(l, CASEWORKERS, f,
                          "färre handläggare än handläggare med ärenden: alla handläggare ska räknas, även de utan");
    if (l->cells[OPERATION].length > 0)
        m.category = line_intern(l, l->cells[OPERATION]);
    m.denominator_basis = "given";
    m.people = m.denominator;
    line_add(l, "cases_per_holder", m);
    if (!add_quartiles(l, &m, f))
        return false;
    if (isfinite(admin)) {
        m.numerator = admin;
        m.denominator = m.people = isfinite(caseworkers) ? caseworkers : m.denominator;
        m.definition = "";
        line_add(l, "admin_support", m);
    }
    return true;
}

/* ---- managers who stay ---- */

enum { MANAGERS = COMMON_N, STAYED, MANAGER_LEVEL };

static const struct sheet_column MANAGER_COLUMNS[] = {
    COMMON_COLUMNS,
    { "chefer|managers|chefer vid årets början", true },
    { "kvar|stayed|kvar vid årets slut", true },
    { "nivå|level|chefsnivå", false },
};

static bool take_managers(const struct line *l, struct fault *f)
{
    struct measure m;

    if (!line_measure(l, PERIOD_YEAR, &m, f) || !line_whole(l, MANAGERS, &m.denominator, f) ||
        !line_whole(l, STAYED, &m.numerator, f) || !line_word(l, MANAGER_LEVEL, INDICATOR_LEVEL, "all", &m.category, f))
        return false;
    if (m.numerator > m.denominator)
        return line_fault(l, STAYED, f, "fler är kvar än som fanns vid årets början: rätta antalet");
    m.denominator_basis = "given";
    m.people = m.denominator;
    line_add(l, "manager_stability", m);
    return true;
}

const struct kind STAFFING_KINDS[] = {
    { "consultants", "consultants|konsulter", ROOM(CONSULTANT_COLUMNS), take_consultants, NULL, NULL },
    { "vacancies", "vacancies|vakanser", ROOM(VACANCY_COLUMNS), take_vacancies, NULL, NULL },
    { "caseload", "caseload|ärenden|arbetsbelastning", ROOM(CASELOAD_COLUMNS), take_caseload, NULL, NULL },
    { "managers", "managers|chefer", ROOM(MANAGER_COLUMNS), take_managers, NULL, NULL },
    { .name = NULL },
};
