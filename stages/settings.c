/* settings - checks report.ini as a whole and splits it into one fragment a section, each written only if it changed: a
 * stage hangs on its own section alone, and is not run again for a comment or a key that is another's. */
#include "pipeline/base/settings.h"
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/outfile.h"
#include "pipeline/intake/delivery.h"

#include <string.h>

static bool write_fragment(const struct settings *s, const char *folder, const char *section, struct fault *f)
{
    char path[4096];
    struct outfile *out;

    if ((size_t) snprintf(path, sizeof path, "%s/%s.ini", folder, section) >= sizeof path)
        return fault_at(f, FAULT_SYSTEM, folder, 0, NULL, "sökvägen är för lång");
    if (!outfile_open(path, OUTFILE_PRIVATE, &out, f))
        return false;
    settings_write_fragment(s, section, outfile_stream(out));
    return outfile_commit_if_changed(out, f);
}

static bool split(const char *input, const char *folder, struct fault *f)
{
    size_t n;
    const struct setting *declared = settings_declared(&n);
    const char *section = "";
    struct settings *s;
    bool ok = settings_read(input, &s, f);

    if (!ok)
        return false;
    ok = settings_check(s, input, f) && delivery_check_settings(s, input, f);
    for (size_t i = 0; ok && i < n; i++)
        if (strcmp(declared[i].section, section) != 0) {
            section = declared[i].section;
            ok = write_fragment(s, folder, section, f);
        }
    ok = ok && write_fragment(s, folder, "files", f);
    settings_free(s);
    return ok;
}

static bool write_template(const char *path, struct fault *f)
{
    struct outfile *out;

    if (!outfile_open(path, OUTFILE_PUBLIC, &out, f))
        return false;
    settings_write_template(outfile_stream(out));
    return outfile_commit(out, f);
}

int main(int argc, char **argv)
{
    const char *input = NULL, *folder = NULL, *template = NULL;
    const struct arg args[] = {
        { "input", "FIL", "report.ini, kontrolleras i sin helhet", false, &input },
        { "output-dir", "MAPP", "hit skrivs en fil för varje avsnitt, bara om den har ändrats", false, &folder },
        { "template", "FIL", "skriver en kommenterad mall för en ny leverans, i stället för det andra", false,
          &template },
    };
    struct fault f;
    bool ok;

    switch (args_parse(argc, argv, "settings", "Kontrollerar inställningarna och delar upp dem på stegen.", args,
                       sizeof args / sizeof args[0], &f)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&f, "settings", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    if (template != NULL && input == NULL && folder == NULL)
        ok = write_template(template, &f);
    else if (template == NULL && input != NULL && folder != NULL)
        ok = split(input, folder, &f);
    else
        ok = fault_set(&f, FAULT_USAGE, "ange --input och --output-dir, eller --template ensamt, se settings --help");
    return ok ? 0 : fault_report(&f, "settings", stderr);
}
