#!/bin/sh
# revision.sh FILE - what the programs are built from: the commit, and whether anything they are built of has changed since. FILE is
# rewritten only where it would say something else, and is empty in a tree without git (an archive of the sources).
set -eu
cd "$(dirname "$0")/.."
mkdir -p "$(dirname "$1")"
revision=
if [ -e .git ] && commit=$(git rev-parse --short=12 HEAD 2>/dev/null); then
    revision=$commit
    [ -z "$(git status --porcelain -- pipeline stages scripts Makefile 2>/dev/null)" ] || revision="$commit, ändrad"
fi
printf '%s' "$revision" >"$1.part"
if cmp -s "$1.part" "$1"; then rm "$1.part"; else mv "$1.part" "$1"; fi
