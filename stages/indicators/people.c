/* people.c - sickness absence and the employee survey. */
#include "stages/indicators/indicators.h"

#include <math.h>
#include <string.h>

#define ROOM(columns) columns, sizeof columns / sizeof columns[0]

/* ---- sickness absence ----
 *
 * Districts that became one, and the city where it is not stated, are weighted: the absence with the number of
 * persons, the long-term share with persons times absence. Definitions are never mixed: each is a series of its own. */

enum { ABSENCE = COMMON_N, LONG_TERM, PERSONS, ABSENCE_DEFINITION, GENDER };

static const struct sheet_column SICKNESS_COLUMNS[] = {
    COMMON_COLUMNS,
    { "sjukfrånvaro|absence_percent|sjukfrånvaro procent", true },
    { "långtid|long_term_percent|andel 60 dagar eller mer", false },
    { "personer|persons|antal anställda", true },
    { "definition", true },
    { "kön|gender", false },
};

/* Shares, written where percent belong, are all below 1; one percentage among others may well be. */
static void note_percent(const struct line *l, size_t column, double percent)
{
    struct percents *of = &l->to->percents[column == LONG_TERM];

    if (isnan(percent))
        return;
    of->line = of->n == 0 ? l->number : of->line;
    of->n++;
    of->n_like_shares += percent > 0 && percent < 1;
}

static bool begin_sickness(const struct line *l, struct fault *f)
{
    (void) f;
    memset(l->to->percents, 0, sizeof l->to->percents);
    return true;
}

static bool end_sickness(const struct line *l, struct fault *f)
{
    static const size_t COLUMNS[] = { ABSENCE, LONG_TERM };

    for (size_t i = 0; i < 2; i++) {
        const struct percents *of = &l->to->percents[i];

        if (of->n > 0 && of->n_like_shares == of->n)
            return sheet_fault(l->sheet, COLUMNS[i], of->line, f,
                               "alla tal i kolumnen är mindre än 1: har du skrivit andelar? skriv 7,9 för 7,9 procent");
    }
    return true;
}

static bool take_sickness(const struct line *l, struct fault *f)
{
    struct measure m;
    double absence, long_term, persons;

    if (!line_measure(l, PERIOD_YEAR | PERIOD_MONTH, &m, f) || !line_required(l, ABSENCE, &absence, f) ||
        !line_number(l, LONG_TERM, &long_term, f) || !line_required(l, PERSONS, &persons, f) ||
        !line_free_word(l, ABSENCE_DEFINITION, INDICATOR_DEFINITION, NULL, &m.definition, f) ||
        !line_word(l, GENDER, INDICATOR_GENDER, "all", &m.group, f))
        return false;
    if (absence > 100)
        return line_fault(l, ABSENCE, f, "är mer än 100 procent: skriv sjukfrånvaron i procent av arbetstiden");
    if (long_term > 100)
        return line_fault(l, LONG_TERM, f, "är mer än 100 procent: skriv andelen av sjukfrånvaron i procent");
    note_percent(l, ABSENCE, absence);
    note_percent(l, LONG_TERM, long_term);
    m.denominator_basis = "given";
    m.people = m.denominator = persons;
    m.numerator = absence / 100 * persons;
    line_add(l, "sickness_absence", m);
    if (isnan(long_term))
        return true;
    m.denominator = m.numerator;
    m.numerator *= long_term / 100;
    line_add(l, "sickness_long_term", m);
    return true;
}

/* ---- employee survey ---- */

enum { ITEM = COMMON_N, ASKED, ANSWERED, POSITIVE, INDEX, SPREAD, SURVEY_GENDER };

static const struct sheet_column SURVEY_COLUMNS[] = {
    COMMON_COLUMNS,
    { "fråga|item|påstående", true },
    { "tillfrågade|asked|utskick", true },
    { "svar|answered|antal svar", true },
    { "instämmer|positive|antal positiva", false },
    { "index", false },
    { "standardavvikelse|spread", false },
    { "kön|gender", false },
};

static bool add_item(const struct line *l, struct measure m, double positive, double index, double spread,
                     struct fault *f)
{
    if (isnan(positive) && isnan(index))
        return line_fault(l, POSITIVE, f, "varken antal som instämmer eller index står på raden: fyll i ett av dem");
    if (isfinite(positive) && positive != floor(positive))
        return line_fault(l, POSITIVE, f, "är inget helt tal: skriv hur många som instämmer, inte procent");
    if (positive > m.denominator)
        return line_fault(l, POSITIVE, f, "fler instämmer än som svarade: rätta antalet (antal svar, inte procent)");
    if (index > 100)
        return line_fault(l, INDEX, f, "index är större än 100: skriv det på skalan 0-100");
    if (isfinite(positive)) {
        m.numerator = positive;
        line_add(l, "survey_share", m);
    }
    if (isfinite(index)) {
        m.numerator = index * m.denominator;
        m.squares = (m.denominator - 1) * spread * spread + m.denominator * index * index;
        line_add(l, "survey_index", m);
    }
    return true;
}

/* The response rate is the same for every item of a survey: it is kept once for each, and shown for the whole. */
static bool take_survey(const struct line *l, struct fault *f)
{
    struct measure m, response;
    double positive, index, spread;

    if (!line_measure(l, PERIOD_ANY, &m, f) || !line_free_word(l, ITEM, INDICATOR_ITEM, NULL, &m.category, f) ||
        !line_whole(l, ASKED, &m.asked, f) || !line_whole(l, ANSWERED, &m.denominator, f) ||
        !line_number(l, POSITIVE, &positive, f) || !line_number(l, INDEX, &index, f) ||
        !line_number(l, SPREAD, &spread, f) || !line_word(l, SURVEY_GENDER, INDICATOR_GENDER, "all", &m.group, f))
        return false;
    if (m.denominator > m.asked)
        return line_fault(l, ANSWERED, f, "fler svar än tillfrågade: rätta det ena");
    m.denominator_basis = "given";
    m.people = m.denominator;
    response = m;
    if (!add_item(l, m, positive, index, spread, f))
        return false;
    response.numerator = m.denominator;
    response.denominator = m.asked;
    response.people = m.denominator;
    line_add(l, "survey_response_rate", response);
    return true;
}

const struct kind PEOPLE_KINDS[] = {
    { "sickness", "sickness|sjukfrånvaro", ROOM(SICKNESS_COLUMNS), take_sickness, begin_sickness, end_sickness },
    { "survey", "survey|medarbetarenkät|enkät", ROOM(SURVEY_COLUMNS), take_survey, NULL, NULL },
    { .name = NULL },
};
