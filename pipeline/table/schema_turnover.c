/* What turnover counts. */
#include "pipeline/table/schema_tables.h"

#define ATTRIBUTES                                                                                                     \
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },                                                        \
        { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },                                                       \
        { "operation", COLUMN_TEXT, "", "Verksamhetsområde", "Operation" },                                            \
        { "gender", COLUMN_TEXT, "", "Kön", "Gender" }, { "age_band", COLUMN_TEXT, "", "Ålder", "Age" },               \
    {                                                                                                                  \
        "tenure_band", COLUMN_TEXT, "", "Anställningstid", "Tenure"                                                    \
    }

#define BALANCE                                                                                                        \
    { "opening", COLUMN_INTEGER, "persons", "Ingående", "Opening" },                                                   \
        { "hires", COLUMN_INTEGER, "persons", "Nyanställda", "Hires" },                                                \
        { "moved_in", COLUMN_INTEGER, "persons", "Flyttat in", "Moved in" },                                           \
        { "changed_in", COLUMN_INTEGER, "persons", "Ändrat in", "Changed in" },                                        \
        { "reorganised_in", COLUMN_INTEGER, "persons", "Omorganiserat in", "Reorganised in" },                         \
        { "exits", COLUMN_INTEGER, "persons", "Avgångar", "Exits" },                                                   \
        { "moved_out", COLUMN_INTEGER, "persons", "Flyttat ut", "Moved out" },                                         \
        { "changed_out", COLUMN_INTEGER, "persons", "Ändrat ut", "Changed out" },                                      \
        { "reorganised_out", COLUMN_INTEGER, "persons", "Omorganiserat ut", "Reorganised out" },                       \
    {                                                                                                                  \
        "closing", COLUMN_INTEGER, "persons", "Utgående", "Closing"                                                    \
    }

#define CAUSES                                                                                                         \
    { "exits_own_request", COLUMN_INTEGER, "persons", "Egen begäran", "Own request" },                                 \
        { "exits_pension", COLUMN_INTEGER, "persons", "Pension", "Pension" },                                          \
        { "exits_term_ended", COLUMN_INTEGER, "persons", "Tidsbegränsning upphör", "Fixed term ended" },               \
        { "exits_dismissed", COLUMN_INTEGER, "persons", "Arbetsbrist eller uppsägning", "Redundancy or dismissal" },   \
        { "exits_death_or_illness", COLUMN_INTEGER, "persons", "Avliden eller sjukersättning",                         \
          "Death or disability" },                                                                                     \
        { "exits_other", COLUMN_INTEGER, "persons", "Övrig orsak", "Other cause" },                                    \
    {                                                                                                                  \
        "exits_unknown", COLUMN_INTEGER, "persons", "Okänd orsak", "Unknown cause"                                     \
    }

/* Bands of age and time employed are named as in staff/band.h: under_30, 30_to_39, 60_or_over; what is not stated is
 * `unknown`. Days are whole but between snapshots, where they are the mean of two stocks times the days of the window.
 */
static const struct column CELLS[] = {
    { "month", COLUMN_TEXT, "", "Månad", "Month" }, /* 2019-01 */
    ATTRIBUTES,
    BALANCE,
    { "person_days", COLUMN_REAL, "days", "Persondagar", "Person-days" },
    { "fte_days", COLUMN_REAL, "days", "Heltidsdagar", "Full-time equivalent days" },
    { "grade_missing_days", COLUMN_REAL, "days", "Dagar utan sysselsättningsgrad", "Days without grade" },
    CAUSES,
};

static const struct column FLOWS[] = {
    { "grouping", COLUMN_CODE, "", "Gruppering", "Grouping" }, /* city | district | occupation | district_occupation */
    { "month", COLUMN_TEXT, "", "Månad", "Month" },
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    BALANCE,
    { "person_days", COLUMN_REAL, "days", "Persondagar", "Person-days" },
};

/* An attribute that a grouping does not split by is written `all`. Groupings: city, district, occupation,
 * district_occupation, operation, gender, age, tenure, cause, occupation_operation, occupation_gender, occupation_age,
 * occupation_tenure, occupation_cause. A period is a year or a pool of years; between snapshots that are more than 31
 * days apart it is the interval from one to the day before the next. */
static const struct column RATES[] = {
    { "grouping", COLUMN_CODE, "", "Gruppering", "Grouping" },
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "period", COLUMN_TEXT, "", "Period", "Period" }, /* 2019, 2016-2018, 2018-11-01--2019-10-31 */
    ATTRIBUTES,
    { "cause", COLUMN_TEXT, "", "Orsak", "Cause" },
    { "population", COLUMN_CODE, "", "Population", "Population" }, /* permanent | permanent_and_fixed_term */
    { "period_start", COLUMN_DATE, "", "Från", "From" },
    { "period_end", COLUMN_DATE, "", "Till", "To" }, /* last day */
    { "numerator", COLUMN_REAL, "persons", "Täljare", "Numerator" },
    { "denominator", COLUMN_REAL, "", "Nämnare", "Denominator" },
    { "value", COLUMN_REAL, "per 100", "Värde", "Value" }, /* months for T13 */
    { "lower", COLUMN_REAL, "per 100", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "per 100", "Övre gräns", "Upper limit" },
    { "persons", COLUMN_INTEGER, "persons", "Personer",
      "Persons" },                                   /* persons ever at risk in the period: the group behind the rate */
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" }, /* why a value or limit is NaN: see staff/definition.h */
    { "preliminary", COLUMN_INTEGER, "persons", "Varav preliminära",
      "Of which preliminary" }, /* exits within G days before the extraction; T13, T18: see definition.h */
    { "exposure_basis", COLUMN_CODE, "", "Underlag",
      "Basis of exposure" }, /* what the denominator is: person_days | mean_of_stocks | mean_of_13_stocks |
                                opening_stock | closing_stock | reference_stock | cohort | given */
};

static const struct schema TABLES[] = {
    TABLE("cells", false, "Celler", "Cells", CELLS, 7),
    TABLE("flows", false, "Flöden", "Flows", FLOWS, 4),
    TABLE("rates", false, "Mått", "Rates", RATES, 11),
};

const struct schema_part schema_turnover = SCHEMA_PART(TABLES);
