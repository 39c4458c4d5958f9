/* provenance - provenance.json: what the report was made of and how, so that it can be made again: the delivery's files
 * with their SHA-256, every setting in force, the program's version, and the SHA-256 of what was made.
 *
 * Below the wall: files of the delivery are known by the public tables, and those that are public by nature are read.
 * The others are named in private/inputs.txt: who knows the layout of a small table and most of what stands in it can
 * try what its few withheld counts are until the checksum agrees. An extract of thousands of records nobody can guess.
 * No path and no time stands in it. */
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/settings.h"
#include "pipeline/publish/json.h"
#include "pipeline/publish/published.h"
#include "pipeline/table/table.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- inputs ---- */

/* What is public by nature; NULL or "" where it is not there. */
struct beside {
    const char *text, *events, *comparability, *organisation, *statements, *revisions, *published;
};

static bool add_files(const char *directory, const char *name, struct json *inputs, struct fault *f)
{
    char path[4096];
    struct table *t;

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return true;
    if (!table_read(path, schema_find(name), &t, f))
        return false;
    for (size_t row = 0; row < table_rows(t); row++) {
        struct json *input = json_object_begin();

        json_text(input, "file", table_text(t, row, "file"));
        json_text(input, "kind", table_text(t, row, "kind"));
        if (table_text(t, row, "sha256")[0] != '\0')
            json_text(input, "sha256", table_text(t, row, "sha256"));
        if (schema_column(table_schema(t), "last_extraction") < table_schema(t)->n_columns)
            json_text(input, "last_extraction", table_text(t, row, "last_extraction"));
        json_put(inputs, NULL, input);
    }
    table_free(t);
    return true;
}

static bool add_file(const char *path, const char *name, struct json *inputs, struct fault *f)
{
    char hash[DIGEST_HEX];
    struct json *input;

    if (!digest_sha256_file(path, hash, f))
        return false;
    input = json_object_begin();
    json_text(input, "file", name);
    json_text(input, "kind", "public");
    json_text(input, "sha256", hash);
    json_put(inputs, NULL, input);
    return true;
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Every file below a folder, in the order of their names; a folder that is not there has none. */
static bool add_folder(const char *path, const char *name, struct json *inputs, struct fault *f)
{
    struct dirent **entries = NULL;
    int n = scandir(path, &entries, visible, alphasort);
    bool ok = n >= 0 || errno == ENOENT || fault_errno(f, path, "kan inte läsa mappen");

    for (int i = 0; i < n; i++) {
        char below[4096], relative[4096];
        struct stat status;

        snprintf(below, sizeof below, "%s/%s", path, entries[i]->d_name);
        snprintf(relative, sizeof relative, "%s/%s", name, entries[i]->d_name);
        if (ok && stat(below, &status) != 0)
            ok = fault_errno(f, below, "kan inte läsa filen");
        else if (ok && S_ISDIR(status.st_mode))
            ok = add_folder(below, relative, inputs, f);
        else if (ok)
            ok = add_file(below, relative, inputs, f);
        free(entries[i]);
    }
    free(entries);
    return ok;
}

/* The reports that ours is compared with, and nothing else that lies there: the release log holds the checksum of this
 * very file, and a report made again after its release must get the same bytes. */
static bool add_published(const char *published, const char *settings, struct json *inputs, struct fault *f)
{
    struct settings *report = NULL;
    struct published_list earlier = { NULL, 0, 0 };
    char path[4096];
    bool there, ok;

    snprintf(path, sizeof path, "%s/report.ini", settings);
    there = access(path, F_OK) == 0 || errno != ENOENT;
    ok = (!there || settings_read(path, &report, f)) &&
         published_read(published, there ? settings_text(report, "report", "edition") : "", &earlier, f);
    for (size_t i = 0; ok && i < earlier.n; i++) {
        char name[4096];

        snprintf(name, sizeof name, "published/%s", earlier.items[i].name);
        ok = add_folder(earlier.items[i].folder, name, inputs, f);
    }
    published_free(&earlier);
    settings_free(report);
    return ok;
}

static bool add_public(const struct beside *b, const char *settings, struct json *inputs, struct fault *f)
{
    const struct {
        const char *path, *name;
    } FILES[] = { { b->comparability, "comparability.csv" },
                  { b->events, "events.csv" },
                  { b->organisation, "organisation.csv" },
                  { b->revisions, "revisions.csv" },
                  { b->statements, "statements.csv" } };

    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++)
        if (FILES[i].path != NULL && FILES[i].path[0] != '\0' && !add_file(FILES[i].path, FILES[i].name, inputs, f))
            return false;
    return (b->text == NULL || add_folder(b->text, "text", inputs, f)) &&
           (b->published == NULL || add_published(b->published, settings, inputs, f));
}

/* ---- settings ---- */

/* Names a file on one machine, and is no setting of the report. */
static bool is_of_a_machine(const struct setting *s)
{
    return strcmp(s->section, "clean") == 0 && strcmp(s->key, "key") == 0;
}

static bool add_section(const char *folder, const char *section, struct json *settings, struct fault *f)
{
    size_t n;
    const struct setting *declared = settings_declared(&n);
    struct json *object;
    struct settings *read = NULL;
    char path[4096];

    snprintf(path, sizeof path, "%s/%s.ini", folder, section);
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return true;
    if (!settings_read(path, &read, f))
        return false;
    object = json_object_begin();
    for (size_t i = 0; i < n; i++)
        if (strcmp(declared[i].section, section) == 0 && !is_of_a_machine(&declared[i]))
            json_text(object, declared[i].key, settings_text(read, section, declared[i].key));
    json_put(settings, section, object);
    settings_free(read);
    return true;
}

static bool add_settings(const char *folder, struct json *settings, struct fault *f)
{
    size_t n;
    const struct setting *declared = settings_declared(&n);

    for (size_t i = 0; i < n; i++)
        if ((i == 0 || strcmp(declared[i].section, declared[i - 1].section) != 0) &&
            !add_section(folder, declared[i].section, settings, f))
            return false;
    return true;
}

/* ---- what was made ---- */

static bool add_outputs(const char *directory, struct json *outputs, struct fault *f)
{
    size_t n;
    const struct schema *all = schema_all(&n);

    for (size_t i = 0; i < n; i++) {
        char path[4096], relative[256], hash[DIGEST_HEX];
        struct json *made;

        snprintf(path, sizeof path, "%s/%s.csv", directory, all[i].name);
        if (!all[i].public || (access(path, F_OK) != 0 && errno == ENOENT))
            continue;
        if (!digest_sha256_file(path, hash, f))
            return false;
        snprintf(relative, sizeof relative, "public/%s.csv", all[i].name);
        made = json_object_begin();
        json_text(made, "file", relative);
        json_text(made, "sha256", hash);
        json_put(outputs, NULL, made);
    }
    return true;
}

static bool run(const char *directory, const char *folder, const struct beside *beside, const char *revision,
                const char *output, struct fault *f)
{
    struct json *inputs = json_array_begin(), *settings = json_object_begin(), *outputs = json_array_begin(), *root;

    if (!add_files(directory, "public_intake", inputs, f) ||
        !add_files(directory, "public_indicator_files", inputs, f) || !add_public(beside, folder, inputs, f) ||
        !add_settings(folder, settings, f) || !add_outputs(directory, outputs, f)) {
        json_discard(inputs);
        json_discard(settings);
        json_discard(outputs);
        return false;
    }
    root = json_object_begin();
    json_text(root, "program", "Personalrörlighet");
    json_text(root, "version", args_version());
    if (revision != NULL && revision[0] != '\0')
        json_text(root, "commit", revision);
    json_put(root, "inputs", inputs);
    json_put(root, "settings", settings);
    json_put(root, "outputs", outputs);
    return json_write(root, output, f);
}

int main(int argc, char **argv)
{
    const char *directory = NULL, *settings = NULL, *revision = NULL, *output = NULL;
    struct beside beside = { NULL };
    const struct arg args[] = {
        { "public", "MAPP", "mapp med de offentliga tabellerna", true, &directory },
        { "settings", "MAPP", "mapp med inställningarna, ett avsnitt i varje fil", true, &settings },
        { "revision", "ORD", "vilken version av källkoden programmen är byggda av; tomt: okänt", false, &revision },
        { "text", "MAPP", "det som människor skriver", false, &beside.text },
        { "events", "FIL", "events.csv", false, &beside.events },
        { "comparability", "FIL", "comparability.csv", false, &beside.comparability },
        { "organisation", "FIL", "organisation.csv", false, &beside.organisation },
        { "statements", "FIL", "statements.csv", false, &beside.statements },
        { "revisions", "FIL", "revisions.csv", false, &beside.revisions },
        { "published", "MAPP", "tidigare rapporters tabeller", false, &beside.published },
        { "output", "FIL", "provenance.json som skrivs", true, &output },
    };
    struct fault fault;

    switch (args_parse(argc, argv, "provenance", "Skriver vad rapporten är gjord av: filer, inställningar, version.",
                       args, sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "provenance", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(directory, settings, &beside, revision, output, &fault) ? 0 : fault_report(&fault, "provenance", stderr);
}
