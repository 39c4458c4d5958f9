#!/bin/sh
# check-wall.sh [COMMANDS] - proves from the commands of `make report` that nothing private crosses the wall but through protect.
#
# make itself says what it would run, every name written out, for a run in which all is made anew. A command that names
# anything of the output folder outside private/ and settings/ stands below the wall, unless it is protect's own. It may then name
# neither private/ nor anything of the delivery beside what the Makefile calls public by nature. A program that is given the whole
# output folder could read all of it, and is a breach too. COMMANDS is such a list to judge in place of make's own (tests). Exit
# status 1 where something crosses.
set -u
cd "$(dirname "$0")/.." || exit 3
out=build/wall/out

public=$(sed -n 's/^PUBLIC_BY_NATURE := *//p' Makefile)
[ -n "$public" ] || {
    echo 'check-wall: Makefile has no PUBLIC_BY_NATURE' >&2
    exit 1
}

commands() {
    if [ $# -gt 0 ]; then
        cat "$1"
    else
        MAKEFLAGS= make --no-print-directory --always-make --just-print report RAW=build/wall/raw OUT=$out SAN= 2>&1
    fi
}

commands "$@" | awk -v out="$out" -v public="$public" '
    function breach(why) {
        print "over the wall (" why "): " command
        breaches++
    }

    # What the command names of the output folder beside private/ and settings/.
    function is_below(text) {
        gsub(out "/(private|settings)(/[^ \t\"]*)?", "", text)
        gsub(out "/[.]made", "", text)
        return index(text, out "/") > 0
    }

    function judge(    rest, name, i) {
        n_judged++
        if (command ~ /\/bin\/protect /) {
            protects++
            return
        }
        gsub(/\$\{?OUT\}?/, out, command)
        if (command ~ /\/bin\// && (command " ") ~ (out "[\" ]"))
            breach("a program is given the whole output folder")
        # What the audit found out may be known to no more people than what was withheld. It reads nothing there but the
        # tables that protect let through, where the public ones are rounded.
        if (command ~ /\/bin\/audit /)
            gsub("--output " out "/private/audit[.]csv|then echo " out "/private/exact;", "", command)
        if (!is_below(command))
            return
        n_below++
        if (index(command, out "/private"))
            breach("it names private/")
        rest = command
        gsub(/\$\{?RAW\}?|build\/wall\/raw/, "\001", rest)
        while (i = index(rest, "\001")) {
            rest = substr(rest, i + 1)
            name = rest
            sub(/^"?\//, "", name)
            sub(/[^A-Za-z0-9._-].*/, "", name)
            if (!((name) in allowed))
                breach("of the delivery it names " (name == "" ? "everything" : name))
        }
    }

    BEGIN {
        n = split(public, words, " ")
        for (i = 1; i <= n; i++)
            allowed[words[i]] = 1
    }
    { command = command $0 }
    /\\$/ { sub(/\\$/, " ", command); next }
    /\*\*\*/ { print; broken = 1 }
    { judge(); command = "" }
    END {
        if (!protects || !n_below)
            print "check-wall: no rule of protect, or none below it, among " n_judged + 0 " commands"
        exit breaches || broken || !protects || !n_below
    }'
