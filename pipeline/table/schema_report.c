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

static const struct schema TABLES[] = {
    TABLE("figures", true, "Figurer", "Figures", FIGURES, 1),
    TABLE("claims", true, "Påståenden", "Claims", CLAIMS, 1),
};

const struct schema_part schema_report = SCHEMA_PART(TABLES);
