#!/bin/sh
. "$(dirname "$0")/../support/shell.sh"
house=$dir/house

# A small house in order, then one breach at a time.
build_house() {
    rm -rf "$house"
    mkdir -p "$house"/pipeline/base "$house"/pipeline/table "$house"/pipeline/statistics "$house"/pipeline/intake \
        "$house"/pipeline/staff "$house"/pipeline/publish "$house"/stages/clean "$house"/tests "$house"/docs "$house"/scripts
    : >"$house/Makefile"
    echo '#include "pipeline/base/fault.h"' >"$house/pipeline/table/reader.c"
    printf '#include <csv.h>\n#include "pipeline/table/reader.h"\n' >>"$house/pipeline/table/reader.c"
    echo '#include <gsl/gsl_cdf.h>' >"$house/pipeline/statistics/interval.c"
    printf '/* exits (leavers) are printed on stderr.txt */\nfprintf(to, "x");\nsnprintf(a, 1, "x");\n' \
        >"$house/pipeline/publish/plot.c"
    printf '#include "pipeline/staff/stay.h"\n#include "stages/clean/intake.h"\nprintf("x");\nreturn 0;\n' \
        >"$house/stages/clean/main.c"
}
breaks() { # NAME FILE LINE WHY
    build_house
    printf '%s\n' "$3" >>"$house/$2"
    expect_exit 1 "$1" "$project/scripts/check-layout.sh" "$house"
    expect_text "$1: says where and why" "$dir/stdout" "$2:$(wc -l <"$house/$2"):$3    <- $4"
}

build_house
expect_exit 0 "a house in order passes" "$project/scripts/check-layout.sh" "$house"
breaks "base knows nothing of tables" pipeline/base/fault.c '#include "pipeline/table/reader.h"' "base does not include that floor"
breaks "statistics knows only numbers" pipeline/statistics/interval.c '#include "pipeline/table/table.h"' \
    "statistics does not include that floor"
breaks "publish knows no staff" pipeline/publish/plot.c '  #  include "pipeline/staff/stay.h"' "publish does not include that floor"
breaks "the pipeline knows no stages" pipeline/staff/stay.c '#include "stages/clean/intake.h"' "staff does not include that floor"
breaks "intake counts nobody" pipeline/intake/spell.c '#include "pipeline/staff/stay.h"' "intake does not include that floor"
breaks "no stage includes another" stages/trend.c '#include "stages/clean/intake.h"' "a stage includes the pipeline and itself"
breaks "libcsv has one home" stages/clean/main.c '#include <csv.h>' "libcsv belongs to pipeline/table"
breaks "GSL has one home" stages/clean/main.c 'gsl_set_error_handler_off();' "GSL belongs to pipeline/statistics"
breaks "libxlsxwriter has one home" pipeline/publish/plot.c '#include <xlsxwriter.h>' \
    "libxlsxwriter belongs to pipeline/publish/workbook"
breaks "the pipeline never exits" pipeline/publish/plot.c 'exit(1);' "pipeline/ never exits"
breaks "the pipeline never prints" pipeline/publish/plot.c 'printf("x");' "pipeline/ never prints"
breaks "not even on stderr" pipeline/publish/plot.c 'fprintf(stderr, "x");' "pipeline/ never prints"
mark=TO
breaks "what is not done is an issue" docs/x.md "${mark}DO: later" "what is not done is an issue, not a comment"
