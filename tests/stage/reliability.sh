#!/usr/bin/env bash
# docs/traffsakerhet.md: its tables hold the figures of docs/traffsakerhet.csv and no others, and strucchange's can be drawn again.
. "$(dirname "$0")/../support/shell.sh"
cd "$project" || exit 3
figures=docs/traffsakerhet.csv

awk -f scripts/reliability/tables.awk "$figures" docs/traffsakerhet.md >"$dir/again.md" 2>"$dir/stderr"
expect_same 'the_published_tables_hold_the_published_figures' docs/traffsakerhet.md "$dir/again.md"
expect 'every_table_is_known' test ! -s "$dir/stderr"
expect 'no_table_lacks_a_figure' sh -c '! grep -E "^\|.*\| – \|" "$1" | grep -vE "en månad|^\| [^|]*\| 5 \| [05] % \|"' sh docs/traffsakerhet.md
expect 'no_figure_stands_twice' awk -F, 'seen[$1, $2, $3]++ { exit 1 }' "$figures"

if Rscript -e 'library(strucchange)' >/dev/null 2>&1; then
    draws=$([ "${CALIBRATION:-}" = long ] && echo 1000 || echo 40)
    Rscript tests/reference/break_power.R "$draws" 7 >"$dir/again.csv" 2>/dev/null
    expect 'strucchange_rejects_as_often_as_is_published' awk -F, -v n="$draws" '
        $1 != "power" || $3 != "sup_f" { next }
        FNR == NR { told[$2] = $5; of = $4; next }
        { seen++; p = (told[$2] * of + $5 * n) / (of + n); se = sqrt(p * (1 - p) * (1 / n + 1 / of)) + 1 / n
          if ((told[$2] - $5) ^ 2 > (4.5 * se) ^ 2) bad = 1 }
        END { exit bad || seen != 20 }' "$figures" "$dir/again.csv"
else
    skip 'strucchange_rejects_as_often_as_is_published' 'R and strucchange are not here: the stored figures stand'
fi
