/* embed - makes one file of a page, its style sheet and its pictures; scripts/report/html.sh calls it. */
#include "pipeline/publish/embed.h"
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/outfile.h"

#include <errno.h>
#include <stdlib.h>

static bool read_text(const char *path, char **text, struct fault *f)
{
    FILE *from = fopen(path, "rbe");
    size_t room = 0, length = 0;
    bool ok;

    if (from == NULL)
        return fault_errno(f, path, "kan inte läsa filen");
    do {
        *text = memory_grow(*text, &room, length + (1 << 16), 1);
        length += fread(*text + length, 1, room - length - 1, from);
    } while (!feof(from) && !ferror(from));
    (*text)[length] = '\0';
    ok = !ferror(from) || fault_errno(f, path, "kan inte läsa filen");
    fclose(from);
    return ok;
}

int main(int argc, char **argv)
{
    const char *input = NULL, *style = NULL, *figures = NULL, *output = NULL;
    const struct arg args[] = {
        { "input", "FIL", "HTML som pandoc har skrivit", true, &input },
        { "style", "FIL", "stilmallen", true, &style },
        { "figures", "MAPP", "mapp med figurerna", true, &figures },
        { "output", "FIL", "HTML som skrivs", true, &output },
    };
    char *page = NULL, *sheet = NULL;
    struct outfile *out = NULL;
    struct fault f;
    bool ok;

    switch (args_parse(argc, argv, "embed", "Lägger in stilmall och figurer i en HTML-sida.", args,
                       sizeof args / sizeof args[0], &f)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&f, "embed", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    ok = read_text(input, &page, &f) && read_text(style, &sheet, &f) && outfile_open(output, OUTFILE_PUBLIC, &out, &f);
    if (ok) {
        ok = embed_page(page, sheet, figures, outfile_stream(out), &f);
        if (ok)
            ok = outfile_commit(out, &f);
        else
            outfile_discard(out);
    }
    free(page);
    free(sheet);
    return ok ? 0 : fault_report(&f, "embed", stderr);
}
