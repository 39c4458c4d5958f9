/* written - reads what people have written for a delivery and tells every file's fault at once: the small tables beside
 * the extract, the texts, and the tables of earlier reports. It computes nothing: `make check-delivery` says in seconds
 * what a report would stop at later. The extract and indicators/ are read by clean and indicators. */
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/infile.h"
#include "pipeline/base/settings.h"
#include "pipeline/publish/markup.h"
#include "pipeline/publish/published.h"
#include "pipeline/publish/timeline.h"
#include "pipeline/publish/wording.h"
#include "pipeline/staff/organisation.h"
#include "pipeline/staff/revision.h"
#include "pipeline/staff/statement.h"
#include "pipeline/table/table.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct check {
    const char *delivery;
    struct settings *report;
    int status; /* of the worst fault */
};

static void tell(struct check *c, const struct fault *f)
{
    int status = fault_report(f, "check-delivery", stderr);

    c->status = status > c->status ? status : c->status;
}

/* ---- the small tables ---- */

static bool check_organisation(const char *path, struct fault *f)
{
    struct organisation *o = NULL;
    bool ok = organisation_read(path, &o, f);

    organisation_free(o);
    return ok;
}

static bool check_events(const char *path, struct fault *f)
{
    struct timeline t = { NULL, 0 };
    bool ok = timeline_read_events(path, &t, f);

    timeline_free(&t);
    return ok;
}

static bool check_comparability(const char *path, struct fault *f)
{
    struct timeline t = { NULL, 0 };
    bool ok = timeline_read_comparability(path, &t, f);

    timeline_free(&t);
    return ok;
}

static bool check_statements(const char *path, struct fault *f)
{
    struct statements all;
    bool ok = statements_read(path, &all, f);

    statements_free(&all);
    return ok;
}

static bool check_revisions(const char *path, struct fault *f)
{
    struct revision_reasons all;
    bool ok = revision_reasons_read(path, &all, f);

    revision_reasons_free(&all);
    return ok;
}

static void check_tables(struct check *c)
{
    static const struct {
        const char *name;
        bool (*check)(const char *path, struct fault *f);
    } TABLES[] = {
        { "organisation.csv", check_organisation },   { "events.csv", check_events },
        { "comparability.csv", check_comparability }, { "statements.csv", check_statements },
        { "revisions.csv", check_revisions },
    };

    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
        char path[4096];
        struct fault f;

        snprintf(path, sizeof path, "%s/%s", c->delivery, TABLES[i].name);
        if (access(path, F_OK) == 0 && !TABLES[i].check(path, &f))
            tell(c, &f);
    }
}

/* ---- what people write in words ---- */

static bool has_place(const char *name)
{
    static const char *const NAMES[] = { "beslut",       "forslag",      "decision",
                                         "bakgrund",     "background",   "beredning",
                                         "preparation",  "arendet",      "ärendet",
                                         "matter",       "analys",       "analysis",
                                         "jamstalldhet", "jämställdhet", "jamstalldhetsanalys",
                                         "gender",       "synpunkter",   "view" };
    size_t length = strlen(name);

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (length == strlen(NAMES[i]) + 3 && strncmp(name, NAMES[i], length - 3) == 0)
            return true;
    return false;
}

static bool check_text(const char *path, const char *name, struct fault *f)
{
    char *line = NULL;
    size_t room = 0;
    uint64_t number = 0;
    FILE *from = NULL;
    bool ok = infile_is_file(path, f) &&
              ((from = fopen(path, "re")) != NULL || fault_errno(f, path, "kan inte läsa texten"));

    if (ok && !has_place(name))
        ok = fault_at(f, FAULT_DATA, path, 0, NULL,
                      "rapporten har ingen plats för texten: kalla filen beslut.md, bakgrund.md, beredning.md, "
                      "arendet.md, analys.md, jamstalldhet.md eller synpunkter.md, eller lägg den utanför text/");
    while (ok && getline(&line, &room, from) >= 0) {
        number++;
        for (const char *c = line; ok && *c != '\0';) {
            const char *begin = c;

            if (markup_next(&c) == 0xfffd && strncmp(begin, "\xef\xbf\xbd", 3) != 0)
                ok = fault_at(f, FAULT_DATA, path, number, NULL, "texten är inte UTF-8: spara filen på nytt som UTF-8");
        }
    }
    free(line);
    if (from != NULL)
        fclose(from);
    return ok;
}

static int visible_markdown(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);

    return entry->d_name[0] != '.' && n > 3 && strcmp(entry->d_name + n - 3, ".md") == 0;
}

static void check_texts(struct check *c)
{
    char folder[4096], path[4400];
    struct dirent **entries = NULL;
    struct fault f;
    int n;

    snprintf(folder, sizeof folder, "%s/text", c->delivery);
    n = scandir(folder, &entries, visible_markdown, alphasort);
    if (n < 0 && errno != ENOENT) {
        fault_errno(&f, folder, "kan inte läsa mappen");
        tell(c, &f);
    }
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (!check_text(path, entries[i]->d_name, &f))
            tell(c, &f);
        free(entries[i]);
    }
    free(entries);
}

/* ---- earlier reports ---- */

static void check_published(struct check *c)
{
    char folder[4096];
    struct published_list earlier;
    struct fault f;

    snprintf(folder, sizeof folder, "%s/published", c->delivery);
    if (!published_read(folder, settings_text(c->report, "report", "edition"), &earlier, &f))
        tell(c, &f);
    for (size_t i = 0; i < earlier.n; i++) {
        char path[4096];
        struct table *t = NULL;

        snprintf(path, sizeof path, "%s/city.csv", earlier.items[i].folder);
        if (!table_read(path, schema_find("city"), &t, &f))
            tell(c, &f);
        table_free(t);
    }
    published_free(&earlier);
}

static int run(const char *delivery, const char *settings)
{
    struct check c = { .delivery = delivery };
    struct fault f;

    if (!settings_read(settings, &c.report, &f)) {
        tell(&c, &f);
    } else {
        if (!wording_begin(c.report, &f))
            tell(&c, &f);
        check_tables(&c);
        check_texts(&c);
        check_published(&c);
    }
    settings_free(c.report);
    return c.status;
}

int main(int argc, char **argv)
{
    const char *delivery = NULL, *settings = NULL;
    const struct arg args[] = {
        { "delivery", "MAPP", "leveransen", true, &delivery },
        { "settings", "FIL", "inställningar, avsnittet [report]", true, &settings },
    };
    struct fault fault;

    switch (args_parse(argc, argv, "written",
                       "Läser det som människor har skrivit i en leverans och säger allt som är fel.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "written", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(delivery, settings);
}
