# protect_register.sh - what the tests of random registers share. Source it after shell.sh.
export PERSONALRORLIGHET_KEY_HEX=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f

# The chain up to the wall for one seed: DIR/private and DIR/public, audited. Without the tests of trends, unless TREND is yes: then
# with them, and the comparisons after the wall. ALTER is a function that is given the delivery before it is read. 1: the audit found something, 2: something else failed.
protect_register() { # SEED DIR [NAME=VALUE...]
    local seed=$1 at=$2 options p organisation=
    shift 2
    options=
    for pair; do options="$options -v $pair"; done
    mkdir -p "$at/raw/staff" "$at/raw/codes" "$at/raw/counts" "$at/private" "$at/public" "$at/settings" || return 2
    chmod 700 "$at/private"
    # shellcheck disable=SC2086  # pairs hold no blanks
    LC_ALL=C awk -v seed="$seed" -v dir="$at/raw" $options -f "$project/tests/support/random_register.awk" </dev/null || return 2
    [ -z "${ALTER:-}" ] || "$ALTER" "$at/raw" || return 2
    "$bin/settings" --input "$at/raw/report.ini" --output-dir "$at/settings" || return 2
    (cd "$project" && "$bin/clean" --delivery "$at/raw" --settings "$at/settings/clean.ini" --files "$at/settings/files.ini" \
        --project . --output-dir "$at/private") || return 2
    p=$at/private
    [ ! -e "$at/raw/organisation.csv" ] || organisation=$at/raw/organisation.csv
    "$bin/turnover" --spells "$p/spells.csv" --extracts "$p/extracts.csv" --counts "$p/counts.csv" \
        --organisation "$organisation" --settings "$at/settings/turnover.ini" --output-cells "$p/cells.csv" \
        --output-flows "$p/flows.csv" --output-rates "$p/rates.csv" || return 2
    "$bin/retention" --spells "$p/spells.csv" --extracts "$p/extracts.csv" --rates "$p/rates.csv" \
        --organisation "$organisation" --turnover "$at/settings/turnover.ini" \
        --settings "$at/settings/retention.ini" --output-dir "$p" || return 2
    empty_trend "$p"
    set -- --published "$at/raw/published" --report "$at/settings/report.ini" --organisation "$organisation"
    begun=$EPOCHREALTIME
    [ "${TREND:-}" != yes ] || { register_propose "$at" && register_trend "$at"; } || return 2
    register_release "$at" "$@"
    found=$?
    # What is found out of what would be told first is mended as make does it; for most there is nothing to mend.
    if [ $found -eq 1 ] && [ "${TREND:-}" != yes ]; then
        register_propose "$at" || return
        register_release "$at" "$@"
        found=$?
    fi
    # shellcheck disable=SC2034  # for the caller: what protection and audit took
    protected_ms=$(((${EPOCHREALTIME/./} - ${begun/./}) / 1000))
    return $found
}

# Protected tables, audited. 1: the audit found something.
register_release() { # DIR OPTION...
    local at=$1 p=$1/private
    local -a found_out=()
    shift
    [ ! -e "$p/found_out.csv" ] || found_out=(--found-out "$p/found_out.csv")
    "$bin/protect" --private "$p" --settings "$at/settings/protect.ini" --public "$at/public" "$@" "${found_out[@]}" || return 2
    [ "${TREND:-}" != yes ] || "$bin/compare" --public "$at/public" --verdicts "$at/public/public_verdicts.csv" \
        --protect "$at/settings/protect.ini" --settings "$at/settings/compare.ini" --trend "$at/settings/trend.ini" \
        --output-dir "$at/public" || return 2
    "$bin/audit" --public "$at/public" --settings "$at/settings/protect.ini" --output "$p/audit.csv" --details "$at/details.csv" "$@"
}

# As make does it before the trends are tested.
register_propose() { # DIR
    "$project/scripts/propose.sh" "$bin" "$1/private" "$1/settings" "$1/raw/published" \
        "$([ ! -e "$1/raw/organisation.csv" ] || echo "$1/raw/organisation.csv")"
}

# Two reports: that of the year before is published, then this one is made. 1: the audit of either found something.
protect_register_twice() { # SEED DIR [NAME=VALUE...]
    local seed=$1 at=$2
    shift 2
    protect_register "$seed" "$at/before" before=1 "$@" || return $?
    mkdir -p "$at/raw/published" && mv "$at/before/public" "$at/raw/published/2024" || return 2
    protect_register "$seed" "$at" "$@"
}

# Tests of trends by few replicates, of a year in the middle.
register_trend() { # DIR
    local at=$1 p=$1/private year
    year=$(sed -n 's/^city,T17,\(20[0-9]*\),.*/\1/p' "$p/rates.csv" | sort -u | awk '{ y[NR] = $1 } END { print y[int(NR / 2) + 1] }')
    sed -i "s/^named_years=.*/named_years=$year/; s/^replicates=.*/replicates=99/; s/^monthly_replicates=.*/monthly_replicates=99/" \
        "$at/settings/trend.ini"
    "$bin/trend" --rates "$p/rates.csv" --flows "$p/flows.csv" --tenure "$p/tenure_rates.csv" \
        --shown-series "$p/shown_series.csv" --settings "$at/settings/trend.ini" --output-dir "$p"
}

# Tests of trends take their time, and are released only where every year of theirs is: here there are none, nor checks.
empty_trend() { # DIR
    for table in checks breaks verdicts fits robustness; do
        sed -n "s/^$table \\([a-z].*\\)/\\1/p" "$project/tests/stage/protect.sh" | sed "s/'$//" >"$1/$table.csv"
    done
}
