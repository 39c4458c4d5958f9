/* embed - makes one file of a page, its style sheet and its pictures; scripts/report/html.sh calls it. */
#include "pipeline/publish/embed.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/infile.h"
#include "pipeline/base/outfile.h"
#include "pipeline/publish/page.h"

#include <stdlib.h>

int main(int argc, char **argv)
{
    const char *input = NULL, *style = NULL, *figures = NULL, *output = NULL;
    const struct arg args[] = {
        { "input", "FIL", "HTML som pandoc har skrivit", true, &input },
        { "style", "FIL", "stilmallen", true, &style },
        { "figures", "MAPP", "mapp med figurerna", true, &figures },
        { "output", "FIL", "HTML som skrivs", true, &output },
    };
    char *page = NULL, *headed = NULL, *sheet = NULL;
    struct outfile *out = NULL;
    size_t length;
    struct fault f;
    bool ok;

    switch (args_parse(argc, argv, "embed", "Lägger in stilmall, figurer och tabellers rubriker i en HTML-sida.", args,
                       sizeof args / sizeof args[0], &f)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&f, "embed", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    ok = infile_read(input, &page, &length, &f) && infile_read(style, &sheet, &length, &f) &&
         outfile_open(output, OUTFILE_PUBLIC, &out, &f);
    if (ok) {
        headed = page_head_tables(page);
        ok = embed_page(headed, sheet, figures, outfile_stream(out), &f);
        if (ok)
            ok = outfile_commit(out, &f);
        else
            outfile_discard(out);
    }
    free(page);
    free(headed);
    free(sheet);
    return ok ? 0 : fault_report(&f, "embed", stderr);
}
