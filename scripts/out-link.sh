#!/bin/sh
# out-link.sh OUT - prints a name for the folder OUT that make can use: OUT itself where it is made of plain characters, else a
# link to it under build/, for make knows no way to name a target with blanks.
set -eu
case $1 in
*[!A-Za-z0-9._/-]* | -*)
    "$(dirname "$0")/out-folder.sh" "$1" "" || exit
    mkdir -p build/out
    link=build/out/$(printf %s "$1" | cksum | cut -d' ' -f1)
    folder=$(cd -- "$1" && pwd)
    [ "$(readlink -- "$link")" = "$folder" ] || ln -sfn -- "$folder" "$link" # many tasks of a job array may ask at once
    echo "$link"
    ;;
*) echo "$1" ;;
esac
