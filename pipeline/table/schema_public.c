/* What protect lets through of rates and balances, and of the files of the delivery. */
#include "pipeline/table/schema_tables.h"

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

static const struct column PUBLIC_INTAKE[] = {
    { "file", COLUMN_TEXT, "", "Fil", "File" },
    { "kind", COLUMN_CODE, "", "Slag", "Kind" },
    { "sha256", COLUMN_TEXT, "", "SHA-256", "SHA-256" },
    { "last_extraction", COLUMN_DATE, "", "Uttagsdatum", "Extraction date" },
    { "extraction_basis", COLUMN_CODE, "", "Uttagsdatum enligt", "Source of extraction date" },
    { "records_in", COLUMN_INTEGER, "records", "Poster in", "Records in" },
    STATUS("records_in_status", "Status poster in", "Records in status"),
    { "kept", COLUMN_INTEGER, "records", "Behållna", "Kept" },
    STATUS("kept_status", "Status behållna", "Kept status"),
    { "rejected", COLUMN_INTEGER, "records", "Kunde inte användas", "Rejected" },
    STATUS("rejected_status", "Status kunde inte användas", "Rejected status"),
    { "merged", COLUMN_INTEGER, "records", "Sammanslagna", "Merged" },
    STATUS("merged_status", "Status sammanslagna", "Merged status"),
};

/* What was unlikely in the register; dates, no numbers. */
static const struct column PUBLIC_CHECKS[] = {
    { "check", COLUMN_CODE, "", "Prövning", "Check" },
    { "date", COLUMN_DATE, "", "Datum", "Date" },
    { "verdict", COLUMN_CODE, "", "Utfall", "Verdict" }, /* flag | explained */
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
    { "left_out", COLUMN_INTEGER, "", "Varav i bortvalda tabeller", "Of which in tables left out" },
};

/* Columns whose numbers are rounded, and to a multiple of what; there where report.ini asks for rounding. */
static const struct column PUBLIC_ROUNDING[] = {
    { "table", COLUMN_TEXT, "", "Tabell", "Table" },
    { "column", COLUMN_TEXT, "", "Kolumn", "Column" },
    { "base", COLUMN_INTEGER, "", "Avrundat till multiplar av", "Rounded to multiples of" },
};

/* Which rule withheld which value: for the one who answers for the release, never published. */
static const struct column PROTECTION[] = {
    { "table", COLUMN_TEXT, "", "Tabell", "Table" },
    { "key", COLUMN_TEXT, "", "Rad", "Row" }, /* the row's key, joined by | */
    { "column", COLUMN_TEXT, "", "Kolumn", "Column" },
    { "rule", COLUMN_CODE, "", "Regel", "Rule" }, /* see suppression.h */
};

/* What a reader can still believe of each number that is withheld: for the same one. */
static const struct column AUDIT[] = {
    { "table", COLUMN_TEXT, "", "Tabell", "Table" },        { "key", COLUMN_TEXT, "", "Rad", "Row" },
    { "column", COLUMN_TEXT, "", "Kolumn", "Column" },      { "least", COLUMN_REAL, "", "Minst", "Least" },
    { "most", COLUMN_REAL, "", "Störst", "Most" },          /* Inf: no bound */
    { "verdict", COLUMN_CODE, "", "Bedömning", "Verdict" }, /* see audit.h; dropped: a relation that does not hold */
};

/* Which series are told in all of their years, for the stage trend: what is estimated over several series at once is
 * estimated from these. Anybody sees which they are. */
static const struct column SHOWN_SERIES[] = {
    { "family", COLUMN_CODE, "", "Familj", "Family" }, /* as in verdicts.csv */
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "cause", COLUMN_TEXT, "", "Orsak", "Cause" },
    { "shown", COLUMN_CODE, "", "Visas", "Shown" }, /* yes | no */
};

/* By what the audit of a proposal found something out: sets of numbers that it shows, of each of which one is to be
 * withheld in the next. */
static const struct column FOUND_OUT[] = {
    { "set", COLUMN_INTEGER, "", "Uppsättning", "Set" },
    { "table", COLUMN_TEXT, "", "Tabell", "Table" },
    { "key", COLUMN_TEXT, "", "Rad", "Row" },
    { "column", COLUMN_TEXT, "", "Kolumn", "Column" },
    { "weight", COLUMN_REAL, "", "Vikt", "Weight" }, /* how often it is counted in what was worked out */
};

static const struct schema RELEASED[] = {
    TABLE("shown_series", false, "Serier som visas i alla år", "Series shown in all years", SHOWN_SERIES, 4),
    TABLE("protection", false, "Vad som skyddats och varför", "What was withheld and why", PROTECTION, 3),
    TABLE("found_out", false, "Vad det som räknades fram ur ett förslag stod på",
          "What was found out of a proposal, by what", FOUND_OUT, 4),
    TABLE("audit", false, "Vad som kan räknas fram", "What can be worked out", AUDIT, 3),
    TABLE("city", true, "Personalrörlighet i staden", "Turnover in the city", PUBLIC_CITY, 4),
    TABLE("definitions", true, "Samma uppgifter, olika definitioner", "One series, several definitions",
          PUBLIC_DEFINITIONS, 3),
    TABLE("districts", true, "Personalrörlighet per förvaltning", "Turnover by district", PUBLIC_DISTRICTS, 2),
    TABLE("district_occupation", true, "Förvaltning och yrke per planperiod", "District and occupation by plan period",
          PUBLIC_DISTRICT_OCCUPATION, 3),
    TABLE("balance", true, "Personalbalans", "Balance of staff", PUBLIC_BALANCE, 3),
};

const struct schema_part schema_public = SCHEMA_PART(RELEASED);

static const struct schema SOURCES[] = {
    TABLE("public_checks", true, "Prövningar av rimlighet", "Plausibility checks", PUBLIC_CHECKS, 2),
    TABLE("public_intake", true, "Underlagets filer", "Files of the delivery", PUBLIC_INTAKE, 1),
    TABLE("public_rejects", true, "Uppgifter som inte kunnat användas", "Records that could not be used",
          PUBLIC_REJECTS, 1),
    TABLE("public_rounding", true, "Kolumner med avrundade antal", "Columns of rounded counts", PUBLIC_ROUNDING, 2),
    TABLE("withheld", true, "Uppgifter som inte visas", "Values withheld", PUBLIC_WITHHELD, 1),
};

const struct schema_part schema_public_sources = SCHEMA_PART(SOURCES);
