/* Districts and years side by side: the same tables of all that is known, and below the wall of what is public. */
#include "pipeline/table/schema_tables.h"

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
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },           /* withheld | no_exposure | few_events | other_basis */
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
    { "contribution_lower", COLUMN_REAL, "exits", "Undre gräns", "Lower limit" },
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

static const struct schema TABLES[] = {
    TABLE("funnel", false, "Förvaltningarna mot staden", "Districts against the city", FUNNEL, 2),
    TABLE("spread", false, "Skillnader mellan förvaltningar", "Spread between districts", SPREAD, 1),
    TABLE("changes", false, "Ändring mellan två år", "Change between two years", CHANGES, 4),
    TABLE("change_counts", false, "Hur många som ändrades", "How many changed", CHANGE_COUNTS, 3),
    TABLE("heterogeneity", false, "Avvikelsens skillnader", "Differences of the deviation", HETEROGENEITY, 2),
    TABLE("unit_effects", false, "Förvaltningarnas avvikelse", "Deviation of each district", UNIT_EFFECTS, 3),
    TABLE("decomposition", false, "Sammansättning och avgångstal", "Mix and rates", DECOMPOSITION, 4),
};

const struct schema_part schema_compare = SCHEMA_PART(TABLES);

static const struct schema RELEASED[] = {
    TABLE("public_funnel", true, "Förvaltningarna mot staden", "Districts against the city", FUNNEL, 2),
    TABLE("public_spread", true, "Skillnader mellan förvaltningar", "Spread between districts", SPREAD, 1),
    TABLE("public_changes", true, "Ändring mellan två år", "Change between two years", CHANGES, 4),
    TABLE("public_change_counts", true, "Hur många som ändrades", "How many changed", CHANGE_COUNTS, 3),
    TABLE("public_heterogeneity", true, "Avvikelsens skillnader", "Differences of the deviation", HETEROGENEITY, 2),
    TABLE("public_unit_effects", true, "Förvaltningarnas avvikelse", "Deviation of each district", UNIT_EFFECTS, 3),
    TABLE("public_decomposition", true, "Sammansättning och avgångstal", "Mix and rates", DECOMPOSITION, 4),
};

const struct schema_part schema_public_compare = SCHEMA_PART(RELEASED);
