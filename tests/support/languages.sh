# languages.sh - the languages of the tests, made in a folder of their own where the machine has only C: without them a program that
# asks for Turkish gets C, and nothing is tried. Source it after shell.sh.
#
# languages TAG... makes them and points LOCPATH there; false where the machine has no rules for them.
languages() {
    local tag
    mkdir -p "$dir/languages"
    for tag; do
        localedef -c -i "${tag%.*}" -f UTF-8 "$dir/languages/$tag" >/dev/null 2>&1
        [ -e "$dir/languages/$tag/LC_CTYPE" ] || return 1
    done
    export LOCPATH=$dir/languages
}
