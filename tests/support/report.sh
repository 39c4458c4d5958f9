# report.sh - makes a made-up city and runs the stages below the wall on it. Source it after shell.sh.
#
# made FOLDER [NAME=VALUE...] lays FOLDER (see public_tables.sh); compares, claims, figures and report FOLDER each run one stage.

made() { # FOLDER NAME=VALUE...
    "$project/tests/support/public_tables.sh" "$@"
    mkdir -p "$1/figures"
}

compares() { # FOLDER: anew, where a test has changed a table
    "$bin/compare" --public "$1/public" --verdicts "$1/public/public_verdicts.csv" \
        --protect "$1/settings/protect.ini" --settings "$1/settings/compare.ini" \
        --trend "$1/settings/trend.ini" --comparability "$1/comparability.csv" --output-dir "$1/public"
}

claims() { # FOLDER
    "$bin/claims" --public "$1/public" --report "$1/settings/report.ini" --protect "$1/settings/protect.ini" \
        --trend "$1/settings/trend.ini" --turnover "$1/settings/turnover.ini" --events "$1/events.csv" \
        --comparability "$1/comparability.csv" --output "$1/public/claims.csv"
}

figures() { # FOLDER
    "$bin/figures" --public "$1/public" --settings "$1/settings/report.ini" --events "$1/events.csv" \
        --comparability "$1/comparability.csv" --scripts "$project/scripts/figures" --output-dir "$1/figures"
}

report() { # FOLDER [OPTION...]
    folder=$1
    shift
    "$bin/report" --public "$folder/public" --figures "$folder/figures" --report "$folder/settings/report.ini" \
        --protect "$folder/settings/protect.ini" --trend "$folder/settings/trend.ini" --turnover "$folder/settings/turnover.ini" \
        --events "$folder/events.csv" --comparability "$folder/comparability.csv" --organisation "$folder/organisation.csv" \
        --text "$folder/text" --output "$folder/report.md" "$@"
}

html() { # FOLDER
    "$project/scripts/report/html.sh" "$1/report.md" "$1/figures" "$1/report.html"
}

docx() { # FOLDER [TEMPLATE]
    "$project/scripts/report/docx.sh" "$1/report.md" "$1/figures" "$1/report.docx" "$bin/word" "${2:-}"
}

# A list of figures without any: for tests that need no drawing.
no_figures() { # FOLDER
    echo 'figure,title,subtitle,source,alt' >"$1/figures/figures.csv"
}

# The sentences of claims.csv, one a line: what people read, without what proves it.
sentences() { # CLAIMS
    awk '{ # fields of RFC 4180; no sentence holds a newline
        n = 0; field = ""; quoted = 0
        for (i = 1; i <= length($0); i++) {
            c = substr($0, i, 1)
            if (c == "\"") quoted = !quoted
            else if (c == "," && !quoted) { cell[++n] = field; field = "" }
            else field = field c
        }
        if (NR > 1) print cell[5]
    }' "$1"
}
