# protect_indicators.sh - private tables of indicators for tests, without a delivery. Source it after shell.sh.

# The private tables without rows, as tests/stage/protect.sh has them, and the settings: DIR/private, DIR/protect.ini. Sets the headers
# of the tables that the stage indicators writes.
# shellcheck disable=SC2034  # for whoever sources this
indicators_private() { # DIR
    local test=$project/tests/stage/protect.sh name header
    mkdir -p "$1/private" "$1/public" "$1/none" "$1/made" || return 1
    printf '[protect]\ncount_threshold = 5\ngroup_threshold = 10\n' >"$1/protect.ini"
    printf '[indicators]\n' >"$1/indicators.ini"
    sed -n "/^headers='/,/'\$/p" "$test" | tr -d "'" | sed '1d' | while read -r name header; do
        [ -z "$name" ] || echo "$header" >"$1/private/$name.csv"
    done
    grep -o 'grouping,definition,period,[a-z_,]*' "$test" | head -1 >"$1/private/rates.csv"
    grep -o 'file,kind,sha256,[a-z_,]*' "$test" | head -1 >"$1/private/intake.csv"
    "$bin/indicators" --delivery "$1/none" --flows "$1/private/flows.csv" --rates "$1/private/rates.csv" --settings "$1/indicators.ini" \
        --output-dir "$1/made" || return 1
    indicators_header=$(cat "$1/made/indicators.csv")
    distributions_header=$(cat "$1/made/distributions.csv")
}

# Random ones: DIR/private made by indicators_private is filled anew from the seed. LEAVING=1: the city is stated, and some have
# no row. LATER=1: the next report of the same, after districts have become one: DIR/private/organisation.csv.
# LARGE=1: no district has few person-years.
indicators_random() { # SEED DIR
    local header
    header=$(head -1 "$2/private/rates.csv")
    {
        echo "$header"
        awk -v seed="$1" -v dir="$2/private" -v leaving="${LEAVING:-0}" -v later="${LATER:-0}" -v large="${LARGE:-0}" -v indicators="$indicators_header" -v distributions="$distributions_header" \
            -f "$project/tests/support/random_indicators.awk" </dev/null | LC_ALL=C sort
    } >"$2/rates.csv" && mv "$2/rates.csv" "$2/private/rates.csv"
}
