/* deliver.c - writes the simulated register as a city's HR department would send it: three files of different make, a
 * title recode, some one percent damaged rows, two mistakes that corrections.csv mends, headcounts to check against,
 * and the truth.
 *
 * Damaged rows are extra rows: the true row stands too, so that what was planted can be found again to the last day. */
#include "example.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <xlsxwriter.h>

enum { OPEN_END = INT32_MAX, N_FIELDS = 13, CELL = 64, EXTRA_SHARE_MAX = 2 };

struct list {
    struct employment *items;
    size_t n;
};

struct row {
    char cell[N_FIELDS][CELL];
};

static const char *const SWEDISH_HEADER[N_FIELDS] = {
    "personid",      "förvaltning",         "befattning", "verksamhetsområde", "anställningsform",
    "avlöning",      "sysselsättningsgrad", "kön",        "födelseår",         "anställd_från",
    "anställd_till", "avgångsorsak",        "uttagsdatum"
};
static const char *const ENGLISH_HEADER[N_FIELDS] = { "person_id",       "district",   "title",    "operation",
                                                      "employment_form", "pay",        "grade",    "gender",
                                                      "birth_year",      "start_date", "end_date", "exit_cause",
                                                      "extraction_date" };
/* The Windows file has another order and other names, and no extraction date: report.ini gives it. */
static const int WINDOWS_ORDER[] = { 1, 0, 2, 4, 5, 6, 3, 9, 10, 11, 7, 8 };
static const char *const WINDOWS_HEADER[] = { "Förv",      "PersonID",          "Befattning", "Anst.form", "Avlöning",
                                              "Syss.grad", "Verksamhetsområde", "Fr.o.m",     "T.o.m",     "Slutorsak",
                                              "Kön",       "Födelseår" };
enum { N_WINDOWS = sizeof WINDOWS_ORDER / sizeof WINDOWS_ORDER[0] };

static void day_text(int32_t day, char text[CELL])
{
    int year;
    unsigned month, day_of_month;

    day_civil(day, &year, &month, &day_of_month);
    snprintf(text, CELL, "%04d-%02u-%02u", year, month, day_of_month);
}

static void row_of(const struct employment *e, uint64_t *random, struct row *r)
{
    static const char *const worker[] = { "Socialsekreterare", "Socialsekreterare", "Socialsekreterare",
                                          "socialsekreterare" };
    static const char *const assessor[] = { "Biståndshandläggare", "Biståndshandläggare", "Biståndsbedömare",
                                            "Biståndshandläggare" };
    static const char *const causes[] = { "",       "Egen begäran",   "Pension",      "Arbetsbrist",
                                          "Övrigt", "Visstid upphör", "Internt byte", "Omorganisation" };
    static const char *const forms[] = { "Tillsvidare", "Vikariat", "Intermittent" };
    int variant = (int) (random_uniform(random) * 4);

    memset(r, 0, sizeof *r);
    strcpy(r->cell[0], e->person);
    strcpy(r->cell[1], DISTRICT_NAMES[e->district]);
    strcpy(r->cell[2], e->occupation == SOCIAL_WORKER    ? worker[variant]
                       : e->occupation == NEEDS_ASSESSOR ? assessor[variant]
                                                         : "Handläggare socialt arbete");
    strcpy(r->cell[3], OPERATION_NAMES[e->operation]);
    strcpy(r->cell[4], forms[e->form]);
    strcpy(r->cell[5], e->form == HOURLY ? "timlön" : "månadslön");
    snprintf(r->cell[6], CELL, "%d,00", e->grade);
    strcpy(r->cell[7], e->woman ? "kvinna" : "man");
    snprintf(r->cell[8], CELL, "%d", e->birth_year);
    day_text(e->from, r->cell[9]);
    if (e->to != OPEN_END)
        day_text(e->to, r->cell[10]);
    strcpy(r->cell[11], causes[e->cause]);
    day_text(day_number(EXTRACTION_YEAR, EXTRACTION_MONTH, EXTRACTION_DAY), r->cell[12]);
}

/* Splits some records at a change of grade or a short break, and adds second posts and hourly work: nothing of it
 * changes who counts where on any day. */
static struct list complicate(const struct city *city, uint64_t *random)
{
    struct list all = { malloc((EXTRA_SHARE_MAX * city->n_records + 1) * sizeof *all.items), 0 };

    if (all.items == NULL)
        exit(3);
    for (size_t i = 0; i < city->n_records; i++) {
        struct employment e = city->records[i];
        int32_t last = e.to == OPEN_END ? day_number(EXTRACTION_YEAR, EXTRACTION_MONTH, EXTRACTION_DAY) : e.to;
        double u = random_uniform(random);

        if (u < 0.03 && last - e.from > 400) {
            struct employment first = e;
            int32_t cut = e.from + (last - e.from) / 2;

            first.to = cut;
            first.cause = NOT_STATED;
            all.items[all.n++] = first;
            e.from = cut + 1 + (u < 0.01 ? 14 + (int32_t) (random_uniform(random) * 30) : 0);
            e.grade = u >= 0.01 && e.grade == 100 ? 75 : e.grade;
        } else if (u < 0.04 && e.form == PERMANENT && e.grade == 75) {
            struct employment second = e;

            second.grade = 25;
            second.district = (e.district + 5) % N_DISTRICTS;
            if (e.from >= day_number(2014, 1, 1) && last < day_number(2020, 7, 1))
                all.items[all.n++] = second;
        } else if (u < 0.05) {
            struct employment hourly = e;

            hourly.form = HOURLY;
            hourly.grade = 0;
            hourly.to = e.from - 1;
            hourly.from = e.from - 120;
            hourly.cause = TERM_ENDED;
            all.items[all.n++] = hourly;
        }
        all.items[all.n++] = e;
    }
    return all;
}

static int by_place(const void *one, const void *other)
{
    const struct employment *a = one, *b = other;
    int order = a->district - b->district;

    if (order == 0)
        order = strcmp(a->person, b->person);
    if (order == 0)
        order = (a->from > b->from) - (a->from < b->from);
    return order != 0 ? order : (int) a->form - (int) b->form;
}

static int file_of(int district)
{
    static const int in_file[N_DISTRICTS + 3] = { 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 1, 1, 0, 1, 0, 1, 1 };

    return in_file[district];
}

/* One thing wrong, of many kinds; false: the kind does not fit this row. */
static bool damage(struct row *r, int kind)
{
    switch (kind) {
    case 0:
        return true; /* the same row again */
    case 1:
        strcat(r->cell[3], " "); /* again, with a blank at the end */
        return true;
    case 2:
        strcpy(r->cell[9], "2019-02-30");
        return true;
    case 3:
        r->cell[9][0] = '\0';
        return true;
    case 4:
        strcpy(r->cell[10], "1999-12-31");
        return true;
    case 5:
        strcpy(r->cell[6], "150");
        return true;
    case 6:
        strcpy(r->cell[6], "heltid");
        return true;
    case 7:
        r->cell[0][0] = '\0';
        return true;
    case 8:
        strcpy(r->cell[9], "1900-01-01");
        return true;
    case 9:
        strcpy(r->cell[9], "3/4/2019");
        return true;
    case 10:
        strcpy(r->cell[8], "2015"); /* employed as a child */
        return true;
    case 11:
        strcpy(r->cell[11], "Anhöriginvandring"); /* a cause that nobody mapped: kept, and a duplicate */
        return r->cell[10][0] != '\0';
    default:
        return false;
    }
}
enum { N_DAMAGES = 12 };

/* Å ä ö é and the like stand in two bytes of UTF-8 and in one of cp1252. */
static void put_text(FILE *to, const char *text, bool windows)
{
    for (const char *p = text; *p != '\0'; p++)
        if (windows && (unsigned char) *p == 0xC3)
            fputc((unsigned char) *++p | 0x40, to);
        else
            fputc(*p, to);
}

struct sheet {
    FILE *csv;
    lxw_workbook *workbook;
    lxw_worksheet *worksheet;
    lxw_row_t line;
    int file;
};

static void put_row(struct sheet *s, const struct row *r)
{
    if (s->file == 2)
        for (int i = 0; i < N_FIELDS; i++)
            worksheet_write_string(s->worksheet, s->line, (lxw_col_t) i, r->cell[i], NULL);
    else
        for (int i = 0; i < (s->file == 1 ? N_WINDOWS : N_FIELDS); i++) {
            put_text(s->csv, r->cell[s->file == 1 ? WINDOWS_ORDER[i] : i], s->file == 1);
            fputs(i + 1 < (s->file == 1 ? N_WINDOWS : N_FIELDS) ? ";" : s->file == 1 ? "\r\n" : "\n", s->csv);
        }
    s->line++;
}

static void put_header(struct sheet *s)
{
    if (s->file == 2)
        for (int i = 0; i < N_FIELDS; i++)
            worksheet_write_string(s->worksheet, 0, (lxw_col_t) i, ENGLISH_HEADER[i], NULL);
    else
        for (int i = 0; i < (s->file == 1 ? N_WINDOWS : N_FIELDS); i++) {
            put_text(s->csv, s->file == 1 ? WINDOWS_HEADER[i] : SWEDISH_HEADER[i], s->file == 1);
            fputs(i + 1 < (s->file == 1 ? N_WINDOWS : N_FIELDS) ? ";" : s->file == 1 ? "\r\n" : "\n", s->csv);
        }
    s->line = 1;
}

static bool open_sheet(struct sheet *s, const char *directory, int file)
{
    static const char *const names[] = { "Anställningar Bromma till Kungsholmen.csv", "anstallningar_windows.csv",
                                         "Skärholmen.xlsx" };
    char path[4096];

    snprintf(path, sizeof path, "%s/staff/%s", directory, names[file]);
    *s = (struct sheet){ .file = file };
    if (file == 2) {
        lxw_doc_properties properties = { .created = 1740960000, .title = "Syntetiska uppgifter" };

        s->workbook = workbook_new(path);
        if (s->workbook == NULL)
            return false;
        workbook_set_properties(s->workbook, &properties);
        s->worksheet = workbook_add_worksheet(s->workbook, "Anställningar");
        return s->worksheet != NULL;
    }
    s->csv = fopen(path, "wb");
    return s->csv != NULL;
}

static bool close_sheet(struct sheet *s)
{
    return s->file == 2 ? workbook_close(s->workbook) == LXW_NO_ERROR : fclose(s->csv) == 0;
}

static FILE *open_table(const char *directory, const char *name)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s", directory, name);
    return fopen(path, "wb");
}

/* Two rows are sent with a mistake that someone at HR has found: the end a hundred years off. */
static bool write_staff(const struct list *all, const char *directory, uint64_t *random)
{
    FILE *corrections = open_table(directory, "corrections.csv");
    bool ok = corrections != NULL;
    int mended = 0;

    if (ok)
        fputs("file,line,person,field,old,new,reason,who,date\n", corrections);
    for (int file = 0; file < 3 && ok; file++) {
        struct sheet s;

        ok = open_sheet(&s, directory, file);
        if (!ok)
            break;
        put_header(&s);
        for (size_t i = 0; i < all->n; i++) {
            struct row r;

            if (file_of(all->items[i].district) != file)
                continue;
            row_of(&all->items[i], random, &r);
            if (file == 0 && mended < 2 && i % 97 == 41 && r.cell[10][0] != '\0') {
                char wrong[CELL];

                strcpy(wrong, r.cell[10]);
                memcpy(wrong, "2109", 4);
                fprintf(corrections,
                        "staff/Anställningar Bromma till Kungsholmen.csv,%u,,anställd_till,%s,%s,felskrivet årtal,A. "
                        "Handläggare,2025-03-05\n",
                        (unsigned) s.line + 1, wrong, r.cell[10]);
                strcpy(r.cell[10], wrong);
                mended++;
                put_row(&s, &r);
                continue;
            }
            put_row(&s, &r);
            if (random_uniform(random) < 0.01 && damage(&r, (int) (random_uniform(random) * N_DAMAGES)))
                put_row(&s, &r);
        }
        if (file == 0)
            fprintf(s.csv, "Summa %zu poster;;;;\n", all->n);
        ok = close_sheet(&s);
    }
    return corrections != NULL && fclose(corrections) == 0 && ok;
}

static bool write_control(const struct list *all, const char *directory)
{
    FILE *to = open_table(directory, "control_totals.csv");
    int32_t day = day_number(2024, 11, 1);

    if (to == NULL)
        return false;
    fputs("date,district,occupation,persons,explanation\n", to);
    for (int d = 0; d < N_DISTRICTS + 3; d++) {
        const char *previous = "";
        int persons = 0;

        for (size_t i = 0; i < all->n; i++) {
            const struct employment *e = &all->items[i];

            if (e->district != d || e->form == HOURLY || e->from > day || e->to < day ||
                strcmp(e->person, previous) == 0)
                continue;
            previous = e->person;
            persons++;
        }
        if (persons > 0)
            fprintf(to, "2024-11-01,%s,,%d,\n", DISTRICT_NAMES[d], persons);
    }
    return fclose(to) == 0;
}

static bool write_truth(const struct truth *t, const char *directory)
{
    static const char *const occupations[] = { "socialsekreterare", "biståndshandläggare" };
    FILE *to = open_table(directory, "truth.csv");

    if (to == NULL)
        return false;
    fputs("year,district,occupation,exits,person_days,planted_rate_per_100\n", to);
    for (int y = 0; y < N_YEARS; y++)
        for (int d = 0; d < N_TODAY; d++)
            for (int o = 0; o < N_OCCUPATIONS; o++)
                fprintf(to, "%d,%s,%s,%ld,%ld,%.4f\n", FIRST_YEAR + y, TODAY_NAMES[d], occupations[o],
                        t->exits[y][d][o], t->person_days[y][d][o], t->planted_rate_per_100[y]);
    return fclose(to) == 0;
}

bool delivery_write(const struct plan *plan, const struct city *city, const char *directory)
{
    char staff[4096];
    uint64_t random = plan->seed ^ 0x5bd1e995u;
    struct list all = complicate(city, &random);
    bool ok;

    snprintf(staff, sizeof staff, "%s/staff", directory);
    qsort(all.items, all.n, sizeof *all.items, by_place);
    ok = (mkdir(staff, 0755) == 0 || errno == EEXIST) && write_staff(&all, directory, &random) &&
         write_control(&all, directory) && write_truth(&city->truth, directory);
    if (!ok)
        fprintf(stderr, "example: %s: cannot write: %s\n", directory, strerror(errno));
    free(all.items);
    return ok;
}
