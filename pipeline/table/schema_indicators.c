/* schema_indicators.c - the follow-up beside turnover: indicators, distributions of answers, focus areas. */
#include "pipeline/table/schema_tables.h"

/* What a row is about. An attribute that it does not split by is `all`. A period is a day, a month or a year. */
#define ABOUT                                                                                                          \
    { "indicator", COLUMN_CODE, "", "Indikator", "Indicator" },                                                        \
        { "basis", COLUMN_CODE, "", "Slag", "Kind" }, /* own | published | reference */                                \
        { "period", COLUMN_TEXT, "", "Period", "Period" }, { "district", COLUMN_TEXT, "", "Förvaltning", "District" }, \
        { "category", COLUMN_TEXT, "", "Kategori", "Category" },                                                       \
        { "group", COLUMN_TEXT, "", "Grupp", "Group" }, /* all, woman, man, unknown */                                 \
    {                                                                                                                  \
        "definition", COLUMN_TEXT, "", "Definition", "Definition"                                                      \
    }

/* Precision words stand as they were published: omkring, cirka, drygt. */
#define STATED                                                                                                         \
    { "low", COLUMN_REAL, "", "Lägst", "Lowest" }, /* limits of a range that was given as one */                       \
        { "high", COLUMN_REAL, "", "Högst", "Highest" }, { "precision", COLUMN_TEXT, "", "Precision", "Precision" },   \
        { "unit", COLUMN_TEXT, "", "Enhet", "Unit" }, { "label", COLUMN_TEXT, "", "Benämning", "Label" },              \
        { "source", COLUMN_TEXT, "", "Källa", "Source" },                                                              \
        { "document_date", COLUMN_TEXT, "", "Dokumentets datum", "Date of document" },                                 \
    {                                                                                                                  \
        "reference_number", COLUMN_TEXT, "", "Diarienummer", "Reference number"                                        \
    }

static const struct column INDICATORS[] = {
    ABOUT,
    { "numerator", COLUMN_REAL, "", "Täljare", "Numerator" },
    { "denominator", COLUMN_REAL, "", "Nämnare", "Denominator" },
    { "denominator_basis", COLUMN_CODE, "", "Nämnare enligt", "Basis of denominator" }, /* given | own_flows |
                                                                                            person_years | none */
    { "people", COLUMN_REAL, "persons", "Personer", "Persons" }, /* the group behind the value; NaN: no persons */
    { "value", COLUMN_REAL, "", "Värde", "Value" },
    { "lower", COLUMN_REAL, "", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "", "Övre gräns", "Upper limit" },
    { "interval", COLUMN_CODE, "", "Intervall", "Interval" }, /* wilson_finite | poisson_exact | mean_finite | none */
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },          /* why a value or interval is NaN */
    { "districts", COLUMN_INTEGER, "", "Förvaltningar som redovisar", "Districts that report" },
    { "districts_of", COLUMN_INTEGER, "", "Av förvaltningar", "Of districts" },
    STATED,
    { "retrieved", COLUMN_TEXT, "", "Hämtad", "Retrieved" },
};

/* Answers on a scale, or coded reasons: one row an alternative, in its order. */
#define ANSWER                                                                                                         \
    { "question", COLUMN_CODE, "", "Fråga", "Question" }, { "period", COLUMN_TEXT, "", "Period", "Period" },           \
        { "district", COLUMN_TEXT, "", "Förvaltning", "District" },                                                    \
        { "group", COLUMN_TEXT, "", "Grupp", "Group" }, /* all | woman | man | an age or tenure band */                \
        { "position", COLUMN_INTEGER, "", "Ordning", "Position" },                                                     \
        { "answer", COLUMN_TEXT, "", "Svar", "Answer" }, /* 1-7, a code of a reason, unknown */                        \
    {                                                                                                                  \
        "grouped", COLUMN_TEXT, "", "Sammanförda svar", "Group of answers"                                             \
    } /* 3-5: as report.ini puts levels together */

#define ANSWERED                                                                                                       \
    { "n", COLUMN_REAL, "answers", "Svar totalt", "Answers in all" },                                                  \
        { "missing", COLUMN_REAL, "answers", "Utan svar", "Without answer" },                                          \
        { "asked", COLUMN_REAL, "persons", "Tillfrågade", "Asked" },                                                   \
        { "share", COLUMN_REAL, "percent", "Andel", "Share" },                                                         \
        { "lower", COLUMN_REAL, "percent", "Undre gräns", "Lower limit" },                                             \
        { "upper", COLUMN_REAL, "percent", "Övre gräns", "Upper limit" },                                              \
        { "grouped_share", COLUMN_REAL, "percent", "Andel, sammanförda svar", "Share of the group of answers" },       \
        { "median", COLUMN_REAL, "", "Median", "Median" }, { "source", COLUMN_TEXT, "", "Källa", "Source" },           \
    {                                                                                                                  \
        "reason", COLUMN_CODE, "", "Skäl", "Reason"                                                                    \
    }

static const struct column DISTRIBUTIONS[] = {
    ANSWER,
    { "count", COLUMN_REAL, "answers", "Antal", "Count" },
    ANSWERED,
};

/* Every area of the catalogue in every district and year somebody reported for: an empty status is a missing cell. */
static const struct column FOCUS_AREAS[] = {
    { "period", COLUMN_TEXT, "", "Period", "Period" },
    { "area", COLUMN_INTEGER, "", "Område nr", "Area number" },
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "name", COLUMN_TEXT, "", "Område", "Area" },
    { "origin", COLUMN_TEXT, "", "Tillkom", "Added" },              /* year of the plan that has it first */
    { "name_known", COLUMN_CODE, "", "Namnet känt", "Name known" }, /* yes | no */
    { "status", COLUMN_CODE, "", "Läge", "Status" }, /* none | planned | ongoing | done; empty: not reported */
    { "few", COLUMN_CODE, "", "Få arbetar med området", "Few work on it" }, /* yes | no; of the area that year */
    { "source", COLUMN_TEXT, "", "Källa", "Source" },
};

static const struct column INDICATOR_FILES[] = {
    { "file", COLUMN_TEXT, "", "Fil", "File" },
    { "kind", COLUMN_CODE, "", "Slag", "Kind" },
    { "sha256", COLUMN_TEXT, "", "SHA-256", "SHA-256" },
    { "bytes", COLUMN_INTEGER, "bytes", "Byte", "Bytes" },
    { "records", COLUMN_INTEGER, "records", "Poster", "Records" },
};

static const struct column PUBLIC_INDICATORS[] = {
    ABOUT,
    { "numerator", COLUMN_REAL, "", "Täljare", "Numerator" },
    { "denominator", COLUMN_REAL, "", "Nämnare", "Denominator" },
    { "denominator_basis", COLUMN_CODE, "", "Nämnare enligt", "Basis of denominator" },
    { "value", COLUMN_REAL, "", "Värde", "Value" },
    { "value_status", COLUMN_CODE, "", "Status", "Status" }, /* withheld, or nothing */
    { "lower", COLUMN_REAL, "", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "", "Övre gräns", "Upper limit" },
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
    { "districts", COLUMN_INTEGER, "", "Förvaltningar som redovisar", "Districts that report" },
    { "districts_of", COLUMN_INTEGER, "", "Av förvaltningar", "Of districts" },
    STATED,
    { "retrieved", COLUMN_TEXT, "", "Hämtad", "Retrieved" },
};

static const struct column PUBLIC_DISTRIBUTIONS[] = {
    ANSWER,
    { "count", COLUMN_REAL, "answers", "Antal", "Count" },
    { "count_status", COLUMN_CODE, "", "Status", "Status" },
    { "n", COLUMN_REAL, "answers", "Svar totalt", "Answers in all" },
    { "missing", COLUMN_REAL, "answers", "Utan svar", "Without answer" },
    { "asked", COLUMN_REAL, "persons", "Tillfrågade", "Asked" },
    { "share", COLUMN_REAL, "percent", "Andel", "Share" },
    { "lower", COLUMN_REAL, "percent", "Undre gräns", "Lower limit" },
    { "upper", COLUMN_REAL, "percent", "Övre gräns", "Upper limit" },
    { "grouped_share", COLUMN_REAL, "percent", "Andel, sammanförda svar", "Share of the group of answers" },
    { "median", COLUMN_REAL, "", "Median", "Median" },
    { "source", COLUMN_TEXT, "", "Källa", "Source" },
};

/* The headline of the city as the last report had it, and as this one has it. */
static const struct column REVISIONS[] = {
    { "edition", COLUMN_TEXT, "", "Förra utgåvan", "Last edition" },
    { "period", COLUMN_TEXT, "", "År", "Year" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "item", COLUMN_CODE, "", "Uppgift", "Item" }, /* exits | person_years | rate */
    { "old", COLUMN_REAL, "", "Förra rapporten", "Last report" },
    { "new", COLUMN_REAL, "", "Nu", "Now" },
    { "difference", COLUMN_REAL, "", "Ändring", "Difference" },
    /* late_registration | correction | definition | organisation | coding | unexplained; empty: not changed */
    { "reason", COLUMN_CODE, "", "Skäl", "Reason" },
    { "comment", COLUMN_TEXT, "", "Kommentar", "Comment" },
};

static const struct schema TABLES[] = {
    TABLE("indicators", false, "Indikatorer", "Indicators", INDICATORS, 7),
    TABLE("distributions", false, "Svarsfördelningar", "Distributions of answers", DISTRIBUTIONS, 5),
    TABLE("focus_areas", false, "Fokusområden", "Focus areas", FOCUS_AREAS, 3),
    TABLE("indicator_files", false, "Indikatorfiler", "Files of indicators", INDICATOR_FILES, 1),
};

const struct schema_part schema_indicators = SCHEMA_PART(TABLES);

static const struct schema RELEASED[] = {
    TABLE("public_indicators", true, "Indikatorer", "Indicators", PUBLIC_INDICATORS, 7),
    TABLE("public_distributions", true, "Svarsfördelningar", "Distributions of answers", PUBLIC_DISTRIBUTIONS, 5),
    TABLE("public_focus_areas", true, "Fokusområden", "Focus areas", FOCUS_AREAS, 3),
    TABLE("public_revisions", true, "Ändringar sedan förra rapporten", "Revisions since the last report", REVISIONS, 4),
    TABLE("public_indicator_files", true, "Indikatorfiler", "Files of indicators", INDICATOR_FILES, 1),
};

const struct schema_part schema_public_indicators = SCHEMA_PART(RELEASED);
