/* indicators.h - what the rooms of the stage share: the delivery being read, one line of a file, and where it goes.
 *
 * Every file of indicators/ has a kind, told by how its name begins. A kind has columns and a function that takes a
 * line: it adds measures to the ledger, answers to the distributions, or areas to the catalogue. All names and words
 * are interned: they live as long as the stage. */
#ifndef STAGE_INDICATORS_H
#define STAGE_INDICATORS_H

#include "pipeline/base/dictionary.h"
#include "pipeline/base/settings.h"
#include "pipeline/intake/codebook.h"
#include "pipeline/intake/sheet.h"
#include "pipeline/staff/indicator.h"
#include "pipeline/staff/organisation.h"
#include "pipeline/table/rows.h"
#include "pipeline/table/table.h"

/* ---- what denominators are made of ---- */

struct exposure {
    struct table *flows, *rates; /* NULL where a delivery is only checked */
    struct dictionary *units;    /* today's names of whom the extract names, where there are no rates; NULL: unknown */
};

/* Own staff of a district (all: the city) when the month of the period began; NaN where the flows do not say. */
double exposure_stock(const struct exposure *e, const char *district, const char *period);
/* Person-years of a calendar year. */
double exposure_person_years(const struct exposure *e, const char *district, const char *period);
/* The district has, or had, staff of ours; also where the rates name no district at all, or are not there. */
bool exposure_names(const struct exposure *e, const char *district);
/* How many districts had staff in the year of the period; NaN where the rates do not say. */
double exposure_districts(const struct exposure *e, const char *period);

/* ---- measures ---- */

enum denominator_rule { DENOMINATOR_GIVEN, DENOMINATOR_OWN_STAFF, DENOMINATOR_PERSON_YEARS };

/* One number of one file, or the sum of several. NaN: not stated. */
struct measure {
    const struct indicator *indicator;
    const char *period, *category, *group, *definition;
    const char *unit;     /* as the file names it, "" for the whole city */
    const char *district; /* today's; "all" */
    enum denominator_rule rule;
    const char *denominator_basis;
    double numerator, denominator, people, low, high;
    double squares; /* sum of the squared answers, for the interval of a mean */
    double asked;   /* the finite population of a survey */
    const char *precision, *unit_word, *source, *path;
    uint64_t line;
    double districts;
    bool merged; /* the sum of several */
};

struct ledger {
    struct measure *items;
    size_t n, capacity;
};

/* Adds up what belongs to the same unit of today, makes the city's sums where no file states the city, and writes them
 * into indicators.csv. Fails where two lines say the same thing. */
bool ledger_close(struct ledger *l, const struct exposure *exposure, struct rows *out, struct fault *f);

/* ---- answers ---- */

struct answer {
    const char *question, *period, *unit, *district, *group, *answer;
    int position; /* 0: without an answer */
    double count, asked;
    const char *source, *path;
    uint64_t line;
};

struct answers {
    struct answer *items;
    size_t n, capacity;
};

/* `groups` are the levels put together, of section [indicators]; fails where two lines say the same thing. */
bool answers_close(struct answers *a, const char *const *groups, size_t n_groups, struct rows *out, struct fault *f);

/* ---- focus areas ---- */

struct area {
    double number;
    const char *name, *origin;
    bool known;
    int first_year, last_year; /* of the plan; 0: open */
};

struct area_status {
    const char *period, *unit, *district, *status, *source, *path;
    double number;
    uint64_t line;
};

struct areas {
    struct area *items;
    size_t n, capacity;
    struct area_status *statuses;
    size_t n_statuses, statuses_capacity;
};

/* Writes the matrix and adds how many districts worked on each area to the ledger. `few_percent`: an area is worked on
 * by few where at most that share of the districts that reported it do. */
bool areas_close(struct areas *a, double few_percent, struct ledger *ledger, struct rows *out, struct fault *f);

/* ---- one line ---- */

/* How many numbers one column of a file has, and how many of them could be shares of one. */
struct percents {
    size_t n, n_like_shares;
    uint64_t line; /* of the first */
};

enum { FAULTS_SHOWN = 50 };

struct intake {
    const struct codebook *codebook;
    const struct organisation *organisation;
    const struct exposure *exposure;
    struct dictionary *words;
    struct ledger ledger;
    struct answers answers;
    struct areas areas;
    struct percents percents[2]; /* of the file of sickness absence being read: the absence, the long-term share */
    struct rows *stated;         /* indicators.csv: published figures and comparisons go there as they are */
    struct fault faults[FAULTS_SHOWN]; /* of lines and files, the first ones, so that all can be mended at once */
    size_t n_faults;                   /* of all, also those that are not kept */
    enum fault_kind worst;             /* likewise */
};

/* Counts a fault, and keeps it where there is room. */
void intake_fault(struct intake *to, const struct fault *f);

struct line {
    struct intake *to;
    const struct sheet *sheet;
    const char *path; /* interned */
    const struct field *cells;
    uint64_t number;
};

/* The columns that every kind but published figures, comparisons and the catalogue of areas begins with. */
enum { COMMON_PERIOD, COMMON_DISTRICT, COMMON_SOURCE, COMMON_N };
#define COMMON_COLUMNS                                                                                                 \
    { "period|datum|år|mätdag", true }, { "förvaltning|district|enhet", false },                                       \
    {                                                                                                                  \
        "källa|source", true                                                                                           \
    }

enum period_kind { PERIOD_YEAR = 1, PERIOD_MONTH = 2, PERIOD_DAY = 4, PERIOD_ANY = 7 };

const char *line_intern(const struct line *l, struct field cell);
bool line_fault(const struct line *l, size_t column, struct fault *f, const char *text);
/* Text that must stand there. */
bool line_text(const struct line *l, size_t column, const char **text, struct fault *f);
bool line_period(const struct line *l, size_t column, unsigned kinds, const char **period, struct fault *f);
/* A number, NaN where the cell is empty or a mark of a missing figure; never negative. */
bool line_number(const struct line *l, size_t column, double *number, struct fault *f);
/* The same, but it must be there. */
bool line_required(const struct line *l, size_t column, double *number, struct fault *f);
/* The same, a count of persons or events: whole. */
bool line_whole(const struct line *l, size_t column, double *number, struct fault *f);
/* "130", or "130-140" as a range. */
bool line_range(const struct line *l, size_t column, double *low, double *high, struct fault *f);
/* A word of a vocabulary; an empty cell gives `absent`, or a fault where that is NULL. */
bool line_word(const struct line *l, size_t column, enum indicator_vocabulary vocabulary, const char *absent,
               const char **code, struct fault *f);
/* The same, but a word that nobody knows stands as it is. */
bool line_free_word(const struct line *l, size_t column, enum indicator_vocabulary vocabulary, const char *absent,
                    const char **code, struct fault *f);
/* A measure with the common columns, for line_add(): all its numbers NaN, category and group all. */
bool line_measure(const struct line *l, unsigned periods, struct measure *m, struct fault *f);
void line_add(const struct line *l, const char *indicator, struct measure m);

/* ---- kinds ---- */

struct kind {
    const char *name;  /* "consultants" */
    const char *files; /* names that its files begin with: "consultants|konsulter" */
    const struct sheet_column *columns;
    size_t n_columns;
    bool (*take)(const struct line *l, struct fault *f);
    /* Before a file's first line, of which only the sheet is there, and after its last; NULL: nothing to look at. */
    bool (*begin)(const struct line *l, struct fault *f);
    bool (*end)(const struct line *l, struct fault *f);
};

/* The kinds of each room, ended by name NULL. */
extern const struct kind STAFFING_KINDS[]; /* consultants, vacancies, caseload, managers */
extern const struct kind PEOPLE_KINDS[];   /* sickness absence, employee survey */
extern const struct kind ANSWER_KINDS[];   /* ratings, exit interviews, incidents */
extern const struct kind PLAN_KINDS[];     /* focus areas, leadership, activities, placements, the boards' plans */
extern const struct kind STATED_KINDS[];   /* published figures, comparisons with others */

/* ---- files ---- */

/* Takes every line of a file of indicators/, or of every sheet of a workbook whose name begins with indikatorer, and
 * adds a row for each to `files`. `named` has section [files], with the encodings. */
struct delivery_file;
bool file_take(struct intake *to, const struct delivery_file *file, const struct settings *named,
               const char *named_path, struct rows *files, struct fault *f);

#endif
