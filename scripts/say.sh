#!/bin/sh
# say.sh WORDS - what the chain does now, for who watches it: on a terminal alone, and without bold letters where NO_COLOR is set
# (no-color.org) or the terminal has none.
[ -t 2 ] || exit 0
if [ -n "${NO_COLOR:-}" ] || [ "${TERM:-dumb}" = dumb ]; then
    printf '  %s\n' "$1" >&2
else
    printf '  \033[1m%s\033[0m\n' "$1" >&2
fi
