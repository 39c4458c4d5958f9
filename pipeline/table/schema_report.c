/* What the report is put together from. */
#include "pipeline/table/schema_tables.h"

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

/* From Kolada's way of counting to ours, one step a row. */
static const struct column BRIDGE[] = {
    { "period", COLUMN_TEXT, "", "År", "Year" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "step", COLUMN_INTEGER, "", "Steg", "Step" },
    { "measure", COLUMN_CODE, "", "Sätt att räkna", "Measure" }, /* three_years | kolada | all_exits | mean_stock ... */
    { "numerator", COLUMN_REAL, "persons", "Täljare", "Numerator" },
    { "denominator", COLUMN_REAL, "person-years", "Nämnare", "Denominator" },
    { "value", COLUMN_REAL, "per 100", "Värde", "Value" },
    { "difference", COLUMN_REAL, "per 100", "Skillnad mot steget före", "Difference from the step before" },
};

/* A reporting triangle: what each report knew of a year; the row of this report says what is expected. */
static const struct column LATE[] = {
    { "period", COLUMN_TEXT, "", "År", "Year" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "edition", COLUMN_TEXT, "", "Utgåva", "Edition" },
    { "years_after", COLUMN_INTEGER, "years", "År sedan", "Years after" },
    { "exits", COLUMN_REAL, "exits", "Avgångar enligt utgåvan", "Exits in the edition" },
    { "late", COLUMN_REAL, "exits", "Tillkommit sedan dess", "Registered since" },
    { "reports", COLUMN_INTEGER, "reports", "Tidigare utgåvor", "Earlier editions" },
    { "late_share", COLUMN_REAL, "percent", "Tillkommer i efterhand", "Registered late" },
    { "expected", COLUMN_REAL, "exits", "Väntat antal avgångar", "Expected exits" },
    { "expected_lower", COLUMN_REAL, "exits", "Väntat, undre gräns", "Expected, lower limit" },
    { "expected_upper", COLUMN_REAL, "exits", "Väntat, övre gräns", "Expected, upper limit" },
    { "reason", COLUMN_CODE, "", "Skäl till att tal saknas", "Reason for lack" }, /* no_earlier_report | fewer_now */
};

static const struct schema TABLES[] = {
    TABLE("figures", true, "Figurer", "Figures", FIGURES, 1),
    TABLE("public_late", true, "Avgångar som registreras sent", "Exits registered late", LATE, 3),
    TABLE("public_bridge", true, "Varför talet skiljer sig från Koladas", "Why our figure differs from Kolada's",
          BRIDGE, 3),
    TABLE("claims", true, "Påståenden", "Claims", CLAIMS, 1),
};

const struct schema_part schema_report = SCHEMA_PART(TABLES);
