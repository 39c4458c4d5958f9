# tools.sh - what the scripts that make HTML, Word and PDF share. Sourced.

# pandoc's Markdown without what reads ordinary text as something else, and without raw code.
MARKDOWN=markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-latex_macros-citations-example_lists-smart-inline_notes-subscript-superscript-strikeout
# Half of pandoc's time is its garbage collector's: with room for all of a report at once it takes a fifth less.
COLLECTOR='+RTS -A4m -O128m -RTS'
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-0} LC_ALL=C.UTF-8

wrong() { # TEXT: the call is wrong
    printf '%s\n' "$1" >&2
    exit 2
}

need() { # PROGRAM PACKAGE
    command -v "$1" >/dev/null 2>&1 || {
        printf '%s: programmet %s saknas: installera paketet %s (make deps gör det)\n' "${0##*/}" "$1" "$2" >&2
        exit 69
    }
}

failed() { # PROGRAM WORDS
    printf '%s: %s misslyckades: %s\n' "${0##*/}" "$1" "$2" >&2
    exit 3
}

# A warning is a failure: a picture that was not found, a reference to nothing.
quiet() { # PROGRAM WORDS
    [ -z "$2" ] || failed "$1" "$2"
}

figures_in() { # WORK FIGURES: the report names its pictures figures/NAME, so that is what the folder is called in WORK
    [ -d "$2" ] || wrong "${0##*/}: mappen med figurer finns inte: $2"
    ln -s "$(cd "$2" && pwd)" "$1/figures"
}
