/* Breaks of trend, and the same tables released. */
#include "pipeline/table/schema_tables.h"

/* One row a series, date and shape. Families: the city (primary), each occupation, each cause, and each district
 * against the rest of the city. Months: the city and the occupations; a date is the first month of the new regime, and
 * a pulse lasts twelve. */
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

/* One row a series and named year: what the report may say. The families primary, occupation and district have a word
 * (verdict), of years; by cause and month there are numbers alone. The p-values of occupations are adjusted by Holm,
 * those of districts by Benjamini and Hochberg. */
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
    { "year_sd_basis", COLUMN_CODE, "", "Spridning enligt",
      "Source of sd" }, /* estimated | assumed | cancels: district against the rest of the city */
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
    /* the first named year of the series taken for one shape or another; NaN where it is not identified */
    { "pulse", COLUMN_REAL, "per 100 person-years", "Anpassat som avbrott", "Fitted as a pulse" },
    { "step", COLUMN_REAL, "per 100 person-years", "Anpassat som ny nivå", "Fitted as a step" },
    { "slope", COLUMN_REAL, "per 100 person-years", "Anpassat som ändrad utveckling", "Fitted as a slope" },
    { "weight", COLUMN_REAL, "", "Vikt som brottår", "Weight as break year" },
};

/* The deviation of a named year under other assumptions and on other data: printed, never a verdict. */
static const struct column ROBUSTNESS[] = {
    { "family", COLUMN_CODE, "", "Familj", "Family" }, /* primary | occupation */
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "cause", COLUMN_TEXT, "", "Orsak", "Cause" },
    { "grain", COLUMN_CODE, "", "Upplösning", "Grain" },
    { "period", COLUMN_TEXT, "", "År", "Year" },
    { "check", COLUMN_CODE, "", "Prövning", "Check" },    /* see stages/trend/panel.h */
    { "variant", COLUMN_TEXT, "", "Variant", "Variant" }, /* the year, district or definition it is about */
    { "definition", COLUMN_CODE, "", "Definition", "Definition" },
    { "shape", COLUMN_CODE, "", "Form", "Shape" },
    { "n_periods", COLUMN_INTEGER, "", "Antal perioder", "Periods" },
    { "events", COLUMN_REAL, "exits", "Avgångar", "Exits" },
    { "dispersion", COLUMN_REAL, "", "Spridning", "Dispersion" },
    { "rate_ratio", COLUMN_REAL, "", "Kvot", "Rate ratio" },
    { "lower", COLUMN_REAL, "", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "", "Övre gräns", "Upper limit" },
    { "excess_per_100", COLUMN_REAL, "per 100 person-years", "Fler per 100 årsanställda",
      "Excess per 100 person-years" },
    { "p_fixed", COLUMN_REAL, "", "p, angivet år", "p, fixed date" },
    { "p_search", COLUMN_REAL, "", "p, alla år prövade", "p, search-adjusted" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
};

static const struct schema TABLES[] = {
    TABLE("breaks", false, "Trendbrott", "Breaks", BREAKS, 7),
    TABLE("verdicts", false, "Bedömningar", "Verdicts", VERDICTS, 6),
    TABLE("fits", false, "Anpassningar", "Fits", FITS, 6),
    TABLE("robustness", false, "Känslighetsprövning", "Robustness", ROBUSTNESS, 8),
};

const struct schema_part schema_trend = SCHEMA_PART(TABLES);

static const struct schema RELEASED[] = {
    TABLE("public_breaks", true, "Prövning av trendbrott", "Tests of trend breaks", BREAKS, 7),
    TABLE("public_verdicts", true, "Bedömning av trendbrott", "Verdicts on trend breaks", VERDICTS, 6),
    TABLE("public_fits", true, "Anpassad utveckling", "Fitted development", FITS, 6),
    TABLE("public_robustness", true, "Prövning av trendbrott med andra antaganden",
          "Trend breaks under other assumptions", ROBUSTNESS, 8),
};

const struct schema_part schema_public_trend = SCHEMA_PART(RELEASED);
