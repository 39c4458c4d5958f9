#!/usr/bin/env bash
# Every example of docs/anstallningsregler.md, run: the records under `uttag` become what stands under `blir`, and are counted so.
. "$(dirname "$0")/../support/shell.sh"
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
HEADER='personid;förvaltning;yrke;anställningsform;anställd_från;anställd_till;avgångsorsak'
page=$project/docs/anstallningsregler.md

# A folder an example: title, files DATE.csv, blir.
mkdir "$dir/examples"
awk -v dir="$dir/examples" -v header="$HEADER" '
    /^## / { n++; folder = sprintf("%s/%02d", dir, n); system("mkdir -p " folder "/staff"); print substr($0, 4) >(folder "/title"); next }
    /^```uttag/ { file = folder "/staff/" ($2 == "" ? "2020-12-31" : $2) ".csv"; print header >file; next }
    /^```inställning rare_words/ { print $NF >(folder "/rare_words"); file = folder "/setting"; next }
    /^```blir/ { file = folder "/blir"; next }
    /^```/ { file = ""; next }
    file != "" { print >file }' "$page"

# The sum of a column of TABLE, by its name; of flows in the rows of the city, moves in those of the districts.
sum() { # TABLE COLUMN
    awk -F, -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) { if ($i == name) c = i; if ($i == "grouping") g = i } next }
        g == "" || $g == (name ~ /^moved/ ? "district" : "city") { n += $c } END { print n + 0 }' "$1"
}

counted() { # FOLDER TABLE "COLUMN N, COLUMN N": the same text with what was counted
    local text= pair
    while read -r pair; do
        text="$text${text:+, }${pair% *} $(sum "$1/out/$2" "${pair% *}")"
    done < <(tr ',' '\n' <<<"$3" | sed 's/^ *//')
    echo "$text"
}

run() { # FOLDER
    {
        printf '[clean]\nextraction_date = 2020-12-31\nrare_words = %s\n[turnover]\nfirst_year = 2019\nlast_year = 2020\n[files]\n' "$(cat "$1/rare_words" 2>/dev/null || echo 0)"
        for file in "$1"/staff/*.csv; do
            printf '%s = extraction_date %s\n' "${file##*/}" "$(basename "$file" .csv)"
        done
    } >"$1/report.ini"
    mkdir "$1/out"
    "$bin/clean" --delivery "$1" --settings "$1/report.ini" --output-dir "$1/out" || return
    # Somebody else is there all the time, so that there is a register to count.
    printf 'personid;förvaltning;yrke;anställningsform;anställd_från;anställd_till\nz;Södra;socialsekreterare;tillsvidare;2010-01-01;\n' \
        >"$1/staff/z.csv"
    mkdir "$1/all"
    "$bin/clean" --delivery "$1" --settings "$1/report.ini" --output-dir "$1/all" &&
        "$bin/turnover" --spells "$1/all/spells.csv" --extracts "$1/all/extracts.csv" --counts "$1/all/counts.csv" --settings "$1/report.ini" \
            --output-cells "$1/cells.csv" --output-flows "$1/out/flows.csv" --output-rates "$1/rates.csv"
}

for example in "$dir"/examples/*; do
    [ -e "$example/blir" ] || continue
    title=$(cat "$example/title")
    if ! run "$example" 2>"$dir/stderr"; then
        not_ok "$title" "$(cat "$dir/stderr")"
        continue
    fi
    {
        awk -F, 'NR > 1 { print $2 "," $3 "," $4 "," $5 "," $7 "," ($13 == "none" ? "" : $13) }' "$example/out/spells.csv"
        grep '^[a-z]*\.csv: ' "$example/blir" | while IFS=: read -r table pairs; do
            if [ "$table" = revisions.csv ]; then
                printf '%s: %s\n' "$table" "$(cut -d, -f5 "$example/out/revisions.csv" | sed 1d | sort | xargs | sed 's/ /, /g')"
            elif [ "$table" = notes.csv ]; then
                printf '%s: %s\n' "$table" "$(cut -d, -f4 "$example/out/notes.csv" | sed 1d | sort | xargs | sed 's/ /, /g')"
            else
                printf '%s: %s\n' "$table" "$(counted "$example" "$table" "$pairs")"
            fi
        done
    } >"$dir/got"
    expect_same "$title" "$dir/got" "$example/blir"
done
