#!/bin/sh
# lock.sh FOLDER PID [RAW] - one run at a time works in a folder: waits until no other does, then holds the folder for as long as process PID
# lives, however it ends. Where there is no flock nothing is held: every file still appears whole or not at all.
set -u
umask o-w
command -v flock >/dev/null 2>&1 || exit 0
"$(dirname "$0")/out-folder.sh" "$1" "${3-}" 2>/dev/null || exit 0 # said when the first step wants the folder
exec 9>>"$1/.lock" || exit 0
# Who holds it lets go a moment after its run has ended: that wait is not worth a word.
if ! flock -n 9 && ! flock -w 0.2 9; then
    echo "En annan körning arbetar i $1. Den här väntar tills den är klar." >&2
    flock 9
fi
{ tail --pid="$2" -s 0.05 -f /dev/null || while kill -0 "$2"; do sleep 0.2; done; } >/dev/null 2>&1 </dev/null &
