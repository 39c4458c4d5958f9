/* workbook - tables.xlsx: cover, contents, notes, a look-up, and every public table on a sheet of its own. */
#include "stages/workbook/workbook.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/settings.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/publish/wording.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct sheets {
    struct sheet_of_table *items;
    size_t n, capacity;
};

/* Every public table that has a row, in the order of the chain. */
static bool read_tables(const char *directory, struct sheets *sheets, struct fault *f)
{
    size_t n;
    const struct schema *all = schema_all(&n);

    for (size_t i = 0; i < n; i++) {
        char path[4096];
        struct table *table;

        snprintf(path, sizeof path, "%s/%s.csv", directory, all[i].name);
        if (!all[i].public || (access(path, F_OK) != 0 && errno == ENOENT))
            continue;
        if (!table_read(path, &all[i], &table, f))
            return false;
        if (table_rows(table) == 0) {
            table_free(table);
            continue;
        }
        sheets->items = memory_grow(sheets->items, &sheets->capacity, sheets->n + 1, sizeof *sheets->items);
        sheets->items[sheets->n] = (struct sheet_of_table){ .table = table };
        sheets->n++;
    }
    return true;
}

static void cover(struct workbook *w, const struct settings *report, bool draft)
{
    static const struct {
        const char *label, *key;
    } FRAME[] = { { "Nämnd", "committee" },
                  { "Förvaltning", "administration" },
                  { "Diarienummer", "reference_number" },
                  { "Handläggare", "administrator" },
                  { "Utgåva", "edition" } };
    char *lines[16];
    const char *date = settings_text(report, "report", "date");
    size_t n = 0;

    lines[n++] = memory_copy_text(settings_text(report, "report", "title"));
    lines[n++] = memory_copy_text("Tabeller till rapporten");
    if (draft)
        lines[n++] = memory_copy_text(PHRASE_DRAFT);
    if (settings_flag(report, "report", "synthetic"))
        lines[n++] = phrase_say("%s: alla siffror är påhittade", PHRASE_SYNTHETIC);
    for (size_t i = 0; i < sizeof FRAME / sizeof FRAME[0]; i++)
        if (settings_text(report, "report", FRAME[i].key)[0] != '\0')
            lines[n++] = phrase_say("%s: %s", FRAME[i].label, settings_text(report, "report", FRAME[i].key));
    if (date[0] != '\0')
        lines[n++] = phrase_say("Datum: %s", swedish_date(date).text);
    lines[n++] = memory_copy_text("Bladet Innehåll säger vilken tabell som står på vilket blad.");
    lines[n++] = memory_copy_text("Bladet Anmärkningar säger vad tecknen betyder och hur enskilda skyddas.");
    workbook_lines(w, "Försättsblad", (const char *const *) lines, n);
    for (size_t i = 0; i < n; i++)
        free(lines[i]);
}

static const struct table *table_named(const struct sheets *sheets, const char *name)
{
    for (size_t i = 0; i < sheets->n; i++)
        if (strcmp(table_schema(sheets->items[i].table)->name, name) == 0)
            return sheets->items[i].table;
    return NULL;
}

static void contents(struct workbook *w, const struct sheets *sheets, bool lookup)
{
    static const struct workbook_column COLUMNS[] = { { "Blad", WORKBOOK_TEXT, 0 },
                                                      { "Tabell", WORKBOOK_TEXT, 0 },
                                                      { "Rader", WORKBOOK_NUMBER, 0 },
                                                      { "Fil med samma uppgifter", WORKBOOK_TEXT, 0 } };

    workbook_table(w, "Innehåll", COLUMNS, sizeof COLUMNS / sizeof COLUMNS[0]);
    for (size_t i = 0; i < sheets->n; i++) {
        const struct schema *schema = table_schema(sheets->items[i].table);
        char *file = phrase_say("public/%s.csv", schema->name), *label;

        workbook_text(w, sheets->items[i].name);
        label = wording_say(schema->label_sv);
        workbook_text(w, label);
        free(label);
        workbook_number(w, (double) table_rows(sheets->items[i].table));
        workbook_text(w, file);
        workbook_end_row(w);
        free(file);
    }
    for (size_t i = 0; lookup && i < 2; i++) {
        workbook_text(w, i == 0 ? "Slå upp" : "Uppslag");
        workbook_text(w,
                      i == 0 ? "En förvaltning och ett år i taget: välj i listorna" : "Det som bladet Slå upp hämtar");
        workbook_text(w, "");
        workbook_text(w, "");
        workbook_end_row(w);
    }
}

/* How many of how many values are withheld, and why more than the small ones; the caller's. */
static char *withheld_of(const struct table *withheld)
{
    double values = 0, hidden = 0;

    for (size_t row = 0; withheld != NULL && row < table_rows(withheld); row++) {
        values += table_real(withheld, row, "values");
        hidden += table_real(withheld, row, "withheld");
    }
    if (!(hidden > 0))
        return phrase_say("Ingen uppgift i tabellerna har behövt utelämnas.");
    return phrase_say("Av %s uppgifter i tabellerna har %s utelämnats. Fler än de små utelämnas, så att inget av dem "
                      "kan räknas fram ur andra uppgifter. Tabellen %s visar hur många i varje tabell.",
                      swedish_number(values, 0).text, swedish_number(hidden, 0).text, table_schema(withheld)->label_sv);
}

static void notes(struct workbook *w, const struct settings *protect, const struct table *withheld)
{
    char *hidden = withheld_of(withheld);
    int counts = (int) settings_integer(protect, "protect", "count_threshold"),
        groups = (int) settings_integer(protect, "protect", "group_threshold"),
        surveys = (int) settings_integer(protect, "protect", "survey_threshold");
    char *small = phrase_say("Antal på 1%s%d personer visas inte, och inte mått för grupper med färre än %d personer. "
                             "Sjukfrånvaro och enkätsvar visas bara för grupper med minst %d. Skattningar är åsikter "
                             "utan namn: är gruppen stor nog visas alla svar.",
                             SWEDISH_MINUS, counts - 1, groups, surveys > groups ? surveys : groups);
    long base = (long) settings_integer(protect, "protect", "rounding_base");
    char *rounded = base > 0 ? phrase_rounding(base) : NULL;
    const char *lines[] = {
        "Tecken i tabellerna:",
        ".. uppgiften visas inte av hänsyn till enskilda",
        ". uppgiften är inte möjlig eller finns inte i underlaget",
        "0 noll: inget finns att redovisa",
        "En tom textcell betyder att inget är sagt; celler för tal är aldrig tomma.",
        small,
        hidden,
        "Avgångar per 100 årsanställda är huvudmåttet: externa avgångar delat med anställningstid i år. Det är ingen "
        "andel "
        "i "
        "procent.",
        "Undre och övre gräns är 95 procents osäkerhetsintervall där inget annat sägs.",
        "Förvaltningarna är dagens. Äldre uppgifter är omräknade till dem.",
        rounded,
    };

    workbook_lines(w, "Anmärkningar", lines, sizeof lines / sizeof lines[0] - (rounded == NULL));
    free(rounded);
    free(small);
    free(hidden);
}

struct contents {
    struct sheets sheets;
    struct settings *report, *protect;
    struct lookup *lookup; /* NULL: nothing to look up */
    const char *output;
    bool draft;
};

static bool write_book(void *context, struct fault *f)
{
    struct contents *c = context;
    struct workbook *w;

    if (!workbook_open(c->output, OUTFILE_PUBLIC, settings_text(c->report, "report", "title"), &w, f))
        return false;
    cover(w, c->report, c->draft);
    contents(w, &c->sheets, c->lookup != NULL);
    notes(w, c->protect, table_named(&c->sheets, "withheld"));
    if (c->lookup != NULL)
        lookup_write(w, c->lookup);
    for (size_t i = 0; i < c->sheets.n; i++)
        sheet_write(w, &c->sheets.items[i]);
    if (c->lookup != NULL)
        lookup_write_data(w, c->lookup);
    return workbook_commit(w, f);
}

static void prepare(struct contents *c)
{
    for (size_t i = 0; i < c->sheets.n; i++)
        sheet_name(&c->sheets.items[i], i + 1);
    c->lookup = lookup_make(table_named(&c->sheets, "districts"), table_named(&c->sheets, "city"),
                            table_named(&c->sheets, "public_indicators"));
}

static bool run(const char *directory, const char *report_path, const char *protect_path, const char *output,
                bool draft, struct fault *f)
{
    struct contents c = { .output = output, .draft = draft };
    bool ok = settings_read(report_path, &c.report, f) && wording_begin(c.report, f) &&
              settings_read(protect_path, &c.protect, f) && read_tables(directory, &c.sheets, f);

    if (ok) {
        prepare(&c);
        ok = workbook_make(output, write_book, &c, f);
    }
    for (size_t i = 0; i < c.sheets.n; i++) {
        table_free(c.sheets.items[i].table);
        sheet_free(&c.sheets.items[i]);
    }
    free(c.sheets.items);
    lookup_free(c.lookup);
    settings_free(c.report);
    settings_free(c.protect);
    return ok;
}

int main(int argc, char **argv)
{
    const char *directory = NULL, *report = NULL, *protect = NULL, *output = NULL, *status = "utkast";
    const struct arg args[] = {
        { "public", "MAPP", "mapp med de offentliga tabellerna", true, &directory },
        { "report", "FIL", "inställningar, avsnittet [report]", true, &report },
        { "protect", "FIL", "inställningar, avsnittet [protect]", true, &protect },
        { "status", "ORD", "utkast (annars) eller fastställd", false, &status },
        { "output", "FIL", "tables.xlsx som skrivs", true, &output },
    };
    struct fault fault;
    bool draft;

    switch (args_parse(argc, argv, "workbook", "Skriver de offentliga tabellerna som en Excelbok.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "workbook", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    draft = status[0] == 'u';
    return run(directory, report, protect, output, draft, &fault) ? 0 : fault_report(&fault, "workbook", stderr);
}
