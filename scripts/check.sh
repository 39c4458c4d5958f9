#!/bin/sh
# check.sh - what a change must pass beside its tests: form, floors, wall, sanitizers, and nothing left lying about.
set -u
cd "$(dirname "$0")/.." || exit 3
failed=0
step() { # WORDS COMMAND...
    printf '%s\n' "--- $1"
    shift
    "$@" || failed=1
}

format() {
    case $(clang-format --version) in
    *"version 14."*) ;;
    *)
        echo "skipped: the form is that of clang-format 14"
        return 0
        ;;
    esac
    find pipeline stages scripts tests -name '*.[ch]' -exec clang-format --dry-run -Werror --ferror-limit=1 {} +
}

# What git sees beside what is committed; the same before and after, for tests write only under build/ and in folders of their own.
stray() { git status --porcelain 2>/dev/null; }
nothing_stray() {
    now=$(stray)
    [ "$before" = "$now" ] || {
        printf '%s\n' "The tests left files behind:" "$now"
        return 1
    }
}

before=$(stray)
step "form" format
step "floors" scripts/check-layout.sh
step "wall" scripts/check-wall.sh
step "what a browser is asked with" scripts/npm.sh
step "tests with sanitizers" make --no-print-directory SAN=1 test
step "stray files" nothing_stray
[ $failed -eq 0 ] || echo "make check: something above is wrong"
exit $failed
