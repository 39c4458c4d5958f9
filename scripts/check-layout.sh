#!/bin/sh
# check-layout.sh - the rules of the house that can be read off the sources. Prints each breach as file:line; exit status 1 where
# there is one. CONTRIBUTING.md says why.
set -u
cd "${1:-$(dirname "$0")/..}" || exit 3
breaches=$(mktemp) || exit 3
trap 'rm -f "$breaches"' EXIT

# Prints the lines of `grep -nE PATTERN` in the files, under a heading.
breach() { # WHAT PATTERN FILE...
    what=$1 pattern=$2
    shift 2
    [ $# -gt 0 ] || return 0
    grep -nHE -e "$pattern" -- "$@" 2>/dev/null | sed "s|\$|    <- $what|" >>"$breaches"
}

# Files below the folders, of the kinds C knows, but for those whose path holds one of the words behind --.
sources() { # FOLDER... -- WORD...
    folders=
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        [ -d "$1" ] && folders="$folders $1"
        shift
    done
    [ $# -gt 0 ] && shift
    [ -n "$folders" ] || return 0
    found=$(find $folders -name '*.[ch]' | sort)
    for word; do
        found=$(printf '%s\n' "$found" | grep -vF -e "$word")
    done
    printf '%s\n' "$found"
}

# A floor includes itself and what is named; everything else in quotes is an arrow the other way.
floor() { # FLOOR MAY_INCLUDE...
    floor=$1
    allowed=$(printf 'pipeline/%s/|' "$@")
    set -- $(sources "pipeline/$floor")
    [ $# -eq 0 ] || grep -nHE '^[ 	]*#[ 	]*include[ 	]*"' -- "$@" | grep -vE "\"(${allowed%|})" |
        sed "s|\$|    <- $floor does not include that floor|" >>"$breaches"
}
floor base
floor table base
floor intake base table
floor staff base table statistics intake
floor statistics base
floor disclosure base table
floor publish base table

# A stage includes the pipeline and its own folder.
for source in $(sources stages); do
    own=${source#stages/}
    own=${own%%/*}
    grep -nHE '^[ 	]*#[ 	]*include[ 	]*"' -- "$source" | grep -vE "\"(pipeline/|stages/${own%.c}/)" |
        sed 's|$|    <- a stage includes the pipeline and itself|' >>"$breaches"
done

# Each library has one home.
breach "libcsv belongs to pipeline/table" '<csv\.h>' $(sources pipeline stages -- pipeline/table/)
breach "zlib belongs to pipeline/table/zip" '<zlib\.h>' $(sources pipeline stages -- pipeline/table/zip)
breach "expat belongs to pipeline/table/xml" '<expat\.h>' $(sources pipeline stages -- pipeline/table/xml)
breach "GSL belongs to pipeline/statistics" '<gsl/|\bgsl_[a-z]' $(sources pipeline stages -- pipeline/statistics/)
breach "GLPK belongs to pipeline/disclosure" '<glpk\.h>|\bglp_[a-z]' $(sources pipeline stages -- pipeline/disclosure/)
# Who tries to break the protection must not lean on what made it.
breach "the audit shares no code with the suppression" \
    '"pipeline/disclosure/(links|region|shift|slice|closure|catalogue|suppression)\.h"' \
    $(find pipeline/disclosure stages -name 'audit*' -type f 2>/dev/null | sort)
breach "libxlsxwriter belongs to pipeline/publish/workbook" '<xlsxwriter' $(sources pipeline stages -- pipeline/publish/workbook)
breach "inih belongs to pipeline/base/config" '<ini\.h>' $(sources pipeline stages -- pipeline/base/config.c)
breach "nettle belongs to pipeline/base/digest" '<nettle/' $(sources pipeline stages -- pipeline/base/digest.c)

# Only main speaks and leaves; out of memory, --help, which args answers, and a child process of base/apart are the exceptions.
breach "pipeline/ never exits" '\b(_?exit|abort|quick_exit)\(' $(sources pipeline -- base/memory.c base/apart.c)
breach "pipeline/ never prints" '\b(printf|puts|putchar|perror)\(|[(,] *stderr *[,)]' \
    $(sources pipeline -- base/memory.c base/args.c)

breach "what is not done is an issue, not a comment" '\b(TODO|FIXME|XXX|HACK)\b' \
    $(sources pipeline stages tests scripts) Makefile $(find scripts docs tests -type f \
    \( -name '*.sh' -o -name '*.mk' -o -name '*.gp' -o -name '*.md' \) ! -name check-layout.sh | sort)

if [ -s "$breaches" ]; then
    sort -u "$breaches"
    exit 1
fi
