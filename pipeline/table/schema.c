#include "pipeline/table/schema.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define TABLE(NAME, PUBLIC, SV, EN, COLUMNS, N_KEY)                                                                    \
    {                                                                                                                  \
        .name = NAME, .public = PUBLIC, .label_sv = SV, .label_en = EN, .columns = COLUMNS,                            \
        .n_columns = COUNT(COLUMNS), .n_key = N_KEY                                                                    \
    }

/* ---- clean ---- */

static const struct column INTAKE[] = {
    { "file", COLUMN_TEXT, "", "Fil", "File" },
    { "kind", COLUMN_CODE, "", "Slag", "Kind" }, /* spells | snapshots | counts */
    { "sha256", COLUMN_TEXT, "", "SHA-256", "SHA-256" },
    { "bytes", COLUMN_INTEGER, "bytes", "Byte", "Bytes" },
    { "encoding", COLUMN_TEXT, "", "Teckenkodning", "Encoding" },
    { "separator", COLUMN_TEXT, "", "Skiljetecken", "Separator" }, /* semicolon | comma | tab | pipe | xlsx */
    { "first_extraction", COLUMN_DATE, "", "Första uttagsdatum", "First extraction date" },
    { "last_extraction", COLUMN_DATE, "", "Sista uttagsdatum", "Last extraction date" },
    { "extraction_basis", COLUMN_CODE, "", "Uttagsdatum enligt",
      "Source of extraction date" }, /* column | settings | assumed */
    { "records_in", COLUMN_INTEGER, "records", "Poster in", "Records in" },
    { "kept", COLUMN_INTEGER, "records", "Behållna", "Kept" },
    { "rejected", COLUMN_INTEGER, "records", "Kunde inte användas", "Rejected" },
    { "merged", COLUMN_INTEGER, "records", "Sammanslagna", "Merged" },
    { "blank", COLUMN_INTEGER, "records", "Tomma rader", "Blank" },
    { "corrected", COLUMN_INTEGER, "records", "Rättade", "Corrected" },
};

static const struct column REJECTS[] = {
    { "file", COLUMN_TEXT, "", "Fil", "File" },
    { "line", COLUMN_INTEGER, "", "Rad", "Line" },
    { "column", COLUMN_TEXT, "", "Kolumn", "Column" },
    { "reason", COLUMN_CODE, "", "Orsak", "Reason" },
};

static const struct column NOTES[] = {
    { "file", COLUMN_TEXT, "", "Fil", "File" },
    { "line", COLUMN_INTEGER, "", "Rad", "Line" },
    { "column", COLUMN_TEXT, "", "Kolumn", "Column" },
    { "note", COLUMN_CODE, "", "Anmärkning", "Note" }, /* see staff/reason.h: kept all the same */
    { "records", COLUMN_INTEGER, "records", "Poster", "Records" },
};

static const struct column EXTRACTS[] = {
    { "date", COLUMN_DATE, "", "Uttagsdatum", "Extraction date" },
    { "basis", COLUMN_CODE, "", "Slag", "Kind" }, /* spells | snapshot */
    { "records", COLUMN_INTEGER, "records", "Poster", "Records" },
};

static const struct column SPELLS[] = {
    { "person", COLUMN_TEXT, "", "Pseudonym", "Pseudonym" }, /* 32 hex digits */
    { "start", COLUMN_DATE, "", "Anställd från", "Employed from" },
    { "end", COLUMN_DATE, "", "Anställd till",
      "Employed to" }, /* last day, inclusive; empty: open at the extraction date */
    { "district", COLUMN_TEXT, "", "Förvaltning",
      "District" },                                          /* as in the source; today's unit is found in turnover */
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" }, /* code of the codebook; empty: outside the follow-up */
    { "operation", COLUMN_TEXT, "", "Verksamhetsområde", "Operation" },
    { "form", COLUMN_CODE, "", "Anställningsform",
      "Form of employment" },                                /* permanent | fixed_term | hourly | unknown */
    { "file", COLUMN_INTEGER, "", "Fil nr", "File number" }, /* row of intake.csv, from 1 */
    { "line", COLUMN_INTEGER, "", "Rad", "Line" },
    { "grade", COLUMN_REAL, "percent", "Sysselsättningsgrad", "Grade" },
    { "gender", COLUMN_CODE, "", "Kön", "Gender" }, /* woman | man | unknown */
    { "birth_year", COLUMN_INTEGER, "year", "Födelseår", "Year of birth" },
    { "cause", COLUMN_CODE, "", "Avgångsorsak", "Cause of exit" }, /* see codebook.h */
    { "basis", COLUMN_CODE, "", "Slag", "Kind" },                  /* spells | snapshot */
    { "extraction", COLUMN_DATE, "", "Uttagsdatum", "Extraction date" },
};

static const struct column CONTROL[] = {
    { "date", COLUMN_DATE, "", "Datum", "Date" },
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "expected", COLUMN_INTEGER, "persons", "Enligt HR", "According to HR" },
    { "found", COLUMN_INTEGER, "persons", "Enligt uttaget", "According to the extract" },
    { "difference", COLUMN_INTEGER, "persons", "Skillnad", "Difference" },
    { "explanation", COLUMN_TEXT, "", "Förklaring", "Explanation" },
};

static const struct column COUNTS[] = {
    { "period", COLUMN_TEXT, "", "Period", "Period" },
    { "period_start", COLUMN_DATE, "", "Från", "From" },
    { "period_end", COLUMN_DATE, "", "Till", "To" }, /* last day */
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "stock_open", COLUMN_REAL, "persons", "Ingående", "Opening stock" },
    { "stock_close", COLUMN_REAL, "persons", "Utgående", "Closing stock" },
    { "hires", COLUMN_REAL, "persons", "Nyanställda", "Hires" },
    { "exits", COLUMN_REAL, "persons", "Avgångar", "Exits" },
    { "person_years", COLUMN_REAL, "person-years", "Årsanställda", "Person-years" },
    { "exposure_basis", COLUMN_CODE, "", "Underlag",
      "Basis of exposure" }, /* given | mean_of_stocks | closing_stock | none */
    { "file", COLUMN_INTEGER, "", "Fil nr", "File number" },
    { "line", COLUMN_INTEGER, "", "Rad", "Line" },
};

/* ---- turnover ---- */

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
      "Of which preliminary" }, /* exits within G days before the extraction */
    { "exposure_basis", COLUMN_CODE, "", "Underlag",
      "Basis of exposure" }, /* what the denominator is: person_days | mean_of_stocks | mean_of_13_stocks |
                                opening_stock | closing_stock | reference_stock | cohort | given */
};

/* ---- retention ---- */

/* A group of staff and when they were hired; `all`: the whole city, everybody under observation. */
#define RETAINED                                                                                                       \
    { "grouping", COLUMN_CODE, "", "Gruppering", "Grouping" }, /* city | district | gender | occupation */             \
        { "category", COLUMN_TEXT, "", "Grupp", "Category" },                                                          \
    {                                                                                                                  \
        "cohort", COLUMN_TEXT, "", "Anställda år", "Years of hiring"                                                   \
    } /* 2019 | 2016-2018 | all: those too who were there before, from then on */
#define HORIZON                                                                                                        \
    {                                                                                                                  \
        "horizon", COLUMN_INTEGER, "years", "Inom antal år", "Within years"                                            \
    }
#define OUTCOME                                                                                                        \
    {                                                                                                                  \
        "outcome", COLUMN_CODE, "", "Händelse", "Outcome"                                                              \
    } /* exit: left the city | departure: left the district, to another or from the city */

/* Kaplan-Meier, one row a step; the first row is day 0, the last may be the end of the observation. */
static const struct column SURVIVAL[] = {
    RETAINED,
    { "days", COLUMN_INTEGER, "days", "Dagar", "Days" },
    { "months", COLUMN_REAL, "months", "Månader", "Months" },
    OUTCOME,
    { "at_risk", COLUMN_INTEGER, "persons", "Kvar i uppföljningen", "At risk" },
    { "events", COLUMN_INTEGER, "persons", "Slutade", "Events" },
    { "survival", COLUMN_REAL, "share", "Andel kvar", "Share still there" },
    { "lower", COLUMN_REAL, "share", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "share", "Övre gräns", "Upper limit" },
};

static const struct column RETENTION[] = {
    RETAINED,
    HORIZON,
    { "days", COLUMN_INTEGER, "days", "Dagar", "Days" },
    OUTCOME,
    { "population", COLUMN_CODE, "", "Population", "Population" },
    { "entrants", COLUMN_INTEGER, "persons", "Följda från anställningens början", "Followed from hiring" },
    { "late_entries", COLUMN_INTEGER, "persons", "Följda från senare dag", "Followed from a later day" },
    { "events", COLUMN_INTEGER, "persons", "Slutade", "Events" },                   /* until and on the last day */
    { "censored", COLUMN_INTEGER, "persons", "Lämnade uppföljningen", "Censored" }, /* before the last day */
    { "remaining", COLUMN_INTEGER, "persons", "Kvar", "Remaining" }, /* on the last day, and did not leave on it */
    { "least_at_risk", COLUMN_INTEGER, "persons", "Minst i uppföljningen", "Least at risk" },
    { "probability", COLUMN_REAL, "share", "Andel som slutat", "Probability of having left" },
    { "standard_error", COLUMN_REAL, "share", "Medelfel", "Standard error" },
    { "lower", COLUMN_REAL, "share", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "share", "Övre gräns", "Upper limit" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" }, /* no_exposure | short_follow_up | nobody_has_left | all_have_left
                                                        | not_possible */
};

/* Aalen-Johansen: each cause while the others are at work. Districts: exit and moved. */
static const struct column RETENTION_CAUSE[] = {
    RETAINED,
    HORIZON,
    { "cause", COLUMN_CODE, "", "Orsak", "Cause" },
    { "events", COLUMN_INTEGER, "persons", "Slutade", "Events" },
    { "probability", COLUMN_REAL, "share", "Andel som slutat", "Probability of having left" },
    { "standard_error", COLUMN_REAL, "share", "Medelfel", "Standard error" },
    { "lower", COLUMN_REAL, "share", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "share", "Övre gräns", "Upper limit" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

static const struct column MEDIAN_STAY[] = {
    RETAINED,
    OUTCOME,
    { "population", COLUMN_CODE, "", "Population", "Population" },
    { "entrants", COLUMN_INTEGER, "persons", "Följda från anställningens början", "Followed from hiring" },
    { "late_entries", COLUMN_INTEGER, "persons", "Följda från senare dag", "Followed from a later day" },
    { "events", COLUMN_INTEGER, "persons", "Slutade", "Events" },
    { "preliminary", COLUMN_INTEGER, "persons", "Varav preliminära", "Of which preliminary" },
    { "followed_months", COLUMN_REAL, "months", "Längsta uppföljning", "Longest follow-up" },
    { "least_at_risk", COLUMN_INTEGER, "persons", "Minst i uppföljningen", "Least at risk" }, /* until the median */
    { "median_months", COLUMN_REAL, "months", "Hälften hade slutat efter", "Median stay" },
    { "lower", COLUMN_REAL, "months", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "months", "Övre gräns", "Upper limit" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" }, /* no_exposure | not_reached | limit_not_reached | not_possible */
};

/* Log-rank: whether groups leave at different pace. */
static const struct column RETENTION_TESTS[] = {
    { "comparison", COLUMN_CODE, "", "Jämförelse", "Comparison" }, /* cohort | district | gender | occupation */
    OUTCOME,
    { "groups", COLUMN_INTEGER, "", "Grupper", "Groups" },
    { "persons", COLUMN_INTEGER, "persons", "Personer", "Persons" },
    { "events", COLUMN_INTEGER, "persons", "Slutade", "Events" },
    { "chi_squared", COLUMN_REAL, "", "Chi-två", "Chi-squared" },
    { "degrees", COLUMN_INTEGER, "", "Frihetsgrader", "Degrees of freedom" },
    { "p_value", COLUMN_REAL, "", "p", "p" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" }, /* no_comparison | too_many_groups */
};

/* Annual rates with the mix of lengths of employment held still. Bands that are too small in some year are merged with
 * a neighbour; `all` is the crude rate, `standardised` the rate with the weights of all years together. */
static const struct column TENURE_RATES[] = {
    { "grouping", COLUMN_CODE, "", "Gruppering", "Grouping" }, /* city | occupation */
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "period", COLUMN_TEXT, "", "Period", "Period" },
    { "tenure_band", COLUMN_TEXT, "", "Anställningstid", "Tenure" }, /* under_1, 2_to_4 ..., all, standardised */
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "population", COLUMN_CODE, "", "Population", "Population" },
    { "exits", COLUMN_REAL, "persons", "Avgångar", "Exits" },
    { "person_years", COLUMN_REAL, "person-years", "Årsanställda", "Person-years" },
    /* standardised: the person-years in which as many exits were to be expected, had all had the mix of all years */
    { "adjusted_person_years", COLUMN_REAL, "person-years", "Justerade årsanställda", "Adjusted person-years" },
    { "weight", COLUMN_REAL, "share", "Vikt", "Weight" }, /* share of the person-years of all years */
    { "rate", COLUMN_REAL, "per 100 person-years", "Avgångar per 100 årsanställda", "Exits per 100 person-years" },
    { "lower", COLUMN_REAL, "per 100 person-years", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "per 100 person-years", "Övre gräns", "Upper limit" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" }, /* no_exposure | no_interval | unknown_tenure */
};

/* ---- trend ---- */

/* One row a series, date and shape. The same columns serve the fixed date, the search and, later, monthly series. */
#define BREAK_KEY                                                                                                      \
    { "family", COLUMN_CODE, "", "Familj", "Family" }, /* primary | occupation | district | cause */                   \
        { "district", COLUMN_TEXT, "", "Förvaltning", "District" },                                                    \
        { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" }, { "cause", COLUMN_TEXT, "", "Orsak", "Cause" },       \
        { "grain", COLUMN_CODE, "", "Upplösning", "Grain" }, /* annual | monthly */                                    \
        { "period", COLUMN_TEXT, "", "Första period i ny regim", "First period of the new regime" },                   \
    {                                                                                                                  \
        "shape", COLUMN_CODE, "", "Form", "Shape"                                                                      \
    } /* pulse | step | slope */

static const struct column BREAKS[] = {
    BREAK_KEY,
    { "named", COLUMN_CODE, "", "Namngiven", "Named" }, /* yes | no: named in report.ini */
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "first_period", COLUMN_TEXT, "", "Första period", "First period" },
    { "last_period", COLUMN_TEXT, "", "Sista period", "Last period" },
    { "n_periods", COLUMN_INTEGER, "", "Antal perioder", "Periods" },
    { "events", COLUMN_REAL, "exits", "Avgångar", "Exits" },
    { "rate_ratio", COLUMN_REAL, "", "Kvot", "Rate ratio" }, /* slope: per year */
    { "lower", COLUMN_REAL, "", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "", "Övre gräns", "Upper limit" },
    { "excess", COLUMN_REAL, "exits", "Fler avgångar än väntat", "Excess exits" },
    { "excess_lower", COLUMN_REAL, "exits", "Undre gräns", "Lower limit" },
    { "excess_upper", COLUMN_REAL, "exits", "Övre gräns", "Upper limit" },
    { "excess_per_100", COLUMN_REAL, "per 100 person-years", "Fler per 100 årsanställda",
      "Excess per 100 person-years" },
    { "excess_per_100_lower", COLUMN_REAL, "per 100 person-years", "Undre gräns", "Lower limit" },
    { "excess_per_100_upper", COLUMN_REAL, "per 100 person-years", "Övre gräns", "Upper limit" },
    { "likelihood_ratio", COLUMN_REAL, "", "Kvottest", "Likelihood ratio" },
    { "p_asymptotic", COLUMN_REAL, "", "p, asymptotiskt", "p, asymptotic" },
    { "weight", COLUMN_REAL, "", "Vikt", "Weight" }, /* BIC weight among the identified shapes at this period */
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" }, /* why not identified */
};

/* One row a series and named year: what the report may say. */
static const struct column VERDICTS[] = {
    { "family", COLUMN_CODE, "", "Familj", "Family" },
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "cause", COLUMN_TEXT, "", "Orsak", "Cause" },
    { "grain", COLUMN_CODE, "", "Upplösning", "Grain" },
    { "period", COLUMN_TEXT, "", "År", "Year" },
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "first_period", COLUMN_TEXT, "", "Första period", "First period" },
    { "last_period", COLUMN_TEXT, "", "Sista period", "Last period" },
    { "n_periods", COLUMN_INTEGER, "", "Antal perioder", "Periods" },
    { "events", COLUMN_REAL, "exits", "Avgångar", "Exits" },
    { "person_years", COLUMN_REAL, "person-years", "Årsanställda", "Person-years" },
    { "annual_change", COLUMN_REAL, "percent", "Förändring per år", "Change per year" }, /* of the null trend */
    { "annual_change_lower", COLUMN_REAL, "percent", "Undre gräns", "Lower limit" },
    { "annual_change_upper", COLUMN_REAL, "percent", "Övre gräns", "Upper limit" },
    { "p_fixed", COLUMN_REAL, "", "p, angivet år", "p, fixed date" },
    { "p_search", COLUMN_REAL, "", "p, alla år prövade", "p, search-adjusted" },
    { "date_set", COLUMN_TEXT, "", "Möjliga år", "Date set" }, /* 2018 2019 */
    { "weight_no_break", COLUMN_REAL, "", "Vikt för inget brott", "Weight of no break" },
    { "dispersion", COLUMN_REAL, "", "Spridning", "Dispersion" }, /* phi used */
    { "unit_dispersion", COLUMN_REAL, "", "Enheternas spridning", "Unit dispersion" },
    { "year_sd", COLUMN_REAL, "", "Ordinära års spridning", "Sd of ordinary years" },
    { "year_sd_basis", COLUMN_CODE, "", "Spridning enligt", "Source of sd" }, /* estimated | assumed */
    { "year_sd_limit", COLUMN_REAL, "", "Gräns för spridning", "Sd at which the result is lost" },
    { "smallest_detectable", COLUMN_REAL, "per 100 person-years", "Minsta märkbara avvikelse",
      "Smallest detectable deviation" },
    { "replicates", COLUMN_INTEGER, "", "Upprepningar", "Replicates" },
    { "verdict", COLUMN_CODE, "", "Bedömning", "Verdict" }, /* strong | moderate | weak | not_shown | not_answerable */
    { "lowered", COLUMN_CODE, "", "Sänkt", "Lowered" },     /* yes: the quadratic or windowed trend changed it */
    { "shape", COLUMN_CODE, "", "Form", "Shape" },          /* pulse | step | slope | undecided | last_year | empty */
    { "direction", COLUMN_CODE, "", "Riktning", "Direction" }, /* up | down */
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

static const struct column FITS[] = {
    { "family", COLUMN_CODE, "", "Familj", "Family" },
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "cause", COLUMN_TEXT, "", "Orsak", "Cause" },
    { "grain", COLUMN_CODE, "", "Upplösning", "Grain" },
    { "period", COLUMN_TEXT, "", "Period", "Period" },
    { "exits", COLUMN_REAL, "exits", "Avgångar", "Exits" },
    { "person_years", COLUMN_REAL, "person-years", "Årsanställda", "Person-years" },
    { "rate", COLUMN_REAL, "per 100 person-years", "Utfall", "Observed" },
    { "trend", COLUMN_REAL, "per 100 person-years", "Utveckling utan avvikelse", "Null trend" },
    { "expected", COLUMN_REAL, "per 100 person-years", "Väntat utan avvikelsen", "Expected without the deviation" },
    { "weight", COLUMN_REAL, "", "Vikt som brottår", "Weight as break year" },
};

/* ---- compare: the same tables of all that is known, and below the wall of what is public ---- */

#define RATE_PER_100(name, sv, en)                                                                                     \
    {                                                                                                                  \
        name, COLUMN_REAL, "per 100 person-years", sv, en                                                              \
    }
#define FACTOR(name, sv, en)                                                                                           \
    {                                                                                                                  \
        name, COLUMN_REAL, "", sv, en                                                                                  \
    }

/* Each district beside the city, in one year or several together. */
static const struct column FUNNEL[] = {
    { "period", COLUMN_TEXT, "", "Period", "Period" }, /* 2019, 2017-2019 */
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "exits", COLUMN_REAL, "exits", "Avgångar", "Exits" },
    { "person_years", COLUMN_REAL, "person-years", "Årsanställda", "Person-years" },
    RATE_PER_100("rate", "Avgångar per 100 årsanställda", "Exits per 100 person-years"),
    RATE_PER_100("lower", "Undre gräns", "Lower limit"),
    RATE_PER_100("upper", "Övre gräns", "Upper limit"),
    RATE_PER_100("city_rate", "Staden", "The city"),
    RATE_PER_100("limit_95_lower", "Undre slumpgräns, 95 %", "Lower funnel limit, 95 %"),
    RATE_PER_100("limit_95_upper", "Övre slumpgräns, 95 %", "Upper funnel limit, 95 %"),
    RATE_PER_100("limit_998_lower", "Undre slumpgräns, 99,8 %", "Lower funnel limit, 99.8 %"),
    RATE_PER_100("limit_998_upper", "Övre slumpgräns, 99,8 %", "Upper funnel limit, 99.8 %"),
    RATE_PER_100("adjusted_95_lower", "Undre vidgad gräns, 95 %", "Lower limit with overdispersion, 95 %"),
    RATE_PER_100("adjusted_95_upper", "Övre vidgad gräns, 95 %", "Upper limit with overdispersion, 95 %"),
    RATE_PER_100("adjusted_998_lower", "Undre vidgad gräns, 99,8 %", "Lower limit with overdispersion, 99.8 %"),
    RATE_PER_100("adjusted_998_upper", "Övre vidgad gräns, 99,8 %", "Upper limit with overdispersion, 99.8 %"),
    { "adjusted_reason", COLUMN_CODE, "", "Skäl, vidgade gränser", "Reason, adjusted limits" },
    RATE_PER_100("shrunken", "Sammanvägt värde", "Shrunken rate"),
    RATE_PER_100("shrunken_lower", "Undre gräns", "Lower limit"),
    RATE_PER_100("shrunken_upper", "Övre gräns", "Upper limit"),
    FACTOR("own_weight", "Vikt för egna uppgifter", "Weight of own data"),
    { "shrunken_reason", COLUMN_CODE, "", "Skäl, sammanvägt värde", "Reason, shrunken rate" },
    FACTOR("ratio", "Kvot mot övriga staden", "Ratio to the rest of the city"),
    FACTOR("ratio_lower", "Undre gräns", "Lower limit"),
    FACTOR("ratio_upper", "Övre gräns", "Upper limit"),
    FACTOR("p", "p mot övriga staden", "p against the rest of the city"),
    FACTOR("q", "q (Benjamini-Hochberg)", "q (Benjamini-Hochberg)"),
    { "flag", COLUMN_CODE, "", "Skild från staden", "Apart from the city" }, /* high | low | none */
    { "flag_adjusted", COLUMN_CODE, "", "Skild även med vidgade gränser", "Apart also with overdispersion" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

/* How much the districts differ in one period. */
static const struct column SPREAD[] = {
    { "period", COLUMN_TEXT, "", "Period", "Period" },
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "exits", COLUMN_REAL, "exits", "Avgångar i staden", "Exits of the city" },
    { "person_years", COLUMN_REAL, "person-years", "Årsanställda i staden", "Person-years of the city" },
    RATE_PER_100("rate", "Avgångar per 100 årsanställda", "Exits per 100 person-years"),
    { "n_districts", COLUMN_INTEGER, "", "Jämförda förvaltningar", "Districts compared" },
    { "n_left_out", COLUMN_INTEGER, "", "Förvaltningar utan uppgift", "Districts left out" },
    FACTOR("chi_square", "Chi-två", "Chi-square"),
    { "df", COLUMN_INTEGER, "", "Frihetsgrader", "Degrees of freedom" },
    FACTOR("p", "p, alla lika", "p, all alike"),
    FACTOR("phi", "Spridning, trattdiagram", "Dispersion, funnel"),
    FACTOR("tau2", "Extra varians, rotskala", "Extra variance, square-root scale"),
    FACTOR("sd", "Skillnad mellan förvaltningar utöver slump, andel", "Spread beyond chance, as a share"),
    FACTOR("sd_lower", "Undre gräns", "Lower limit"),
    FACTOR("sd_upper", "Övre gräns", "Upper limit"),
    { "n_high", COLUMN_INTEGER, "", "Över staden", "Above the city" }, /* flag */
    { "n_low", COLUMN_INTEGER, "", "Under staden", "Below the city" },
    { "n_high_adjusted", COLUMN_INTEGER, "", "Över staden, vidgade gränser", "Above the city, adjusted" },
    { "n_low_adjusted", COLUMN_INTEGER, "", "Under staden, vidgade gränser", "Below the city, adjusted" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

/* The change of one group between two years. */
static const struct column CHANGES[] = {
    { "dimension", COLUMN_CODE, "", "Uppdelning", "Dimension" }, /* city | occupation | district */
    { "unit", COLUMN_TEXT, "", "Grupp", "Group" },               /* all where dimension is city */
    { "base_period", COLUMN_TEXT, "", "Från", "From" },
    { "period", COLUMN_TEXT, "", "Till", "To" },
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "base_exits", COLUMN_REAL, "exits", "Avgångar, från", "Exits, from" },
    { "base_person_years", COLUMN_REAL, "person-years", "Årsanställda, från", "Person-years, from" },
    RATE_PER_100("base_rate", "Per 100 årsanställda, från", "Per 100 person-years, from"),
    { "exits", COLUMN_REAL, "exits", "Avgångar, till", "Exits, to" },
    { "person_years", COLUMN_REAL, "person-years", "Årsanställda, till", "Person-years, to" },
    RATE_PER_100("rate", "Per 100 årsanställda, till", "Per 100 person-years, to"),
    RATE_PER_100("difference", "Skillnad", "Difference"),
    RATE_PER_100("difference_lower", "Undre gräns", "Lower limit"),
    RATE_PER_100("difference_upper", "Övre gräns", "Upper limit"),
    FACTOR("ratio", "Kvot", "Rate ratio"),
    FACTOR("ratio_lower", "Undre gräns", "Lower limit"),
    FACTOR("ratio_upper", "Övre gräns", "Upper limit"),
    FACTOR("p", "p", "p"),
    FACTOR("p_adjusted", "p, justerat", "p, adjusted"), /* Holm over occupations, Benjamini-Hochberg over districts */
    { "direction", COLUMN_CODE, "", "Riktning", "Direction" }, /* down | up | unclear */
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

/* How many changed clearly, beside how many would have if all had changed as the city did. */
static const struct column CHANGE_COUNTS[] = {
    { "dimension", COLUMN_CODE, "", "Uppdelning", "Dimension" }, /* occupation | district */
    { "base_period", COLUMN_TEXT, "", "Från", "From" },
    { "period", COLUMN_TEXT, "", "Till", "To" },
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    FACTOR("city_ratio", "Stadens kvot", "The city's ratio"),
    { "n_units", COLUMN_INTEGER, "", "Jämförda", "Compared" },
    { "n_left_out", COLUMN_INTEGER, "", "Utan uppgift", "Left out" },
    { "n_down", COLUMN_INTEGER, "", "Tydligt ner", "Clearly down" },
    { "n_up", COLUMN_INTEGER, "", "Tydligt upp", "Clearly up" },
    { "n_unclear", COLUMN_INTEGER, "", "Kan inte avgöras", "Unclear" },
    { "down_expected", COLUMN_REAL, "", "Väntat ner om alla följt staden", "Expected down if alike" },
    { "down_expected_lower", COLUMN_INTEGER, "", "Undre gräns", "Lower limit" },
    { "down_expected_upper", COLUMN_INTEGER, "", "Övre gräns", "Upper limit" },
    { "up_expected", COLUMN_REAL, "", "Väntat upp om alla följt staden", "Expected up if alike" },
    { "up_expected_lower", COLUMN_INTEGER, "", "Undre gräns", "Lower limit" },
    { "up_expected_upper", COLUMN_INTEGER, "", "Övre gräns", "Upper limit" },
    FACTOR("dispersion", "Spridning", "Dispersion"),
    FACTOR("chi_square", "Chi-två", "Chi-square"),
    { "df", COLUMN_INTEGER, "", "Frihetsgrader", "Degrees of freedom" },
    FACTOR("p", "p, alla ändrades lika", "p, all changed alike"),
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

/* Whether the deviation at a named year differs between districts. */
static const struct column HETEROGENEITY[] = {
    { "period", COLUMN_TEXT, "", "År", "Year" },
    { "shape", COLUMN_CODE, "", "Form", "Shape" }, /* pulse | step */
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "first_period", COLUMN_TEXT, "", "Första period", "First period" },
    { "last_period", COLUMN_TEXT, "", "Sista period", "Last period" },
    { "n_periods", COLUMN_INTEGER, "", "Antal perioder", "Periods" },
    { "n_districts", COLUMN_INTEGER, "", "Jämförda förvaltningar", "Districts compared" },
    { "n_left_out", COLUMN_INTEGER, "", "Förvaltningar utan uppgift", "Districts left out" },
    FACTOR("dispersion", "Spridning", "Dispersion"),
    FACTOR("likelihood_ratio", "Kvottest", "Likelihood ratio"),
    FACTOR("p_likelihood_ratio", "p, kvottest", "p, likelihood ratio"),
    FACTOR("chi_square", "Chi-två", "Chi-square"),
    { "df", COLUMN_INTEGER, "", "Frihetsgrader", "Degrees of freedom" },
    FACTOR("p", "p, alla avvek lika", "p, all deviated alike"),
    FACTOR("sd", "Avvikelsernas spridning, logaritm", "Spread of deviations, log"),
    FACTOR("sd_lower", "Undre gräns", "Lower limit"),
    FACTOR("sd_upper", "Övre gräns", "Upper limit"),
    { "n_apart", COLUMN_INTEGER, "", "Skilda från övriga", "Apart from the rest" }, /* q < .05 */
    { "excess", COLUMN_REAL, "exits", "Fler avgångar än väntat i staden", "Excess exits of the city" },
    { "excess_per_100", COLUMN_REAL, "per 100 person-years", "Fler per 100 årsanställda",
      "Excess per 100 person-years" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

/* Each district's own deviation, and its part in the city's. The row `all` is the city, `rest` what is not known of it.
 */
static const struct column UNIT_EFFECTS[] = {
    { "period", COLUMN_TEXT, "", "År", "Year" },
    { "shape", COLUMN_CODE, "", "Form", "Shape" },
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "exits", COLUMN_REAL, "exits", "Avgångar", "Exits" },
    { "person_years", COLUMN_REAL, "person-years", "Årsanställda", "Person-years" },
    FACTOR("ratio", "Avvikelse mot övriga staden", "Deviation against the rest"),
    FACTOR("ratio_lower", "Undre gräns", "Lower limit"),
    FACTOR("ratio_upper", "Övre gräns", "Upper limit"),
    FACTOR("p", "p mot övriga staden", "p against the rest"),        /* exact, counts Poisson */
    FACTOR("q", "q (Benjamini-Hochberg)", "q (Benjamini-Hochberg)"), /* of p with the dispersion of heterogeneity */
    FACTOR("shrunken", "Sammanvägd avvikelse mot staden", "Shrunken deviation against the city"),
    FACTOR("shrunken_lower", "Undre gräns", "Lower limit"),
    FACTOR("shrunken_upper", "Övre gräns", "Upper limit"),
    { "expected", COLUMN_REAL, "exits", "Väntat utan avvikelsen", "Expected without the deviation" },
    { "contribution", COLUMN_REAL, "exits", "Bidrag till stadens avvikelse", "Contribution to the excess" },
    { "contribution_lower", COLUMN_REAL, "exits", "Undre gräns", "Lower limit" }, /* of chance in the exits alone */
    { "contribution_upper", COLUMN_REAL, "exits", "Övre gräns", "Upper limit" },
    { "contribution_per_100", COLUMN_REAL, "per 100 person-years", "Bidrag per 100 årsanställda i staden",
      "Contribution per 100 person-years of the city" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

/* Why the city's rate changed between two years: who was there (mix), and how often they left (rates). */
static const struct column DECOMPOSITION[] = {
    { "dimension", COLUMN_CODE, "", "Uppdelning", "Dimension" },
    { "base_period", COLUMN_TEXT, "", "Från", "From" },
    { "period", COLUMN_TEXT, "", "Till", "To" },
    { "category", COLUMN_TEXT, "", "Grupp", "Category" }, /* all: the sum; rest: what is not known */
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    FACTOR("base_share", "Andel av årsanställda, från", "Share of person-years, from"),
    FACTOR("share", "Andel av årsanställda, till", "Share of person-years, to"),
    RATE_PER_100("base_rate", "Per 100 årsanställda, från", "Per 100 person-years, from"),
    RATE_PER_100("rate", "Per 100 årsanställda, till", "Per 100 person-years, to"),
    RATE_PER_100("mix", "Ändrad sammansättning", "Part of mix"),
    RATE_PER_100("rates", "Ändrade avgångstal", "Part of rates"),
    RATE_PER_100("rates_lower", "Undre gräns", "Lower limit"),
    RATE_PER_100("rates_upper", "Övre gräns", "Upper limit"),
    RATE_PER_100("total", "Del av ändringen", "Part of the change"),
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

/* ---- public: what protect lets through ---- */

#define STATUS(name, sv, en)                                                                                           \
    {                                                                                                                  \
        name, COLUMN_CODE, "", sv, en                                                                                  \
    } /* empty: published | withheld | not_applicable | preliminary */

static const struct column PUBLIC_CITY[] = {
    { "period", COLUMN_TEXT, "", "År", "Year" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "dimension", COLUMN_CODE, "", "Uppdelning", "Dimension" }, /* none | operation | gender | age | tenure | cause */
    { "category", COLUMN_TEXT, "", "Grupp", "Category" },        /* all where dimension is none */
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "exits", COLUMN_INTEGER, "persons", "Avgångar", "Exits" },
    STATUS("exits_status", "Status avgångar", "Exits status"),
    { "person_years", COLUMN_REAL, "person-years", "Årsanställda", "Person-years" },
    STATUS("person_years_status", "Status årsanställda", "Person-years status"),
    { "rate", COLUMN_REAL, "per 100 person-years", "Avgångar per 100 årsanställda", "Exits per 100 person-years" },
    { "lower", COLUMN_REAL, "per 100 person-years", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "per 100 person-years", "Övre gräns", "Upper limit" },
    STATUS("rate_status", "Status avgångstal", "Rate status"),
    { "exposure_basis", COLUMN_CODE, "", "Underlag för årsanställda", "Basis of person-years" }, /* as in rates.csv */
};

static const struct column PUBLIC_DEFINITIONS[] = {
    { "period", COLUMN_TEXT, "", "Period", "Period" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "numerator", COLUMN_REAL, "persons", "Täljare", "Numerator" },
    { "denominator", COLUMN_REAL, "", "Nämnare", "Denominator" },
    { "value", COLUMN_REAL, "per 100", "Värde", "Value" },
    { "lower", COLUMN_REAL, "per 100", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "per 100", "Övre gräns", "Upper limit" },
    STATUS("value_status", "Status", "Status"),
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

static const struct column PUBLIC_DISTRICTS[] = {
    { "period", COLUMN_TEXT, "", "År", "Year" },
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "exits", COLUMN_INTEGER, "persons", "Avgångar från staden", "Exits from the city" },
    STATUS("exits_status", "Status avgångar", "Exits status"),
    { "moved_out", COLUMN_INTEGER, "persons", "Byten till annan förvaltning", "Moves to another district" },
    STATUS("moved_out_status", "Status byten", "Moves status"),
    { "person_years", COLUMN_REAL, "person-years", "Årsanställda", "Person-years" },
    STATUS("person_years_status", "Status årsanställda", "Person-years status"),
    { "rate", COLUMN_REAL, "per 100 person-years", "Avgångar per 100 årsanställda", "Exits per 100 person-years" },
    { "lower", COLUMN_REAL, "per 100 person-years", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "per 100 person-years", "Övre gräns", "Upper limit" },
    STATUS("rate_status", "Status avgångstal", "Rate status"),
    { "move_rate", COLUMN_REAL, "per 100 person-years", "Byten per 100 årsanställda", "Moves per 100 person-years" },
    STATUS("move_rate_status", "Status bytestal", "Move rate status"),
    { "departure_rate", COLUMN_REAL, "per 100 person-years", "Lämnat förvaltningen per 100 årsanställda",
      "Departures per 100 person-years" },
    STATUS("departure_rate_status", "Status", "Departure rate status"),
    { "exposure_basis", COLUMN_CODE, "", "Underlag för årsanställda", "Basis of person-years" }, /* as in rates.csv */
};

static const struct column PUBLIC_DISTRICT_OCCUPATION[] = {
    { "period", COLUMN_TEXT, "", "Planperiod", "Plan period" },
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "exits", COLUMN_INTEGER, "persons", "Avgångar", "Exits" },
    STATUS("exits_status", "Status avgångar", "Exits status"),
    { "person_years", COLUMN_REAL, "person-years", "Årsanställda", "Person-years" },
    STATUS("person_years_status", "Status årsanställda", "Person-years status"),
    { "rate", COLUMN_REAL, "per 100 person-years", "Avgångar per 100 årsanställda", "Exits per 100 person-years" },
    { "lower", COLUMN_REAL, "per 100 person-years", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "per 100 person-years", "Övre gräns", "Upper limit" },
    STATUS("rate_status", "Status avgångstal", "Rate status"),
};

/* Year × occupation, city only: where the staff came from and went. Departures within the city are moves. */
static const struct column PUBLIC_BALANCE[] = {
    { "period", COLUMN_TEXT, "", "År", "Year" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "item", COLUMN_CODE, "", "Post", "Item" }, /* opening, hires, changed_in, exits, changed_out, closing, moves */
    { "persons", COLUMN_INTEGER, "persons", "Personer", "Persons" },
    STATUS("persons_status", "Status", "Status"),
};

/* Whole months; steps of at least as many who left as may be shown; whole percent. */
static const struct column PUBLIC_SURVIVAL[] = {
    RETAINED,
    { "months", COLUMN_INTEGER, "months", "Månader", "Months" },
    OUTCOME,
    { "survival", COLUMN_REAL, "share", "Andel kvar", "Share still there" },
    { "lower", COLUMN_REAL, "share", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "share", "Övre gräns", "Upper limit" },
};

static const struct column PUBLIC_RETENTION[] = {
    RETAINED,
    HORIZON,
    OUTCOME,
    { "entrants", COLUMN_INTEGER, "persons", "Följda från anställningens början", "Followed from hiring" },
    STATUS("entrants_status", "Status", "Entrants status"),
    { "events", COLUMN_INTEGER, "persons", "Slutade", "Events" },
    STATUS("events_status", "Status slutade", "Events status"),
    { "remaining", COLUMN_INTEGER, "persons", "Kvar", "Remaining" },
    STATUS("remaining_status", "Status kvar", "Remaining status"),
    { "probability", COLUMN_REAL, "share", "Andel som slutat", "Probability of having left" },
    STATUS("probability_status", "Status andel", "Probability status"),
    { "lower", COLUMN_REAL, "share", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "share", "Övre gräns", "Upper limit" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

static const struct column PUBLIC_RETENTION_CAUSE[] = {
    RETAINED,
    HORIZON,
    { "cause", COLUMN_CODE, "", "Orsak", "Cause" },
    { "events", COLUMN_INTEGER, "persons", "Slutade", "Events" },
    STATUS("events_status", "Status slutade", "Events status"),
    { "probability", COLUMN_REAL, "share", "Andel som slutat", "Probability of having left" },
    STATUS("probability_status", "Status andel", "Probability status"),
    { "lower", COLUMN_REAL, "share", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "share", "Övre gräns", "Upper limit" },
};

static const struct column PUBLIC_MEDIAN_STAY[] = {
    RETAINED,
    OUTCOME,
    { "median_months", COLUMN_REAL, "months", "Hälften hade slutat efter", "Median stay" },
    STATUS("median_status", "Status", "Status"),
    { "lower", COLUMN_REAL, "months", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "months", "Övre gräns", "Upper limit" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

static const struct column PUBLIC_RETENTION_TESTS[] = {
    { "comparison", COLUMN_CODE, "", "Jämförelse", "Comparison" },
    OUTCOME,
    { "groups", COLUMN_INTEGER, "", "Grupper", "Groups" },
    { "degrees", COLUMN_INTEGER, "", "Frihetsgrader", "Degrees of freedom" },
    { "p_value", COLUMN_REAL, "", "p", "p" },
    STATUS("p_value_status", "Status", "Status"),
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

static const struct column PUBLIC_TENURE_RATES[] = {
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "period", COLUMN_TEXT, "", "Period", "Period" },
    { "crude", COLUMN_REAL, "per 100 person-years", "Avgångar per 100 årsanställda", "Exits per 100 person-years" },
    STATUS("crude_status", "Status", "Crude status"),
    { "standardised", COLUMN_REAL, "per 100 person-years", "Vid lika anställningstid", "At equal tenure" },
    STATUS("standardised_status", "Status", "Standardised status"),
    { "lower", COLUMN_REAL, "per 100 person-years", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "per 100 person-years", "Övre gräns", "Upper limit" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

static const struct column PUBLIC_INTAKE[] = {
    { "file", COLUMN_TEXT, "", "Fil", "File" },
    { "kind", COLUMN_CODE, "", "Slag", "Kind" },
    { "sha256", COLUMN_TEXT, "", "SHA-256", "SHA-256" },
    { "last_extraction", COLUMN_DATE, "", "Uttagsdatum", "Extraction date" },
    { "extraction_basis", COLUMN_CODE, "", "Uttagsdatum enligt", "Source of extraction date" },
    { "records_in", COLUMN_INTEGER, "records", "Poster in", "Records in" },
    { "kept", COLUMN_INTEGER, "records", "Behållna", "Kept" },
    STATUS("kept_status", "Status behållna", "Kept status"),
    { "rejected", COLUMN_INTEGER, "records", "Kunde inte användas", "Rejected" },
    STATUS("rejected_status", "Status kunde inte användas", "Rejected status"),
    { "merged", COLUMN_INTEGER, "records", "Sammanslagna", "Merged" },
    STATUS("merged_status", "Status sammanslagna", "Merged status"),
};

static const struct column PUBLIC_REJECTS[] = {
    { "reason", COLUMN_CODE, "", "Orsak", "Reason" },
    { "records", COLUMN_INTEGER, "records", "Poster", "Records" },
    STATUS("records_status", "Status", "Status"),
};

static const struct column PUBLIC_WITHHELD[] = {
    { "table", COLUMN_TEXT, "", "Tabell", "Table" },
    { "values", COLUMN_INTEGER, "", "Uppgifter", "Values" },
    { "withheld", COLUMN_INTEGER, "", "Visas inte", "Withheld" },
};

/* Which rule withheld which value: for the one who answers for the release, never published. */
static const struct column PROTECTION[] = {
    { "table", COLUMN_TEXT, "", "Tabell", "Table" },
    { "key", COLUMN_TEXT, "", "Rad", "Row" }, /* the row's key, joined by | */
    { "column", COLUMN_TEXT, "", "Kolumn", "Column" },
    { "rule", COLUMN_CODE, "", "Regel", "Rule" }, /* see suppression.h */
};

static const struct column CLAIMS[] = {
    { "number", COLUMN_INTEGER, "", "Nr", "Number" },   /* the order of the summary, from 1 */
    { "claim", COLUMN_TEXT, "", "Påstående", "Claim" }, /* level.1, break.2 ... */
    { "place", COLUMN_CODE, "", "Plats", "Place" },     /* summary | answers | district */
    { "heading", COLUMN_TEXT, "", "Rubrik", "Heading" },  { "text", COLUMN_TEXT, "", "Mening", "Sentence" },
    { "cells", COLUMN_TEXT, "", "Vilar på", "Rests on" }, /* table:key,key:column; ... */
    { "test", COLUMN_TEXT, "", "Prövning", "Test" },      { "verdict", COLUMN_CODE, "", "Bedömning", "Verdict" },
};

/* What figures/ holds, and what is seen in each, for who does not see it. */
static const struct column FIGURES[] = {
    { "figure", COLUMN_TEXT, "", "Figur", "Figure" }, /* file name without ending */
    { "title", COLUMN_TEXT, "", "Rubrik", "Title" },  { "subtitle", COLUMN_TEXT, "", "Underrubrik", "Subtitle" },
    { "source", COLUMN_TEXT, "", "Källa", "Source" }, { "alt", COLUMN_TEXT, "", "Textalternativ", "Text alternative" },
};

static const struct schema TABLES[] = {
    TABLE("intake", false, "Inlästa filer", "Intake", INTAKE, 1),
    TABLE("rejects", false, "Poster som inte kunde användas", "Rejects", REJECTS, 2),
    TABLE("notes", false, "Anmärkningar", "Notes", NOTES, 4),
    TABLE("extracts", false, "Uttag", "Extracts", EXTRACTS, 2),
    TABLE("spells", false, "Anställningar", "Spells", SPELLS, 9),
    TABLE("control", false, "Avstämning mot HR", "Control totals", CONTROL, 3),
    TABLE("counts", false, "Antalsuppgifter", "Counts", COUNTS, 5),
    TABLE("cells", false, "Celler", "Cells", CELLS, 7),
    TABLE("flows", false, "Flöden", "Flows", FLOWS, 4),
    TABLE("rates", false, "Mått", "Rates", RATES, 11),
    TABLE("survival", false, "Hur länge de anställda stannar", "Survival", SURVIVAL, 4),
    TABLE("retention", false, "Andel som slutat inom ett till tre år", "Retention", RETENTION, 4),
    TABLE("retention_cause", false, "Andel som slutat, efter orsak", "Retention by cause", RETENTION_CAUSE, 5),
    TABLE("median_stay", false, "Tid tills hälften hade slutat", "Median stay", MEDIAN_STAY, 3),
    TABLE("retention_tests", false, "Jämförelse av hur länge grupper stannar", "Tests of retention", RETENTION_TESTS,
          1),
    TABLE("tenure_rates", false, "Avgångar vid lika anställningstid", "Rates at equal tenure", TENURE_RATES, 4),
    TABLE("breaks", false, "Trendbrott", "Breaks", BREAKS, 7),
    TABLE("verdicts", false, "Bedömningar", "Verdicts", VERDICTS, 6),
    TABLE("fits", false, "Anpassningar", "Fits", FITS, 6),
    TABLE("funnel", false, "Förvaltningarna mot staden", "Districts against the city", FUNNEL, 2),
    TABLE("spread", false, "Skillnader mellan förvaltningar", "Spread between districts", SPREAD, 1),
    TABLE("changes", false, "Ändring mellan två år", "Change between two years", CHANGES, 4),
    TABLE("change_counts", false, "Hur många som ändrades", "How many changed", CHANGE_COUNTS, 3),
    TABLE("heterogeneity", false, "Avvikelsens skillnader", "Differences of the deviation", HETEROGENEITY, 2),
    TABLE("unit_effects", false, "Förvaltningarnas avvikelse", "Deviation of each district", UNIT_EFFECTS, 3),
    TABLE("decomposition", false, "Sammansättning och avgångstal", "Mix and rates", DECOMPOSITION, 4),
    TABLE("protection", false, "Vad som skyddats och varför", "What was withheld and why", PROTECTION, 3),
    TABLE("city", true, "Personalrörlighet i staden", "Turnover in the city", PUBLIC_CITY, 4),
    TABLE("definitions", true, "Samma uppgifter, olika definitioner", "One series, several definitions",
          PUBLIC_DEFINITIONS, 3),
    TABLE("districts", true, "Personalrörlighet per förvaltning", "Turnover by district", PUBLIC_DISTRICTS, 2),
    TABLE("district_occupation", true, "Förvaltning och yrke per planperiod", "District and occupation by plan period",
          PUBLIC_DISTRICT_OCCUPATION, 3),
    TABLE("balance", true, "Personalbalans", "Balance of staff", PUBLIC_BALANCE, 3),
    TABLE("public_breaks", true, "Prövning av trendbrott", "Tests of trend breaks", BREAKS, 7),
    TABLE("public_verdicts", true, "Bedömning av trendbrott", "Verdicts on trend breaks", VERDICTS, 6),
    TABLE("public_fits", true, "Anpassad utveckling", "Fitted development", FITS, 6),
    TABLE("public_survival", true, "Hur länge de anställda stannar", "Survival", PUBLIC_SURVIVAL, 4),
    TABLE("public_retention", true, "Andel som slutat inom ett till tre år", "Retention", PUBLIC_RETENTION, 4),
    TABLE("public_retention_cause", true, "Andel som slutat, efter orsak", "Retention by cause", PUBLIC_RETENTION_CAUSE,
          5),
    TABLE("public_median_stay", true, "Tid tills hälften hade slutat", "Median stay", PUBLIC_MEDIAN_STAY, 3),
    TABLE("public_retention_tests", true, "Jämförelse av hur länge grupper stannar", "Tests of retention",
          PUBLIC_RETENTION_TESTS, 1),
    TABLE("public_tenure_rates", true, "Avgångar vid lika anställningstid", "Rates at equal tenure",
          PUBLIC_TENURE_RATES, 2),
    TABLE("public_funnel", true, "Förvaltningarna mot staden", "Districts against the city", FUNNEL, 2),
    TABLE("public_spread", true, "Skillnader mellan förvaltningar", "Spread between districts", SPREAD, 1),
    TABLE("public_changes", true, "Ändring mellan två år", "Change between two years", CHANGES, 4),
    TABLE("public_change_counts", true, "Hur många som ändrades", "How many changed", CHANGE_COUNTS, 3),
    TABLE("public_heterogeneity", true, "Avvikelsens skillnader", "Differences of the deviation", HETEROGENEITY, 2),
    TABLE("public_unit_effects", true, "Förvaltningarnas avvikelse", "Deviation of each district", UNIT_EFFECTS, 3),
    TABLE("public_decomposition", true, "Sammansättning och avgångstal", "Mix and rates", DECOMPOSITION, 4),
    TABLE("public_intake", true, "Underlagets filer", "Files of the delivery", PUBLIC_INTAKE, 1),
    TABLE("public_rejects", true, "Uppgifter som inte kunnat användas", "Records that could not be used",
          PUBLIC_REJECTS, 1),
    TABLE("withheld", true, "Uppgifter som inte visas", "Values withheld", PUBLIC_WITHHELD, 1),
    TABLE("figures", true, "Figurer", "Figures", FIGURES, 1),
    TABLE("claims", true, "Påståenden", "Claims", CLAIMS, 1),
};

const struct schema *schema_find(const char *name)
{
    for (size_t i = 0; i < COUNT(TABLES); i++)
        if (strcmp(TABLES[i].name, name) == 0)
            return &TABLES[i];
    return NULL;
}

const struct schema *schema_all(size_t *n)
{
    *n = COUNT(TABLES);
    return TABLES;
}

size_t schema_column(const struct schema *s, const char *name)
{
    size_t i = 0;

    while (i < s->n_columns && strcmp(s->columns[i].name, name) != 0)
        i++;
    return i;
}
