/* What clean reads out of a delivery. */
#include "pipeline/table/schema_tables.h"

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
    /* The rules of docs/anstallningsregler.md, and how often each was applied. The first three make up merged. */
    { "duplicates", COLUMN_INTEGER, "records", "Dubbletter", "Duplicates" },
    { "overlaps", COLUMN_INTEGER, "records", "Överlapp som lagts ihop", "Overlaps united" },
    { "superseded", COLUMN_INTEGER, "records", "Ersatta av senare uttag", "Superseded by a later extract" },
    { "revised", COLUMN_INTEGER, "records", "Ändrade i efterhand", "Revised by a later extract" },
    { "other_post", COLUMN_INTEGER, "records", "Flera anställningar i förvaltningen", "Other post in the district" },
    { "other_district", COLUMN_INTEGER, "records", "I två förvaltningar samtidigt", "In two districts at once" },
    { "same_day_moves", COLUMN_INTEGER, "records", "Byten samma dag", "Moves on the same day" },
    { "end_without_cause", COLUMN_INTEGER, "records", "Sista dag utan orsak", "End without cause" },
    { "cause_without_end", COLUMN_INTEGER, "records", "Orsak utan sista dag", "Cause without end" },
};

/* Where two extracts disagree about days that were past already; lines, columns and by how much, no values. */
static const struct column REVISIONS[] = {
    { "file", COLUMN_TEXT, "", "Fil", "File" },
    { "line", COLUMN_INTEGER, "", "Rad", "Line" },
    { "later_file", COLUMN_TEXT, "", "Senare fil", "Later file" },
    { "later_line", COLUMN_INTEGER, "", "Rad i senare fil", "Line of later file" },
    { "column", COLUMN_TEXT, "", "Kolumn", "Column" },
    { "days", COLUMN_INTEGER, "days", "Flyttat dagar", "Moved by days" }, /* of two dates alone */
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
    { "note", COLUMN_CODE, "", "Anmärkning", "Note" }, /* see intake/reason.h: kept all the same */
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

static const struct column CHECKS[] = {
    { "check", COLUMN_CODE, "", "Prövning", "Check" }, /* see staff/plausibility.h */
    { "date", COLUMN_DATE, "", "Datum", "Date" },
    { "found", COLUMN_REAL, "", "Funnet", "Found" },
    { "expected", COLUMN_REAL, "", "Väntat", "Expected" },
    { "verdict", COLUMN_CODE, "", "Utfall", "Verdict" }, /* flag | stop | explained */
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

static const struct schema TABLES[] = {
    TABLE("intake", false, "Inlästa filer", "Intake", INTAKE, 1),
    TABLE("rejects", false, "Poster som inte kunde användas", "Rejects", REJECTS, 2),
    TABLE("notes", false, "Anmärkningar", "Notes", NOTES, 4),
    TABLE("revisions", false, "Ändrat i efterhand", "Revisions", REVISIONS, 5),
    TABLE("extracts", false, "Uttag", "Extracts", EXTRACTS, 2),
    TABLE("spells", false, "Anställningar", "Spells", SPELLS, 9),
    TABLE("checks", false, "Prövningar av rimlighet", "Plausibility checks", CHECKS, 2),
    TABLE("control", false, "Avstämning mot HR", "Control totals", CONTROL, 3),
    TABLE("counts", false, "Antalsuppgifter", "Counts", COUNTS, 5),
};

const struct schema_part schema_clean = SCHEMA_PART(TABLES);
