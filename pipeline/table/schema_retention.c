/* How long the staff stay, as counted and as released. */
#include "pipeline/table/schema_tables.h"

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

static const struct schema TABLES[] = {
    TABLE("survival", false, "Hur länge de anställda stannar", "Survival", SURVIVAL, 4),
    TABLE("retention", false, "Andel som slutat inom ett till tre år", "Retention", RETENTION, 4),
    TABLE("retention_cause", false, "Andel som slutat, efter orsak", "Retention by cause", RETENTION_CAUSE, 5),
    TABLE("median_stay", false, "Tid tills hälften hade slutat", "Median stay", MEDIAN_STAY, 3),
    TABLE("retention_tests", false, "Jämförelse av hur länge grupper stannar", "Tests of retention", RETENTION_TESTS,
          1),
    TABLE("tenure_rates", false, "Avgångar vid lika anställningstid", "Rates at equal tenure", TENURE_RATES, 4),
};

const struct schema_part schema_retention = SCHEMA_PART(TABLES);

/* ---- released ---- */

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

static const struct schema RELEASED[] = {
    TABLE("public_survival", true, "Hur länge de anställda stannar", "Survival", PUBLIC_SURVIVAL, 4),
    TABLE("public_retention", true, "Andel som slutat inom ett till tre år", "Retention", PUBLIC_RETENTION, 4),
    TABLE("public_retention_cause", true, "Andel som slutat, efter orsak", "Retention by cause", PUBLIC_RETENTION_CAUSE,
          5),
    TABLE("public_median_stay", true, "Tid tills hälften hade slutat", "Median stay", PUBLIC_MEDIAN_STAY, 3),
    TABLE("public_retention_tests", true, "Jämförelse av hur länge grupper stannar", "Tests of retention",
          PUBLIC_RETENTION_TESTS, 1),
    TABLE("public_tenure_rates", true, "Avgångar vid lika anställningstid", "Rates at equal tenure",
          PUBLIC_TENURE_RATES, 2),
};

const struct schema_part schema_public_retention = SCHEMA_PART(RELEASED);
