#!/usr/bin/env bash
# What two analyzers say of the C sources: nothing; and of a source with faults of the kind: something.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
mapfile -t sources < <(find pipeline stages -name '*.c' | sort)

said() { # COMMAND...: its findings on each source, by twos
    printf '%s\0' "${sources[@]}" | xargs -0 -n 1 -P 2 "$@" 2>&1 | grep -E 'warning:|error:' | sort -u
}
cat >"$dir/planted.c" <<'END'
#include <stdlib.h>
int planted(const char *text);
int planted(const char *text)
{
    int *room = malloc(sizeof *room);

    if (room == NULL)
        return 0;
    *room = atoi(text);
    free(room);
    return *room;
}
END
finds() { # ANALYZER WORD COMMAND...: says it of the planted source
    local name=$1 word=$2 all=("${sources[@]}")
    shift 2
    sources=("$dir/planted.c")
    said "$@" >"$dir/planted"
    sources=("${all[@]}")
    expect_text "$name finds what is planted" "$dir/planted" "$word"
}
gcc_finds=(gcc -std=c11 -D_DEFAULT_SOURCE -I. -O2 -fno-tree-sra -Wall -Wextra -fanalyzer -c -o /dev/null)
if [ "$(gcc -dumpversion 2>/dev/null | cut -d. -f1)" = 12 ]; then
    # Without -fno-tree-sra gcc 12 takes the parts of a struct that another file returns for not set, and names no line.
    finds 'gcc -fanalyzer' Wanalyzer-use-after-free "${gcc_finds[@]}"
    said "${gcc_finds[@]}" >"$dir/said"
    expect_same 'gcc -fanalyzer finds nothing' "$dir/said" /dev/null
else
    skip 'gcc -fanalyzer finds nothing' 'it is the findings of gcc 12 that are looked at'
fi
# Of cert: what is about memory, strings, errors and numbers. err33 wants the result of every fprintf; outfile asks the stream once, at the end.
CHECKS='-*,clang-analyzer-*,bugprone-*,cert-*,-bugprone-easily-swappable-parameters,-bugprone-narrowing-conversions,-cert-err33-c'
CHECKS="$CHECKS,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,-bugprone-reserved-identifier,-cert-dcl37-c,-cert-dcl51-cpp"
CHECKS="$CHECKS,-bugprone-implicit-widening-of-multiplication-result,-bugprone-branch-clone,-bugprone-assignment-in-if-condition"
# sizeof-expression: arrays of pointers.
CHECKS="$CHECKS,-bugprone-sizeof-expression"
# Of the floors that read what others wrote; it is slow.
mapfile -t sources < <(find pipeline/base pipeline/table pipeline/intake pipeline/disclosure stages/clean stages/checks.c -name '*.c' | sort)
if command -v clang-tidy >/dev/null; then
    tidy=(sh -c 'clang-tidy --quiet --checks="$1" "$2" -- -std=c11 -D_DEFAULT_SOURCE -I.' sh "$CHECKS")
    finds clang-tidy cert-err34-c "${tidy[@]}"
    expect_text '... of memory too' "$dir/planted" clang-analyzer-unix.Malloc
    said "${tidy[@]}" >"$dir/said"
    expect_same 'clang-tidy finds nothing' "$dir/said" /dev/null
else
    skip 'clang-tidy finds nothing' 'it is not here'
fi
