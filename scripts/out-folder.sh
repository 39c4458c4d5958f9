#!/bin/sh
# out-folder.sh OUT RAW - makes the folder that the report goes to, or says why that can not be. RAW empty: wherever the delivery is.
set -eu
umask o-w # where everybody may write, another could lay his own files
out=$1
refuse() {
    echo "$out: $1: ange en annan mapp i OUT" >&2
    exit 1
}
if [ -n "$2" ]; then
    case $(realpath -m -- "$out")/ in
    "$(realpath -m -- "$2")"/*) refuse 'mappen ligger i leveransen (RAW), så rapporten skulle bli en del av den' ;;
    esac
fi
if [ -L "$out" ] && [ ! -e "$out" ]; then refuse 'är en länk till något som inte finns'; fi
if [ -e "$out" ] && [ ! -d "$out" ]; then refuse 'är en fil och ingen mapp'; fi
mkdir -p -- "$out" 2>/dev/null || refuse 'mappen kan inte skapas; kontrollera sökvägen och rättigheterna'
[ -e "$out/.made" ] || (: >"$out/.made") 2>/dev/null || refuse 'det går inte att skriva i mappen; kontrollera rättigheterna och att disken inte är full'
