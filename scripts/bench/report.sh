#!/usr/bin/env bash
# report.sh - what the report of the example takes on this machine, from a built tree, beside an R Markdown report of nine figures.
#
#   nothing      make report, nothing changed                         at most 0.2 s
#   no_pdf       report-no-pdf, all of it made after protect          at most 3 s, and a third of R Markdown's time
#   pdf          report, likewise                                     at most 6 s
#   cold         report into an empty folder                          at most 25 s
#   rmarkdown    scripts/bench/report.Rmd of the same public tables, to HTML
#
# They take turns, ROUNDS times (3). One line each: what,rounds,seconds,memory_mb - medians of the wall times, and the most memory of a
# process. WORK is the folder for it (one that vanishes). Without R and rmarkdown the peer is named and passed over.
set -u
cd "$(dirname "$0")/../.." || exit 3
rounds=${ROUNDS:-3}
work=${WORK:-}
if [ -z "$work" ]; then
    work=$(mktemp -d) || exit 3
    trap 'rm -rf "$work"' EXIT
fi
unset MAKEFLAGS MAKELEVEL
make --no-print-directory build >/dev/null || exit 3
out=$work/report
mkdir -p "$work/times"
rm -rf "$out" "$work"/times/*

timed() { # WHAT COMMAND...
    local what=$1
    shift
    /usr/bin/time -a -o "$work/times/$what" -f '%e %M' "$@" >"$work/said" 2>&1 || {
        cat "$work/said" >&2
        exit 3
    }
}

# Everything below protect is made anew; trend and protect are current.
forget_report() {
    rm -rf "$out/figures" "$out/release" "$out/private/audit.csv" "$out"/*.*
    rm -f "$out/public/claims.csv"
}

peer=yes
Rscript -e 'library(rmarkdown); library(ggplot2); stopifnot(pandoc_available())' >"$work/said" 2>&1 || {
    peer=
    echo 'rmarkdown is not installed and is passed over' >&2
}
timed warm make --no-print-directory report OUT="$out"
for ((round = 0; round < rounds; round++)); do
    timed nothing make --no-print-directory report OUT="$out"
    forget_report
    timed no_pdf make --no-print-directory report-no-pdf OUT="$out"
    [ -z "$peer" ] || timed rmarkdown Rscript -e "rmarkdown::render('scripts/bench/report.Rmd', params = list(public = '$(realpath "$out")/public'),
        output_file = '$work/peer.html', intermediates_dir = '$work', quiet = TRUE)"
    forget_report
    timed pdf make --no-print-directory report OUT="$out"
    rm -rf "$out"
    timed cold make --no-print-directory report OUT="$out"
done

echo what,rounds,seconds,memory_mb
for what in nothing no_pdf pdf cold ${peer:+rmarkdown}; do
    sort -n "$work/times/$what" | awk -v what="$what" '{ s[NR] = $1; if ($2 > most) most = $2 }
        END { printf "%s,%d,%.2f,%d\n", what, NR, NR % 2 ? s[(NR + 1) / 2] : (s[NR / 2] + s[NR / 2 + 1]) / 2, most / 1024 }'
done
