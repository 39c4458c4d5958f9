/* pdf - makes the bytes of Chromium's PDF depend on the page alone; scripts/report/pdf.sh calls it. */
#include "pipeline/publish/pdf.h"
#include "pipeline/base/args.h"
#include "pipeline/base/calendar.h"
#include "pipeline/base/infile.h"
#include "pipeline/base/outfile.h"

#include <stdlib.h>

enum { SECONDS_A_DAY = 86400 };

/* SOURCE_DATE_EPOCH as the digits of a PDF date; 1970 where it is not given. */
static void date_of(const char *epoch, char date[32])
{
    long long seconds = epoch != NULL ? strtoll(epoch, NULL, 10) : 0;
    long long of_day = seconds % SECONDS_A_DAY;
    struct calendar_date d = calendar_to_civil((int32_t) (seconds / SECONDS_A_DAY));

    snprintf(date, 32, "%04d%02d%02d%02lld%02lld%02lld", d.year, d.month, d.day, of_day / 3600, of_day / 60 % 60,
             of_day % 60);
}

static bool run(const char *input, const char *output, struct fault *f)
{
    struct outfile *out = NULL;
    char *bytes = NULL, date[32];
    size_t length;
    bool ok = infile_read(input, &bytes, &length, f);

    date_of(getenv("SOURCE_DATE_EPOCH"), date);
    if (ok && !pdf_normalise(bytes, length, date))
        ok = fault_at(f, FAULT_SYSTEM, input, 0, NULL, "är ingen hel PDF");
    ok = ok && outfile_open(output, OUTFILE_PUBLIC, &out, f);
    if (ok && bytes != NULL) {
        fwrite(bytes, 1, length, outfile_stream(out));
        ok = outfile_commit(out, f);
    }
    free(bytes);
    return ok;
}

int main(int argc, char **argv)
{
    const char *input = NULL, *output = NULL;
    const struct arg args[] = {
        { "input", "FIL", "PDF som Chromium har skrivit", true, &input },
        { "output", "FIL", "PDF som skrivs", true, &output },
    };
    struct fault fault;

    switch (args_parse(argc, argv, "pdf", "Skriver om datum och nummer i en PDF, så att samma sida ger samma fil.",
                       args, sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "pdf", stderr);
    case ARGS_RUN:
        break;
    }
    return run(input, output, &fault) ? 0 : fault_report(&fault, "pdf", stderr);
}
