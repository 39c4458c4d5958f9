# shell.sh - what a test written in shell needs. Source it first: . "$(dirname "$0")/../support/shell.sh"
#
# Then stands: $project (the root), $bin (the programs), $dir (a new folder, removed at the end), $shared (reference material).
# A test is a sentence said once to one of the expect_ words, or to ok / not_ok. The exit status follows by itself.
set -u
project=$(cd "$(dirname "$0")/../.." && pwd)
export BUILD=${BUILD:-$project/build/plain}
bin=$BUILD/bin
shared=${SHARED:-$project/../shared}
dir=$(mktemp -d) || exit 3
n_failed=0
trap 'status=$?; rm -rf "$dir"; [ $n_failed -gt 0 ] && status=1; exit $status' EXIT
trap 'exit 130' INT TERM

ok() { # NAME
    printf 'ok - %s\n' "$1"
}

not_ok() { # NAME [WHY]
    n_failed=$((n_failed + 1))
    printf 'not ok - %s\n' "$1"
    [ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/# /'
}

# A text that was found is the one that is wanted.
is() { # NAME GOT EXPECTED
    if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "got      $2
expected $3"; fi
}

skip() { # NAME WHY
    printf 'ok - %s # SKIP %s\n' "$1" "$2"
}

# Runs COMMAND with its output in $dir/stdout and $dir/stderr; holds if it leaves with STATUS.
expect_exit() { # STATUS NAME COMMAND...
    wanted=$1
    name=$2
    shift 2
    "$@" >"$dir/stdout" 2>"$dir/stderr"
    got=$?
    if [ "$got" -eq "$wanted" ]; then
        ok "$name"
    else
        not_ok "$name" "exit $got, expected $wanted: $*
$(tail -n 5 "$dir/stderr")"
    fi
}

# Holds if FILE has a line that holds TEXT, as it stands (no pattern).
expect_text() { # NAME FILE TEXT
    if grep -qF -e "$3" -- "$2"; then
        ok "$1"
    else
        not_ok "$1" "'$3' is not in $2, which holds:
$(head -n 20 -- "$2" 2>&1)"
    fi
}

expect_no_text() { # NAME FILE TEXT; a file that is not there holds nothing, and proves nothing
    if [ ! -r "$2" ]; then
        not_ok "$1" "$2 is not there"
    elif grep -qF -e "$3" -- "$2"; then
        not_ok "$1" "'$3' is in $2"
    else
        ok "$1"
    fi
}

expect_same() { # NAME GOT_FILE EXPECTED_FILE
    if cmp -s -- "$2" "$3"; then
        ok "$1"
    else
        not_ok "$1" "$(diff -- "$3" "$2" 2>&1 | head -n 20)"
    fi
}

# Holds if COMMAND succeeds: expect "a sentence" test -e file
expect() { # NAME COMMAND...
    name=$1
    shift
    if "$@" >"$dir/stdout" 2>"$dir/stderr"; then
        ok "$name"
    else
        not_ok "$name" "failed: $*
$(tail -n 5 "$dir/stderr")"
    fi
}
