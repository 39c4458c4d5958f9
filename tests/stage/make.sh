#!/bin/sh
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
unset MAKEFLAGS MAKELEVEL SAN # a make of our own, not a child of the one that runs the tests

expect_exit 0 "make alone says what there is" make --no-print-directory
cp "$dir/stdout" "$dir/help"
for target in report test check build deps clean new-delivery check-delivery; do
    expect_text "$target is in the help" "$dir/help" "  make $target "
done
for target in $(awk '{ print $2 }' "$dir/help"); do
    expect_exit 0 "$target is a target" make --just-print "$target" RAW=data/raw OUT="$dir/out" DIR="$dir/new"
done

# A make below make comes without built-in variables, and a recipe that begins with an empty $(CC) begins with its minus sign.
object=build/plain/pipeline/base/memory.o
for how in "" --no-builtin-variables CC=clang; do
    make --just-print --always-make V=1 $how "$object" >"$dir/commands" 2>&1
    case $how in CC=*) wanted=${how#CC=} ;; *) wanted=cc ;; esac
    expect "the compiler is the one asked for: make $how" grep -q "^$wanted -std=c11 " "$dir/commands"
done

# ---- a folder that the report can not go to
no_place() { # NAME OUT WORDS
    expect_exit 2 "$1" make --no-print-directory "report" RAW=data/raw OUT="$2"
    expect_text "... $1, in words" "$dir/stderr" "$2: $3: ange en annan mapp i OUT"
}
echo x >"$dir/file"
ln -s "$dir/nowhere" "$dir/dangling"
no_place 'OUT may not be a file' "$dir/file" 'är en fil och ingen mapp'
no_place 'nor a link to nothing' "$dir/dangling" 'är en länk till något som inte finns'
no_place 'nor below a file' "$dir/file/å b" 'mappen kan inte skapas; kontrollera sökvägen och rättigheterna'
no_place 'nor in the delivery' data/raw/ut 'mappen ligger i leveransen (RAW), så rapporten skulle bli en del av den'
no_place 'nor the delivery itself' data/raw 'mappen ligger i leveransen (RAW), så rapporten skulle bli en del av den'
expect '... and leaves nothing there' test -z "$(git -C "$project" status --porcelain data/raw 2>/dev/null)$(find data/raw -name '.made' -o -name '.lock' -o -name ut)"
expect_exit 2 'RAW may not be empty' make --no-print-directory report RAW= OUT="$dir/out"
expect_text '... and that is said' "$dir/stderr" 'RAW är tomt: ange leveransens mapp'

# ---- what is said while it runs
"$project/scripts/say.sh" "Ritar figurerna" >"$dir/said" 2>&1
expect_same "in a pipe a step says nothing" "$dir/said" /dev/null
if command -v script >/dev/null 2>&1; then
    TERM=xterm script -qec "'$project/scripts/say.sh' 'Ritar figurerna'" /dev/null </dev/null >"$dir/said"
    expect "on a terminal it says in bold what it does" grep -q "$(printf '\033')\\[1m  *Ritar figurerna\|  $(printf '\033')\\[1mRitar figurerna" "$dir/said"
    NO_COLOR=1 TERM=xterm script -qec "'$project/scripts/say.sh' 'Ritar figurerna'" /dev/null </dev/null >"$dir/said"
    expect "with NO_COLOR it is plain" sh -c 'grep -q "Ritar figurerna" "$1" && ! grep -q "$(printf "\033")" "$1"' sh "$dir/said"
else
    skip "on a terminal it says in bold what it does" "script is not here"
fi
for program in "$bin"/*; do
    "$program" --help >"$dir/help" 2>"$dir/said" && [ ! -s "$dir/said" ] && grep -qE 'Användning|skriver rader' "$dir/help" || echo "${program##*/}"
done >"$dir/silent"
expect_same "every program explains itself" "$dir/silent" /dev/null
