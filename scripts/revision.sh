#!/bin/sh
# revision.sh FILE - what the programs are built from: the commit, and whether anything they are built of has changed since. FILE is
# rewritten only where it would say something else, and is empty in a tree without git (an archive of the sources).
set -eu
file=$1
cd "${0%/*}/.."
[ -d "${file%/*}" ] || mkdir -p "${file%/*}"
revision=
# One call of git for both: a line `# branch.oid COMMIT` among its heads, then a line for each file that has changed.
if [ -e .git ] && status=$(git status --porcelain=v2 --branch -- pipeline stages scripts Makefile 2>/dev/null); then
    case $status in
    *'# branch.oid ('*) ;; # no commit yet
    *'# branch.oid '*) revision=$(printf %.12s "${status#*"# branch.oid "}") ;;
    esac
    case $status in
    [!#]* | *"
"[!#]*) [ -z "$revision" ] || revision="$revision, ändrad" ;;
    esac
fi
said=
if [ -e "$file" ]; then IFS= read -r said <"$file" || true; fi
if [ ! -e "$file" ] || [ "$said" != "$revision" ]; then
    printf '%s' "$revision" >"$file.part"
    mv "$file.part" "$file"
fi
