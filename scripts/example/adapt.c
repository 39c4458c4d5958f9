/* adapt KIND INPUT DIRECTORY - writes a delivery from a public data set that was never meant for us.
 *
 * KIND dfe_csww: official counts, children's social workers in England: national and local authority rows, headcount.
 *      us_congress: members of the US Congress, one snapshot a congress.
 *      physicians: spells of physicians with an end of study.
 *
 * Such a delivery runs through `make report RAW=DIRECTORY OUT=...` like any city's. Regional rows of dfe_csww are left
 * out: they would count authorities twice. */
#include "pipeline/base/memory.h"
#include "pipeline/table/reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_NAMES = 12, CELL = 256 };

struct input {
    struct reader *reader;
    size_t columns[MAX_NAMES]; /* where each wanted column stands */
    char cell[MAX_NAMES][CELL];
    const char *const *names;
    size_t n_names;
};

static bool input_open(struct input *in, const char *path, const char *const *names, size_t n_names, struct fault *f)
{
    *in = (struct input){ .names = names, .n_names = n_names };
    if (!reader_open(path, NULL, &in->reader, f))
        return false;
    for (size_t i = 0; i < n_names; i++) {
        size_t c = 0;

        for (; c < reader_columns(in->reader); c++) {
            struct field name = reader_name(in->reader, c);

            if (name.length == strlen(names[i]) && memcmp(name.bytes, names[i], name.length) == 0)
                break;
        }
        if (c == reader_columns(in->reader))
            return fault_at(f, FAULT_DATA, path, 1, names[i], "column is missing");
        in->columns[i] = c;
    }
    return true;
}

/* The wanted cells of the next record as text; false at the end. */
static bool input_next(struct input *in)
{
    const struct field *fields;
    struct record record;
    enum reader_status status;

    while ((status = reader_next(in->reader, &fields, &record)) != READER_END) {
        if (status != READER_FIELDS)
            continue;
        for (size_t i = 0; i < in->n_names; i++)
            snprintf(in->cell[i], CELL, "%.*s", (int) fields[in->columns[i]].length, fields[in->columns[i]].bytes);
        return true;
    }
    return false;
}

static FILE *create(const char *directory, const char *folder, const char *name)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s", directory, folder);
    if (mkdir(directory, 0755) != 0 && errno != EEXIST)
        return NULL;
    if (mkdir(path, 0755) != 0 && errno != EEXIST)
        return NULL;
    snprintf(path, sizeof path, "%s/%s/%s", directory, folder, name);
    return fopen(path, "wb");
}

static bool write_settings(const char *directory, const char *text)
{
    FILE *to = create(directory, "", "report.ini");

    if (to == NULL)
        return false;
    fputs(text, to);
    return fclose(to) == 0;
}

/* ---- Children's social workers in England ---- */

struct authority_year {
    int year; /* ends on 30 September */
    char name[CELL];
    char stock[CELL], hires[CELL], exits[CELL];
};

/* An authority that went on as a whole under another name, alone or with others; the last day of its own. */
struct succession {
    const char *unit, *last_day, *successor;
    int first_year; /* the first reported year of the successor */
};

#define BCP "Bournemouth, Christchurch and Poole"
#define NORTHAMPTONSHIRE "North Northamptonshire / West Northamptonshire"

/* Northamptonshire became two, but the department publishes the two as one, for they have one children's trust. */
static const struct succession SUCCESSIONS[] = {
    { "Bournemouth", "2019-03-31", BCP, 2019 },
    { "Poole", "2019-03-31", BCP, 2019 },
    { "Northamptonshire", "2021-03-31", NORTHAMPTONSHIRE, 2021 },
};
enum { N_SUCCESSIONS = sizeof SUCCESSIONS / sizeof SUCCESSIONS[0] };

/* What can't be back-cast, for nothing says who went where, and what was published together. */
static const char COMPARABILITY[] =
    "date,scope,type,description,source,effect\n"
    "2019-04-01,\"Dorset; " BCP
    "\",organisation,indelningen i kommuner,\"Bournemouth, Dorset and Poole (Structural Changes) Order 2018\","
    "\"Christchurch flyttades från Dorset till " BCP ". Hur många socialarbetare som följde med framgår inte, så "
    "Dorset före och efter är inte samma område\"\n"
    "2021-04-01," NORTHAMPTONSHIRE
    ",organisation,indelningen i kommuner,Northamptonshire (Structural Changes) Order 2020,"
    "Northamptonshire delades i två kommuner som redovisas tillsammans; serien fortsätter\n"
    "2023-04-01,Cumbria; Cumberland; Westmorland and Furness,organisation,indelningen i kommuner,"
    "Cumbria (Structural Changes) Order 2022,\"Cumbria delades i två kommuner. Dess serie slutar 2022 och kan inte "
    "räknas om. De nya "
    "kommunernas avgångar 2023 är så få att de bara tycks gälla tiden efter delningen\"\n";

static const struct authority_year *year_of(const struct authority_year *all, size_t n, const char *name, int year)
{
    for (size_t i = 0; i < n; i++)
        if (all[i].year == year && strcmp(all[i].name, name) == 0)
            return &all[i];
    return NULL;
}

/* Last year's stock under the same name, or in a successor's first year that of all before it together; empty where one
 * of them is not known. */
static void opening(const struct authority_year *all, size_t n, const struct authority_year *a, char out[CELL])
{
    const struct authority_year *same = year_of(all, n, a->name, a->year - 1);
    long sum = 0;
    bool succeeds = false;

    snprintf(out, CELL, "%s", same != NULL ? same->stock : "");
    for (size_t i = 0; same == NULL && i < N_SUCCESSIONS; i++) {
        const struct authority_year *before = year_of(all, n, SUCCESSIONS[i].unit, a->year - 1);
        char *end = NULL;

        if (SUCCESSIONS[i].first_year != a->year || strcmp(SUCCESSIONS[i].successor, a->name) != 0)
            continue;
        if (before == NULL)
            return;
        sum += strtol(before->stock, &end, 10);
        if (end == before->stock || *end != '\0')
            return;
        succeeds = true;
    }
    if (succeeds)
        snprintf(out, CELL, "%ld", sum);
}

static bool read_authorities(const char *path, struct authority_year **all, size_t *n, struct fault *f)
{
    static const char *const names[] = { "time_period",      "geographic_level",   "la_name",
                                         "inpost_headcount", "starters_headcount", "leavers_headcount" };
    struct input in;
    size_t capacity = 0;

    if (!input_open(&in, path, names, sizeof names / sizeof names[0], f))
        return false;
    while (input_next(&in)) {
        struct authority_year *a;

        if (strcmp(in.cell[1], "Regional") == 0)
            continue;
        *all = memory_grow(*all, &capacity, *n + 1, sizeof **all);
        a = &(*all)[(*n)++];
        a->year = atoi(in.cell[0]);
        snprintf(a->name, CELL, "%s", strcmp(in.cell[1], "National") == 0 ? "hela staden" : in.cell[2]);
        memcpy(a->stock, in.cell[3], CELL);
        memcpy(a->hires, in.cell[4], CELL);
        memcpy(a->exits, in.cell[5], CELL);
    }
    reader_close(in.reader);
    return true;
}

static bool write_counts(const char *directory, const struct authority_year *all, size_t n)
{
    FILE *to = create(directory, "counts", "csww.csv");

    if (to == NULL)
        return false;
    fputs("period;from;to;unit;occupation;stock_open;stock_close;hires;exits\n", to);
    for (size_t i = 0; i < n; i++) {
        const struct authority_year *a = &all[i];
        char before[CELL];

        opening(all, n, a, before);
        fprintf(to, "%d;%d-10-01;%d-09-30;%s;socialarbetare för barn;%s;%s;%s;%s\n", a->year, a->year - 1, a->year,
                a->name, before, a->stock, a->hires, a->exits);
    }
    return fclose(to) == 0;
}

/* The successors, and who went on in them: all other authorities stand as they are. */
static bool write_organisation(const char *directory)
{
    FILE *to = create(directory, "", "organisation.csv");

    if (to == NULL)
        return false;
    fputs("unit,valid_from,valid_to,successor\n", to);
    for (size_t i = 0; i < N_SUCCESSIONS; i++) {
        const struct succession *s = &SUCCESSIONS[i];

        fprintf(to, "%s,,%s,\"%s\"\n", s->unit, s->last_day, s->successor);
        if (i == 0 || strcmp(SUCCESSIONS[i - 1].successor, s->successor) != 0)
            fprintf(to, "\"%s\",%.4s-04-01,,\n", s->successor, s->last_day);
    }
    return fclose(to) == 0;
}

static bool write_comparability(const char *directory)
{
    FILE *to = create(directory, "", "comparability.csv");

    if (to == NULL)
        return false;
    fputs(COMPARABILITY, to);
    return fclose(to) == 0;
}

static bool dfe_csww(const char *path, const char *directory, struct fault *f)
{
    struct authority_year *all = NULL;
    size_t n = 0;
    bool read = read_authorities(path, &all, &n, f), ok;

    ok = read && write_counts(directory, all, n) && write_organisation(directory) && write_comparability(directory) &&
         write_settings(
             directory,
             "; Department for Education, children's social work workforce, England\n"
             "[turnover]\nfirst_year = 2017\nlast_year = 2023\n\n[trend]\nnamed_years = 2022\n\n"
             "[report]\ntitle = Personalomsättning bland socialarbetare för barn i England\n"
             "unit_singular = kommun\nunit_plural = kommuner\nkolada = nej\n"
             "whole = landet\nunits = kommun, kommunen, kommuner, kommunerna\n"
             "; the stock of 2016 is not known: 2017 counts by its closing stock alone, and can't be compared\n"
             "base_year = 2018\nedition = 2023\n");
    free(all);
    return ok || (read && fault_errno(f, directory, "cannot write"));
}

/* ---- Other public data ---- */

static bool us_congress(const char *path, const char *directory, struct fault *f)
{
    static const char *const names[] = { "congress", "chamber", "bioguide", "birthday" };
    struct input in;
    FILE *to = create(directory, "staff", "congress.csv");
    bool ok = to != NULL || fault_errno(f, directory, "cannot write");

    ok = ok && input_open(&in, path, names, sizeof names / sizeof names[0], f);
    if (ok)
        fputs("personid;förvaltning;yrke;födelseår;uttagsdatum\n", to);
    while (ok && input_next(&in))
        fprintf(to, "%s;%s;ledamot;%.4s;%d-01-03\n", in.cell[2], in.cell[1], in.cell[3], 1787 + 2 * atoi(in.cell[0]));
    if (ok)
        reader_close(in.reader);
    return ok && fclose(to) == 0 &&
           write_settings(directory, "; Members of the US Congress 1947-2014, FiveThirtyEight (CC BY 4.0)\n"
                                     "[report]\ntitle = Ledamöter som lämnar USA:s kongress\nunit_singular = "
                                     "kammare\nunit_plural = kamrar\nkolada = nej\nwhole = kongressen\n"
                                     "units = kammare, kammaren, kamrar, kamrarna\nedition = 2014\n");
}

static bool physicians(const char *path, const char *directory, struct fault *f)
{
    static const char *const names[] = { "id", "start_date", "end_date", "censor", "part_time" };
    struct input in;
    FILE *to = create(directory, "staff", "physicians.csv");
    bool ok = to != NULL || fault_errno(f, directory, "cannot write");

    ok = ok && input_open(&in, path, names, sizeof names / sizeof names[0], f);
    if (ok)
        fputs("personid;förvaltning;yrke;anställd_från;anställd_till;avgångsorsak;uttagsdatum\n", to);
    while (ok && input_next(&in)) {
        bool still_there = strcmp(in.cell[3], "1") == 0;

        fprintf(to, "%s;sjukvården;läkare %s;%s;%s;;1992-09-30\n", in.cell[0],
                strcmp(in.cell[4], "1") == 0 ? "deltid" : "heltid", in.cell[1], still_there ? "" : in.cell[2]);
    }
    if (ok)
        reader_close(in.reader);
    return ok && fclose(to) == 0 &&
           write_settings(directory, "; Physicians of a health maintenance organisation, Singer & Willett 2003 (CC0)\n"
                                     "[turnover]\nfirst_year = 1990\nlast_year = 1991\n\n"
                                     "[report]\ntitle = Läkare som slutar\nunit_singular = förvaltning\nunit_plural = "
                                     "förvaltningar\nkolada = nej\nwhole = sjukhuset\nedition = 1992\n");
}

int main(int argc, char **argv)
{
    static const struct {
        const char *kind;
        bool (*write)(const char *path, const char *directory, struct fault *f);
    } kinds[] = { { "dfe_csww", dfe_csww }, { "us_congress", us_congress }, { "physicians", physicians } };
    struct fault fault = { .kind = FAULT_SYSTEM, .text = "cannot write the delivery" };

    for (size_t i = 0; argc == 4 && i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(argv[1], kinds[i].kind) == 0)
            return kinds[i].write(argv[2], argv[3], &fault) ? 0 : fault_report(&fault, "adapt", stderr);
    fputs("usage: adapt dfe_csww|us_congress|physicians INPUT DIRECTORY\n", stderr);
    return FAULT_USAGE;
}
