# small.sh - a delivery that is made into a report in seconds, for tests that make it many times: one district's extract, five
# years, three files of indicators, few replicates. Source it after shell.sh.
#
# small_delivery DIR lays it; small_chain OUT TARGET... makes OUT/TARGET of $raw in a folder of its own.
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f MAKELEVEL=0

small_delivery() { # DIR
    mkdir -p "$1/staff" "$1/indicators"
    cp -r "$project"/data/raw/{codes,text,organisation.csv,events.csv,comparability.csv,statements.csv} "$1/"
    cp "$project"/data/raw/indicators/{konsulter,chefer,vfu}.csv "$1/indicators/"
    head -n 400 "$project/data/raw/staff/Anställningar Bromma till Kungsholmen.csv" >"$1/staff/uttag.csv"
    cat >"$1/report.ini" <<INI
[turnover]
first_year = 2020
last_year = 2024
[trend]
named_years = 2022
replicates = 99
monthly_replicates = 99
[report]
base_year = 2020
compare_year = 2024
INI
}

small_chain() { # OUT TARGET...: $wrap, if any, stands in front of each stage
    local out=$1 targets
    shift
    targets=("${@/#/$out/}")
    make --no-print-directory "${targets[@]}" RAW="$raw" OUT="$out" RUN="${wrap:-}"
}

# The files of OUT with their checksums: what two runs of one delivery have in common, and no leftovers of a run that was killed.
small_tree() { # OUT
    (cd "$1" && find . -type f ! -name '*.part' ! -name .lock ! -name .made ! -name 'delivery*' -exec sha256sum {} + | LC_ALL=C sort -k2)
}
