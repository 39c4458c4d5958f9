/* What shards of a register tell each other, and what they come to: private, and whole numbers all (staff/shard.h).
 *
 * Cells are numbered within their shard; a group is told by the first of its cells. Windows, slots and periods are
 * numbered from 0, alike in all shards: months or what lies between snapshots, reported periods and then pools of them.
 * Rows of nothing but 0 are left out. */
#include "pipeline/table/schema_tables.h"

#define OF_PERSONS(name, sv, en)                                                                                       \
    {                                                                                                                  \
        name, COLUMN_INTEGER, "persons", sv, en                                                                        \
    }

#define GROUP                                                                                                          \
    { "grouping", COLUMN_CODE, "", "Gruppering", "Grouping" },                                                         \
    {                                                                                                                  \
        "cell", COLUMN_INTEGER, "", "Cell", "Cell"                                                                     \
    }

#define TRANSFERS                                                                                                      \
    OF_PERSONS("moved_in", "Flyttat in", "Moved in"), OF_PERSONS("changed_in", "Ändrat in", "Changed in"),             \
        OF_PERSONS("reorganised_in", "Omorganiserat in", "Reorganised in"),                                            \
        OF_PERSONS("moved_out", "Flyttat ut", "Moved out"), OF_PERSONS("changed_out", "Ändrat ut", "Changed out"),     \
        OF_PERSONS("reorganised_out", "Omorganiserat ut", "Reorganised out")

#define BY_CAUSE(prefix, sv, en)                                                                                       \
    OF_PERSONS(prefix "own_request", sv "egen begäran", en "own request"),                                             \
        OF_PERSONS(prefix "pension", sv "pension", en "pension"),                                                      \
        OF_PERSONS(prefix "term_ended", sv "tidsbegränsning upphör", en "fixed term ended"),                           \
        OF_PERSONS(prefix "dismissed", sv "arbetsbrist eller uppsägning", en "redundancy or dismissal"),               \
        OF_PERSONS(prefix "death_or_illness", sv "avliden eller sjukersättning", en "death or disability"),            \
        OF_PERSONS(prefix "other", sv "övrig orsak", en "other cause"),                                                \
        OF_PERSONS(prefix "unknown", sv "okänd orsak", en "unknown cause")

/* Of one row: what register_look() finds. */
static const struct column FACTS[] = {
    { "horizon", COLUMN_DATE, "", "Känt till och med", "Known until" },
    { "first_start", COLUMN_DATE, "", "Tidigaste första dag", "Earliest first day" },
    { "first_end", COLUMN_DATE, "", "Tidigaste sista dag", "Earliest last day" },
    { "old_file", COLUMN_INTEGER, "", "Fil med post som går längre", "File of a record that goes on" },
    { "old_line", COLUMN_INTEGER, "", "Rad", "Line" },
};

/* Of one row: what is known once the shard has been counted. */
static const struct column COUNTED[] = {
    { "anybody", COLUMN_INTEGER, "", "Har någon i populationen", "Has anybody of the population" },
    { "first_start", COLUMN_DATE, "", "Tidigaste första dag", "Earliest first day" },
    { "first_end", COLUMN_DATE, "", "Tidigaste sista dag", "Earliest last day" },
};

/* Occupations of the shard, whether they are followed up or not. */
static const struct column NAMES[] = {
    { "number", COLUMN_INTEGER, "", "Nummer", "Number" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
};

/* Names as they stand in spells.csv, empty where it has none; bands by number. */
static const struct column CELLS[] = {
    { "cell", COLUMN_INTEGER, "", "Cell", "Cell" },
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    { "occupation", COLUMN_TEXT, "", "Yrke", "Occupation" },
    { "operation", COLUMN_TEXT, "", "Verksamhet", "Operation" },
    { "gender", COLUMN_CODE, "", "Kön", "Gender" },
    { "age_band", COLUMN_INTEGER, "", "Ålder", "Age" },
    { "tenure_band", COLUMN_INTEGER, "", "Anställningstid", "Tenure" },
};

/* Of a window and the boundary at which it begins; after the last window the boundary at the end. Days are counted
 * twice, for between snapshots there are halves of them; grades in hundredths of a percent. */
static const struct column TALLIES[] = {
    { "cell", COLUMN_INTEGER, "", "Cell", "Cell" },
    { "window", COLUMN_INTEGER, "", "Fönster", "Window" },
    OF_PERSONS("stock", "I tjänst", "In stock"),
    OF_PERSONS("first_day", "Därtill anställda den dagen", "Employed that day besides"),
    OF_PERSONS("hires", "Nyanställda", "Hires"),
    BY_CAUSE("exits_", "Avgångar, ", "Exits, "),
    OF_PERSONS("goes", "Till annan ålder eller anställningstid", "To another band"),
    OF_PERSONS("came", "Från annan ålder eller anställningstid", "From another band"),
    { "half_days", COLUMN_INTEGER, "half days", "Halva persondagar", "Half person-days" },
    { "grade_half_days", COLUMN_INTEGER, "half days", "Halva persondagar gånger grad", "Half person-days by grade" },
    { "ungraded_half_days", COLUMN_INTEGER, "half days", "Halva persondagar utan grad", "Half person-days ungraded" },
    TRANSFERS,
};

static const struct column GROUP_TRANSFERS[] = {
    GROUP,
    { "window", COLUMN_INTEGER, "", "Fönster", "Window" },
    TRANSFERS,
};

/* See staff/follow.h. */
static const struct column PERSONS[] = {
    GROUP,
    { "slot", COLUMN_INTEGER, "", "Period", "Period" },
    OF_PERSONS("again", "Åter i gruppen i perioden", "In the group again in the period"),
    OF_PERSONS("within", "Kom och gick i perioden", "Came and went in the period"),
    OF_PERSONS("returned", "Åter vid periodens slut", "Back at the end of the period"),
    OF_PERSONS("reference", "Anställda första mätdagen", "Employed on the first reference day"),
    OF_PERSONS("gone", "Borta andra mätdagen", "Gone on the second"),
    OF_PERSONS("gone_preliminary", "Varav preliminärt", "Of which preliminary"),
    BY_CAUSE("preliminary_", "Preliminära avgångar, ", "Preliminary exits, "),
};

static const struct column HIRES[] = {
    GROUP,
    { "period", COLUMN_INTEGER, "", "Period", "Period" },
    { "days", COLUMN_INTEGER, "days", "Dagar", "Days" },
    OF_PERSONS("exits", "Slutade", "Left"),
    OF_PERSONS("censored", "Lämnade uppföljningen", "Censored"),
};

#define COHORT                                                                                                         \
    { "grouping", COLUMN_CODE, "", "Gruppering", "Grouping" }, { "category", COLUMN_TEXT, "", "Grupp", "Category" },   \
    {                                                                                                                  \
        "cohort", COLUMN_INTEGER, "", "Anställda år, nummer", "Cohort, number"                                         \
    }

/* Entries and exits apart, as in statistics/durations.h. */
static const struct column STAYS[] = {
    COHORT,
    { "days", COLUMN_INTEGER, "days", "Dagar", "Days" },
    { "event", COLUMN_INTEGER, "", "Händelse, nummer", "Event, number" },
    OF_PERSONS("persons", "Personer", "Persons"),
};

static const struct column PRELIMINARY[] = {
    COHORT,
    OF_PERSONS("preliminary", "Preliminära avgångar", "Preliminary exits"),
};

/* What is looked at for its plausibility (staff/plausibility_inside.h): days of all snapshots of the shard. */
static const struct column SNAPSHOTS[] = {
    { "snapshot", COLUMN_DATE, "", "Ögonblicksbild", "Snapshot" },
    { "number", COLUMN_INTEGER, "", "Nummer", "Number" },
};

#define BASIS                                                                                                          \
    {                                                                                                                  \
        "basis", COLUMN_CODE, "", "Slag", "Kind"                                                                       \
    }

static const struct column RANGES[] = {
    BASIS,
    { "first_day", COLUMN_DATE, "", "Första dag", "First day" },
    { "last_day", COLUMN_DATE, "", "Sista dag", "Last day" },
    { "first_end", COLUMN_DATE, "", "Tidigaste sista dag", "Earliest last day" },
    { "extraction", COLUMN_DATE, "", "Sista uttagsdatum", "Last extraction date" },
};

static const struct column DAYS[] = {
    BASIS,
    { "day", COLUMN_DATE, "", "Dag", "Day" },
    OF_PERSONS("mass_end", "Slutar", "End"),
    OF_PERSONS("mass_start", "Börjar", "Begin"),
    OF_PERSONS("mass_move", "Byter förvaltning", "Change district"),
    OF_PERSONS("mass_title", "Byter yrke", "Change occupation"),
    OF_PERSONS("mass_form", "Byter anställningsform", "Change form"),
    OF_PERSONS("ended", "Slutar före uttaget", "End before the extract"),
    OF_PERSONS("unknown_cause", "Varav okänd orsak", "Of which unknown cause"),
    OF_PERSONS("at_extraction", "Slutar på uttagsdagen", "End on the day of the extract"),
    OF_PERSONS("events", "Händelser", "Events"),
    OF_PERSONS("begun", "Anställningar som börjar", "Employments that begin"),
    OF_PERSONS("over", "Anställningar som har slutat", "Employments that are over"),
};

static const struct column PAIRS[] = {
    { "snapshot", COLUMN_DATE, "", "Ögonblicksbild", "Snapshot" },
    OF_PERSONS("before", "I bilden före", "In the one before"),
    OF_PERSONS("now", "I bilden", "In it"),
    OF_PERSONS("left", "Kvar", "Still there"),
};

static const struct column DISTRICTS[] = {
    { "snapshot", COLUMN_DATE, "", "Ögonblicksbild", "Snapshot" },
    { "district", COLUMN_TEXT, "", "Förvaltning", "District" },
    OF_PERSONS("before", "I bilden före", "In the one before"),
    OF_PERSONS("now", "I bilden", "In it"),
    OF_PERSONS("gone", "Borta", "Gone"),
};

/* Of one row. */
static const struct column SHARED[] = {
    OF_PERSONS("persons", "Delade id", "Shared ids"),
    { "day", COLUMN_DATE, "", "Första dag", "First day" },
};

static const struct schema TABLES[] = {
    TABLE("shard_facts", false, "Del av registret: fakta", "Shard: facts", FACTS, 1),
    TABLE("shard_snapshots", false, "Del av registret: ögonblicksbilder", "Shard: snapshots", SNAPSHOTS, 1),
    TABLE("shard_ranges", false, "Del av registret: tid", "Shard: range", RANGES, 1),
    TABLE("shard_days", false, "Del av registret: dagar", "Shard: days", DAYS, 2),
    TABLE("shard_pairs", false, "Del av registret: bild för bild", "Shard: snapshot by snapshot", PAIRS, 1),
    TABLE("shard_districts", false, "Del av registret: bild och förvaltning", "Shard: snapshot and district", DISTRICTS,
          2),
    TABLE("shard_shared", false, "Del av registret: delade id", "Shard: shared ids", SHARED, 1),
    TABLE("shard_counted", false, "Del av registret: räknad", "Shard: counted", COUNTED, 1),
    TABLE("shard_names", false, "Del av registret: yrken", "Shard: occupations", NAMES, 1),
    TABLE("shard_cells", false, "Del av registret: celler", "Shard: cells", CELLS, 1),
    TABLE("shard_tallies", false, "Del av registret: antal och dagar", "Shard: numbers and days", TALLIES, 2),
    TABLE("shard_transfers", false, "Del av registret: byten", "Shard: transfers", GROUP_TRANSFERS, 3),
    TABLE("shard_persons", false, "Del av registret: personer", "Shard: persons", PERSONS, 3),
    TABLE("shard_stays", false, "Del av registret: tid i tjänst", "Shard: lengths of stay", STAYS, 5),
    TABLE("shard_preliminary", false, "Del av registret: preliminärt", "Shard: preliminary", PRELIMINARY, 3),
    TABLE("shard_hires", false, "Del av registret: nyanställda", "Shard: hires", HIRES, 4),
};

const struct schema_part schema_shards = SCHEMA_PART(TABLES);
